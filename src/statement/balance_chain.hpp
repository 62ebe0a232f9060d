// 余额断点: whether each balance of a statement follows from the one before. A break means that
// rows are missing, were refused, or that somebody changed one.
//
// Rows come in the order of the world within a run; runs follow each other forwards, or backwards
// in a sheet that begins with the newest. One thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "statement/row_reader.hpp"

namespace holdfast::statement {

struct BalanceReport {
  std::uint64_t checked = 0;    // pairs of neighbours
  std::uint64_t breaks = 0;     // of these, where the balance does not follow
  std::uint64_t first_row = 0;  // of the first break; 0: none

  bool operator==(const BalanceReport&) const = default;
};

class BalanceChain {
 public:
  enum class Runs : std::uint8_t { forwards, backwards };

  /// A row that says no balance ends the chain of its account; so does one that names both sides.
  void add(const StatementRow& row);
  void end_run(Runs runs);
  [[nodiscard]] const BalanceReport& report() const { return report_; }

 private:
  /// What the account had before a run's first row and after its last.
  struct Link {
    base::Fen before;
    base::Fen after;
    std::uint64_t row = 0;  // of its last
  };
  void judge(base::Fen expected, base::Fen told, std::uint64_t row);

  std::map<std::string, Link, std::less<>> run_;
  std::map<std::string, Link, std::less<>> previous_;
  BalanceReport report_;
};

}  // namespace holdfast::statement
