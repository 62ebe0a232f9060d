// A reward (举报奖励) to whoever brought a tip that led to something: proposed within the bounds of
// a rule, approved by another officer who holds the office that the rule names, claimed, and paid.
// No bank is asked: what is kept is that somebody paid, how, and under which receipt. Values; any
// thread.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/fen.hpp"
#include "base/instant.hpp"
#include "base/personal.hpp"
#include "order/approval.hpp"

namespace holdfast::tip {

struct RewardRuling {
  bool approved = false;
  order::Duty duty = order::Duty::none;  // the office that it was decided in
  std::string by;
  std::string on_behalf;  // of its holder; empty for an office of one's own
  base::Instant at;
  std::string reason;
  bool operator==(const RewardRuling&) const = default;
};
BOOST_DESCRIBE_STRUCT(RewardRuling, (), (approved, duty, by, on_behalf, at, reason))

/// How it is wanted. By the pass phrase under the code, or by word to an officer, who knows them.
struct Claim {
  std::string way;    // of the rules: "cash"
  base::Personal to;  // to whom, as far as the way asks for it
  std::string by;     // login; empty: by the pass phrase
  base::Instant at;
  bool operator==(const Claim&) const = default;
};
BOOST_DESCRIBE_STRUCT(Claim, (), (way, to, by, at))

struct Payment {
  std::string way;
  base::Instant paid_at;
  std::string receipt;  // number of the paper that was signed
  std::string by;
  base::Instant at;
  bool operator==(const Payment&) const = default;
};
BOOST_DESCRIBE_STRUCT(Payment, (), (way, paid_at, receipt, by, at))

struct Reward {
  std::uint64_t number = 0;  // from 1 within its tip
  std::string kind;          // of the rules: "tip"
  base::Fen amount;
  std::string article;  // of its bounds
  std::string reason;
  std::string by;
  base::Instant at;
  order::Duty office = order::Duty::none;  // that decides
  std::optional<RewardRuling> ruling;
  std::optional<Claim> claim;
  std::optional<Payment> payment;
  std::optional<base::Instant> lapsed;  // nobody claimed it in time
  bool operator==(const Reward&) const = default;
};
BOOST_DESCRIBE_STRUCT(Reward, (),
                      (number, kind, amount, article, reason, by, at, office, ruling, claim,
                       payment, lapsed))

enum class RewardState { proposed, declined, approved, claimed, paid, lapsed };
BOOST_DESCRIBE_ENUM(RewardState, proposed, declined, approved, claimed, paid, lapsed)

[[nodiscard]] RewardState state_of(const Reward& reward);
/// Neither declined, lapsed nor paid.
[[nodiscard]] bool is_under_way(const Reward& reward);

}  // namespace holdfast::tip
