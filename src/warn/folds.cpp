#include "warn/folds.hpp"

#include <algorithm>

#include "warn/gangs_of.hpp"

namespace holdfast::warn {

namespace {

std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31U);
}

std::vector<std::uint8_t> by_gangs(const LabelledWorld& labelled, Target target) {
  const World& world = labelled.world;
  const auto gangs = gangs_of(world, labelled.labels, target);
  std::vector<std::size_t> members(world.accounts);
  std::size_t all = 0;
  std::size_t largest = 0;
  for (std::uint32_t account = 0; account < world.accounts; ++account) {
    const bool counts = target == Target::transfer || labelled.labels[account] == Label::bad;
    const std::size_t size = counts ? ++members[gangs[account]] : 0;
    all += size > 0 && (target == Target::account || gangs[account] != account) ? 1U : 0U;
    largest = std::max(largest, size);
  }
  // Where most of the bad ones hang together there are no gangs to leave out.
  const bool is_one_gang = largest * 3 > all;
  std::vector<std::uint8_t> folds(world.accounts);
  for (std::uint32_t account = 0; account < world.accounts; ++account) {
    folds[account] =
        static_cast<std::uint8_t>(mix((is_one_gang ? account : gangs[account]) + 1) % gang_folds);
  }
  return folds;
}

}  // namespace

Folds fold(const std::vector<LabelledWorld>& worlds, Target target) {
  Folds folds;
  if (worlds.size() == 1) {
    folds.count = gang_folds;
    folds.of_account.push_back(by_gangs(worlds.front(), target));
    return folds;
  }
  folds.count = static_cast<std::uint8_t>(std::min<std::size_t>(worlds.size(), gang_folds));
  for (std::size_t w = 0; w < worlds.size(); ++w) {
    folds.of_account.emplace_back(worlds[w].world.accounts,
                                  static_cast<std::uint8_t>(w % folds.count));
  }
  return folds;
}

}  // namespace holdfast::warn
