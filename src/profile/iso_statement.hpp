// The statement within an auth.002, as camt.053.001.08: an account's rows and its balance, beside
// the JSON of bank-messages.md. For use within this layer.
#pragma once

#include <boost/json/fwd.hpp>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "profile/element_tree.hpp"

namespace holdfast::profile {

inline constexpr std::size_t statement_rows_max = 1'000;

/// The Document of a result's `account`, `balance_fen`, `feedback_time` and `rows`.
[[nodiscard]] std::string write_statement(const boost::json::object& result, std::string_view id,
                                          base::Instant at);
/// Adds what a Stmt says to the result. Errors: bad_input, too_large; `where` is the entry's path.
[[nodiscard]] base::Result<void> read_statement(const Element& statement,
                                                boost::json::object& result);

}  // namespace holdfast::profile
