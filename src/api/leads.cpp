// Leads abroad and people who came back: the lists, and what is done with one of them.
#include "api/path_command.hpp"
#include "api/person_routes.hpp"
#include "api/reads.hpp"

namespace holdfast::api {

namespace {

constexpr std::size_t note_bytes_max = 2000;

base::Error bad_query(std::string name, std::string why) {
  return {base::ErrorCode::bad_input, name + " " + std::move(why), "?" + name};
}

base::Result<person::LeadId> lead_in_path(const Call& call) {
  const auto number = read_number(call.request.param("id"), 'G');
  return number ? base::Result<person::LeadId>{person::LeadId{*number}}
                : base::Result<person::LeadId>{
                      base::Error{base::ErrorCode::not_found, "no such lead"}};
}

person::Roll read_roll(const Fields& fields) {
  return needed_choice<person::Roll>(fields, "roll", "abroad or returnee", 16);
}

}  // namespace

Answer list_leads(const Call& call) {
  auto query = page_query(call, "lead");
  if (!query) {
    return query.error();
  }
  const auto roll = call.query("roll");
  const auto state = call.query("state").empty() ? std::string{"open"} : call.query("state");
  if (roll != "abroad" && roll != "returnee") {
    return bad_query("roll", "is abroad or returnee");
  }
  if (state != "open" && state != "ended") {
    return bad_query("state", "is open or ended");
  }
  query->states = {roll + ":" + state};
  const auto owner = call.query("owner");
  const auto sought = call.query("q");
  if (!owner.empty() && !sought.empty()) {
    return bad_query("q", "does not go with an owner");
  }
  if (!owner.empty()) {
    query->term = "owner:" + owner;
  } else if (!sought.empty()) {
    query->term = search_term(call, sought);
  }
  if (call.query("order").empty()) {
    query->order = port::RowOrder::oldest_first;  // by what is due first
  }
  return list_page(call, *query);
}

Answer list_lead(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  core::ListLead body;
  body.roll = read_roll(*fields);
  body.name = fields->needed_text("name", 128);
  body.id_no = plain_number(fields->text("id_no", 64));
  body.country = fields->needed_text("country", 2);
  body.source = fields->needed_text("source", note_bytes_max);
  body.owner = fields->needed_text("owner", 64);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(body), "lead", 201);
}

Answer assign_lead(const Call& call) {
  return path_command(
      call, lead_in_path(call), "lead", 200, [](person::LeadId id, const Fields& fields) {
        return base::Result<core::AssignLead>{core::AssignLead{
            id, fields.needed_text("owner", 64), fields.needed_text("reason", note_bytes_max)}};
      });
}

Answer take_lead_step(const Call& call) {
  return path_command(
      call, lead_in_path(call), "lead", 200, [](person::LeadId id, const Fields& fields) {
        return base::Result<core::TakeLeadStep>{core::TakeLeadStep{
            id, fields.needed_text("code", 32), fields.needed_text("note", note_bytes_max)}};
      });
}

Answer end_lead(const Call& call) {
  return path_command(
      call, lead_in_path(call), "lead", 200, [](person::LeadId id, const Fields& fields) {
        core::EndLead body{
            id, fields.needed_text("code", 32), fields.needed_text("note", note_bytes_max), {}};
        if (fields.has("person")) {
          const auto number = read_number(fields.needed_text("person", 32), 'R');
          if (!number) {
            fields.refuse("person", "is like R000001");
          }
          body.person = person::PersonId{number.value_or(0)};
        }
        return base::Result<core::EndLead>{std::move(body)};
      });
}

}  // namespace holdfast::api
