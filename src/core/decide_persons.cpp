// Files of persons dealt with: opened, linked to cases, completed, and erased with their cases.
//
// Refusals, the first that holds is told: whoever acts may not see names, or the rules know no
// persons; no such case or person; erased; a file of the same person is there; the role; what is
// wrong in the body; too many.
#include <algorithm>
#include <fmt/core.h>

#include "core/drafting.hpp"
#include "core/persons.hpp"
#include "person/terms.hpp"

namespace holdfast::core {

namespace {

using person::Person;

constexpr std::size_t name_bytes_max = 128;
constexpr std::size_t id_no_bytes_max = 64;
constexpr std::size_t phone_bytes_max = 32;
constexpr std::size_t phones_max = 20;
constexpr std::size_t accounts_max = 100;
constexpr std::size_t cases_max = 100;
constexpr std::size_t proofs_max = 500;
constexpr std::size_t reference_bytes_max = 200;
constexpr std::size_t what_bytes_max = 1000;

base::Result<const desk::CaseFile*> case_with_names(const State& state, person::CaseId id) {
  const auto file = case_named(state, id);
  if (file && desk::is_erased(**file)) {
    return refuse(base::ErrorCode::conflict, "该案个人信息已销毁");
  }
  return file;
}

base::Result<void> check_role(const Outcome& out, const std::string& role) {
  if (!person::has_code(person::coded_by(out.state.rules, "person.roles", out.at), role)) {
    return bad(fmt::format("没有角色 {}", role), "/role");
  }
  return {};
}

base::Result<void> check_place(person::Whereabouts where, const std::string& country) {
  const bool is_code =
      country.size() == 2 &&
      std::all_of(country.begin(), country.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if ((where == person::Whereabouts::abroad) != is_code || (!is_code && !country.empty())) {
    return bad("在境外的须写明国家或者地区（两个大写字母），其余不写", "/country");
  }
  return {};
}

base::Result<void> check_facts(const PersonFacts& facts) {
  if (facts.name.size() > name_bytes_max) {
    return bad(fmt::format("姓名不超过 {} 字节", name_bytes_max), "/name");
  }
  if (facts.id_no.size() > id_no_bytes_max || facts.id_no.empty() != facts.id_key.empty()) {
    return bad(fmt::format("证件号码不超过 {} 字节", id_no_bytes_max), "/id_no");
  }
  if (facts.phones.size() > phones_max) {
    return bad(fmt::format("电话号码不超过 {} 个", phones_max), "/phones");
  }
  for (const auto& phone : facts.phones) {
    if (phone.empty() || phone.size() > phone_bytes_max) {
      return bad(fmt::format("电话号码为 1 到 {} 字节", phone_bytes_max), "/phones");
    }
  }
  if (facts.accounts.size() > accounts_max) {
    return bad(fmt::format("账户不超过 {} 个", accounts_max), "/accounts");
  }
  return {};
}

base::Result<void> check_nobody_else(const State& state, const std::string& id_key,
                                     std::optional<person::PersonId> self) {
  const auto found = state.person_by_key.find(id_key);
  if (id_key.empty() || found == state.person_by_key.end() || found->second == self) {
    return {};
  }
  return refuse(base::ErrorCode::conflict,
                fmt::format("该证件号码已有人员档案 {}：请在该档案中关联案件",
                            person::to_text(found->second)));
}

/// Those that are not there yet, each once.
template <typename T, typename Known>
std::vector<T> fresh(const std::vector<T>& wanted, const Known& is_known) {
  std::vector<T> all;
  for (const auto& each : wanted) {
    if (!is_known(each) && std::find(all.begin(), all.end(), each) == all.end()) {
      all.push_back(each);
    }
  }
  return all;
}

std::vector<base::Personal> sealed_all(base::SubjectId subject, std::vector<std::string> texts) {
  std::vector<base::Personal> all;
  for (auto& text : texts) {
    all.push_back({subject, std::move(text)});
  }
  return all;
}

base::Result<person::Proof> proof_of(const Outcome& out, const Person& person,
                                     const ProofGiven& given, std::size_t index) {
  const auto where = [&](std::string_view field) {
    return fmt::format("/proofs/{}/{}", index, field);
  };
  if (given.reference.empty() || given.reference.size() > reference_bytes_max) {
    return bad(fmt::format("证据编号为 1 到 {} 字节", reference_bytes_max), where("reference"));
  }
  const bool is_digest = given.sha256.size() == 64 &&
                         std::all_of(given.sha256.begin(), given.sha256.end(), [](char c) {
                           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
                         });
  if (!is_digest) {
    return bad("SHA-256 为 64 位小写十六进制", where("sha256"));
  }
  if (given.what.empty() || given.what.size() > what_bytes_max) {
    return bad(fmt::format("证明内容为 1 到 {} 字节", what_bytes_max), where("what"));
  }
  if (given.case_id && person::membership_in(person, *given.case_id) == nullptr) {
    return bad("该人不属于这一案件", where("case"));
  }
  return person::Proof{
      given.reference, given.sha256,      {person::subject_of(person.id), given.what},
      given.case_id,   out.command.actor, out.at};
}

std::string unit_of(const State& state, const std::string& name) {
  const auto user = state.users.find(name);
  return user == state.users.end() ? std::string{} : user->second.unit;
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const FilePerson& body) {
  if (const auto ok = may_deal(out); !ok) {
    return ok.error();
  }
  const auto file = case_with_names(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  if (body.facts.name.empty()) {
    return bad("须写明姓名；不知道的写绰号或者“身份不明”", "/name");
  }
  if (const auto ok =
          first_fault({check_facts(body.facts), check_nobody_else(out.state, body.facts.id_key, {}),
                       check_role(out, body.role), check_place(body.where, body.country)});
      !ok) {
    return ok.error();
  }
  Person person;
  person.id = out.new_person();
  const auto subject = person::subject_of(person.id);
  person.name = {subject, body.facts.name};
  person.id_no = sealed_for(subject, body.facts.id_no);
  person.id_key = sealed_for(subject, body.facts.id_key);
  const auto is_new = [](const auto& /*each*/) { return false; };
  person.phones = sealed_all(subject, fresh(body.facts.phones, is_new));
  person.accounts = fresh(body.facts.accounts, is_new);
  person.cases = {{body.case_id, body.role, out.command.actor, out.at}};
  person.place = {body.where, body.country, out.command.actor, out.at};
  person.officer = out.command.actor;
  person.unit = unit_of(out.state, out.command.actor);
  person.filed_at = out.at;
  out.answer.id = person::to_text(person.id);
  out.add(PersonFiled{std::move(person)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const LinkPerson& body) {
  const auto found = person_dealt_with(out, body.person);
  if (!found) {
    return found.error();
  }
  if (const auto file = case_with_names(out.state, body.case_id); !file) {
    return file.error();
  }
  if (const auto ok = check_role(out, body.role); !ok) {
    return ok.error();
  }
  const auto* known = person::membership_in(**found, body.case_id);
  if (known != nullptr && known->role == body.role) {
    return refuse(base::ErrorCode::conflict, "该人已以这一角色关联本案");
  }
  if (known == nullptr && (*found)->cases.size() >= cases_max) {
    return refuse(base::ErrorCode::too_large, fmt::format("一人关联案件不超过 {} 起", cases_max));
  }
  out.add(PersonLinked{body.person, {body.case_id, body.role, out.command.actor, out.at}});
  out.answer.id = person::to_text(body.person);
  return {};
}

base::Result<void> decide_one(Outcome& out, const UnlinkPerson& body) {
  const auto found = person_dealt_with(out, body.person);
  if (!found) {
    return found.error();
  }
  const auto& person = **found;
  if (person::membership_in(person, body.case_id) == nullptr) {
    return refuse(base::ErrorCode::not_found, "该人没有关联本案");
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  if (person.cases.size() == 1) {
    return refuse(base::ErrorCode::conflict, "档案至少关联一起案件：先关联正确的案件");
  }
  if (std::any_of(person.steps.begin(), person.steps.end(), [&](const person::Step& step) {
        return step.case_id == body.case_id && !step.undone;
      })) {
    return refuse(base::ErrorCode::conflict, "本案已有措施登记：先撤销登记错的步骤");
  }
  out.add(PersonUnlinked{body.person, body.case_id, {person::subject_of(person.id), body.reason}});
  out.answer.id = person::to_text(body.person);
  return {};
}

base::Result<void> decide_one(Outcome& out, const NotePerson& body) {
  const auto found = person_dealt_with(out, body.person);
  if (!found) {
    return found.error();
  }
  const auto& person = **found;
  if (const auto ok = first_fault(
          {check_facts(body.facts), check_nobody_else(out.state, body.facts.id_key, person.id)});
      !ok) {
    return ok.error();
  }
  const auto subject = person::subject_of(person.id);
  PersonNoted noted;
  noted.person = person.id;
  noted.name = sealed_for(subject, body.facts.name);
  noted.id_no = sealed_for(subject, body.facts.id_no);
  noted.id_key = sealed_for(subject, body.facts.id_key);
  noted.phones =
      sealed_all(subject, fresh(body.facts.phones, [&](const std::string& phone) {
                   return std::any_of(person.phones.begin(), person.phones.end(),
                                      [&](const auto& each) { return each.text == phone; });
                 }));
  noted.accounts = fresh(body.facts.accounts, [&](base::AccountId account) {
    return std::find(person.accounts.begin(), person.accounts.end(), account) !=
           person.accounts.end();
  });
  if (body.proofs.size() + person.proofs.size() > proofs_max) {
    return refuse(base::ErrorCode::too_large, fmt::format("一人证据不超过 {} 件", proofs_max));
  }
  for (std::size_t i = 0; i < body.proofs.size(); ++i) {
    auto proof = proof_of(out, person, body.proofs[i], i);
    if (!proof) {
      return proof.error();
    }
    noted.proofs.push_back(std::move(*proof));
  }
  if (person.phones.size() + noted.phones.size() > phones_max ||
      person.accounts.size() + noted.accounts.size() > accounts_max) {
    return refuse(base::ErrorCode::too_large, "该人的电话或者账户过多");
  }
  if (noted.name.text.empty() && noted.id_no.text.empty() && noted.phones.empty() &&
      noted.accounts.empty() && noted.proofs.empty()) {
    return bad("没有新的内容", "/name");
  }
  out.add(std::move(noted));
  out.answer.id = person::to_text(person.id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const MovePerson& body) {
  const auto found = person_dealt_with(out, body.person);
  if (!found) {
    return found.error();
  }
  if (const auto ok = check_place(body.where, body.country); !ok) {
    return ok.error();
  }
  out.add(PersonMoved{body.person, {body.where, body.country, out.command.actor, out.at}});
  out.answer.id = person::to_text(body.person);
  return {};
}

}  // namespace holdfast::core
