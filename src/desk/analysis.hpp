// A question of the workbench that somebody keeps: it is asked again when new transfers of its
// cases arrive, and says what came and went since. Values; any thread.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "base/instant.hpp"
#include "base/personal.hpp"
#include "order/order.hpp"

namespace holdfast::desk {

using order::CaseId;
using AnalysisId = base::StrongId<struct AnalysisTag>;

enum class Sharing {
  own,       // its owner sees it
  everyone,  // whoever may see cases
};
BOOST_DESCRIBE_ENUM(Sharing, own, everyone)

/// One parameter of the question, as it was typed.
struct AnalysisOption {
  std::string name;
  std::string text;
  bool operator==(const AnalysisOption&) const = default;
};
BOOST_DESCRIBE_STRUCT(AnalysisOption, (), (name, text))

inline constexpr std::size_t analysis_accounts_kept = 500;

/// What came of it the last time. Accounts ascending, each list cut to `analysis_accounts_kept`.
struct AnalysisRun {
  base::Instant at;
  base::Sequence as_of;    // transfers below it were looked at
  std::uint64_t rows = 0;  // of the answer
  std::string limit;       // which limit cut it; empty: none
  std::string digest;      // SHA-256 of the answer, hex: the same where nothing changed
  std::vector<base::AccountId> accounts;  // that the answer names
  std::vector<base::AccountId> appeared;  // since the run whose answer was another
  std::vector<base::AccountId> vanished;
  std::string error;  // why it could not be answered; empty: it was
  bool operator==(const AnalysisRun&) const = default;
};
BOOST_DESCRIBE_STRUCT(AnalysisRun, (),
                      (at, as_of, rows, limit, digest, accounts, appeared, vanished, error))

struct Analysis {
  AnalysisId id;
  std::string owner;
  base::Personal name;  // of the first case's subject
  std::string question;
  std::vector<AnalysisOption> options;
  std::vector<base::AccountId> accounts;  // asked about
  std::vector<CaseId> cases;              // whose transfers it looks at, ascending
  Sharing sharing = Sharing::own;
  base::Instant saved_at;
  std::optional<AnalysisRun> run;
  bool operator==(const Analysis&) const = default;
};
BOOST_DESCRIBE_STRUCT(Analysis, (),
                      (id, owner, name, question, options, accounts, cases, sharing, saved_at, run))

/// "N000001".
[[nodiscard]] std::string to_text(AnalysisId id);

}  // namespace holdfast::desk
