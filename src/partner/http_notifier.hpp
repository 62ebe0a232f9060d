// Messages and calls to warned people over HTTP: one JSON webhook for both
// (doc/formats/notices.md). The service may tell the result at once, or later to
// POST /api/v1/notices/results. Any thread.
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "net/client.hpp"
#include "port/notifier.hpp"

namespace holdfast::partner {

struct HttpNotifierOptions {
  std::string url;  // that notices are posted to
  std::string key;  // what opens it; empty: nothing does
  base::Milliseconds timeout{5'000};
};

class HttpNotifier final : public port::Notifier {
 public:
  /// Errors: bad_input for a URL that is none.
  [[nodiscard]] static base::Result<std::unique_ptr<HttpNotifier>> create(
      HttpNotifierOptions options);

  void send(const port::NoticeMessage& message,
            std::function<void(base::Result<port::NoticeAck>)> done) override;

 private:
  HttpNotifier(HttpNotifierOptions options, std::unique_ptr<net::HttpClient> client)
      : options_(std::move(options)), client_(std::move(client)) {}

  HttpNotifierOptions options_;
  std::unique_ptr<net::HttpClient> client_;
};

/// The body of a notice, as it goes over the wire.
[[nodiscard]] std::string render(const port::NoticeMessage& message);
/// The service's answer. Errors: bad_input where it refuses the notice for good (HTTP 4xx other
/// than 401, 403, 408 and 429), unavailable where another try may help.
[[nodiscard]] base::Result<port::NoticeAck> read_notice_ack(const net::Response& response);

}  // namespace holdfast::partner
