// The telephone exchange of the 96110 line: asks it to dial (doc/formats/telephony.md). Once: a
// call that comes an hour later is worse than none. Any thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "net/client.hpp"
#include "sign/key.hpp"

namespace holdfast::partner {

struct ExchangeOptions {
  std::string url;
  std::string key = {};  // what opens it; empty: nothing does
  std::optional<sign::PrivateKey> signing = {};
  base::Milliseconds timeout{5'000};
  net::ClientTlsOptions tls = {};
};

/// Personal data in plain: exists only on its way out.
struct DialMessage {
  std::string call;  // our number of it
  std::string extension;
  std::string number;
  bool drill = false;  // practice: nobody real is called
};

class Exchange {
 public:
  /// Errors: bad_input for a URL that is none.
  [[nodiscard]] static base::Result<std::unique_ptr<Exchange>> create(ExchangeOptions options);

  /// `done` is called once, on a thread of the client's: that the exchange took it, or why not.
  void dial(const DialMessage& message, std::function<void(base::Result<void>)> done);

 private:
  Exchange(ExchangeOptions options, net::Url url, std::unique_ptr<net::HttpClient> client)
      : options_(std::move(options)), url_(std::move(url)), client_(std::move(client)) {}

  const ExchangeOptions options_;
  const net::Url url_;
  std::unique_ptr<net::HttpClient> client_;
};

}  // namespace holdfast::partner
