// What the deciders of orders with two officers share: who may draw up, which steps must agree, the
// ground. Not for use outside the core.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "core/outcome.hpp"

namespace holdfast::core {

inline constexpr std::size_t document_bytes_max = 64;

[[nodiscard]] base::Error bad(std::string message, std::string where);
/// The first that holds.
[[nodiscard]] base::Result<void> first_fault(std::initializer_list<base::Result<void>> checks);
/// A legal paper's number is short; empty passes.
[[nodiscard]] base::Result<void> check_document(std::string_view document);
/// The same, and there, where the house asks for it. `article`: whose paper it is.
[[nodiscard]] base::Result<void> check_paper_named(const Outcome& out, std::string_view document,
                                                   std::string_view rule);
[[nodiscard]] base::Result<void> check_second_known(const Outcome& out, const std::string& second);
/// Whoever acts is not their own second officer.
[[nodiscard]] base::Result<void> check_two_officers(const Outcome& out, const std::string& second);

/// Drawn up by whoever acts; the steps are those of the rule `steps`, all before it goes.
[[nodiscard]] order::Approval approval_by(const Outcome& out, std::string_view steps,
                                          const std::string& second, const std::string& document);
/// An emergency goes on the word of the highest head; the others follow within the papers' term.
void hasten(order::Approval& approval, const std::string& why);

/// The rules that an order's ground is taken from; empty keys: it has no such text or term.
struct GroundKeys {
  std::string_view ground;
  std::string_view notice;
  std::string_view appeal;
  std::string_view term;  // working days count as days here
};
/// An order of the case with its ground, for the caller to complete and add. Never delivered within
/// its term it lapses unsent.
[[nodiscard]] order::Order drawn_up(Outcome& out, const desk::CaseFile& file, OrderPlan plan,
                                    const GroundKeys& keys);

/// It waits for its signatures, as long as the house lets it; `ground` keeps its own term.
void await_signatures(const Outcome& out, order::Order& order, order::Approval approval);

/// Why the order is in the way of a second one of `family` that is about it.
[[nodiscard]] base::Result<void> refuse_second(const Outcome& out, const order::Order& target,
                                               order::Family family);

/// Ends it on the word of whoever acts, or of the law: the release goes out at once. Nothing where
/// one is on its way; one that waits for signatures is turned down.
void end_at_once(Outcome& out, const order::Order& target, const order::Authority& authority,
                 const std::string& reason);

}  // namespace holdfast::core
