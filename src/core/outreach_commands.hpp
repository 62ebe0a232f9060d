// What can be asked about the ledger of education, and about what is known of numbers. Part of
// core/command.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "desk/case_place.hpp"
#include "indicator/indicator.hpp"
#include "order/order.hpp"
#include "outreach/ledger.hpp"

namespace holdfast::core {

/// Streets with their households; `by` and `at` are set by the core. All of them or none.
struct NoteStreets {
  std::vector<outreach::Street> streets;
};
/// Of `campaign` what a person enters; the rest is set by the core.
struct PlanCampaign {
  outreach::Campaign campaign;
};
struct ReportCampaign {
  outreach::CampaignId campaign;
  std::uint64_t reached = 0;
  std::uint64_t material = 0;
  std::string note;
};
struct WithdrawCampaign {
  outreach::CampaignId campaign;
  std::string reason;
};
/// `doors`: one a line; empty where none are named. With doors the core counts them and which of
/// them are new; else `households` and `first` are the unit's word.
struct RecordRound {
  std::string street;
  std::optional<outreach::CampaignId> campaign;
  base::Instant day;
  std::uint64_t households = 0;
  std::uint64_t first = 0;
  std::string doors;
};
/// Not of one that a re-visit was drawn from.
struct WithdrawRound {
  outreach::RoundId round;
  std::string reason;
};
/// Re-visits in one street. `seed`: 64 hexadecimal digits that the shell takes from its source of
/// randomness; nobody hands one in.
struct AnnounceAudit {
  std::string street;
  std::uint64_t wanted = 0;
  std::string seed;
  std::string reason;
};
struct CheckHousehold {
  outreach::AuditId audit;
  std::uint64_t index = 0;
  outreach::Finding finding = outreach::Finding::confirmed;
  std::string note;
};
struct RecordQuiz {
  outreach::Quiz quiz;
};
struct WithdrawQuiz {
  outreach::QuizId quiz;
  std::string reason;
};
/// `age` empty: by the victim's identity number, where it is known.
struct PlaceCase {
  order::CaseId case_id;
  std::string street;
  std::string age;
  std::string occupation;
};
/// Of each what the document says, canonical value and digest; the core sets ids, source, cap and
/// subjects. `revoked` of one takes back what was told under its reference.
struct TakeIndicators {
  std::vector<indicator::Indicator> indicators;
};
struct RecordAgreement {
  indicator::Agreement agreement;
};
struct EndAgreement {
  std::string partner;
  std::string reason;
};
struct NoteReputationAsked {
  indicator::Kind kind = indicator::Kind::phone;
  std::string digest;
  std::string standing;
};
struct ClearReputation {
  indicator::Kind kind = indicator::Kind::phone;
  std::string digest;
  std::string reason;
};
struct NoteIndicatorsGiven {
  std::string format;
  std::uint64_t count = 0;
  bool full = false;
};

}  // namespace holdfast::core
