// A simulated bank: a real ledger behind an HTTP endpoint, orders executed once, results called
// back, every posting pushed to the centre's feed.
//
// What was acknowledged survives `kill -9`: answers leave after the ledger's commit; orders,
// results, credits to other banks and the feed's cursor are picked up again on the next open. Any
// thread.
//
// Endpoints (JSON, `Authorization: Bearer key`), doc in the handlers:
//   POST /bank/v1/accounts        GET /bank/v1/accounts/{number}
//   POST /bank/v1/payments        POST /bank/v1/credits
//   POST /bank/v1/orders          GET /bank/v1/orders/{application_id}
//   GET|POST /bank/v1/faults (admin key)      GET /healthz (no key)
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bank/scenario.hpp"
#include "bank/types.hpp"
#include "bank/xml_form.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"
#include "sign/key.hpp"

namespace holdfast::bank {

struct BankOptions {
  std::string institution = {};
  std::string name = {};
  PartnerKind kind = PartnerKind::bank;  // a telecom's accounts are its numbers
  std::string listen = "127.0.0.1:0";
  std::string data_dir = {};               // empty: in memory
  std::vector<std::string> api_keys = {};  // accepted: police, customers' channel, other banks
  std::string admin_key = {};              // accepted for faults; empty: nobody
  std::string reply_url = {};              // where results go; empty: only polled
  std::string reply_key = {};
  std::optional<sign::PrivateKey> signing = {};    // of replies to the centre
  std::optional<sign::PublicKey> centre_key = {};  // orders must be signed by it
  Form form = Form::json;                          // of results; orders are taken in every form
  std::string feed_url = {};                       // the centre's base URL; empty: no feed
  std::string feed_key = {};
  std::map<std::string, std::string> peers = {};  // institution -> base URL
  std::string peer_key = {};
  std::int64_t ack_latency_ms = 0;
  std::int64_t latency_ms = 50;  // from an order's receipt to its execution
  std::int64_t feed_batch_ms = 5;
  std::int64_t heartbeat_ms = 2'000;
  std::int64_t time_tolerance_s = 300;
  Faults faults = {};
  Scenario scenario = {};                     // what goes wrong order by order; none: nothing
  std::uint64_t seed = 1;                     // of the faults' dice
  std::vector<Account> accounts = {};         // opened at start
  std::function<base::Instant()> clock = {};  // default: the machine's
};

class Bank {
 public:
  /// Serving on return. Errors: bad_input (options), io (address, files), corrupt (another bank's
  /// ledger).
  [[nodiscard]] static base::Result<std::unique_ptr<Bank>> open(BankOptions options);
  ~Bank();
  Bank(const Bank&) = delete;
  Bank& operator=(const Bank&) = delete;

  [[nodiscard]] std::uint16_t port() const;

 private:
  struct State;
  explicit Bank(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace holdfast::bank
