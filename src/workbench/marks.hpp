// Where and with what money was moved, and who holds accounts, as rows and returns say it: texts by
// number, and what bears them. Filled by one thread, then read by any.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "workbench/cashing.hpp"
#include "workbench/shared.hpp"
#include "workbench/together.hpp"

namespace holdfast::workbench {

/// What one row says.
struct RowMarks {
  std::string_view place;
  std::string_view terminal;
  std::string_view ip;
  std::string_view mac;
  std::string_view device;
};

class Marks {
 public:
  /// `account` moved money at that moment; what is empty was not told.
  void add_row(AccountId account, base::Instant at, fund::Sequence transfer, const RowMarks& row);
  void add_holder(AccountId account, SharedKind kind, std::string_view text);

  [[nodiscard]] const std::vector<Use>& uses() const { return uses_; }
  [[nodiscard]] const std::vector<Bond>& bonds() const { return bonds_; }
  /// For each payment in turn.
  [[nodiscard]] std::vector<Spot> spots_of(const Payments& payments) const;
  /// Number 0 is the empty text.
  [[nodiscard]] const std::string& text(std::uint32_t number) const { return texts_[number]; }
  [[nodiscard]] bool empty() const { return uses_.empty() && bonds_.empty() && spots_.empty(); }

 private:
  std::uint32_t number_of(std::string_view text);

  std::vector<std::string> texts_{std::string{}};
  std::map<std::string, std::uint32_t, std::less<>> numbers_{{std::string{}, 0}};
  std::vector<Use> uses_;
  std::vector<Bond> bonds_;
  std::unordered_map<std::uint64_t, Spot> spots_;  // by sequence
};

}  // namespace holdfast::workbench
