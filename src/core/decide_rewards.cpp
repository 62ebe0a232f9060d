// Rewards to whoever brought a tip that led to something: three officers, one after the other, and
// the reporter between them.
//
// Refusals: no such tip, not this unit's; no reward in the state that the step begins from; whoever
// acts had a part in it, or holds no office for it; a field.
#include <algorithm>
#include <fmt/core.h>

#include "core/drafting.hpp"
#include "core/duties.hpp"
#include "core/persons.hpp"
#include "core/tips.hpp"
#include "person/terms.hpp"

namespace holdfast::core {

namespace {

using tip::Reward;
using tip::RewardState;
using tip::Tip;

constexpr std::size_t to_bytes_max = 200;
constexpr std::size_t receipt_bytes_max = 64;

/// The reward of the tip, as far as that. Errors: conflict.
base::Result<const Reward*> reward_at(const Tip& tip, std::initializer_list<RewardState> states,
                                      std::string_view otherwise) {
  const auto* reward = tip::reward_of(tip);
  if (reward == nullptr ||
      std::find(states.begin(), states.end(), tip::state_of(*reward)) == states.end()) {
    return refuse(base::ErrorCode::conflict, std::string{otherwise});
  }
  return reward;
}

order::Duty office_of_rule(const Outcome& out, std::string_view key) {
  const auto steps = order::read_steps(out.rule(key).text);
  return steps.empty() ? order::Duty::none : steps.front();
}

/// Within the bounds of its kind.
base::Result<void> check_amount(const Outcome& out, const ProposeReward& body) {
  const auto key = "tip.reward." + body.kind;
  const auto* least = out.state.rules.find(key + ".least", out.at);
  const auto* most = out.state.rules.find(key + ".most", out.at);
  if (least == nullptr || most == nullptr) {
    return refuse(base::ErrorCode::unavailable, fmt::format("规则未定 {} 的奖励金额", body.kind));
  }
  if (body.amount.value() < least->number || body.amount.value() > most->number) {
    return base::Error{
        base::ErrorCode::bad_input,
        fmt::format("须在 {} 元到 {} 元之间", least->number / 100, most->number / 100),
        "/amount_fen", most->article};
  }
  return {};
}

/// Somebody who can be told from anybody else can claim it.
bool can_be_claimed(const Tip& tip) {
  return !tip::is_anonymous(tip) || !tip.reporter.phrase.empty();
}

base::Result<void> check_claimant(const Outcome& out, const Tip& tip, const ClaimReward& body) {
  if (!body.phrase.empty()) {
    return body.phrase == tip.reporter.phrase
               ? base::Result<void>{}
               : base::Error{base::ErrorCode::forbidden, "口令不符", "/phrase"};
  }
  if (person_named(out.state, out.command.actor) == nullptr || tip::is_anonymous(tip)) {
    return refuse(base::ErrorCode::forbidden, "匿名举报凭查询码和口令认领");
  }
  return {};
}

bool asks_for_payee(const Outcome& out, std::string_view way) {
  return person::has_code(person::coded(out.rule("tip.reward.ways.named").text), way);
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const ProposeReward& body) {
  if (const auto ok = knows_tips(out); !ok) {
    return ok;
  }
  const auto tip = tip_for(out, body.tip);
  if (!tip) {
    return tip.error();
  }
  const auto& result = (*tip)->result;
  if (!result ||
      !person::has_code(person::coded(out.rule("tip.reward.results").text), result->code)) {
    return refuse(base::ErrorCode::refused_by_rule, "办理结果不在奖励范围",
                  out.rule("tip.reward.results").article);
  }
  if (tip::reward_of(**tip) != nullptr) {
    return refuse(base::ErrorCode::conflict, "已有奖励");
  }
  if (!can_be_claimed(**tip)) {
    return refuse(base::ErrorCode::refused_by_rule, "匿名且未设口令，无人可以认领",
                  out.rule("tip.reward.results").article);
  }
  if (const auto ok = check_coded(out, "tip.reward.kinds", body.kind, "/kind"); !ok) {
    return ok;
  }
  if (const auto ok = first_fault({check_amount(out, body), need_reason(body.reason)}); !ok) {
    return ok;
  }
  const bool is_raised = body.amount.value() >= out.rule("tip.reward.raised.from").number;
  const auto office =
      office_of_rule(out, is_raised ? "tip.reward.office.raised" : "tip.reward.office");
  if (office == order::Duty::none) {
    return refuse(base::ErrorCode::unavailable, "规则未定由谁审批奖励");
  }
  Reward reward;
  reward.number = (*tip)->rewards.size() + 1;
  reward.kind = body.kind;
  reward.amount = body.amount;
  reward.article = out.rule("tip.reward." + body.kind + ".most").article;
  reward.reason = body.reason;
  reward.by = out.command.actor;
  reward.at = out.at;
  reward.office = office;
  out.answer.id = tip::to_text(body.tip);
  out.add(RewardProposed{body.tip, std::move(reward)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const RuleReward& body) {
  const auto tip = tip_for(out, body.tip);
  if (!tip) {
    return tip.error();
  }
  const auto reward = reward_at(**tip, {RewardState::proposed}, "没有待审批的奖励");
  if (!reward) {
    return reward.error();
  }
  const auto& proposer = (*reward)->by;
  if (out.command.actor == proposer) {
    return refuse(base::ErrorCode::refused_by_rule, "提议人不得审批自己提议的奖励",
                  out.rule("tip.reward.office").article);
  }
  const auto offices = offices_of(out.state, out.command.actor, out.at);
  const auto office = std::find_if(offices.begin(), offices.end(), [&](const Office& each) {
    return order::covers(each.duty, (*reward)->office) && each.on_behalf != proposer;
  });
  if (office == offices.end()) {
    return refuse(base::ErrorCode::forbidden, "须由规则所定的负责人审批");
  }
  if (!body.approve || !body.reason.empty()) {
    if (const auto ok = need_reason(body.reason); !ok) {
      return ok;
    }
  }
  RewardRuled ruled{
      body.tip,
      {body.approve, office->duty, out.command.actor, office->on_behalf, out.at, body.reason},
      {}};
  if (body.approve) {
    ruled.claim = tip_clock(out, tip::ClockKind::claim, "tip.reward.claim", out.at);
  }
  out.answer.id = tip::to_text(body.tip);
  out.add(std::move(ruled));
  return {};
}

base::Result<void> decide_one(Outcome& out, const ClaimReward& body) {
  // Whoever comes by the pass phrase is nobody we know and belongs to no unit.
  const auto found = out.state.tips.find(body.tip);
  const auto tip = body.phrase.empty() || found == out.state.tips.end()
                       ? tip_for(out, body.tip)
                       : base::Result<const Tip*>{&found->second};
  if (!tip) {
    return tip.error();
  }
  const auto reward =
      reward_at(**tip, {RewardState::approved, RewardState::claimed}, "没有可以认领的奖励");
  if (!reward) {
    return reward.error();
  }
  if (const auto ok = first_fault({check_claimant(out, **tip, body),
                                   check_coded(out, "tip.reward.ways", body.way, "/way")});
      !ok) {
    return ok;
  }
  if (body.to.size() > to_bytes_max || (body.to.empty() && asks_for_payee(out, body.way))) {
    return bad(fmt::format("须写明收款人和账号，不超过 {} 字节", to_bytes_max), "/to");
  }
  out.answer.id = tip::to_text(body.tip);
  out.add(RewardClaimed{body.tip,
                        {body.way, sealed_for(tip::subject_of(body.tip), body.to),
                         body.phrase.empty() ? out.command.actor : std::string{}, out.at}});
  return {};
}

base::Result<void> decide_one(Outcome& out, const PayReward& body) {
  const auto tip = tip_for(out, body.tip);
  if (!tip) {
    return tip.error();
  }
  const auto reward = reward_at(**tip, {RewardState::claimed}, "没有已认领、待发放的奖励");
  if (!reward) {
    return reward.error();
  }
  const auto& ruling = *(*reward)->ruling;
  for (const auto& name : {(*reward)->by, ruling.by, ruling.on_behalf}) {
    if (name == out.command.actor) {
      return refuse(base::ErrorCode::refused_by_rule, "提议人和审批人不得经办发放",
                    out.rule("tip.reward.office").article);
    }
  }
  if (const auto ok = check_coded(out, "tip.reward.ways", body.way, "/way"); !ok) {
    return ok;
  }
  if (body.paid_at < ruling.at || body.paid_at > out.at) {
    return bad("发放时间在审批之后，不晚于现在", "/paid_at");
  }
  if (body.receipt.empty() || body.receipt.size() > receipt_bytes_max) {
    return bad(fmt::format("收据编号为 1 到 {} 字节", receipt_bytes_max), "/receipt");
  }
  if (const auto used = out.state.tip_index.receipts.find(body.receipt);
      used != out.state.tip_index.receipts.end()) {
    return refuse(base::ErrorCode::conflict, "该收据编号已用于 " + tip::to_text(used->second));
  }
  out.answer.id = tip::to_text(body.tip);
  out.add(RewardPaid{body.tip,
                     {body.way, body.paid_at, body.receipt, out.command.actor, out.at},
                     kept_clock(out)});
  return {};
}

}  // namespace holdfast::core
