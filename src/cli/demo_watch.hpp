// Tells on the terminal what becomes of the cases: reported, then how much is held. Asks the centre
// as any screen would. One thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "cli/console.hpp"
#include "cli/demo_wire.hpp"

namespace holdfast::cli {

/// "10:21:05", Beijing time.
[[nodiscard]] std::string clock_text(base::Instant at);
[[nodiscard]] base::Instant base_now();

class DemoWatch {
 public:
  DemoWatch(DemoWire& wire, const Console& console) : wire_(wire), console_(console) {}

  /// Prints what is new since the last look. A centre that does not answer is passed over.
  void look();

 private:
  struct Seen {
    std::int64_t held = -1;
    std::int64_t running = -1;
    std::int64_t exited = -1;
    bool operator==(const Seen&) const = default;
  };

  DemoWire& wire_;
  const Console& console_;
  std::map<std::string, Seen> seen_;
  bool is_first_look_ = true;
};

}  // namespace holdfast::cli
