#include "warn/own_features.hpp"

#include <algorithm>
#include <cmath>

namespace holdfast::warn {

namespace {

double share(double part, double whole) {
  return whole > 0 ? std::min(part / whole, 1.0) : 0;
}

double log_hours(double hours) {
  return std::log1p(std::max(hours, 0.0));
}

double flow_balance(const Facts& facts) {
  if (facts.in.sum <= 0 || facts.out.sum <= 0) {
    return facts.in.sum > 0 ? -4 : 4;
  }
  return std::clamp(std::log(facts.out.sum / facts.in.sum), -4.0, 4.0);
}

double spread_of_amounts(const Side& side) {
  if (side.count < 2) {
    return 0;
  }
  const double mean = side.log_sum / side.count;
  return std::sqrt(std::max(side.log_square / side.count - mean * mean, 0.0));
}

/// Spread of the logarithms of gaps: small where payments come like clockwork, -1 where too few.
double irregularity(const Side& side) {
  if (side.count < 3) {
    return -1;
  }
  const double gaps = side.count - 1;
  const double mean = side.gap_sum / gaps;
  return std::sqrt(std::max(side.gap_square / gaps - mean * mean, 0.0));
}

double mean_gap(const Side& side) {
  return side.count < 2 ? -1 : side.gap_sum / (side.count - 1);
}

double top_over_mean(const Side& side) {
  return side.count == 0 ? 0 : std::log(side.max * side.count / side.sum);
}

double rank(const Sight& sight, Quantity quantity) {
  return sight.population.rank(quantity, quantity_of(sight.facts, quantity));
}

double mutual_share(const Facts& facts) {
  const double partners = facts.in.partners + facts.out.partners - facts.mutual;
  return share(facts.mutual, partners);
}

double mean_of(double sum, double count) {
  return count > 0 ? sum / count : 0;
}

using S = const Sight&;

constexpr OwnFeature own[] = {
    {"in_count", "9999", "转入笔数", Unit::log_count,
     [](S s) { return std::log1p(s.facts.in.count); }},
    {"out_count", "9999", "转出笔数", Unit::log_count,
     [](S s) { return std::log1p(s.facts.out.count); }},
    {"in_partners", "3006", "转入对手数", Unit::log_count,
     [](S s) { return std::log1p(s.facts.in.partners); }},
    {"out_partners", "3007", "转出对手数", Unit::log_count,
     [](S s) { return std::log1p(s.facts.out.partners); }},
    {"in_partners_a_movement", "3006", "转入对手多不重复", Unit::share,
     [](S s) { return share(s.facts.in.partners, s.facts.in.count); }},
    {"out_partners_a_movement", "3007", "转出对手多不重复", Unit::share,
     [](S s) { return share(s.facts.out.partners, s.facts.out.count); }},
    {"fan_balance", "3006", "转入对手与转出对手之比", Unit::log_ratio,
     [](S s) { return std::log((1.0 + s.facts.in.partners) / (1.0 + s.facts.out.partners)); }},
    {"flow_balance", "3008", "转出与转入金额之比", Unit::log_ratio,
     [](S s) { return flow_balance(s.facts); }},
    {"residual", "3008", "转入后留存的比例", Unit::share,
     [](S s) { return share(s.facts.pot, s.facts.in.sum); }},
    {"swept", "3008", "转出时清空余额的比例", Unit::share,
     [](S s) { return share(s.facts.swept, s.facts.out.sum); }},
    {"covered_3h", "3008", "数小时内到账即转出的比例", Unit::share,
     [](S s) { return share(s.facts.covered[0], s.facts.out.sum); }},
    {"covered_1d", "3008", "一天左右到账即转出的比例", Unit::share,
     [](S s) { return share(s.facts.covered[1], s.facts.out.sum); }},
    {"covered_5d", "3008", "五天左右到账即转出的比例", Unit::share,
     [](S s) { return share(s.facts.covered[2], s.facts.out.sum); }},
    {"covered_20d", "3008", "二十天左右到账即转出的比例", Unit::share,
     [](S s) { return share(s.facts.covered[3], s.facts.out.sum); }},
    {"passed_on_1d", "3008", "转入资金一天左右转走的比例", Unit::share,
     [](S s) { return share(s.facts.covered[1], s.facts.in.sum); }},
    {"passed_on_5d", "3008", "转入资金五天左右转走的比例", Unit::share,
     [](S s) { return share(s.facts.covered[2], s.facts.in.sum); }},
    {"matched", "3008", "转出与转入金额近乎相等的比例", Unit::share,
     [](S s) { return share(s.facts.matched, s.facts.out.sum); }},
    {"dwell", "3008", "资金停留时间", Unit::log_hours,
     [](S s) { return s.facts.dwelt > 0 ? s.facts.dwell_sum / s.facts.dwelt : -1; }},
    {"age", "9999", "已知使用时间", Unit::log_hours,
     [](S s) { return log_hours(s.now - s.facts.first); }},
    {"idle", "9999", "最近静止时间", Unit::log_hours,
     [](S s) { return log_hours(s.now - s.facts.last); }},
    {"span", "9999", "首末交易相隔时间", Unit::log_hours,
     [](S s) { return log_hours(s.facts.last - s.facts.first); }},
    {"active_days", "9999", "有交易的日子占比", Unit::share,
     [](S s) { return share(s.facts.days, (s.facts.last - s.facts.first) / 24 + 1); }},
    {"movements_a_day", "3008", "有交易的日子每日笔数", Unit::log_count,
     [](S s) { return std::log1p(mean_of(s.facts.in.count + s.facts.out.count, s.facts.days)); }},
    {"longest_gap", "9999", "最长静止时间", Unit::log_hours,
     [](S s) { return log_hours(s.facts.longest_gap); }},
    {"after_gap", "9999", "长期静止后突然使用的比例", Unit::share,
     [](S s) { return share(s.facts.after_gap, s.facts.in.sum + s.facts.out.sum); }},
    {"peak_week", "3008", "最忙一周占全部流水的比例", Unit::share,
     [](S s) { return share(s.facts.peak_week, s.facts.in.sum + s.facts.out.sum); }},
    {"peak_in", "3006", "两天内集中转入笔数", Unit::log_count,
     [](S s) { return std::log1p(s.facts.in.peak_two_days); }},
    {"peak_out", "3007", "两天内集中转出笔数", Unit::log_count,
     [](S s) { return std::log1p(s.facts.out.peak_two_days); }},
    {"peak_in_share", "3006", "两天内转入占全部转入笔数", Unit::share,
     [](S s) { return share(s.facts.in.peak_two_days, s.facts.in.count); }},
    {"peak_new_payers", "3006", "一周内新出现的付款人数", Unit::log_count,
     [](S s) { return std::log1p(s.facts.in.peak_new_week); }},
    {"peak_new_payees", "3007", "一周内新出现的收款人数", Unit::log_count,
     [](S s) { return std::log1p(s.facts.out.peak_new_week); }},
    {"recent_flow", "3008", "近一周流水占最忙一周", Unit::share,
     [](S s) { return share(s.facts.flow_week.now(s.now, 168), s.facts.peak_week); }},
    {"new_payees", "3007", "转给首次往来收款人的比例", Unit::share,
     [](S s) { return share(s.facts.out.new_sum, s.facts.out.sum); }},
    {"new_payers", "3006", "来自首次往来付款人的比例", Unit::share,
     [](S s) { return share(s.facts.in.new_sum, s.facts.in.sum); }},
    {"top_payee", "3006", "最大收款人占转出的比例", Unit::share,
     [](S s) { return share(s.facts.out.largest_partner, s.facts.out.sum); }},
    {"top_payer", "3007", "最大付款人占转入的比例", Unit::share,
     [](S s) { return share(s.facts.in.largest_partner, s.facts.in.sum); }},
    {"mutual", "9999", "互有往来的对手占比", Unit::share,
     [](S s) { return mutual_share(s.facts); }},
    {"cash", "3008", "取现占转出的比例", Unit::share,
     [](S s) { return share(s.facts.cash, s.facts.out.sum); }},
    {"merchant", "9999", "消费占转出的比例", Unit::share,
     [](S s) { return share(s.facts.merchant, s.facts.out.sum); }},
    {"abroad", "3008", "转往境外或虚拟币的比例", Unit::share,
     [](S s) { return share(s.facts.abroad, s.facts.out.sum); }},
    {"merchant_in", "9999", "收款中消费入账的比例", Unit::share,
     [](S s) { return share(s.facts.merchant_in, s.facts.in.sum); }},
    {"in_spread", "9999", "转入金额的差异", Unit::plain,
     [](S s) { return spread_of_amounts(s.facts.in); }},
    {"out_spread", "9999", "转出金额的差异", Unit::plain,
     [](S s) { return spread_of_amounts(s.facts.out); }},
    {"in_top", "9999", "最大一笔转入与平均之比", Unit::log_ratio,
     [](S s) { return top_over_mean(s.facts.in); }},
    {"out_top", "9999", "最大一笔转出与平均之比", Unit::log_ratio,
     [](S s) { return top_over_mean(s.facts.out); }},
    {"mean_step", "3008", "平均转出与平均转入金额之比", Unit::log_ratio,
     [](S s) {
       const double in = mean_of(s.facts.in.sum, s.facts.in.count);
       const double out = mean_of(s.facts.out.sum, s.facts.out.count);
       return in > 0 && out > 0 ? std::clamp(std::log(out / in), -6.0, 6.0) : 0;
     }},
    {"in_irregular", "9999", "转入间隔的不规律", Unit::plain,
     [](S s) { return irregularity(s.facts.in); }},
    {"out_irregular", "9999", "转出间隔的不规律", Unit::plain,
     [](S s) { return irregularity(s.facts.out); }},
    {"in_gap", "9999", "转入间隔", Unit::log_hours, [](S s) { return mean_gap(s.facts.in); }},
    {"out_gap", "9999", "转出间隔", Unit::log_hours, [](S s) { return mean_gap(s.facts.out); }},
    {"round_in", "9999", "整百金额占转入", Unit::share,
     [](S s) { return share(s.facts.in.round, s.facts.in.count); }},
    {"round_out", "9999", "整百金额占转出", Unit::share,
     [](S s) { return share(s.facts.out.round, s.facts.out.count); }},
    {"under_in", "9999", "转入金额略低于限额的比例", Unit::share,
     [](S s) { return share(s.facts.in.under, s.facts.in.count); }},
    {"under_out", "9999", "转出金额略低于限额的比例", Unit::share,
     [](S s) { return share(s.facts.out.under, s.facts.out.count); }},
    {"night_in", "9999", "夜间转入的比例", Unit::share,
     [](S s) { return share(s.facts.in.night, s.facts.in.count); }},
    {"night_out", "9999", "夜间转出的比例", Unit::share,
     [](S s) { return share(s.facts.out.night, s.facts.out.count); }},
    {"weekend_out", "9999", "周末转出的比例", Unit::share,
     [](S s) { return share(s.facts.out.weekend, s.facts.out.count); }},
    {"tested_in", "3001", "先小额试探后大额转入的比例", Unit::share,
     [](S s) { return share(s.facts.in.tested, s.facts.in.count); }},
    {"tested_out", "3001", "先小额试探后大额转出的比例", Unit::share,
     [](S s) { return share(s.facts.out.tested, s.facts.out.count); }},
    {"split_in", "9999", "拆分转入的比例", Unit::share,
     [](S s) { return share(s.facts.in.split, s.facts.in.count); }},
    {"split_out", "9999", "拆分转出的比例", Unit::share,
     [](S s) { return share(s.facts.out.split, s.facts.out.count); }},
    {"surprise_in", "3006", "付款人付来金额与其平时之比", Unit::log_ratio,
     [](S s) { return s.facts.in.sum > 0 ? s.facts.in.surprise_sum / s.facts.in.sum : 0; }},
    {"surprise_out", "9999", "转出金额与自己平时之比", Unit::log_ratio,
     [](S s) { return s.facts.out.sum > 0 ? s.facts.out.surprise_sum / s.facts.out.sum : 0; }},
    {"odd_in", "3006", "转入金额异于付款人平时的比例", Unit::share,
     [](S s) { return share(s.facts.in.odd, s.facts.in.count); }},
    {"odd_out", "9999", "转出金额异于自己平时的比例", Unit::share,
     [](S s) { return share(s.facts.out.odd, s.facts.out.count); }},
    {"odd_in_count", "3006", "转入金额异于付款人平时的笔数", Unit::log_count,
     [](S s) { return std::log1p(s.facts.in.odd); }},
    {"odd_out_count", "9999", "转出金额异于自己平时的笔数", Unit::log_count,
     [](S s) { return std::log1p(s.facts.out.odd); }},
    {"surprise_in_size", "3006", "转入金额与付款人平时的差异", Unit::plain,
     [](S s) { return mean_of(s.facts.in.surprise_size, s.facts.in.count); }},
    {"surprise_out_size", "9999", "转出金额与自己平时的差异", Unit::plain,
     [](S s) { return mean_of(s.facts.out.surprise_size, s.facts.out.count); }},
    {"surprise_in_least", "9999", "转入中最低于付款人平时", Unit::log_ratio,
     [](S s) { return s.facts.in.surprise_least; }},
    {"surprise_in_most", "3006", "转入中最高于付款人平时", Unit::log_ratio,
     [](S s) { return s.facts.in.surprise_most; }},
    {"surprise_out_least", "9999", "转出中最低于自己平时", Unit::log_ratio,
     [](S s) { return s.facts.out.surprise_least; }},
    {"surprise_out_most", "9999", "转出中最高于自己平时", Unit::log_ratio,
     [](S s) { return s.facts.out.surprise_most; }},
    {"in_pair_most", "9999", "同一付款人最多笔数", Unit::log_count,
     [](S s) { return std::log1p(s.facts.in.pair_most); }},
    {"out_pair_most", "9999", "同一收款人最多笔数", Unit::log_count,
     [](S s) { return std::log1p(s.facts.out.pair_most); }},
    {"record_in", "3006", "转入中为付款人历来最大一笔的比例", Unit::share,
     [](S s) { return share(s.facts.in.record_sum, s.facts.in.sum); }},
    {"strange_in", "3006", "转入中付款人首次付来且远超平时的比例", Unit::share,
     [](S s) { return share(s.facts.in.strange_sum, s.facts.in.sum); }},
    {"strange_out", "3005", "转出中首次收款人且远超平时的比例", Unit::share,
     [](S s) { return share(s.facts.out.strange_sum, s.facts.out.sum); }},
    {"payee_age", "3007", "收款人当时已知使用时间", Unit::log_hours,
     [](S s) { return mean_of(s.facts.out.partner_age, s.facts.out.count); }},
    {"payer_age", "3006", "付款人当时已知使用时间", Unit::log_hours,
     [](S s) { return mean_of(s.facts.in.partner_age, s.facts.in.count); }},
    {"fresh_payees", "3007", "转给新账户的比例", Unit::share,
     [](S s) { return share(s.facts.out.partner_new, s.facts.out.count); }},
    {"fresh_payers", "3006", "来自新账户的比例", Unit::share,
     [](S s) { return share(s.facts.in.partner_new, s.facts.in.count); }},
    {"circle_2", "9999", "资金一去一回的比例", Unit::share,
     [](S s) { return share(s.facts.cycles[0], s.facts.in.sum + s.facts.out.sum); }},
    {"circle_3", "9999", "资金三步回流的比例", Unit::share,
     [](S s) { return share(s.facts.cycles[1], s.facts.in.sum + s.facts.out.sum); }},
    {"circle_4", "9999", "资金四步回流的比例", Unit::share,
     [](S s) { return share(s.facts.cycles[2], s.facts.in.sum + s.facts.out.sum); }},
    {"rank_sum_in", "9999", "转入总额在全体中的位次", Unit::rank,
     [](S s) { return rank(s, Quantity::sum_in); }},
    {"rank_sum_out", "9999", "转出总额在全体中的位次", Unit::rank,
     [](S s) { return rank(s, Quantity::sum_out); }},
    {"rank_mean_in", "9999", "平均转入在全体中的位次", Unit::rank,
     [](S s) { return rank(s, Quantity::mean_in); }},
    {"rank_mean_out", "9999", "平均转出在全体中的位次", Unit::rank,
     [](S s) { return rank(s, Quantity::mean_out); }},
    {"rank_max_in", "9999", "最大转入在全体中的位次", Unit::rank,
     [](S s) { return rank(s, Quantity::max_in); }},
    {"rank_max_out", "9999", "最大转出在全体中的位次", Unit::rank,
     [](S s) { return rank(s, Quantity::max_out); }},
    {"rank_count_in", "9999", "转入笔数在全体中的位次", Unit::rank,
     [](S s) { return rank(s, Quantity::count_in); }},
    {"rank_count_out", "9999", "转出笔数在全体中的位次", Unit::rank,
     [](S s) { return rank(s, Quantity::count_out); }},
    {"rank_partners_in", "3006", "转入对手数在全体中的位次", Unit::rank,
     [](S s) { return rank(s, Quantity::partners_in); }},
    {"rank_partners_out", "3007", "转出对手数在全体中的位次", Unit::rank,
     [](S s) { return rank(s, Quantity::partners_out); }},
    {"rank_peak_week", "3008", "最忙一周流水在全体中的位次", Unit::rank,
     [](S s) { return rank(s, Quantity::peak_week); }},
    {"rank_flow_a_day", "3008", "日均流水在全体中的位次", Unit::rank,
     [](S s) { return rank(s, Quantity::flow_a_day); }},
};

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
    {"circles", "9999", "资金回流", Unit::share,
     [](S s) {
       return share(s.facts.cycles[0] + s.facts.cycles[1] + s.facts.cycles[2],
                    s.facts.in.sum + s.facts.out.sum);
     }},
};

}  // namespace

std::span<const OwnFeature> own_features() {
  return own;
}

std::span<const OwnFeature> seen_features() {
  return seen;
}

}  // namespace holdfast::warn
