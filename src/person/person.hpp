// A person dealt with (打处人员): who is suspected of having a part in cases, what was done with
// them, and which clocks that set going. One file a person, however many cases they belong to.
// Steps are facts that are never edited: one that was wrong is undone by a further word, and
// whatever stands is what the steps left add up to (machine.hpp). Terms are rules (terms.hpp).
// Values; any thread.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fen.hpp"
#include "base/ids.hpp"
#include "base/instant.hpp"
#include "base/personal.hpp"
#include "order/order.hpp"

namespace holdfast::person {

using base::PersonId;
using order::CaseId;

/// That the person belongs to a case, and as what.
struct Membership {
  CaseId case_id;
  std::string role;  // of the rules: "organiser"
  std::string by;
  base::Instant at;
  bool operator==(const Membership&) const = default;
};
BOOST_DESCRIBE_STRUCT(Membership, (), (case_id, role, by, at))

enum class Whereabouts { unknown, at_home, abroad };
BOOST_DESCRIBE_ENUM(Whereabouts, unknown, at_home, abroad)

struct Place {
  Whereabouts where = Whereabouts::unknown;
  std::string country;  // of one abroad: ISO 3166 alpha-2
  std::string by;
  base::Instant at;
  bool operator==(const Place&) const = default;
};
BOOST_DESCRIBE_STRUCT(Place, (), (where, country, by, at))

/// What shows the person's part: a file that lies elsewhere, known by its digest.
struct Proof {
  std::string reference;
  std::string sha256;  // hex
  base::Personal what;
  std::optional<CaseId> case_id;
  std::string by;
  base::Instant at;
  bool operator==(const Proof&) const = default;
};
BOOST_DESCRIBE_STRUCT(Proof, (), (reference, sha256, what, case_id, by, at))

/// What can have been done with a person.
enum class StepKind {
  summoned,            // 传唤
  brought,             // 拘传
  detained,            // 刑事拘留
  family_told,         // 通知家属
  interrogated,        // 讯问
  detention_extended,  // 延长提请批捕的时间
  arrest_requested,    // 提请批准逮捕
  arrest_approved,     // 批准逮捕
  arrest_refused,      // 不批准逮捕
  arrested,            // 执行逮捕
  custody_extended,    // 延长侦查羁押期限
  bailed,              // 取保候审
  confined,            // 监视居住
  released,            // 释放、解除
  penalised,           // 行政处罚
  penalty_done,        // 行政处罚执行完毕
  wanted,              // 上网追逃
  persuaded,           // 劝返成功
  returned,            // 到案
  transferred,         // 移送审查起诉
  sent_back,           // 退回补充侦查
  prosecuted,          // 提起公诉
  not_prosecuted,      // 不起诉
  judged,              // 判决
  dropped,             // 终止侦查
};
BOOST_DESCRIBE_ENUM(StepKind, summoned, brought, detained, family_told, interrogated,
                    detention_extended, arrest_requested, arrest_approved, arrest_refused, arrested,
                    custody_extended, bailed, confined, released, penalised, penalty_done, wanted,
                    persuaded, returned, transferred, sent_back, prosecuted, not_prosecuted, judged,
                    dropped)

/// Which of the law's terms or grounds a step rests on, where there are several.
enum class Ground {
  ordinary,
  grave,        // 案情特别重大、复杂: a summons of twenty-four hours
  special,      // 特殊情况: one to four days more to request the arrest
  roaming,      // 流窜、多次、结伙作案: thirty days to request the arrest
  not_a_crime,  // 法定不起诉
  petty,        // 酌定不起诉
  doubtful,     // 存疑不起诉
};
BOOST_DESCRIBE_ENUM(Ground, ordinary, grave, special, roaming, not_a_crime, petty, doubtful)

/// What lapses unless the next step is taken.
enum class ClockKind {
  holding,          // 传唤、拘传持续的时间
  family,           // 通知家属
  interrogation,    // 讯问
  request,          // 提请批准逮捕
  decision,         // 检察院作出批捕决定
  follow,           // 执行逮捕，或者立即释放
  custody,          // 侦查羁押期限
  bail,             // 取保候审期限
  confinement,      // 监视居住期限
  review,           // 审查起诉期限
  supplement,       // 补充侦查期限
  penalty_custody,  // 行政拘留期限
  fine,             // 罚款缴纳期限
};
BOOST_DESCRIBE_ENUM(ClockKind, holding, family, interrogation, request, decision, follow, custody,
                    bail, confinement, review, supplement, penalty_custody, fine)

/// How far a clock has rung.
enum class Told { nothing, ahead, lapsed };
BOOST_DESCRIBE_ENUM(Told, nothing, ahead, lapsed)

/// Begun by a step, with the term of its day: a rule that changes moves no clock that runs.
struct Clock {
  ClockKind kind = ClockKind::holding;
  base::Instant begins;
  base::Instant ahead;  // when it is told that it lapses soon
  base::Instant due;    // the first moment beyond the term
  std::string article;
  Told told = Told::nothing;
  bool operator==(const Clock&) const = default;
};
BOOST_DESCRIBE_STRUCT(Clock, (), (kind, begins, ahead, due, article, told))

/// 行政处罚 under the law against telecom fraud.
struct Penalty {
  std::string article;     // of the rules: "38"
  std::uint64_t days = 0;  // of detention
  base::Fen fine;
  base::Fen confiscated;
  bool operator==(const Penalty&) const = default;
};
BOOST_DESCRIBE_STRUCT(Penalty, (), (article, days, fine, confiscated))

enum class Sentence {
  prison,     // 有期徒刑、拘役、管制: `months`
  suspended,  // 缓刑: `months` that are suspended
  life,
  fine_only,
  exempt,  // 免予刑事处罚
  acquitted,
};
BOOST_DESCRIBE_ENUM(Sentence, prison, suspended, life, fine_only, exempt, acquitted)

struct Judgement {
  Sentence sentence = Sentence::prison;
  std::uint64_t months = 0;
  base::Fen fine;
  base::Fen restitution;  // ordered 责令退赔
  std::string court;
  bool operator==(const Judgement&) const = default;
};
BOOST_DESCRIBE_STRUCT(Judgement, (), (sentence, months, fine, restitution, court))

/// The word that takes a step back.
struct Undone {
  std::string by;
  base::Instant at;
  base::Personal reason;
  bool operator==(const Undone&) const = default;
};
BOOST_DESCRIBE_STRUCT(Undone, (), (by, at, reason))

struct Step {
  std::uint64_t number = 0;  // within the file, from 1, never given out again
  StepKind kind = StepKind::summoned;
  CaseId case_id;
  std::string unit;  // of whoever recorded it; empty: the centre
  std::string by;
  base::Instant at;        // recorded
  base::Instant taken_at;  // done
  std::string document;    // number of the legal paper
  Ground ground = Ground::ordinary;
  base::Personal note;
  std::optional<Penalty> penalty;
  std::optional<Judgement> judgement;
  std::vector<Clock> clocks;  // that it sets going
  std::optional<Undone> undone;
  bool operator==(const Step&) const = default;
};
BOOST_DESCRIBE_STRUCT(Step, (),
                      (number, kind, case_id, unit, by, at, taken_at, document, ground, note,
                       penalty, judgement, clocks, undone))

struct Person {
  PersonId id;
  base::Personal name;
  base::Personal id_no;
  base::Personal id_key;  // keyed digest of `id_no`: whoever is the same has the same
  std::vector<base::Personal> phones;
  std::vector<base::AccountId> accounts;
  std::vector<Membership> cases;
  Place place;
  std::vector<Proof> proofs;
  std::vector<Step> steps;
  std::string officer;  // who answers for the file
  std::string unit;     // of the officer; empty: the centre
  base::Instant filed_at;
  std::optional<base::Instant> erased_at;
  bool operator==(const Person&) const = default;
};
BOOST_DESCRIBE_STRUCT(Person, (),
                      (id, name, id_no, id_key, phones, accounts, cases, place, proofs, steps,
                       officer, unit, filed_at, erased_at))

/// "R000001".
[[nodiscard]] std::string to_text(PersonId id);
[[nodiscard]] base::SubjectId subject_of(PersonId id);
/// Null where the person does not belong to the case.
[[nodiscard]] const Membership* membership_in(const Person& person, CaseId id);
/// Null where there is none of that number.
[[nodiscard]] const Step* step_numbered(const Person& person, std::uint64_t number);

}  // namespace holdfast::person
