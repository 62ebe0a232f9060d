// Running a bank or a hub as a process of its own: configuration file and the wait for the end.
//
// The file is a JSON object whose members are the options' names; a bank's `accounts` are opened at
// start, a hub's `routes` and a bank's `peers` are objects of institution to URL. A file with
// "routes" is a hub's.
#pragma once

#include <functional>
#include <string>
#include <variant>

#include "bank/bank.hpp"
#include "bank/hub.hpp"

namespace holdfast::bank {

/// Errors: bad_input with the member's JSON pointer; io.
[[nodiscard]] base::Result<std::variant<BankOptions, HubOptions>> read_config(
    const std::string& file);
[[nodiscard]] base::Result<std::variant<BankOptions, HubOptions>> parse_config(
    std::string_view text);

/// Serves until SIGTERM or SIGINT. `on_ready` gets the port. Call it before other threads exist: it
/// blocks those signals for all of them.
[[nodiscard]] base::Result<void> serve_bank(const BankOptions& options,
                                            const std::function<void(std::uint16_t)>& on_ready);
[[nodiscard]] base::Result<void> serve_hub(const HubOptions& options,
                                           const std::function<void(std::uint16_t)>& on_ready);

}  // namespace holdfast::bank
