// Which transfer of the fund graph a statement's row tells of, where there is one. One thread, one
// object an import.
//
// It is the transfer between the same accounts of the same amount, at the same moment; or, where
// another source told it, the nearest within the tolerance for legs (TRACE "What is one transfer").
// Each transfer answers for one row of the import, and none for a row that the import brought in
// itself, so that two equal payments stay two.
#pragma once

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "engine/world.hpp"

namespace holdfast::analyst {

class KnownTransfers {
 public:
  static constexpr base::Milliseconds tolerance = std::chrono::seconds{120};

  explicit KnownTransfers(const engine::World& world) : world_(world) {}

  /// Nothing when the row is new.
  [[nodiscard]] std::optional<base::Sequence> known(const engine::RowView& row,
                                                    fund::Snapshot snapshot,
                                                    std::string_view source);
  /// The transfer that a row became which was just taken: at its very moment, whoever told it.
  [[nodiscard]] std::optional<base::Sequence> became(const engine::RowView& row,
                                                     fund::Snapshot snapshot);
  /// One of the row's accounts moved the same amount at the same moment, the same way: the payment
  /// may be there with the other account under another number (card and account).
  [[nodiscard]] bool is_told_otherwise(const engine::RowView& row, fund::Snapshot snapshot) const;
  /// These were new, and came by this import.
  void note_own(base::Sequence first, std::uint64_t count);

 private:
  template <typename Fits>
  [[nodiscard]] std::optional<base::Sequence> nearest(const engine::RowView& row,
                                                      fund::Snapshot snapshot,
                                                      base::Milliseconds apart_max,
                                                      const Fits& fits);
  [[nodiscard]] bool is_own(base::Sequence sequence) const;

  const engine::World& world_;
  std::unordered_set<std::uint64_t> answered_;
  struct Range {
    std::uint64_t first = 0;
    std::uint64_t end = 0;
  };
  std::vector<Range> own_;  // ascending
};

}  // namespace holdfast::analyst
