// The worked vectors of the tracing specification, where they are present beside the repository.
#include <boost/json.hpp>
#include <filesystem>
#include <fmt/core.h>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <sstream>

#include "fund/graph.hpp"
#include "support/source_dir.hpp"
#include "trace/trace.hpp"

namespace holdfast::trace {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

std::vector<std::vector<std::string>> rows_of(const fs::path& file) {
  std::ifstream in(file);
  std::vector<std::vector<std::string>> rows;
  std::string line;
  std::getline(in, line);  // header
  while (std::getline(in, line)) {
    while (!line.empty() && line.back() == '\r') {
      line.pop_back();
    }
    std::vector<std::string> fields(1);
    for (const char c : line) {
      if (c == ',') {
        fields.emplace_back();
      } else {
        fields.back() += c;
      }
    }
    rows.push_back(fields);
  }
  return rows;
}

struct Loaded {
  fund::Graph graph;
  std::vector<std::string> ids;
  std::vector<Seed> seeds;
};

void load(const fs::path& folder, Loaded& world) {
  std::map<std::string, fund::Sequence> by_id;
  for (const auto& row : rows_of(folder / "transfers.csv")) {
    const auto sequence = world.graph.append({.time = base::parse_instant(row.at(1)).value(),
                                              .learned = {},
                                              .payer = world.graph.intern(row.at(2)),
                                              .payee = world.graph.intern(row.at(3)),
                                              .amount = base::parse_yuan(row.at(4)).value(),
                                              .kind = fund::parse_kind(row.at(5)).value()});
    by_id[row[0]] = sequence;
    world.ids.push_back(row[0]);
  }
  for (const auto& row : rows_of(folder / "seeds.csv")) {
    Seed seed = whole(world.graph, by_id.at(row.at(0)));
    if (row.size() > 1 && !row[1].empty()) {
      seed.stolen = base::parse_yuan(row[1]).value();
    }
    world.seeds.push_back(seed);
  }
}

json::array amounts(std::span<const Piece> shares, std::size_t sources) {
  json::array out;
  for (const base::Fen fen : dense(shares, sources)) {
    out.push_back(fen.value());
  }
  return out;
}

json::value as_json(const Loaded& world, const TraceResult& result) {
  std::map<std::string, json::object> accounts;
  for (const AccountTaint& one : result.accounts) {
    const std::string name(world.graph.key(one.account));
    accounts[name] = {{"account", name},
                      {"tier", one.tier},
                      {"received_fen", one.received.value()},
                      {"moved_fen", one.moved.value()},
                      {"remaining_fen", one.remaining.value()},
                      {"by_source", amounts(one.by_source, result.sources)},
                      {"exit", one.exit}};
  }
  json::array sorted;
  for (auto& [name, account] : accounts) {
    sorted.push_back(account);
  }
  json::array transfers;
  for (const TransferTaint& one : result.transfers) {
    transfers.push_back({{"id", world.ids.at(one.transfer.value())},
                         {"tainted_fen", one.tainted.value()},
                         {"by_source", amounts(result.by_source(one), result.sources)}});
  }
  return {{"policy", to_text(result.policy)},
          {"stolen_fen", result.stolen.value()},
          {"accounts", sorted},
          {"transfers", transfers}};
}

TEST(TraceVectors, EveryPolicyOfEveryVectorIsMetFieldForField) {
  const fs::path root = test::source_dir() / ".." / "shared" / "vectors" / "trace";
  if (!fs::exists(root)) {
    GTEST_SKIP() << "no vectors at " << root;
  }
  std::size_t compared = 0;
  for (const auto& entry : fs::directory_iterator(root)) {
    if (!entry.is_directory()) {
      continue;
    }
    Loaded world;
    load(entry.path(), world);
    std::ifstream in(entry.path() / "expected.json");
    std::stringstream text;
    text << in.rdbuf();
    const json::value expected = json::parse(text.str());
    for (const auto& [name, answer] : expected.as_object()) {
      const Policy policy = parse_policy(std::string_view(name)).value();
      const auto result =
          trace(world.graph, world.graph.snapshot(), world.seeds, {.policy = policy});
      ASSERT_TRUE(result.ok());
      const json::value actual = as_json(world, *result);
      EXPECT_TRUE(actual == answer) << entry.path() << " " << std::string_view(name) << "\n"
                                    << json::serialize(actual).substr(0, 4000);
      ++compared;
    }
  }
  EXPECT_GT(compared, 0U);
}

}  // namespace
}  // namespace holdfast::trace
