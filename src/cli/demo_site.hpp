// The demonstration's processes: a centre, five banks, a hub and two companies, each the same
// binary with other words, stopped with this object. The calling thread must live as long.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "city/city.hpp"
#include "cli/child.hpp"
#include "cli/demo_port.hpp"
#include "cli/demo_state.hpp"
#include "cli/demo_wire.hpp"
#include "core/house.hpp"

namespace holdfast::cli {

/// Who may log in; passwords are in the state.
struct DemoLogin {
  std::string_view name;
  std::string_view display;
  core::Role role = core::Role::officer;
  std::string_view institution = {};
  order::Duty duty = order::Duty::none;
  std::string_view unit = {};
};
[[nodiscard]] const std::vector<DemoLogin>& demo_logins();
[[nodiscard]] std::string demo_password(DemoState& state, const DemoLogin& login);

class DemoSite {
 public:
  /// Writes the configuration, adds the logins where there are none yet, starts every process and
  /// waits until each serves. `port` 0: any free one. Errors: conflict (port taken, directory in
  /// use), io, unavailable with the log's end when a process dies.
  [[nodiscard]] static base::Result<std::unique_ptr<DemoSite>> start(DemoState& state,
                                                                     const city::City& city,
                                                                     std::uint16_t port);

  [[nodiscard]] DemoWire& wire() { return *wire_; }
  [[nodiscard]] std::string url() const { return ports_.front().url(); }
  /// Errors: unavailable, naming a process that has ended and its last words.
  [[nodiscard]] base::Result<void> check_alive() { return children_.check_alive(); }

 private:
  DemoSite() = default;
  [[nodiscard]] base::Result<void> reserve_ports(std::uint16_t centre);
  [[nodiscard]] base::Result<void> start_processes(const DemoState& state);
  [[nodiscard]] base::Result<void> wait_until_healthy(const std::string& name,
                                                      const std::string& url);

  std::vector<ReservedPort> ports_;  // the centre's, the hub's, the banks', the companies'
  std::unique_ptr<DemoWire> wire_;
  Children children_;
};

}  // namespace holdfast::cli
