#include "restitution/share_out.hpp"

#include <algorithm>
#include <numeric>

#include "trace/apportion.hpp"

namespace holdfast::restitution {

std::vector<base::Fen> share_out(base::Fen sum, std::span<const Part> parts) {
  std::vector<base::Fen> shares(parts.size());
  std::vector<std::size_t> in(parts.size());
  std::iota(in.begin(), in.end(), std::size_t{0});
  base::Fen caps;
  for (const Part& part : parts) {
    caps += part.cap;
  }
  // It never exceeds the weights of those still in: at first it is at most their caps, and who
  // leaves takes a cap out of both.
  base::Fen left = std::min(sum, caps);
  for (;;) {
    std::vector<base::Fen> weights;
    for (const std::size_t i : in) {
      weights.push_back(parts[i].weight);
    }
    const auto round = trace::apportion(left, weights);
    std::vector<std::size_t> stay;
    for (std::size_t k = 0; k < in.size(); ++k) {
      const std::size_t i = in[k];
      shares[i] = std::min(round[k], parts[i].cap);
      if (round[k] <= parts[i].cap) {
        stay.push_back(i);
      } else {
        left -= parts[i].cap;
      }
    }
    if (stay.size() == in.size()) {
      return shares;
    }
    in = std::move(stay);
  }
}

}  // namespace holdfast::restitution
