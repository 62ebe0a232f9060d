// A simulated national platform: one endpoint for orders to many institutions.
//
// It numbers each order, acknowledges it, forwards it to the institution's bank and relays the
// bank's result to the centre with both numbers. It has latency and outages of its own, and keeps
// what it acknowledged through a crash. An order is forwarded until the bank has it; the same
// application id is one order. Any thread.
//
//   POST /bank/v1/orders (a bank's order plus "institution")   GET /bank/v1/orders/{application_id}
//   POST /hub/v1/replies (from the banks)                      GET|POST /hub/v1/faults (admin key)
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bank/types.hpp"
#include "base/result.hpp"
#include "sign/key.hpp"

namespace holdfast::bank {

struct HubOptions {
  std::string code = "HUB";  // begins its numbers
  std::string listen = "127.0.0.1:0";
  std::string data_dir = {};                      // empty: in memory
  std::vector<std::string> api_keys = {};         // accepted from the police
  std::vector<std::string> bank_reply_keys = {};  // accepted from banks with their results
  std::string admin_key = {};
  std::string bank_key = {};                       // used towards banks
  std::map<std::string, std::string> routes = {};  // institution -> bank's base URL
  std::string reply_url = {};                      // the centre's, for results
  std::string reply_key = {};
  std::string telephony_url = {};  // the centre's, for what becomes of calls; empty: nobody hears
  std::string telephony_key = {};
  std::optional<sign::PrivateKey> signing = {};    // of replies to the centre
  std::optional<sign::PublicKey> centre_key = {};  // orders must be signed by it
  std::int64_t forward_latency_ms = 20;
  std::int64_t relay_latency_ms = 20;
  Faults faults = {};  // the outage only
  std::function<base::Instant()> clock = {};
};

class Hub {
 public:
  /// Serving on return. Errors: bad_input, io.
  [[nodiscard]] static base::Result<std::unique_ptr<Hub>> open(HubOptions options);
  ~Hub();
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;

  [[nodiscard]] std::uint16_t port() const;

 private:
  struct State;
  explicit Hub(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace holdfast::bank
