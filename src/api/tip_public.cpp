// What anybody may tell and ask the centre without a login, and what they read under their code:
// stage, answer, result, reward, and nothing else. Bounded by address; a code has 55 random bits,
// and guesses at a pass phrase wait longer each time.
#include <boost/json.hpp>
#include <fmt/core.h>

#include "api/public_house.hpp"
#include "api/tip_form.hpp"
#include "api/tip_routes.hpp"
#include "engine/json_values.hpp"
#include "order/paper.hpp"
#include "person/terms.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

json::value reward_json(const core::State& state, const tip::Tip& tip, base::Instant now) {
  const auto* reward = tip.rewards.empty() ? nullptr : &tip.rewards.back();
  if (reward == nullptr || !reward->ruling || !reward->ruling->approved) {
    return nullptr;  // what is thought about is nobody's yet
  }
  const auto* claim = tip::running_clock(tip, tip::ClockKind::claim);
  return json::object{
      {"amount_fen", reward->amount.value()},
      {"state", boost::describe::enum_to_string(tip::state_of(*reward), "")},
      {"claim_until",
       claim == nullptr ? json::value(nullptr) : json::value(base::format_instant(claim->due))},
      {"needs_phrase", !tip.reporter.phrase.empty()},
      {"way", reward->claim
                  ? json::value(person::name_of(
                        person::coded_by(state.rules, "tip.reward.ways", now), reward->claim->way))
                  : json::value(nullptr)},
      {"paid_at", reward->payment ? json::value(base::format_instant(reward->payment->paid_at))
                                  : json::value(nullptr)}};
}

json::object received(std::string_view kind, base::Instant taken) {
  return {{"kind", kind},      {"stage", "received"}, {"taken_at", base::format_instant(taken)},
          {"due", nullptr},    {"reply", nullptr},    {"result", nullptr},
          {"reward", nullptr}, {"erased", false}};
}

json::object progress_of(const core::State& state, const tip::Tip& tip, base::Instant now) {
  auto doc = received(boost::describe::enum_to_string(tip.kind, ""), tip.taken_at);
  doc["stage"] = boost::describe::enum_to_string(tip::stage_of(tip), "");
  doc["reward"] = reward_json(state, tip, now);
  doc["erased"] = tip.erased_at.has_value();
  if (const auto* clock = tip::running_clock(tip, tip::ClockKind::finish)) {
    doc["due"] = base::format_instant(clock->due);
  }
  if (tip.reply) {
    doc["reply"] = json::object{{"text", tip.reply->text.text},
                                {"guide", engine::text_or_null(tip.reply->guide)},
                                {"at", base::format_instant(tip.reply->at)}};
  }
  if (tip.result) {
    const auto names = person::coded_by(state.rules, "tip.results", now);
    doc["result"] = json::object{{"code", tip.result->code},
                                 {"name", person::name_of(names, tip.result->code)},
                                 {"reply", engine::text_or_null(tip.result->reply.text)},
                                 {"at", base::format_instant(tip.result->at)}};
  }
  return doc;
}

base::Error no_such_code() {
  return {base::ErrorCode::not_found, "没有这一举报或者咨询，请核对查询码"};
}

/// The tip under the code of the path. Errors: bad_input, not_found.
base::Result<tip::TipId> tip_under_code(const Call& call, std::string& code) {
  const auto read = order::read_code(call.request.param("code"));
  if (!read) {
    return read.error();
  }
  code = *read;
  std::optional<tip::TipId> id;
  call.engine().read([&](const core::State& state) {
    const auto found = state.tip_index.by_code.find(code);
    if (found != state.tip_index.by_code.end()) {
      id = found->second;
    }
  });
  return id ? base::Result<tip::TipId>{*id} : no_such_code();
}

}  // namespace

std::string received_tip(std::string_view kind, const House& house, base::Instant taken) {
  auto doc = received(kind, taken);
  doc["unit"] = house.unit;
  doc["telephone"] = house.telephone;
  return json::serialize(doc);
}

Answer public_tip_terms(const Call& call) {
  if (const auto ok = note_visit(call); !ok) {
    return ok.error();
  }
  json::object body;
  const auto now = call.engine().now();
  call.engine().read([&](const core::State& state) {
    body["streets"] = streets_json(state);
    body["ways"] = coded_json(state, "tip.reward.ways", now);
    body["named_ways"] = coded_json(state, "tip.reward.ways.named", now);
  });
  const auto house = house_of(call);
  body["unit"] = house.unit;
  body["telephone"] = house.telephone;
  return net::json_response(200, json::serialize(body));
}

Answer public_tip(const Call& call) {
  if (!is_json(call)) {
    return net::problem(415, "unsupported_type", "send application/json");
  }
  if (const auto ok = note_telling(call); !ok) {
    return ok.error();
  }
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  auto tip = read_tip(call, *fields);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  tip.way = tip::Way::page;
  const auto done =
      call.engine().submit_and_wait(public_caller(call, "tip"), core::TakeTip{std::move(tip)});
  if (!done) {
    return done.error();
  }
  // Of a repeated request: the code that was given out the first time.
  json::object body;
  call.engine().read([&](const core::State& state) {
    const tip::TipId id{read_number(done->answer.id.substr(1), 'P').value_or(0)};
    const auto& kept = state.tips.at(id);
    body["code"] = order::grouped_code(kept.code);
    body["taken_at"] = base::format_instant(kept.taken_at);
    const auto* clock = tip::running_clock(kept, tip::ClockKind::finish);
    body["due"] =
        clock == nullptr ? json::value(nullptr) : json::value(base::format_instant(clock->due));
  });
  body["seq"] = done->seq;
  return with_seq(net::json_response(201, json::serialize(body)), done->seq);
}

Answer public_tip_progress(const Call& call) {
  if (const auto ok = note_visit(call); !ok) {
    return ok.error();
  }
  std::string code;
  const auto id = tip_under_code(call, code);
  if (!id) {
    return id.error();
  }
  json::object doc;
  const auto now = call.engine().now();
  call.engine().read(
      [&](const core::State& state) { doc = progress_of(state, state.tips.at(*id), now); });
  const auto house = house_of(call);
  doc["unit"] = house.unit;
  doc["telephone"] = house.telephone;
  return net::json_response(200, json::serialize(doc));
}

Answer public_claim(const Call& call) {
  if (!is_json(call)) {
    return net::problem(415, "unsupported_type", "send application/json");
  }
  if (const auto ok = note_telling(call); !ok) {
    return ok.error();
  }
  std::string code;
  const auto id = tip_under_code(call, code);
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  const auto phrase = fields->needed_text("phrase", phrase_bytes_max);
  core::ClaimReward claim{*id, phrase_digest(call, code, phrase), fields->needed_text("way", 32),
                          fields->text("to", 200)};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  const auto now = call.engine().now();
  if (const auto wait = call.service.phrases.wait_for(code, now); wait.count() > 0) {
    return base::Error{base::ErrorCode::too_many,
                       fmt::format("口令多次不符，请在 {} 秒后再试", (wait.count() + 999) / 1000)};
  }
  const auto done =
      call.engine().submit_and_wait(public_caller(call, "claim/" + code), std::move(claim));
  if (!done) {
    if (done.error().code == base::ErrorCode::forbidden) {
      call.service.phrases.note_failure(code, now);
    }
    return done.error();
  }
  call.service.phrases.note_success(code);
  return with_seq(net::json_response(200, json::serialize(json::object{{"seq", done->seq}})),
                  done->seq);
}

}  // namespace holdfast::api
