#include "engine/intake.hpp"

namespace holdfast::engine {

const Intake* IntakeBatch::of(base::Sequence transfer) const {
  for (const Intake& one : intakes) {
    const auto first = one.taken.first.value();
    if (transfer.value() >= first && transfer.value() - first < one.taken.fresh) {
      return &one;
    }
  }
  return nullptr;
}

std::vector<Intake> intakes_in(const std::vector<core::Event>& events) {
  std::vector<Intake> intakes;
  std::optional<order::OrderId> answered;
  for (const core::Event& event : events) {
    if (const auto* answer = std::get_if<core::OrderAnswered>(&event.body)) {
      answered = answer->order;
    } else if (const auto* taken = std::get_if<core::TransfersTaken>(&event.body)) {
      intakes.push_back({*taken, event.actor, answered});
      answered.reset();
    }
  }
  return intakes;
}

}  // namespace holdfast::engine
