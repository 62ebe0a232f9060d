// Webhooks to partners that fetch their orders: a short signed POST that something waits for them
// (doc/formats/webhooks.md). It says nothing of what: no case, no account, no name.
//
// An address is rung only after it answered a challenge, so that a misspelt one is never told
// anything. A ring that nobody took is tried again, ever more slowly; what waits meanwhile is the
// same ring. Any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "net/client.hpp"
#include "sign/key.hpp"

namespace holdfast::partner {

/// Where one channel's partner wants to be rung.
struct Bell {
  std::string channel;
  std::string url;
  std::string key = {};  // what opens it; empty: nothing does
};

struct DoorbellOptions {
  std::optional<sign::PrivateKey> signing = {};
  base::Milliseconds timeout{5'000};
  base::Milliseconds first_pause{1'000};
  base::Milliseconds longest_pause{300'000};
  net::ClientTlsOptions tls = {};
};

class Doorbell {
 public:
  /// Errors: bad_input, for a URL that is none, naming the channel.
  [[nodiscard]] static base::Result<std::unique_ptr<Doorbell>> create(
      DoorbellOptions options, const std::vector<Bell>& bells);
  /// What is on its way is dropped: the next start rings for what waits then.
  ~Doorbell();

  [[nodiscard]] bool has(const std::string& channel) const;
  /// Something waits for the channel's partner. One without a bell is nobody's business.
  void ring(const std::string& channel);
  /// Runs `task` soon on a thread of the doorbell's own, unless the doorbell goes first.
  void later(std::function<void(Doorbell&)> task);

  struct Standing {
    bool is_verified = false;  // the address answered a challenge
    bool is_ringing = false;   // something waits that it was not told of yet
    int failures = 0;          // in a row
    std::uint64_t rung = 0;    // and heard, since the start
    std::string last_error = {};
    std::optional<base::Instant> last_heard = {};  // by the machine's clock
  };
  [[nodiscard]] std::map<std::string, Standing> standings() const;

 private:
  struct State;
  explicit Doorbell(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace holdfast::partner
