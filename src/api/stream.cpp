// The live stream: one formatted text for every screen that may see the event. A bank's screen
// hears only of the orders that are addressed to it.
#include <algorithm>

#include "api/service.hpp"
#include "net/sse.hpp"

namespace holdfast::api {

namespace {

constexpr std::size_t listeners_max = 2000;
constexpr auto stats_every = std::chrono::seconds{1};

}  // namespace

void StreamHub::add(net::EventStream stream, const Identity& who, port::BatchSeq seq) {
  // The stream keeps no history: whoever comes back reads its screens again.
  const auto* const first = stream.last_event_id().empty() ? "hello" : "resync";
  const auto id = std::to_string(seq);
  const std::lock_guard lock{mutex_};
  std::erase_if(listeners_, [](const Listener& each) { return !each.stream.is_open(); });
  if (listeners_.size() >= listeners_max) {
    stream.close();
    return;
  }
  stream.send(id, first, "{\"seq\":" + id + "}");
  listeners_.push_back({std::move(stream), who});
}

void StreamHub::send_to_all(const std::string& text, const std::string& institution,
                            bool is_order) {
  std::erase_if(listeners_, [&](const Listener& each) {
    if (each.who.is_bank() && !(is_order && each.who.institution == institution)) {
      return !each.stream.is_open();
    }
    return !each.stream.send_formatted(text);
  });
}

void StreamHub::tell(const engine::LiveEvent& event) {
  const auto id = std::to_string(event.seq);
  const std::lock_guard lock{mutex_};
  if (listeners_.empty()) {
    return;
  }
  const bool is_order = event.name == "order";
  send_to_all(net::format_event(id, event.name, event.data), event.institution, is_order);
  const auto now = std::chrono::steady_clock::now();
  if ((is_order || event.name == "case") && now - stats_told_at_ >= stats_every) {
    stats_told_at_ = now;
    send_to_all(net::format_event(id, "stats", "{\"seq\":" + id + "}"), {}, false);
  }
}

void StreamHub::tell_user(std::string_view user, const std::string& text) {
  const std::lock_guard lock{mutex_};
  std::erase_if(listeners_, [&](const Listener& each) {
    return each.who.name == user ? !each.stream.send_formatted(text) : !each.stream.is_open();
  });
}

void StreamHub::end_session(const std::string& digest) {
  const std::lock_guard lock{mutex_};
  for (const auto& each : listeners_) {
    if (!digest.empty() && each.who.session_digest == digest) {
      each.stream.close();
    }
  }
}

void StreamHub::end_all_of(std::string_view user) {
  const std::lock_guard lock{mutex_};
  for (const auto& each : listeners_) {
    if (each.who.name == user) {
      each.stream.close();
    }
  }
}

void StreamHub::close() {
  const std::lock_guard lock{mutex_};
  for (const auto& each : listeners_) {
    each.stream.close();
  }
  listeners_.clear();
}

}  // namespace holdfast::api
