#include "text/features.hpp"

#include <algorithm>
#include <bit>

namespace holdfast::text {

Vocabulary::Vocabulary(std::vector<Print> prints) : prints_(std::move(prints)) {
  slots_.resize(std::bit_ceil(std::max<std::size_t>(prints_.size() * 2, 2)));
  for (std::uint32_t number = 0; number < prints_.size(); ++number) {
    std::size_t at = home(prints_[number]);
    while (slots_[at].number != unknown && slots_[at].print != prints_[number]) {
      at = (at + 1) & (slots_.size() - 1);
    }
    if (slots_[at].number == unknown) {
      slots_[at] = {prints_[number], number};
    }
  }
}

bool Seen::add(std::uint32_t number) {
  if ((order_.size() + 1) * 2 > slots_.size()) {
    grow();
  }
  std::size_t at = (number * 0x9E3779B1U) & (slots_.size() - 1);
  while (slots_[at] != 0) {
    if (slots_[at] == number + 1) {
      return false;
    }
    at = (at + 1) & (slots_.size() - 1);
  }
  slots_[at] = number + 1;
  order_.push_back(number);
  return true;
}

void Seen::grow() {
  slots_.assign(slots_.empty() ? 1024 : slots_.size() * 2, 0);
  for (const std::uint32_t number : order_) {
    std::size_t at = (number * 0x9E3779B1U) & (slots_.size() - 1);
    while (slots_[at] != 0) {
      at = (at + 1) & (slots_.size() - 1);
    }
    slots_[at] = number + 1;
  }
}

std::vector<Print> prints_of(std::u32string_view text) {
  const std::u32string normal = normalise(text).text;
  std::vector<Print> prints;
  prints.reserve(normal.size() * 5);
  each_run(normal, [&](Print print, std::size_t, std::size_t) { prints.push_back(print); });
  const std::size_t tail = std::min(end_window, normal.size());
  each_end_run(std::u32string_view(normal).substr(normal.size() - tail), normal.size(),
               [&](Print print) { prints.push_back(print); });
  std::ranges::sort(prints);
  prints.erase(std::unique(prints.begin(), prints.end()), prints.end());
  return prints;
}

}  // namespace holdfast::text
