// What others see of an account.
#include "warn/quotients.hpp"

namespace holdfast::warn {

namespace {

using S = const Sight&;

constexpr OwnFeature seen[] = {
    {"covered_3h", "3008", "数小时内快进快出", Unit::share,
     [](S s) { return share(s.facts.covered[0], s.facts.out.sum); }},
    {"covered_1d", "3008", "一天左右快进快出", Unit::share,
     [](S s) { return share(s.facts.covered[1], s.facts.out.sum); }},
    {"passed_on_5d", "3008", "五天左右快进快出", Unit::share,
     [](S s) { return share(s.facts.covered[2], s.facts.in.sum); }},
    {"passed_on_20d", "3008", "二十天左右快进快出", Unit::share,
     [](S s) { return share(s.facts.covered[3], s.facts.in.sum); }},
    {"swept", "3008", "转出时清空余额", Unit::share,
     [](S s) { return share(s.facts.swept, s.facts.out.sum); }},
    {"matched", "3008", "转出与转入近乎相等", Unit::share,
     [](S s) { return share(s.facts.matched, s.facts.out.sum); }},
    {"flow_balance", "3008", "转出与转入之比", Unit::log_ratio,
     [](S s) { return flow_balance(s.facts); }},
    {"new_payees", "3007", "转给首次往来收款人", Unit::share,
     [](S s) { return share(s.facts.out.new_sum, s.facts.out.sum); }},
    {"new_payers", "3006", "来自首次往来付款人", Unit::share,
     [](S s) { return share(s.facts.in.new_sum, s.facts.in.sum); }},
    {"in_partners", "3006", "转入对手数", Unit::log_count,
     [](S s) { return std::log1p(s.facts.in.partners); }},
    {"out_partners", "3007", "转出对手数", Unit::log_count,
     [](S s) { return std::log1p(s.facts.out.partners); }},
    {"surprise_in", "3006", "收到的远超付款人平时", Unit::log_ratio,
     [](S s) { return s.facts.in.sum > 0 ? s.facts.in.surprise_sum / s.facts.in.sum : 0; }},
    {"strange_in", "3006", "收到首次往来且远超平时的付款", Unit::share,
     [](S s) { return share(s.facts.in.strange_sum, s.facts.in.sum); }},
    {"strange_out", "3005", "付出首次往来且远超平时的款项", Unit::share,
     [](S s) { return share(s.facts.out.strange_sum, s.facts.out.sum); }},
    {"record_in", "3006", "收到付款人历来最大一笔", Unit::share,
     [](S s) { return share(s.facts.in.record_sum, s.facts.in.sum); }},
    {"exits", "3008", "取现或转往境外", Unit::share,
     [](S s) { return share(s.facts.cash + s.facts.abroad, s.facts.out.sum); }},
    {"merchant_in", "9999", "消费入账", Unit::share,
     [](S s) { return share(s.facts.merchant_in, s.facts.in.sum); }},
    {"mutual", "9999", "互有往来", Unit::share, [](S s) { return mutual_share(s.facts); }},
    {"span", "9999", "已知使用时间", Unit::log_hours,
     [](S s) { return log_hours(s.facts.last - s.facts.first); }},
    {"fresh_payers", "3006", "来自新账户", Unit::share,
     [](S s) { return share(s.facts.in.partner_new, s.facts.in.count); }},
    {"peak_new_payers", "3006", "一周内新出现的付款人数", Unit::log_count,
     [](S s) { return std::log1p(s.facts.in.peak_new_week); }},
    {"peak_new_payees", "3007", "一周内新出现的收款人数", Unit::log_count,
     [](S s) { return std::log1p(s.facts.out.peak_new_week); }},
    {"dwell", "3008", "资金停留时间", Unit::log_hours,
     [](S s) { return s.facts.dwelt > 0 ? s.facts.dwell_sum / s.facts.dwelt : -1; }},
    {"odd_in", "3006", "收到异于付款人平时的金额", Unit::share,
     [](S s) { return share(s.facts.in.odd, s.facts.in.count); }},
    {"odd_out", "9999", "付出异于自己平时的金额", Unit::share,
     [](S s) { return share(s.facts.out.odd, s.facts.out.count); }},
    {"split_in", "9999", "拆分收款", Unit::share,
     [](S s) { return share(s.facts.in.split, s.facts.in.count); }},
    {"round_in", "9999", "整百金额", Unit::share,
     [](S s) { return share(s.facts.in.round, s.facts.in.count); }},
    {"active_days", "9999", "有交易的日子占比", Unit::share,
     [](S s) { return share(s.facts.days, (s.facts.last - s.facts.first) / 24 + 1); }},
    {"rank_mean_in", "9999", "平均转入的位次", Unit::rank,
     [](S s) { return rank(s, Quantity::mean_in); }},
    {"peak_week", "3008", "流水集中在一周", Unit::share,
     [](S s) { return share(s.facts.peak_week, s.facts.in.sum + s.facts.out.sum); }},
    {"stained_strange", "3005", "转入款源自首次往来且远超平时的付款", Unit::share,
     [](S s) { return stained_in(s.facts, Stain::strange); }},
    {"stained_record", "3005", "转入款源自付款人历来最大一笔", Unit::share,
     [](S s) { return stained_in(s.facts, Stain::record); }},
    {"stained_hurried", "3008", "转入款沿途快进快出", Unit::share,
     [](S s) { return stained_in(s.facts, Stain::hurried); }},
    {"regular_in", "9999", "来自三次以上往来者的转入", Unit::share,
     [](S s) { return share(s.facts.in.regular_sum, s.facts.in.sum); }},
    {"aside_passed_5d", "3008", "非日常转入五天左右转出", Unit::share,
     [](S s) { return share(s.facts.aside.covered[1], s.facts.aside.in); }},
    {"aside_passed_20d", "3008", "非日常转入二十天左右转出", Unit::share,
     [](S s) { return share(s.facts.aside.covered[2], s.facts.aside.in); }},
    {"aside_balance", "3008", "非日常转出与非日常转入之比", Unit::log_ratio,
     [](S s) { return aside_balance(s.facts.aside); }},
    {"aside_largest", "3006", "非日常最大转入与平时转出之比", Unit::log_ratio,
     [](S s) { return aside_largest(s.facts); }},
    {"aside_strange", "3005", "非日常转入源自首次往来且远超平时的付款", Unit::share,
     [](S s) { return aside_stained(s.facts, Stain::strange); }},
    {"aside_record", "3005", "非日常转入源自付款人历来最大一笔", Unit::share,
     [](S s) { return aside_stained(s.facts, Stain::record); }},
    {"circles", "9999", "资金回流", Unit::share,
     [](S s) {
       return share(s.facts.cycles[0] + s.facts.cycles[1] + s.facts.cycles[2],
                    s.facts.in.sum + s.facts.out.sum);
     }},
};

}  // namespace

std::span<const OwnFeature> seen_features() {
  return seen;
}

}  // namespace holdfast::warn
