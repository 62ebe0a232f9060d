// Who must agree to an order before it may go, who has, and what must follow afterwards.
//
// A stop is pressed by one officer and goes at once. Everything else that restricts a person has
// two officers and the steps of approval that the rules lay down, one after the other. An emergency
// order goes when the highest of them has agreed; the other steps and the paper come later, by a
// clock of their own. Nobody signs twice, and nobody who drew the order up approves it. Values.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"

namespace holdfast::order {

/// The office that a step of approval belongs to.
enum class Duty {
  none,           // 民警: draws up and signs as the second officer
  unit_head,      // 办案部门负责人
  legal_review,   // 法制审核
  district_head,  // 县级公安机关负责人
  city_head,      // 设区的市一级公安机关负责人
};
BOOST_DESCRIBE_ENUM(Duty, none, unit_head, legal_review, district_head, city_head)

/// A higher head may take the step of a lower one; legal review is nobody else's.
[[nodiscard]] bool covers(Duty held, Duty step);

/// Steps as a rule names them: "unit_head,legal_review". Unknown names are left out.
[[nodiscard]] std::vector<Duty> read_steps(std::string_view text);

struct Signature {
  Duty duty = Duty::none;  // none: the second officer
  std::string by;
  std::string on_behalf;  // of whom `by` stood in; empty for an office of their own
  base::Instant at;
  std::string reason;
  bool operator==(const Signature&) const = default;
};
BOOST_DESCRIBE_STRUCT(Signature, (), (duty, by, on_behalf, at, reason))

struct Approval {
  std::string drafted_by;  // empty: drawn up by the centre itself
  std::string second;      // the second officer, who signs before anybody approves
  std::vector<Duty> steps;
  std::uint32_t before = 0;  // so many of the steps must be taken before the order goes
  std::string raised;        // why a higher level decides; empty: the usual one
  std::string emergency;     // why it could not wait; empty: it waits
  std::string document;      // number of the legal paper
  std::optional<base::Instant> papers_due;
  std::vector<Signature> signatures;
  bool operator==(const Approval&) const = default;
};
BOOST_DESCRIBE_STRUCT(Approval, (),
                      (drafted_by, second, steps, before, raised, emergency, document, papers_due,
                       signatures))

[[nodiscard]] bool is_signed_by_second(const Approval& approval);
/// How many steps have been taken.
[[nodiscard]] std::size_t steps_taken(const Approval& approval);
/// The step that comes next; nothing when all are taken.
[[nodiscard]] std::optional<Duty> next_step(const Approval& approval);
/// Every step taken and the paper numbered.
[[nodiscard]] bool is_complete(const Approval& approval);
/// Drew it up, or signed it in their own name or somebody else's.
[[nodiscard]] bool is_involved(const Approval& approval, std::string_view name);

}  // namespace holdfast::order
