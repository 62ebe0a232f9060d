// The sources of a case, or of all cases of its series: the losses whose transfers were found
// (internal to api).
#pragma once

#include <string>
#include <vector>

#include "api/service.hpp"
#include "desk/case_file.hpp"
#include "trace/trace.hpp"

namespace holdfast::api {

struct CaseSource {
  desk::CaseId case_id;
  std::string victim;    // masked
  std::size_t loss = 0;  // its place among the losses of its case
  base::Sequence transfer;
  base::Instant time;
  base::Fen stolen;
};

struct CaseSources {
  std::vector<CaseSource> sources;  // in the order of their transfers in the world
};

/// Of the case, or, where the query says `scope=series`, of all cases that belong with it. A
/// transfer that two losses name counts for the first. Errors: not_found, bad_input.
[[nodiscard]] base::Result<CaseSources> sources_of(const Call& call, desk::CaseId id);

/// The same as seeds; no more than the transfer was stolen.
[[nodiscard]] std::vector<trace::Seed> seeds_of(const fund::Graph& graph,
                                                const CaseSources& sources);

}  // namespace holdfast::api
