// See courier.hpp.
#include "bank/courier.hpp"

#include <algorithm>
#include <chrono>

namespace holdfast::bank {

using base::Milliseconds;

namespace {

constexpr Milliseconds first_pause{50};
constexpr Milliseconds longest_pause{5'000};

}  // namespace

struct Courier::Delivery {
  const Courier& courier;
  net::ClientRequest request;
  Judge judge;
  Milliseconds pause = first_pause;
};

void Courier::deliver(net::ClientRequest request, Judge judge) {
  attempt(std::make_shared<Delivery>(Delivery{*this, std::move(request), std::move(judge)}));
}

void Courier::attempt(const std::shared_ptr<Delivery>& delivery) {
  delivery->courier.send_once(
      delivery->request, [delivery](const base::Result<net::Response>& result) {
        if (delivery->judge(result) == Verdict::settled) return;
        const Milliseconds pause = delivery->pause;
        delivery->pause = std::min(longest_pause, pause * 2);
        delivery->courier.client_.after(pause, [delivery] { attempt(delivery); });
      });
}

base::Instant machine_now() {
  return std::chrono::time_point_cast<Milliseconds>(std::chrono::system_clock::now());
}

void Courier::send_once(net::ClientRequest request, net::OnResponse on_response) const {
  if (signing_) {
    sign::sign_request(request.headers, request.method, request.url.target, request.body, *signing_,
                       machine_now());
  }
  client_.send(std::move(request), std::move(on_response));
}

base::Result<void> OrderSeal::check(const net::Request& request) {
  if (!centre_) return {};
  const auto now = machine_now();
  const auto found = sign::verify_request(request.headers, request.method, request.target,
                                          request.body, *centre_, now);
  return found ? nonces_.take(*found, now) : found.error();
}

net::ClientRequest json_post(const net::Url& url, const std::string& key, std::string body) {
  net::ClientRequest request;
  request.method = "POST";
  request.url = url;
  request.headers = {{"Content-Type", "application/json"}, {"Authorization", "Bearer " + key}};
  request.body = std::move(body);
  request.repeat = net::Repeat::always;
  return request;
}

bool is_same_secret(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    difference |= static_cast<unsigned>(a[i] ^ b[i]) & 0xFFU;
  }
  return difference == 0;
}

bool is_authorised(const net::Request& request, const std::vector<std::string>& keys) {
  const auto given = request.bearer();
  if (!given) return false;
  return std::ranges::any_of(keys,
                             [&](const std::string& key) { return is_same_secret(*given, key); });
}

}  // namespace holdfast::bank
