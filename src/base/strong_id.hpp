// Ids that cannot be mixed up: StrongId<struct CaseTag> is a 64-bit number with a type of its own.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace holdfast::base {

template <typename Tag, typename Rep = std::uint64_t>
class StrongId {
 public:
  using rep = Rep;
  constexpr StrongId() = default;
  constexpr explicit StrongId(Rep value) : value_(value) {}
  [[nodiscard]] constexpr Rep value() const { return value_; }
  constexpr auto operator<=>(const StrongId&) const = default;

 private:
  Rep value_ = 0;
};

}  // namespace holdfast::base

template <typename Tag, typename Rep>
struct std::hash<holdfast::base::StrongId<Tag, Rep>> {
  std::size_t operator()(const holdfast::base::StrongId<Tag, Rep>& id) const noexcept {
    // Ids are dense counters: multiply so that low bits differ (Fibonacci hashing).
    return static_cast<std::size_t>(static_cast<std::uint64_t>(id.value()) * 0x9E3779B97F4A7C15ULL);
  }
};
