// Messages and calls that machines make to warned people, on their way to the notifier, at least
// once, under one key each. Holds nothing that the state does not: after a restart it is filled
// from the notices that wait. What was handed over and told no result stays with the service, which
// tells it later (POST /api/v1/notices/results).
//
// Engine thread, except that sendings end on threads of the notifier's and come back through the
// inbox.
#pragma once

#include <compare>
#include <cstddef>
#include <map>
#include <set>

#include "core/event.hpp"
#include "core/state.hpp"
#include "engine/inbox.hpp"
#include "port/notifier.hpp"

namespace holdfast::engine {

class NoticeLane {
 public:
  NoticeLane(port::Notifier* notifier, Inbox& inbox) : notifier_(notifier), inbox_(inbox) {}

  /// Looks at what became durable and sends what it brought.
  void note(const std::vector<core::Event>& events, const core::State& state, base::Instant now);
  /// After a restart.
  void refill(const core::State& state, base::Instant now);
  /// Sends what is due: the work of that, however many wait for another try.
  void tick(const core::State& state, base::Instant now);

  [[nodiscard]] std::size_t size() const { return waiting_.size(); }

 private:
  struct Key {
    dissuade::WarningId warning;
    dissuade::Step step = dissuade::Step::sms;
    int round = 1;
    auto operator<=>(const Key&) const = default;
  };
  struct Waiting {
    base::Instant next;  // try; as in `due_`
    int failures = 0;
    bool in_flight = false;
  };
  struct Due {
    base::Instant at;
    Key key;
    auto operator<=>(const Due&) const = default;
  };
  void join(const dissuade::Warning& warning, base::Instant now);
  void leave(const dissuade::Warning& warning);
  void send(const Key& key, const dissuade::Warning& warning, const core::State& state);
  void came_back(Turn& turn, const Key& key, const base::Result<port::NoticeAck>& ack);

  port::Notifier* notifier_;
  Inbox& inbox_;
  std::map<Key, Waiting> waiting_;
  std::set<Due> due_;  // of those that are not under way
  std::size_t in_flight_ = 0;
};

/// What a message or call says: the rules' text with the suspected scam in it.
[[nodiscard]] std::string notice_text(const core::State& state, const dissuade::Warning& warning,
                                      dissuade::Step step, base::Instant at);

}  // namespace holdfast::engine
