// A thin hold on one SQLite file (internal to bank). One thread at a time.
//
// A failing disk or file throws std::runtime_error with the path and SQLite's words; the Writer
// catches it, takes the whole batch back and leaves its callers with a 500. Wrong SQL is a bug.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"

namespace holdfast::bank {

using SqlValue = std::variant<std::int64_t, std::string>;

class Row {
 public:
  explicit Row(std::vector<SqlValue> values) : values_(std::move(values)) {}
  [[nodiscard]] std::int64_t number(std::size_t column) const;
  [[nodiscard]] const std::string& text(std::size_t column) const;

 private:
  std::vector<SqlValue> values_;
};

class Database {
 public:
  /// WAL with synchronous=FULL: what is committed survives a crash. An empty path: in memory.
  [[nodiscard]] static base::Result<std::unique_ptr<Database>> open(const std::string& path);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// Several statements without parameters.
  void script(const std::string& sql);
  /// One statement, kept prepared. NULL columns read as 0 or "".
  std::vector<Row> run(const std::string& sql, const std::vector<SqlValue>& parameters = {});
  [[nodiscard]] std::int64_t last_insert_id() const;
  [[nodiscard]] std::int64_t changes() const;

 private:
  struct State;
  explicit Database(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace holdfast::bank
