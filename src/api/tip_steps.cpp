// What officers do with tips and consultations.
#include <boost/json.hpp>

#include "api/path_command.hpp"
#include "api/tip_form.hpp"
#include "api/tip_routes.hpp"
#include "order/paper.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t note_bytes_max = 2'000;
constexpr std::size_t reply_bytes_max = 3'000;

/// An id like "C000001" that need not be there.
template <typename Id>
std::optional<Id> optional_id(const Fields& fields, std::string_view name, char letter) {
  const auto text = fields.text(name, 32);
  if (text.empty()) {
    return std::nullopt;
  }
  const auto number = read_number(text, letter);
  if (!number) {
    fields.refuse(name, std::string{"is like "} + letter + "000001");
  }
  return Id{number.value_or(0)};
}

}  // namespace

Answer take_tip(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  auto tip = read_tip(call, *fields);
  tip.way = needed_choice<tip::Way>(*fields, "way", "line or visit", 16);
  if (tip.way == tip::Way::page) {
    fields->refuse("way", "is line or visit");
  }
  tip.fraud_type = fields->text("fraud_type", 64);
  tip.call = optional_id<dissuade::CallId>(*fields, "call", 'H');
  const bool take_on = fields->flag("take_on", false);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  auto done = call.engine().submit_and_wait(call.caller(), core::TakeTip{std::move(tip)});
  if (!done) {
    return done.error();
  }
  const tip::TipId id{read_number(done->answer.id.substr(1), 'P').value_or(0)};
  // Of a repeated request: the code that was given out the first time.
  std::string code;
  bool is_taken_on = false;
  call.engine().read([&](const core::State& state) {
    const auto& kept = state.tips.at(id);
    code = kept.code;
    is_taken_on = kept.accepted.has_value() || kept.result || kept.reply;
  });
  auto seq = done->seq;
  if (take_on && !is_taken_on) {
    const auto accepted =
        call.engine().submit_and_wait(engine::Caller{call.who.name}, core::AcceptTip{id});
    if (!accepted && accepted.error().code != base::ErrorCode::forbidden) {
      return accepted.error();  // another unit's: it stays with them
    }
    seq = accepted ? accepted->seq : seq;
  }
  return with_seq(
      net::json_response(
          201, json::serialize(json::object{
                   {"tip", tip::to_text(id)}, {"code", order::grouped_code(code)}, {"seq", seq}})),
      seq);
}

Answer route_tip(const Call& call) {
  return path_command(call, tip_in_path(call), "tip", 200, [](tip::TipId id, const Fields& fields) {
    return base::Result<core::RouteTip>{
        core::RouteTip{id, needed_choice<tip::Kind>(fields, "kind", "report or consultation", 16),
                       fields.text("unit", 64), fields.text("owner", 64),
                       fields.needed_text("reason", note_bytes_max)}};
  });
}

Answer accept_tip(const Call& call) {
  const auto id = tip_in_path(call);
  return id ? submit(call, core::AcceptTip{*id}, "tip") : Answer{id.error()};
}

Answer note_tip_names(const Call& call) {
  return path_command(call, tip_in_path(call), "tip", 200, [](tip::TipId id, const Fields& fields) {
    return base::Result<core::NoteTipNames>{
        core::NoteTipNames{id, read_named(fields), fields.text("fraud_type", 64)}};
  });
}

Answer take_tip_step(const Call& call) {
  return path_command(call, tip_in_path(call), "tip", 200, [](tip::TipId id, const Fields& fields) {
    return base::Result<core::TakeTipStep>{core::TakeTipStep{
        id, fields.needed_text("code", 32), fields.needed_text("note", note_bytes_max)}};
  });
}

Answer reply_to_tip(const Call& call) {
  return path_command(call, tip_in_path(call), "tip", 200, [](tip::TipId id, const Fields& fields) {
    return base::Result<core::ReplyToTip>{core::ReplyToTip{
        id, fields.needed_text("text", reply_bytes_max), fields.text("guide", 64)}};
  });
}

Answer end_tip(const Call& call) {
  return path_command(call, tip_in_path(call), "tip", 200, [](tip::TipId id, const Fields& fields) {
    return base::Result<core::EndTip>{core::EndTip{
        id, fields.needed_text("code", 32), fields.needed_text("note", note_bytes_max),
        fields.text("reply", reply_bytes_max), optional_id<order::CaseId>(fields, "case", 'C'),
        optional_id<dissuade::WarningId>(fields, "warning", 'J'),
        optional_id<base::PersonId>(fields, "person", 'R')}};
  });
}

}  // namespace holdfast::api
