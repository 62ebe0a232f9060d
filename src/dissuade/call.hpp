// Calls of the 96110 line as its exchange tells them: who was on, how it ended, and where the
// recording lies. The exchange keeps the caller's number; here it stands masked, so that a call is
// no personal text that would have to be sealed. Values; any thread.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "dissuade/warning.hpp"
#include "order/order.hpp"

namespace holdfast::dissuade {

using order::CaseId;
using CallId = base::StrongId<struct CallTag>;

enum class CallWay { in, out };
BOOST_DESCRIBE_ENUM(CallWay, in, out)

enum class CallState {
  asked,    // the exchange is to dial
  ringing,  // it rings at the officer's, or at whoever is called
  ended,
};
BOOST_DESCRIBE_ENUM(CallState, asked, ringing, ended)

/// How it ended.
enum class CallResult { answered, no_answer, busy, hung_up, failed };
BOOST_DESCRIBE_ENUM(CallResult, answered, no_answer, busy, hung_up, failed)

/// The exchange has it under this reference; the digest says which bytes it had then.
struct Recording {
  std::string reference;
  std::string sha256;  // hex
  base::Instant noted;
  bool operator==(const Recording&) const = default;
};
BOOST_DESCRIBE_STRUCT(Recording, (), (reference, sha256, noted))

struct Call {
  CallId id;
  std::string exchange_id;  // the exchange's own number of it; empty until it says one
  CallWay way = CallWay::in;
  CallState state = CallState::ringing;
  std::string number;     // masked
  std::string extension;  // of the officer's telephone
  std::string officer;    // login; empty: nobody had taken the extension
  std::optional<CaseId> case_id;
  std::optional<WarningId> about;  // the warning that it belongs to
  base::Instant began;
  std::optional<base::Instant> ended;
  std::optional<CallResult> result;  // of one that ended
  std::int64_t seconds = 0;          // talked
  std::optional<Recording> recording;
  bool operator==(const Call&) const = default;
};
BOOST_DESCRIBE_STRUCT(Call, (),
                      (id, exchange_id, way, state, number, extension, officer, case_id, about,
                       began, ended, result, seconds, recording))

/// It ended before then, or was never heard of again, and belongs to nothing that is kept.
[[nodiscard]] bool is_forgettable(const Call& call, base::Instant before);

/// "H000001".
[[nodiscard]] std::string to_text(CallId id);

}  // namespace holdfast::dissuade
