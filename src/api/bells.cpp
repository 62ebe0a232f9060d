#include "api/bells.hpp"

#include <boost/json.hpp>
#include <mutex>

#include "core/state.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

/// The id of the order that the event says may go now; empty for any other.
std::string approved_order(const engine::LiveEvent& event) {
  if (event.name != "order") {
    return {};
  }
  json::error_code failed;
  const auto value = json::parse(json::string_view{event.data.data(), event.data.size()}, failed);
  const auto* data = failed ? nullptr : value.if_object();
  const auto* state = data == nullptr ? nullptr : data->if_contains("state");
  const auto* id = data == nullptr ? nullptr : data->if_contains("id");
  const bool may_go = state != nullptr && id != nullptr && state->is_string() && id->is_string() &&
                      state->get_string() == "approved";
  return may_go ? std::string{id->get_string()} : std::string{};
}

/// By which channel the order waits; empty where it does not.
std::string channel_of(const engine::Engine& engine, const std::string& id) {
  std::string channel;
  engine.read([&](const core::State& state) {
    const auto order = state.orders.find(order::OrderId{std::stoull(id.substr(1))});
    if (order != state.orders.end() && order->second.state == order::State::approved) {
      channel = order->second.channel;
    }
  });
  return channel;
}

/// The bells of the channels that are fetched and have somewhere to ring.
std::vector<partner::Bell> bells_of(const engine::Engine& engine,
                                    const std::map<std::string, std::string>& keys) {
  std::vector<partner::Bell> bells;
  engine.read([&](const core::State& state) {
    for (const auto& each : state.routing.channels) {
      if (each.kind == core::ChannelKind::pull && !each.url.empty()) {
        const auto key = keys.find(each.name);
        bells.push_back({each.name, each.url, key == keys.end() ? std::string{} : key->second});
      }
    }
  });
  return bells;
}

}  // namespace

/// Between the engine, which keeps its listeners for good, and the bells, which go before it.
struct PartnerBells::Ear {
  std::mutex mutex;
  partner::Doorbell* doorbell = nullptr;
};

PartnerBells::PartnerBells(std::unique_ptr<partner::Doorbell> doorbell, std::shared_ptr<Ear> ear)
    : doorbell_(std::move(doorbell)), ear_(std::move(ear)) {}

PartnerBells::~PartnerBells() {
  const std::scoped_lock held{ear_->mutex};
  ear_->doorbell = nullptr;
}

base::Result<std::unique_ptr<PartnerBells>> PartnerBells::start(
    engine::Engine& engine, const std::map<std::string, std::string>& keys,
    partner::DoorbellOptions options) {
  const auto bells = bells_of(engine, keys);
  auto doorbell = partner::Doorbell::create(std::move(options), bells);
  if (!doorbell) {
    return doorbell.error();
  }
  auto ear = std::make_shared<Ear>();
  ear->doorbell = doorbell->get();
  std::unique_ptr<PartnerBells> made{new PartnerBells{std::move(*doorbell), ear}};
  if (bells.empty()) {
    return made;
  }
  // What the event is about is looked up on the doorbell's thread: the engine's publisher waits for
  // nobody.
  engine.on_live([&engine, ear](const engine::LiveEvent& event) {
    auto id = approved_order(event);
    const std::scoped_lock held{ear->mutex};
    if (!id.empty() && ear->doorbell != nullptr) {
      ear->doorbell->later([&engine, id = std::move(id)](partner::Doorbell& bell) {
        bell.ring(channel_of(engine, id));
      });
    }
  });
  for (const auto& [channel, standing] : engine.lanes()) {
    if (standing.waiting > 0) {
      made->doorbell_->ring(channel);
    }
  }
  return made;
}

std::map<std::string, partner::Doorbell::Standing> PartnerBells::standings() const {
  return doorbell_->standings();
}

}  // namespace holdfast::api
