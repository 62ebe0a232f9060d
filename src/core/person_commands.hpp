// What can be asked about persons dealt with and leads. Part of core/command.hpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "person/lead.hpp"
#include "person/person.hpp"

namespace holdfast::core {

/// What is known of a person. `id_key`: keyed digest of `id_no` as the shell makes it.
struct PersonFacts {
  std::string name;
  std::string id_no;
  std::string id_key;
  std::vector<std::string> phones;
  std::vector<base::AccountId> accounts;
};

/// Opens a file. The answer names it; whoever has one already is refused, naming it.
struct FilePerson {
  person::CaseId case_id;
  std::string role;
  PersonFacts facts;
  person::Whereabouts where = person::Whereabouts::unknown;
  std::string country;
};
/// Belongs to a further case, or to the case in another role.
struct LinkPerson {
  person::PersonId person;
  person::CaseId case_id;
  std::string role;
};
struct UnlinkPerson {
  person::PersonId person;
  person::CaseId case_id;
  std::string reason;
};
/// A file that shows the person's part.
struct ProofGiven {
  std::string reference;
  std::string sha256;
  std::string what;
  std::optional<person::CaseId> case_id;
};
struct NotePerson {
  person::PersonId person;
  PersonFacts facts;
  std::vector<ProofGiven> proofs;
};
struct MovePerson {
  person::PersonId person;
  person::Whereabouts where = person::Whereabouts::unknown;
  std::string country;
};
struct TakePersonStep {
  person::PersonId person;
  person::StepKind kind = person::StepKind::summoned;
  person::CaseId case_id;
  std::optional<base::Instant> taken_at = {};  // now, where it is not said
  std::string document = {};
  person::Ground ground = person::Ground::ordinary;
  std::string note = {};
  std::optional<person::Penalty> penalty = {};
  std::optional<person::Judgement> judgement = {};
};
struct UndoPersonStep {
  person::PersonId person;
  std::uint64_t step = 0;
  std::string reason;
};

struct ListLead {
  person::Roll roll = person::Roll::abroad;
  std::string name;
  std::string id_no;
  std::string country;
  std::string source;
  std::string owner;
};
struct AssignLead {
  person::LeadId lead;
  std::string owner;
  std::string reason;
};
struct TakeLeadStep {
  person::LeadId lead;
  std::string code;
  std::string note;
};
struct EndLead {
  person::LeadId lead;
  std::string code;
  std::string note;
  std::optional<person::PersonId> person;
};

}  // namespace holdfast::core
