// A small centre for the core's tests: the shipped rules, three institutions, a clock that stands
// still until a test moves it, and every event kept as the journal would keep it. One thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/codec.hpp"
#include "core/decide.hpp"

namespace holdfast::core::test {

/// The file below the source folder. Empty when it cannot be read.
[[nodiscard]] std::string read_source(std::string_view path);
[[nodiscard]] const std::string& shipped_rules();
/// The shipped rules with `from` replaced by `to`, which must occur.
[[nodiscard]] std::string rules_with(std::string_view from, std::string_view to);
/// "2023-01-01T09:00:00", Beijing time.
[[nodiscard]] base::Instant beijing(std::string_view text);

/// Reversible and readable, so that a golden journal can be read: the hex of "subject:text".
[[nodiscard]] Seal hex_seal();
/// Opens what hex_seal wrote; corrupt when the subject or the bytes are not its own.
[[nodiscard]] Open hex_open();

/// YZ01 and YZ02 are reached through one hub, YZ03 directly, YZ09 by nothing; `desk` is an assisted
/// channel that nobody is reached by at first. Two districts with a station each, below the city.
[[nodiscard]] Routing small_city();

[[nodiscard]] desk::Loss loss_of(std::int64_t fen, std::uint32_t payer, std::uint32_t payee,
                                 base::Instant time);
/// Account at tier 1 of YZ01, name known, balance as large as what is due.
[[nodiscard]] desk::Need need_of(std::uint32_t account, std::int64_t due_fen);
[[nodiscard]] ReportLoss report_of(std::vector<desk::Loss> losses);

class Centre {
 public:
  /// Rules and routing are loaded; it is 2023-01-01 09:00 in Beijing.
  explicit Centre(std::string rules = shipped_rules(),
                  std::string_view begin = "2023-01-01T09:00:00");

  /// Decides at `now` and applies the events. A refusal changes nothing.
  base::Result<Decision> ask(CommandBody body, std::string key = {}, std::string digest = {});
  /// As ask, for commands that the test needs to succeed.
  Decision must(CommandBody body);
  /// The pursuit of a case found this.
  Decision pursue(desk::CaseId case_id, std::vector<desk::Need> needs);

  [[nodiscard]] const order::Order& order(std::uint64_t id) const;
  [[nodiscard]] const desk::CaseFile& file(std::uint64_t id) const;

  State state;
  base::Instant now;
  std::string actor = "li";
  std::vector<Event> journal;

 private:
  std::uint64_t moves_ = 0;
};

/// How often an event of kind `Body` occurs.
template <typename Body>
[[nodiscard]] std::size_t count_of(const std::vector<Event>& events) {
  std::size_t count = 0;
  for (const auto& event : events) {
    count += std::holds_alternative<Body>(event.body) ? 1U : 0U;
  }
  return count;
}

}  // namespace holdfast::core::test
