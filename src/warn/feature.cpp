#include "warn/feature.hpp"

#include <array>
#include <cmath>
#include <fmt/core.h>

#include "base/check.hpp"
#include "warn/own_features.hpp"
#include "warn/rows.hpp"

namespace holdfast::warn {

namespace {

using List = std::vector<Feature>;

void add_partners(List& list, const std::string& side, const std::string& who) {
  const auto add_all = [&](const std::string& name, const std::string& words) {
    for (const OwnFeature& seen : seen_features()) {
      list.push_back({side + "." + name + "." + std::string(seen.name), std::string(seen.code),
                      who + words + "：" + std::string(seen.words), seen.unit});
    }
    const auto add_around = [&](const auto& names, const std::string& next,
                                const std::string& next_who) {
      for (const std::string_view wanted : names) {
        for (const OwnFeature& seen : seen_features()) {
          if (seen.name == wanted) {
            list.push_back(
                {side + "." + name + "." + next + "." + std::string(wanted), std::string(seen.code),
                 who + words + "的" + next_who + "：" + std::string(seen.words), seen.unit});
          }
        }
      }
    };
    add_around(around_payees, "payees", "收款人");
    add_around(around_payers, "payers", "付款人");
  };
  add_all("mean", "总体");
  add_all("most", "之一");
  const std::string code = side == "payees" ? "3004" : "3005";
  list.push_back({side + ".share_of_theirs", code, "往来占" + who + "流水的比例", Unit::share});
  list.push_back({side + ".count", code, "与" + who + "往来笔数", Unit::log_count});
  list.push_back({side + ".known", code, "与" + who + "往来时间", Unit::log_hours});
  list.push_back({side + ".sole", code, who + "只与本账户往来的比例", Unit::share});
}

void add_structure(List& list) {
  struct Steps {
    const char* name;
    const char* code;
    const char* words;
  };
  for (const Steps& steps : {Steps{"co_payees", "3006", "付款人也付给同一账户"},
                             Steps{"co_payers", "3007", "收款人也收同一账户的款"},
                             Steps{"onward", "3006", "收款人再汇往同一账户"},
                             Steps{"upstream", "3007", "付款人的钱来自同一账户"}}) {
    list.push_back({fmt::format("{}.share", steps.name), steps.code,
                    fmt::format("{}的比例", steps.words), Unit::share});
    list.push_back({fmt::format("{}.ways", steps.name), steps.code,
                    fmt::format("{}的条数", steps.words), Unit::log_count});
    list.push_back({fmt::format("{}.accounts", steps.name), "9999",
                    fmt::format("{}：两步内账户数", steps.words), Unit::log_count});
    list.push_back({fmt::format("{}.meeting_share", steps.name), steps.code,
                    fmt::format("{}（小账户）", steps.words), Unit::plain});
    list.push_back({fmt::format("{}.meeting", steps.name), steps.code,
                    fmt::format("{}（小账户）的条数", steps.words), Unit::log_count});
  }
  list.push_back({"siblings", "3006", "与其他账户同源同去（分散后又集中）", Unit::log_count});
  list.push_back({"rounds", "3008", "资金四步内绕回", Unit::log_count});
  for (const auto& [side, code, who] :
       {std::array{"payees", "3007", "收款人"}, std::array{"payers", "3006", "付款人"}}) {
    list.push_back({fmt::format("{}.acquainted", side), code,
                    fmt::format("{}与其他对手相识的比例", who), Unit::share});
    list.push_back({fmt::format("{}.acquainted_money", side), code,
                    fmt::format("与相识{}往来的金额占比", who), Unit::share});
  }
}

void add_moment(List& list) {
  const std::array<Feature, moment_width> all{{
      {"pair_count", "9999", "双方往来笔数", Unit::log_count},
      {"pair_gap", "9999", "距双方上一笔", Unit::log_hours},
      {"pair_known", "9999", "双方往来时间", Unit::log_hours},
      {"surprise", "3005", "金额与付款人平时之比", Unit::log_ratio},
      {"payee_surprise", "3004", "金额与收款人平时所收之比", Unit::log_ratio},
      {"of_pot", "3008", "金额与付款人手中转入余款之比", Unit::log_ratio},
      {"of_recent", "3008", "金额与付款人近一天转入之比", Unit::log_ratio},
      {"since_in", "3008", "距付款人上次收款", Unit::log_hours},
      {"payee_known", "3004", "收款人已知使用时间", Unit::log_hours},
      {"payer_known", "3005", "付款人已知使用时间", Unit::log_hours},
      {"payer_gap", "3008", "距付款人上一笔转出", Unit::log_hours},
      {"is_record", "3005", "付款人历来最大一笔", Unit::plain},
      {"is_matched", "3008", "与刚收到的金额近乎相等", Unit::plain},
      {"circle_2", "9999", "资金一去一回", Unit::plain},
      {"circle_3", "9999", "资金三步回流", Unit::plain},
      {"circle_4", "9999", "资金四步回流", Unit::plain},
      {"clock", "9999", "时刻", Unit::plain},
      {"is_cash", "3008", "取现", Unit::plain},
      {"is_merchant", "9999", "消费", Unit::plain},
      {"is_exit", "3008", "出金", Unit::plain},
      {"is_round", "9999", "整百金额", Unit::plain},
      {"rank_amount", "9999", "金额在全体中的位次", Unit::rank},
      {"of_payer_most", "3005", "金额与付款人最大一笔之比", Unit::log_ratio},
      {"of_payee_most", "3004", "金额与收款人最大一笔之比", Unit::log_ratio},
      {"payer_busy", "3007", "付款人两天内转出笔数", Unit::log_count},
      {"payee_busy", "3006", "收款人两天内收款笔数", Unit::log_count},
      {"payer_new_payees", "3007", "付款人一周内新收款人数", Unit::log_count},
      {"payee_new_payers", "3006", "收款人一周内新付款人数", Unit::log_count},
      {"is_mutual", "9999", "收款人曾付给付款人", Unit::plain},
      {"of_last_in", "3008", "金额与付款人上一笔收款之比", Unit::log_ratio},
  }};
  list.insert(list.end(), all.begin(), all.end());
}

void add_scores(List& list) {
  const auto add = [&](std::string name, std::string code, std::string words) {
    list.push_back({std::move(name), std::move(code), std::move(words), Unit::margin});
  };
  add("score.last", "9999", "本账户自身行为可疑");
  add("score.highest", "9999", "本账户曾有可疑行为");
  add("score.mean", "9999", "本账户一贯可疑");
  for (const auto& [side, code, who] :
       {std::array{"payees", "3004", "收款人"}, std::array{"payers", "3005", "付款人"}}) {
    add(fmt::format("score.{}.last", side), code, fmt::format("{}可疑", who));
    add(fmt::format("score.{}.highest", side), code, fmt::format("{}曾有可疑行为", who));
    add(fmt::format("score.{}.top", side), code, fmt::format("{}中最可疑者", who));
    list.push_back(
        {fmt::format("score.{}.above", side), code, fmt::format("可疑{}数", who), Unit::log_count});
    list.push_back({fmt::format("score.{}.money", side), code,
                    fmt::format("与可疑{}往来的金额占比", who), Unit::share});
  }
  for (const auto& [name, code, words] : {std::array{"co_payees", "3006", "同一付款人的其他收款人"},
                                          std::array{"co_payers", "3007", "同一收款人的其他付款人"},
                                          std::array{"onward", "3004", "收款人的收款人"},
                                          std::array{"upstream", "3005", "付款人的付款人"}}) {
    add(fmt::format("score.{}.top", name), code, fmt::format("{}中有可疑者", words));
    add(fmt::format("score.{}.mean", name), code, fmt::format("{}普遍可疑", words));
  }
  for (const auto& [name, code, words] :
       {std::array{"payees", "3004", "收款人"}, std::array{"payers", "3005", "付款人"},
        std::array{"co_payees", "3006", "同一付款人的其他收款人"},
        std::array{"co_payers", "3007", "同一收款人的其他付款人"},
        std::array{"onward", "3004", "收款人的收款人"},
        std::array{"upstream", "3005", "付款人的付款人"}}) {
    list.push_back({fmt::format("score.{}.share", name), code, fmt::format("{}中可疑者占", words),
                    Unit::share});
  }
  list.push_back({"score.looks", "9999", "已查看次数", Unit::log_count});
}

List account_features() {
  List list;
  for (const OwnFeature& own : own_features()) {
    list.push_back(
        {std::string(own.name), std::string(own.code), std::string(own.words), own.unit});
  }
  add_partners(list, "payees", "收款人");
  add_partners(list, "payers", "付款人");
  add_structure(list);
  return list;
}

List prefixed(const List& list, const std::string& name, const std::string& words) {
  List result;
  for (const Feature& feature : list) {
    result.push_back(
        {name + "/" + feature.name, feature.code, words + feature.words, feature.unit});
  }
  return result;
}

List make(Target target, Round round) {
  List list = account_features();
  List scores;
  add_scores(scores);
  base::check(scores.size() == account_score_width, "the width of scores");
  if (target == Target::transfer) {
    const List one = list;
    list = prefixed(one, "payer", "付款方");
    const List other = prefixed(one, "payee", "收款方");
    list.insert(list.end(), other.begin(), other.end());
    add_moment(list);
    const List theirs = prefixed(scores, "payee", "收款方");
    scores = prefixed(scores, "payer", "付款方");
    scores.insert(scores.end(), theirs.begin(), theirs.end());
  }
  if (round == Round::second) {
    list.insert(list.end(), scores.begin(), scores.end());
  }
  return list;
}

std::string hours_text(double hours) {
  if (hours < 1) {
    return fmt::format("{:.0f} 分钟", hours * 60);
  }
  return hours < 48 ? fmt::format("{:.1f} 小时", hours) : fmt::format("{:.1f} 天", hours / 24);
}

}  // namespace

const std::vector<Feature>& features_of(Target target, Round round) {
  static const std::array<List, 4> lists{
      make(Target::account, Round::first), make(Target::account, Round::second),
      make(Target::transfer, Round::first), make(Target::transfer, Round::second)};
  return lists[(target == Target::transfer ? 2U : 0U) + (round == Round::second ? 1U : 0U)];
}

std::string tell(const Feature& feature, float value) {
  const auto real = static_cast<double>(value);
  switch (feature.unit) {
    case Unit::share:
      return real < 0 ? feature.words : fmt::format("{} {:.0f}%", feature.words, 100 * real);
    case Unit::log_count:
      return real < 0 ? feature.words : fmt::format("{} {:.0f}", feature.words, std::expm1(real));
    case Unit::log_hours:
      return real < 0 ? feature.words
                      : fmt::format("{} {}", feature.words, hours_text(std::expm1(real)));
    case Unit::log_ratio:
      return fmt::format("{} {:.2f} 倍", feature.words, std::exp(real));
    case Unit::rank:
      return real < 0 ? feature.words : fmt::format("{} 高于 {:.0f}%", feature.words, 100 * real);
    case Unit::plain:
    case Unit::margin:
      return feature.words;
  }
  return feature.words;
}

}  // namespace holdfast::warn
