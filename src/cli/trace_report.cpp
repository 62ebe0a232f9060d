#include "cli/trace_report.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "cli/text_writer.hpp"

namespace holdfast::cli {

namespace {

/// One number for each source, 0 where there is no share.
void add_sources(TextWriter& writer, std::span<const trace::Piece> shares, std::size_t sources) {
  writer.add("[");
  auto share = shares.begin();
  for (std::size_t source = 0; source < sources; ++source) {
    const bool is_here = share != shares.end() && share->source == source;
    writer.add("{}{}", source == 0 ? "" : ",", is_here ? share->amount.value() : 0);
    if (is_here) {
      ++share;
    }
  }
  writer.add("]");
}

using AccountView = std::vector<const trace::AccountTaint*>;

AccountView by_text(const fund::Graph& graph, const trace::TraceResult& result) {
  AccountView accounts;
  for (const auto& account : result.accounts) {
    accounts.push_back(&account);
  }
  std::ranges::sort(accounts, {}, [&graph](const auto* one) { return graph.key(one->account); });
  return accounts;
}

std::string_view yes(bool is_so) {
  return is_so ? "yes" : "";
}

}  // namespace

void write_trace_json(std::FILE* out, const TransferFile& transfers,
                      const trace::TraceResult& result, Unfollowed unfollowed) {
  TextWriter writer(out);
  writer.add("{{\"policy\":\"{}\",\"stolen_fen\":{},\"accounts\":[", trace::to_text(result.policy),
             result.stolen.value());
  std::string_view comma = "\n";
  for (const auto* account : by_text(transfers.graph(), result)) {
    writer.add("{}{{\"account\":", comma);
    writer.add_json_string(transfers.graph().key(account->account));
    writer.add(
        ",\"tier\":{},\"received_fen\":{},\"moved_fen\":{},\"remaining_fen\":{},\"by_source\":",
        account->tier, account->received.value(), account->moved.value(),
        account->remaining.value());
    add_sources(writer, account->by_source, result.sources);
    if (unfollowed == Unfollowed::shown) {
      writer.add(",\"unfollowed_fen\":{}", account->unfollowed.value());
    }
    writer.add(",\"exit\":{}}}", account->exit);
    comma = ",\n";
  }
  writer.add("],\n\"transfers\":[");
  comma = "\n";
  for (const auto& transfer : result.transfers) {
    writer.add("{}{{\"id\":", comma);
    writer.add_json_string(transfers.id(transfer.transfer));
    writer.add(",\"tainted_fen\":{},\"by_source\":", transfer.tainted.value());
    add_sources(writer, result.by_source(transfer), result.sources);
    writer.add("}}");
    comma = ",\n";
  }
  writer.add("]}}\n");
}

void write_trace_table(std::FILE* out, const TransferFile& transfers,
                       const trace::TraceResult& result, Unfollowed unfollowed) {
  const fund::Graph& graph = transfers.graph();
  AccountView accounts = by_text(graph, result);
  std::ranges::stable_sort(accounts, std::ranges::greater{},
                           [](const auto* one) { return one->remaining; });
  base::Fen exited;
  base::Fen not_followed;
  std::uint32_t tiers = 0;
  std::size_t width = std::string_view("account").size();
  for (const auto* account : accounts) {
    exited += account->exited;
    not_followed += account->unfollowed;
    tiers = std::max(tiers, account->tier);
    width = std::max(width, graph.key(account->account).size());
  }
  TextWriter writer(out);
  writer.add("policy {}, {} source{}, {} transfers read\n", trace::to_text(result.policy),
             result.sources, result.sources == 1 ? "" : "s", graph.snapshot().value());
  writer.add("stolen            {:>20}\n", base::display_yuan(result.stolen));
  writer.add("still in accounts {:>20}\n", base::display_yuan(result.stolen - exited));
  writer.add("left by exits     {:>20}\n", base::display_yuan(exited));
  if (unfollowed == Unfollowed::shown) {
    writer.add("not followed      {:>20}  (within the limits asked for)\n",
               base::display_yuan(not_followed));
  }
  writer.add("reached           {} accounts in {} tiers, by {} transfers\n\n", accounts.size(),
             tiers, result.transfers.size());
  writer.add("{:<{}}  tier  exit  {:>18}  {:>18}  {:>18}  remaining by source (yuan)\n", "account",
             width, "received (yuan)", "moved (yuan)", "remaining (yuan)");
  for (const auto* account : accounts) {
    writer.add("{:<{}}  {:>4}  {:<4}  {:>18}  {:>18}  {:>18} ", graph.key(account->account), width,
               account->tier, yes(account->exit), base::format_yuan(account->received),
               base::format_yuan(account->moved), base::format_yuan(account->remaining));
    for (const auto& share : account->by_source) {
      writer.add(" {}: {}", share.source, base::format_yuan(share.amount));
    }
    writer.add("\n");
  }
}

}  // namespace holdfast::cli
