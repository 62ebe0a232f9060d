#include "custody/ledger.hpp"

#include <algorithm>
#include <numeric>

namespace holdfast::custody {

namespace {

using base::Fen;

/// A measure while the history is gone through.
struct Kept {
  const Hold* hold = nullptr;
  Fen want;                      // of this loss, as long as it stands
  Fen booked;                    // that it has
  Place place = Place::stopped;  // where it has it
  bool active = false;
};

enum class What { loss, begin, end, give_back, carry };

/// Something that happened. What happens at one time: losses, then returns, ends, beginnings, and
/// last what is carried on.
struct Happening {
  base::Instant at;
  int rank = 0;
  std::uint64_t order = 0;
  What what = What::loss;
  std::size_t index = 0;

  [[nodiscard]] auto key() const { return std::tuple{at, rank, order, index}; }
};

class Book {
 public:
  explicit Book(Facts facts) : facts_(std::move(facts)) {
    std::ranges::sort(facts_.losses, {}, [](const Loss& each) {
      return std::pair{each.at, each.amount};
    });
    std::ranges::sort(facts_.holds, {}, [](const Hold& each) {
      return std::pair{each.begun, each.order.value()};
    });
    std::ranges::sort(facts_.returns, {}, [](const Return& each) {
      return std::tuple{each.at, each.order.value(), each.to, each.amount};
    });
    std::ranges::sort(facts_.carries, {}, [](const Carry& each) {
      return std::tuple{each.at, each.order.value(), each.number, each.to};
    });
    std::ranges::sort(facts_.rests, {}, &Rest::account);
  }

  Ledger keep() {
    share_out();
    for (const auto& happening : history()) {
      apply(happening);
    }
    find_traced();
    list();
    return std::move(ledger_);
  }

 private:
  [[nodiscard]] Fen& at(Place place) { return ledger_.balance[static_cast<std::size_t>(place)]; }
  [[nodiscard]] Fen loss() const {
    return std::accumulate(facts_.losses.begin(), facts_.losses.end(), Fen{},
                           [](Fen sum, const Loss& each) { return sum + each.amount; });
  }

  void move(base::Instant when, Place from, Place to, Fen amount,
            std::optional<order::OrderId> order, std::optional<base::AccountId> account) {
    if (amount.is_positive()) {
      at(from) -= amount;
      at(to) += amount;
      ledger_.entries.push_back({when, from, to, amount, order, account});
    }
  }

  // ---- What each measure is to have in the end. ----

  /// Returns first, then what was confiscated, then measures that stand, the oldest first: each up
  /// to what the trace lets be there of this loss.
  void share_out() {
    auto left = loss();
    paid_.resize(facts_.returns.size());
    for (const auto to : {Place::returned, Place::confiscated}) {
      for (std::size_t i = 0; i < facts_.returns.size(); ++i) {
        if (facts_.returns[i].to == to) {
          paid_[i] = std::min(left, facts_.returns[i].amount);
          left -= paid_[i];
        }
      }
    }
    std::map<base::AccountId, Fen> room;
    for (const auto& rest : facts_.rests) {
      room[rest.account] = rest.most;
    }
    for (const auto& hold : facts_.holds) {
      kept_.push_back({&hold, {}, {}, hold.place, false});
    }
    std::vector<Kept*> standing;
    for (auto& kept : kept_) {
      if (kept.hold->end == End::stands) {
        standing.push_back(&kept);
      } else {
        kept.want = std::min(loss(), kept.hold->amount);
      }
    }
    // What is frozen by us counts before what only waits behind somebody else's freeze.
    std::ranges::sort(standing, {}, [](const Kept* kept) {
      const auto& hold = *kept->hold;
      return std::tuple{hold.place == Place::queued, hold.begun, hold.order.value()};
    });
    for (auto* kept : standing) {
      auto& here = room[kept->hold->account];
      kept->want = std::min({left, here, kept->hold->amount});
      left -= kept->want;
      here -= kept->want;
      if (kept->hold->place != Place::queued && kept->want < kept->hold->amount) {
        ledger_.beyond[kept->hold->order] = kept->hold->amount - kept->want;
      }
    }
    for (std::size_t i = 0; i < facts_.returns.size(); ++i) {
      if (auto* freeze = kept_of(facts_.returns[i].freeze)) {
        freeze->want += paid_[i];  // until it went back
      }
    }
  }

  [[nodiscard]] Kept* kept_of(order::OrderId order) {
    const auto found =
        std::ranges::find_if(kept_, [&](const Kept& kept) { return kept.hold->order == order; });
    return found == kept_.end() ? nullptr : &*found;
  }

  // ---- How it came about. ----

  [[nodiscard]] std::vector<Happening> history() const {
    std::vector<Happening> all;
    // Nothing can be held before it is lost: a loss that was told late counts from the first fact.
    auto first = facts_.now;
    for (const auto& hold : facts_.holds) {
      first = std::min(first, hold.begun);
    }
    for (const auto& each : facts_.returns) {
      first = std::min(first, each.at);
    }
    for (std::size_t i = 0; i < facts_.losses.size(); ++i) {
      all.push_back({std::min(first, facts_.losses[i].at), 0, 0, What::loss, i});
    }
    for (std::size_t i = 0; i < facts_.holds.size(); ++i) {
      const auto& hold = facts_.holds[i];
      all.push_back({hold.begun, 3, hold.order.value(), What::begin, i});
      if (hold.end != End::stands) {
        // One that ended as soon as it began ends after that.
        const int rank = hold.ended <= hold.begun ? 4 : 2;
        all.push_back({std::max(hold.ended, hold.begun), rank, hold.order.value(), What::end, i});
      }
    }
    for (std::size_t i = 0; i < facts_.returns.size(); ++i) {
      const auto& each = facts_.returns[i];
      all.push_back({each.at, 1, each.order.value(), What::give_back, i});
    }
    for (std::size_t i = 0; i < facts_.carries.size(); ++i) {
      const auto& each = facts_.carries[i];
      all.push_back({each.at, 5, each.order.value(), What::carry, i});
    }
    std::ranges::sort(all, {}, &Happening::key);
    return all;
  }

  void apply(const Happening& happening) {
    switch (happening.what) {
      case What::loss:
        move(happening.at, Place::claim, Place::lost, facts_.losses[happening.index].amount, {},
             {});
        return;
      case What::begin:
        kept_[happening.index].active = true;
        return top_up(happening.at);
      case What::end:
        end(kept_[happening.index], happening.at);
        return top_up(happening.at);
      case What::give_back:
        give_back(happening.index, happening.at);
        return top_up(happening.at);
      case What::carry:
        return carry(facts_.carries[happening.index]);
    }
  }

  /// Whoever stands and has less than it is to have takes what nobody has: money that is nowhere
  /// first, then money that was let go.
  void top_up(base::Instant when) {
    for (auto* kept : in_order()) {
      for (const auto from : {Place::lost, Place::released}) {
        const auto amount = std::min(kept->want - kept->booked, at(from));
        take(*kept, from, amount, when);
      }
    }
  }

  void take(Kept& kept, Place from, Fen amount, base::Instant when) {
    if (from == Place::released) {
      forget_released(amount);
    }
    move(when, from, kept.place, amount, kept.hold->order, kept.hold->account);
    kept.booked += amount;
  }

  [[nodiscard]] std::vector<Kept*> in_order() {
    std::vector<Kept*> active;
    for (auto& kept : kept_) {
      if (kept.active) {
        active.push_back(&kept);
      }
    }
    std::ranges::sort(active, {}, [](const Kept* kept) {
      return std::tuple{kept->hold->begun, kept->hold->order.value()};
    });
    return active;
  }

  void end(Kept& kept, base::Instant when) {
    const auto& hold = *kept.hold;
    const auto to = hold.end == End::let_go   ? Place::released
                    : hold.end == End::judged ? Place::discharged
                                              : Place::lost;
    move(when, kept.place, to, kept.booked, hold.order, hold.account);
    if (to == Place::released) {
      released_[hold.account] += kept.booked;
    } else if (to == Place::discharged && kept.booked.is_positive()) {
      discharged_.push_back({to, kept.booked, hold.order, hold.account});
    }
    kept.booked = {};
    kept.active = false;
  }

  /// What it holds is somebody else's to keep; it may have ended meanwhile.
  void carry(const Carry& each) {
    auto* kept = kept_of(each.order);
    if (kept == nullptr || kept->hold->place != Place::frozen) {
      return;
    }
    if (kept->active && kept->place != each.to) {
      move(each.at, kept->place, each.to, kept->booked, each.order, kept->hold->account);
    }
    kept->place = each.to;
  }

  /// Out of the freeze, as far as it has it; the bank has paid, so the rest is taken from wherever
  /// it is thought to be.
  void give_back(std::size_t index, base::Instant when) {
    const auto& each = facts_.returns[index];
    auto open = paid_[index];
    const auto pay = [&](Place from, Fen most) {
      const auto amount = std::min(open, most);
      move(when, from, each.to, amount, each.order, each.account);
      open -= amount;
      return amount;
    };
    if (auto* freeze = kept_of(each.freeze)) {
      freeze->booked -= pay(freeze->place, freeze->booked);
      freeze->want -= std::min(freeze->want, paid_[index]);
    }
    pay(Place::lost, at(Place::lost));
    forget_released(pay(Place::released, at(Place::released)));
    auto active = in_order();
    for (auto it = active.rbegin(); it != active.rend(); ++it) {
      (*it)->booked -= pay((*it)->place, (*it)->booked);
    }
    for (auto& line : discharged_) {
      line.amount -= pay(Place::discharged, line.amount);
    }
  }

  void forget_released(Fen amount) {
    for (auto& [account, released] : released_) {
      const auto part = std::min(amount, released);
      released -= part;
      amount -= part;
    }
  }

  // ---- As it stands. ----

  /// What rests somewhere and is not held. Money that was let go and still lies there stays let go.
  void find_traced() {
    for (const auto& rest : facts_.rests) {
      const auto let_go = released_.find(rest.account);
      const auto stays = let_go == released_.end() ? Fen{} : std::min(let_go->second, rest.unheld);
      if (stays.is_positive()) {
        let_go->second -= stays;
        staying_[rest.account] = stays;
      }
    }
    for (const auto& rest : facts_.rests) {
      auto open = rest.unheld - staying_[rest.account];
      const auto found = std::min(open, at(Place::lost));
      move(facts_.now, Place::lost, Place::traced, found, {}, rest.account);
      open -= found;
      Fen moved_on;
      for (auto& [account, released] : released_) {
        const auto part = std::min(open - moved_on, released);
        released -= part;
        moved_on += part;
      }
      move(facts_.now, Place::released, Place::traced, moved_on, {}, rest.account);
      if ((found + moved_on).is_positive()) {
        traced_.push_back({Place::traced, found + moved_on, {}, rest.account});
      }
    }
  }

  void list() {
    auto& lines = ledger_.lines;
    const auto add = [&](Line line) {
      if (line.amount.is_positive()) {
        lines.push_back(line);
      }
    };
    for (std::size_t i = 0; i < facts_.returns.size(); ++i) {
      add({facts_.returns[i].to, paid_[i], facts_.returns[i].order, facts_.returns[i].account});
    }
    for (const auto* kept : in_order()) {
      add({kept->place, kept->booked, kept->hold->order, kept->hold->account});
    }
    lines.insert(lines.end(), traced_.begin(), traced_.end());
    std::ranges::for_each(discharged_, add);
    for (const auto& [account, amount] : released_) {
      add({Place::released, amount + staying_[account], {}, account});
    }
    add({Place::lost, at(Place::lost), {}, {}});
    std::ranges::stable_sort(lines, {}, &Line::place);
  }

  Facts facts_;
  Ledger ledger_;
  std::vector<Kept> kept_;  // one for each of the facts' holds
  std::vector<Fen> paid_;   // by return, cut to the loss
  std::map<base::AccountId, Fen> released_;
  std::map<base::AccountId, Fen> staying_;
  std::vector<Line> traced_;
  std::vector<Line> discharged_;
};

}  // namespace

Ledger keep(Facts facts) {
  return Book{std::move(facts)}.keep();
}

bool is_balanced(const Ledger& ledger) {
  Fen all;
  std::array<Fen, places> by_lines{};
  for (const auto& line : ledger.lines) {
    by_lines[static_cast<std::size_t>(line.place)] += line.amount;
  }
  for (std::size_t i = 0; i < places; ++i) {
    const auto place = static_cast<Place>(i);
    all += ledger.balance[i];
    if (place != Place::claim &&
        (ledger.balance[i].is_negative() || ledger.balance[i] != by_lines[i])) {
      return false;
    }
  }
  return all.is_zero();
}

}  // namespace holdfast::custody
