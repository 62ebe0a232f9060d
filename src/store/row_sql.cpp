#include "store/row_sql.hpp"

#include <fmt/format.h>

#include "base/check.hpp"
#include "store/row_cursor.hpp"

namespace holdfast::store {
namespace {

using port::RowOrder;
using port::RowQuery;

struct Sorting {
  std::string_view column;
  std::string_view direction;
  std::string_view after;  // comparison with the cursor's place
};

Sorting sorting_of(RowOrder order) {
  switch (order) {
    case RowOrder::newest_first:
      return {"at_ms", "DESC", "<"};
    case RowOrder::oldest_first:
      return {"at_ms", "ASC", ">"};
    case RowOrder::amount_descending:
      return {"amount_fen", "DESC", "<"};
  }
  base::check(false, "unknown row order");
  return {};
}

// Parameters have fixed numbers, states come last, so that every query of one shape is one SQL text
// and is prepared once.
constexpr int cursor_value_at = 6;
constexpr int cursor_id_at = 7;
constexpr int limit_at = 8;
constexpr int first_state_at = 9;

std::string filter_sql(const RowQuery& query) {
  std::string sql;
  if (query.term) {
    // CROSS JOIN keeps this order: the few rows of the term, each looked up by its key.
    sql = " FROM term CROSS JOIN row ON row.key = term.row WHERE term.term = ?3 AND kind = ?1";
  } else if (query.parent) {
    sql = " FROM row INDEXED BY row_by_parent WHERE kind = ?1";
  } else {
    sql = " FROM row WHERE kind = ?1";
  }
  if (query.parent) {
    sql += " AND parent = ?2";
  }
  if (query.from_ms) {
    sql += " AND at_ms >= ?4";
  }
  if (query.until_ms) {
    sql += " AND at_ms < ?5";
  }
  if (!query.states.empty()) {
    sql += " AND state IN (";
    for (std::size_t i = 0; i < query.states.size(); ++i) {
      sql += fmt::format("{}?{}", i == 0 ? "" : ",", static_cast<std::size_t>(first_state_at) + i);
    }
    sql += ")";
  }
  return sql;
}

void bind_filter(Statement& statement, const RowQuery& query) {
  statement.bind_text(1, query.kind);
  if (query.parent) {
    statement.bind_text(2, *query.parent);
  }
  if (query.term) {
    statement.bind_text(3, *query.term);
  }
  if (query.from_ms) {
    statement.bind(4, *query.from_ms);
  }
  if (query.until_ms) {
    statement.bind(5, *query.until_ms);
  }
  int index = first_state_at;
  for (const auto& state : query.states) {
    statement.bind_text(index, state);
    index += 1;
  }
}

}  // namespace

std::string count_sql(const RowQuery& query) {
  return "SELECT count(*)" + filter_sql(query);
}

std::string page_sql(const RowQuery& query) {
  const auto sorting = sorting_of(query.order);
  const auto place = query.cursor.empty()
                         ? std::string{}
                         : fmt::format(" AND ({}, id) {} (?{}, ?{})", sorting.column, sorting.after,
                                       cursor_value_at, cursor_id_at);
  return fmt::format("SELECT doc, {0}, id{1}{2} ORDER BY {0} {3}, id {3} LIMIT ?{4}",
                     sorting.column, filter_sql(query), place, sorting.direction, limit_at);
}

void bind_count(Statement& statement, const RowQuery& query) {
  bind_filter(statement, query);
}

void bind_page(Statement& statement, const RowQuery& query, const RowPosition& after) {
  bind_filter(statement, query);
  statement.bind(limit_at, static_cast<std::int64_t>(query.limit) + 1);
  if (!query.cursor.empty()) {
    statement.bind(cursor_value_at, after.sort_value).bind_text(cursor_id_at, after.id);
  }
}

}  // namespace holdfast::store
