#include "text/features.hpp"

#include "text/weights.hpp"

namespace holdfast::text {

std::uint32_t gram_bucket(std::u32string_view normal, std::size_t begin, std::size_t length) {
  std::uint64_t hash = length;
  for (std::size_t i = begin; i < begin + length; ++i) {
    hash = join(hash, normal[i]);
  }
  return bucket_of(hash, class_buckets);
}

bool Seen::add(std::uint32_t bucket) {
  if ((order_.size() + 1) * 2 > slots_.size()) {
    grow();
  }
  std::size_t at = (bucket * 0x9E3779B1U) & (slots_.size() - 1);
  while (slots_[at] != 0) {
    if (slots_[at] == bucket + 1) {
      return false;
    }
    at = (at + 1) & (slots_.size() - 1);
  }
  slots_[at] = bucket + 1;
  order_.push_back(bucket);
  return true;
}

void Seen::grow() {
  slots_.assign(slots_.empty() ? 1024 : slots_.size() * 2, 0);
  for (const std::uint32_t bucket : order_) {
    std::size_t at = (bucket * 0x9E3779B1U) & (slots_.size() - 1);
    while (slots_[at] != 0) {
      at = (at + 1) & (slots_.size() - 1);
    }
    slots_[at] = bucket + 1;
  }
}

}  // namespace holdfast::text
