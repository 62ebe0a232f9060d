// Starting, spreading connections over loops, counting, stopping.
#include "net/server.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <sys/socket.h>
#include <unistd.h>

#include "base/check.hpp"
#include "net/connection.hpp"
#include "net/listener.hpp"

namespace holdfast::net {

using base::Error;
using base::Result;

struct HttpServer::State {
  std::shared_ptr<ServerCore> core;
  std::vector<std::shared_ptr<Home>> homes;
  std::unique_ptr<Listener> listener;
  std::size_t next_home = 0;  // the accepting loop's thread
  bool stopped = false;
};

namespace {

// Deadlines are swept, not armed one by one: a sweep over thousands of connections costs
// microseconds, a timer a request costs more.
base::Milliseconds sweep_interval(const ServerOptions& options) {
  const auto shortest = std::min({options.header_timeout, options.idle_timeout,
                                  options.progress_timeout, options.event_heartbeat});
  return std::clamp(shortest / 4, base::Milliseconds{10}, base::Milliseconds{250});
}

void sweep(Home& home) {
  const auto now = Connection::Clock::now();
  std::vector<std::shared_ptr<Connection>> all;
  all.reserve(home.connections.size());
  for (const auto& entry : home.connections) all.push_back(entry.second);
  for (const auto& connection : all) connection->tick(now);
}

void turn_away(int descriptor) {
  const Response full = problem(503, "too_many", "the server has as many connections as it takes");
  const Answer answer = serialise(full, AnswerRules{.keep_alive = false});
  (void)!::send(descriptor, answer.bytes.data(), answer.bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  ::close(descriptor);
}

void welcome(const std::shared_ptr<ServerCore>& core, const std::shared_ptr<Home>& home,
             int descriptor) {
  core->total.fetch_add(1);
  if (core->open.load() >= core->options.connections_max) {
    core->refused.fetch_add(1);
    return turn_away(descriptor);
  }
  core->open.fetch_add(1);
  home->loop.dispatch([core, home_weak = std::weak_ptr<Home>{home}, descriptor] {
    const auto here = home_weak.lock();
    base::check(here != nullptr, "a loop runs without its home");
    auto connection = std::make_shared<Connection>(core, here, descriptor);
    here->connections.emplace(connection.get(), connection);
    connection->start();
  });
}

void for_each_connection(Home& home, void (*act)(Connection&)) {
  std::vector<std::shared_ptr<Connection>> all;
  for (const auto& entry : home.connections) all.push_back(entry.second);
  for (const auto& connection : all) act(*connection);
}

}  // namespace

Decide always(Route route) {
  return [shared = std::make_shared<const Route>(std::move(route))](Request&) -> Decision {
    return shared;
  };
}

HttpServer::HttpServer(std::unique_ptr<State> state) : state_(std::move(state)) {}

HttpServer::~HttpServer() {
  stop(base::Milliseconds{0});
}

Result<std::unique_ptr<HttpServer>> HttpServer::start(ServerOptions options, Decide decide) {
  auto state = std::make_unique<State>();
  std::shared_ptr<TlsContext> tls;
  if (options.tls) {
    auto made = TlsContext::for_server(*options.tls);
    if (!made) return made.error();
    tls = std::move(*made);
  }
  const std::size_t loops = std::max<std::size_t>(1, options.loops);
  options.workers = std::max<std::size_t>(1, options.workers);
  options.pipeline_max = std::max<std::size_t>(2, options.pipeline_max);
  state->core = std::make_shared<ServerCore>(std::move(options), std::move(decide));
  state->core->tls = std::move(tls);
  for (std::size_t i = 0; i < loops; ++i) state->homes.push_back(std::make_shared<Home>());
  State* raw = state.get();
  auto listener =
      Listener::open(raw->homes.front()->loop, raw->core->options.listen, [raw](int descriptor) {
        welcome(raw->core, raw->homes[raw->next_home++ % raw->homes.size()], descriptor);
      });
  if (!listener) return listener.error();
  state->listener = std::move(*listener);
  for (const auto& home : state->homes) {
    home->loop.every(sweep_interval(state->core->options), [here = home.get()] { sweep(*here); });
    home->loop.start();
  }
  return std::unique_ptr<HttpServer>{new HttpServer(std::move(state))};
}

std::uint16_t HttpServer::port() const {
  return state_->listener->port();
}

ServerCounters HttpServer::counters() const {
  const ServerCore& core = *state_->core;
  return ServerCounters{core.open.load(), core.total.load(), core.refused.load(),
                        core.requests.load(), core.bad_requests.load()};
}

void HttpServer::stop(base::Milliseconds patience) {
  if (state_->stopped) return;
  state_->stopped = true;
  state_->listener->close();
  state_->core->draining.store(true);
  for (const auto& home : state_->homes) {
    home->loop.post([here = home.get()] {
      for_each_connection(*here, [](Connection& connection) { connection.drain(); });
    });
  }
  // Connections count themselves out; the wait is short and happens once in a process's life.
  const auto until = std::chrono::steady_clock::now() + patience;
  while (state_->core->open.load() > 0 && std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(base::Milliseconds{2});
  }
  for (const auto& home : state_->homes) {
    std::mutex mutex;
    std::condition_variable done;
    bool closed = false;
    home->loop.post([&, here = home.get()] {
      for_each_connection(*here, [](Connection& connection) { connection.close(); });
      const std::lock_guard lock{mutex};
      closed = true;
      done.notify_one();
    });
    std::unique_lock lock{mutex};
    done.wait(lock, [&] { return closed; });
  }
  state_->core->workers.stop();
  for (const auto& home : state_->homes) home->loop.stop();
}

}  // namespace holdfast::net
