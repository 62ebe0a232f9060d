#include "engine/engine.hpp"

#include <future>

#include "engine/engine_state.hpp"
#include "engine/partner_message.hpp"

namespace holdfast::engine {

namespace {

constexpr std::chrono::milliseconds read_patience{2000};

}  // namespace

base::Result<std::unique_ptr<Engine>> Engine::open(Parts parts, Options options) {
  auto state = std::make_unique<State>(std::move(parts), std::move(options));
  if (const auto started = state->start(); !started) {
    return started.error();
  }
  return std::unique_ptr<Engine>{new Engine{std::move(state)}};
}

Engine::Engine(std::unique_ptr<State> state) : state_(std::move(state)) {}

Engine::~Engine() {
  state_->inbox.close();
  state_->thread.join();
  state_->preparer.reset();
  state_->pursuits.reset();
  state_->parts.partner.reset();  // its callbacks end before the outbox goes
  state_->parts.notifier.reset();
}

base::Result<Done> Engine::submit_and_wait(Caller caller, core::CommandBody body) {
  std::promise<base::Result<Done>> promise;
  submit(std::move(caller), std::move(body),
         [&](base::Result<Done> done) { promise.set_value(std::move(done)); });
  return promise.get_future().get();
}

base::Result<FeedDone> Engine::take_and_wait(Caller caller, FeedBatch batch) {
  std::promise<base::Result<FeedDone>> promise;
  take(std::move(caller), std::move(batch),
       [&](base::Result<FeedDone> done) { promise.set_value(std::move(done)); });
  return promise.get_future().get();
}

void Engine::read(const std::function<void(const core::State&)>& look) const {
  std::promise<void> seen;
  const bool pushed = state_->inbox.push_look([&](const core::State& state) {
    look(state);
    seen.set_value();
  });
  if (pushed) {
    seen.get_future().wait();
  }
}

base::Result<port::RowPage> Engine::list(const port::RowQuery& query, port::BatchSeq min_seq) {
  if (!state_->publisher->wait_for(min_seq, read_patience)) {
    return base::Error{base::ErrorCode::unavailable, "the lists are not that new yet; try again"};
  }
  return state_->parts.reader->list(query);
}

base::Result<std::string> Engine::find(std::string_view kind, std::string_view id,
                                       port::BatchSeq min_seq) {
  if (!state_->publisher->wait_for(min_seq, read_patience)) {
    return base::Error{base::ErrorCode::unavailable, "the lists are not that new yet; try again"};
  }
  return state_->parts.reader->find(kind, id);
}

const World& Engine::world() const {
  return state_->world;
}
fund::Snapshot Engine::durable() const {
  return fund::Snapshot{state_->durable.load()};
}
port::BatchSeq Engine::seq() const {
  return state_->seq.load();
}
base::Instant Engine::now() const {
  return state_->now();
}

std::string Engine::search_term(std::string_view text) const {
  return state_->parts.search_hash(text);
}

std::vector<std::uint32_t> Engine::word_terms(std::string_view text) const {
  return state_->words.of(text);
}

port::Files* Engine::files() const {
  return state_->parts.files.get();
}

base::Result<std::vector<core::Event>> Engine::events_of(port::BatchSeq batch) const {
  std::optional<std::vector<core::Event>> found;
  const auto read = state_->parts.journal->read_events(
      batch, batch, [&](const port::BatchView& view) -> base::Result<void> {
        auto events = state_->events_in(view);
        if (!events) {
          return events.error();
        }
        found = *std::move(events);
        return {};
      });
  if (!read) {
    return read.error();
  }
  if (!found) {
    return base::Error{base::ErrorCode::not_found, "the journal does not hold this batch any more"};
  }
  return *std::move(found);
}

base::Result<IntakeBatch> Engine::intake_of(base::Sequence transfer) const {
  const auto seq = state_->world.batch_of(transfer);
  IntakeBatch batch;
  const auto read = state_->parts.journal->read_events(
      seq, seq, [&](const port::BatchView& view) -> base::Result<void> {
        const auto events = state_->events_in(view);
        if (!events) {
          return events.error();
        }
        batch = {view.seq, view.at, base::to_hex(view.hash), intakes_in(*events)};
        return {};
      });
  if (!read) {
    return read.error();
  }
  if (batch.seq == 0) {
    return base::Error{base::ErrorCode::not_found, "the journal does not have it any more"};
  }
  return batch;
}

void Engine::on_live(std::function<void(const LiveEvent&)> listener) {
  state_->publisher->on_live(std::move(listener));
}

std::optional<order::OrderId> Engine::order_of_application(std::string_view id) const {
  return engine::order_of_application(state_->options.installation, id);
}

base::Result<port::PartnerMessage> Engine::message_of(order::OrderId id) const {
  base::Result<port::PartnerMessage> message{
      base::Error{base::ErrorCode::not_found, "no such order"}};
  read([&](const core::State& seen) {
    if (const auto found = seen.orders.find(id); found != seen.orders.end()) {
      message = partner_message(found->second, seen, state_->world, state_->options.installation);
    }
  });
  return message;
}

std::vector<PartnerScore> Engine::scores(base::Instant from, base::Instant until) const {
  std::vector<OrderFacts> facts;
  core::Routing routing;
  read([&](const core::State& seen) {
    facts = order_facts(seen, from, until);
    routing = seen.routing;
  });
  return partner_scores(std::move(facts), routing);  // on the caller's thread
}

std::map<std::string, Lane::Standing> Engine::lanes() const {
  std::map<std::string, Lane::Standing> all;
  read([&](const core::State&) { all = state_->outbox->standings(); });
  return all;
}

Engine::Counters Engine::counters() const {
  const auto load = state_->inbox.load();
  return {.batches = state_->batches.load(),
          .commands = state_->commands.load(),
          .transfers = state_->durable.load(),
          .orders_out = state_->orders_out.load(),
          .inbox = load.items,
          .inbox_peak = load.items_peak,
          .feed_bytes = load.feed_bytes,
          .feed_bytes_peak = load.feed_bytes_peak,
          .feeds_refused = load.feeds_refused,
          .memory = state_->snapshots->memory(),
          .memory_limit_bytes = state_->options.memory_limit_bytes};
}

}  // namespace holdfast::engine
