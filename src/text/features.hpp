// What the classifier looks at: runs of one to four characters of the normal form, hashed, each
// counted once a text however often it occurs.
#pragma once

#include <cstdint>
#include <vector>

#include "text/normal.hpp"

namespace holdfast::text {

inline constexpr std::size_t class_buckets = 1U << 18;
inline constexpr std::size_t gram_max = 4;

/// The bucket of the run of `length` characters at `begin`.
[[nodiscard]] std::uint32_t gram_bucket(std::u32string_view normal, std::size_t begin,
                                        std::size_t length);

/// Buckets already seen in a text; grows with it.
class Seen {
 public:
  /// False when it was there already.
  bool add(std::uint32_t bucket);
  [[nodiscard]] const std::vector<std::uint32_t>& all() const { return order_; }

 private:
  void grow();
  std::vector<std::uint32_t> slots_;  // bucket + 1, 0 is empty; a power of two
  std::vector<std::uint32_t> order_;
};

/// Adds the runs of the text; `on_new` is called with each bucket that was not there.
template <typename OnNew>
void add_grams(const Normal& normal, Seen& seen, OnNew on_new) {
  for (std::size_t i = 0; i < normal.text.size(); ++i) {
    for (std::size_t n = 1; n <= gram_max && i + n <= normal.text.size(); ++n) {
      const std::uint32_t bucket = gram_bucket(normal.text, i, n);
      if (seen.add(bucket)) {
        on_new(bucket);
      }
    }
  }
}

}  // namespace holdfast::text
