// The SQL of a list: which table leads, the filters, the order. Pure.
//
// SQLite plans without statistics here, so the text says which index leads: a term or a parent,
// which match few rows, before the kind, which matches many.
#pragma once

#include <string>

#include "port/projection.hpp"
#include "store/sqlite.hpp"

namespace holdfast::store {

struct RowPosition;

/// Counts the rows that match, whatever the cursor and the limit.
[[nodiscard]] std::string count_sql(const port::RowQuery& query);

/// Columns: doc, sort value, id. One row more than the limit, to tell whether a page follows.
[[nodiscard]] std::string page_sql(const port::RowQuery& query);

// The query must live until the statement is reset.
void bind_count(Statement& statement, const port::RowQuery& query);
/// `after` is the place that the cursor names; unused without a cursor.
void bind_page(Statement& statement, const port::RowQuery& query, const RowPosition& after);

}  // namespace holdfast::store
