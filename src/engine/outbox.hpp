// The outbox: orders that were approved and durable, on their way to their partners, at least once,
// under one application id each. Each channel has a lane of its own, which says what goes when
// (lane.hpp); what a channel's code means the rule pack says. It holds nothing that the state does
// not: after a restart it is filled from the orders that still await a partner.
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
#include "engine/lane.hpp"
#include "engine/parts.hpp"
#include "engine/world.hpp"
#include "port/partner.hpp"

namespace holdfast::engine {

class Outbox {
 public:
  Outbox(port::Partner* partner, Inbox& inbox, const Options& options)
      : partner_(partner), inbox_(inbox), options_(options) {}

  /// Looks at what became durable: approved orders go out, answered ones are forgotten.
  void note(const std::vector<core::Event>& events, const core::State& state, const World& world,
            base::Instant now);
  /// After a restart: everything that still awaits a partner goes out again.
  void refill(const core::State& state, const World& world, base::Instant now);
  /// Sends again what is due.
  void tick(base::Instant now, const core::State& state, const World& world);

  [[nodiscard]] std::size_t size() const { return lane_of_.size(); }
  /// How each channel stands that an order went to since the start.
  [[nodiscard]] std::map<std::string, Lane::Standing> standings() const;

 private:
  [[nodiscard]] Lane& lane(const std::string& channel);
  void join(const order::Order& order, base::Instant now);
  void forget(order::OrderId id, base::Instant now);
  void send_due(const std::string& name, const core::State& state, const World& world,
                base::Instant now);
  void delivered(Lane::Sending sending, std::string channel, base::Result<port::PartnerAck> ack);
  void note_outcome(Turn& turn, const Lane::Sending& sending, const std::string& channel,
                    const base::Result<port::PartnerAck>& ack);
  void channel_failed(Turn& turn, const std::string& channel, const std::string& error);
  void channel_works(Turn& turn, const std::string& channel);

  port::Partner* partner_;
  Inbox& inbox_;
  const Options& options_;
  std::map<std::string, Lane> lanes_;  // by channel
  std::unordered_map<order::OrderId, std::string> lane_of_;
  std::map<std::string, int> failures_;  // in a row, by channel
};

}  // namespace holdfast::engine
