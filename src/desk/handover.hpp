// 随案移送: what is frozen in a case goes with it from the police to prosecution, from there to
// court, and back where more is to be investigated; and what a judgment says becomes of it.
//
// A hand-over names freezes, evidence and papers, and what it names is all that the receiving side
// ever sees. Once it is signed for, the freezes that it names are theirs to keep: who must renew
// them follows from that alone (core/handovers.hpp). Values; any thread.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/personal.hpp"
#include "desk/return_plan.hpp"
#include "order/paper.hpp"

namespace holdfast::desk {

using order::CaseId;
using order::OrderId;
using HandoverId = base::StrongId<struct HandoverTag>;

/// Whose the case is at a stage of the proceedings.
enum class Organ {
  police,         // 公安机关
  procuratorate,  // 人民检察院
  court,          // 人民法院
};
BOOST_DESCRIBE_ENUM(Organ, police, procuratorate, court)

enum class HandoverKind {
  prosecution,  // 移送审查起诉: police to procuratorate
  indictment,   // 提起公诉: procuratorate to court
  back,         // 退回补充侦查: procuratorate to police
};
BOOST_DESCRIBE_ENUM(HandoverKind, prosecution, indictment, back)

[[nodiscard]] Organ from_of(HandoverKind kind);
[[nodiscard]] Organ to_of(HandoverKind kind);

enum class HandoverState {
  draft,
  sent,       // the other side sees it, and has not signed for it
  received,   // signed for: what it names is theirs to keep
  returned,   // not signed for, and why
  withdrawn,  // by whoever drew it up, before it was signed for
};
BOOST_DESCRIBE_ENUM(HandoverState, draft, sent, received, returned, withdrawn)

/// Who renews a freeze in time, by login.
struct Renewer {
  OrderId order;
  std::string owner;
  bool operator==(const Renewer&) const = default;
};
BOOST_DESCRIBE_STRUCT(Renewer, (), (order, owner))

/// It was signed for.
struct HandoverReceipt {
  std::string document;  // number of the receipt
  std::string officer;   // who took it, as they sign
  std::string by;        // login
  base::Instant at;
  std::vector<Renewer> renewers;  // named with it, or since
  bool operator==(const HandoverReceipt&) const = default;
};
BOOST_DESCRIBE_STRUCT(HandoverReceipt, (), (document, officer, by, at, renewers))

struct HandoverReply {
  base::Personal text;
  std::string by;
  base::Instant at;
  bool operator==(const HandoverReply&) const = default;
};
BOOST_DESCRIBE_STRUCT(HandoverReply, (), (text, by, at))

/// The receiving side asks whoever sent it.
struct HandoverQuestion {
  base::Personal text;
  std::string by;
  base::Instant at;
  std::optional<HandoverReply> reply;
  bool operator==(const HandoverQuestion&) const = default;
};
BOOST_DESCRIBE_STRUCT(HandoverQuestion, (), (text, by, at, reply))

/// What a judgment says becomes of a sum.
enum class DisposalKind {
  give_back,   // 返还被害人
  confiscate,  // 没收，上缴国库
  release,     // 解除冻结
  pursue,      // 继续追缴: it is not there, and stays owed
};
BOOST_DESCRIBE_ENUM(DisposalKind, give_back, confiscate, release, pursue)

/// 国库缴款回执: the money came to the treasury.
struct TreasuryReceipt {
  std::string number;
  base::Instant paid_at;
  std::string by;
  base::Instant at;
  bool operator==(const TreasuryReceipt&) const = default;
};
BOOST_DESCRIBE_STRUCT(TreasuryReceipt, (), (number, paid_at, by, at))

struct DisposalItem {
  DisposalKind kind = DisposalKind::release;
  std::optional<OrderId> freeze;        // none: of what is pursued further
  std::optional<base::Fen> amount;      // none: of a release, which lets go whatever is left
  std::optional<CaseId> victim_of;      // of what is given back
  std::optional<std::uint64_t> loss;    // the payment of that case, whose payer gets it
  std::optional<OrderId> order;         // the return that carries it out
  std::optional<TreasuryReceipt> paid;  // of a confiscation
  bool operator==(const DisposalItem&) const = default;
};
BOOST_DESCRIBE_STRUCT(DisposalItem, (), (kind, freeze, amount, victim_of, loss, order, paid))

/// 涉案财物处置: by a judgment in force.
struct Disposal {
  std::string judgment;  // number of the judgment
  base::Instant effective_at;
  std::vector<DisposalItem> items;
  std::string by;
  base::Instant at;
  std::string article;
  bool operator==(const Disposal&) const = default;
};
BOOST_DESCRIBE_STRUCT(Disposal, (), (judgment, effective_at, items, by, at, article))

/// A freeze as it stood when it was sent.
struct HandoverItem {
  OrderId order;
  base::Personal number;
  base::Personal holder;    // as the bank registered them; empty: not known
  std::string institution;  // by name
  order::State state = order::State::in_force;
  order::Scope scope = order::Scope::limited;
  std::optional<base::Fen> amount;  // none: the whole account
  std::optional<base::Fen> held;    // by the bank's answer
  base::Fen returned;
  std::optional<base::Instant> since;
  std::optional<base::Instant> deadline;
  int renewals = 0;
  std::string document;        // of the freeze, by number
  std::string partner_number;  // the bank's own
  std::string reason;
  std::string article;
  std::vector<std::string> signed_by;  // logins, in their order; the second officer first
  bool operator==(const HandoverItem&) const = default;
};
BOOST_DESCRIBE_STRUCT(HandoverItem, (),
                      (order, number, holder, institution, state, scope, amount, held, returned,
                       since, deadline, renewals, document, partner_number, reason, article,
                       signed_by))

/// A payment of the case, by its place there.
struct HandoverLoss {
  std::uint64_t index = 0;
  base::Instant time;
  base::Fen amount;
  std::string payer_institution;
  bool operator==(const HandoverLoss&) const = default;
};
BOOST_DESCRIBE_STRUCT(HandoverLoss, (), (index, time, amount, payer_institution))

/// An entry of the custody ledger as it stood then; places by their names there.
struct HandoverEntry {
  base::Instant at;
  std::string from;
  std::string to;
  base::Fen amount;
  std::optional<OrderId> order;
  bool operator==(const HandoverEntry&) const = default;
};
BOOST_DESCRIBE_STRUCT(HandoverEntry, (), (at, from, to, amount, order))

/// What the inventory says, kept with the hand-over and never looked up again: drawn once more it
/// says the same, whatever became of the money since.
struct HandoverFacts {
  std::string filing;  // 立案决定书文号
  std::string fraud_type;
  std::vector<HandoverLoss> losses;
  std::vector<HandoverItem> items;  // one a freeze, as they are named
  std::vector<HandoverEntry> entries;
  std::vector<PlanId> plans;  // return plans whose worksheets go along
  bool operator==(const HandoverFacts&) const = default;
};
BOOST_DESCRIBE_STRUCT(HandoverFacts, (), (filing, fraud_type, losses, items, entries, plans))

struct Handover {
  HandoverId id;
  CaseId case_id;
  HandoverKind kind = HandoverKind::prosecution;
  HandoverState state = HandoverState::draft;
  std::string document;    // number of the letter that it goes with
  std::string from;        // the sending organ by name
  std::string to;          // the receiving one, as its users' accounts name it
  std::string officer;     // who hands over, as they sign
  std::string drafted_by;  // login
  base::Instant drafted_at;
  std::vector<OrderId> freezes;
  std::vector<OrderId> evidence;  // requests that were answered
  std::vector<order::PaperId> papers;
  std::optional<HandoverId> supplements;  // the received one that it adds to
  std::string note;
  std::string article;               // of the procedure
  std::string mark;                  // how sure we are of it: R, R~, D
  std::string property_article;      // of the things that go with the case
  std::optional<base::Instant> due;  // of one that goes back: the case returns by then
  std::optional<base::Instant> sent_at;
  std::optional<HandoverFacts> facts;  // since it was sent
  std::string manifest_sha256;         // of its package when it was first made, hex
  std::optional<HandoverReceipt> receipt;
  std::string ended;  // why it was returned or withdrawn
  std::optional<base::Instant> ended_at;
  std::string ended_by;
  std::vector<HandoverQuestion> questions;
  std::vector<Disposal> disposals;
  bool operator==(const Handover&) const = default;
};
BOOST_DESCRIBE_STRUCT(Handover, (),
                      (id, case_id, kind, state, document, from, to, officer, drafted_by,
                       drafted_at, freezes, evidence, papers, supplements, note, article, mark,
                       property_article, due, sent_at, facts, manifest_sha256, receipt, ended,
                       ended_at, ended_by, questions, disposals))

/// Neither signed for nor come to nothing.
[[nodiscard]] bool is_open(const Handover& handover);
[[nodiscard]] bool names(const Handover& handover, OrderId freeze);
/// The login named to renew it; empty where nobody is.
[[nodiscard]] std::string renewer_of(const Handover& handover, OrderId freeze);

/// "H000001".
[[nodiscard]] std::string to_text(HandoverId id);
/// 公安机关, 移送审查起诉.
[[nodiscard]] std::string_view name_of(Organ organ);
[[nodiscard]] std::string_view name_of(HandoverKind kind);

}  // namespace holdfast::desk
