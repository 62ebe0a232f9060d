#include "engine/same_second.hpp"

#include <functional>
#include <map>
#include <numeric>
#include <queue>
#include <string>
#include <unordered_map>

namespace holdfast::engine {

namespace {

using Places = std::vector<std::size_t>;

bool is_whole_second(base::Instant time) {
  return base::to_unix_ms(time) % 1000 == 0;
}

struct Side {
  std::size_t credits_left = 0;  // rows not yet put that reach the account
  Places debits;                 // rows that leave it
};

/// The rows at `places`, ascending, all of one second: those come first whose payer nothing reaches
/// any more. Where all that is left goes round in circles, the earliest told is next.
Places untangle(std::span<const FeedRow> rows, const Places& places) {
  std::unordered_map<std::string, Side> sides;
  const auto payer = [&](std::size_t at) -> Side& {
    return sides[account_key(rows[at].payer, rows[at].payer_institution)];
  };
  const auto payee = [&](std::size_t at) -> Side& {
    return sides[account_key(rows[at].payee, rows[at].payee_institution)];
  };
  const auto is_to_oneself = [&](std::size_t at) { return &payer(at) == &payee(at); };
  for (const std::size_t at : places) {
    payer(at).debits.push_back(at);
    payee(at).credits_left += is_to_oneself(at) ? 0 : 1;
  }
  std::priority_queue<std::size_t, Places, std::greater<>> ready;
  for (const std::size_t at : places) {
    if (payer(at).credits_left == 0) {
      ready.push(at);
    }
  }
  Places order;
  std::vector<bool> is_put(places.back() + 1, false);
  for (auto earliest = places.begin(); order.size() < places.size();) {
    std::size_t next = 0;
    if (ready.empty()) {
      while (is_put[*earliest]) {
        ++earliest;
      }
      next = *earliest;
    } else {
      next = ready.top();
      ready.pop();
    }
    if (is_put[next]) {
      continue;  // a circle was cut there
    }
    is_put[next] = true;
    order.push_back(next);
    Side& reached = payee(next);
    if (!is_to_oneself(next) && --reached.credits_left == 0) {
      for (const std::size_t at : reached.debits) {
        ready.push(at);
      }
    }
  }
  return order;
}

}  // namespace

std::vector<std::size_t> order_of_taking(std::span<const FeedRow> rows) {
  Places order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::map<base::Instant, Places> seconds;
  for (const std::size_t at : Places{order}) {
    if (is_whole_second(rows[at].time)) {
      seconds[rows[at].time].push_back(at);
    }
  }
  for (const auto& [time, places] : seconds) {
    if (places.size() == 1) {
      continue;
    }
    const Places sorted = untangle(rows, places);
    for (std::size_t i = 0; i < places.size(); ++i) {
      order[places[i]] = sorted[i];
    }
  }
  return order;
}

}  // namespace holdfast::engine
