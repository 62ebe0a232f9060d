#include "warn/book.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace holdfast::warn {

namespace {

constexpr double day = 24;
constexpr double week = 168;
constexpr double circle_window = 60 * day;
constexpr double routine_hours = 30 * day;  // a pair that goes on for longer is routine
constexpr std::uint32_t routine_count = 3;
constexpr std::uint32_t hub_size = 80;  // partners of an employer or a shop
constexpr double newest_weight = 0.3;   // of the newest movement among the latest
constexpr std::size_t circle_fan = 12;  // newest payees looked at on each step of a circle

double log1p_hours(double hours) {
  return std::log1p(std::max(hours, 0.0));
}

bool is_round(double yuan) {
  return yuan >= 100 && std::fmod(yuan + 1e-6, 100.0) < 1e-3;
}

/// Usual limits of one transfer or one report are 1, 2, 5 and 10 times a power of ten.
bool is_just_under(double yuan) {
  for (const double limit :
       {1'000.0, 2'000.0, 5'000.0, 10'000.0, 20'000.0, 50'000.0, 100'000.0, 200'000.0, 500'000.0}) {
    if (yuan < limit && yuan >= limit * 0.96) {
      return true;
    }
  }
  return false;
}

/// What of a movement both sides count alike.
struct Seen {
  double amount;
  double time;
  double log_amount;
  bool round;
  bool under;
  bool night;
  bool weekend;
};

Seen look_at(const Movement& movement) {
  const double amount = static_cast<double>(movement.amount.value()) / 100.0;
  const double time = hours_of(movement.time);
  const double beijing = time + 8;
  const double clock = std::fmod(beijing, day);
  const auto day_number = static_cast<std::int64_t>(std::floor(beijing / day));
  const std::int64_t weekday = (day_number + 3) % 7;  // 1970-01-01 was a Thursday; 0 is Monday
  return {amount,
          time,
          std::log(std::max(amount, 0.01)),
          is_round(amount),
          is_just_under(amount),
          clock >= 23 || clock < 6,
          weekday >= 5};
}

void count(Side& side, const Seen& seen) {
  if (side.count > 0) {
    const double gap = log1p_hours(seen.time - side.last);
    side.gap_sum += gap;
    side.gap_square += gap * gap;
  }
  ++side.count;
  side.round += seen.round ? 1U : 0U;
  side.under += seen.under ? 1U : 0U;
  side.night += seen.night ? 1U : 0U;
  side.weekend += seen.weekend ? 1U : 0U;
  side.sum += seen.amount;
  side.max = std::max(side.max, seen.amount);
  side.log_sum += seen.log_amount;
  side.log_square += seen.log_amount * seen.log_amount;
  side.last = seen.time;
  side.two_days.add(1, seen.time, 48);
  side.peak_two_days = std::max(side.peak_two_days, side.two_days.value);
}

void count_new(Side& side, const Seen& seen) {
  ++side.partners;
  side.new_sum += seen.amount;
  side.new_week.add(1, seen.time, week);
  side.peak_new_week = std::max(side.peak_new_week, side.new_week.value);
}

/// Time as such: first, last, gaps, days.
void live(Facts& facts, const Seen& seen) {
  if (!facts.is_known()) {
    facts.first = seen.time;
  } else {
    const double gap = seen.time - facts.last;
    if (gap > facts.longest_gap) {
      facts.longest_gap = gap;
      facts.after_gap = 0;
    }
  }
  facts.after_gap += seen.amount;
  facts.last = seen.time;
  const auto today = static_cast<std::int64_t>((seen.time + 8) / day);
  if (today != facts.last_day) {
    facts.last_day = today;
    ++facts.days;
  }
  facts.flow_week.add(seen.amount, seen.time, week);
  facts.peak_week = std::max(facts.peak_week, facts.flow_week.value);
}

void receive(Facts& facts, const Seen& seen, const Stained& stained) {
  for (std::size_t i = 0; i < stains; ++i) {
    facts.in_pot[i] += stained[i];
    facts.stained_in[i] += stained[i];
  }
  facts.pot_time =
      (facts.pot_time * facts.pot + seen.time * seen.amount) / (facts.pot + seen.amount);
  facts.pot += seen.amount;
  for (std::size_t i = 0; i < cover_hours.size(); ++i) {
    facts.recent[i].add(seen.amount, seen.time, cover_hours[i]);
  }
  facts.last_in[facts.next_in++ % facts.last_in.size()] = seen.amount;
}

/// Money in a pot is mixed: what is paid out is stained as the pot is. A payment that is unlike its
/// payer is stained whole, whatever the pot was.
Stained pay(Facts& facts, const Seen& seen, const Moment& moment, bool is_strange) {
  const double taken = std::min(facts.pot, seen.amount);
  Stained stained{};
  if (taken > 0) {
    const double part = taken / facts.pot;
    for (std::size_t i = 0; i < stains; ++i) {
      stained[i] = facts.in_pot[i] * part;
      facts.in_pot[i] -= stained[i];
    }
    const double hurried = std::min(taken, facts.recent[1].now(seen.time, cover_hours[1]));
    auto& quick = stained[static_cast<std::size_t>(Stain::hurried)];
    quick = std::max(quick, hurried);
    facts.dwell_sum += taken * log1p_hours(seen.time - facts.pot_time);
    facts.dwelt += taken;
    if (taken >= 0.9 * facts.pot) {
      facts.swept += seen.amount;
    }
    facts.pot -= taken;
  }
  for (std::size_t i = 0; i < cover_hours.size(); ++i) {
    const double lately = facts.recent[i].now(seen.time, cover_hours[i]);
    const double used = std::min(lately, seen.amount);
    facts.covered[i] += used;
    facts.recent[i] = {lately - used, seen.time};
  }
  facts.matched += moment.is_matched ? seen.amount : 0;
  if (is_strange) {
    stained[static_cast<std::size_t>(Stain::strange)] = seen.amount;
  }
  if (moment.is_record) {
    stained[static_cast<std::size_t>(Stain::record)] = seen.amount;
  }
  for (std::size_t i = 0; i < stains; ++i) {
    facts.stained_out[i] += stained[i];
  }
  return stained;
}

void receive_aside(Aside& aside, const Seen& seen, const Stained& stained, bool is_new) {
  ++aside.in_count;
  aside.payers += is_new ? 1U : 0U;
  aside.in += seen.amount;
  aside.most_in = std::max(aside.most_in, seen.amount);
  aside.pot_time =
      (aside.pot_time * aside.pot + seen.time * seen.amount) / (aside.pot + seen.amount);
  aside.pot += seen.amount;
  for (std::size_t i = 0; i < stains; ++i) {
    aside.stained[i] += stained[i];
  }
  for (std::size_t i = 0; i < aside_hours.size(); ++i) {
    aside.recent[i].add(seen.amount, seen.time, aside_hours[i]);
  }
}

void pay_aside(Aside& aside, const Seen& seen, bool is_matched, bool is_new) {
  ++aside.out_count;
  aside.payees += is_new ? 1U : 0U;
  aside.out += seen.amount;
  aside.matched += is_matched ? seen.amount : 0;
  const double taken = std::min(aside.pot, seen.amount);
  if (taken > 0) {
    aside.dwell_sum += taken * log1p_hours(seen.time - aside.pot_time);
    aside.dwelt += taken;
    aside.pot -= taken;
  }
  for (std::size_t i = 0; i < aside_hours.size(); ++i) {
    const double lately = aside.recent[i].now(seen.time, aside_hours[i]);
    const double used = std::min(lately, seen.amount);
    aside.covered[i] += used;
    aside.recent[i] = {lately - used, seen.time};
  }
}

bool matches_an_entry(const Facts& facts, double amount) {
  return std::ranges::any_of(facts.last_in, [&](double entry) {
    return entry > 0 && amount <= entry * 1.001 && amount >= entry * 0.9;
  });
}

}  // namespace

Book::Book(std::size_t accounts)
    : facts_(accounts), slots_(1024), payees_(accounts), payers_(accounts) {}

std::size_t Book::slot_of(std::uint32_t payer, std::uint32_t payee) const {
  std::uint64_t hash = (std::uint64_t{payer} << 32U | payee) * 0x9E3779B97F4A7C15ULL;
  hash ^= hash >> 29U;
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    const std::uint32_t number = slots_[at];
    if (number == 0 || (pairs_[number - 1].payer == payer && pairs_[number - 1].payee == payee)) {
      return at;
    }
  }
}

const Pair* Book::find(std::uint32_t payer, std::uint32_t payee) const {
  const std::uint32_t number = slots_[slot_of(payer, payee)];
  return number == 0 ? nullptr : &pairs_[number - 1];
}

void Book::grow() {
  slots_.assign(slots_.size() * 2, 0);
  for (std::uint32_t i = 0; i < pairs_.size(); ++i) {
    slots_[slot_of(pairs_[i].payer, pairs_[i].payee)] = i + 1;
  }
}

std::uint32_t Book::meet(std::uint32_t payer, std::uint32_t payee) {
  const std::size_t slot = slot_of(payer, payee);
  if (slots_[slot] != 0) {
    return slots_[slot] - 1;
  }
  const auto number = static_cast<std::uint32_t>(pairs_.size());
  pairs_.push_back({.payer = payer, .payee = payee});
  slots_[slot] = number + 1;
  payees_[payer].push_back(number);
  payers_[payee].push_back(number);
  if (pairs_.size() * 2 > slots_.size()) {
    grow();
  }
  return number;
}

/// Money that comes round: payee → ... → payer before this movement, each step later than the one
/// before it, and of about the same size.
int Book::circle_closed(const Movement& movement, double amount) const {
  const std::uint32_t payer = movement.payer.value();
  const std::uint32_t payee = movement.payee.value();
  const auto fits = [&](const Pair& step, double after) {
    return step.last >= after && step.last_amount >= 0.5 * amount && step.last_amount <= 2 * amount;
  };
  const double oldest = time_ - circle_window;
  const Pair* const back = find(payee, payer);
  if (back != nullptr && fits(*back, oldest)) {
    return 2;
  }
  int found = 0;
  const auto newest = [&](std::uint32_t account) {
    const std::span<const std::uint32_t> all = payees_[account];
    return all.last(std::min(all.size(), circle_fan));
  };
  for (const std::uint32_t number : newest(payee)) {
    const Pair& first = pairs_[number];
    if (!fits(first, oldest) || first.payee == payer) {
      continue;
    }
    const Pair* const closing = find(first.payee, payer);
    if (closing != nullptr && fits(*closing, first.last)) {
      return 3;
    }
    for (const std::uint32_t next :
         found == 0 ? newest(first.payee) : std::span<const std::uint32_t>{}) {
      const Pair& second = pairs_[next];
      if (second.payee == payee || second.payee == payer || !fits(second, first.last)) {
        continue;
      }
      const Pair* const last = find(second.payee, payer);
      if (last != nullptr && fits(*last, second.last)) {
        found = 4;
        break;
      }
    }
  }
  return found;
}

Moment Book::take(const Movement& movement) {
  const Seen seen = look_at(movement);
  base::check(seen.time >= time_ || movements_ == 0, "movements in the order of time");
  time_ = seen.time;
  ++movements_;
  const std::uint32_t payer_number = movement.payer.value();
  const std::uint32_t payee_number = movement.payee.value();
  Facts& payer = facts_[payer_number];
  Facts& payee = facts_[payee_number];

  Moment moment{.amount = seen.amount, .time = seen.time};
  moment.payer_pot = payer.pot;
  moment.payer_since_in = payer.in.count > 0 ? seen.time - payer.in.last : -1;
  moment.payer_recent = payer.recent[1].now(seen.time, cover_hours[1]);
  moment.payee_age = payee.is_known() ? seen.time - payee.first : -1;
  moment.payer_age = payer.is_known() ? seen.time - payer.first : -1;
  moment.payer_gap = payer.out.count > 0 ? seen.time - payer.out.last : -1;
  if (payer.out.count > 0) {
    moment.surprise = std::clamp(seen.log_amount - payer.out.log_sum / payer.out.count, -4.0, 4.0);
  }
  if (payee.in.count > 0) {
    moment.payee_surprise =
        std::clamp(seen.log_amount - payee.in.log_sum / payee.in.count, -4.0, 4.0);
  }
  moment.is_record = payer.out.count >= 3 && seen.amount > payer.out.max;
  moment.is_matched = matches_an_entry(payer, seen.amount);
  moment.circle = payer_number == payee_number ? 0 : circle_closed(movement, seen.amount);

  const std::uint32_t number = meet(payer_number, payee_number);
  Pair& pair = pairs_[number];
  const bool is_new = pair.count == 0;
  const bool back = payer_number != payee_number && find(payee_number, payer_number) != nullptr;
  if (is_new) {
    pair.first = seen.time;
    pair.least = seen.amount;
    count_new(payer.out, seen);
    count_new(payee.in, seen);
    if (back) {
      ++payer.mutual;
      ++payee.mutual;
    }
  } else {
    moment.pair_gap = seen.time - pair.last;
    const bool tested = pair.least * 10 <= seen.amount && moment.pair_gap <= 2 * week;
    const bool split = moment.pair_gap <= day && seen.amount >= 0.9 * pair.last_amount &&
                       seen.amount <= 1.1 * pair.last_amount;
    payer.out.tested += tested ? 1U : 0U;
    payee.in.tested += tested ? 1U : 0U;
    payer.out.split += split ? 1U : 0U;
    payee.in.split += split ? 1U : 0U;
  }
  ++pair.count;
  pair.sum += seen.amount;
  const double regular = pair.count == 3 ? pair.sum : pair.count > 3 ? seen.amount : 0;
  pair.last = seen.time;
  pair.last_amount = seen.amount;
  pair.least = std::min(pair.least, seen.amount);
  moment.pair = &pair;
  const bool is_routine = pair.count > routine_count && seen.time - pair.first > routine_hours;
  const bool from_hub = payer.out.partners > hub_size;
  const bool to_hub = payee.in.partners > hub_size;

  const bool strange = is_new && moment.surprise > 1.1 && payer.out.count >= 3;
  for (Side* const side : {&payer.out, &payee.in}) {
    side->surprise_sum += seen.amount * moment.surprise;
    side->surprise_size += std::abs(moment.surprise);
    side->surprise_least = std::min(side->surprise_least, moment.surprise);
    side->surprise_most = std::max(side->surprise_most, moment.surprise);
    side->odd += std::abs(moment.surprise) > 0.29 ? 1U : 0U;
    side->pair_most = std::max(side->pair_most, pair.count);
    side->record_sum += moment.is_record ? seen.amount : 0;
    side->strange_sum += strange ? seen.amount : 0;
    side->largest_partner = std::max(side->largest_partner, pair.sum);
    side->regular_sum += regular;
    const double weight = side->count == 0 ? 1 : newest_weight;
    side->lately += weight * (seen.log_amount - side->lately);
    side->lately_new += weight * ((is_new ? 1 : 0) - side->lately_new);
  }
  payer.out.partner_age += log1p_hours(moment.payee_age);
  payee.in.partner_age += log1p_hours(moment.payer_age);
  payer.out.partner_new += moment.payee_age < day ? 1 : 0;
  payee.in.partner_new += moment.payer_age < day ? 1 : 0;
  if (moment.circle != 0) {
    payer.cycles[static_cast<std::size_t>(moment.circle - 2)] += seen.amount;
    payee.cycles[static_cast<std::size_t>(moment.circle - 2)] += seen.amount;
  }
  live(payer, seen);
  const Stained stained = pay(payer, seen, moment, strange);
  moment.is_aside_out = !is_routine && (!to_hub || moment.surprise > 0);
  moment.is_aside_in = !is_routine && !from_hub;
  if (moment.is_aside_out) {
    pay_aside(payer.aside, seen, moment.is_matched, is_new);
  }
  count(payer.out, seen);
  switch (movement.kind) {
    case fund::Kind::cash:
      payer.cash += seen.amount;
      break;
    case fund::Kind::merchant:
      payer.merchant += seen.amount;
      payee.merchant_in += seen.amount;
      break;
    case fund::Kind::overseas:
    case fund::Kind::crypto:
      payer.abroad += seen.amount;
      break;
    case fund::Kind::transfer:
    case fund::Kind::balance:
    case fund::Kind::opening:
      break;
  }
  live(payee, seen);
  receive(payee, seen, stained);
  if (moment.is_aside_in) {
    receive_aside(payee.aside, seen, stained, is_new);
  }
  count(payee.in, seen);
  return moment;
}

Book::Before Book::before(const Movement& movement) const {
  Before before;
  before.payer = movement.payer.value();
  before.payee = movement.payee.value();
  before.payer_facts = facts_[before.payer];
  before.payee_facts = facts_[before.payee];
  before.pairs = pairs_.size();
  if (const Pair* const pair = find(before.payer, before.payee)) {
    before.pair = *pair;
  }
  before.time = time_;
  before.movements = movements_;
  return before;
}

void Book::undo(const Before& before) {
  const std::size_t slot = slot_of(before.payer, before.payee);
  if (pairs_.size() > before.pairs) {
    // The newest pair: nothing was put behind it in the table, so its slot may be emptied.
    slots_[slot] = 0;
    pairs_.pop_back();
    payees_[before.payer].pop_back();
    payers_[before.payee].pop_back();
  } else {
    pairs_[slots_[slot] - 1] = before.pair;
  }
  facts_[before.payer] = before.payer_facts;
  facts_[before.payee] = before.payee_facts;
  time_ = before.time;
  movements_ = before.movements;
}

void Book::make_room(std::size_t accounts) {
  facts_.resize(accounts);
  payees_.resize(accounts);
  payers_.resize(accounts);
}

std::size_t Book::bytes() const {
  // Each pair stands in two lists, which grow by doubling.
  return facts_.capacity() * (sizeof(Facts) + 2 * sizeof(payees_[0])) +
         pairs_.capacity() * (sizeof(Pair) + 3 * sizeof(std::uint32_t)) +
         slots_.capacity() * sizeof(std::uint32_t);
}

}  // namespace holdfast::warn
