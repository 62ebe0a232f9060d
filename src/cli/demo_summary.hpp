// What `demo --once` prints of its case: the sums, the banks' own books, how long each hold took.
#pragma once

#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

#include "cli/demo_check.hpp"

namespace holdfast::cli {

struct OnceSummary {
  const city::Person& victim;
  const ShownCase& shown;
  const std::vector<BookedAccount>& booked;
  const WhatHappened& happened;
  std::size_t refused = 0;    // debits that stops forbade
  std::size_t cut_short = 0;  // payments for which the money never came
};
void print_summary(std::FILE* out, const OnceSummary& summary);
/// Success, or each reason why not.
void print_verdict(std::FILE* out, const std::vector<std::string>& faults);

}  // namespace holdfast::cli
