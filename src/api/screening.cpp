// POST /payments/screen: an institution holds a payment back and asks; GET /screenings: what was
// delayed or held.
#include "core/screening.hpp"

#include <boost/describe/enum_to_string.hpp>
#include <boost/json.hpp>
#include <future>

#include "api/routes.hpp"
#include "api/screening_question.hpp"
#include "engine/json_values.hpp"
#include "screen/screener.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

template <typename Enum>
json::string name_of(Enum value) {
  return json::string{boost::describe::enum_to_string(value, "")};
}

json::array reasons_json(const std::vector<desk::ScreenReason>& reasons) {
  json::array list;
  for (const auto& reason : reasons) {
    list.push_back(json::object{{"code", reason.code}, {"text", reason.words}});
  }
  return list;
}

/// What the asking institution may see of the evidence: its own transfers by their serials, others
/// by number only.
json::object evidence_json(const Call& call, const desk::Screening& screening) {
  const auto& world = call.engine().world();
  json::array own;
  std::int64_t others = 0;
  for (const auto sequence : screening.transfers) {
    if (world.feed(sequence) != call.who.institution) {
      ++others;
      continue;
    }
    const auto transfer = world.graph().transfer(sequence);
    own.push_back(json::object{{"serial", world.texts(sequence).serial},
                               {"time", base::format_instant(transfer.time)},
                               {"amount_fen", transfer.amount.value()}});
  }
  json::array cases;
  for (const auto id : screening.cases) {
    cases.emplace_back(order::to_text(id));
  }
  return {{"transfers", std::move(own)},
          {"transfers_elsewhere", others},
          {"cases", std::move(cases)},
          {"under_order", !screening.orders.empty()}};
}

json::object answer_json(const Call& call, const desk::Screening& screening) {
  json::object body{{"decision", name_of(screening.advice)},
                    {"basis", name_of(screening.basis)},
                    {"score_millionths", nullptr},
                    {"reasons", reasons_json(screening.reasons)},
                    {"feature_code", nullptr},
                    {"evidence", evidence_json(call, screening)},
                    {"valid_until", base::format_instant(screening.until)},
                    {"late", screening.unjudged == desk::Unjudged::late},
                    {"unjudged", nullptr},
                    {"scoring", nullptr},
                    {"rules_version", screening.rules_version}};
  if (screening.judged) {
    body["score_millionths"] = screening.judged->score;
    body["scoring"] = desk::to_text(screening.judged->scoring);
  }
  if (!screening.reasons.empty()) {
    body["feature_code"] = screening.reasons.front().code;
  }
  if (screening.unjudged != desk::Unjudged::none) {
    body["unjudged"] = name_of(screening.unjudged);
  }
  return body;
}

/// Nobody judged in time and nobody has written it down yet: the policy, as it will be.
net::Response late_answer(const core::EffectiveTerms& terms, base::Instant now) {
  return net::json_response(
      200,
      json::serialize(json::object{
          {"id", nullptr},
          {"decision", name_of(core::advice_of(terms.fail))},
          {"basis", name_of(desk::Basis::policy)},
          {"score_millionths", nullptr},
          {"reasons", json::array{json::object{{"code", "9999"}, {"text", "未能在时限内评分"}}}},
          {"feature_code", "9999"},
          {"evidence", json::object{{"transfers", json::array{}},
                                    {"transfers_elsewhere", 0},
                                    {"cases", json::array{}},
                                    {"under_order", false}}},
          {"valid_until", base::format_instant(now + terms.validity)},
          {"late", true},
          {"unjudged", name_of(desk::Unjudged::late)},
          {"scoring", nullptr},
          {"rules_version", nullptr},
          {"repeated", false},
          {"seq", nullptr}}));
}

/// What became of each, as its institution told; the documents do not hold it, since that may come
/// long after the answer is forgotten.
void add_ends(const Call& call, std::vector<std::string>& docs) {
  std::vector<desk::ScreeningId> ids;
  for (const auto& doc : docs) {
    const auto id = read_number(json::parse(doc).at("id").as_string(), 'S');
    ids.emplace_back(id.value_or(0));
  }
  std::vector<std::optional<desk::PaymentEnded>> ends(ids.size());
  call.engine().read([&](const core::State& state) {
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const auto found = state.screening.stopped.find(ids[i]);
      ends[i] = found == state.screening.stopped.end() ? std::nullopt : found->second.ended;
    }
  });
  for (std::size_t i = 0; i < docs.size(); ++i) {
    docs[i].pop_back();  // the object goes on
    docs[i] += ",\"ended\":";
    docs[i] += ends[i]
                   ? json::serialize(json::object{{"outcome", name_of(ends[i]->how)},
                                                  {"at", base::format_instant(ends[i]->at)},
                                                  {"by", ends[i]->by},
                                                  {"note", engine::text_or_null(ends[i]->note)}})
                   : "null";
    docs[i] += '}';
  }
}

}  // namespace

Answer screen_payment(const Call& call) {
  const auto began = engine::Patience::Clock::now();
  const auto screener = call.service.options.screener;
  if (screener == nullptr) {
    return base::Error{base::ErrorCode::unavailable, "this server screens no payments"};
  }
  const auto asked = read_question(call);
  if (!asked) {
    return asked.error();
  }
  const auto terms = screener->terms(call.who.institution);
  const auto patience = std::make_shared<engine::Patience>(began + terms.deadline);
  const auto& world = call.engine().world();
  core::ScreenPayment payment{call.who.institution,
                              asked->payment_id,
                              asked->digest(call.engine()),
                              world.find(asked->payer, asked->payer_institution),
                              world.find(asked->payee, asked->payee_institution),
                              asked->amount};
  auto judged =
      screener->judge({payment.payer, payment.payee, asked->amount, asked->time, asked->kind});
  payment.judged = judged.judged;
  payment.unjudged = judged.unjudged;
  payment.shadow = judged.shadow;
  payment.reasons = std::move(judged.reasons);
  payment.transfers = std::move(judged.transfers);

  // Shared with the engine's thread: whoever gives up waiting leaves it to that.
  const auto promise = std::make_shared<std::promise<base::Result<engine::Screened>>>();
  auto answered = promise->get_future();
  call.engine().screen(
      {call.who.name}, std::move(payment), patience,
      [promise](base::Result<engine::Screened> done) { promise->set_value(std::move(done)); });
  if (answered.wait_until(patience->until()) == std::future_status::timeout &&
      patience->give_up()) {
    return late_answer(terms, call.engine().now());
  }
  const auto done = answered.get();
  if (!done) {
    return done.error();
  }
  if (!done->repeated) {
    screener->note(done->screening);
  }
  auto body = answer_json(call, done->screening);
  body["id"] = desk::to_text(done->screening.id);
  body["repeated"] = done->repeated;
  body["seq"] = done->seq;
  return with_seq(net::json_response(200, json::serialize(body)), done->seq);
}

Answer list_screenings(const Call& call) {
  auto query = page_query(call, "screening");
  if (!query) {
    return query.error();
  }
  if (const auto decision = call.query("decision"); !decision.empty()) {
    query->states = {decision};
  }
  if (const auto institution = call.query("institution"); !institution.empty()) {
    query->parent = institution;
  }
  auto page = call.engine().list(*query, call.min_seq);
  if (!page) {
    return page.error();
  }
  add_ends(call, page->docs);
  return page_response(*page);
}

}  // namespace holdfast::api
