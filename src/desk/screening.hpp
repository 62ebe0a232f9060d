// Payment screening (支付筛查): an institution asks about a payment that it holds back, and is told
// to let it go, to delay it or to hold it; and the versions of what judges such payments. Values;
// any thread.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/fen.hpp"
#include "base/ids.hpp"
#include "base/instant.hpp"
#include "order/order.hpp"

namespace holdfast::desk {

using ScreeningId = base::StrongId<struct ScreeningTag>;
using ScoringId = base::StrongId<struct ScoringTag>;

/// What an institution is told of its payment: 放行, 延迟, 拦截.
enum class Advice { allow, delay, hold };
BOOST_DESCRIBE_ENUM(Advice, allow, delay, hold)

/// What an advice rests on.
enum class Basis {
  score,   // what the watch says of the two accounts
  facts,   // the payee is reached by an open case or under an order: holds by itself
  policy,  // nobody judged in time: the institution's own choice stands in
};
BOOST_DESCRIBE_ENUM(Basis, score, facts, policy)

/// Why nobody judged.
enum class Unjudged {
  none,
  warming,   // the watch has not caught up with the feeds since the start
  late,      // the deadline passed
  no_model,  // what was activated is not at hand
};
BOOST_DESCRIBE_ENUM(Unjudged, none, warming, late, no_model)

/// What one version says of a payment. `score` is in millionths.
struct Judgement {
  ScoringId scoring;
  std::int64_t score = 0;
  bool of_payer = false;  // the payer's account weighs more than the payee's
  bool operator==(const Judgement&) const = default;
};
BOOST_DESCRIBE_STRUCT(Judgement, (), (scoring, score, of_payer))

/// A reason in plain Chinese with the feature code of the police-bank messages it speaks for.
struct ScreenReason {
  std::string code;
  std::string words;
  bool operator==(const ScreenReason&) const = default;
};
BOOST_DESCRIBE_STRUCT(ScreenReason, (), (code, words))

struct Screening {
  ScreeningId id;
  std::string institution;               // that asked
  std::string payment;                   // its own number of it
  std::string digest;                    // SHA-256 of what was asked, hex
  std::optional<base::AccountId> payer;  // where a feed or a report has named it
  std::optional<base::AccountId> payee;
  base::Fen amount;
  base::Instant at;
  base::Instant until;  // the advice is good until then
  Advice advice = Advice::allow;
  Basis basis = Basis::policy;
  Unjudged unjudged = Unjudged::none;
  std::optional<Judgement> judged;
  std::optional<Judgement> shadow;  // of the candidate: counted, never acted on
  std::string rules_version;        // of the pack that the thresholds stand in
  std::vector<ScreenReason> reasons;
  // Evidence.
  std::vector<base::Sequence> transfers;
  std::vector<order::CaseId> cases;
  std::vector<order::OrderId> orders;
  bool operator==(const Screening&) const = default;
};
BOOST_DESCRIBE_STRUCT(Screening, (),
                      (id, institution, payment, digest, payer, payee, amount, at, until, advice,
                       basis, unjudged, judged, shadow, rules_version, reasons, transfers, cases,
                       orders))

/// What became of a payment that was delayed or held, as its institution tells.
enum class PaymentEnd {
  paid,       // 坚持付款: it went all the same
  cancelled,  // 已取消: it did not
  confirmed,  // 核实正常: the customer showed that it was in order, and it went
};
BOOST_DESCRIBE_ENUM(PaymentEnd, paid, cancelled, confirmed)

struct PaymentEnded {
  PaymentEnd how = PaymentEnd::paid;
  std::string note;
  std::string by;
  base::Instant at;
  bool operator==(const PaymentEnded&) const = default;
};
BOOST_DESCRIBE_STRUCT(PaymentEnded, (), (how, note, by, at))

/// What is kept of a payment that was delayed or held, until it is measured no longer.
struct StoppedPayment {
  std::string institution;
  std::string payment;  // its number there
  base::Instant at;
  Advice advice = Advice::delay;
  Basis basis = Basis::score;
  std::optional<Judgement> judged;
  std::optional<base::AccountId> payee;
  base::Fen amount;
  std::optional<PaymentEnded> ended;
  bool operator==(const StoppedPayment&) const = default;
};
BOOST_DESCRIBE_STRUCT(StoppedPayment, (),
                      (institution, payment, at, advice, basis, judged, payee, amount, ended))

/// An account that a version flagged on the running feed.
struct FlaggedAccount {
  ScoringId scoring;
  base::AccountId account;
  std::int64_t score = 0;  // of then, in millionths
  std::string pattern;     // what it was taken for; empty: nothing that has a name
  base::Instant since;     // the payment that did it
  base::Instant at;        // when the centre knew
  bool operator==(const FlaggedAccount&) const = default;
};
BOOST_DESCRIBE_STRUCT(FlaggedAccount, (), (scoring, account, score, pattern, since, at))

enum class ScoringState {
  candidate,  // in the shadow: judges beside the active one, and nothing follows from it
  active,
  retired,    // was active
  withdrawn,  // never became it
};
BOOST_DESCRIBE_ENUM(ScoringState, candidate, active, retired, withdrawn)

/// A step in a version's life: who took it, when and why.
struct ScoringStep {
  std::string by;
  base::Instant at;
  std::string reason;
  bool operator==(const ScoringStep&) const = default;
};
BOOST_DESCRIBE_STRUCT(ScoringStep, (), (by, at, reason))

/// A version of what judges payments: a model and rules, known by their digests (the bytes lie
/// beside the journal), and thresholds where they are not those of the rule pack.
struct Scoring {
  ScoringId id;
  std::string name;
  std::string model;                       // SHA-256, hex
  std::string rules;                       // the same
  std::optional<std::int64_t> delay_from;  // millionths
  std::optional<std::int64_t> hold_from;
  ScoringState state = ScoringState::candidate;
  ScoringStep proposed;
  std::optional<ScoringStep> activated;
  std::optional<ScoringStep> ended;  // retired or withdrawn
  bool operator==(const Scoring&) const = default;
};
BOOST_DESCRIBE_STRUCT(Scoring, (),
                      (id, name, model, rules, delay_from, hold_from, state, proposed, activated,
                       ended))

/// Scores are counted in so many equal steps from 0 to 1.
inline constexpr std::size_t score_steps = 20;

/// A day's screenings as one version judged them. Those that nobody judged are counted under
/// version 0.
struct ScoreDay {
  std::string day;  // 2026-11-27, in Beijing
  ScoringId scoring;
  bool in_shadow = false;
  std::uint64_t asked = 0;
  std::uint64_t allowed = 0;
  std::uint64_t delayed = 0;
  std::uint64_t held = 0;
  std::uint64_t late = 0;            // of version 0: the deadline passed
  std::uint64_t differing = 0;       // in the shadow: the active one advised otherwise
  base::Fen stopped;                 // amounts delayed or held
  std::vector<std::uint64_t> steps;  // score_steps of them; none where nobody judged
  bool operator==(const ScoreDay&) const = default;
};
BOOST_DESCRIBE_STRUCT(ScoreDay, (),
                      (day, scoring, in_shadow, asked, allowed, delayed, held, late, differing,
                       stopped, steps))

/// How many of the latest screenings were late: what the alarm is raised by.
struct LateWatch {
  base::Instant since;  // the window's begin
  std::uint64_t asked = 0;
  std::uint64_t late = 0;
  std::optional<base::Instant> last_late;
  bool operator==(const LateWatch&) const = default;
};
BOOST_DESCRIBE_STRUCT(LateWatch, (), (since, asked, late, last_late))

/// All of it together. `recent` forgets: a repeated question is answered again for as long only.
struct ScreeningDesk {
  std::map<ScreeningId, Screening> recent;
  ScreeningId last;  // the newest number given out
  std::map<ScoringId, Scoring> scorings;
  std::optional<ScoringId> active;
  std::optional<ScoringId> candidate;
  std::vector<ScoreDay> days;  // the newest last
  LateWatch lateness;
  std::map<ScreeningId, StoppedPayment> stopped;
  std::vector<FlaggedAccount> flagged;  // the newest last; once by each version
  bool operator==(const ScreeningDesk&) const = default;
};
BOOST_DESCRIBE_STRUCT(ScreeningDesk, (),
                      (recent, last, scorings, active, candidate, days, lateness, stopped, flagged))

/// "S000001"; "V1".
[[nodiscard]] std::string to_text(ScreeningId id);
[[nodiscard]] std::string to_text(ScoringId id);

/// The step of ScoreDay::steps that a score in millionths falls into.
[[nodiscard]] std::size_t step_of(std::int64_t score);

}  // namespace holdfast::desk
