// The files of `holdfast restitution`, beside the transfers: who lost what, what is frozen, what
// earlier runs returned and what a decision takes out. One thread.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "cli/trace_input.hpp"
#include "restitution/worksheet.hpp"

namespace holdfast::cli {

struct RestitutionFiles {
  std::string victims;   // victim,transfer_id,stolen_yuan
  std::string frozen;    // account,frozen_yuan,frozen_at
  std::string returned;  // victim,returned_yuan; empty: none
  std::string excluded;  // account,excluded_yuan,decision; empty: none
};

struct RestitutionInput {
  std::vector<restitution::Victim> victims;
  std::vector<std::string> names;  // of the victims
  std::vector<restitution::Frozen> frozen;
  std::vector<restitution::Exclusion> exclusions;
};

/// Errors: bad_input with FILE:LINE:COLUMN. A victim is named by text and stands where it first
/// came; an account that no transfer names is no error: nothing of it can be returned.
[[nodiscard]] base::Result<RestitutionInput> read_restitution(const RestitutionFiles& files,
                                                              const TransferFile& transfers);

}  // namespace holdfast::cli
