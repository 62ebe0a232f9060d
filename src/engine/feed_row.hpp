// What a feed tells of a transfer, as the engine takes it: one row with texts of its own, a row
// whose texts lie elsewhere, and many rows that share one buffer.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/fen.hpp"
#include "base/instant.hpp"
#include "feed/row.hpp"
#include "fund/transfer.hpp"

namespace holdfast::engine {

/// One row with texts of its own: for those who put a row together.
struct FeedRow {
  std::string id;
  std::string serial;
  std::string clearing;
  base::Instant time;
  std::string payer;
  std::string payee;
  std::string payer_name;
  std::string payee_name;
  std::string payer_institution;
  std::string payee_institution;
  base::Fen amount;
  fund::Kind kind = fund::Kind::transfer;
};

/// The same as views.
struct RowView {
  std::string_view id;
  std::string_view serial;
  std::string_view clearing;
  std::string_view payer;
  std::string_view payee;
  std::string_view payer_name;
  std::string_view payee_name;
  std::string_view payer_institution;
  std::string_view payee_institution;
  base::Instant time;
  base::Fen amount;
  fund::Kind kind = fund::Kind::transfer;

  RowView() = default;
  // A row is a view wherever one is asked for.
  RowView(const FeedRow& row);            // NOLINT(google-explicit-constructor)
  RowView(const feed::TransferRow& row);  // NOLINT(google-explicit-constructor)
};

/// Many rows, their texts behind each other in one buffer: to add one allocates nothing of its own,
/// and whoever reads them in order reads memory in order. Each text has at most 65,535 bytes, all
/// together 4 GB.
class FeedRows {
 public:
  FeedRows() = default;
  FeedRows(std::initializer_list<FeedRow> rows);  // NOLINT(google-explicit-constructor)
  FeedRows(const std::vector<FeedRow>& rows);     // NOLINT(google-explicit-constructor)

  void push_back(const RowView& row);
  void reserve(std::size_t rows, std::size_t text_bytes);
  [[nodiscard]] std::size_t size() const { return fixed_.size(); }
  [[nodiscard]] bool empty() const { return fixed_.empty(); }
  /// Its texts are good until one more row is added.
  [[nodiscard]] RowView operator[](std::size_t at) const;
  [[nodiscard]] base::Instant time(std::size_t at) const { return fixed_[at].time; }
  /// Memory that the rows take.
  [[nodiscard]] std::size_t bytes() const {
    return fixed_.capacity() * sizeof(Fixed) + texts_.capacity();
  }

 private:
  static constexpr std::size_t text_count = 9;
  struct Fixed {
    base::Instant time;
    base::Fen amount;
    std::uint32_t text_at = 0;
    std::array<std::uint16_t, text_count> text_bytes = {};
    fund::Kind kind = fund::Kind::transfer;
  };
  static_assert(sizeof(Fixed) == 40);

  std::vector<Fixed> fixed_;
  std::string texts_;
};

}  // namespace holdfast::engine
