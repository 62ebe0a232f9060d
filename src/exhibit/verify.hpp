// Does an exhibit prove itself: who signed it, is every part what was signed, and does the trace
// come out the same when it is computed anew from the rows that it carries. Trusts nothing of the
// file. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exhibit/bundle.hpp"
#include "pack/pack.hpp"

namespace holdfast::exhibit {

struct Check {
  std::string name;  // "signature", "part results/accounts.csv", "recomputed graph.svg", …
  bool passed = false;
  std::string detail;  // what differs, and where
};

struct Verdict {
  Manifest manifest;
  std::string key;  // id of the key in the file
  std::vector<Check> checks;
  [[nodiscard]] bool is_sound() const;
};

struct VerifyLimits {
  std::size_t file_bytes_max = std::size_t{1} << 30;
  pack::Limits pack = {.entries_max = 64};
  Limits dossier = {};
};

/// `expected`: the key that must have signed it; without one any may have, and the caller compares
/// its id. Errors: bad_input or too_large where it is no exhibit at all: no archive of ours, no
/// manifest.
[[nodiscard]] base::Result<Verdict> verify(std::string_view file,
                                           const std::optional<sign::PublicKey>& expected,
                                           const VerifyLimits& limits = {});

}  // namespace holdfast::exhibit
