#include "feed/csv.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/rng.hpp"

namespace holdfast::feed {
namespace {

using Row = std::vector<std::string>;

struct Split {
  std::vector<Row> rows;
  std::vector<RowPosition> positions;
  std::vector<RowFault> faults;
};

/// Feeds `text` in pieces of `piece` bytes and collects all that comes out.
Split split(std::string_view text, std::size_t piece, CsvLimits limits = {}) {
  Split out;
  CsvSplitter csv(',', limits);
  const auto drain = [&] {
    for (;;) {
      switch (csv.next()) {
        case CsvSplitter::Outcome::record: {
          Row row;
          for (const auto& field : csv.record().fields) {
            row.emplace_back(field.text);
          }
          out.rows.push_back(std::move(row));
          out.positions.push_back(csv.record().fields.back().position);
          break;
        }
        case CsvSplitter::Outcome::fault:
          out.faults.push_back(csv.fault());
          break;
        case CsvSplitter::Outcome::more:
        case CsvSplitter::Outcome::end:
          return;
      }
    }
  };
  for (std::size_t i = 0; i < text.size(); i += piece) {
    csv.feed(text.substr(i, piece));
    drain();
  }
  csv.finish();
  drain();
  return out;
}

Split split_all_ways(std::string_view text, CsvLimits limits = {}) {
  Split whole = split(text, text.size() + 1, limits);
  for (const std::size_t piece : {1U, 2U, 3U, 7U}) {
    const Split pieces = split(text, piece, limits);
    EXPECT_EQ(pieces.rows, whole.rows) << "in pieces of " << piece;
    EXPECT_EQ(pieces.positions, whole.positions);
    EXPECT_EQ(pieces.faults.size(), whole.faults.size());
  }
  return whole;
}

TEST(Csv, SplitsPlainAndQuotedFieldsOverAnyPieces) {
  const auto out = split_all_ways(
      "\xEF\xBB\xBF"
      "a,b,c\r\n1,\"x,y\",3\n\"q\"\"q\",\"two\nlines\",\n,,\n\n\r\nlast,row,here");
  const std::vector<Row> expected{{"a", "b", "c"},
                                  {"1", "x,y", "3"},
                                  {"q\"q", "two\nlines", ""},
                                  {"", "", ""},
                                  {"last", "row", "here"}};
  EXPECT_EQ(out.rows, expected);
  EXPECT_TRUE(out.faults.empty());
  EXPECT_EQ(out.positions[1], (RowPosition{2, 9}));
  EXPECT_EQ(out.positions[2], (RowPosition{4, 8}));  // after the line end inside quotes
  EXPECT_EQ(out.positions[4], (RowPosition{8, 10}));
}

TEST(Csv, NamesThePlaceOfABrokenQuoteAndGoesOnAtTheNextLine) {
  const auto out = split_all_ways("ok,1\nab\"c,2\nok,3\n\"x\"y,4\nok,5\nz,\"open\nok,6\n");
  EXPECT_EQ(out.rows, (std::vector<Row>{{"ok", "1"}, {"ok", "3"}, {"ok", "5"}, {"ok", "6"}}));
  ASSERT_EQ(out.faults.size(), 3U);
  EXPECT_EQ(out.faults[0].position, (RowPosition{2, 3}));
  EXPECT_EQ(out.faults[1].position, (RowPosition{4, 4}));
  EXPECT_EQ(out.faults[2].position, (RowPosition{6, 3}));
}

TEST(Csv, RefusesInvalidUtf8WithItsColumn) {
  const auto out = split_all_ways("a,b\n12\xFF,3\n\xE4\xB8\xAD,4\n\xC0\x80,1\n\xED\xA0\x80,2\n");
  EXPECT_EQ(out.rows, (std::vector<Row>{{"a", "b"}, {"\xE4\xB8\xAD", "4"}}));
  ASSERT_EQ(out.faults.size(), 3U);
  EXPECT_EQ(out.faults[0].position, (RowPosition{2, 3}));
  EXPECT_EQ(out.faults[1].position, (RowPosition{4, 1}));
}

TEST(Csv, HoldsItsLimitsAndRecovers) {
  const CsvLimits small{.record_bytes = 20, .field_bytes = 8, .columns = 3};
  const auto out = split_all_ways("1,2,3\n1,2,3,4\n123456789,1\n" + std::string(50, 'x') +
                                      "\nok,1\n\"a\nbb,2\nccccccccccccccccccccc\nok,2\n",
                                  small);
  EXPECT_EQ(out.rows, (std::vector<Row>{{"1", "2", "3"}, {"ok", "1"}, {"bb", "2"}, {"ok", "2"}}));
  ASSERT_EQ(out.faults.size(), 5U);
  EXPECT_EQ(out.faults[0].position, (RowPosition{2, 7}));
  EXPECT_EQ(out.faults[1].position, (RowPosition{3, 1}));
  EXPECT_EQ(out.faults[2].position, (RowPosition{4, 21}));
  EXPECT_EQ(out.faults[3].position, (RowPosition{6, 1}));
  EXPECT_EQ(out.faults[4].position, (RowPosition{8, 21}));
}

TEST(Csv, AHugeLineCostsOneFaultAndItsOwnBytesOnly) {
  std::string text = "a,b\n";
  text.append(8U << 20U, 'x');
  text += "\n1,2\n";
  const auto out = split(text, 65536);
  EXPECT_EQ(out.rows, (std::vector<Row>{{"a", "b"}, {"1", "2"}}));
  ASSERT_EQ(out.faults.size(), 1U);
  EXPECT_EQ(out.faults[0].position.line, 2U);
}

TEST(Csv, AMillionQuotesTakeLinearTime) {
  std::string text;
  for (int i = 0; i < 500'000; ++i) {
    text += "\"\"";
  }
  text += "\nok\n";
  const auto out = split(text, 4096);
  EXPECT_EQ(out.rows.back(), (Row{"ok"}));
}

RC_GTEST_PROP(Csv, WhatIsQuotedComesBack, (const std::vector<std::vector<std::string>>& cells)) {
  std::string text;
  std::vector<Row> expected;
  for (const auto& row : cells) {
    if (row.empty()) {
      continue;
    }
    Row kept;
    for (std::size_t i = 0; i < row.size(); ++i) {
      std::string cell;
      for (const char c : row[i]) {
        cell += static_cast<unsigned char>(c) < 0x80 ? c : '?';
      }
      kept.push_back(cell);
      std::string quoted = "\"";
      for (const char c : cell) {
        quoted += c;
        if (c == '"') {
          quoted += '"';
        }
      }
      text += (i == 0 ? "" : ",") + quoted + "\"";
    }
    text += "\r\n";
    expected.push_back(kept);
  }
  const auto piece = *rc::gen::inRange<std::size_t>(1, 40);
  const auto out = split(text, piece);
  RC_ASSERT(out.faults.empty());
  RC_ASSERT(out.rows == expected);
}

TEST(Csv, RandomBytesNeverDependOnThePiecesTheyComeIn) {
  base::Rng rng(20260101);
  constexpr std::string_view alphabet = "\"\"\n\r,,ab\xE4\xB8\xAD\xFF";
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (auto n = rng.below(60); n > 0; --n) {
      text += alphabet[rng.below(alphabet.size())];
    }
    split_all_ways(text, {.record_bytes = 24, .field_bytes = 10, .columns = 6});
  }
}

}  // namespace
}  // namespace holdfast::feed
