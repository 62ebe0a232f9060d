// `holdfast trace` on a file of two million transfers with three seeds, under every policy: wall
// time, processor time, peak memory. The answer of each run is held against the library's own on
// the same transfers, account by account and fen by fen.
//
// Usage: bench_trace_file [TRANSFERS], default 2,000,000.
#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fmt/core.h>
#include <fstream>
#include <iterator>
#include <map>

#include "figure.hpp"
#include "measured_run.hpp"
#include "trace/trace.hpp"
#include "traffic.hpp"

namespace {

using namespace holdfast;
namespace json = boost::json;

constexpr std::size_t seeds_count = 3;

struct Files {
  std::string directory;
  std::string transfers = directory + "/transfers.csv";
  std::string seeds = directory + "/seeds.csv";
  std::string out = directory + "/out.json";

  ~Files() { std::filesystem::remove_all(directory); }
};

Files make_files() {
  auto pattern = (std::filesystem::temp_directory_path() / "holdfast-bench-XXXXXX").string();
  base::check(::mkdtemp(pattern.data()) != nullptr, "a directory for the files");
  return Files{pattern};
}

/// The same transfers in memory, a row that repeats one dropped as the command drops it.
struct Library {
  fund::Graph graph;
  std::vector<trace::Seed> seeds;
  std::uint64_t bytes = 0;
};

/// Writes the files and fills the graph from one and the same stream.
void prepare(const Files& files, std::uint64_t transfers, Library& library) {
  bench::Traffic traffic({.seed = 11, .transfers = transfers});
  for (std::uint32_t i = 0; i < traffic.accounts(); ++i) {
    library.graph.intern(bench::account_text(fund::AccountId{i}));
  }
  std::ofstream out{files.transfers, std::ios::binary};
  std::string text{bench::traffic_header()};
  for (bench::TrafficRow row; traffic.next(row);) {
    bench::append_row(text, row);
    if (row.arrival != bench::RowArrival::repeated) {
      library.graph.append(row.transfer);
    }
    if (text.size() > 1U << 20U) {
      library.bytes += text.size();
      out << std::exchange(text, {});
    }
  }
  library.bytes += text.size();
  out << text;
  std::ofstream seeds{files.seeds};
  seeds << "transfer_id,stolen_yuan\n";
  const auto& thefts = traffic.thefts();
  base::check(thefts.size() >= seeds_count, "enough thefts for the seeds");
  for (std::size_t i = 0; i < seeds_count; ++i) {
    const auto& theft = thefts[thefts.size() * i / seeds_count];
    seeds << bench::row_id(theft.number) << ",\n";
    library.seeds.push_back(trace::whole(library.graph, fund::Sequence{theft.number}));
  }
}

struct Told {
  std::int64_t received = 0;
  std::int64_t remaining = 0;
  std::int64_t tier = 0;
  bool operator==(const Told&) const = default;
};
using Accounts = std::map<std::string, Told>;

Accounts of_library(const fund::Graph& graph, const trace::TraceResult& result) {
  Accounts accounts;
  for (const auto& one : result.accounts) {
    accounts[std::string{graph.key(one.account)}] = {one.received.value(), one.remaining.value(),
                                                     static_cast<std::int64_t>(one.tier)};
  }
  return accounts;
}

Accounts of_command(const json::value& answer) {
  Accounts accounts;
  for (const auto& each : answer.at("accounts").as_array()) {
    const auto& one = each.as_object();
    accounts[std::string{one.at("account").as_string()}] = {
        one.at("received_fen").to_number<std::int64_t>(),
        one.at("remaining_fen").to_number<std::int64_t>(),
        one.at("tier").to_number<std::int64_t>()};
  }
  return accounts;
}

void bench_policy(bench::Suite& suite, const Files& files, const Library& library,
                  trace::Policy policy) {
  const auto policy_name = trace::to_text(policy);
  const auto run =
      bench::run_measured({"trace", "--transfers", files.transfers, "--seeds", files.seeds,
                           "--policy", std::string{policy_name}, "--json"},
                          files.out);
  const auto expected =
      trace::trace(library.graph, library.graph.snapshot(), library.seeds, {.policy = policy});
  base::check(expected.ok(), "the library traces");
  std::ifstream in{files.out, std::ios::binary};
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  json::error_code failed;
  const auto answer = json::parse(text, failed);
  suite.check("the command answers JSON", run.exit_code == 0 && !failed);
  if (run.exit_code != 0 || failed) {
    return;
  }
  suite.check("the command's accounts are the library's, to the fen",
              of_command(answer) == of_library(library.graph, *expected));
  suite.check("the command's tainted transfers are as many as the library's",
              answer.at("transfers").as_array().size() == expected->transfers.size());
  const auto name =
      fmt::format("{} transfers, {} MB, three seeds, {}", library.graph.snapshot().value(),
                  library.bytes / 1'000'000, policy_name);
  suite.figure(name, {.name = "wall", .unit = "s", .value = run.wall_s, .at_most = 3});
  suite.figure(name, {.name = "processor", .unit = "s", .value = run.cpu_s});
  suite.figure(name, {.name = "peak memory", .unit = "MB", .value = run.peak_mb, .at_most = 600});
  suite.figure(name, {.name = "accounts reached",
                      .unit = "",
                      .value = static_cast<double>(expected->accounts.size()),
                      .is_exact = true});
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t transfers = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 2'000'000;
  bench::Suite suite("trace_file");
  const Files files = make_files();
  Library library;
  prepare(files, transfers, library);
  for (const trace::Policy policy : trace::all_policies) {
    bench_policy(suite, files, library, policy);
  }
  return suite.exit_code();
}
