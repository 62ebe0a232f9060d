// What the classifier looks at: runs of one to four characters of the normal form, and once more
// the runs of two and three that stand near the end, where a story turns out as it does. Each is
// counted once a text however often it occurs.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/normal.hpp"
#include "text/weights.hpp"

namespace holdfast::text {

inline constexpr std::size_t run_max = 4;
/// The end of a text, in characters of the normal form; a shorter text than `end_least` has none.
inline constexpr std::size_t end_window = 90;
inline constexpr std::size_t end_least = 60;

/// A run by 32 bits of its hash. Two runs meet by chance once in four billion pairs.
using Print = std::uint32_t;

[[nodiscard]] constexpr Print print_of(std::uint64_t hash) {
  return static_cast<Print>(mix(hash) >> 32);
}

/// Calls `fn(print, begin, length)` for every run.
template <typename Fn>
void each_run(std::u32string_view normal, Fn fn) {
  for (std::size_t i = 0; i < normal.size(); ++i) {
    std::uint64_t hash = 0;
    for (std::size_t n = 1; n <= run_max && i + n <= normal.size(); ++n) {
      hash = join(hash, normal[i + n - 1]);
      fn(print_of(join(hash, n)), i, n);
    }
  }
}

/// The runs near the end, told apart from the same runs elsewhere. `tail` holds the last
/// `end_window` characters of a text that has `size` of them, or all.
template <typename Fn>
void each_end_run(std::u32string_view tail, std::size_t size, Fn fn) {
  if (size <= end_least) {
    return;
  }
  constexpr std::uint64_t near_end = 0x656E64;  // any number that is no length
  for (std::size_t i = 0; i < tail.size(); ++i) {
    std::uint64_t hash = 0;
    for (std::size_t n = 1; n <= 3 && i + n <= tail.size(); ++n) {
      hash = join(hash, tail[i + n - 1]);
      if (n >= 2) {
        fn(print_of(join(join(hash, n), near_end)));
      }
    }
  }
}

/// The runs that a model knows, numbered from 0.
class Vocabulary {
 public:
  static constexpr std::uint32_t unknown = 0xFFFF'FFFF;

  Vocabulary() = default;
  /// `prints` are numbered by their place; a print that comes again keeps its first number.
  explicit Vocabulary(std::vector<Print> prints);

  [[nodiscard]] std::uint32_t find(Print print) const {
    if (slots_.empty()) {
      return unknown;
    }
    for (std::size_t at = home(print);; at = (at + 1) & (slots_.size() - 1)) {
      const Slot& slot = slots_[at];
      if (slot.number == unknown || slot.print == print) {
        return slot.number;
      }
    }
  }
  [[nodiscard]] std::size_t size() const { return prints_.size(); }
  [[nodiscard]] std::span<const Print> prints() const { return prints_; }

 private:
  struct Slot {
    Print print = 0;
    std::uint32_t number = unknown;
  };
  [[nodiscard]] std::size_t home(Print print) const { return print & (slots_.size() - 1); }

  std::vector<Print> prints_;
  std::vector<Slot> slots_;  // a power of two, at most half full
};

/// Numbers already seen in a text; grows with it.
class Seen {
 public:
  /// False when it was there already.
  bool add(std::uint32_t number);
  [[nodiscard]] const std::vector<std::uint32_t>& all() const { return order_; }

 private:
  void grow();
  std::vector<std::uint32_t> slots_;  // number + 1, 0 is empty; a power of two
  std::vector<std::uint32_t> order_;
};

/// Every run of a text once, those near its end besides, as prints in no order that matters.
[[nodiscard]] std::vector<Print> prints_of(std::u32string_view text);

}  // namespace holdfast::text
