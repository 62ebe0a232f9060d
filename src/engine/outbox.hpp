// The outbox: orders that were approved and durable, on their way to their partners, at least once,
// under one application id each. It holds nothing that the state does not: after a restart it is
// filled from the orders that still await a partner.
//
// Engine thread, except that deliveries end on threads of the partner's and come back through the
// inbox.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/event.hpp"
#include "core/state.hpp"
#include "engine/inbox.hpp"
#include "engine/parts.hpp"
#include "engine/world.hpp"
#include "port/partner.hpp"

namespace holdfast::engine {

class Outbox {
 public:
  Outbox(port::Partner* partner, Inbox& inbox, const Options& options)
      : partner_(partner), inbox_(inbox), options_(options) {}

  /// Looks at what became durable: approved orders go out, answered ones are forgotten.
  void note(const std::vector<core::Event>& events, const core::State& state, const World& world);
  /// After a restart: everything that still awaits a partner goes out again.
  void refill(const core::State& state, const World& world);
  /// Sends again what is due.
  void tick(base::Instant now, const core::State& state, const World& world);

  [[nodiscard]] std::size_t size() const { return pending_.size(); }

 private:
  struct Pending {
    int attempts = 0;
    bool in_flight = false;
    base::Instant next_try;
  };
  void dispatch(order::OrderId id, const core::State& state, const World& world);
  void delivered(order::OrderId id, std::string channel, base::Result<port::PartnerAck> ack);
  void channel_failed(Turn& turn, const std::string& channel, const std::string& error);
  void channel_works(Turn& turn, const std::string& channel);

  port::Partner* partner_;
  Inbox& inbox_;
  const Options& options_;
  std::unordered_map<order::OrderId, Pending> pending_;
  std::map<std::string, int> failures_;  // in a row, by channel
};

/// "holdfast-O000001": unique to this installation's journal, at most 36 characters.
[[nodiscard]] std::string application_id(const std::string& installation, order::OrderId id);
/// The order behind an application id; nothing when it is not one of ours.
[[nodiscard]] std::optional<order::OrderId> order_of_application(const std::string& installation,
                                                                 std::string_view text);

}  // namespace holdfast::engine
