// What can be asked about tips, consultations, rewards, and quizzes that are taken by link. Part of
// core/command.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "outreach/quiz_link.hpp"
#include "tip/tip.hpp"

namespace holdfast::core {

/// Of `tip` what the shell knows: code, kind, way, texts, street, times, types, what is named, the
/// reporter. The core sets the rest, and whose the texts are.
struct TakeTip {
  tip::Tip tip;
};
/// `unit` empty: the centre; `owner` empty: whoever takes it on.
struct RouteTip {
  tip::TipId tip;
  tip::Kind kind = tip::Kind::report;
  std::string unit;
  std::string owner;
  std::string reason;
};
struct AcceptTip {
  tip::TipId tip;
};
struct NoteTipNames {
  tip::TipId tip;
  std::vector<tip::Named> named;
  std::string fraud_type;
};
struct TakeTipStep {
  tip::TipId tip;
  std::string code;
  std::string note;
};
/// Of a consultation.
struct ReplyToTip {
  tip::TipId tip;
  std::string text;
  std::string guide;
};
/// Of a tip. `reply`: what whoever brought it reads.
struct EndTip {
  tip::TipId tip;
  std::string code;
  std::string note;
  std::string reply;
  std::optional<order::CaseId> case_id;
  std::optional<dissuade::WarningId> warned;
  std::optional<base::PersonId> suspect;
};
struct ProposeReward {
  tip::TipId tip;
  std::string kind;
  base::Fen amount;
  std::string reason;
};
struct RuleReward {
  tip::TipId tip;
  bool approve = false;
  std::string reason;
};
/// `phrase`: keyed digest of the pass phrase that was given with the code; empty: an officer, who
/// acts, knows whoever claims it.
struct ClaimReward {
  tip::TipId tip;
  std::string phrase;
  std::string way;
  std::string to;
};
struct PayReward {
  tip::TipId tip;
  std::string way;
  base::Instant paid_at;
  std::string receipt;
};
/// Of `link` code, campaign, street, community, topic, number of questions and end.
struct OpenQuizLink {
  outreach::QuizLink link;
};
struct TakeQuizSheet {
  outreach::QuizLinkId link;
  std::uint64_t right = 0;
  bool fell = false;
};
struct EndQuizLink {
  outreach::QuizLinkId link;
};

}  // namespace holdfast::core
