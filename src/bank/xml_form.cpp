#include "bank/xml_form.hpp"

#include "bank/courier.hpp"
#include "base/check.hpp"
#include "profile/json_form.hpp"
#include "profile/vocabulary.hpp"
#include "profile/xml.hpp"

namespace holdfast::bank {

bool is_xml(const net::Request& request) {
  const auto type = request.content_type();
  return type == "application/xml" || type == "text/xml";
}

base::Result<std::string> order_json(const net::Request& request) {
  if (!is_xml(request)) {
    return request.body;
  }
  const auto message = profile::read_xml(request.body);
  if (!message) {
    return message.error();
  }
  if (profile::find_message(message->code)->sender != profile::Sender::police) {
    return base::Error{base::ErrorCode::bad_input, message->code + " is no order", "Header/Code"};
  }
  return profile::to_json(*message);
}

net::Response receipt(const Ack& ack, Form form) {
  auto response = net::json_response(200, to_json(ack));
  if (form == Form::xml) {
    const auto message = profile::receipt_from_json(response.body);
    base::check(message.ok(), "a receipt that the profile cannot say");
    response.headers.set("Content-Type", "application/xml; charset=utf-8");
    response.body = profile::write_xml(*message);
  }
  return response;
}

net::ClientRequest xml_post(const net::Url& url, const std::string& key, const std::string& reply) {
  const auto message = profile::from_json(reply);
  base::check(message.ok(), "a result that the profile cannot say");
  auto request = json_post(url, key, profile::write_xml(*message));
  request.headers.set("Content-Type", "application/xml; charset=utf-8");
  return request;
}

}  // namespace holdfast::bank
