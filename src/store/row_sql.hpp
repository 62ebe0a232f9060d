// The SQL of a list: which table leads, the filters, the order. Pure.
//
// SQLite plans without statistics here, so the text says which index leads: words, a term or a
// parent, which match few rows, before the kind, which matches many. Whatever leads is in the order
// of the list, so that a page costs what it holds; several states are as many lists, merged. A term
// or a range of time by amount is sorted where few rows match; where many do, the next one is near
// along the amounts.
#pragma once

#include <string>

#include "port/projection.hpp"
#include "store/sqlite.hpp"

namespace holdfast::store {

struct RowPosition;

/// Counting goes no further: a million rows would be read to say how many there are.
inline constexpr std::uint64_t count_max = 10'000;
/// The same of words: each row that may have them all is looked up.
inline constexpr std::uint64_t words_count_max = 1'000;

/// Counts the rows that match, whatever the cursor and the limit, up to one more than `counted_to`.
[[nodiscard]] std::string count_sql(const port::RowQuery& query);
[[nodiscard]] std::uint64_t counted_to(const port::RowQuery& query);

/// Columns: doc, sort value, id. One row more than the limit, to tell whether a page follows.
/// `is_common`: more rows match than are counted.
[[nodiscard]] std::string page_sql(const port::RowQuery& query, bool is_common);

/// What a row with these words is found by; empty where it has none.
[[nodiscard]] std::string word_tokens(const std::vector<std::uint32_t>& words,
                                      std::string_view kind, std::string_view state);
/// What finds the rows of such a query.
[[nodiscard]] std::string word_match(const port::RowQuery& query);

// The query, and the match of its words, must live until the statement is reset.
void bind_count(Statement& statement, const port::RowQuery& query, std::string_view match);
/// `after` is the place that the cursor names; unused without a cursor.
void bind_page(Statement& statement, const port::RowQuery& query, const RowPosition& after,
               std::string_view match);

}  // namespace holdfast::store
