// How transfers came into the journal: which batch, told by whom, when, and what stands for the
// original there. Values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/event.hpp"
#include "port/journal.hpp"

namespace holdfast::engine {

struct Intake {
  core::TransfersTaken taken;
  std::string by;                       // who sent it
  std::optional<order::OrderId> order;  // whose answer brought it
};

/// What one batch of the journal took in.
struct IntakeBatch {
  port::BatchSeq seq = 0;
  base::Instant at;
  std::string hash;  // of the chain, hex: it covers the rows as they were taken
  std::vector<Intake> intakes;

  /// The one that brought this transfer; null where none did.
  [[nodiscard]] const Intake* of(base::Sequence transfer) const;
};

/// From the events of a batch. A query's answer and the rows in it are told one after the other.
[[nodiscard]] std::vector<Intake> intakes_in(const std::vector<core::Event>& events);

}  // namespace holdfast::engine
