#include "api/public_role.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

#include "api/frame.hpp"
#include "api/public_desk.hpp"
#include "api/zone_routes.hpp"
#include "base/background.hpp"
#include "base/thread_name.hpp"
#include "net/router.hpp"

namespace holdfast::api {

namespace {

constexpr auto stop_patience = base::Milliseconds{5000};
constexpr std::uint64_t form_bytes_max = 64 * 1024;
constexpr std::uint64_t text_bytes_max = 512 * 1024;

using Desk = std::shared_ptr<PublicDesk>;

void add(net::Router& router, const Desk& desk, std::string_view method, std::string_view pattern,
         PublicDesk::Handler handler, std::uint64_t body_bytes_max = form_bytes_max) {
  net::Route route;
  route.body_bytes_max = body_bytes_max;
  route.handler = [desk, handler, pattern](const net::Request& request,
                                           const net::Responder& responder) {
    auto answer = (desk.get()->*handler)(request, pattern);
    responder.answer(desk->finished(answer ? std::move(*answer) : net::problem(answer.error())));
  };
  router.add(method, pattern, std::move(route));
}

net::Router router_of(const Desk& desk, const PublicRoleOptions& options) {
  net::Router router;
  add(router, desk, "GET", "/healthz", &PublicDesk::healthz);
  for (const auto& route : zone_open_routes()) {
    add(router, desk, "GET", route.pattern, &PublicDesk::open_document);
  }
  for (const auto& route : zone_coded_routes()) {
    add(router, desk, "GET", route.pattern, &PublicDesk::coded_document);
  }
  for (const auto& route : zone_letter_routes()) {
    add(router, desk, "POST", route.pattern, &PublicDesk::letter);
  }
  add(router, desk, "GET", reputation_route, &PublicDesk::reputation);
  add(router, desk, "POST", "/api/v1/public/advice", &PublicDesk::advice, text_bytes_max);
  add(router, desk, "GET", "/api/v1/public/guides", &PublicDesk::guides);
  add(router, desk, "GET", "/api/v1/public/guides/{type}/poster", &PublicDesk::poster);
  net::Route files;
  files.handler = [desk, find = options.assets](const net::Request& request,
                                                const net::Responder& responder) {
    responder.answer(desk->finished(asset_answer(find, request)));
  };
  router.set_fallback(std::move(files));
  return router;
}

/// The router's own refusals carry the same headers as every answer.
net::Decide dress(net::Decide decide, Desk desk) {
  return [decide = std::move(decide), desk = std::move(desk)](net::Request& request) {
    auto decision = decide(request);
    if (auto* response = std::get_if<net::Response>(&decision)) {
      return net::Decision{desk->finished(std::move(*response))};
    }
    return decision;
  };
}

}  // namespace

struct PublicRole::State {
  explicit State(Desk with) : desk(std::move(with)) {}

  void look() {
    const std::scoped_lock turn{looking};
    desk->look();
  }
  void run(base::Milliseconds every) {
    base::name_thread("zone");
    base::run_in_background();
    std::unique_lock held{mutex};
    while (!is_stopping) {
      held.unlock();
      look();
      held.lock();
      stopped.wait_for(held, every, [this] { return is_stopping; });
    }
  }

  const Desk desk;
  std::vector<std::string> routes;
  std::unique_ptr<net::HttpServer> server;
  std::mutex looking;
  std::mutex mutex;
  std::condition_variable stopped;
  bool is_stopping = false;
  std::thread thread;
};

PublicRole::PublicRole(std::unique_ptr<State> state) : state_(std::move(state)) {}

PublicRole::~PublicRole() {
  stop();
}

base::Result<std::unique_ptr<PublicRole>> PublicRole::start(PublicRoleOptions options) {
  if (!options.centre) {
    return base::Error{base::ErrorCode::bad_input, "needs the key that the centre signs with"};
  }
  auto intake = ZoneIntake::open(options.data, options.in, options.out, *options.centre);
  if (!intake) {
    return intake.error();
  }
  auto desk = std::make_shared<PublicDesk>(*std::move(intake), options.words,
                                           public_root(options.public_url, options.listen));
  auto state = std::make_unique<State>(desk);
  auto router = router_of(desk, options);
  state->routes = router.list();
  net::ServerOptions serving;
  serving.listen = options.listen;
  serving.workers = options.workers;
  if (options.tls) {
    serving.tls = net::ServerTlsOptions{options.tls->certificate, options.tls->key, {}};
  }
  auto server = net::HttpServer::start(serving, dress(std::move(router).release(), desk));
  if (!server) {
    return server.error();
  }
  state->server = std::move(*server);
  state->thread = std::thread{[own = state.get(), every = options.every] { own->run(every); }};
  return std::unique_ptr<PublicRole>{new PublicRole{std::move(state)}};
}

std::uint16_t PublicRole::port() const {
  return state_->server->port();
}

void PublicRole::look() {
  state_->look();
}

void PublicRole::stop() {
  {
    const std::scoped_lock held{state_->mutex};
    state_->is_stopping = true;
  }
  state_->stopped.notify_all();
  if (state_->thread.joinable()) {
    state_->thread.join();
  }
  state_->server->stop(stop_patience);
}

std::vector<std::string> PublicRole::routes() const {
  return state_->routes;
}

}  // namespace holdfast::api
