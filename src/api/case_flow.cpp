// GET /cases/{id}/converge and /origin: where the money of a case's losses met, and where the money
// of an account came from, the case's victims taken for origins. Run as the traces do.
#include <algorithm>
#include <boost/json.hpp>

#include "api/case_sources.hpp"
#include "api/flow_json.hpp"
#include "api/query_reader.hpp"
#include "api/routes.hpp"
#include "engine/views.hpp"
#include "flow/converge.hpp"
#include "flow/origin.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t followed_max = 20'000;
constexpr std::uint32_t meetings_max = 1000;
constexpr flow::Effort origin_effort{.accounts = 2000, .transfers = 50'000};
constexpr std::size_t origin_transfers_max = 1000;  // in the answer

json::array shares(std::span<const trace::Piece> by_source, std::size_t sources) {
  json::array list;
  for (const auto share : trace::dense(by_source, sources)) {
    list.push_back(share.value());
  }
  return list;
}

json::array meeting_list(const FlowFrame& frame, std::span<const flow::TaintMeeting> meetings,
                         std::size_t sources) {
  json::array list;
  for (const auto& one : meetings) {
    list.push_back(json::object{{"account", frame.label(one.account)},
                                {"tier", one.tier},
                                {"received_fen", one.received.value()},
                                {"by_source", shares(one.by_source, sources)},
                                {"exit", one.exit}});
  }
  return list;
}

json::array source_list(const CaseSources& sources) {
  json::array list;
  for (std::size_t i = 0; i < sources.sources.size(); ++i) {
    list.push_back(json::object{{"index", i},
                                {"case", order::to_text(sources.sources[i].case_id)},
                                {"loss", sources.sources[i].loss}});
  }
  return list;
}

/// The victims' accounts.
std::vector<base::AccountId> payers_of(const fund::Graph& graph, const CaseSources& sources) {
  std::vector<base::AccountId> payers;
  for (const CaseSource& source : sources.sources) {
    payers.push_back(graph.parties(source.transfer).payer);
  }
  return payers;
}

json::array origin_accounts(const FlowFrame& frame, const flow::OriginAnswer& answer,
                            const std::vector<base::AccountId>& victims) {
  json::array list;
  for (const auto& one : answer.accounts) {
    list.push_back(
        json::object{{"account", frame.label(one.account)},
                     {"amount_fen", one.amount.value()},
                     {"transfers", one.transfers},
                     {"victim", std::ranges::find(victims, one.account) != victims.end()}});
  }
  return list;
}

json::array origin_transfers(const fund::Graph& graph, const flow::OriginAnswer& answer,
                             const CaseSources& sources) {
  json::array list;
  for (const auto& one : answer.transfers) {
    if (list.size() == origin_transfers_max) {
      break;
    }
    const auto transfer = graph.transfer(one.transfer);
    json::object entry{{"id", engine::to_text(one.transfer)},
                       {"time", base::format_instant(transfer.time)},
                       {"payer", engine::to_text(transfer.payer)},
                       {"payee", engine::to_text(transfer.payee)},
                       {"amount_fen", one.amount.value()},
                       {"loss", nullptr},
                       {"case", nullptr}};
    const auto source = std::ranges::find(sources.sources, one.transfer, &CaseSource::transfer);
    if (source != sources.sources.end()) {
      entry["loss"] = source->loss;
      entry["case"] = order::to_text(source->case_id);
    }
    list.push_back(std::move(entry));
  }
  return list;
}

}  // namespace

Answer case_converge(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  if (!id) {
    return id.error();
  }
  QueryReader query{call};
  const auto policy = query.policy(trace::Policy::taint_first);
  const std::size_t most = query.count("limit", meetings_max, 100);
  if (const auto read = query.finish(); !read) {
    return read.error();
  }
  const FlowFrame frame{call};
  if (const auto turn = frame.has_turn(); !turn) {
    return turn.error();
  }
  const auto sources = sources_of(call, *id);
  if (!sources) {
    return sources.error();
  }
  const auto result =
      trace::trace(frame.graph(), frame.snapshot(), seeds_of(frame.graph(), *sources),
                   {.policy = policy, .limits = {.accounts = followed_max}});
  if (!result) {
    return result.error();
  }
  const auto meetings = flow::converge(frame.graph(), *result);
  const auto first = std::span(meetings).first(std::min(most, meetings.size()));
  std::optional<flow::Truncated> truncated;
  if (meetings.size() > most) {
    truncated = flow::Truncated{flow::Limit::accounts, most};
  } else if (std::ranges::any_of(result->accounts,
                                 [](const auto& one) { return one.unfollowed.is_positive(); })) {
    truncated = flow::Truncated{flow::Limit::accounts, followed_max};
  }
  return frame.answer({{"policy", trace::to_text(policy)},
                       {"stolen_fen", result->stolen.value()},
                       {"sources", source_list(*sources)},
                       {"accounts", meeting_list(frame, first, result->sources)},
                       {"total", meetings.size()}},
                      truncated);
}

Answer case_origin(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  if (!id) {
    return id.error();
  }
  QueryReader query{call};
  flow::OriginQuestion question{.account = query.account("account"),
                                .at = query.time("at", call.engine().now()),
                                .window = query.length("window", std::chrono::hours{24} * 30),
                                .hops = query.count("hops", 20, 6),
                                .policy = query.policy(trace::Policy::fifo),
                                .effort = origin_effort};
  if (const auto read = query.finish(); !read) {
    return read.error();
  }
  const FlowFrame frame{call};
  if (const auto turn = frame.has_turn(); !turn) {
    return turn.error();
  }
  const auto sources = sources_of(call, *id);
  if (!sources) {
    return sources.error();
  }
  question.sources = payers_of(frame.graph(), *sources);
  const auto answer = flow::origin(frame.graph(), frame.snapshot(), question);
  if (!answer) {
    return answer.error();
  }
  return frame.answer({{"account", frame.label(question.account)},
                       {"at", base::format_instant(question.at)},
                       {"policy", trace::to_text(question.policy)},
                       {"balance_fen", answer->balance.value()},
                       {"earlier_fen", answer->earlier.value()},
                       {"accounts", origin_accounts(frame, *answer, question.sources)},
                       {"transfers", origin_transfers(frame.graph(), *answer, *sources)},
                       {"transfers_total", answer->transfers.size()},
                       {"horizon", answer->horizon},
                       {"visited", answer->visited}},
                      answer->truncated);
}

}  // namespace holdfast::api
