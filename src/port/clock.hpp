// The clock port. The core never sees it: the shell stamps commands with what it says.
#pragma once

#include "base/instant.hpp"

namespace holdfast::port {

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual base::Instant now() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] base::Instant now() const override {
    return std::chrono::time_point_cast<base::Milliseconds>(std::chrono::system_clock::now());
  }
};

}  // namespace holdfast::port
