// The best tags of a whole text (Viterbi), for the tagger and for its trainer.
#pragma once

#include <algorithm>
#include <array>
#include <vector>

#include "text/tagger.hpp"

namespace holdfast::text {

inline bool may_follow(std::size_t from, std::size_t to) {
  const auto tag = static_cast<Tag>(to);
  if (tag == Tag::person || tag == Tag::app || tag == Tag::address || tag == Tag::bank) {
    return from == to || from + 1 == to;
  }
  return true;
}

/// The best sequence of tags; `score` tells the sums of a place.
template <typename Score>
std::vector<Tag> best_tags(std::size_t size, const std::array<Row, columns>& moves, Score score) {
  std::vector<std::array<std::uint8_t, tag_count>> from(size);
  std::array<float, tag_count> best{};
  for (std::size_t i = 0; i < size; ++i) {
    const Row sums = score(i);
    std::array<float, tag_count> next{};
    for (std::size_t to = 0; to < tag_count; ++to) {
      float most = -1e9F;
      std::uint8_t origin = 0;
      for (std::size_t tag = 0; tag < tag_count; ++tag) {
        if (i == 0 && tag != 0) {
          break;
        }
        if (!may_follow(tag, to)) {
          continue;
        }
        const float sum = best[tag] + moves[tag][to];
        if (sum > most) {
          most = sum;
          origin = static_cast<std::uint8_t>(tag);
        }
      }
      next[to] = most + sums[to];
      from[i][to] = origin;
    }
    // Kept near zero, so that a long text loses no precision.
    const float level = *std::ranges::max_element(next);
    for (std::size_t tag = 0; tag < tag_count; ++tag) {
      best[tag] = next[tag] - level;
    }
  }
  std::vector<Tag> tags(size);
  std::size_t tag = static_cast<std::size_t>(std::ranges::max_element(best) - best.begin());
  for (std::size_t i = size; i-- > 0;) {
    tags[i] = static_cast<Tag>(tag);
    tag = from[i][tag];
  }
  return tags;
}

}  // namespace holdfast::text
