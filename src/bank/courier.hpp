// Carries messages that must arrive: tries again, ever more slowly, until the receiver has them.
// The messages themselves are durable elsewhere; this only holds what is being tried. Any thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "base/result.hpp"
#include "net/client.hpp"
#include "sign/message.hpp"

namespace holdfast::bank {

enum class Verdict { settled, try_again };

class Courier {
 public:
  /// Runs on the client's thread with each outcome; decides whether it was the last.
  using Judge = std::function<Verdict(const base::Result<net::Response>&)>;

  /// With `signing`, each attempt is signed anew: a signature is good for some minutes and once.
  explicit Courier(net::HttpClient& client, std::optional<sign::PrivateKey> signing = {})
      : client_(client), signing_(std::move(signing)) {}

  void deliver(net::ClientRequest request, Judge judge);
  /// One attempt, whatever comes of it.
  void send_once(net::ClientRequest request, net::OnResponse on_response) const;

 private:
  struct Delivery;
  static void attempt(const std::shared_ptr<Delivery>& delivery);

  net::HttpClient& client_;
  const std::optional<sign::PrivateKey> signing_;
};

/// Whether orders come from the centre: none where no key of its is known.
class OrderSeal {
 public:
  explicit OrderSeal(std::optional<sign::PublicKey> centre) : centre_(std::move(centre)) {}
  /// Errors: unauthenticated, conflict, too_many, as sign::verify_request and sign::Nonces say.
  [[nodiscard]] base::Result<void> check(const net::Request& request);

 private:
  const std::optional<sign::PublicKey> centre_;
  sign::Nonces nonces_;
};

[[nodiscard]] inline bool is_success(const base::Result<net::Response>& result) {
  return result.ok() && result->status / 100 == 2;
}

/// The machine's clock: signatures go by it, whatever time a ledger plays.
[[nodiscard]] base::Instant machine_now();

/// A JSON POST with a bearer key that may be repeated.
[[nodiscard]] net::ClientRequest json_post(const net::Url& url, const std::string& key,
                                           std::string body);

/// Compares without telling by its time where two keys differ.
[[nodiscard]] bool is_same_secret(std::string_view a, std::string_view b);
/// Whether the request carries one of the keys.
[[nodiscard]] bool is_authorised(const net::Request& request, const std::vector<std::string>& keys);

}  // namespace holdfast::bank
