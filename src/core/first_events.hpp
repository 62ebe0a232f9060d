// What can have happened in the first days of a case. Part of core/event.hpp.
#pragma once

#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/list.hpp>
#include <optional>
#include <string>
#include <vector>

#include "desk/first_days.hpp"
#include "order/order.hpp"

namespace holdfast::core {

struct CaseAccepted {
  order::CaseId case_id;
  desk::Acceptance acceptance;
  desk::FirstClock clock;
};
BOOST_DESCRIBE_STRUCT(CaseAccepted, (), (case_id, acceptance, clock))

/// The review that runs ends later now.
struct ReviewExtended {
  order::CaseId case_id;
  desk::ReviewExtension extension;
  base::Instant ahead;
  std::string article;
  order::Duty escalates = order::Duty::unit_head;
};
BOOST_DESCRIBE_STRUCT(ReviewExtended, (), (case_id, extension, ahead, article, escalates))

struct RefusalProposed {
  order::CaseId case_id;
  desk::Refusal refusal;
};
BOOST_DESCRIBE_STRUCT(RefusalProposed, (), (case_id, refusal))

/// A head decided on the one that was proposed. `number` and `clock`: where it stands.
struct RefusalDecided {
  order::CaseId case_id;
  bool approved = false;
  order::Signature signature;
  std::string number;
  std::optional<desk::FirstClock> clock;
};
BOOST_DESCRIBE_STRUCT(RefusalDecided, (), (case_id, approved, signature, number, clock))

/// What of the first days was served on somebody.
enum class FirstPaper {
  receipt,      // 受案回执
  refusal,      // 不予立案通知书
  ruling,       // 复议、复核决定书
  explanation,  // 不立案理由说明书: on the procuratorate
  transfer,     // the reporter is told of the transfer
};
BOOST_DESCRIBE_ENUM(FirstPaper, receipt, refusal, ruling, explanation, transfer)

/// `until`: what may be asked for because of it, before then. `appeal`: whose ruling it is.
struct FirstPaperServed {
  order::CaseId case_id;
  FirstPaper paper = FirstPaper::receipt;
  desk::Service service;
  std::optional<base::Instant> until;
  desk::AppealKind appeal = desk::AppealKind::reconsideration;
};
BOOST_DESCRIBE_STRUCT(FirstPaperServed, (), (case_id, paper, service, until, appeal))

struct AppealFiled {
  order::CaseId case_id;
  desk::Appeal appeal;
  desk::FirstClock clock;
};
BOOST_DESCRIBE_STRUCT(AppealFiled, (), (case_id, appeal, clock))

/// The appeal of the kind that is open may take longer.
struct AppealExtended {
  order::CaseId case_id;
  desk::AppealKind kind = desk::AppealKind::reconsideration;
  desk::ReviewExtension extension;
  base::Instant ahead;
};
BOOST_DESCRIBE_STRUCT(AppealExtended, (), (case_id, kind, extension, ahead))

/// The appeal of the kind that is open was decided. `clock`: the case is to be filed by then.
struct AppealRuled {
  order::CaseId case_id;
  desk::AppealKind kind = desk::AppealKind::reconsideration;
  desk::AppealRuling ruling;
  std::optional<desk::FirstClock> clock;
};
BOOST_DESCRIBE_STRUCT(AppealRuled, (), (case_id, kind, ruling, clock))

struct TransferProposed {
  order::CaseId case_id;
  desk::Transfer transfer;
  desk::FirstClock clock;
};
BOOST_DESCRIBE_STRUCT(TransferProposed, (), (case_id, transfer, clock))

struct TransferDecided {
  order::CaseId case_id;
  bool approved = false;
  order::Signature signature;
  std::string number;
  std::vector<order::OrderId> standing;
};
BOOST_DESCRIBE_STRUCT(TransferDecided, (), (case_id, approved, signature, number, standing))

struct TransferHanded {
  order::CaseId case_id;
  desk::Service service;
  desk::FirstClock clock;
};
BOOST_DESCRIBE_STRUCT(TransferHanded, (), (case_id, service, clock))

/// `clock`: where it came back, the review anew.
struct TransferAnswered {
  order::CaseId case_id;
  desk::TransferAnswer answer;
  std::optional<desk::FirstClock> clock;
};
BOOST_DESCRIBE_STRUCT(TransferAnswered, (), (case_id, answer, clock))

struct FirstClockRung {
  order::CaseId case_id;
  std::uint64_t clock = 0;  // of the case's
  bool lapsed = false;
};
BOOST_DESCRIBE_STRUCT(FirstClockRung, (), (case_id, clock, lapsed))

/// All of them, for whoever treats them alike: each names its case.
template <typename Kind>
inline constexpr bool is_of_first_days = boost::mp11::mp_contains<
    boost::mp11::mp_list<CaseAccepted, ReviewExtended, RefusalProposed, RefusalDecided,
                         FirstPaperServed, AppealFiled, AppealExtended, AppealRuled,
                         TransferProposed, TransferDecided, TransferHanded, TransferAnswered,
                         FirstClockRung>,
    Kind>::value;

}  // namespace holdfast::core
