// The first days of a case (受案、立案审查): the report is accepted, looked into within a term, and
// then filed, not filed, or handed to whoever has jurisdiction. What was decided is kept beside the
// clocks that it set going; a clock is ended by a step and by nothing else. Values; any thread.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/personal.hpp"
#include "order/approval.hpp"
#include "order/order.hpp"

namespace holdfast::desk {

/// How somebody got a paper of the first days.
enum class ServedBy {
  in_person,    // 当面交付
  post,         // 邮寄
  electronic,   // 电子送达
  left,         // 留置送达
  unreachable,  // 无法取得联系: said in the receipt
  refused,      // 拒绝接收: said in the receipt
};
BOOST_DESCRIBE_ENUM(ServedBy, in_person, post, electronic, left, unreachable, refused)

struct Service {
  ServedBy way = ServedBy::in_person;
  base::Personal to;  // who took it; empty: the reporter
  base::Instant at;   // when they got it
  std::string by;     // who recorded it
  base::Personal note;
  bool operator==(const Service&) const = default;
};
BOOST_DESCRIBE_STRUCT(Service, (), (way, to, at, by, note))

enum class FirstClockKind {
  review,           // 立案审查
  notice,           // 送达不予立案通知书
  reconsideration,  // 复议
  superior,         // 复核
  supervision,      // 向检察院说明不立案理由
  filing,           // 不予立案被撤销: to be filed
  transfer,         // 移送管辖
  transfer_answer,  // 对方答复
};
BOOST_DESCRIBE_ENUM(FirstClockKind, review, notice, reconsideration, superior, supervision, filing,
                    transfer, transfer_answer)

enum class FirstTold { nothing, ahead, lapsed };
BOOST_DESCRIBE_ENUM(FirstTold, nothing, ahead, lapsed)

/// With the term of the day it began: a rule that changes moves no clock that runs.
struct FirstClock {
  FirstClockKind kind = FirstClockKind::review;
  base::Instant begins;
  base::Instant ahead;  // when it is told that it lapses soon
  base::Instant due;    // the first moment beyond the term
  std::string article;
  order::Duty escalates = order::Duty::unit_head;  // who answers for a lapse
  FirstTold told = FirstTold::nothing;
  std::optional<base::Instant> ended;
  bool operator==(const FirstClock&) const = default;
};
BOOST_DESCRIBE_STRUCT(FirstClock, (), (kind, begins, ahead, due, article, escalates, told, ended))

/// 受案.
struct Acceptance {
  std::string number;  // of the 受案登记表
  std::string by;
  base::Instant at;
  Service receipt;
  bool operator==(const Acceptance&) const = default;
};
BOOST_DESCRIBE_STRUCT(Acceptance, (), (number, by, at, receipt))

enum class ReviewTerm { ordinary, doubtful, complex };
BOOST_DESCRIBE_ENUM(ReviewTerm, ordinary, doubtful, complex)

/// A head let the review take longer.
struct ReviewExtension {
  ReviewTerm term = ReviewTerm::doubtful;
  order::Signature signature;
  base::Instant due;  // the new end
  bool operator==(const ReviewExtension&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReviewExtension, (), (term, signature, due))

enum class RefusalGround {
  no_crime,       // 没有犯罪事实
  minor,          // 犯罪事实显著轻微不需要追究刑事责任
  not_pursuable,  // 其他依法不追究刑事责任
};
BOOST_DESCRIBE_ENUM(RefusalGround, no_crime, minor, not_pursuable)

enum class AppealKind {
  reconsideration,  // 复议, by the same authority
  superior,         // 复核, by the one above it
  supervision,      // 立案监督, by the procuratorate
};
BOOST_DESCRIBE_ENUM(AppealKind, reconsideration, superior, supervision)

enum class AppealOutcome { upheld, changed };
BOOST_DESCRIBE_ENUM(AppealOutcome, upheld, changed)

struct AppealRuling {
  AppealOutcome outcome = AppealOutcome::upheld;
  std::string number;  // of the decision
  std::string organ;   // who decided, where it was not the centre
  base::Instant decided_at;
  order::Signature signature;  // of whoever decided, or recorded it
  bool operator==(const AppealRuling&) const = default;
};
BOOST_DESCRIBE_STRUCT(AppealRuling, (), (outcome, number, organ, decided_at, signature))

/// Somebody does not accept that the case is not filed.
struct Appeal {
  AppealKind kind = AppealKind::reconsideration;
  base::Personal text;
  base::Instant asked_at;
  std::string received_by;
  std::optional<ReviewExtension> extended;  // its `term` is always complex
  std::optional<AppealRuling> ruling;
  std::optional<Service> served;
  std::optional<base::Instant> next_until;  // of a reconsideration: a review may be asked for
  bool operator==(const Appeal&) const = default;
};
BOOST_DESCRIBE_STRUCT(Appeal, (),
                      (kind, text, asked_at, received_by, extended, ruling, served, next_until))

enum class RefusalState { proposed, rejected, standing, lifted };
BOOST_DESCRIBE_ENUM(RefusalState, proposed, rejected, standing, lifted)

/// 不予立案.
struct Refusal {
  RefusalState state = RefusalState::proposed;
  RefusalGround ground = RefusalGround::no_crime;
  std::string reason;
  std::string proposed_by;
  base::Instant proposed_at;
  std::optional<order::Signature> decided;
  std::string number;  // of the 不予立案通知书
  std::optional<Service> served;
  std::optional<base::Instant> appeal_until;  // a reconsideration may be asked for before that
  std::vector<Appeal> appeals;
  bool operator==(const Refusal&) const = default;
};
BOOST_DESCRIBE_STRUCT(Refusal, (),
                      (state, ground, reason, proposed_by, proposed_at, decided, number, served,
                       appeal_until, appeals))

enum class TransferState { proposed, rejected, approved, handed, accepted, returned };
BOOST_DESCRIBE_ENUM(TransferState, proposed, rejected, approved, handed, accepted, returned)

struct TransferAnswer {
  bool accepted = false;
  std::string number;  // theirs
  std::string reason;
  base::Instant answered_at;
  std::string by;  // who recorded it
  bool operator==(const TransferAnswer&) const = default;
};
BOOST_DESCRIBE_STRUCT(TransferAnswer, (), (accepted, number, reason, answered_at, by))

/// 移送管辖.
struct Transfer {
  TransferState state = TransferState::proposed;
  std::string authority;  // to whom
  std::string reason;
  std::string urgent;  // what was done first, beside the stops that run
  std::string proposed_by;
  base::Instant found_at;  // that it is not ours
  std::optional<order::Signature> decided;
  std::string number;                    // of the 移送案件通知书
  std::vector<order::OrderId> standing;  // stops that ran when it was approved
  std::optional<Service> handed;         // to the authority
  std::optional<Service> told;           // the reporter
  std::optional<TransferAnswer> answer;
  bool operator==(const Transfer&) const = default;
};
BOOST_DESCRIBE_STRUCT(Transfer, (),
                      (state, authority, reason, urgent, proposed_by, found_at, decided, number,
                       standing, handed, told, answer))

struct FirstDays {
  Acceptance acceptance;
  std::vector<ReviewExtension> extensions;
  std::vector<Refusal> refusals;
  std::vector<Transfer> transfers;
  std::vector<FirstClock> clocks;
  bool operator==(const FirstDays&) const = default;
};
BOOST_DESCRIBE_STRUCT(FirstDays, (), (acceptance, extensions, refusals, transfers, clocks))

/// Where a case stands in its first days.
enum class FirstStage {
  reviewing,     // 立案审查中
  refused,       // 不予立案
  to_be_filed,   // 不予立案已撤销，应予立案
  filed,         // 已立案
  transferring,  // 已移送，等待对方答复
  transferred,   // 对方已受理
};
BOOST_DESCRIBE_ENUM(FirstStage, reviewing, refused, to_be_filed, filed, transferring, transferred)

/// Null where nobody decided so, or it was lifted.
[[nodiscard]] const Refusal* standing_refusal(const FirstDays& days);
/// One that waits for a head; null where none does.
[[nodiscard]] const Refusal* proposed_refusal(const FirstDays& days);
/// One that is neither rejected nor answered; null where there is none.
[[nodiscard]] const Transfer* open_transfer(const FirstDays& days);
/// The appeal of the kind that is not decided; null where there is none.
[[nodiscard]] const Appeal* open_appeal(const Refusal& refusal, AppealKind kind);
/// The last one of the kind, decided or not; null where there is none.
[[nodiscard]] const Appeal* appeal_of(const Refusal& refusal, AppealKind kind);
/// The clock that an appeal of the kind sets going.
[[nodiscard]] FirstClockKind clock_for(AppealKind kind);
/// The one of the kind that nothing has ended, lapsed or not; null where there is none.
[[nodiscard]] const FirstClock* running(const FirstDays& days, FirstClockKind kind);
/// By when the case must be filed or that be refused: the review, or the order to file it.
[[nodiscard]] const FirstClock* filing_clock(const FirstDays& days);
/// How long the review may take by now.
[[nodiscard]] ReviewTerm term_of(const FirstDays& days);
[[nodiscard]] FirstStage stage_of(const FirstDays& days, bool is_filed);

/// When a clock rings next; nothing when none does.
[[nodiscard]] std::optional<base::Instant> next_ring(const FirstDays& days);

struct FirstRing {
  std::size_t clock = 0;
  bool is_lapse = false;
};
/// What is to be told by then, each clock once and the worse of two rings.
[[nodiscard]] std::vector<FirstRing> rings_by(const FirstDays& days, base::Instant at);

/// As screens and papers call them.
[[nodiscard]] std::string_view words_of(FirstClockKind kind);
[[nodiscard]] std::string_view words_of(RefusalGround ground);
[[nodiscard]] std::string_view words_of(AppealKind kind);
[[nodiscard]] std::string_view words_of(ServedBy way);

}  // namespace holdfast::desk
