// The HTTP/1.1 server: loops of connections, workers for handlers, a decision per request.
//
// When a request's header has arrived, `decide` (on the loop's thread: quick, no blocking) names
// the route, or answers at once. The route says how the body is taken: collected up to a limit,
// then `handler`; or streamed into a BodySink, piece by piece, each taken before the next is read.
// Handlers run on a worker thread unless the route says `inline_on_loop`. Answers may come later,
// from any thread, and leave in the order of the requests.
//
// Malformed or oversized input gets a problem+json answer where one can still be sent, then the
// connection closes. Any thread may call any public function.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "net/responder.hpp"
#include "net/stream.hpp"

namespace holdfast::net {

using Handler = std::function<void(Request, Responder)>;

/// Takes a large body in pieces. Calls come one at a time, on worker threads. Destroyed without
/// `finish` when the client breaks off.
class BodySink {
 public:
  virtual ~BodySink() = default;
  /// May block; nothing more is read meanwhile. An error is answered and ends the connection.
  [[nodiscard]] virtual base::Result<void> write(std::string_view piece) = 0;
  virtual void finish(Responder responder) = 0;
};

enum class RunOn { worker, inline_on_loop };

struct Route {
  Handler handler = {};
  RunOn run_on = RunOn::worker;
  std::uint64_t body_bytes_max = std::uint64_t{1} << 20;
  /// When set, `handler` is not used and the body goes here. Called on a worker.
  std::function<base::Result<std::unique_ptr<BodySink>>(Request)> sink = {};
};

using Decision = std::variant<std::shared_ptr<const Route>, Response>;
/// May fill `request.params`.
using Decide = std::function<Decision(Request& request)>;

/// Every request to the one handler.
[[nodiscard]] Decide always(Route route);

struct ServerOptions {
  std::string listen = "127.0.0.1:8096";
  std::size_t loops = 1;
  std::size_t workers = 4;
  std::size_t connections_max = 10'000;
  std::size_t header_bytes_max = 16 * 1024;
  std::size_t pipeline_max = 32;                // requests of one connection under way
  base::Milliseconds header_timeout{10'000};    // first byte to whole header; TLS handshake
  base::Milliseconds idle_timeout{60'000};      // between requests
  base::Milliseconds progress_timeout{30'000};  // a body or an answer that does not move
  base::Milliseconds event_heartbeat{15'000};
  std::size_t event_queue_bytes_max = 256 * 1024;  // beyond it a slow client is cut off
  std::optional<ServerTlsOptions> tls = {};
};

struct ServerCounters {
  std::uint64_t connections_open = 0;
  std::uint64_t connections_total = 0;
  std::uint64_t connections_refused = 0;
  std::uint64_t requests = 0;
  std::uint64_t bad_requests = 0;
};

class HttpServer {
 public:
  /// Listening on return. Errors: bad_input (address, certificate files), io.
  [[nodiscard]] static base::Result<std::unique_ptr<HttpServer>> start(ServerOptions options,
                                                                       Decide decide);
  ~HttpServer();  // stop with no patience
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] ServerCounters counters() const;

  /// Takes no more connections, finishes what is under way, closes the rest; after `patience`,
  /// closes everything. Idempotent. Not from a handler.
  void stop(base::Milliseconds patience);

 private:
  struct State;
  explicit HttpServer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace holdfast::net
