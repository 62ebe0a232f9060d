#include "ring_case.hpp"

#include <algorithm>

#include "base/rng.hpp"
#include "traffic.hpp"

namespace holdfast::bench {

namespace {

using base::Fen;
using fund::AccountId;

constexpr std::uint32_t thefts = 3;
constexpr Fen stolen{900'000'000};       // nine million yuan from each victim
constexpr std::int64_t least_fen = 100;  // nobody pays less than a yuan
constexpr base::Milliseconds duration = std::chrono::days{10};

/// The ring's own transfers, by what its members have.
class Ring {
 public:
  Ring(const RingSpec& spec, std::uint32_t outside, base::Instant begin)
      : spec_(spec), rng_(spec.seed), outside_(outside), begin_(begin), has_(spec.members) {}

  std::vector<fund::Transfer> moves() {
    std::vector<fund::Transfer> all;
    for (std::uint64_t i = 0; i < spec_.moves; ++i) {
      const auto time =
          begin_ + duration * static_cast<std::int64_t>(i) / static_cast<std::int64_t>(spec_.moves);
      auto one = move(i);
      one.time = one.learned = time;
      all.push_back(one);
    }
    return all;
  }

 private:
  fund::Transfer move(std::uint64_t number) {
    if (number < thefts) {
      return credit(static_cast<std::uint32_t>(number), stolen);
    }
    if (number % 8 == 7) {
      return credit(someone(), Fen{rng_.between(1'000, 500'000)});
    }
    const std::uint32_t payer = someone_with_money();
    const Fen amount{std::max(least_fen, has_[payer].value() * rng_.between(5, 60) / 100)};
    has_[payer] = has_[payer] - amount;
    if (number % 50 == 49) {
      return between(payer, payer, amount, fund::Kind::cash);
    }
    const bool brings_in = number % 10 == 0 && joined_ < spec_.members;
    std::uint32_t payee = brings_in ? joined_++ : someone();
    if (payee == payer) {
      payee = (payee + 1) % joined_;
    }
    has_[payee] = has_[payee] + amount;
    return between(payer, payee, amount, fund::Kind::transfer);
  }
  /// From somebody outside.
  fund::Transfer credit(std::uint32_t member, Fen amount) {
    has_[member] = has_[member] + amount;
    return {.time = {},
            .learned = {},
            .payer = AccountId{static_cast<std::uint32_t>(rng_.below(outside_))},
            .payee = AccountId{outside_ + member},
            .amount = amount};
  }
  /// Cash is paid out at somebody outside.
  fund::Transfer between(std::uint32_t payer, std::uint32_t payee, Fen amount, fund::Kind kind) {
    const auto to = kind == fund::Kind::cash ? static_cast<std::uint32_t>(rng_.below(outside_))
                                             : outside_ + payee;
    return {.time = {},
            .learned = {},
            .payer = AccountId{outside_ + payer},
            .payee = AccountId{to},
            .amount = amount,
            .kind = kind};
  }
  std::uint32_t someone() { return static_cast<std::uint32_t>(rng_.below(joined_)); }
  std::uint32_t someone_with_money() {
    for (;;) {
      if (const auto member = someone(); has_[member].value() >= 2 * least_fen) {
        return member;
      }
    }
  }

  const RingSpec& spec_;
  base::Rng rng_;
  std::uint32_t outside_;  // accounts below it are outside
  base::Instant begin_;
  std::vector<Fen> has_;
  std::uint32_t joined_ = thefts;
};

}  // namespace

RingCase make_ring_case(const RingSpec& spec) {
  Traffic traffic({.seed = spec.seed,
                   .transfers = spec.around,
                   .repeated_per_million = 0,
                   .gangs = TrafficSpec::Gangs::none});
  const auto middle = traffic.spec().begin + std::chrono::days{traffic.spec().days} / 2;
  const auto moves = Ring(spec, traffic.accounts(), middle).moves();
  RingCase made{.accounts = traffic.accounts() + spec.members, .transfers = {}, .thefts = {}};
  made.transfers.reserve(spec.around + spec.moves);
  auto next = moves.begin();
  const auto add_moves = [&](base::Instant until) {
    for (; next != moves.end() && next->learned <= until; ++next) {
      if (next - moves.begin() < thefts) {
        made.thefts.push_back(made.transfers.size());
      }
      made.transfers.push_back(*next);
    }
  };
  for (TrafficRow row; traffic.next(row);) {
    add_moves(row.transfer.learned);
    made.transfers.push_back(row.transfer);
  }
  add_moves(base::Instant::max());
  return made;
}

}  // namespace holdfast::bench
