#include "engine/same_second.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <numeric>
#include <queue>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "engine/world.hpp"

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

/// Numbers for the accounts of some rows, from 0 on, without making a key of any.
class Accounts {
 public:
  std::size_t number_of(std::string_view number, std::string_view institution) {
    const Name name{number, stands_for_itself(number) ? std::string_view{} : institution};
    return numbers_.try_emplace(name, numbers_.size()).first->second;
  }
  [[nodiscard]] std::size_t size() const { return numbers_.size(); }

 private:
  using Name = std::pair<std::string_view, std::string_view>;
  struct Hash {
    std::size_t operator()(const Name& name) const {
      const std::hash<std::string_view> hash;
      return hash(name.first) * 31 + hash(name.second);
    }
  };
  std::unordered_map<Name, std::size_t, Hash> numbers_;
};

/// The rows at `places`, ascending, all of one second: those come first whose payer nothing reaches
/// any more. Where all that is left goes round in circles, the earliest told is next.
Places untangle(const FeedRows& rows, const Places& places) {
  Accounts accounts;
  struct Ends {
    std::size_t payer;
    std::size_t payee;
  };
  std::vector<Ends> ends(places.back() + 1 - places.front());
  const auto ends_of = [&](std::size_t at) -> Ends& { return ends[at - places.front()]; };
  for (const std::size_t at : places) {
    const auto row = rows[at];
    ends_of(at) = {accounts.number_of(row.payer, row.payer_institution),
                   accounts.number_of(row.payee, row.payee_institution)};
  }
  std::vector<Side> sides(accounts.size());
  const auto payer = [&](std::size_t at) -> Side& { return sides[ends_of(at).payer]; };
  const auto payee = [&](std::size_t at) -> Side& { return sides[ends_of(at).payee]; };
  const auto is_to_oneself = [&](std::size_t at) { return ends_of(at).payer == ends_of(at).payee; };
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

std::vector<std::size_t> order_of_taking(const FeedRows& rows) {
  Places order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  Places coarse;  // rows that say the second only
  std::copy_if(order.begin(), order.end(), std::back_inserter(coarse),
               [&](std::size_t at) { return is_whole_second(rows.time(at)); });
  std::stable_sort(coarse.begin(), coarse.end(),
                   [&](std::size_t a, std::size_t b) { return rows.time(a) < rows.time(b); });
  for (auto begin = coarse.begin(); begin != coarse.end();) {
    const auto end = std::find_if(
        begin, coarse.end(), [&](std::size_t at) { return rows.time(at) != rows.time(*begin); });
    if (end - begin > 1) {
      const Places places(begin, end);
      const Places sorted = untangle(rows, places);
      for (std::size_t i = 0; i < places.size(); ++i) {
        order[places[i]] = sorted[i];
      }
    }
    begin = end;
  }
  return order;
}

}  // namespace holdfast::engine
