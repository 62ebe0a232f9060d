// Learned weights: for each feature, which a number tells, 16 small integers, one a column,
// and a scale a column that makes them real. What the classifier, the tagger and the ledger share.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

namespace holdfast::text {

inline constexpr std::size_t columns = 16;
using Row = std::array<float, columns>;

/// Real weights while they are learned.
struct FloatTable {
  explicit FloatTable(std::size_t buckets) : rows(buckets, Row{}) {}
  std::vector<Row> rows;
};

class Table {
 public:
  Table() = default;
  /// Rounds to eight bits a weight.
  explicit Table(const FloatTable& real);
  /// Adopts what a model file holds.
  Table(const Row& scale, std::vector<std::array<std::int8_t, columns>> rows)
      : scale_(scale), rows_(std::move(rows)) {}

  [[nodiscard]] bool empty() const { return rows_.empty(); }
  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  [[nodiscard]] const Row& scale() const { return scale_; }
  [[nodiscard]] std::span<const std::array<std::int8_t, columns>> rows() const { return rows_; }
  /// The weight of a feature in a column.
  [[nodiscard]] float weight(std::uint32_t bucket, std::size_t column) const {
    return static_cast<float>(rows_[bucket][column]) * scale_[column];
  }
  void add(std::uint32_t bucket, float value, Row& sums) const {
    const auto& row = rows_[bucket];
    for (std::size_t c = 0; c < columns; ++c) {
      sums[c] += value * static_cast<float>(row[c]);
    }
  }
  void apply_scale(Row& sums) const {
    for (std::size_t c = 0; c < columns; ++c) {
      sums[c] *= scale_[c];
    }
  }

 private:
  Row scale_{};
  std::vector<std::array<std::int8_t, columns>> rows_;
};

/// A good 64-bit mix (the finaliser of SplitMix64).
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}
[[nodiscard]] constexpr std::uint64_t join(std::uint64_t hash, std::uint64_t next) {
  return (std::rotl(hash, 5) ^ next) * 0x9E3779B97F4A7C15ULL;
}
[[nodiscard]] constexpr std::uint32_t bucket_of(std::uint64_t hash, std::size_t buckets) {
  return static_cast<std::uint32_t>(mix(hash) & (buckets - 1));
}

}  // namespace holdfast::text
