// What a network looks at: features hashed one after another into so many buckets, each once.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "text/weights.hpp"

namespace holdfast::text {

[[nodiscard]] inline std::uint64_t upto(std::size_t value, std::size_t most) {
  return std::min(value, most);
}

class HashedFeatures {
 public:
  explicit HashedFeatures(std::size_t buckets) : buckets_(buckets) {}

  /// `number` tells features of one kind from those of another.
  template <typename... Parts>
  void put(std::uint64_t number, Parts... parts) {
    std::uint64_t hash = number;
    ((hash = join(hash, static_cast<std::uint64_t>(parts))), ...);
    found_.push_back(bucket_of(hash, buckets_));
  }
  [[nodiscard]] std::vector<std::uint32_t> take() {
    std::ranges::sort(found_);
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    return std::move(found_);
  }

 private:
  std::size_t buckets_;
  std::vector<std::uint32_t> found_;
};

}  // namespace holdfast::text
