#include "api/zone_letter.hpp"

#include <boost/json.hpp>

#include "api/body.hpp"
#include "base/digest.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t params_max = 4;

}  // namespace

std::string write_letter(const ZoneLetter& letter) {
  json::array params;
  for (const auto& each : letter.params) {
    params.push_back(json::object{{"name", each.name}, {"value", each.value}});
  }
  return json::serialize(json::object{{"id", letter.id},
                                      {"route", letter.route},
                                      {"params", std::move(params)},
                                      {"code", letter.code},
                                      {"body", base::to_base64(letter.body)}});
}

base::Result<ZoneLetter> read_letter(std::string_view text) {
  const auto fields = Fields::parse(text);
  if (!fields) {
    return fields.error();
  }
  ZoneLetter letter;
  letter.id = fields->needed_text("id", 32);
  letter.route = fields->needed_text("route", 128);
  for (const auto& each : fields->objects("params", params_max)) {
    letter.params.push_back({each.needed_text("name", 32), each.needed_text("value", 128)});
  }
  letter.code = fields->text("code", 32);
  const auto body = base::from_base64(fields->text("body", letter_bytes_max));
  if (!body) {
    fields->refuse("body", "is no base64");
  }
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  letter.body = *body;
  return letter;
}

}  // namespace holdfast::api
