// What can have happened to a person dealt with, or a lead. Part of core/event.hpp.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "person/lead.hpp"
#include "person/person.hpp"

namespace holdfast::core {

struct PersonFiled {
  person::Person person;
};
BOOST_DESCRIBE_STRUCT(PersonFiled, (), (person))

/// Belongs to a case from here on, or in another role than before.
struct PersonLinked {
  person::PersonId person;
  person::Membership membership;
};
BOOST_DESCRIBE_STRUCT(PersonLinked, (), (person, membership))

/// Was linked by mistake.
struct PersonUnlinked {
  person::PersonId person;
  person::CaseId case_id;
  base::Personal reason;
};
BOOST_DESCRIBE_STRUCT(PersonUnlinked, (), (person, case_id, reason))

/// What more is known: names and numbers that are not empty take the place of what was there, the
/// others are added.
struct PersonNoted {
  person::PersonId person;
  base::Personal name;
  base::Personal id_no;
  base::Personal id_key;
  std::vector<base::Personal> phones;
  std::vector<base::AccountId> accounts;
  std::vector<person::Proof> proofs;
};
BOOST_DESCRIBE_STRUCT(PersonNoted, (), (person, name, id_no, id_key, phones, accounts, proofs))

struct PersonMoved {
  person::PersonId person;
  person::Place place;
};
BOOST_DESCRIBE_STRUCT(PersonMoved, (), (person, place))

struct PersonStepTaken {
  person::PersonId person;
  person::Step step;
};
BOOST_DESCRIBE_STRUCT(PersonStepTaken, (), (person, step))

/// It was recorded by mistake: what stands is what the other steps add up to.
struct PersonStepUndone {
  person::PersonId person;
  std::uint64_t step = 0;
  person::Undone undone;
};
BOOST_DESCRIBE_STRUCT(PersonStepUndone, (), (person, step, undone))

/// A clock told that it lapses soon, or lapsed.
struct PersonClockRung {
  person::PersonId person;
  std::uint64_t step = 0;
  std::uint64_t clock = 0;  // of the step's
  bool lapsed = false;
};
BOOST_DESCRIBE_STRUCT(PersonClockRung, (), (person, step, clock, lapsed))

/// Every case that the person belongs to was erased.
struct PersonErased {
  person::PersonId person;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(PersonErased, (), (person, reason))

struct LeadListed {
  person::Lead lead;
};
BOOST_DESCRIBE_STRUCT(LeadListed, (), (lead))

struct LeadAssigned {
  person::LeadId lead;
  std::string owner;
  std::string unit;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(LeadAssigned, (), (lead, owner, unit, reason))

struct LeadStepTaken {
  person::LeadId lead;
  person::LeadStep step;
};
BOOST_DESCRIBE_STRUCT(LeadStepTaken, (), (lead, step))

struct LeadEnded {
  person::LeadId lead;
  person::LeadResult result;
};
BOOST_DESCRIBE_STRUCT(LeadEnded, (), (lead, result))

}  // namespace holdfast::core
