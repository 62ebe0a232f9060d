// What can have happened to a tip or a consultation, to a reward, and to a quiz that is taken by
// link. Part of core/event.hpp.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "outreach/quiz_link.hpp"
#include "tip/tip.hpp"

namespace holdfast::core {

struct TipTaken {
  tip::Tip tip;
};
BOOST_DESCRIBE_STRUCT(TipTaken, (), (tip))

/// Goes on elsewhere, or as the other kind. `clocks`: those that run from then on.
struct TipRouted {
  tip::TipId tip;
  tip::Kind kind = tip::Kind::report;
  std::string unit;
  std::string owner;
  std::string reason;
  std::vector<tip::Clock> clocks;
};
BOOST_DESCRIBE_STRUCT(TipRouted, (), (tip, kind, unit, owner, reason, clocks))

/// Whoever acts takes it on.
struct TipAccepted {
  tip::TipId tip;
};
BOOST_DESCRIBE_STRUCT(TipAccepted, (), (tip))

/// What it names, as an officer leaves it: in place of what was there.
struct TipNamesNoted {
  tip::TipId tip;
  std::vector<tip::Named> named;
  std::string fraud_type;
};
BOOST_DESCRIBE_STRUCT(TipNamesNoted, (), (tip, named, fraud_type))

struct TipStepTaken {
  tip::TipId tip;
  tip::Step step;
};
BOOST_DESCRIBE_STRUCT(TipStepTaken, (), (tip, step))

/// `kept`: until when its personal texts are.
struct TipReplied {
  tip::TipId tip;
  tip::Reply reply;
  tip::Clock kept;
};
BOOST_DESCRIBE_STRUCT(TipReplied, (), (tip, reply, kept))

/// The latest result counts.
struct TipEnded {
  tip::TipId tip;
  tip::Result result;
  tip::Clock kept;
};
BOOST_DESCRIBE_STRUCT(TipEnded, (), (tip, result, kept))

/// A clock told that it lapses soon, or lapsed. One to take it on that lapses goes up to `unit` and
/// runs `again`; one of the texts runs again while a reward is under way; one of a claim ends it.
struct TipClockRung {
  tip::TipId tip;
  tip::ClockKind clock = tip::ClockKind::take_on;
  base::Instant due;
  bool lapsed = false;
  std::string unit;
  std::optional<tip::Clock> again;
};
BOOST_DESCRIBE_STRUCT(TipClockRung, (), (tip, clock, due, lapsed, unit, again))

/// Its personal texts are destroyed; what it named is no longer held against anybody.
struct TipErased {
  tip::TipId tip;
};
BOOST_DESCRIBE_STRUCT(TipErased, (), (tip))

struct RewardProposed {
  tip::TipId tip;
  tip::Reward reward;
};
BOOST_DESCRIBE_STRUCT(RewardProposed, (), (tip, reward))

/// `claim`: of one that was approved, by when it is to be claimed.
struct RewardRuled {
  tip::TipId tip;
  tip::RewardRuling ruling;
  std::optional<tip::Clock> claim;
};
BOOST_DESCRIBE_STRUCT(RewardRuled, (), (tip, ruling, claim))

struct RewardClaimed {
  tip::TipId tip;
  tip::Claim claim;
};
BOOST_DESCRIBE_STRUCT(RewardClaimed, (), (tip, claim))

struct RewardPaid {
  tip::TipId tip;
  tip::Payment payment;
  tip::Clock kept;
};
BOOST_DESCRIBE_STRUCT(RewardPaid, (), (tip, payment, kept))

struct QuizLinkOpened {
  outreach::QuizLink link;
};
BOOST_DESCRIBE_STRUCT(QuizLinkOpened, (), (link))

/// One taker's sheet; of the taker nothing is known.
struct QuizSheetTaken {
  outreach::QuizLinkId link;
  std::uint64_t right = 0;
  bool fell = false;
};
BOOST_DESCRIBE_STRUCT(QuizSheetTaken, (), (link, right, fell))

struct QuizLinkEnded {
  outreach::QuizLinkId link;
  outreach::QuizLinkEnd end;
};
BOOST_DESCRIBE_STRUCT(QuizLinkEnded, (), (link, end))

}  // namespace holdfast::core
