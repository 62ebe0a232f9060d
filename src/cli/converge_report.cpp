#include "cli/converge_report.hpp"

#include <algorithm>

namespace holdfast::cli {

namespace {

std::string_view plural(std::size_t count) {
  return count == 1 ? "" : "s";
}

template <typename Meetings>
std::size_t account_width(const fund::Graph& graph, const Meetings& meetings) {
  std::size_t width = std::string_view("account").size();
  for (const auto& one : meetings) {
    width = std::max(width, graph.key(one.account).size());
  }
  return width;
}

}  // namespace

void write_chain_meetings_json(std::FILE* out, const ConvergeArguments& arguments,
                               const flow::Chains& /*chains*/, const TransferFile& transfers,
                               const flow::ChainMeetings& answer) {
  TextWriter writer(out);
  writer.add("{{\"accounts\":[");
  std::string_view comma = "\n";
  for (const auto& one : answer.accounts) {
    writer.add("{}{{\"account\":", comma);
    writer.add_json_string(transfers.graph().key(one.account));
    writer.add(",\"met\":\"{}\",\"sources\":[", base::format_instant(one.met));
    std::string_view inner;
    for (const auto& source : one.sources) {
      writer.add("{}{{\"from\":", inner);
      writer.add_json_string(arguments.from[source.source]);
      writer.add(",\"hops\":{},\"arrival\":\"{}\"}}", source.hops,
                 base::format_instant(source.arrival));
      inner = ",";
    }
    writer.add("]}}");
    comma = ",\n";
  }
  writer.add("]");
  add_truncated_json(writer, arguments.chains, answer.truncated);
  writer.add("}}\n");
}

void write_chain_meetings_table(std::FILE* out, const ConvergeArguments& arguments,
                                const flow::Chains& chains, const TransferFile& transfers,
                                const flow::ChainMeetings& answer) {
  const fund::Graph& graph = transfers.graph();
  TextWriter writer(out);
  writer.add("{} sources, {}\n", arguments.from.size(), describe(arguments.chains, chains));
  writer.add("{} account{} where at least two meet, {} transfers looked at\n",
             answer.accounts.size(), plural(answer.accounts.size()), answer.visited);
  add_truncated_line(writer, answer.truncated);
  if (answer.accounts.empty()) {
    return;
  }
  const std::size_t width = account_width(graph, answer.accounts);
  writer.add("\n{:<{}}  sources  {:<29}  by source: hops, time\n", "account", width, "met");
  for (const auto& one : answer.accounts) {
    writer.add("{:<{}}  {:>7}  {} ", graph.key(one.account), width, one.sources.size(),
               base::format_instant(one.met));
    for (const auto& source : one.sources) {
      writer.add(" {}: {}, {};", arguments.from[source.source], source.hops,
                 base::format_instant(source.arrival));
    }
    writer.add("\n");
  }
}

void write_taint_meetings_json(std::FILE* out, const TransferFile& transfers,
                               const trace::TraceResult& result,
                               const std::vector<flow::TaintMeeting>& meetings) {
  TextWriter writer(out);
  writer.add("{{\"policy\":\"{}\",\"stolen_fen\":{},\"accounts\":[", trace::to_text(result.policy),
             result.stolen.value());
  std::string_view comma = "\n";
  for (const auto& one : meetings) {
    writer.add("{}{{\"account\":", comma);
    writer.add_json_string(transfers.graph().key(one.account));
    writer.add(",\"tier\":{},\"received_fen\":{},\"by_source\":[", one.tier, one.received.value());
    std::string_view inner;
    for (const base::Fen share : trace::dense(one.by_source, result.sources)) {
      writer.add("{}{}", inner, share.value());
      inner = ",";
    }
    writer.add("],\"exit\":{}}}", one.exit);
    comma = ",\n";
  }
  writer.add("]}}\n");
}

void write_taint_meetings_table(std::FILE* out, const TransferFile& transfers,
                                const trace::TraceResult& result,
                                const std::vector<flow::TaintMeeting>& meetings) {
  const fund::Graph& graph = transfers.graph();
  TextWriter writer(out);
  writer.add("policy {}, {} source{}, stolen {}\n", trace::to_text(result.policy), result.sources,
             plural(result.sources), base::display_yuan(result.stolen));
  writer.add("{} account{} received money of at least two sources\n", meetings.size(),
             plural(meetings.size()));
  if (meetings.empty()) {
    return;
  }
  const std::size_t width = account_width(graph, meetings);
  writer.add("\n{:<{}}  tier  exit  sources  {:>18}  by source (yuan)\n", "account", width,
             "received (yuan)");
  for (const auto& one : meetings) {
    writer.add("{:<{}}  {:>4}  {:<4}  {:>7}  {:>18} ", graph.key(one.account), width, one.tier,
               one.exit ? "yes" : "", one.by_source.size(), base::format_yuan(one.received));
    for (const auto& share : one.by_source) {
      writer.add(" {}: {}", share.source, base::format_yuan(share.amount));
    }
    writer.add("\n");
  }
}

}  // namespace holdfast::cli
