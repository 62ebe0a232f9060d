// The exhibit as people read it: what it is not, what each policy makes of it, the picture, tables,
// where every row came from, and how to check it. Pure.
#pragma once

#include <vector>

#include "exhibit/replay.hpp"
#include "paper/report.hpp"

namespace holdfast::exhibit {

struct PartDigest {
  std::string name;
  std::uint64_t bytes = 0;
  std::string sha256;
  bool operator==(const PartDigest&) const = default;
};

/// `parts`: those that the pages name with their digests.
[[nodiscard]] paper::Report pages_of(const Dossier& dossier, const Findings& findings,
                                     const std::vector<PartDigest>& parts);
/// What a reader must not miss, an item each: what it is not, what was not seen, what was limited.
[[nodiscard]] std::vector<std::string> caveats_of(const Dossier& dossier, const Findings& findings);

}  // namespace holdfast::exhibit
