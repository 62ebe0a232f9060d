// A paper that an order brings with it: the form or notice as it was issued, with its number, the
// code under which anybody may check it, and everything that it says.
//
// What a paper says is kept with it and never looked up again: drawn once more it says the same,
// whatever became of the order since. `layout` names the form that it was drawn by. Values.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/personal.hpp"
#include "base/result.hpp"
#include "order/machine.hpp"
#include "order/order.hpp"

namespace holdfast::order {

using PaperId = base::StrongId<struct PaperTag>;

enum class PaperKind {
  stop_application,    // 紧急止付申请表
  query_notice,        // 协助查询财产通知书
  freeze_notice,       // 协助冻结财产通知书
  renewal_notice,      // 协助继续冻结财产通知书
  release_notice,      // 协助解除冻结财产通知书
  holder_notice,       // 告知书: to whoever holds the account
  evidence_notice,     // 调取证据通知书
  return_notice,       // 协助返还通知书
  restriction_notice,  // to a telecom or internet company
  return_receipt,      // 发还清单: what came back to the victim
  // Of a case, and of no order:
  acceptance_form,     // 受案登记表
  acceptance_receipt,  // 受案回执: its code tells the reporter how far the case is
  refusal_notice,      // 不予立案通知书
  transfer_notice,     // 移送案件通知书
};
BOOST_DESCRIBE_ENUM(PaperKind, stop_application, query_notice, freeze_notice, renewal_notice,
                    release_notice, holder_notice, evidence_notice, return_notice,
                    restriction_notice, return_receipt, acceptance_form, acceptance_receipt,
                    refusal_notice, transfer_notice)

/// Who asked for a stop, and the payment that it follows from.
struct Applicant {
  base::Personal name;
  base::Personal phone;
  base::Personal id_no;
  base::Personal payer_number;
  std::string payer_institution;
  std::optional<base::Fen> amount;
  std::optional<base::Instant> time;
  std::string serial;
  bool operator==(const Applicant&) const = default;
};
BOOST_DESCRIBE_STRUCT(Applicant, (),
                      (name, phone, id_no, payer_number, payer_institution, amount, time, serial))

struct PaperFacts {
  std::string unit;         // who issues it
  std::string telephone;    // where to ask
  std::string check_url;    // what its QR code opens
  std::string institution;  // the account's bank, by name
  base::Personal number;
  base::Personal holder;
  Family family = Family::stop;
  std::optional<base::Fen> amount;  // none: the whole account
  Scope scope = Scope::limited;
  std::string why_whole;
  bool fruits = false;
  bool queue = false;
  std::string case_number;
  std::string fraud_type;
  std::string filing;    // 立案决定书文号
  std::string document;  // the legal paper's own number, where an officer named one
  std::string reason;
  std::string article;
  std::string notice;
  std::string appeal;
  std::optional<base::Instant> from;
  std::optional<base::Instant> until;
  std::int64_t term_hours = 0;
  int term_months = 0;
  std::string about;  // number of the paper of the measure that this one prolongs or ends
  std::optional<base::Instant> since;  // when that measure began
  std::vector<std::string> officers;
  std::string approved_by;
  std::optional<base::Instant> approved_at;
  std::optional<Applicant> applicant;
  std::vector<std::string> asked;  // what evidence is wanted, a line each
  std::string to_institution;      // where returned money goes
  base::Personal to_number;
  base::Personal to_holder;
  base::Personal mark;  // the number, address or profile
  std::string mark_platform;
  bool drill = false;
  base::Personal narrative;  // of a form of acceptance
  bool operator==(const PaperFacts&) const = default;
};
BOOST_DESCRIBE_STRUCT(PaperFacts, (),
                      (unit, telephone, check_url, institution, number, holder, family, amount,
                       scope, why_whole, fruits, queue, case_number, fraud_type, filing, document,
                       reason, article, notice, appeal, from, until, term_hours, term_months, about,
                       since, officers, approved_by, approved_at, applicant, asked, to_institution,
                       to_number, to_holder, mark, mark_platform, drill, narrative))

struct Paper {
  PaperId id;
  PaperKind kind = PaperKind::freeze_notice;
  OrderId order;  // zero: of the case, and of no order
  CaseId case_id;
  int layout = 0;
  std::string number;
  std::string code;
  base::Instant issued_at;
  std::string issued_by;
  PaperFacts facts;
  std::string sha256;  // of the bytes when they were first made, hex; empty until then
  bool operator==(const Paper&) const = default;
};
BOOST_DESCRIBE_STRUCT(Paper, (),
                      (id, kind, order, case_id, layout, number, code, issued_at, issued_by, facts,
                       sha256))

/// The form that papers are issued by today.
inline constexpr int paper_layout = 1;

/// "P000001".
[[nodiscard]] std::string to_text(PaperId id);
/// 协助冻结财产通知书 and the like; of a release it depends on what is lifted.
[[nodiscard]] std::string_view title_of(PaperKind kind, Family family);
/// "渝反诈冻财字〔2026〕3号": the `ordinal`-th of its kind in that year.
[[nodiscard]] std::string paper_number(std::string_view prefix, PaperKind kind, int year,
                                       std::uint64_t ordinal);

/// True of a paper that belongs to a case and to no order.
[[nodiscard]] bool is_of_case(PaperKind kind);

/// Why `order` cannot have a paper of that kind yet, or at all. A notice to a partner is issued
/// once the order is approved, the holder's once the measure is in force, a receipt once the bank
/// has paid.
[[nodiscard]] std::optional<Obstacle> obstacle_to_paper(const Order& order, PaperKind kind);
/// The kinds that `order` may have now.
[[nodiscard]] std::vector<PaperKind> papers_for(const Order& order);

/// Check codes: eleven symbols that nobody can guess and a twelfth that tells a slip of the pen
/// from a code that was never given out. Without I, L, O and U.
inline constexpr std::size_t code_symbols = 12;
/// Of 55 random bits.
[[nodiscard]] std::string code_of(std::uint64_t random);
/// "7k3m-0p…" as people write it -> the twelve symbols; I and L are read as 1, O as 0. Errors:
/// bad_input where it is no code or its last symbol does not fit.
[[nodiscard]] base::Result<std::string> read_code(std::string_view text);
/// "7K3M-0PQR-STVW".
[[nodiscard]] std::string grouped_code(std::string_view code);

}  // namespace holdfast::order
