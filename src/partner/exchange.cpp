#include "partner/exchange.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>

#include "port/clock.hpp"
#include "sign/message.hpp"

namespace holdfast::partner {

namespace json = boost::json;

base::Result<std::unique_ptr<Exchange>> Exchange::create(ExchangeOptions options) {
  auto url = net::parse_url(options.url);
  if (!url) {
    return url.error();
  }
  auto client =
      net::HttpClient::create({.response_bytes_max = std::size_t{64} << 10, .tls = options.tls});
  if (!client) {
    return client.error();
  }
  return std::unique_ptr<Exchange>{
      new Exchange{std::move(options), std::move(*url), std::move(*client)}};
}

void Exchange::dial(const DialMessage& message, std::function<void(base::Result<void>)> done) {
  net::ClientRequest request;
  request.method = "POST";
  request.url = url_;
  request.headers.set("Content-Type", "application/json");
  if (!options_.key.empty()) {
    request.headers.set("Authorization", "Bearer " + options_.key);
  }
  json::object body{{"event", "dial"},
                    {"call", message.call},
                    {"extension", message.extension},
                    {"number", message.number}};
  if (message.drill) {
    body["drill"] = true;
  }
  request.body = json::serialize(body);
  if (options_.signing) {
    sign::sign_request(request.headers, request.method, request.url.target, request.body,
                       *options_.signing, port::SystemClock{}.now());
  }
  request.timeout = options_.timeout;
  client_->send(
      std::move(request), [done = std::move(done)](const base::Result<net::Response>& response) {
        if (!response) {
          done(response.error());
        } else if (response->status / 100 != 2) {
          done(base::Error{base::ErrorCode::unavailable,
                           fmt::format("the exchange answered HTTP {}", response->status)});
        } else {
          done({});
        }
      });
}

}  // namespace holdfast::partner
