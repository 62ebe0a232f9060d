// Pushes a bank's postings to the centre: in order, in small batches, each until acknowledged; when
// nothing moves, an empty batch says how far the bank's book is known ("as of").
//
// The cursor is durable and moves after the acknowledgement, so a batch may arrive twice, never not
// at all; the centre drops what it has by institution and serial.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "bank/ledger.hpp"
#include "bank/writer.hpp"
#include "net/client.hpp"

namespace holdfast::bank {

struct FeedTarget {
  net::Url url;  // the centre's base
  std::string key;
  std::string institution;
  base::Milliseconds batch_pause{5};
  base::Milliseconds heartbeat{2'000};
};

class FeedPusher : public std::enable_shared_from_this<FeedPusher> {
 public:
  FeedPusher(FeedTarget target, Ledger& ledger, Writer& writer, net::HttpClient& client,
             std::function<base::Instant()> clock);

  void start();
  /// There is something new. Any thread.
  void kick();

 private:
  void begin_round(base::Milliseconds pause);
  void read_batch();
  void send_batch(std::string body, std::int64_t last, bool more, base::Instant as_of);
  void end_round(bool more);
  void beat();

  const FeedTarget target_;
  Ledger& ledger_;
  Writer& writer_;
  net::HttpClient& client_;
  const std::function<base::Instant()> clock_;
  // The client's thread only:
  bool busy_ = false;
  bool kicked_ = false;
  base::Milliseconds retry_pause_{0};
};

}  // namespace holdfast::bank
