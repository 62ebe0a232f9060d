// The sources of a case: its losses whose transfers were found (internal to api).
#pragma once

#include <string>
#include <vector>

#include "api/service.hpp"
#include "desk/case_file.hpp"
#include "trace/trace.hpp"

namespace holdfast::api {

struct CaseSource {
  std::size_t loss = 0;  // its place among the losses
  base::Sequence transfer;
  base::Instant time;
  base::Fen stolen;
};

struct CaseSources {
  std::vector<CaseSource> sources;  // in the order of their transfers in the world
  std::string victim;               // masked
};

/// A transfer that two losses name counts for the first. Errors: not_found.
[[nodiscard]] base::Result<CaseSources> sources_of(const Call& call, desk::CaseId id);

/// The same as seeds; no more than the transfer was stolen.
[[nodiscard]] std::vector<trace::Seed> seeds_of(const fund::Graph& graph,
                                                const CaseSources& sources);

}  // namespace holdfast::api
