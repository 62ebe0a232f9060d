// The profile's messages beside the JSON that the rest of the system speaks
// (doc/formats/bank-messages.md): one table, both ways, for orders, results and receipts.
//
// XML knows times to the second and amounts in yuan; whatever a message of the profile has no field
// for stays behind. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "profile/message.hpp"

namespace holdfast::profile {

/// The code of receipts: "000000".
inline constexpr std::string_view receipt_code = "000000";

/// An order or a result, by its `code`. Errors: bad_input, for JSON that is not an object or holds
/// something of another type, and for a code that the profile does not know.
[[nodiscard]] base::Result<Message> from_json(std::string_view json);
/// A receipt: its `code` is the transport code.
[[nodiscard]] base::Result<Message> receipt_from_json(std::string_view json);

/// The JSON of a message that was read and checked; of a receipt, `code` is the transport code.
[[nodiscard]] std::string to_json(const Message& message);

}  // namespace holdfast::profile
