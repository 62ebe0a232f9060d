// What can be asked of the first days of a case. Part of core/command.hpp.
#pragma once

#include <optional>
#include <string>

#include "core/first_events.hpp"

namespace holdfast::core {

/// How a paper was served, as it was told. `at`: none: now.
struct ServiceTold {
  desk::ServedBy way = desk::ServedBy::in_person;
  std::string to;  // empty: the reporter
  std::optional<base::Instant> at;
  std::string note;
};

/// 受案: 受案登记表 and 受案回执 are issued with it. The shell brings codes that nobody could
/// guess.
struct AcceptReport {
  order::CaseId case_id;
  ServiceTold receipt;
  std::string form_code;
  std::string receipt_code;
  std::string check_url;  // what a QR code opens, before the code; so in all of them
};
/// A head lets the review take longer.
struct ExtendFilingReview {
  order::CaseId case_id;
  desk::ReviewTerm term = desk::ReviewTerm::doubtful;
  std::string reason;
};
/// 呈请不予立案.
struct ProposeRefusal {
  order::CaseId case_id;
  desk::RefusalGround ground = desk::RefusalGround::no_crime;
  std::string reason;
};
/// A head decides. Approved: the notice is issued and every hold of the case is let go.
struct DecideRefusal {
  order::CaseId case_id;
  bool approved = false;
  std::string reason;
  std::string code;
  std::string check_url;
};
struct ServeFirstPaper {
  order::CaseId case_id;
  FirstPaper paper = FirstPaper::refusal;
  desk::AppealKind appeal = desk::AppealKind::reconsideration;  // of a ruling
  ServiceTold service;
};
/// 复议、复核、立案监督 was asked for. `asked_at`: none: now.
struct FileAppeal {
  order::CaseId case_id;
  desk::AppealKind kind = desk::AppealKind::reconsideration;
  std::string text;
  std::optional<base::Instant> asked_at;
};
/// 案情重大、复杂: the appeal that is open takes longer.
struct ExtendAppeal {
  order::CaseId case_id;
  desk::AppealKind kind = desk::AppealKind::reconsideration;
  std::string reason;
};
/// A reconsideration is decided by a head with no part in the refusal; what others decided is
/// recorded. `organ`, `decided_at`: of those.
struct RuleAppeal {
  order::CaseId case_id;
  desk::AppealKind kind = desk::AppealKind::reconsideration;
  desk::AppealOutcome outcome = desk::AppealOutcome::upheld;
  std::string number;
  std::string organ;
  std::optional<base::Instant> decided_at;
  std::string reason;
};
/// 呈请移送管辖: it was found that the case is not ours.
struct ProposeTransfer {
  order::CaseId case_id;
  std::string authority;
  std::string reason;
  std::string urgent;
};
struct DecideTransfer {
  order::CaseId case_id;
  bool approved = false;
  std::string reason;
  std::string code;
  std::string check_url;
};
/// The file was handed over to the authority. `service.to`: who took it there.
struct HandTransfer {
  order::CaseId case_id;
  ServiceTold service;
};
/// The authority answered: it accepted the case, which ends it here, or returned it.
struct AnswerTransfer {
  order::CaseId case_id;
  bool accepted = false;
  std::string number;
  std::string reason;
  std::optional<base::Instant> answered_at;
};

}  // namespace holdfast::core
