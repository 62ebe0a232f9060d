// GET /cases/{id}/accounts/{account}/holder: who would be hurt by a freeze there, and the least
// that still secures the victim. Runs as the traces do.
#include <boost/json.hpp>

#include "api/flow_json.hpp"
#include "api/routes.hpp"
#include "desk/case_file.hpp"
#include "engine/json_values.hpp"
#include "flow/holder.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::uint64_t transfers_max = 200'000;

/// What the case knows of the account.
struct InCase {
  desk::Need need;
  base::Fen lost;
  base::Fen held_elsewhere;
  std::size_t other_cases = 0;
};

/// What stands of a measure: what the bank says, at most what was asked for.
base::Fen held_by(const order::Order& order) {
  const auto asked = order.amount.value_or(base::Fen::limit());
  return std::min(order.reply.held.value_or(order.amount.value_or(base::Fen{})), asked);
}

base::Result<InCase> look_up(const Call& call, desk::CaseId id, base::AccountId account) {
  std::optional<InCase> found;
  call.engine().read([&](const core::State& state) {
    const auto file = state.cases.find(id);
    if (file == state.cases.end() || !file->second.needs.contains(account)) {
      return;
    }
    InCase in_case{file->second.needs.at(account), desk::total_loss(file->second), {}, 0};
    for (const auto order_id : file->second.orders) {
      const auto& order = state.orders.at(order_id);
      if (order::restrains(order.family) && order.state == order::State::in_force &&
          order.account != account) {
        in_case.held_elsewhere += held_by(order);
      }
    }
    if (const auto cases = state.cases_of.find(account); cases != state.cases_of.end()) {
      in_case.other_cases = cases->second.size() - 1;
    }
    found = std::move(in_case);
  });
  return found ? base::Result<InCase>{*found}
               : base::Error{base::ErrorCode::not_found, "the money of this case is not there"};
}

json::value wages_json(const FlowFrame& frame, const flow::HolderAnswer& answer) {
  if (!answer.wages) {
    return nullptr;
  }
  return json::object{{"payer", frame.label(answer.wages->payer)},
                      {"months", answer.wages->months},
                      {"usual_fen", answer.wages->usual.value()},
                      {"last", base::format_instant(answer.wages->last)}};
}

json::value customers_json(const flow::HolderAnswer& answer) {
  if (!answer.customers) {
    return nullptr;
  }
  return json::object{{"payers", answer.customers->payers},
                      {"usual_fen", answer.customers->usual.value()}};
}

}  // namespace

Answer case_holder(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  if (!id) {
    return id.error();
  }
  const auto account = read_account(call.engine().world(), call.request.param("account"));
  if (!account) {
    return account.error();
  }
  const auto in_case = look_up(call, *id, *account);
  if (!in_case) {
    return in_case.error();
  }
  const FlowFrame frame{call};
  if (const auto turn = frame.has_turn(); !turn) {
    return turn.error();
  }
  const auto& need = in_case->need;
  flow::HolderQuestion question{.account = *account,
                                .at = need.justification.time,
                                .sender = need.justification.payer,
                                .disputed = need.received,
                                .effort = {.transfers = transfers_max}};
  const auto answer = flow::holder(frame.graph(), frame.snapshot(), question);
  if (!answer) {
    return answer.error();
  }
  json::array signs;
  for (const auto sign : answer->signs) {
    signs.push_back(json::object{{"sign", flow::to_text(sign)}, {"weight", flow::weight_of(sign)}});
  }
  const auto open = std::max(base::Fen{}, in_case->lost - in_case->held_elsewhere);
  const auto least = std::min(need.due, open);
  return frame.answer({{"account", frame.label(*account)},
                       {"at", base::format_instant(question.at)},
                       {"first", engine::time_or_null(answer->first)},
                       {"credits", answer->credits},
                       {"credited_fen", answer->credited.value()},
                       {"dealings", answer->dealings},
                       {"wages", wages_json(frame, *answer)},
                       {"customers", customers_json(*answer)},
                       {"signs", std::move(signs)},
                       {"unrelated_permille", answer->unrelated},
                       {"other_cases", in_case->other_cases},
                       {"due_fen", need.due.value()},
                       {"lost_fen", in_case->lost.value()},
                       {"held_elsewhere_fen", in_case->held_elsewhere.value()},
                       {"least_fen", least.value()}},
                      answer->truncated);
}

}  // namespace holdfast::api
