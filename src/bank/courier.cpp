// See courier.hpp.
#include "bank/courier.hpp"

#include <algorithm>

namespace holdfast::bank {

using base::Milliseconds;

namespace {

constexpr Milliseconds first_pause{50};
constexpr Milliseconds longest_pause{5'000};

}  // namespace

struct Courier::Delivery {
  net::HttpClient& client;
  net::ClientRequest request;
  Judge judge;
  Milliseconds pause = first_pause;
};

void Courier::deliver(net::ClientRequest request, Judge judge) {
  attempt(std::make_shared<Delivery>(Delivery{client_, std::move(request), std::move(judge)}));
}

void Courier::attempt(const std::shared_ptr<Delivery>& delivery) {
  delivery->client.send(delivery->request, [delivery](const base::Result<net::Response>& result) {
    if (delivery->judge(result) == Verdict::settled) return;
    const Milliseconds pause = delivery->pause;
    delivery->pause = std::min(longest_pause, pause * 2);
    delivery->client.after(pause, [delivery] { attempt(delivery); });
  });
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
