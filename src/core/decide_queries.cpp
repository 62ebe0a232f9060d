// Questions to banks that follow from what a pursuit found: why one is asked, and when once is
// enough.
#include <algorithm>
#include <fmt/core.h>

#include "core/outcome.hpp"

namespace holdfast::core {

namespace {

template <typename Fits>
bool any_query(const State& state, order::Family family, base::AccountId account,
               const Fits& fits) {
  const auto& ids = orders_on(state, account);
  return std::any_of(ids.begin(), ids.end(), [&](order::OrderId id) {
    const auto& order = state.orders.at(id);
    return order.family == family && fits(order);
  });
}

/// The case's officer answers for what follows from the report.
order::Authority by_report(const desk::CaseFile& file) {
  return {order::AuthorityKind::officer, file.officer, file.reported_at, {}};
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
    case QueryReason::payee_unknown:
      return "收款账户不详，向付款行查询去向";
    case QueryReason::name_unknown:
      return "止付前核实户名";
    case QueryReason::stop_refused:
      return fmt::format("{} 被拒绝，核实户名", order ? order::to_text(*order) : std::string{});
    case QueryReason::gone_unseen:
      return "银行所报余额低于已知流水，核实资金去向";
    case QueryReason::exit_reached:
      return "涉案资金流入该商户号或钱包，核实是否为账户及其主体";
    case QueryReason::exit_opened:
      return "查询答复显示该出口为账户，查明资金去向";
  }
  return {};
}

bool was_asked(const State& state, const AskAboutGap& gap) {
  const auto family = order::Family::transaction_query;
  return any_query(state, family, gap.account, [&](const order::Order& order) {
    return order.justification && order.justification->transfer == gap.statement &&
           order.justification->payer == gap.account;
  });
}

base::Result<void> decide_one(Outcome& out, const AskAboutGap& body) {
  const auto file = case_named(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  if (!desk::is_pursued(**file)) {
    return {};
  }
  const auto need = (*file)->needs.find(body.account);
  if (need == (*file)->needs.end()) {
    return refuse(base::ErrorCode::not_found, "the case's money has not reached this account");
  }
  const auto& institution = need->second.institution;
  // An answer under way may explain this gap too; what it leaves open is asked after it.
  const bool is_under_way =
      any_query(out.state, order::Family::transaction_query, body.account, order::awaits_partner);
  if (!has_channel(out.state.routing, institution) || is_under_way ||
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
  approve(out, draft_order(out, **file, std::move(plan)), by_report(**file));
  return {};
}

void ask_about_exit(Outcome& out, const desk::CaseFile& file, const desk::Need& need) {
  // Cash has no account behind it, and no channel of ours reaches abroad.
  const bool may_be_account =
      need.exit == desk::ExitKind::merchant || need.exit == desk::ExitKind::crypto;
  const auto always = [](const order::Order&) { return true; };
  if (!may_be_account || !has_channel(out.state.routing, need.institution) ||
      any_query(out.state, order::Family::subject_query, need.account, always)) {
    return;
  }
  OrderPlan plan;
  plan.family = order::Family::subject_query;
  plan.account = need.account;
  plan.institution = need.institution;
  plan.tier = need.tier;
  plan.reason = reason_text(QueryReason::exit_reached);
  approve(out, draft_order(out, file, std::move(plan)), by_report(file));
}

bool is_about_exit(const State& state, const order::Order& query) {
  const auto& needs = state.cases.at(query.case_id).needs;
  const auto need = needs.find(query.account);
  return query.family == order::Family::subject_query && need != needs.end() &&
         need->second.exit != desk::ExitKind::none;
}

void exit_opened(Outcome& out, const order::Order& query) {
  if (!is_about_exit(out.state, query) || any_query(out.state, order::Family::transaction_query,
                                                    query.account, order::awaits_partner)) {
    return;
  }
  const auto& file = out.state.cases.at(query.case_id);
  OrderPlan plan;
  plan.family = order::Family::transaction_query;
  plan.account = query.account;
  plan.institution = query.institution;
  plan.tier = query.tier;
  plan.reason = reason_text(QueryReason::exit_opened);
  approve(out, draft_order(out, file, std::move(plan)), by_report(file));
}

}  // namespace holdfast::core
