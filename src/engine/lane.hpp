// The lane of one channel: which of the orders that want to go through it may be sent now.
//
// So many at a time at most, what stops money first; an order that was not taken waits longer each
// time, spread by chance so that not all come at once. After some failures in a row the lane opens
// its circuit breaker: nothing goes, then one order probes, and only when that one is taken do the
// others follow. The probe is the order that was tried least, so that one that nobody could take
// does not keep a healthy channel shut. A lane knows nothing of other lanes: a partner that
// misbehaves delays its own orders and nobody else's.
//
// Pure: time is given, chance comes from a seed. Engine thread.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "base/instant.hpp"
#include "base/rng.hpp"
#include "order/order.hpp"

namespace holdfast::engine {

struct LaneLimits {
  std::size_t in_flight_max = 32;  // orders sent and not yet answered by the channel
  int failures_to_open = 3;        // in a row
  base::Milliseconds first_pause{200};
  base::Milliseconds longest_pause{30'000};
  base::Milliseconds first_cooling{1'000};  // of the breaker; doubles with every probe that fails
  base::Milliseconds longest_cooling{60'000};
  base::Milliseconds first_asking{15'000};  // the partner has it and does not say what it did
  base::Milliseconds longest_asking{900'000};
};

enum class Breaker { closed, open, probing };

class Lane {
 public:
  /// One sending of an order. Its ticket tells its outcome from that of an earlier sending.
  struct Sending {
    order::OrderId order;
    std::uint64_t ticket = 0;
  };
  struct Standing {
    Breaker breaker = Breaker::closed;
    std::size_t waiting = 0;    // not sent, or to be sent again
    std::size_t in_flight = 0;  // sent, no word yet
    std::size_t asked = 0;      // taken by the partner, answer still out
    int failures = 0;           // in a row
    std::optional<base::Instant> next_probe;
  };

  Lane(const LaneLimits& limits, std::uint64_t seed) : limits_(limits), chance_(seed) {}

  /// Takes an order in. `urgency`: the smaller, the sooner. One that is there already begins anew.
  void add(order::OrderId id, int urgency, base::Instant now);
  void remove(order::OrderId id, base::Instant now);
  [[nodiscard]] bool has(order::OrderId id) const { return entries_.contains(id); }

  /// What goes out now, in order; each counts as in flight until it is told below what became of
  /// it. O(log n) each.
  [[nodiscard]] std::vector<Sending> take(base::Instant now);

  /// The channel took it. True when the order still waits in this lane under that ticket.
  bool taken(const Sending& sending, base::Instant now);
  /// It was not taken and goes again, no sooner than `pause` from now. The same.
  bool not_taken(const Sending& sending, base::Instant now, base::Milliseconds pause);
  /// The channel works and will never take this order: it leaves the lane. The same.
  bool refused(const Sending& sending, base::Instant now);

  /// Closes the breaker and lets everything that waits go at once: a person says that it works.
  void reopen(base::Instant now);

  [[nodiscard]] Standing standing() const;

 private:
  struct Entry {
    int urgency = 0;
    int attempts = 0;  // since it was taken last
    int askings = 0;   // since it was taken first
    bool in_flight = false;
    bool is_taken = false;
    std::uint64_t ticket = 0;
    base::Instant due;
  };
  using Place = std::tuple<int, int, order::OrderId>;  // urgency, attempts, order

  void wait_until(order::OrderId id, Entry& entry, base::Instant due);
  void wake(base::Instant now);
  void unlist(order::OrderId id, const Entry& entry);
  [[nodiscard]] Sending send(order::OrderId id);
  [[nodiscard]] Entry* landed(const Sending& sending);
  void channel_answered(base::Instant now);
  void channel_failed(base::Instant now);
  [[nodiscard]] base::Milliseconds spread(base::Milliseconds pause);

  const LaneLimits limits_;
  base::Rng chance_;
  std::unordered_map<order::OrderId, Entry> entries_;
  std::set<std::pair<base::Instant, order::OrderId>> sleeping_;
  std::set<Place> ready_;
  std::size_t in_flight_ = 0;
  std::size_t taken_ = 0;
  std::uint64_t last_ticket_ = 0;
  Breaker breaker_ = Breaker::closed;
  int failures_ = 0;
  int coolings_ = 0;
  base::Instant probe_at_;
  std::optional<order::OrderId> probe_;
};

}  // namespace holdfast::engine
