// A simulated telephone company's line: it "sends" messages and "makes" calls, and says what became
// of them. The same notice always gets the same answer, however often it is posted. Any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace holdfast::bank {

/// delivered or failed of a message; answered, no_answer or hung_up of a call.
[[nodiscard]] std::string_view line_result(std::string_view kind, std::string_view key,
                                           std::string_view telephone);

/// The answer to a posted notice: HTTP status and JSON body.
struct LineAnswer {
  int status = 200;
  std::string body;
};
[[nodiscard]] LineAnswer answer_notice(std::string_view posted);

/// The answer to a call that the exchange was asked to dial, and what it tells of it afterwards:
/// how it ended, and where the recording of one that was answered lies (doc/formats/telephony.md).
struct DialAnswer {
  LineAnswer answer;
  std::vector<std::string> events;
};
[[nodiscard]] DialAnswer answer_dial(std::string_view posted);

}  // namespace holdfast::bank
