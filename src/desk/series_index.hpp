// Which cases show the same trait, and which of them officers put together. Derived from traits and
// links alone, whatever their order. One thread.
//
// A posting is a 64-bit part of a trait's digest; whoever reads one compares the keys themselves,
// so that a chance likeness joins nobody. A wording has a posting for each of its bands.
#pragma once

#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "desk/series.hpp"

namespace holdfast::desk {

/// A wording's key: so many bands of so many hexadecimal digits.
inline constexpr std::size_t wording_bands = 16;
inline constexpr std::size_t band_digits = 8;

/// How many bands two wordings share; 0 where one of them is none.
[[nodiscard]] std::size_t bands_shared(std::string_view one, std::string_view other);

class SeriesIndex {
 public:
  void add(CaseId id, const std::vector<Trait>& traits);
  void drop(CaseId id, const std::vector<Trait>& traits);
  /// Puts the link in force, or takes it out.
  void join(const Link& link);
  void part(const Link& link);

  /// Where the trait's cases are listed; nothing for one whose text was erased.
  [[nodiscard]] static std::vector<std::uint64_t> postings_of(const Trait& trait);
  /// In ascending order.
  [[nodiscard]] const std::vector<CaseId>& cases_at(std::uint64_t posting) const;

  /// The cases of its series in ascending order; the case alone where it is in none. `without`: as
  /// if that link were not there.
  [[nodiscard]] std::vector<CaseId> members(CaseId id, const Link* without = nullptr) const;
  /// The earliest case of its series.
  [[nodiscard]] CaseId head(CaseId id) const { return members(id).front(); }
  [[nodiscard]] bool is_together(CaseId one, CaseId other) const;
  /// An officer said that they do not belong together.
  [[nodiscard]] bool is_apart(CaseId one, CaseId other) const;

 private:
  std::unordered_map<std::uint64_t, std::vector<CaseId>> cases_;
  std::unordered_map<CaseId, std::set<CaseId>> joined_;
  std::set<std::pair<CaseId, CaseId>> apart_;
};

}  // namespace holdfast::desk
