// GET /graph/...: questions about the fund graph as it is durable now. They run on the handler's
// thread, two at a time with the traces, and each says which limit it hit.
#include <boost/json.hpp>

#include "api/flow_json.hpp"
#include "api/query_reader.hpp"
#include "api/routes.hpp"
#include "engine/views.hpp"
#include "flow/neighbourhood.hpp"
#include "flow/path.hpp"
#include "flow/reach.hpp"
#include "flow/top.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::uint32_t hops_max = 20;
constexpr std::uint32_t accounts_max = 1000;
constexpr std::uint32_t accounts_usual = 200;
constexpr std::uint64_t transfers_max = 2'000'000;
constexpr base::Milliseconds window_usual = std::chrono::hours{48};

std::string_view to_text(flow::Direction direction) {
  return direction == flow::Direction::forward ? "forward" : "backward";
}

flow::Chains read_chains(QueryReader& query) {
  return {.at = query.needed_time("at"),
          .window = query.length("window", window_usual),
          .hops = query.count("hops", hops_max, 3),
          .direction = query.direction(),
          .amount_min = query.amount("min_amount_fen"),
          .effort = {.accounts = query.count("limit", accounts_max, accounts_usual),
                     .transfers = transfers_max}};
}

fund::TimeRange read_range(QueryReader& query, base::Instant now) {
  return {query.time("since", {}), query.time("until", now)};
}

}  // namespace

Answer graph_reach(const Call& call) {
  QueryReader query{call};
  const auto account = query.account("account");
  const auto chains = read_chains(query);
  if (const auto read = query.finish(); !read) {
    return read.error();
  }
  const FlowFrame frame{call};
  if (const auto turn = frame.has_turn(); !turn) {
    return turn.error();
  }
  const auto reached = flow::reach(frame.graph(), frame.snapshot(), account, chains);
  if (!reached) {
    return reached.error();
  }
  json::array accounts;
  for (const auto& one : reached->accounts) {
    accounts.push_back(json::object{{"account", frame.label(one.account)},
                                    {"hops", one.hops},
                                    {"arrival", base::format_instant(one.arrival)}});
  }
  return frame.answer({{"account", frame.label(account)},
                       {"at", base::format_instant(chains.at)},
                       {"window_ms", chains.window.count()},
                       {"hops", chains.hops},
                       {"direction", to_text(chains.direction)},
                       {"accounts", std::move(accounts)},
                       {"visited", reached->visited}},
                      reached->truncated);
}

Answer graph_path(const Call& call) {
  QueryReader query{call};
  const flow::PathEnds ends{query.account("from"), query.account("to")};
  auto chains = read_chains(query);
  chains.effort.accounts.reset();
  if (const auto read = query.finish(); !read) {
    return read.error();
  }
  const FlowFrame frame{call};
  if (const auto turn = frame.has_turn(); !turn) {
    return turn.error();
  }
  const auto path = flow::shortest_path(frame.graph(), frame.snapshot(), ends, chains);
  if (!path) {
    return path.error();
  }
  json::array transfers;
  json::array accounts;
  json::value arrival;
  for (const auto sequence : path->transfers) {
    const auto transfer = frame.graph().transfer(sequence);
    const auto time = base::format_instant(transfer.time);
    transfers.push_back(json::object{{"id", engine::to_text(sequence)},
                                     {"time", time},
                                     {"payer", engine::to_text(transfer.payer)},
                                     {"payee", engine::to_text(transfer.payee)},
                                     {"amount_fen", transfer.amount.value()},
                                     {"kind", fund::to_text(transfer.kind)}});
    accounts.push_back(frame.label(transfer.payer));
    arrival = time;
  }
  if (!path->transfers.empty()) {
    accounts.push_back(frame.label(ends.to));
  }
  return frame.answer({{"from", frame.label(ends.from)},
                       {"to", frame.label(ends.to)},
                       {"path", std::move(transfers)},
                       {"accounts", std::move(accounts)},
                       {"hops", path->transfers.size()},
                       {"arrival", std::move(arrival)},
                       {"visited", path->visited}},
                      path->truncated);
}

Answer graph_neighbourhood(const Call& call) {
  QueryReader query{call};
  const flow::NeighbourQuestion question{.account = query.account("account"),
                                         .direction = query.direction(),
                                         .range = read_range(query, call.engine().now()),
                                         .amount_min = query.amount("min_amount_fen"),
                                         .count = query.count("limit", accounts_max, 50)};
  if (const auto read = query.finish(); !read) {
    return read.error();
  }
  const FlowFrame frame{call};
  if (const auto turn = frame.has_turn(); !turn) {
    return turn.error();
  }
  const auto found = flow::neighbours(frame.graph(), frame.snapshot(), question);
  if (!found) {
    return found.error();
  }
  json::array list;
  for (const auto& one : found->neighbours) {
    list.push_back(json::object{{"account", frame.label(one.account)},
                                {"amount_fen", one.amount.value()},
                                {"transfers", one.transfers},
                                {"first", base::format_instant(one.first)},
                                {"last", base::format_instant(one.last)},
                                {"exited_fen", one.exited.value()}});
  }
  return frame.answer({{"account", frame.label(question.account)},
                       {"direction", to_text(question.direction)},
                       {"neighbours", std::move(list)},
                       {"total", found->total},
                       {"amount_fen", found->amount.value()}},
                      found->truncated);
}

Answer graph_top(const Call& call) {
  QueryReader query{call};
  flow::TopQuestion question{.range = read_range(query, call.engine().now()),
                             .count = query.count("limit", accounts_max, 20),
                             .passed_min = query.amount("passed_min_fen"),
                             .effort = {.transfers = transfers_max}};
  if (const auto text = call.query("by"); !text.empty()) {
    const auto by = flow::parse_top_by(text);
    if (by) {
      question.by = *by;
    } else {
      query.refuse("by", by.error().message);
    }
  }
  if (const auto read = query.finish(); !read) {
    return read.error();
  }
  const FlowFrame frame{call};
  if (const auto turn = frame.has_turn(); !turn) {
    return turn.error();
  }
  const auto found = flow::top(frame.graph(), frame.snapshot(), question);
  json::array list;
  for (const auto& one : found.accounts) {
    json::object entry{{"account", frame.label(one.account)},
                       {"in_fen", one.in.value()},
                       {"out_fen", one.out.value()},
                       {"transfers", one.transfers},
                       {"payers", one.payers},
                       {"payees", one.payees},
                       {"dwell_ms", nullptr},
                       {"passed_fen", 0}};
    if (one.dwell) {
      entry["dwell_ms"] = one.dwell->median.count();
      entry["passed_fen"] = one.dwell->passed.value();
    }
    list.push_back(std::move(entry));
  }
  return frame.answer({{"by", flow::to_text(question.by)},
                       {"accounts", std::move(list)},
                       {"visited", found.visited}},
                      found.truncated);
}

}  // namespace holdfast::api
