#include "warn/gangs_of.hpp"

#include <algorithm>
#include <numeric>

namespace holdfast::warn {

namespace {

class Sets {
 public:
  explicit Sets(std::size_t count) : parent_(count) {
    std::iota(parent_.begin(), parent_.end(), 0U);
  }
  std::uint32_t root(std::uint32_t one) {
    while (parent_[one] != one) {
      parent_[one] = parent_[parent_[one]];
      one = parent_[one];
    }
    return one;
  }
  void join(std::uint32_t one, std::uint32_t other) {
    const std::uint32_t a = root(one);
    const std::uint32_t b = root(other);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::uint32_t> parent_;
};

}  // namespace

std::vector<std::uint32_t> gangs_of(const World& world, const std::vector<Label>& labels,
                                    Target target) {
  Sets sets(world.accounts);
  for (std::size_t i = 0; i < world.movements.size(); ++i) {
    const std::uint32_t payer = world.movements[i].payer.value();
    const std::uint32_t payee = world.movements[i].payee.value();
    const bool joins = target == Target::transfer
                           ? labels[i] == Label::bad
                           : labels[payer] == Label::bad && labels[payee] == Label::bad;
    if (joins) {
      sets.join(payer, payee);
    }
  }
  std::vector<std::uint32_t> gangs(world.accounts);
  for (std::uint32_t account = 0; account < world.accounts; ++account) {
    gangs[account] = sets.root(account);
  }
  return gangs;
}

}  // namespace holdfast::warn
