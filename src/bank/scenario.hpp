// A scenario: what a simulated bank does wrong, order by order, so that a client can be tested
// against it (doc/formats/bank-scenario.md). A TOML file of steps; each step takes the next orders
// that it is about, and what no step takes is done as it should be. Thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"

namespace holdfast::bank {

enum class Deed {
  answer,         // as it should be
  slow,           // carried out so much later
  late,           // carried out in time and told so much later
  down,           // nothing is taken for so long, from this order on
  office_hours,   // taken only within them: the channel is closed else
  unreadable,     // taken, and the acknowledgement makes no sense
  lose_ack,       // taken, and never acknowledged
  twice,          // the result is told twice
  wrong_account,  // the result names another account
  partial,        // 1200: less is held than was asked for
  refuse,         // a code of the step's, and nothing is done
  contradictory,  // told done, and a moment later told otherwise
};

/// Minutes of the day in Beijing.
struct OfficeHours {
  int from = 9 * 60;
  int until = 17 * 60;  // exclusive; before `from`: over midnight

  [[nodiscard]] bool are_open(base::Instant at) const;
};

struct Step {
  std::vector<std::string> codes;  // of the messages it is about; empty: of any
  Deed deed = Deed::answer;
  std::int64_t times = 1;  // of orders that it takes; 0: all that still come
  base::Milliseconds by{0};
  OfficeHours hours;
  std::string account;        // of wrong_account
  std::int64_t percent = 50;  // of partial: of what would be held
  std::string code;           // of refuse, and of the second word of contradictory
  std::string message;
  int line = 0;
};

class Scenario {
 public:
  /// Errors: bad_input; `where` is "FILE:LINE".
  [[nodiscard]] static base::Result<Scenario> parse(std::string_view toml, const std::string& file);
  [[nodiscard]] static base::Result<Scenario> read(const std::string& file);

  Scenario() = default;
  Scenario(const Scenario& other);
  Scenario& operator=(const Scenario& other);

  [[nodiscard]] const std::vector<Step>& steps() const { return steps_; }

  /// The step that takes the order; the same each time that it comes. Null where none does.
  [[nodiscard]] const Step* step_for(const std::string& code, const std::string& application_id);
  /// The step that took it, if one did.
  [[nodiscard]] const Step* step_of(const std::string& application_id) const;

 private:
  mutable std::mutex mutex_;
  std::vector<Step> steps_;
  std::vector<std::int64_t> taken_;                             // by step
  std::map<std::string, std::optional<std::size_t>> of_order_;  // by application id
};

/// The result as the step has it told: first what is told first.
[[nodiscard]] std::vector<std::string> told_results(const Step& step, const std::string& reply);

}  // namespace holdfast::bank
