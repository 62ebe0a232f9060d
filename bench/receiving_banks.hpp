// Banks that write down when each order reached them: the far end of the stopwatch.
//
// Each bank is an HTTP server of its own, as in doc/formats/bank-messages.md. An order is noted on
// the server's own thread with the clock that all processes share; it is acknowledged after
// `ack_after` and, `reply_after` its arrival, answered as done for the amount that was asked for.
// They keep no ledger: what a stop should have held is checked by whoever reads what was noted.
// Any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/instant.hpp"

namespace holdfast::bench {

/// An order as it first arrived.
struct SeenOrder {
  double arrived_ms = 0;  // of wall_ms()
  std::string code;
  std::string account;
  std::int64_t amount_fen = 0;
  int copies = 0;  // how often it came in all
};

struct BankAnswers {
  base::Milliseconds ack_after{10};
  base::Milliseconds reply_after{50};
};

class ReceivingBanks {
 public:
  /// Listening on return, each on a port of its own.
  ReceivingBanks(std::size_t count, BankAnswers answers);
  ~ReceivingBanks();
  ReceivingBanks(const ReceivingBanks&) = delete;
  ReceivingBanks& operator=(const ReceivingBanks&) = delete;

  [[nodiscard]] std::string url(std::size_t bank) const;
  /// Where answers go, and each bank's key. Before the first order.
  void answer_to(std::string centre_url, std::vector<std::string> keys);

  /// Waits until a stop of each of `accounts` has arrived; false when `patience` ran out.
  [[nodiscard]] bool wait_for_stops(const std::vector<std::string>& accounts,
                                    base::Milliseconds patience) const;
  /// The stops of that account, by arrival.
  [[nodiscard]] std::vector<SeenOrder> stops_of(const std::string& account) const;
  /// Orders of any kind, each counted once.
  [[nodiscard]] std::size_t orders() const;
  /// Replies that the centre has taken.
  [[nodiscard]] std::size_t replies_taken() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace holdfast::bench
