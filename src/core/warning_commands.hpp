// What can be asked about warnings. Part of core/command.hpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dissuade/warning.hpp"

namespace holdfast::core {

/// Somebody is being cheated, or is about to be. Joins the warning about the same person that is
/// open; whoever tells the same thing again changes nothing. The answer names the warning.
struct RaiseWarning {
  dissuade::SourceKind source = dissuade::SourceKind::officer;
  std::string grade;                 // of the rules
  std::string fraud_type;            // that is suspected; empty: not known
  std::vector<std::string> reasons;  // plain words, at least one
  std::string feature_code;
  std::string person;  // keyed digest of `phone` as the shell makes it; empty: nobody knows who
  std::string name;
  std::string phone;
  std::optional<base::AccountId> account;  // without a person there must be one
  std::string institution;                 // of the account
  std::vector<base::Sequence> transfers;
  std::vector<order::CaseId> cases;
  std::vector<std::string> texts;
  base::Fen amount;                          // at stake; zero: not known
  std::string unit;                          // where the person lives; empty: the city's own
  std::optional<dissuade::Counter> counter;  // of a bank's counter that asks for help
  std::string area = {};    // where the person lives, as it is told; empty: nobody says
  std::string street = {};  // which street that is, nine digits; empty: found by `area`
};
/// The person behind a warned account, or a number that was wrong. An open warning about the same
/// person takes this one in.
struct NameWarned {
  dissuade::WarningId warning;
  std::string person;
  std::string name;
  std::string phone;
};
/// The person lives elsewhere: another unit answers.
struct AssignWarning {
  dissuade::WarningId warning;
  std::string unit;
  std::string reason;
};
/// Where the person lives. `street` empty: found by `area`; else the officer's choice. The unit of
/// what was found answers from now on; where nothing was, the one that does already.
struct PlaceWarning {
  dissuade::WarningId warning;
  std::string area;
  std::string street;
};
struct TakeWarningStep {
  dissuade::WarningId warning;
  dissuade::Step step = dissuade::Step::sign_off;
  dissuade::Result result = dissuade::Result::done;
  std::string note;
};
struct ConcludeWarning {
  dissuade::WarningId warning;
  std::string code;  // of the rules
  std::optional<base::Fen> kept;
  std::optional<base::Fen> lost;
  std::string note;
};
/// A machine's message or call: it was handed over, or this became of it.
struct MoveNotice {
  dissuade::WarningId warning;
  dissuade::Step step = dissuade::Step::sms;
  int round = 1;
  dissuade::NoticeState state = dissuade::NoticeState::sent;
  std::string detail;
};

}  // namespace holdfast::core
