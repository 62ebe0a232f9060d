#include "api/tip_form.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>
#include <tuple>

#include "api/password.hpp"
#include "api/reads.hpp"
#include "api/traits.hpp"
#include "order/paper.hpp"
#include "person/terms.hpp"
#include "text/utf.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t named_max = 20;
constexpr std::size_t named_bytes_max = 256;
constexpr std::size_t phrase_signs_min = 6;

}  // namespace

base::Result<tip::TipId> tip_in_path(const Call& call) {
  const auto text = std::string{call.request.param("id")};
  const auto number = text.starts_with("TP") ? read_number(text.substr(1), 'P') : std::nullopt;
  return number ? base::Result<tip::TipId>{tip::TipId{*number}}
                : base::Error{base::ErrorCode::not_found, "no such tip"};
}

std::vector<tip::Named> read_named(const Fields& fields) {
  std::vector<tip::Named> all;
  for (const auto& each : fields.objects("named", named_max)) {
    const auto kind = needed_choice<desk::TraitKind>(
        each, "kind", "card, phone, url, app, wechat, qq, alipay or wallet", 16);
    const auto value = each.needed_text("value", named_bytes_max);
    if (value.empty()) {
      continue;  // refused already
    }
    auto named = named_by_hand(kind, value, each.pointer("value"));
    if (named) {
      all.push_back(*std::move(named));
    } else {
      each.refuse("value", named.error().message);
    }
  }
  return all;
}

std::string phrase_digest(const Call& call, std::string_view code, std::string_view phrase) {
  return phrase.empty() ? std::string{}
                        : call.engine().search_term(fmt::format("phrase:{}:{}", code, phrase));
}

namespace {

/// What a pass phrase must be, where there is one.
std::string read_phrase(const Fields& fields) {
  auto phrase = fields.text("phrase", phrase_bytes_max);
  if (!phrase.empty() && text::decode(phrase).size() < phrase_signs_min) {
    fields.refuse("phrase", fmt::format("口令不少于 {} 个字符", phrase_signs_min));
  }
  return phrase;
}

}  // namespace

base::Result<void> check_tip(std::string_view body) {
  const auto fields = Fields::parse(body);
  if (!fields) {
    return fields.error();
  }
  std::ignore = needed_choice<tip::Kind>(*fields, "kind", "report or consultation", 16);
  std::ignore = fields->needed_text("text", tip_text_bytes_max);
  std::ignore = fields->text("place", 400);
  std::ignore = fields->text("street", 16);
  std::ignore = fields->time("happened");
  std::ignore = fields->text("name", 128);
  std::ignore = fields->text("phone", 32);
  std::ignore = read_phrase(*fields);
  std::ignore = read_named(*fields);
  return fields->finish();
}

base::Result<void> check_claim(std::string_view body) {
  const auto fields = Fields::parse(body);
  if (!fields) {
    return fields.error();
  }
  std::ignore = fields->needed_text("phrase", phrase_bytes_max);
  std::ignore = fields->needed_text("way", 32);
  std::ignore = fields->text("to", 200);
  return fields->finish();
}

tip::Tip read_tip(const Call& call, const Fields& fields) {
  tip::Tip tip;
  tip.code = code_for(call);
  tip.kind = needed_choice<tip::Kind>(fields, "kind", "report or consultation", 16);
  tip.text.text = fields.needed_text("text", tip_text_bytes_max);
  tip.place.text = fields.text("place", 400);
  tip.street = fields.text("street", 16);
  tip.happened = fields.time("happened");
  tip.reporter.name.text = fields.text("name", 128);
  tip.reporter.phone.text = plain_number(fields.text("phone", 32));
  const auto phrase = read_phrase(fields);
  tip.reporter.phrase = phrase_digest(call, tip.code, phrase);
  tip.named = read_named(fields);
  if (fields.finish()) {
    for (auto& each : named_in_text(call, tip.text.text, tip.named, tip.reporter.phone.text)) {
      tip.named.push_back(std::move(each));
    }
    tip.read_type = type_of_text(call, tip.text.text);
  }
  return tip;
}

json::array coded_json(const core::State& state, std::string_view key, base::Instant now) {
  json::array list;
  for (const auto& each : person::coded_by(state.rules, key, now)) {
    list.push_back(json::object{{"code", each.code}, {"name", each.name}});
  }
  return list;
}

json::array streets_json(const core::State& state) {
  json::array list;
  for (const auto& [code, street] : state.education.streets) {
    list.push_back(
        json::object{{"code", code}, {"name", street.name}, {"district", street.district}});
  }
  return list;
}

}  // namespace holdfast::api
