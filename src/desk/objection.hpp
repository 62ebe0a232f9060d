// An objection (异议): who holds an account that is stopped or frozen says why the money is theirs,
// what they can show for it, or what they need to live on. It is filed under the code of their
// notice and answered within a term. Values; any thread.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "base/fen.hpp"
#include "base/personal.hpp"
#include "order/paper.hpp"

namespace holdfast::desk {

using ObjectionId = base::StrongId<struct ObjectionTag>;

/// How the money came to the holder; what to show for it the rules say (`evidence.*`).
enum class Situation { goods_sold, second_hand, wages, loan, other };
BOOST_DESCRIBE_ENUM(Situation, goods_sold, second_hand, wages, loan, other)

/// What cannot wait for the ordinary term.
enum class Urgency { none, living, medical };
BOOST_DESCRIBE_ENUM(Urgency, none, living, medical)

enum class Ruling {
  refuse,   // the measure stands, and why
  reduce,   // 部分解除: a freeze is cut down to the disputed amount
  release,  // 解除: this measure and all that hang on it at the account
};
BOOST_DESCRIBE_ENUM(Ruling, refuse, reduce, release)

struct Answered {
  Ruling ruling = Ruling::refuse;
  std::string by;
  base::Instant at;
  std::string reason;
  std::optional<order::OrderId> order;  // the freeze that takes its place, or the first release
  std::optional<base::Fen> keep;        // what stays frozen
  bool operator==(const Answered&) const = default;
};
BOOST_DESCRIBE_STRUCT(Answered, (), (ruling, by, at, reason, order, keep))

struct Objection {
  ObjectionId id;
  order::PaperId notice;
  order::OrderId order;
  order::CaseId case_id;
  Situation situation = Situation::other;
  Urgency urgency = Urgency::none;
  std::optional<base::Fen> wanted;  // of an urgent one: how much is needed
  base::Personal text;
  base::Personal name;
  base::Personal phone;
  base::Instant filed_at;
  base::Instant due;
  std::string article;  // of the term
  std::optional<Answered> answered;
  bool operator==(const Objection&) const = default;
};
BOOST_DESCRIBE_STRUCT(Objection, (),
                      (id, notice, order, case_id, situation, urgency, wanted, text, name, phone,
                       filed_at, due, article, answered))

/// "Y000001".
[[nodiscard]] std::string to_text(ObjectionId id);

}  // namespace holdfast::desk
