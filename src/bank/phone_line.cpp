#include "bank/phone_line.hpp"

#include <boost/json.hpp>

#include "base/digest.hpp"

namespace holdfast::bank {

namespace json = boost::json;

std::string_view line_result(std::string_view kind, std::string_view key,
                             std::string_view telephone) {
  base::Sha256 hash;
  hash.add(key);
  hash.add(telephone);
  const auto roll = hash.finish().front() % 100;
  if (kind == "sms") {
    return roll < 95 ? "delivered" : "failed";
  }
  return roll < 60 ? "answered" : roll < 85 ? "no_answer" : "hung_up";
}

LineAnswer answer_notice(std::string_view posted) {
  json::error_code failed;
  const auto value = json::parse(json::string_view{posted.data(), posted.size()}, failed);
  const auto* object = failed ? nullptr : value.if_object();
  const auto text = [&](std::string_view name) {
    const auto* found = object == nullptr
                            ? nullptr
                            : object->if_contains(json::string_view{name.data(), name.size()});
    const auto* string = found == nullptr ? nullptr : found->if_string();
    return string == nullptr ? std::string{} : std::string{string->data(), string->size()};
  };
  const auto kind = text("kind");
  const auto key = text("key");
  const auto telephone = text("telephone");
  if (key.empty() || telephone.empty() || (kind != "sms" && kind != "call")) {
    return {422, R"({"detail":"a notice has a key, a kind (sms or call) and a telephone"})"};
  }
  return {200, json::serialize(
                   json::object{{"result", json::string{line_result(kind, key, telephone)}}})};
}

}  // namespace holdfast::bank
