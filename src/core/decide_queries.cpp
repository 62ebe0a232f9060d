// Questions to banks that follow from what a pursuit found: why one is asked, and when once is
// enough.
#include <algorithm>
#include <fmt/core.h>

#include "core/outcome.hpp"

namespace holdfast::core {

namespace {

template <typename Fits>
bool any_query(const State& state, base::AccountId account, const Fits& fits) {
  const auto found = state.orders_of.find(account);
  return found != state.orders_of.end() &&
         std::any_of(found->second.begin(), found->second.end(), [&](order::OrderId id) {
           const auto& order = state.orders.at(id);
           return order.family == order::Family::transaction_query && fits(order);
         });
}

/// What the bank's feed has not told yet may only be late: it explains itself.
bool feed_may_explain(const State& state, const std::string& institution, base::Instant at) {
  const auto feed = state.feeds.find(institution);
  return feed != state.feeds.end() && feed->second.watermark && *feed->second.watermark <= at;
}

}  // namespace

std::string reason_text(QueryReason reason, std::optional<order::OrderId> order) {
  switch (reason) {
    case QueryReason::loss_unmatched:
      return "报案所述转账未见于任何报送";
    case QueryReason::name_unknown:
      return "止付前核实户名";
    case QueryReason::stop_refused:
      return fmt::format("{} 被拒绝，核实户名", order ? order::to_text(*order) : std::string{});
    case QueryReason::gone_unseen:
      return "银行所报余额低于已知流水，核实资金去向";
  }
  return {};
}

bool was_asked(const State& state, const AskAboutGap& gap) {
  return any_query(state, gap.account, [&](const order::Order& order) {
    return order.justification && order.justification->transfer == gap.statement &&
           order.justification->payer == gap.account;
  });
}

base::Result<void> decide_one(Outcome& out, const AskAboutGap& body) {
  const auto file = case_named(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  const auto need = (*file)->needs.find(body.account);
  if (need == (*file)->needs.end()) {
    return refuse(base::ErrorCode::not_found, "the case's money has not reached this account");
  }
  const auto& institution = need->second.institution;
  const auto* bank = find_institution(out.state.routing, institution);
  // An answer under way may explain this gap too; what it leaves open is asked after it.
  const bool is_under_way = any_query(out.state, body.account, order::awaits_partner);
  if (bank == nullptr || bank->channel.empty() || is_under_way ||
      body.amount <= base::Fen{out.rule("stop.threshold").number} || was_asked(out.state, body) ||
      feed_may_explain(out.state, institution, body.stated_at)) {
    return {};
  }
  OrderPlan plan;
  plan.family = order::Family::transaction_query;
  plan.account = body.account;
  plan.institution = institution;
  plan.tier = need->second.tier;
  plan.justification =
      order::Justification{body.statement, body.account, body.amount, body.stated_at, {}};
  plan.reason = reason_text(QueryReason::gone_unseen);
  approve(out, draft_order(out, **file, std::move(plan)),
          {order::AuthorityKind::officer, (*file)->officer, (*file)->reported_at, {}});
  return {};
}

}  // namespace holdfast::core
