#include "restitution/worksheet.hpp"

#include <fmt/format.h>
#include <iterator>

namespace holdfast::restitution {

namespace {

using base::display_yuan;
using base::Fen;

/// What the statute leaves open and this calculation chose; printed on every sheet.
constexpr std::string_view choices =
    "法条未作规定之处，本计算作如下选择：\n"
    "  1. "
    "按比例时以选定基数为权，各人所得不超过其未返还损失与基数中较小者；超过者取上限退出，余额在其余"
    "人中再按比例分配。\n"
    "  2. "
    "不足一分的尾数依余数由大到小各给一分；余数相同的，资金先进入该账户者在先，再依被害人次序。\n"
    "  3. "
    "冻结账户依冻结生效时间、再依账号先后计算；前一账户已返还的，从后一账户的未返还损失中扣除。\n"
    "  4. "
    "只计冻结生效时（含该时刻）以前的交易；取现、消费、境外、虚拟币等出口付款不视为进入账户的资金。"
    "\n";

class Sheet {
 public:
  template <typename... Args>
  void add(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Args>(args)...);
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

std::string_view words_of(trace::Policy policy) {
  switch (policy) {
    case trace::Policy::fifo:
      return "先进先出";
    case trace::Policy::lifo:
      return "后进先出";
    default:
      return "按比例";
  }
}

std::string_view words_of(Rung rung) {
  switch (rung) {
    case Rung::none:
      return "没有被害人的资金进入，不返还";
    case Rung::single:
      return "单一汇入记录，直接返还";
    case Rung::timestamp:
      return "多笔汇入，按时间戳区分返还";
    case Rung::prorata:
      return "多笔汇入，时间戳不能区分，按比例返还";
  }
  return {};
}

std::string difference(Fen other, Fen chosen) {
  const Fen by = other - chosen;
  if (by.is_zero()) {
    return "相同";
  }
  return by.is_positive() ? "多 " + display_yuan(by) : "少 " + display_yuan(Fen{} - by);
}

void add_head(Sheet& sheet, const Choice& choice, const Paper& paper) {
  sheet.add("冻结资金返还计算工作表\n\n");
  sheet.add("依据    {}（{}）\n", paper.article, paper.mark);
  sheet.add("规则    {}\n", paper.rules_version);
  if (choice.ladder == Ladder::timestamp) {
    sheet.add("认定    能够按时间戳区分（timestamp），追踪方法：{}（{}）\n",
              words_of(choice.method), trace::to_text(choice.method));
  } else {
    sheet.add("认定    不能按时间戳区分（prorata），比例基数：{}（{}）\n",
              choice.basis == Basis::received ? "进入该账户的被骗资金" : "全部损失",
              to_text(choice.basis));
    sheet.add("公告    {}\n", paper.notice);
  }
  for (const Source& source : paper.sources) {
    sheet.add("{}    {}{}{}\n", source.what, source.name, source.sha256.empty() ? "" : "  SHA-256 ",
              source.sha256);
  }
  sheet.add("{}\n", choices);
}

void add_claim(Sheet& sheet, const Division& division, const Claim& claim, const Paper& paper) {
  sheet.add("   {}：流入 {}（首笔 {}），冻结时仍在 {}，未返还损失 {}",
            paper.victims[claim.entry.victim], display_yuan(claim.entry.received),
            paper.transfer(claim.entry.first), display_yuan(claim.entry.remaining),
            display_yuan(claim.open));
  if (division.rung == Rung::prorata) {
    sheet.add("，权重 {}", display_yuan(claim.weight));
  }
  sheet.add("，上限 {}，返还 {}\n", display_yuan(claim.wanted), display_yuan(claim.paid));
}

void add_accounts(Sheet& sheet, const Answer& answer, std::span<const Frozen> frozen,
                  const Paper& paper) {
  sheet.add("一、冻结账户\n");
  std::size_t number = 0;
  Fen all;
  Fen paid;
  Fen left;
  for (const Division& division : answer.accounts) {
    const Frozen& one = frozen[division.frozen];
    sheet.add("{}. {}  冻结 {}，自 {} 生效\n", ++number, one.number, display_yuan(one.amount),
              base::format_instant(one.since));
    for (const Exclusion& exclusion : paper.exclusions) {
      if (exclusion.frozen == division.frozen) {
        sheet.add("   除外 {}：{}\n", display_yuan(one.excluded), exclusion.decision);
      }
    }
    sheet.add("   {}（{}）\n", words_of(division.rung), to_text(division.rung));
    for (const Claim& claim : division.claims) {
      add_claim(sheet, division, claim, paper);
    }
    sheet.add("   返还 {}，继续冻结 {}\n", display_yuan(division.paid),
              display_yuan(division.left));
    all += one.amount;
    paid += division.paid;
    left += division.left;
  }
  sheet.add("合计  冻结 {} = 返还 {} + 继续冻结 {}\n\n", display_yuan(all), display_yuan(paid),
            display_yuan(left));
}

void add_victims(Sheet& sheet, const Answer& answer, std::span<const Victim> victims,
                 const Paper& paper) {
  sheet.add("二、被害人\n");
  for (std::size_t i = 0; i < victims.size(); ++i) {
    const Fen loss = victims[i].loss();
    const Fen before = victims[i].returned_before;
    sheet.add("   {}：损失 {}", paper.victims[i], display_yuan(loss));
    if (before.is_positive()) {
      sheet.add("，此前已返还 {}", display_yuan(before));
    }
    sheet.add("，本次返还 {}，尚未返还 {}\n", display_yuan(answer.returned[i] - before),
              display_yuan(loss - answer.returned[i]));
  }
  sheet.add("\n");
}

void add_methods(Sheet& sheet, const Comparison& comparison, const Paper& paper) {
  sheet.add("三、各方法对照（与本次认定之差）\n");
  for (std::size_t i = 0; i < paper.victims.size(); ++i) {
    sheet.add("   {}：", paper.victims[i]);
    std::size_t place = 0;
    for (const auto policy : {trace::Policy::fifo, trace::Policy::lifo, trace::Policy::prorata}) {
      const Fen returned = comparison.by_method[place].returned[i];
      sheet.add("{}{} {}（{}）", place == 0 ? "" : "；", words_of(policy), display_yuan(returned),
                difference(returned, comparison.chosen.returned[i]));
      ++place;
    }
    sheet.add("\n");
  }
}

}  // namespace

base::Result<Comparison> compare(const fund::Graph& graph, fund::Snapshot snapshot,
                                 std::span<const Victim> victims, std::span<const Frozen> frozen,
                                 const Choice& choice) {
  Comparison comparison{.choice = choice, .chosen = {}, .by_method = {}};
  const std::array choices_of_method{
      Choice{Ladder::timestamp, trace::Policy::fifo, choice.basis},
      Choice{Ladder::timestamp, trace::Policy::lifo, choice.basis},
      Choice{Ladder::prorata, choice.method, choice.basis},
  };
  for (std::size_t i = 0; i < choices_of_method.size(); ++i) {
    auto answer = divide(graph, snapshot, victims, frozen, choices_of_method[i]);
    if (!answer) {
      return answer.error();
    }
    if (choices_of_method[i].policy() == choice.policy()) {
      comparison.chosen = *answer;
    }
    comparison.by_method[i] = std::move(*answer);
  }
  return comparison;
}

std::string worksheet(const Comparison& comparison, std::span<const Victim> victims,
                      std::span<const Frozen> frozen, const Paper& paper) {
  Sheet sheet;
  add_head(sheet, comparison.choice, paper);
  add_accounts(sheet, comparison.chosen, frozen, paper);
  add_victims(sheet, comparison.chosen, victims, paper);
  add_methods(sheet, comparison, paper);
  return sheet.take();
}

}  // namespace holdfast::restitution
