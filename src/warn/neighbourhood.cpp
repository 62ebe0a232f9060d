#include "warn/neighbourhood.hpp"

#include <algorithm>
#include <cmath>

namespace holdfast::warn {

namespace {

enum class Step : std::uint8_t { to_payees, to_payers };

std::span<const std::uint32_t> partners(const Book& book, std::uint32_t account, Step step) {
  return step == Step::to_payees ? book.payees(account) : book.payers(account);
}

TwoSteps walk(const Book& book, std::uint32_t account, Step first, Step second) {
  TwoSteps found;
  std::array<std::uint32_t, steps_max * steps_max> ends;
  std::size_t count = 0;
  const auto end_of = [&](std::uint32_t pair, Step step) {
    return step == Step::to_payees ? book.pair(pair).payee : book.pair(pair).payer;
  };
  const auto near = partners(book, account, first);
  for (const std::uint32_t pair : near.last(std::min(near.size(), steps_max))) {
    const std::uint32_t over = end_of(pair, first);
    const auto far = partners(book, over, second);
    if (over == account || far.size() > hub_partners) {
      continue;
    }
    ++found.over;
    for (const std::uint32_t next : far.last(std::min(far.size(), steps_max))) {
      const std::uint32_t end = end_of(next, second);
      if (end != account && end != over) {
        ends[count++] = end;
      }
    }
  }
  std::sort(ends.begin(), ends.begin() + static_cast<std::ptrdiff_t>(count));
  found.reached.reserve(count);
  for (std::size_t i = 0; i < count;) {
    std::size_t same = i;
    while (same < count && ends[same] == ends[i]) {
      ++same;
    }
    const auto ways = static_cast<std::uint32_t>(same - i);
    found.reached.push_back({ends[i], ways});
    if (ways > 1) {
      // Everybody meets at a shop; to meet at a small account says something.
      const Facts& facts = book.facts(ends[i]);
      const std::uint32_t size = second == Step::to_payees ? facts.in.partners : facts.out.partners;
      found.most = size > hub_partners ? found.most : std::max(found.most, ways);
      found.meeting += (ways - 1) / std::log2(2.0 + size);
    }
    i = same;
  }
  return found;
}

std::uint32_t common(const TwoSteps& one, const TwoSteps& other) {
  std::uint32_t count = 0;
  auto at = other.reached.begin();
  for (const Reached& reached : one.reached) {
    while (at != other.reached.end() && at->account < reached.account) {
      ++at;
    }
    if (at == other.reached.end()) {
      break;
    }
    count += at->account == reached.account ? 1U : 0U;
  }
  return count;
}

/// Whether partners on one side move money to or from the account's other partners.
Acquaintance acquaint(const Book& book, std::uint32_t account, Step side) {
  std::array<std::uint32_t, 2 * steps_max> around;
  std::size_t count = 0;
  const auto newest = [&](std::uint32_t whose, Step step) {
    const auto all = partners(book, whose, step);
    return all.last(std::min(all.size(), steps_max));
  };
  const auto end_of = [&](std::uint32_t pair, Step step) {
    return step == Step::to_payees ? book.pair(pair).payee : book.pair(pair).payer;
  };
  for (const Step step : {Step::to_payees, Step::to_payers}) {
    for (const std::uint32_t pair : newest(account, step)) {
      const std::uint32_t end = end_of(pair, step);
      if (book.facts(end).in.partners <= hub_partners) {
        around[count++] = end;
      }
    }
  }
  std::sort(around.begin(), around.begin() + static_cast<std::ptrdiff_t>(count));
  Acquaintance found;
  for (const std::uint32_t pair : newest(account, side)) {
    const std::uint32_t other = end_of(pair, side);
    if (other == account || book.facts(other).in.partners > hub_partners ||
        book.facts(other).out.partners > hub_partners) {
      continue;
    }
    const auto knows = [&](Step step) {
      return std::ranges::any_of(newest(other, step), [&](std::uint32_t next) {
        const std::uint32_t end = end_of(next, step);
        return end != account && end != other &&
               std::binary_search(around.begin(),
                                  around.begin() + static_cast<std::ptrdiff_t>(count), end);
      });
    };
    const double sum = book.pair(pair).sum;
    ++found.asked;
    found.money += sum;
    if (knows(Step::to_payees) || knows(Step::to_payers)) {
      ++found.known;
      found.known_money += sum;
    }
  }
  return found;
}

}  // namespace

Neighbourhood look_around(const Book& book, std::uint32_t account) {
  Neighbourhood found;
  found.co_payees = walk(book, account, Step::to_payers, Step::to_payees);
  found.co_payers = walk(book, account, Step::to_payees, Step::to_payers);
  found.onward = walk(book, account, Step::to_payees, Step::to_payees);
  found.upstream = walk(book, account, Step::to_payers, Step::to_payers);
  found.siblings = common(found.co_payees, found.co_payers);
  found.rounds = common(found.onward, found.upstream);
  found.payees = acquaint(book, account, Step::to_payees);
  found.payers = acquaint(book, account, Step::to_payers);
  return found;
}

}  // namespace holdfast::warn
