// What a projection and its readers must do, whatever they are made of. A model that filters and
// sorts plain rows stands beside them.
#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "base/rng.hpp"
#include "store/scratch_test.hpp"
#include "store/sqlite_projection.hpp"

namespace holdfast::store {
namespace {

using base::ErrorCode;
using port::ProjectionRow;
using port::RowOrder;
using port::RowPage;
using port::RowQuery;

class SqliteWorld {
 public:
  SqliteWorld() { reopen(); }
  port::Projection& projection() { return *projection_; }
  port::ProjectionReader& reader() { return *reader_; }
  void reopen() {
    reader_.reset();
    projection_.reset();
    projection_ = SqliteProjection::open(scratch_ / "projection.db").value();
    reader_ = SqliteProjectionReader::open(scratch_ / "projection.db").value();
  }

 private:
  Scratch scratch_;
  std::unique_ptr<SqliteProjection> projection_;
  std::unique_ptr<SqliteProjectionReader> reader_;
};

template <typename World>
class ProjectionContract : public testing::Test {
 protected:
  World world;

  std::vector<std::string> all_pages(RowQuery query) {
    std::vector<std::string> docs;
    for (;;) {
      const auto page = world.reader().list(query);
      EXPECT_TRUE(page.ok()) << page.error().message;
      if (!page.ok()) {
        return docs;
      }
      EXPECT_LE(page->docs.size(), query.limit);
      docs.insert(docs.end(), page->docs.begin(), page->docs.end());
      if (page->next_cursor.empty()) {
        EXPECT_EQ(page->total, docs.size());
        return docs;
      }
      query.cursor = page->next_cursor;
    }
  }
};

using Worlds = testing::Types<SqliteWorld>;
TYPED_TEST_SUITE(ProjectionContract, Worlds);

ProjectionRow row_of(std::string kind, std::string id) {
  ProjectionRow row;
  row.kind = std::move(kind);
  row.id = std::move(id);
  row.doc = "{\"id\":\"" + row.id + "\"}";
  return row;
}

TYPED_TEST(ProjectionContract, ReplacesRowsAndMovesOn) {
  auto& projection = this->world.projection();
  EXPECT_EQ(projection.applied(), 0U);
  auto row = row_of("case", "C1");
  row.state = "open";
  ASSERT_TRUE(projection.apply(3, {row, row_of("order", "C1")}).ok());
  row.state = "closed";
  row.doc = "{}";
  ASSERT_TRUE(projection.apply(4, {row}).ok());
  this->world.reopen();
  EXPECT_EQ(this->world.projection().applied(), 4U);
  EXPECT_EQ(this->world.reader().find("case", "C1").value(), "{}");
  EXPECT_EQ(this->world.reader().find("order", "C1").value(), "{\"id\":\"C1\"}");
  EXPECT_EQ(this->world.reader().find("case", "C2").error().code, ErrorCode::not_found);
  EXPECT_EQ(this->world.reader().list({.kind = "case", .states = {"open"}}).value().total, 0U);
  const auto page = this->world.reader().list({.kind = "case", .states = {"closed"}}).value();
  EXPECT_EQ(page.total, 1U);
  EXPECT_EQ(page.seq, 4U);
}

TYPED_TEST(ProjectionContract, FindsByTermsAndForgetsOldOnes) {
  auto row = row_of("case", "C1");
  row.terms = {"a", "b", "a", "line\nend", ""};
  ASSERT_TRUE(this->world.projection().apply(1, {row}).ok());
  const auto found = [this](const std::string& term) {
    return this->world.reader().list({.kind = "case", .term = term}).value().total;
  };
  for (const auto* term : {"a", "b", "line\nend", ""}) {
    EXPECT_EQ(found(term), 1U) << term;
  }
  row.terms = {"b", "c"};
  ASSERT_TRUE(this->world.projection().apply(2, {row}).ok());
  EXPECT_EQ(found("a"), 0U);
  EXPECT_EQ(found("line\nend"), 0U);
  EXPECT_EQ(found("b"), 1U);
  EXPECT_EQ(found("c"), 1U);
  EXPECT_EQ(this->world.reader().list({.kind = "order", .term = "c"}).value().total, 0U);
}

TYPED_TEST(ProjectionContract, ClearEmptiesAll) {
  auto row = row_of("case", "C1");
  row.terms = {"a"};
  ASSERT_TRUE(this->world.projection().apply(7, {row}).ok());
  ASSERT_TRUE(this->world.projection().clear().ok());
  EXPECT_EQ(this->world.projection().applied(), 0U);
  EXPECT_EQ(this->world.reader().list({.kind = "case"}).value().total, 0U);
  ASSERT_TRUE(this->world.projection().apply(1, {row}).ok());
  EXPECT_EQ(this->world.reader().list({.kind = "case", .term = "a"}).value().total, 1U);
}

TYPED_TEST(ProjectionContract, RefusesBrokenQueries) {
  std::vector<ProjectionRow> rows;
  for (const auto* id : {"1", "2", "3"}) {
    rows.push_back(row_of("case", id));
  }
  ASSERT_TRUE(this->world.projection().apply(1, rows).ok());
  auto& reader = this->world.reader();
  for (const std::size_t limit : {0, 1001}) {
    EXPECT_EQ(reader.list({.kind = "case", .limit = limit}).error().code, ErrorCode::bad_input);
  }
  const auto cursor = reader.list({.kind = "case", .limit = 1}).value().next_cursor;
  ASSERT_FALSE(cursor.empty());
  EXPECT_EQ(cursor.find_first_of("+/= "), std::string::npos);
  EXPECT_TRUE(reader.list({.kind = "case", .cursor = cursor}).ok());
  EXPECT_EQ(reader.list({.kind = "order", .cursor = cursor}).error().code, ErrorCode::bad_input);
  EXPECT_EQ(
      reader.list({.kind = "case", .order = RowOrder::oldest_first, .cursor = cursor}).error().code,
      ErrorCode::bad_input);
  for (std::size_t i = 0; i < cursor.size(); ++i) {
    auto altered = cursor;
    altered[i] = altered[i] == 'A' ? 'B' : 'A';
    const auto page = reader.list({.kind = "case", .cursor = altered});
    ASSERT_FALSE(page.ok()) << i;
    EXPECT_EQ(page.error().code, ErrorCode::bad_input);
    EXPECT_FALSE(reader.list({.kind = "case", .cursor = cursor.substr(0, i) + "!"}).ok());
  }
}

TYPED_TEST(ProjectionContract, ACursorHoldsItsPlaceWhileRowsArrive) {
  std::vector<ProjectionRow> rows;
  for (int i = 0; i < 6; ++i) {
    rows.push_back(row_of("case", std::to_string(i)));
    rows.back().at_ms = 10 * i;
  }
  ASSERT_TRUE(this->world.projection().apply(1, rows).ok());
  const auto first = this->world.reader().list({.kind = "case", .limit = 3}).value();
  auto newer = row_of("case", "9");
  newer.at_ms = 90;
  ASSERT_TRUE(this->world.projection().apply(2, {newer}).ok());
  const auto second =
      this->world.reader().list({.kind = "case", .cursor = first.next_cursor, .limit = 3}).value();
  EXPECT_EQ(second.docs,
            (std::vector<std::string>{"{\"id\":\"2\"}", "{\"id\":\"1\"}", "{\"id\":\"0\"}"}));
  EXPECT_EQ(second.total, 7U);
  EXPECT_EQ(second.seq, 2U);
}

// ---- random rows and queries against a model ----

const std::vector<std::string> kinds{"case", "order"};
const std::vector<std::string> states{"draft", "sent", "in_force"};

ProjectionRow random_row(base::Rng& rng) {
  auto row = row_of(kinds[rng.below(2)], fmt::format("{:04}", rng.below(200)));
  row.parent = rng.chance(500'000) ? fmt::format("P{}", rng.below(5)) : "";
  row.state = states[rng.below(3)];
  row.at_ms = rng.between(-20, 20);
  row.amount_fen = rng.between(0, 5);
  for (std::uint64_t i = rng.below(4); i > 0; --i) {
    row.terms.push_back(fmt::format("t{}", rng.below(6)));
  }
  row.doc = fmt::format("{}/{}/{}", row.kind, row.id, rng.next());
  return row;
}

RowQuery random_query(base::Rng& rng) {
  RowQuery query{.kind = kinds[rng.below(2)]};
  if (rng.chance(300'000)) {
    query.parent = fmt::format("P{}", rng.below(5));
  }
  for (std::uint64_t i = rng.below(3); i > 0; --i) {
    query.states.push_back(states[rng.below(3)]);
  }
  if (rng.chance(300'000)) {
    query.term = fmt::format("t{}", rng.below(6));
  }
  if (rng.chance(300'000)) {
    query.from_ms = rng.between(-20, 20);
  }
  if (rng.chance(300'000)) {
    query.until_ms = rng.between(-20, 20);
  }
  query.order = static_cast<RowOrder>(rng.below(3));
  query.limit = 1 + rng.below(30);
  return query;
}

bool matches(const ProjectionRow& row, const RowQuery& query) {
  return row.kind == query.kind && (!query.parent || row.parent == *query.parent) &&
         (query.states.empty() || std::ranges::count(query.states, row.state) > 0) &&
         (!query.term || std::ranges::count(row.terms, *query.term) > 0) &&
         (!query.from_ms || row.at_ms >= *query.from_ms) &&
         (!query.until_ms || row.at_ms < *query.until_ms);
}

using Rows = std::map<std::pair<std::string, std::string>, ProjectionRow>;

std::vector<std::string> model_list(const Rows& rows, const RowQuery& query) {
  std::vector<ProjectionRow> found;
  for (const auto& [key, row] : rows) {
    if (matches(row, query)) {
      found.push_back(row);
    }
  }
  std::ranges::sort(found, [&query](const ProjectionRow& a, const ProjectionRow& b) {
    if (query.order == RowOrder::oldest_first) {
      return std::tie(a.at_ms, a.id) < std::tie(b.at_ms, b.id);
    }
    if (query.order == RowOrder::newest_first) {
      return std::tie(a.at_ms, a.id) > std::tie(b.at_ms, b.id);
    }
    return std::tie(a.amount_fen, a.id) > std::tie(b.amount_fen, b.id);
  });
  std::vector<std::string> docs;
  for (const auto& row : found) {
    docs.push_back(row.doc);
  }
  return docs;
}

TYPED_TEST(ProjectionContract, ListsWhatAModelLists) {
  base::Rng rng{20260101};
  Rows model;
  for (port::BatchSeq seq = 1; seq <= 40; ++seq) {
    std::vector<ProjectionRow> rows;
    for (int i = 0; i < 20; ++i) {
      rows.push_back(random_row(rng));
      model[{rows.back().kind, rows.back().id}] = rows.back();
    }
    ASSERT_TRUE(this->world.projection().apply(seq, rows).ok());
    for (int i = 0; i < 5; ++i) {
      const auto query = random_query(rng);
      ASSERT_EQ(this->all_pages(query), model_list(model, query)) << seq << " " << i;
    }
  }
}

// ---- words against a model ----

struct Worded {
  ProjectionRow row;
  int first_listed = 0;
};

bool has_all(const ProjectionRow& row, const RowQuery& query) {
  return matches(row, query) && row.words &&
         std::includes(row.words->begin(), row.words->end(), query.words.begin(),
                       query.words.end());
}

std::vector<std::string> worded_list(const std::map<std::string, Worded>& model,
                                     const RowQuery& query) {
  std::vector<Worded> found;
  for (const auto& [key, each] : model) {
    if (has_all(each.row, query)) {
      found.push_back(each);
    }
  }
  std::ranges::sort(found, std::greater{}, &Worded::first_listed);
  std::vector<std::string> docs;
  for (const auto& each : found) {
    docs.push_back(each.row.doc);
  }
  return docs;
}

TYPED_TEST(ProjectionContract, FindsWordsAsAModelDoes) {
  base::Rng rng{20260202};
  std::map<std::string, Worded> model;
  int listed = 0;
  std::size_t hits = 0;
  const auto some_words = [&](std::uint64_t count) {
    std::set<std::uint32_t> words;
    for (; count > 0; --count) {
      words.insert(static_cast<std::uint32_t>(rng.below(8) * 0x1111'1111));
    }
    return std::vector<std::uint32_t>{words.begin(), words.end()};
  };
  for (port::BatchSeq seq = 1; seq <= 40; ++seq) {
    std::vector<ProjectionRow> rows;
    for (int i = 0; i < 20; ++i) {
      auto row = random_row(rng);
      row.words = rng.chance(600'000) ? std::optional{some_words(rng.below(5))} : std::nullopt;
      auto& kept = model[row.kind + "/" + row.id];
      kept.first_listed = kept.first_listed == 0 ? ++listed : kept.first_listed;
      const auto before = kept.row.words;
      kept.row = row;
      kept.row.words = row.words ? row.words : before;
      rows.push_back(std::move(row));
    }
    ASSERT_TRUE(this->world.projection().apply(seq, rows).ok());
    for (int i = 0; i < 5; ++i) {
      auto query = random_query(rng);
      query.term.reset();
      query.order = RowOrder::newest_first;
      query.words = some_words(1 + rng.below(2));
      const auto expected = worded_list(model, query);
      ASSERT_EQ(this->all_pages(query), expected) << seq << " " << i;
      hits += expected.size();
    }
  }
  EXPECT_GT(hits, 500U);
  ASSERT_TRUE(this->world.projection().clear().ok());
  EXPECT_EQ(this->world.reader().list({.kind = "case", .words = {0}}).value().total, 0U);
}

TYPED_TEST(ProjectionContract, WordsGoWithoutTermsAndOtherOrders) {
  auto& reader = this->world.reader();
  EXPECT_EQ(reader.list({.kind = "case", .term = "a", .words = {1}}).error().code,
            ErrorCode::bad_input);
  EXPECT_EQ(
      reader.list({.kind = "case", .words = {1}, .order = RowOrder::oldest_first}).error().code,
      ErrorCode::bad_input);
}

TYPED_TEST(ProjectionContract, CountingEndsSomewhereAndSaysSo) {
  std::vector<ProjectionRow> rows;
  for (int i = 0; i < 10'500; ++i) {
    rows.push_back(row_of("case", fmt::format("{:06}", i)));
    rows.back().at_ms = i;
    if (i < 1'500) {
      rows.back().words = {{7}};
    }
  }
  ASSERT_TRUE(this->world.projection().apply(1, rows).ok());
  auto& reader = this->world.reader();
  const auto all = reader.list({.kind = "case"}).value();
  EXPECT_EQ(all.total, 10'000U);
  EXPECT_TRUE(all.total_is_least);
  const auto some = reader.list({.kind = "case", .from_ms = 1'000}).value();
  EXPECT_EQ(some.total, 9'500U);
  EXPECT_FALSE(some.total_is_least);
  const auto worded = reader.list({.kind = "case", .words = {7}}).value();
  EXPECT_EQ(worded.total, 1'000U);
  EXPECT_TRUE(worded.total_is_least);
}

}  // namespace
}  // namespace holdfast::store
