// What can have happened to the ledger of education, and to what is known of numbers. Part of
// core/event.hpp.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "desk/case_place.hpp"
#include "indicator/indicator.hpp"
#include "outreach/ledger.hpp"

namespace holdfast::core {

/// Streets as they are counted from now on.
struct StreetsNoted {
  std::vector<outreach::Street> streets;
};
BOOST_DESCRIBE_STRUCT(StreetsNoted, (), (streets))

struct CampaignPlanned {
  outreach::Campaign campaign;
};
BOOST_DESCRIBE_STRUCT(CampaignPlanned, (), (campaign))

struct CampaignReported {
  outreach::CampaignId campaign;
  outreach::CampaignReport report;
};
BOOST_DESCRIBE_STRUCT(CampaignReported, (), (campaign, report))

struct CampaignWithdrawn {
  outreach::CampaignId campaign;
  outreach::Withdrawn withdrawn;
};
BOOST_DESCRIBE_STRUCT(CampaignWithdrawn, (), (campaign, withdrawn))

struct RoundRecorded {
  outreach::Round round;
};
BOOST_DESCRIBE_STRUCT(RoundRecorded, (), (round))

struct RoundWithdrawn {
  outreach::RoundId round;
  outreach::Withdrawn withdrawn;
};
BOOST_DESCRIBE_STRUCT(RoundWithdrawn, (), (round, withdrawn))

/// The seed and what can be drawn; nobody has been drawn yet.
struct AuditAnnounced {
  outreach::Audit audit;
};
BOOST_DESCRIBE_STRUCT(AuditAnnounced, (), (audit))

struct AuditDrawn {
  outreach::AuditId audit;
  std::vector<outreach::Sampled> sampled;
};
BOOST_DESCRIBE_STRUCT(AuditDrawn, (), (audit, sampled))

/// What was found at the `index`-th of the households that were drawn. The latest finding counts.
struct HouseholdChecked {
  outreach::AuditId audit;
  std::uint64_t index = 0;
  outreach::Checked checked;
};
BOOST_DESCRIBE_STRUCT(HouseholdChecked, (), (audit, index, checked))

struct QuizRecorded {
  outreach::Quiz quiz;
};
BOOST_DESCRIBE_STRUCT(QuizRecorded, (), (quiz))

struct QuizWithdrawn {
  outreach::QuizId quiz;
  outreach::Withdrawn withdrawn;
};
BOOST_DESCRIBE_STRUCT(QuizWithdrawn, (), (quiz, withdrawn))

struct CasePlaced {
  desk::CasePlace place;
};
BOOST_DESCRIBE_STRUCT(CasePlaced, (), (place))

/// What a partner told. One under a reference that its source used before takes that one's id and
/// place.
struct IndicatorsTaken {
  std::vector<indicator::Indicator> indicators;
};
BOOST_DESCRIBE_STRUCT(IndicatorsTaken, (), (indicators))

struct AgreementRecorded {
  indicator::Agreement agreement;
};
BOOST_DESCRIBE_STRUCT(AgreementRecorded, (), (agreement))

struct AgreementEnded {
  std::string partner;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(AgreementEnded, (), (partner, reason))

/// A partner or an officer asked outright what is known. `standing`: what they were told.
struct ReputationAsked {
  indicator::Kind kind = indicator::Kind::phone;
  std::string digest;
  std::string standing;
};
BOOST_DESCRIBE_STRUCT(ReputationAsked, (), (kind, digest, standing))

struct ReputationCleared {
  std::string digest;
  indicator::Clearing clearing;
};
BOOST_DESCRIBE_STRUCT(ReputationCleared, (), (digest, clearing))

/// A partner fetched indicators. `full`: with what is personal in the clear.
struct IndicatorsGiven {
  std::string format;
  std::uint64_t count = 0;
  bool full = false;
};
BOOST_DESCRIBE_STRUCT(IndicatorsGiven, (), (format, count, full))

}  // namespace holdfast::core
