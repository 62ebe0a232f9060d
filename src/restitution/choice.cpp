#include "restitution/choice.hpp"

namespace holdfast::restitution {

namespace {

using base::Error;
using base::ErrorCode;

}  // namespace

std::string_view to_text(Ladder ladder) {
  return ladder == Ladder::timestamp ? "timestamp" : "prorata";
}

std::string_view to_text(Basis basis) {
  return basis == Basis::received ? "received" : "loss";
}

std::string_view to_text(Rung rung) {
  switch (rung) {
    case Rung::none:
      return "none";
    case Rung::single:
      return "single";
    case Rung::timestamp:
      return "timestamp";
    case Rung::prorata:
      return "prorata";
  }
  return "";
}

base::Result<Ladder> parse_ladder(std::string_view text) {
  for (const Ladder ladder : {Ladder::timestamp, Ladder::prorata}) {
    if (text == to_text(ladder)) {
      return ladder;
    }
  }
  return Error{ErrorCode::bad_input, "a ladder is timestamp or prorata"};
}

base::Result<Basis> parse_basis(std::string_view text) {
  for (const Basis basis : {Basis::received, Basis::loss}) {
    if (text == to_text(basis)) {
      return basis;
    }
  }
  return Error{ErrorCode::bad_input, "a basis is received or loss"};
}

base::Result<trace::Policy> parse_method(std::string_view text) {
  for (const trace::Policy method : {trace::Policy::fifo, trace::Policy::lifo}) {
    if (text == trace::to_text(method)) {
      return method;
    }
  }
  return Error{ErrorCode::bad_input, "a method is fifo or lifo"};
}

}  // namespace holdfast::restitution
