// A list and a search over a million cases.
//
//   bench_lists [--cases N] [--reads N]
//
// A projection is made as the engine would make it: a row a case with its document, search terms
// and the digests of its narrative's words, written in batches. Each kind of list and search is
// read many times, with other values each time, and every page is compared with what the generated
// cases themselves say.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fmt/format.h>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "base/rng.hpp"
#include "figure.hpp"
#include "store/scratch_test.hpp"
#include "store/sqlite_projection.hpp"

namespace holdfast::bench {
namespace {

using Clock = std::chrono::steady_clock;
using port::RowOrder;
using port::RowQuery;

constexpr double list_ms_max = 200;
constexpr double search_ms_max = 300;
constexpr std::size_t page = 50;
constexpr std::size_t batch = 5'000;
constexpr std::uint64_t words_in_all = 60'000;  // pairs of characters that narratives use
constexpr std::size_t words_of_a_case = 150;
constexpr std::int64_t minute = 60'000;

struct Arguments {
  std::uint64_t cases = 1'000'000;
  int reads = 60;
};

/// What the lists tell a case by. Its words follow from its number.
struct Fact {
  std::int64_t at_ms = 0;
  std::int64_t amount = 0;
  bool closed = false;
  std::uint8_t gaps = 0;  // a bit a gate
};

/// The first words are in most narratives, the last ones in few: Zipf's law, by squaring twice.
std::vector<std::uint32_t> words_of(std::uint64_t number) {
  base::Rng rng{number * 2 + 1};
  std::set<std::uint32_t> words;
  while (words.size() < words_of_a_case) {
    const auto share = rng.below(1U << 15);
    const auto rank = share * share / (1U << 15) * share / (1U << 15) * words_in_all / (1U << 15);
    words.insert(static_cast<std::uint32_t>((rank + 1) * 0x9E3779B1U));
  }
  return {words.begin(), words.end()};
}
std::uint32_t word_of_rank(std::uint64_t rank) {
  return static_cast<std::uint32_t>((rank + 1) * 0x9E3779B1U);
}

std::string id_of(std::uint64_t number) {
  return fmt::format("C{:07}", number + 1);
}
std::string phone_of(std::uint64_t number) {
  return fmt::format("{:016x}{:016x}", number * 0x9E3779B97F4A7C15ULL, number);
}

std::vector<Fact> facts_of(std::uint64_t cases) {
  base::Rng rng{11};
  std::vector<Fact> facts(cases);
  for (std::uint64_t i = 0; i < cases; ++i) {
    facts[i] = {static_cast<std::int64_t>(i) * minute + rng.between(0, minute - 1),
                rng.between(10'000, 50'000'000), rng.chance(850'000),
                static_cast<std::uint8_t>(rng.below(8))};
  }
  return facts;
}

constexpr std::array<const char*, 3> gates{"gap:study", "gap:inquiry", "gap:result"};

port::ProjectionRow row_of(std::uint64_t number, const Fact& fact) {
  port::ProjectionRow row;
  row.kind = "case";
  row.id = id_of(number);
  row.state = fact.closed ? "closed" : "open";
  row.at_ms = fact.at_ms;
  row.amount_fen = fact.amount;
  row.terms = {row.id, phone_of(number), phone_of(number + 1'000'000'000),
               phone_of(number % 50'000 + 2'000'000'000)};
  for (std::size_t gate = 0; gate < gates.size(); ++gate) {
    if ((fact.gaps >> gate & 1U) != 0) {
      row.terms.emplace_back(gates[gate]);
    }
  }
  row.doc = fmt::format("{{\"id\":\"{}\",\"filler\":\"{}\"}}", row.id, std::string(2'000, 'x'));
  row.words = words_of(number);
  return row;
}

/// The numbers of the first page of those that fit, in the order of the list.
std::vector<std::string> expected_of(const std::vector<Fact>& facts, RowOrder order,
                                     const std::function<bool(std::uint64_t)>& fits) {
  std::vector<std::uint64_t> found;
  for (std::uint64_t i = 0; i < facts.size(); ++i) {
    if (fits(i)) {
      found.push_back(i);
    }
  }
  const auto before = [&](std::uint64_t one, std::uint64_t other) {
    const auto key = [&](std::uint64_t each) {
      return std::pair{
          order == RowOrder::amount_descending ? facts[each].amount : facts[each].at_ms, each};
    };
    return order == RowOrder::oldest_first ? key(one) < key(other) : key(one) > key(other);
  };
  const auto shown = std::min(found.size(), page);
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(shown), found.end(),
                    before);
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < shown; ++i) {
    ids.push_back(id_of(found[i]));
  }
  return ids;
}

std::vector<std::string> ids_of(const port::RowPage& found) {
  std::vector<std::string> ids;
  for (const auto& doc : found.docs) {
    ids.push_back(doc.substr(7, doc.find('"', 7) - 7));
  }
  return ids;
}

class Reading {
 public:
  Reading(Suite& suite, port::ProjectionReader& reader, const std::vector<Fact>& facts, int reads)
      : suite_(suite), reader_(reader), facts_(facts), reads_(reads) {}

  /// `ask` makes the next query and says which cases fit it. Every tenth page is compared, and the
  /// page after it is read as well.
  struct Asked {
    RowQuery query;
    std::function<bool(std::uint64_t)> fits;
  };
  void measure(std::string_view name, double at_most, const std::function<Asked(base::Rng&)>& ask) {
    base::Rng rng{3};
    std::vector<double> samples;
    for (int i = 0; i < reads_; ++i) {
      auto [query, fits] = ask(rng);
      query.limit = page;
      const auto first = timed(query, samples);
      if (i % 10 == 0) {
        suite_.check(fmt::format("{}: the page holds what fits", name),
                     ids_of(first) == expected_of(facts_, query.order, fits));
      }
      if (!first.next_cursor.empty()) {
        query.cursor = first.next_cursor;
        suite_.check(fmt::format("{}: a second page follows", name),
                     !timed(query, samples).docs.empty());
      }
    }
    suite_.latency(name, "ms", std::move(samples), {.p99_at_most = at_most});
  }

 private:
  port::RowPage timed(const RowQuery& query, std::vector<double>& samples) {
    const auto started = Clock::now();
    auto found = reader_.list(query);
    samples.push_back(std::chrono::duration<double, std::milli>(Clock::now() - started).count());
    suite_.check("a list is answered", found.ok());
    return found ? std::move(*found) : port::RowPage{};
  }

  Suite& suite_;
  port::ProjectionReader& reader_;
  const std::vector<Fact>& facts_;
  int reads_;
};

void fill(Suite& suite, store::SqliteProjection& projection, const std::vector<Fact>& facts) {
  const auto started = Clock::now();
  std::vector<port::ProjectionRow> rows;
  port::BatchSeq seq = 0;
  for (std::uint64_t i = 0; i < facts.size(); ++i) {
    rows.push_back(row_of(i, facts[i]));
    if (rows.size() == batch || i + 1 == facts.size()) {
      suite.check("rows are stored", projection.apply(++seq, rows).ok());
      suite.check("the log is moved", projection.checkpoint_if_due().ok());
      rows.clear();
    }
  }
  const std::chrono::duration<double> took = Clock::now() - started;
  suite.figure("making it", {.name = "rows a second",
                             .unit = "rows/s",
                             .value = static_cast<double>(facts.size()) / took.count()});
}

void measure_lists(Reading& reading, const std::vector<Fact>& facts) {
  const auto everything = [](std::uint64_t) { return true; };
  const auto latest = static_cast<std::int64_t>(facts.size()) * minute;
  const auto days = [latest](base::Rng& rng) {
    const auto from = rng.between(0, latest);
    return std::pair{from, from + rng.between(1, 60) * 24 * 60 * minute};
  };
  for (const auto order :
       {RowOrder::newest_first, RowOrder::oldest_first, RowOrder::amount_descending}) {
    const std::string by = order == RowOrder::amount_descending ? "largest loss first"
                           : order == RowOrder::newest_first    ? "newest first"
                                                                : "oldest first";
    reading.measure("all, " + by, list_ms_max, [&](base::Rng&) -> Reading::Asked {
      return {{.kind = "case", .order = order}, everything};
    });
    reading.measure("open ones, " + by, list_ms_max, [&](base::Rng&) -> Reading::Asked {
      return {{.kind = "case", .states = {"open"}, .order = order},
              [&](auto i) { return !facts[i].closed; }};
    });
    reading.measure("of some days, " + by, list_ms_max, [&](base::Rng& rng) -> Reading::Asked {
      const auto [from, until] = days(rng);
      return {
          {.kind = "case", .from_ms = from, .until_ms = until, .order = order},
          [&, from, until](auto i) { return facts[i].at_ms >= from && facts[i].at_ms < until; }};
    });
    reading.measure("open and closed of some days, " + by, list_ms_max,
                    [&](base::Rng& rng) -> Reading::Asked {
                      const auto [from, until] = days(rng);
                      return {{.kind = "case",
                               .states = {"open", "closed"},
                               .from_ms = from,
                               .until_ms = until,
                               .order = order},
                              [&, from, until](auto i) {
                                return facts[i].at_ms >= from && facts[i].at_ms < until;
                              }};
                    });
  }
  reading.measure("a gate open, newest first", list_ms_max, [&](base::Rng& rng) -> Reading::Asked {
    const auto gate = rng.below(gates.size());
    return {{.kind = "case", .term = gates[gate]},
            [&, gate](auto i) { return (facts[i].gaps >> gate & 1U) != 0; }};
  });
  reading.measure("a gate open of open ones", list_ms_max, [&](base::Rng& rng) -> Reading::Asked {
    const auto gate = rng.below(gates.size());
    return {{.kind = "case", .states = {"open"}, .term = gates[gate]},
            [&, gate](auto i) { return !facts[i].closed && (facts[i].gaps >> gate & 1U) != 0; }};
  });
  reading.measure("by a telephone", list_ms_max, [&](base::Rng& rng) -> Reading::Asked {
    const auto shared = rng.below(50'000);
    return {{.kind = "case", .term = phone_of(shared + 2'000'000'000)},
            [shared](auto i) { return i % 50'000 == shared; }};
  });
}

void measure_searches(Reading& reading, const std::vector<Fact>& facts) {
  const auto holds = [](std::uint64_t number, const std::vector<std::uint32_t>& wanted) {
    const auto words = words_of(number);
    return std::includes(words.begin(), words.end(), wanted.begin(), wanted.end());
  };
  struct Search {
    std::string_view name;
    std::size_t words;
    std::uint64_t rank_min;
    std::uint64_t rank_max;
  };
  for (const auto& search :
       {Search{"a word of most cases", 1, 0, 50}, Search{"a word of many", 1, 500, 5'000},
        Search{"a rare word", 1, 40'000, 59'000}, Search{"three words of many", 3, 0, 3'000}}) {
    reading.measure(search.name, search_ms_max, [&](base::Rng& rng) -> Reading::Asked {
      std::set<std::uint32_t> words;
      while (words.size() < search.words) {
        words.insert(word_of_rank(search.rank_min + rng.below(search.rank_max - search.rank_min)));
      }
      const std::vector<std::uint32_t> wanted{words.begin(), words.end()};
      return {{.kind = "case", .words = wanted}, [&, wanted](auto i) { return holds(i, wanted); }};
    });
  }
  reading.measure("a word among open ones", search_ms_max, [&](base::Rng& rng) -> Reading::Asked {
    const std::vector<std::uint32_t> wanted{word_of_rank(rng.below(2'000))};
    return {{.kind = "case", .states = {"open"}, .words = wanted},
            [&, wanted](auto i) { return !facts[i].closed && holds(i, wanted); }};
  });
}

int run(const Arguments& arguments) {
  Suite suite{"lists"};
  const store::Scratch scratch;
  const auto path = scratch / "projection.db";
  auto projection = store::SqliteProjection::open(path);
  suite.check("the lists are made", projection.ok());
  if (!projection) {
    return suite.exit_code();
  }
  const auto facts = facts_of(arguments.cases);
  fill(suite, **projection, facts);
  suite.figure("making it", {.name = "bytes a case",
                             .unit = "B",
                             .value = static_cast<double>(std::filesystem::file_size(path)) /
                                      static_cast<double>(arguments.cases)});
  auto reader = store::SqliteProjectionReader::open(path);
  suite.check("the lists are read", reader.ok());
  Reading reading{suite, **reader, facts, arguments.reads};
  measure_lists(reading, facts);
  measure_searches(reading, facts);
  return suite.exit_code();
}

}  // namespace
}  // namespace holdfast::bench

int main(int argc, char** argv) {
  holdfast::bench::Arguments arguments;
  CLI::App app{"lists and searches over many cases"};
  app.add_option("--cases", arguments.cases);
  app.add_option("--reads", arguments.reads);
  CLI11_PARSE(app, argc, argv);
  return holdfast::bench::run(arguments);
}
