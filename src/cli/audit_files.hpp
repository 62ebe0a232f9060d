// Are the files that a journal names still what they were.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "port/journal.hpp"

namespace holdfast::cli {

struct FilesChecked {
  std::uint64_t named = 0;  // by the journal: files with cases, and exhibits
  std::uint64_t whole = 0;
  std::uint64_t erased = 0;         // of cases whose personal data was destroyed
  std::vector<std::string> broken;  // which, and how
  std::string skipped;              // why none was looked at
};

/// Reads every file that the journal in `data` names, up to batch `last`, and compares its digest.
/// The keys are wanted for it: while the centre runs none is looked at. Errors: corrupt, io.
[[nodiscard]] base::Result<FilesChecked> check_files(const std::string& data,
                                                     port::Journal& journal, port::BatchSeq last);

}  // namespace holdfast::cli
