#include "screen/follower.hpp"

#include <algorithm>

#include "base/background.hpp"
#include "base/log.hpp"
#include "base/thread_name.hpp"

namespace holdfast::screen {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t slice_without_looks = 16;
constexpr std::uint64_t stop_asked_every = 1024;
constexpr std::uint64_t weighed_every = 65'536;  // transfers between two looks at memory
constexpr std::uint64_t caught_up = 1'000;       // transfers behind, at most
constexpr auto quiet = std::chrono::seconds{5};  // without news, before it is built anew
constexpr std::uint64_t late_least = 10'000;     // and so large a part of all:
constexpr std::uint64_t late_part = 10;

warn::Movement movement_of(const fund::PackedTransfer& packed) {
  return {packed.time(), base::AccountId{packed.payer}, base::AccountId{packed.payee},
          packed.amount(), packed.kind()};
}

/// The payments among these transfers, in the order of time; of the same time as they arrived.
std::vector<std::uint64_t> in_order(const fund::Graph& graph, std::uint64_t from,
                                    std::uint64_t until) {
  std::vector<std::uint64_t> order;
  order.reserve(until - from);
  bool is_sorted = true;
  std::int64_t latest = INT64_MIN;
  for (std::uint64_t i = from; i < until; ++i) {
    const auto& packed = graph.packed(fund::Sequence{i});
    if (!fund::is_payment(packed.kind())) {
      continue;
    }
    is_sorted = is_sorted && packed.time_ms() >= latest;
    latest = packed.time_ms();
    order.push_back(i);
  }
  if (!is_sorted) {
    std::ranges::stable_sort(
        order, {}, [&](std::uint64_t i) { return graph.packed(fund::Sequence{i}).time_ms(); });
  }
  return order;
}

}  // namespace

Follower::Follower(const engine::Engine& engine, std::shared_ptr<const warn::Scale> scale,
                   FollowLimits limits)
    : engine_(engine),
      graph_(engine.world().graph()),
      scale_(std::move(scale)),
      limits_(limits),
      history_(limits.history_max),
      last_news_(Clock::now()) {
  thread_ = std::thread{[this] {
    base::name_thread("watch");
    base::run_in_background();
    run();
  }};
}

Follower::~Follower() {
  is_stopping_ = true;
  thread_.join();
}

warn::Opinion Follower::ask(const warn::Live::Payment& payment, double reasons_from) {
  const Slice slice{*this};
  return live_->ask(payment, reasons_from);
}

std::vector<warn::Flag> Follower::flags(std::size_t count) {
  if (!is_ready_) {
    return {};
  }
  const Slice slice{*this};
  std::vector<const warn::Flag*> all;
  all.reserve(live_->flags().size());
  for (const auto& [account, flag] : live_->flags()) {
    all.push_back(&flag);
  }
  const auto last = all.begin() + static_cast<std::ptrdiff_t>(std::min(count, all.size()));
  std::ranges::partial_sort(all, last, [](const warn::Flag* one, const warn::Flag* other) {
    return std::pair{-one->latest.score, one->account} <
           std::pair{-other->latest.score, other->account};
  });
  std::vector<warn::Flag> highest;
  std::for_each(all.begin(), last, [&](const warn::Flag* flag) { highest.push_back(*flag); });
  return highest;
}

std::vector<base::AccountId> Follower::flagged() {
  std::vector<base::AccountId> all;
  if (is_ready_) {
    const Slice slice{*this};
    for (const auto& [account, flag] : live_->flags()) {
      all.push_back(account);
    }
  }
  return all;
}

std::optional<warn::Flag> Follower::flag_of(base::AccountId account) {
  if (!is_ready_) {
    return std::nullopt;
  }
  const Slice slice{*this};
  const auto found = live_->flags().find(account);
  return found == live_->flags().end() ? std::nullopt : std::optional{found->second};
}

Follower::Standing Follower::standing() {
  Standing standing;
  standing.is_ready = is_ready_;
  standing.since = since_;
  standing.build_ms = build_ms_;
  standing.put_off = put_off_;
  const Slice slice{*this};
  standing.behind = engine_.durable().value() - next_;
  if (live_ != nullptr) {
    standing.waiting = live_->waiting();
    standing.taken = live_->movements();
    standing.late = live_->late();
    standing.accounts = live_->accounts();
    standing.flagged = live_->flags().size();
    standing.bytes = live_->bytes();
  }
  return standing;
}

void Follower::run() {
  build(engine_.durable().value());
  while (!is_stopping_) {
    const auto durable = engine_.durable().value();
    if (durable - next_ <= caught_up) {
      is_ready_ = true;
    }
    if (next_ < durable) {
      last_news_ = Clock::now();
      take_some(durable);
      continue;
    }
    bool looked = false;
    {
      const Slice slice{*this};
      looked = live_->look_at_waiting();
    }
    if (looked) {
      continue;
    }
    if (needs_rebuilding() && Clock::now() - last_news_ > quiet) {
      build(durable);
    } else {
      nap();
    }
  }
}

/// Sleeps a little: a transfer that comes meanwhile is noticed within a millisecond.
void Follower::nap() const {
  std::this_thread::sleep_for(Clock::now() - last_news_ < quiet ? std::chrono::milliseconds{1}
                                                                : std::chrono::milliseconds{10});
}

void Follower::take_some(std::uint64_t durable) {
  const auto behind = durable - next_;
  const bool far = behind > limits_.far_behind;
  const auto count = far ? std::min(behind, slice_without_looks) : 1;
  bool is_too_large = false;
  {
    const Slice slice{*this};
    for (std::uint64_t i = 0; i < count; ++i) {
      const auto& packed = graph_.packed(fund::Sequence{next_++});
      if (fund::is_payment(packed.kind())) {
        live_->take(movement_of(packed), far ? warn::Live::Looks::later : warn::Live::Looks::now);
      }
    }
    put_off_ += far ? count : 0;
    if (next_ / weighed_every != (next_ - count) / weighed_every) {
      is_too_large = live_->bytes() > limits_.bytes_max;
      history_ = is_too_large ? std::max<std::uint64_t>(live_->movements() / 2, 1) : history_;
    }
  }
  if (is_too_large) {
    base::log_warn("the watch takes more than {} MB: it goes on with the newest {} transfers",
                   limits_.bytes_max >> 20, history_);
    build(next_);
  }
}

/// So much was told late that the order of time is another one.
bool Follower::needs_rebuilding() {
  const Slice slice{*this};
  return live_->late() > late_least && live_->late() * late_part > live_->movements();
}

void Follower::build(std::uint64_t until) {
  const auto begun = Clock::now();
  auto from = until - std::min(until, history_);
  auto built = learn(from, until);
  while (built == nullptr && !is_stopping_) {
    history_ = std::max<std::uint64_t>((until - from) / 2, 1);
    from = until - std::min(until, history_);
    built = learn(from, until);
  }
  if (built == nullptr) {
    built = std::make_unique<warn::Live>(scale_);  // nobody asks it any more
  }
  since_ = from;
  build_ms_ = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begun).count();
  base::log_info("the watch knows {} payments of {} accounts ({} MB, {} ms)", built->movements(),
                 built->accounts(), built->bytes() >> 20, build_ms_.load());
  next_ = until;
  const Slice slice{*this};
  live_.swap(built);
}

std::unique_ptr<warn::Live> Follower::learn(std::uint64_t from, std::uint64_t until) {
  const auto order = in_order(graph_, from, until);
  auto live = std::make_unique<warn::Live>(scale_);
  const auto looked_from =
      order.size() - std::min<std::uint64_t>(order.size(), limits_.looked_at_max);
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i % stop_asked_every == 0) {
      if (is_stopping_ || (live->bytes() > limits_.bytes_max && order.size() > 1)) {
        return nullptr;
      }
    }
    if (i == looked_from && i > 0) {
      live->look_at_all([this] { return !is_stopping_; });
    }
    live->take(movement_of(graph_.packed(fund::Sequence{order[i]})),
               i < looked_from ? warn::Live::Looks::never : warn::Live::Looks::now);
  }
  return live;
}

}  // namespace holdfast::screen
