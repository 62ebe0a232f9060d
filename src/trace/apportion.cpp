#include "trace/apportion.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace holdfast::trace {

namespace {

__extension__ using Wide = unsigned __int128;

struct Remainder {
  std::uint64_t value;
  std::size_t index;
};

}  // namespace

std::vector<base::Fen> apportion(base::Fen amount, std::span<const base::Fen> parts) {
  std::vector<base::Fen> shares;
  apportion_into(shares, amount, parts);
  return shares;
}

// A part never gets more than it has without further care: as amount <= S, a share rounded down
// falls short of its part wherever it has a remainder, and only those with a remainder round up.
void apportion_into(std::vector<base::Fen>& shares, base::Fen amount,
                    std::span<const base::Fen> parts) {
  base::Fen sum{0};
  for (const base::Fen part : parts) {
    sum += part;
  }
  base::check(!amount.is_negative() && amount <= sum, "apportion: more than there is");
  shares.assign(parts.size(), base::Fen{0});
  if (amount.is_zero()) {
    return;
  }
  const auto whole = static_cast<std::uint64_t>(sum.value());
  base::Fen missing = amount;
  std::vector<Remainder> remainders;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Wide product =
        static_cast<Wide>(parts[i].value()) * static_cast<std::uint64_t>(amount.value());
    shares[i] = base::Fen{static_cast<std::int64_t>(product / whole)};
    missing -= shares[i];
    if (const auto rest = static_cast<std::uint64_t>(product % whole); rest != 0) {
      remainders.push_back({rest, i});
    }
  }
  const auto count = static_cast<std::ptrdiff_t>(missing.value());
  std::partial_sort(remainders.begin(), remainders.begin() + count, remainders.end(),
                    [](const Remainder& a, const Remainder& b) {
                      return a.value != b.value ? a.value > b.value : a.index < b.index;
                    });
  for (std::ptrdiff_t i = 0; i < count; ++i) {
    shares[remainders[static_cast<std::size_t>(i)].index] += base::Fen{1};
  }
}

}  // namespace holdfast::trace
