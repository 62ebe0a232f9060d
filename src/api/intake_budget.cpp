#include "api/intake_budget.hpp"

#include <algorithm>

namespace holdfast::api {

bool IntakeBudget::Share::grow_to(std::size_t bytes) {
  if (bytes <= bytes_) {
    return true;
  }
  const std::lock_guard lock{budget_->mutex_};
  auto& load = budget_->load_;
  const auto more = bytes - bytes_;
  if (more > budget_->bytes_max_ - load.bytes) {
    ++load.refused;
    return false;
  }
  load.bytes += more;
  load.bytes_peak = std::max(load.bytes_peak, load.bytes);
  bytes_ = bytes;
  return true;
}

void IntakeBudget::give_back(std::size_t bytes) {
  const std::lock_guard lock{mutex_};
  load_.bytes -= bytes;
}

IntakeBudget::Load IntakeBudget::load() const {
  const std::lock_guard lock{mutex_};
  auto load = load_;
  load.bytes_max = bytes_max_;
  return load;
}

}  // namespace holdfast::api
