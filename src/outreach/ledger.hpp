// 宣传台账: who was told about scams, where, and how we know. Campaigns, the households of a street
// that were visited, the re-visits that check what was claimed, and quizzes. Values; any thread.
//
// A street (街道、乡镇) is named by the nine digits of its division code. What a unit claims is
// never changed by an audit: the audit's findings lower what is counted (coverage.hpp).
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/personal.hpp"
#include "base/strong_id.hpp"

namespace holdfast::outreach {

using CampaignId = base::StrongId<struct CampaignTag>;
using RoundId = base::StrongId<struct RoundTag>;
using AuditId = base::StrongId<struct AuditTag>;
using QuizId = base::StrongId<struct QuizTag>;

/// A street as the ledger counts it.
struct Street {
  std::string code;  // nine digits
  std::string name;
  std::string district;  // its name
  std::string unit;      // the unit of the routing that visits it
  std::uint64_t households = 0;
  std::string source;  // where the number of households is from
  std::string by;
  base::Instant at;
  bool operator==(const Street&) const = default;
};
BOOST_DESCRIBE_STRUCT(Street, (), (code, name, district, unit, households, source, by, at))

/// What came of a campaign, as the unit counts it. The latest report counts.
struct CampaignReport {
  std::uint64_t reached = 0;   // people who heard it
  std::uint64_t material = 0;  // leaflets and posters given out
  std::string note;
  std::string by;
  base::Instant at;
  bool operator==(const CampaignReport&) const = default;
};
BOOST_DESCRIBE_STRUCT(CampaignReport, (), (reached, material, note, by, at))

/// Somebody's word that an entry does not count.
struct Withdrawn {
  std::string by;
  base::Instant at;
  std::string reason;
  bool operator==(const Withdrawn&) const = default;
};
BOOST_DESCRIBE_STRUCT(Withdrawn, (), (by, at, reason))

/// 宣传活动. Planned first, reported afterwards; the days are whole days in Beijing.
struct Campaign {
  CampaignId id;
  std::string title;
  std::string audience;  // of the rule outreach.audiences
  std::string topic;     // a guide's type; "general": no type of its own
  std::string unit;      // that holds it; empty: the centre
  std::string street;    // empty: of the whole unit
  base::Instant from;
  base::Instant until;  // exclusive
  std::string by;
  base::Instant at;
  std::optional<CampaignReport> report;
  std::optional<Withdrawn> withdrawn;
  bool operator==(const Campaign&) const = default;
};
BOOST_DESCRIBE_STRUCT(Campaign, (),
                      (id, title, audience, topic, unit, street, from, until, by, at, report,
                       withdrawn))

/// 入户走访: the households that a unit says it visited in one street on one day. They are numbered
/// from 1 as the unit's own list has them; nobody has to be named. Where the list is given, one
/// door a line, it is sealed and a re-visit finds the door by it.
struct Round {
  RoundId id;
  std::string street;
  std::string unit;
  std::optional<CampaignId> campaign;
  base::Instant day;             // its midnight in Beijing
  std::uint64_t households = 0;  // visited
  std::uint64_t first = 0;       // of them, those never visited before: only these are counted
  base::Personal doors;
  std::string by;
  base::Instant at;
  std::optional<Withdrawn> withdrawn;
  bool operator==(const Round&) const = default;
};
BOOST_DESCRIBE_STRUCT(Round, (),
                      (id, street, unit, campaign, day, households, first, doors, by, at,
                       withdrawn))

/// What a re-visit found.
enum class Finding {
  confirmed,    // 属实: they were visited and remember what about
  not_visited,  // 未走访
  unreachable,  // 未能核实: says nothing either way
};
BOOST_DESCRIBE_ENUM(Finding, confirmed, not_visited, unreachable)

struct Checked {
  Finding finding = Finding::confirmed;
  std::string note;
  std::string by;
  base::Instant at;
  bool operator==(const Checked&) const = default;
};
BOOST_DESCRIBE_STRUCT(Checked, (), (finding, note, by, at))

/// A household that is to be visited again: the `number`-th of the round, from 1.
struct Sampled {
  RoundId round;
  std::uint64_t number = 0;
  std::optional<Checked> checked;
  bool operator==(const Sampled&) const = default;
};
BOOST_DESCRIBE_STRUCT(Sampled, (), (round, number, checked))

/// 随机回访抽查. The seed and the rounds it is drawn from are written down first, the draw follows
/// from them alone (draw.hpp): anybody can draw it again.
struct Audit {
  AuditId id;
  std::string street;
  std::string seed;             // 64 hexadecimal digits
  std::vector<RoundId> rounds;  // whose households can be drawn
  std::uint64_t wanted = 0;     // how many are to be drawn
  std::string reason;
  std::string by;
  base::Instant at;
  std::vector<Sampled> sampled;
  bool operator==(const Audit&) const = default;
};
BOOST_DESCRIBE_STRUCT(Audit, (), (id, street, seed, rounds, wanted, reason, by, at, sampled))

/// 识诈测验 on paper: how many of a community saw through simulated scams.
struct Quiz {
  QuizId id;
  std::string street;
  std::string community;  // 社区、村
  std::string topic;      // as a campaign's
  base::Instant day;
  std::uint64_t takers = 0;
  std::uint64_t questions = 0;  // on each paper
  std::uint64_t right = 0;      // answers of all takers together
  std::uint64_t fell = 0;       // takers who would have paid
  std::string by;
  base::Instant at;
  std::optional<Withdrawn> withdrawn;
  bool operator==(const Quiz&) const = default;
};
BOOST_DESCRIBE_STRUCT(Quiz, (),
                      (id, street, community, topic, day, takers, questions, right, fell, by, at,
                       withdrawn))

struct Ledger {
  std::map<std::string, Street> streets;  // by code
  std::map<CampaignId, Campaign> campaigns;
  std::map<RoundId, Round> rounds;
  std::map<AuditId, Audit> audits;
  std::map<QuizId, Quiz> quizzes;
  bool operator==(const Ledger&) const = default;
};
BOOST_DESCRIBE_STRUCT(Ledger, (), (streets, campaigns, rounds, audits, quizzes))

/// Nine digits.
[[nodiscard]] bool is_street_code(std::string_view text);
/// Every household that was drawn has a finding.
[[nodiscard]] bool is_done(const Audit& audit);
/// The doors of a round as its unit listed them, one a line, without empty ones.
[[nodiscard]] std::vector<std::string_view> doors_in(std::string_view text);

/// "E000001", "V000001", "Z000001".
[[nodiscard]] std::string to_text(CampaignId id);
[[nodiscard]] std::string to_text(RoundId id);
[[nodiscard]] std::string to_text(AuditId id);
/// "QZ000001".
[[nodiscard]] std::string to_text(QuizId id);

}  // namespace holdfast::outreach
