// Reports, the payments of a case, and what becomes known of victim and payee later.
#include <boost/json.hpp>
#include <future>
#include <set>

#include "api/body.hpp"
#include "api/reads.hpp"
#include "api/routes.hpp"
#include "api/traits.hpp"
#include "engine/views.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

using desk::PaymentField;

constexpr std::size_t losses_max = 200;

std::string name_of(PaymentField field) {
  return boost::describe::enum_to_string(field, "");
}

void read_accounts(const Fields& fields, engine::ReportedLoss& loss) {
  loss.payer_account = plain_number(fields.text("payer_account", 96));
  loss.payer_institution = fields.text("payer_institution", 64);
  loss.payee_account = plain_number(fields.text("payee_account", 96));
  loss.payee_institution = fields.text("payee_institution", 64);
  loss.payee_name = fields.text("payee_name", 256);
  loss.serial = fields.text("serial", 128);
}

void read_particulars(const Fields& fields, engine::ReportedLoss& loss) {
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<PaymentField>>([&](auto each) {
    if (each.value == PaymentField::payer_account || each.value == PaymentField::payee_account) {
      return;
    }
    auto text = fields.text(each.name, 200);
    if (!text.empty()) {
      loss.particulars.push_back({each.value, {{}, std::move(text)}});
    }
  });
}

/// The table of desk::fields_of, applied before any account is made of what was told.
void check_way(const Fields& fields, const engine::ReportedLoss& loss, desk::PaidBy way) {
  std::set<PaymentField> given;
  if (!loss.payer_account.empty()) {
    given.insert(PaymentField::payer_account);
  }
  if (!loss.payee_account.empty()) {
    given.insert(PaymentField::payee_account);
  }
  for (const auto& particular : loss.particulars) {
    given.insert(particular.field);
  }
  if (const auto fault = desk::fault_of(way, given)) {
    fields.refuse(name_of(fault->field), std::string{fault->why});
  }
}

std::optional<desk::PaidBy> read_way(const Fields& fields) {
  const auto text = fields.text("paid_by", 32);
  if (text.empty()) {
    return std::nullopt;
  }
  desk::PaidBy way{};
  if (!boost::describe::enum_from_string(text.c_str(), way)) {
    fields.refuse("paid_by", "is transfer, qr, atm, cash, gift_card or crypto");
  }
  return way;
}

engine::ReportedLoss read_loss(const Fields& fields, base::Instant now, desk::PaidBy way) {
  engine::ReportedLoss loss;
  read_accounts(fields, loss);
  loss.amount = fields.needed_amount("amount_fen");
  loss.time = fields.needed_time("time");
  loss.paid_by = read_way(fields);
  read_particulars(fields, loss);
  check_way(fields, loss, loss.paid_by.value_or(way));
  if (loss.time > now + std::chrono::hours{24}) {
    fields.refuse("time", "lies in the future");
  }
  if (!loss.payer_account.empty() && loss.payer_account == loss.payee_account) {
    fields.refuse("payee_account", "is the payer's account");
  }
  return loss;
}

base::Result<engine::Report> read_report(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  engine::Report report;
  const auto victim = fields->needed_object("victim");
  report.victim_name = victim.text("name", 200);
  report.victim_phone = plain_number(victim.text("phone", 40));
  report.victim_id_no = plain_number(victim.text("id_no", 40));
  report.fraud_type = fields->text("fraud_type", 64);
  report.paid_by = read_way(*fields).value_or(desk::PaidBy::transfer);
  report.narrative = fields->text("narrative", 20'000);
  const auto now = call.engine().now();
  for (const auto& each : fields->objects("losses", losses_max)) {
    report.losses.push_back(read_loss(each, now, report.paid_by));
  }
  if (report.losses.empty()) {
    fields->refuse("losses", "names no payment");
  }
  report.authorise_cascade = fields->flag("authorise_cascade", true);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return report;
}

/// Calls the engine with a callback and waits for it.
template <typename Ask>
base::Result<engine::Done> wait_for(const Ask& ask) {
  auto promise = std::make_shared<std::promise<base::Result<engine::Done>>>();
  auto future = promise->get_future();
  ask([promise](base::Result<engine::Done> done) { promise->set_value(std::move(done)); });
  return future.get();
}

json::array matched_losses(const Call& call, desk::CaseId id) {
  json::array list;
  call.engine().read([&](const core::State& state) {
    const auto found = state.cases.find(id);
    if (found == state.cases.end()) {
      return;
    }
    for (std::size_t i = 0; i < found->second.losses.size(); ++i) {
      const auto& matched = found->second.losses[i].matched;
      list.push_back(json::object{
          {"index", i},
          {"matched", matched.has_value()},
          {"transfer", matched ? json::value(engine::to_text(*matched)) : json::value(nullptr)}});
    }
  });
  return list;
}

Answer answer_with_losses(const Call& call, const base::Result<engine::Done>& done, int status) {
  if (!done) {
    return done.error();
  }
  const auto id = read_case(done->answer.id);
  base::check(id.ok(), "the engine answered a report without a case");
  json::object body{
      {"case", done->answer.id}, {"seq", done->seq}, {"losses", matched_losses(call, *id)}};
  return with_seq(net::json_response(status, json::serialize(body)), done->seq);
}

/// How the case was paid. Errors: not_found.
base::Result<desk::PaidBy> way_of_case(const Call& call, desk::CaseId id) {
  std::optional<desk::PaidBy> way;
  call.engine().read([&](const core::State& state) {
    if (const auto found = state.cases.find(id); found != state.cases.end()) {
      way = found->second.paid_by;
    }
  });
  if (!way) {
    return base::Error{base::ErrorCode::not_found, "no case " + order::to_text(id)};
  }
  return *way;
}

}  // namespace

Answer report(const Call& call) {
  auto report = read_report(call);
  if (!report) {
    return report.error();
  }
  report->traits = traits_of_report(call, *report);
  const auto done = wait_for([&](engine::OnDone on_done) {
    call.engine().report(call.caller(), std::move(*report), std::move(on_done));
  });
  return answer_with_losses(call, done, 201);
}

Answer add_loss(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  const auto way = way_of_case(call, *id);
  if (!way) {
    return way.error();
  }
  auto loss = read_loss(*fields, call.engine().now(), *way);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  const auto done = wait_for([&](engine::OnDone on_done) {
    call.engine().add_losses(call.caller(), *id, {std::move(loss)}, std::move(on_done));
  });
  return answer_with_losses(call, done, 201);
}

Answer name_payee(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  const auto index = read_index(call.request.param("index"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !index || !fields) {
    return !id ? id.error() : !index ? index.error() : fields.error();
  }
  engine::ReportedLoss named;
  read_accounts(*fields, named);
  if (named.payee_account.empty()) {
    fields->refuse("payee_account", "is missing");
  }
  if (!named.payer_account.empty() && named.payer_account == named.payee_account) {
    fields->refuse("payee_account", "is the payer's account");
  }
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  const auto done = wait_for([&](engine::OnDone on_done) {
    call.engine().name_payee(call.caller(), *id, *index, std::move(named), std::move(on_done));
  });
  return answer_with_losses(call, done, 200);
}

Answer complete_victim(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  core::CompleteVictim body;
  body.case_id = *id;
  body.victim.name.text = fields->text("name", 200);
  body.victim.phone.text = plain_number(fields->text("phone", 40));
  body.victim.id_no.text = plain_number(fields->text("id_no", 40));
  if (body.victim == desk::Victim{}) {
    fields->refuse("name", "is missing, and so are phone and id_no");
  }
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(body), "case");
}

Answer payment_ways(const Call& /*call*/) {
  json::array ways;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<desk::PaidBy>>([&](auto way) {
    json::array fields;
    for (const auto& rule : desk::fields_of(way.value)) {
      fields.push_back(json::object{{"field", name_of(rule.field)},
                                    {"asked", boost::describe::enum_to_string(rule.asked, "")}});
    }
    ways.push_back(json::object{{"way", way.name}, {"fields", std::move(fields)}});
  });
  return net::json_response(200, json::serialize(json::object{{"ways", std::move(ways)}}));
}

}  // namespace holdfast::api
