// Which payment the application form of a stop names: the shell brings its payer's number along.
#pragma once

#include "core/state.hpp"
#include "desk/case_file.hpp"
#include "order/order.hpp"

namespace holdfast::core {

/// The case whose victim `order` is about: of a return the one that it goes back to.
[[nodiscard]] const desk::CaseFile& victim_file(const State& state, const order::Order& order);

/// The payment of the victim that `order` follows from: of a return the one that it gives back,
/// else the one that went to its account, else the first that has accounts. Null where none has.
[[nodiscard]] const desk::Loss* paid_from(const desk::CaseFile& file, const order::Order& order);

}  // namespace holdfast::core
