#include "engine/lane.hpp"

#include <algorithm>

namespace holdfast::engine {

namespace {

base::Milliseconds doubled(base::Milliseconds first, int times, base::Milliseconds longest) {
  constexpr int doublings_max = 20;
  return std::min(first * (std::int64_t{1} << std::clamp(times, 0, doublings_max)), longest);
}

}  // namespace

/// From half of it to all of it.
base::Milliseconds Lane::spread(base::Milliseconds pause) {
  const auto half = pause.count() / 2;
  return base::Milliseconds{chance_.between(pause.count() - half, pause.count())};
}

void Lane::add(order::OrderId id, int urgency, base::Instant now) {
  remove(id, now);
  auto& entry = entries_[id];
  entry.urgency = urgency;
  wait_until(id, entry, now);
}

void Lane::remove(order::OrderId id, base::Instant now) {
  const auto found = entries_.find(id);
  if (found == entries_.end()) {
    return;
  }
  unlist(id, found->second);
  entries_.erase(found);
  if (probe_ == id) {  // another one finds out
    probe_.reset();
    breaker_ = Breaker::open;
    probe_at_ = now;
  }
}

void Lane::unlist(order::OrderId id, const Entry& entry) {
  in_flight_ -= entry.in_flight ? 1 : 0;
  taken_ -= entry.is_taken ? 1 : 0;
  sleeping_.erase({entry.due, id});
  ready_.erase({entry.urgency, entry.attempts, id});
}

void Lane::wait_until(order::OrderId id, Entry& entry, base::Instant due) {
  entry.due = due;
  sleeping_.insert({due, id});
}

void Lane::wake(base::Instant now) {
  while (!sleeping_.empty() && sleeping_.begin()->first <= now) {
    const auto id = sleeping_.begin()->second;
    sleeping_.erase(sleeping_.begin());
    const auto& entry = entries_.at(id);
    ready_.insert({entry.urgency, entry.attempts, id});
  }
}

Lane::Sending Lane::send(order::OrderId id) {
  auto& entry = entries_.at(id);
  ready_.erase({entry.urgency, entry.attempts, id});
  entry.in_flight = true;
  entry.ticket = ++last_ticket_;
  ++entry.attempts;
  ++in_flight_;
  return {id, entry.ticket};
}

std::vector<Lane::Sending> Lane::take(base::Instant now) {
  wake(now);
  std::vector<Sending> out;
  if (ready_.empty() || in_flight_ >= limits_.in_flight_max || breaker_ == Breaker::probing ||
      (breaker_ == Breaker::open && now < probe_at_)) {
    return out;
  }
  if (breaker_ == Breaker::open) {
    const auto least = std::min_element(
        ready_.begin(), ready_.end(),
        [](const Place& a, const Place& b) { return std::get<1>(a) < std::get<1>(b); });
    breaker_ = Breaker::probing;
    probe_ = std::get<2>(*least);
    out.push_back(send(*probe_));
    return out;
  }
  while (!ready_.empty() && in_flight_ < limits_.in_flight_max) {
    out.push_back(send(std::get<2>(*ready_.begin())));
  }
  return out;
}

/// The entry of a sending that came to an end; null when the order left or was sent anew since.
Lane::Entry* Lane::landed(const Sending& sending) {
  const auto found = entries_.find(sending.order);
  if (found == entries_.end() || !found->second.in_flight ||
      found->second.ticket != sending.ticket) {
    return nullptr;
  }
  found->second.in_flight = false;
  --in_flight_;
  return &found->second;
}

void Lane::channel_answered(base::Instant /*now*/) {
  failures_ = 0;
  coolings_ = 0;
  probe_.reset();
  breaker_ = Breaker::closed;
}

void Lane::channel_failed(base::Instant now) {
  ++failures_;
  const bool probe_failed = breaker_ == Breaker::probing;
  if (probe_failed || (breaker_ == Breaker::closed && failures_ >= limits_.failures_to_open)) {
    breaker_ = Breaker::open;
    probe_.reset();
    probe_at_ = now + spread(doubled(limits_.first_cooling, coolings_++, limits_.longest_cooling));
  }
}

bool Lane::taken(const Sending& sending, base::Instant now) {
  channel_answered(now);
  auto* entry = landed(sending);
  if (entry == nullptr) {
    return false;
  }
  // The answer comes by itself; where it does not, the same order asks for it again.
  taken_ += entry->is_taken ? 0 : 1;
  entry->is_taken = true;
  entry->attempts = 0;
  wait_until(sending.order, *entry,
             now + spread(doubled(limits_.first_asking, entry->askings++, limits_.longest_asking)));
  return true;
}

bool Lane::not_taken(const Sending& sending, base::Instant now, base::Milliseconds pause) {
  const bool another_probes = breaker_ == Breaker::probing && probe_ != sending.order;
  if (!another_probes) {
    channel_failed(now);
  }
  auto* entry = landed(sending);
  if (entry == nullptr) {
    return false;
  }
  const auto own = doubled(limits_.first_pause, entry->attempts - 1, limits_.longest_pause);
  wait_until(sending.order, *entry, now + std::max(pause, spread(own)));
  return true;
}

bool Lane::refused(const Sending& sending, base::Instant now) {
  channel_answered(now);
  const bool is_here = landed(sending) != nullptr;
  if (is_here) {
    remove(sending.order, now);
  }
  return is_here;
}

void Lane::reopen(base::Instant now) {
  channel_answered(now);
  std::vector<order::OrderId> all;
  for (const auto& [due, id] : sleeping_) {
    if (!entries_.at(id).is_taken) {
      all.push_back(id);
    }
  }
  for (const auto id : all) {
    auto& entry = entries_.at(id);
    sleeping_.erase({entry.due, id});
    wait_until(id, entry, now);
  }
}

Lane::Standing Lane::standing() const {
  Standing made;
  made.breaker = breaker_;
  made.in_flight = in_flight_;
  made.asked = taken_;
  made.failures = failures_;
  made.waiting = entries_.size() - in_flight_;
  for (const auto& [id, entry] : entries_) {
    made.waiting -= entry.is_taken && !entry.in_flight ? 1 : 0;
  }
  if (breaker_ == Breaker::open) {
    made.next_probe = probe_at_;
  }
  return made;
}

}  // namespace holdfast::engine
