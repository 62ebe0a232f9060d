#include "traffic.hpp"

#include <algorithm>
#include <array>

namespace holdfast::bench {

namespace {

using base::Fen;
using base::Instant;
using base::Milliseconds;
using fund::AccountId;
using fund::Kind;

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t day_ms = 24 * hour_ms;

/// How busy each hour of the day is; parts of the sum.
constexpr std::array<std::uint32_t, 24> busy{6,  4,  3,  2,  2,  4,  10, 22, 40, 62, 66, 60,
                                             56, 50, 54, 58, 56, 54, 60, 66, 60, 44, 26, 12};

constexpr std::uint32_t busy_sum() {
  std::uint32_t sum = 0;
  for (const auto hour : busy) {
    sum += hour;
  }
  return sum;
}

constexpr std::uint32_t accounts_least = 64;
constexpr std::uint32_t accounts_most = 10'000'000;
/// Primes above any number of accounts: a multiplication by one of them modulo that number
/// shuffles.
constexpr std::uint32_t payer_stride = 15'485'863;
constexpr std::uint32_t payee_stride = 32'452'843;

constexpr std::size_t ring_rows = 1024;
constexpr std::int64_t late_by_ms_max = 2 * hour_ms;
constexpr std::uint64_t transfers_a_gang = 50'000;

std::uint32_t accounts_of(const TrafficSpec& spec) {
  if (spec.accounts != 0) {
    base::check(spec.accounts >= accounts_least && spec.accounts <= accounts_most,
                "the number of accounts is within bounds");
    return spec.accounts;
  }
  return static_cast<std::uint32_t>(
      std::clamp<std::uint64_t>(spec.transfers / 20, accounts_least, 1'000'000));
}

/// Accounts are laid out as shops, citizens and, at the end, mules.
std::uint32_t shops_of(std::uint32_t accounts) {
  return accounts / 50 + 1;
}
std::uint32_t mules_of(std::uint32_t accounts) {
  return accounts / 40 + 8;
}

AccountId any_mule(base::Rng& rng, std::uint32_t accounts) {
  const auto mules = mules_of(accounts);
  return AccountId{accounts - mules + static_cast<std::uint32_t>(rng.below(mules))};
}

/// From 2^least to 2^most yuan, the logarithm spread about evenly.
Fen spread_amount(base::Rng& rng, std::uint32_t doublings_least, std::uint32_t doublings_most) {
  const auto doublings = rng.between(doublings_least, doublings_most - 1);
  const std::int64_t low = std::int64_t{100} << doublings;
  return Fen{low + static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(low)))};
}

/// Whole thousands, hundreds or tens of yuan: people like round amounts.
Fen rounded(Fen amount) {
  for (const std::int64_t unit : {100'000, 10'000, 1'000}) {
    if (amount.value() >= 4 * unit) {
      return Fen{amount.value() - amount.value() % unit};
    }
  }
  return amount;
}

/// Heap order: the earliest move on top, equal ones as they were planned.
constexpr auto later = [](const auto& a, const auto& b) {
  return a.time != b.time ? a.time > b.time : a.order > b.order;
};

}  // namespace

Traffic::Traffic(TrafficSpec spec)
    : spec_(spec), rng_(spec.seed), accounts_(accounts_of(spec)), clock_(spec.begin) {
  base::check(spec.days > 0, "traffic needs at least a day");
  recent_.reserve(ring_rows);
}

bool Traffic::next(TrafficRow& row) {
  if (slot_ == spec_.transfers) {
    return false;
  }
  if (!recent_.empty() && rng_.chance(spec_.repeated_per_million)) {
    row = recent_[rng_.below(recent_.size())];
    row.arrival = RowArrival::repeated;
    row.transfer.learned = clock_;
    return true;
  }
  const auto now = moment(slot_);
  const auto gang_every = std::min(transfers_a_gang, spec_.transfers);
  if (spec_.gangs == TrafficSpec::Gangs::usual && slot_ % gang_every == gang_every / 10) {
    plan_theft(now);
  }
  row.number = slot_++;
  row.arrival = RowArrival::on_time;
  if (!take_move(now, row)) {
    const auto since = base::to_unix_ms(now) - base::to_unix_ms(spec_.begin);
    const auto hour = since % day_ms / hour_ms;
    const auto day = since / day_ms % 30;
    const bool payday = (day == 9 || day == 24) && (hour == 9 || hour == 10);
    row.origin = payday && rng_.chance(500'000) ? RowOrigin::wage : RowOrigin::errand;
    row.transfer = row.origin == RowOrigin::wage ? wage(now) : errand(now);
    if (rng_.chance(spec_.late_per_million)) {
      row.arrival = RowArrival::late;
      row.transfer.time -= Milliseconds{rng_.between(1, late_by_ms_max)};
    }
  }
  if (recent_.size() < ring_rows) {
    recent_.push_back(row);
  } else {
    recent_[row.number % ring_rows] = row;
  }
  return true;
}

/// Of the slot: spread over the days evenly and over each day by how busy its hours are; one row in
/// twenty shares the moment of the row before it.
Instant Traffic::moment(std::uint64_t slot) {
  if (rng_.chance(50'000)) {
    return clock_;
  }
  const std::uint64_t total = spec_.transfers;
  const std::uint64_t day = slot * spec_.days / total;
  const std::uint64_t part = slot * spec_.days % total;
  std::uint64_t left = part * (busy_sum() * std::uint64_t{hour_ms}) / total;
  std::size_t hour = 0;
  for (; left >= busy[hour] * std::uint64_t{hour_ms}; ++hour) {
    left -= busy[hour] * std::uint64_t{hour_ms};
  }
  const auto offset = static_cast<std::int64_t>(day) * day_ms +
                      static_cast<std::int64_t>(hour) * hour_ms +
                      static_cast<std::int64_t>(left / busy[hour]);
  clock_ = std::max(clock_, spec_.begin + Milliseconds{offset});
  return clock_;
}

/// An account, one of the first with a probability that falls with the root of its rank.
std::uint32_t Traffic::popular(std::uint32_t stride) {
  const std::uint64_t even = rng_.next() >> 32U;
  const std::uint64_t skewed = (even * even) >> 32U;
  const std::uint64_t rank = (skewed * accounts_) >> 32U;
  return static_cast<std::uint32_t>(rank * stride % accounts_);
}

Fen Traffic::amount() {
  const auto exact = spread_amount(rng_, 0, 14);
  return rng_.chance(400'000) ? rounded(exact) : exact;
}

fund::Transfer Traffic::errand(Instant now) {
  fund::Transfer one{.time = now,
                     .learned = now,
                     .payer = AccountId{popular(payer_stride)},
                     .payee = AccountId{popular(payee_stride)},
                     .amount = amount()};
  const auto way = rng_.below(1000);
  if (way < 200) {
    one.kind = Kind::merchant;
    one.payee = AccountId{one.payee.value() % shops_of(accounts_)};
  } else if (way < 220) {
    one.kind = Kind::cash;
  } else if (way < 222) {
    one.kind = Kind::overseas;
  } else if (way == 222) {
    one.kind = Kind::crypto;
  }
  if (one.payer == one.payee) {
    one.payee = AccountId{(one.payee.value() + 1) % accounts_};
  }
  return one;
}

/// Shops pay their people: always the same ones.
fund::Transfer Traffic::wage(Instant now) {
  const auto shops = shops_of(accounts_);
  const auto citizens = accounts_ - shops;
  const auto employer = static_cast<std::uint32_t>(rng_.below(shops));
  const auto staff = citizens / shops;
  const auto member = static_cast<std::uint32_t>(rng_.below(staff));
  return {.time = now,
          .learned = now,
          .payer = AccountId{employer},
          .payee = AccountId{shops + employer * staff + member},
          .amount = Fen{rng_.between(4'000, 15'000) * 100}};
}

void Traffic::plan_theft(Instant now) {
  const auto citizens = accounts_ - shops_of(accounts_) - mules_of(accounts_);
  const Move theft{
      .time = now,
      .payer = AccountId{shops_of(accounts_) + static_cast<std::uint32_t>(rng_.below(citizens))},
      .payee = any_mule(rng_, accounts_),
      .amount = rounded(spread_amount(rng_, 13, 21)),
      .is_theft = true};
  plan(theft);
  plan_tier(theft, static_cast<int>(rng_.between(2, 5)));
}

/// What became of the money that `into` brought to a mule: on to one to three others, or out.
void Traffic::plan_tier(const Move& into, int tiers_left) {
  auto left = into.amount.value() * rng_.between(80, 100) / 100;
  const auto parts = rng_.between(1, 3);
  auto when = into.time;
  for (std::int64_t part = 1; part <= parts; ++part) {
    when += Milliseconds{rng_.between(10'000, 20 * 60'000)};
    const auto share = part == parts ? left : left * rng_.between(30, 60) / 100;
    left -= share;
    if (share < 100) {
      return;
    }
    Move on{.time = when,
            .payer = into.payee,
            .payee = any_mule(rng_, accounts_),
            .amount = Fen{share}};
    if (tiers_left == 0) {
      on.kind = rng_.chance(700'000) ? Kind::cash : Kind::crypto;
      plan(on);
    } else if (!into.is_theft && rng_.chance(100'000)) {
      on.payee = into.payer;  // a circle, to make the trail longer
      plan(on);
    } else {
      plan(on);
      plan_tier(on, tiers_left - 1);
    }
  }
}

void Traffic::plan(Move move) {
  if (move.payer == move.payee && move.kind == Kind::transfer) {
    move.payee = AccountId{move.payee.value() == accounts_ - 1 ? accounts_ - 2 : accounts_ - 1};
  }
  move.order = planned_++;
  moves_.push_back(move);
  std::push_heap(moves_.begin(), moves_.end(), later);
}

/// The next move of a gang, where one is due.
bool Traffic::take_move(Instant now, TrafficRow& row) {
  if (moves_.empty() || moves_.front().time > now) {
    return false;
  }
  std::pop_heap(moves_.begin(), moves_.end(), later);
  const Move move = moves_.back();
  moves_.pop_back();
  row.transfer = {.time = now,
                  .learned = now,
                  .payer = move.payer,
                  .payee = move.payee,
                  .amount = move.amount,
                  .kind = move.kind};
  row.origin = move.is_theft ? RowOrigin::theft : RowOrigin::laundering;
  if (move.is_theft) {
    thefts_.push_back({row.number, move.payer, move.payee, move.amount, now});
  }
  return true;
}

}  // namespace holdfast::bench
