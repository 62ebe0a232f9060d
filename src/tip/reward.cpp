#include "tip/reward.hpp"

namespace holdfast::tip {

RewardState state_of(const Reward& reward) {
  if (reward.payment) {
    return RewardState::paid;
  }
  if (reward.lapsed) {
    return RewardState::lapsed;
  }
  if (!reward.ruling) {
    return RewardState::proposed;
  }
  if (!reward.ruling->approved) {
    return RewardState::declined;
  }
  return reward.claim ? RewardState::claimed : RewardState::approved;
}

bool is_under_way(const Reward& reward) {
  const auto state = state_of(reward);
  return state == RewardState::proposed || state == RewardState::approved ||
         state == RewardState::claimed;
}

}  // namespace holdfast::tip
