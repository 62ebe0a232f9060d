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

namespace {

/// The texts of a JSON object; empty for what is none, or no text.
class Texts {
 public:
  explicit Texts(std::string_view posted) {
    json::error_code failed;
    value_ = json::parse(json::string_view{posted.data(), posted.size()}, failed);
    object_ = failed ? nullptr : value_.if_object();
  }
  [[nodiscard]] std::string operator[](std::string_view name) const {
    const auto* found = object_ == nullptr
                            ? nullptr
                            : object_->if_contains(json::string_view{name.data(), name.size()});
    const auto* text = found == nullptr ? nullptr : found->if_string();
    return text == nullptr ? std::string{} : std::string{text->data(), text->size()};
  }

 private:
  json::value value_;
  const json::object* object_ = nullptr;
};

}  // namespace

LineAnswer answer_notice(std::string_view posted) {
  const Texts text{posted};
  const auto kind = text["kind"];
  const auto key = text["key"];
  const auto telephone = text["telephone"];
  if (key.empty() || telephone.empty() || (kind != "sms" && kind != "call")) {
    return {422, R"({"detail":"a notice has a key, a kind (sms or call) and a telephone"})"};
  }
  return {200, json::serialize(
                   json::object{{"result", json::string{line_result(kind, key, telephone)}}})};
}

DialAnswer answer_dial(std::string_view posted) {
  const Texts text{posted};
  const auto call = text["call"];
  const auto number = text["number"];
  if (text["event"] != "dial" || call.empty() || number.empty() || text["extension"].empty()) {
    return {{422, R"({"detail":"to dial takes a call, an extension and a number"})"}, {}};
  }
  const auto id = "line-" + call;
  const auto result = line_result("call", call, number);
  const bool is_answered = result == "answered";
  DialAnswer answer{{202, "{}"}, {}};
  answer.events.push_back(json::serialize(json::object{{"event", "call.ended"},
                                                       {"call", id},
                                                       {"dialled", call},
                                                       {"result", json::string{result}},
                                                       {"seconds", is_answered ? 74 : 0}}));
  if (is_answered) {
    answer.events.push_back(
        json::serialize(json::object{{"event", "recording.ready"},
                                     {"call", id},
                                     {"reference", "recordings/" + id + ".wav"},
                                     {"sha256", base::to_hex(base::sha256(id))}}));
  }
  return answer;
}

}  // namespace holdfast::bank
