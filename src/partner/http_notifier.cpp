#include "partner/http_notifier.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>

namespace holdfast::partner {

namespace json = boost::json;

namespace {

bool may_pass(int status) {
  return status == 401 || status == 403 || status == 408 || status == 429 || status >= 500;
}

std::string text_of(const json::object& object, std::string_view name) {
  const auto* found = object.if_contains(json::string_view{name.data(), name.size()});
  const auto* text = found == nullptr ? nullptr : found->if_string();
  return text == nullptr ? std::string{} : std::string{text->data(), text->size()};
}

}  // namespace

std::string render(const port::NoticeMessage& message) {
  json::object body{{"key", message.key},
                    {"kind", message.kind == port::NoticeKind::sms ? "sms" : "call"},
                    {"telephone", message.telephone},
                    {"text", message.text}};
  if (message.drill) {
    body["drill"] = true;
  }
  return json::serialize(body);
}

base::Result<port::NoticeAck> read_notice_ack(const net::Response& response) {
  json::error_code failed;
  const auto value =
      json::parse(json::string_view{response.body.data(), response.body.size()}, failed);
  const auto* object = failed ? nullptr : value.if_object();
  const auto detail = object == nullptr ? std::string{} : text_of(*object, "detail");
  if (response.status >= 400) {
    return base::Error{
        may_pass(response.status) ? base::ErrorCode::unavailable : base::ErrorCode::bad_input,
        fmt::format("HTTP {} {}", response.status, detail)};
  }
  if (object == nullptr) {
    return base::Error{base::ErrorCode::unavailable, "the service's answer cannot be read"};
  }
  port::NoticeAck ack{std::nullopt, detail};
  if (auto result = text_of(*object, "result"); !result.empty()) {
    ack.result = std::move(result);
  }
  return ack;
}

base::Result<std::unique_ptr<HttpNotifier>> HttpNotifier::create(HttpNotifierOptions options) {
  if (const auto url = net::parse_url(options.url); !url) {
    return url.error();
  }
  auto client = net::HttpClient::create();
  if (!client) {
    return client.error();
  }
  return std::unique_ptr<HttpNotifier>{new HttpNotifier{std::move(options), std::move(*client)}};
}

void HttpNotifier::send(const port::NoticeMessage& message,
                        std::function<void(base::Result<port::NoticeAck>)> done) {
  net::ClientRequest request;
  request.method = "POST";
  request.url = net::parse_url(options_.url).value();
  request.headers.set("Content-Type", "application/json");
  request.headers.set("Idempotency-Key", message.key);
  if (!options_.key.empty()) {
    request.headers.set("Authorization", "Bearer " + options_.key);
  }
  request.body = render(message);
  request.timeout = options_.timeout;
  request.repeat = net::Repeat::always;  // the key makes it one message
  client_->send(std::move(request), [done = std::move(done)](
                                        const base::Result<net::Response>& response) {
    done(response ? read_notice_ack(*response) : base::Result<port::NoticeAck>{response.error()});
  });
}

}  // namespace holdfast::partner
