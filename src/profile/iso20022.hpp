// What of the orders and results ISO 20022 has a message for, beside the JSON that the rest of the
// system speaks (doc/formats/iso20022.md).
//
//   100301, 100303  queries      auth.001.001.02   answered by auth.002.001.02
//   300401          recall       camt.056.001.08   answered by camt.029.001.09
//
// A stop and a freeze have no message there. Of what comes in, what these messages mean here is
// read and the rest passed over; a version other than the one above is read where what is needed
// stands where it stood. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "base/result.hpp"

namespace holdfast::profile {

/// The six digits of an order that goes as an ISO message.
[[nodiscard]] bool has_iso_message(std::string_view code);
/// The root's namespace is one of ISO 20022. Looks at the first 4 KiB alone.
[[nodiscard]] bool is_iso20022(std::string_view body);

/// Who asks whom, and when.
struct IsoHead {
  std::string from;  // the centre, or the institution that answers
  std::string to;
  base::Instant at;
};

/// An order, given as JSON. Errors: bad_input, for JSON that is none, a code without a message, an
/// application id longer than the 35 characters that ISO 20022 has for it.
[[nodiscard]] base::Result<std::string> write_iso_order(std::string_view json, const IsoHead& head);
/// The same read: JSON. Errors: bad_input, too_large, saying where.
[[nodiscard]] base::Result<std::string> read_iso_order(std::string_view xml);

/// A result, given as JSON with its `code` (100302, 100304, 300402). Errors: bad_input.
[[nodiscard]] base::Result<std::string> write_iso_result(std::string_view json,
                                                         const IsoHead& head);

struct IsoResult {
  std::string json;      // the result, as POST /partner/replies takes it
  bool pending = false;  // it only says that the answer will come: there is nothing to take in
};
/// Errors: bad_input, too_large, saying where.
[[nodiscard]] base::Result<IsoResult> read_iso_result(std::string_view xml);

}  // namespace holdfast::profile
