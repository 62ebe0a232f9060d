// A lead (线索) on the lists that somebody works through: people abroad who are said to swindle at
// home (境外线索), and people who came back and are to be looked at (回流人员筛查). Which steps and
// results there are the rules say (terms.hpp). Values; any thread.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "person/person.hpp"

namespace holdfast::person {

using LeadId = base::StrongId<struct LeadTag>;

enum class Roll {
  abroad,    // 境外线索
  returnee,  // 回流人员筛查
};
BOOST_DESCRIBE_ENUM(Roll, abroad, returnee)

struct LeadStep {
  std::string code;  // of the rules: "locate"
  std::string by;
  base::Instant at;
  base::Personal note;
  bool operator==(const LeadStep&) const = default;
};
BOOST_DESCRIBE_STRUCT(LeadStep, (), (code, by, at, note))

/// How it ended; where it led to a person dealt with, to whom.
struct LeadResult {
  std::string code;  // of the rules: "confirmed"
  std::string by;
  base::Instant at;
  base::Personal note;
  std::optional<PersonId> person;
  bool operator==(const LeadResult&) const = default;
};
BOOST_DESCRIBE_STRUCT(LeadResult, (), (code, by, at, note, person))

struct Lead {
  LeadId id;
  Roll roll = Roll::abroad;
  base::Personal name;
  base::Personal id_no;
  std::string country;  // where the person is, or came back from: ISO 3166 alpha-2
  base::Personal source;
  std::string owner;
  std::string unit;  // of the owner; empty: the centre
  std::string listed_by;
  base::Instant listed_at;
  base::Instant due;
  std::string article;
  std::vector<LeadStep> steps;
  std::optional<LeadResult> result;
  bool operator==(const Lead&) const = default;
};
BOOST_DESCRIBE_STRUCT(Lead, (),
                      (id, roll, name, id_no, country, source, owner, unit, listed_by, listed_at,
                       due, article, steps, result))

/// "G000001".
[[nodiscard]] std::string to_text(LeadId id);
[[nodiscard]] base::SubjectId subject_of(LeadId id);

}  // namespace holdfast::person
