// The projection port: rows for lists, search and dashboards, derived from the journal and
// rebuildable from it at any time. It holds no plain personal data: masked forms and keyed hashes.
//
// Every entity is one row: its kind, its id, the batch that last touched it, a JSON document ready
// to be served, and a few columns to filter, sort and search by.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "port/journal.hpp"

namespace holdfast::port {

struct ProjectionRow {
  std::string kind;        // "case", "order", "alarm", "feed", "timeline", ...
  std::string id;          // unique within its kind; natural order = creation order (zero-padded)
  std::string parent;      // e.g. the case of an order; empty when none
  std::string state;       // for filters
  std::int64_t at_ms = 0;  // for sorting and ranges
  std::int64_t amount_fen = 0;     // for sorting
  std::vector<std::string> terms;  // exact-match search terms (ids, keyed hashes, lower-case words)
  std::string doc;                 // JSON
  /// What the row is found by in running text, ascending: digests, see RowQuery::words. None: as it
  /// was, which for a new row is nothing.
  std::optional<std::vector<std::uint32_t>> words = {};
};

enum class RowOrder { newest_first, oldest_first, amount_descending };

struct RowQuery {
  std::string kind;
  std::optional<std::string> parent = {};
  std::vector<std::string> states = {};  // empty: all
  std::optional<std::string> term = {};
  /// The row has all of them. The latest to be listed first comes first, and no other order or
  /// `term` goes with it.
  std::vector<std::uint32_t> words = {};
  std::optional<std::int64_t> from_ms = {};
  std::optional<std::int64_t> until_ms = {};  // exclusive
  RowOrder order = RowOrder::newest_first;
  std::string cursor = {};  // opaque, from the page before
  std::size_t limit = 50;   // 1 to 1000
};

struct RowPage {
  std::vector<std::string> docs;
  std::string next_cursor;      // empty on the last page
  std::uint64_t total = 0;      // rows that match, without cursor and limit
  bool total_is_least = false;  // there may be more: counting ended there
  BatchSeq seq = 0;             // the projection's state is at least this batch
};

/// The writing side. One thread.
class Projection {
 public:
  virtual ~Projection() = default;
  /// The last batch applied, 0 for an empty or rebuilt file.
  [[nodiscard]] virtual BatchSeq applied() const = 0;
  /// Replaces the rows given and moves `applied` to `seq`, in one transaction.
  [[nodiscard]] virtual base::Result<void> apply(BatchSeq seq,
                                                 const std::vector<ProjectionRow>& rows) = 0;
  /// Empties everything; `applied` is 0 afterwards.
  [[nodiscard]] virtual base::Result<void> clear() = 0;
};

/// The reading side. Any number of threads; readers never block the writer.
class ProjectionReader {
 public:
  virtual ~ProjectionReader() = default;
  [[nodiscard]] virtual base::Result<RowPage> list(const RowQuery& query) = 0;
  [[nodiscard]] virtual base::Result<std::string> find(std::string_view kind,
                                                       std::string_view id) = 0;
};

}  // namespace holdfast::port
