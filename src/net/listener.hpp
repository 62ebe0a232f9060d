// A listening TCP socket: gives out the descriptors of accepted connections.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "net/loop.hpp"

namespace holdfast::net {

class Listener {
 public:
  /// `address` is "127.0.0.1:8096", "[::1]:0" or "0.0.0.0:80"; port 0 lets the system choose.
  /// `on_accept` runs on the loop's thread and owns the descriptor. Errors: bad_input, io.
  [[nodiscard]] static base::Result<std::unique_ptr<Listener>> open(
      Loop& loop, std::string_view address, std::function<void(int)> on_accept);
  ~Listener();

  [[nodiscard]] std::uint16_t port() const;
  /// Any thread. Stops accepting; connections in the backlog are reset.
  void close();

 private:
  struct State;
  explicit Listener(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

}  // namespace holdfast::net
