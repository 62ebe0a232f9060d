#include "bank/xml_form.hpp"

#include <fmt/core.h>

#include "bank/courier.hpp"
#include "base/check.hpp"
#include "profile/iso20022.hpp"
#include "profile/json_form.hpp"
#include "profile/vocabulary.hpp"
#include "profile/xml.hpp"

namespace holdfast::bank {

base::Result<Form> parse_form(std::string_view name) {
  if (name == "json") return Form::json;
  if (name == "xml") return Form::xml;
  if (name == "iso20022") return Form::iso20022;
  return base::Error{base::ErrorCode::bad_input,
                     fmt::format("\"{}\" is none of json, xml, iso20022", name)};
}

Form form_of(const net::Request& request) {
  const auto type = request.content_type();
  if (type != "application/xml" && type != "text/xml") return Form::json;
  return profile::is_iso20022(request.body) ? Form::iso20022 : Form::xml;
}

base::Result<std::string> order_json(const net::Request& request) {
  switch (form_of(request)) {
    case Form::json:
      return request.body;
    case Form::iso20022:
      return profile::read_iso_order(request.body);
    case Form::xml:
      break;
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

net::ClientRequest result_post(const net::Url& url, const std::string& key,
                               const std::string& reply, Form form,
                               const std::string& institution) {
  if (form == Form::json) {
    return json_post(url, key, reply);
  }
  if (form == Form::iso20022) {
    auto message = profile::write_iso_result(reply, {institution, "HOLDFAST", machine_now()});
    if (!message) {
      return json_post(url, key, reply);  // a stop or a freeze: ISO 20022 has no word for it
    }
    auto request = json_post(url, key, std::move(*message));
    request.headers.set("Content-Type", "application/xml; charset=utf-8");
    return request;
  }
  const auto message = profile::from_json(reply);
  base::check(message.ok(), "a result that the profile cannot say");
  auto request = json_post(url, key, profile::write_xml(*message));
  request.headers.set("Content-Type", "application/xml; charset=utf-8");
  return request;
}

}  // namespace holdfast::bank
