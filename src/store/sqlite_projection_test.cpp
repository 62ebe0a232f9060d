// The projection's file: thrown away when it cannot be trusted, read while it is written.
#include "store/sqlite_projection.hpp"

#include <atomic>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <thread>

#include "store/projection_format.hpp"
#include "store/row_sql.hpp"
#include "store/scratch_test.hpp"

namespace holdfast::store {
namespace {

using port::ProjectionRow;
using port::RowOrder;
using port::RowQuery;

ProjectionRow row(int number, std::string state) {
  return {.kind = "case",
          .id = fmt::format("{:06}", number),
          .parent = "P",
          .state = std::move(state),
          .at_ms = number,
          .amount_fen = number,
          .terms = {fmt::format("t{}", number)},
          .doc = std::string(200, 'd')};
}

class ProjectionFile : public testing::Test {
 protected:
  Scratch scratch;
  std::filesystem::path path = scratch / "projection.db";

  std::unique_ptr<SqliteProjection> open() {
    auto projection = SqliteProjection::open(path);
    EXPECT_TRUE(projection.ok()) << projection.error().message;
    return std::move(projection).value();
  }
  void fill() {
    std::vector<ProjectionRow> rows;
    for (int i = 0; i < 500; ++i) {
      rows.push_back(row(i, "open"));
    }
    ASSERT_TRUE(open()->apply(9, rows).ok());
  }
};

TEST_F(ProjectionFile, ADamagedOneIsMadeAnew) {
  fill();
  const auto whole = slurp(path);
  const std::vector<std::string> damaged{
      whole.substr(0, whole.size() / 2), whole.substr(0, 50), "",
      "no database at all, but longer than a header is ...",
      whole.substr(0, 8192) + std::string(20'000, '\x5a') + whole.substr(28'192)};
  for (const auto& bytes : damaged) {
    spill(path, bytes);
    const auto projection = open();
    EXPECT_EQ(projection->applied(), 0U);
    EXPECT_TRUE(projection->apply(1, {row(1, "open")}).ok());
    EXPECT_EQ(SqliteProjectionReader::open(path).value()->list({.kind = "case"})->total, 1U);
  }
}

TEST_F(ProjectionFile, OneOfAnotherVersionIsMadeAnew) {
  fill();
  {
    auto database = Database::open(path, projection_format, {}).value();
    ASSERT_TRUE(database.execute("PRAGMA user_version = 99").ok());
  }
  EXPECT_EQ(open()->applied(), 0U);
}

TEST_F(ProjectionFile, ASoundOneIsKept) {
  fill();
  EXPECT_EQ(open()->applied(), 9U);
}

TEST_F(ProjectionFile, ReadersNeedAWriterFirst) {
  EXPECT_EQ(SqliteProjectionReader::open(path).error().code, base::ErrorCode::not_found);
}

TEST_F(ProjectionFile, ADamagedTermListHealsWithItsRow) {
  fill();
  {
    auto database = Database::open(path, projection_format, {}).value();
    ASSERT_TRUE(database.execute("UPDATE row SET terms = '99:x' WHERE id = '000007'").ok());
  }
  auto changed = row(7, "open");
  changed.terms = {"new"};
  ASSERT_TRUE(open()->apply(10, {changed}).ok());
  const auto reader = SqliteProjectionReader::open(path).value();
  EXPECT_EQ(reader->list({.kind = "case", .term = "t7"})->total, 0U);
  EXPECT_EQ(reader->list({.kind = "case", .term = "new"})->total, 1U);
}

/// How SQLite means to find and order the rows of a list.
std::string plan_of(const std::filesystem::path& path, const RowQuery& query,
                    bool is_common = false) {
  auto database = Database::open(path, projection_format, {}).value();
  auto plan = database.prepare("EXPLAIN QUERY PLAN " + page_sql(query, is_common)).value();
  std::string text;
  while (plan.step().value()) {
    text += plan.bytes(3);
    text += "; ";
  }
  return text;
}

TEST_F(ProjectionFile, CommonListsComeInOrderFromAnIndex) {
  fill();
  for (const auto order :
       {RowOrder::newest_first, RowOrder::oldest_first, RowOrder::amount_descending}) {
    const auto text = plan_of(path, {.kind = "case", .order = order, .cursor = "AAAA"});
    EXPECT_NE(text.find("USING INDEX"), std::string::npos) << text;
    EXPECT_EQ(text.find("TEMP B-TREE"), std::string::npos) << text;
  }
  for (const RowQuery& query : {RowQuery{.kind = "case", .states = {"open"}},
                                RowQuery{.kind = "case", .parent = "P", .from_ms = 5}}) {
    EXPECT_EQ(plan_of(path, query).find("TEMP B-TREE"), std::string::npos) << plan_of(path, query);
  }
}

TEST_F(ProjectionFile, WhatManyRowsMatchIsNeverSorted) {
  fill();
  for (const auto order :
       {RowOrder::newest_first, RowOrder::oldest_first, RowOrder::amount_descending}) {
    for (const RowQuery& query :
         {RowQuery{.kind = "case", .term = "t", .order = order},
          RowQuery{.kind = "case", .states = {"open"}, .term = "t", .order = order},
          RowQuery{.kind = "case", .from_ms = 1, .until_ms = 9, .order = order},
          RowQuery{.kind = "case", .states = {"open"}, .from_ms = 1, .order = order}}) {
      const auto text = plan_of(path, query, true);
      EXPECT_EQ(text.find("TEMP B-TREE"), std::string::npos) << text;
    }
  }
}

TEST_F(ProjectionFile, ATermOrAParentLeads) {
  fill();
  for (const auto order : {RowOrder::newest_first, RowOrder::amount_descending}) {
    const auto term = plan_of(
        path, {.kind = "case", .parent = "P", .states = {"a", "b"}, .term = "t", .order = order});
    EXPECT_TRUE(
        term.starts_with("SEARCH term USING PRIMARY KEY (term=?); SEARCH row USING INTEGER "
                         "PRIMARY KEY (rowid=?)"))
        << term;
    const auto parent =
        plan_of(path, {.kind = "case", .parent = "P", .states = {"a", "b"}, .order = order});
    EXPECT_TRUE(parent.starts_with("SEARCH row USING INDEX row_by_parent (kind=? AND parent=?"))
        << parent;
  }
}

TEST_F(ProjectionFile, ReadersSeeWholeBatchesWhileTheWriterGoesOn) {
  const auto projection = open();
  const auto reader = SqliteProjectionReader::open(path).value();
  constexpr int rows_each = 20;
  std::atomic<bool> is_over = false;
  std::atomic<int> reads = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      while (!is_over.load()) {
        const auto page = reader->list({.kind = "case", .limit = 100});
        ASSERT_TRUE(page.ok()) << page.error().message;
        EXPECT_EQ(page->total, page->seq * rows_each);
        EXPECT_EQ(page->docs.size(), std::min<std::size_t>(100, page->total));
        reads += 1;
      }
    });
  }
  for (int seq = 1; seq <= 50 || reads.load() < 20; ++seq) {
    std::vector<ProjectionRow> rows;
    for (int i = 0; i < rows_each; ++i) {
      rows.push_back(row(seq * rows_each + i, "open"));
    }
    ASSERT_TRUE(projection->apply(static_cast<port::BatchSeq>(seq), rows).ok());
    ASSERT_TRUE(projection->checkpoint_if_due().ok());
  }
  is_over = true;
  for (auto& thread : threads) {
    thread.join();
  }
}

}  // namespace
}  // namespace holdfast::store
