#include "store/row_sql.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/check.hpp"
#include "store/row_cursor.hpp"

namespace holdfast::store {
namespace {

using port::RowOrder;
using port::RowQuery;

struct Sorting {
  std::string_view column;
  std::string_view id;
  std::string_view direction;
  std::string_view after;  // comparison with the cursor's place
};

Sorting sorting_of(const RowQuery& query) {
  if (!query.words.empty()) {
    return {"row.key", "row.id", "DESC", "<"};
  }
  const bool leads = query.term.has_value();  // the term's own columns are in order
  switch (query.order) {
    case RowOrder::newest_first:
      return {leads ? "term.at_ms" : "row.at_ms", leads ? "term.id" : "row.id", "DESC", "<"};
    case RowOrder::oldest_first:
      return {leads ? "term.at_ms" : "row.at_ms", leads ? "term.id" : "row.id", "ASC", ">"};
    case RowOrder::amount_descending:
      return {"row.amount_fen", "row.id", "DESC", "<"};
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

std::string in_states(std::string_view table, std::size_t first, std::size_t count) {
  std::string list;
  for (std::size_t i = 0; i < count; ++i) {
    list += fmt::format("{}?{}", i == 0 ? "" : ",", first_state_at + first + i);
  }
  return fmt::format(" AND {}.state IN ({})", table, list);
}

/// Which table leads; what it knows of a row is looked up there.
enum class Lead {
  words,
  term,
  parent,
  kind,
  amount,  // along the amounts, whatever else is asked: where so many rows fit that a page is near
};

Lead lead_of(const RowQuery& query, bool is_common) {
  if (!query.words.empty()) {
    return Lead::words;
  }
  const bool is_narrowed = query.term || query.from_ms || query.until_ms;
  if (query.order == RowOrder::amount_descending && is_common && is_narrowed && !query.parent) {
    return Lead::amount;
  }
  return query.term ? Lead::term : query.parent ? Lead::parent : Lead::kind;
}

std::string from_sql(const RowQuery& query, Lead lead) {
  switch (lead) {
    case Lead::words:
      return " FROM word CROSS JOIN row ON row.key = word.rowid WHERE word MATCH ?3"
             " AND row.kind = ?1";
    case Lead::term:  // CROSS JOIN keeps this order
      return " FROM term CROSS JOIN row ON row.key = term.row WHERE term.term = ?3"
             " AND term.kind = ?1";
    case Lead::parent:
      return " FROM row INDEXED BY row_by_parent WHERE row.kind = ?1";
    case Lead::kind:
      return " FROM row WHERE row.kind = ?1";
    case Lead::amount:
      break;
  }
  const std::string_view has_term =
      query.term ? " AND EXISTS (SELECT 1 FROM term WHERE term.term = ?3 AND"
                   " term.at_ms = row.at_ms AND term.id = row.id AND term.row = row.key)"
                 : "";
  return fmt::format(" FROM row INDEXED BY {} WHERE row.kind = ?1{}",
                     query.states.empty() ? "row_by_amount" : "row_by_state_and_amount", has_term);
}

/// `states`: the SQL that asks for them.
std::string filter_sql(const RowQuery& query, Lead lead, std::string_view states) {
  const std::string_view table = lead == Lead::term ? "term" : "row";
  auto sql = from_sql(query, lead);
  if (query.parent) {
    sql += " AND row.parent = ?2";
  }
  if (query.from_ms) {
    sql += fmt::format(" AND {}.at_ms >= ?4", table);
  }
  if (query.until_ms) {
    sql += fmt::format(" AND {}.at_ms < ?5", table);
  }
  sql += states;
  return sql;
}

std::string states_sql(const RowQuery& query, Lead lead) {
  if (query.states.empty() || lead == Lead::words) {
    return {};  // a match of words names its states
  }
  return in_states(lead == Lead::term ? "term" : "row", 0, query.states.size());
}

/// Several states of a list: each has an index of its own.
bool is_merged(const RowQuery& query, Lead lead) {
  return query.states.size() > 1 && (lead == Lead::kind || lead == Lead::amount);
}

std::string ordered_sql(const RowQuery& query, Lead lead, std::string_view states) {
  const auto sorting = sorting_of(query);
  const bool by_key = lead == Lead::words;  // which no two rows share
  const auto order =
      by_key ? fmt::format("word.rowid {}", sorting.direction)
             : fmt::format("{0} {1}, {2} {1}", sorting.column, sorting.direction, sorting.id);
  std::string place;
  if (!query.cursor.empty()) {
    place = by_key ? fmt::format(" AND word.rowid < ?{}", cursor_value_at)
                   : fmt::format(" AND ({}, {}) {} (?{}, ?{})", sorting.column, sorting.id,
                                 sorting.after, cursor_value_at, cursor_id_at);
  }
  return fmt::format("SELECT row.doc AS doc, {} AS place, row.id AS id{}{} ORDER BY {} LIMIT ?{}",
                     sorting.column, filter_sql(query, lead, states), place, order, limit_at);
}

void bind_filter(Statement& statement, const RowQuery& query, std::string_view match) {
  statement.bind_text(1, query.kind);
  if (query.parent) {
    statement.bind_text(2, *query.parent);
  }
  if (!query.words.empty()) {
    statement.bind_text(3, match);
  } else if (query.term) {
    statement.bind_text(3, *query.term);
  }
  if (query.from_ms) {
    statement.bind(4, *query.from_ms);
  }
  if (query.until_ms) {
    statement.bind(5, *query.until_ms);
  }
  if (!query.words.empty()) {
    return;  // the match names the states
  }
  int index = first_state_at;
  for (const auto& state : query.states) {
    statement.bind_text(index, state);
    index += 1;
  }
}

std::string state_token(std::string_view kind, std::string_view state) {
  return fmt::format("s_{}_{}", kind, state);
}

}  // namespace

std::uint64_t counted_to(const RowQuery& query) {
  return query.words.empty() ? count_max : words_count_max;
}

std::string count_sql(const RowQuery& query) {
  const auto lead = lead_of(query, false);
  auto filter = filter_sql(query, lead, states_sql(query, lead));
  if (lead == Lead::term && !query.parent) {
    // The term knows all that is asked: no row is looked up.
    filter.replace(0, filter.find(" WHERE"), " FROM term");
  }
  return fmt::format("SELECT count(*) FROM (SELECT 1{} LIMIT {})", filter, counted_to(query) + 1);
}

std::string page_sql(const RowQuery& query, bool is_common) {
  const auto lead = lead_of(query, is_common);
  if (!is_merged(query, lead)) {
    return ordered_sql(query, lead, states_sql(query, lead));
  }
  std::string sql;
  for (std::size_t i = 0; i < query.states.size(); ++i) {
    sql += fmt::format("{}SELECT * FROM ({})", i == 0 ? "" : " UNION ",
                       ordered_sql(query, lead, in_states("row", i, 1)));
  }
  const auto sorting = sorting_of(query);
  return fmt::format("SELECT doc, place, id FROM ({}) ORDER BY place {}, id {} LIMIT ?{}", sql,
                     sorting.direction, sorting.direction, limit_at);
}

std::string word_tokens(const std::vector<std::uint32_t>& words, std::string_view kind,
                        std::string_view state) {
  if (words.empty()) {
    return {};
  }
  auto text = fmt::format("k_{} {}", kind, state_token(kind, state));
  for (const auto word : words) {
    text += fmt::format(" {:08x}", word);
  }
  return text;
}

std::string word_match(const RowQuery& query) {
  // A token in quotes is a string to FTS5, whatever digit it begins with.
  auto match = fmt::format("\"k_{}\"", query.kind);
  for (const auto word : query.words) {
    match += fmt::format(" AND \"{:08x}\"", word);
  }
  for (std::size_t i = 0; i < query.states.size(); ++i) {
    match += fmt::format("{}\"{}\"", i == 0 ? " AND (" : " OR ",
                         state_token(query.kind, query.states[i]));
  }
  return match + (query.states.empty() ? "" : ")");
}

void bind_count(Statement& statement, const RowQuery& query, std::string_view match) {
  bind_filter(statement, query, match);
}

void bind_page(Statement& statement, const RowQuery& query, const RowPosition& after,
               std::string_view match) {
  bind_filter(statement, query, match);
  statement.bind(limit_at, static_cast<std::int64_t>(query.limit) + 1);
  if (!query.cursor.empty()) {
    statement.bind(cursor_value_at, after.sort_value).bind_text(cursor_id_at, after.id);
  }
}

}  // namespace holdfast::store
