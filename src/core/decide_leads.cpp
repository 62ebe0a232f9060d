// Lists that somebody works through: leads abroad, and people who came back.
//
// Refusals, the first that holds is told: whoever acts may not see names, or the rules know no
// persons; no such lead; ended already; what is wrong in the body; no such colleague.
#include <fmt/core.h>

#include "core/drafting.hpp"
#include "core/duties.hpp"
#include "core/persons.hpp"
#include "person/terms.hpp"

namespace holdfast::core {

namespace {

using person::Lead;

constexpr std::size_t name_bytes_max = 128;
constexpr std::size_t id_no_bytes_max = 64;
constexpr std::size_t source_bytes_max = 2000;
constexpr std::size_t steps_max = 200;

/// Somebody who may work on leads.
base::Result<std::string> owner_unit(const Outcome& out, const std::string& name) {
  const auto* user = person_named(out.state, name);
  if (user == nullptr || !may_see_persons(out.state, name, out.at)) {
    return bad(fmt::format("没有可以办理线索的民警 {}", name), "/owner");
  }
  return user->unit;
}

/// A lead that whoever acts may work on.
base::Result<const Lead*> open_lead(const Outcome& out, person::LeadId id) {
  if (const auto ok = may_deal(out); !ok) {
    return ok.error();
  }
  const auto found = out.state.leads.find(id);
  if (found == out.state.leads.end()) {
    return refuse(base::ErrorCode::not_found, fmt::format("no lead {}", person::to_text(id)));
  }
  if (found->second.result) {
    return refuse(base::ErrorCode::conflict, fmt::format("线索 {} 已办结", person::to_text(id)));
  }
  return &found->second;
}

base::Result<void> check_code(const Outcome& out, const Lead& lead, std::string_view what,
                              const std::string& code) {
  if (!person::has_code(
          person::coded_by(out.state.rules, person::roll_key(lead.roll, what), out.at), code)) {
    return bad(fmt::format("没有代码 {}", code), "/code");
  }
  return {};
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const ListLead& body) {
  if (const auto ok = may_deal(out); !ok) {
    return ok.error();
  }
  if (body.name.empty() || body.name.size() > name_bytes_max) {
    return bad(fmt::format("姓名或者绰号为 1 到 {} 字节", name_bytes_max), "/name");
  }
  if (body.id_no.size() > id_no_bytes_max) {
    return bad(fmt::format("证件号码不超过 {} 字节", id_no_bytes_max), "/id_no");
  }
  if (body.country.size() != 2 || body.country[0] < 'A' || body.country[0] > 'Z' ||
      body.country[1] < 'A' || body.country[1] > 'Z') {
    return bad("国家或者地区为两个大写字母", "/country");
  }
  if (body.source.empty() || body.source.size() > source_bytes_max) {
    return bad(fmt::format("线索来源为 1 到 {} 字节", source_bytes_max), "/source");
  }
  const auto unit = owner_unit(out, body.owner);
  if (!unit) {
    return unit.error();
  }
  const auto& term = out.rule(person::roll_key(body.roll, "term"));
  Lead lead;
  lead.id = out.new_lead();
  lead.roll = body.roll;
  const auto subject = person::subject_of(lead.id);
  lead.name = {subject, body.name};
  lead.id_no = sealed_for(subject, body.id_no);
  lead.country = body.country;
  lead.source = {subject, body.source};
  lead.owner = body.owner;
  lead.unit = *unit;
  lead.listed_by = out.command.actor;
  lead.listed_at = out.at;
  lead.due = person::term_end(term, out.at);
  lead.article = term.article;
  out.answer.id = person::to_text(lead.id);
  out.add(LeadListed{std::move(lead)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const AssignLead& body) {
  const auto lead = open_lead(out, body.lead);
  if (!lead) {
    return lead.error();
  }
  const auto unit = owner_unit(out, body.owner);
  if (!unit) {
    return unit.error();
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  out.add(LeadAssigned{body.lead, body.owner, *unit, body.reason});
  out.answer.id = person::to_text(body.lead);
  return {};
}

base::Result<void> decide_one(Outcome& out, const TakeLeadStep& body) {
  const auto lead = open_lead(out, body.lead);
  if (!lead) {
    return lead.error();
  }
  if (const auto ok = first_fault(
          {check_code(out, **lead, "steps", body.code), need_reason(body.note, "/note")});
      !ok) {
    return ok.error();
  }
  if ((*lead)->steps.size() >= steps_max) {
    return refuse(base::ErrorCode::too_large, fmt::format("一条线索的步骤不超过 {} 条", steps_max));
  }
  out.add(LeadStepTaken{
      body.lead,
      {body.code, out.command.actor, out.at, {person::subject_of(body.lead), body.note}}});
  out.answer.id = person::to_text(body.lead);
  return {};
}

base::Result<void> decide_one(Outcome& out, const EndLead& body) {
  const auto lead = open_lead(out, body.lead);
  if (!lead) {
    return lead.error();
  }
  if (const auto ok = first_fault(
          {check_code(out, **lead, "results", body.code), need_reason(body.note, "/note")});
      !ok) {
    return ok.error();
  }
  if ((*lead)->steps.empty()) {
    return refuse(base::ErrorCode::conflict, "线索还没有办理过：先登记所做的核查");
  }
  if (body.person) {
    if (const auto person = person_on_file(out, *body.person); !person) {
      return person.error();
    }
  }
  out.add(LeadEnded{body.lead,
                    {body.code,
                     out.command.actor,
                     out.at,
                     {person::subject_of(body.lead), body.note},
                     body.person}});
  out.answer.id = person::to_text(body.lead);
  return {};
}

}  // namespace holdfast::core
