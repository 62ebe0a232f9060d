#include "api/server.hpp"

#include <algorithm>
#include <filesystem>

#include "api/bench_routes.hpp"
#include "api/desk_routes.hpp"
#include "api/exhibit_desk.hpp"
#include "api/routes.hpp"
#include "api/zone_line.hpp"
#include "base/digest.hpp"
#include "net/router.hpp"
#include "net/server.hpp"

namespace holdfast::api {

namespace {

constexpr auto stop_patience = base::Milliseconds{5000};

net::Router router_of(const std::shared_ptr<Service>& service) {
  net::Router router;
  for (const auto& row : route_table()) {
    net::Route route;
    route.handler = framed(service, row);
    route.body_bytes_max = row.body_bytes_max;
    router.add(row.method, row.pattern, std::move(route));
  }
  router.add("POST", "/api/v1/transfers", transfers_route(service, everybody));
  router.add("POST", "/api/v1/cases/{id}/files", files_route(service, officers));
  router.add("POST", "/api/v1/statements/files", statement_files_route(service, officers));
  router.add("GET", "/api/v1/stream", stream_route(service, everybody));
  net::Route files;
  files.handler = assets(service);
  router.set_fallback(std::move(files));
  return router;
}

/// The router's own refusals (404, 405) carry the same headers as every answer.
net::Decide dress(net::Decide decide, std::shared_ptr<Service> service) {
  return [decide = std::move(decide), service = std::move(service)](net::Request& request) {
    auto decision = decide(request);
    if (auto* response = std::get_if<net::Response>(&decision)) {
      return net::Decision{dressed(std::move(*response), *service)};
    }
    return decision;
  };
}

/// What works beside the requests.
void start_workbench(Service& service) {
  const auto& options = service.options;
  const auto folder = options.spool_folder.empty() ? std::filesystem::temp_directory_path()
                                                   : std::filesystem::path{options.spool_folder};
  analyst::StatementLimits limits;
  limits.file_bytes_max = options.statement_bytes_max;
  limits.spool_bytes_max = options.spool_bytes_max;
  service.statements = std::make_unique<analyst::StatementDesk>(
      service.engine, folder, [] { return base::to_hex(random_bytes(16)); }, limits);
  analyst::KeeperPace pace;
  pace.again = options.analyses_every;
  pace.look = std::min(pace.look, pace.again);
  service.analyses = std::make_unique<analyst::Keeper>(service.engine, pace);
}

}  // namespace

struct ApiServer::State {
  std::shared_ptr<Service> service;
  std::vector<std::string> routes;
  std::unique_ptr<net::HttpServer> server;
  std::unique_ptr<net::HttpServer> partners;  // null where partners come in by the same door
};

ApiServer::ApiServer(std::unique_ptr<State> state) : state_(std::move(state)) {}

ApiServer::~ApiServer() {
  stop();
}

base::Result<std::unique_ptr<ApiServer>> ApiServer::start(engine::Engine& engine,
                                                          ApiOptions options) {
  if (!options.sessions) {
    options.sessions = std::make_shared<port::MemorySessionStore>();
  }
  auto sessions = Sessions::open(options.sessions, std::chrono::hours{options.session_hours});
  if (!sessions) {
    return sessions.error();
  }
  net::ServerOptions serving;
  serving.listen = options.listen;
  serving.workers = options.workers;
  const auto tls = options.tls;
  if (tls) {
    serving.tls = net::ServerTlsOptions{tls->certificate, tls->key, {}};
  }
  auto state = std::make_unique<State>();
  state->service = std::make_shared<Service>(engine, std::move(options), std::move(*sessions));
  if (const auto& key = state->service->options.signing) {
    state->service->exhibits = std::make_shared<ExhibitDesk>(engine, *key);
  }
  start_workbench(*state->service);
  if (const auto& zone = state->service->options.zone) {
    auto line = ZoneLine::open(*state->service, *zone);
    if (!line) {
      return line.error();
    }
    state->service->zone = *std::move(line);
  }
  auto router = router_of(state->service);
  state->routes = router.list();
  // The engine keeps its listeners for good; ours goes silent with the server.
  engine.on_live([hub = std::weak_ptr{state->service->hub}](const engine::LiveEvent& event) {
    if (const auto listening = hub.lock()) {
      listening->tell(event);
    }
  });
  auto server = net::HttpServer::start(serving, dress(std::move(router).release(), state->service));
  if (!server) {
    return server.error();
  }
  state->server = std::move(*server);
  if (tls && !tls->partner_listen.empty()) {
    serving.listen = tls->partner_listen;
    serving.tls->client_ca_file = tls->client_ca;
    auto partners =
        net::HttpServer::start(serving, dress(router_of(state->service).release(), state->service));
    if (!partners) {
      return partners.error();
    }
    state->partners = std::move(*partners);
  }
  return std::unique_ptr<ApiServer>{new ApiServer{std::move(state)}};
}

std::uint16_t ApiServer::port() const {
  return state_->server->port();
}

std::uint16_t ApiServer::partner_port() const {
  return state_->partners ? state_->partners->port() : std::uint16_t{0};
}

void ApiServer::stop() {
  state_->service->hub->close();
  state_->server->stop(stop_patience);
  if (state_->partners) {
    state_->partners->stop(stop_patience);
  }
  state_->service->zone.reset();
  state_->service->exhibits.reset();
}

std::vector<std::string> ApiServer::routes() const {
  return state_->routes;
}

}  // namespace holdfast::api
