// The HTTP/1.1 client: many requests in flight, connections kept and reused per host.
//
// Callbacks run on the client's own thread and must be quick. A request ends exactly once: with the
// peer's answer, or with `unavailable` (could not connect, broke off, timed out) or `too_large`.
// A kept connection may turn out to be closed by the peer just as a request leaves on it: such a
// request is sent once more on a fresh connection if it may be repeated, and fails otherwise.
// Any thread may call `send` and `fetch`.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "net/http.hpp"
#include "net/stream.hpp"
#include "net/task.hpp"

namespace holdfast::net {

enum class Repeat {
  by_method,  // GET, HEAD, PUT, DELETE, OPTIONS may be repeated, POST and PATCH not
  always,     // the body carries an idempotency key
};

struct ClientRequest {
  std::string method = "GET";
  Url url;
  Headers headers = {};  // Host, Content-Length and Connection are the client's own
  std::string body = {};
  base::Milliseconds timeout{10'000};  // over all: queue, connect, answer
  Repeat repeat = Repeat::by_method;
};

struct ClientOptions {
  std::size_t connections_per_host_max = 64;
  std::size_t waiting_max = 100'000;  // requests queued for a connection, all hosts together
  std::size_t response_bytes_max = std::size_t{64} << 20;
  base::Milliseconds connect_timeout{3'000};
  base::Milliseconds idle_timeout{30'000};  // below the servers' own, to lose fewer races
  ClientTlsOptions tls = {};
};

using OnResponse = std::function<void(base::Result<Response>)>;

class HttpClient {
 public:
  /// Errors: bad_input naming a certificate file.
  [[nodiscard]] static base::Result<std::unique_ptr<HttpClient>> create(ClientOptions options = {});
  /// Fails what is under way (its callbacks run) and joins.
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  void send(ClientRequest request, OnResponse on_response);
  /// Waits for the answer. Not from a callback.
  [[nodiscard]] base::Result<Response> fetch(ClientRequest request);
  /// Runs `task` on the client's thread after `delay`, unless the client goes first: for retries.
  void after(base::Milliseconds delay, Task task);

 private:
  struct State;
  explicit HttpClient(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

}  // namespace holdfast::net
