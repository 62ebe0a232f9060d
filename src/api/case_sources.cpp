#include "api/case_sources.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <set>
#include <tuple>

#include "base/personal.hpp"

namespace holdfast::api {

base::Result<CaseSources> sources_of(const Call& call, desk::CaseId id) {
  const auto scope = call.query("scope");
  if (!scope.empty() && scope != "case" && scope != "series") {
    return base::Error{base::ErrorCode::bad_input, "scope is case or series", "?scope"};
  }
  CaseSources ask;
  bool found = false;
  const auto& graph = call.engine().world().graph();
  call.engine().read([&](const core::State& state) {
    found = state.cases.contains(id);
    if (!found) {
      return;
    }
    std::set<base::Sequence> taken;
    const auto cases = scope == "series" ? state.series.members(id) : std::vector{id};
    for (const auto each : cases) {
      const auto& file = state.cases.at(each);
      const auto victim = base::mask_name(file.victim.name.text);
      for (std::size_t i = 0; i < file.losses.size(); ++i) {
        const auto& loss = file.losses[i];
        if (loss.matched && taken.insert(*loss.matched).second) {
          ask.sources.push_back(
              {each, victim, i, *loss.matched, graph.time_of(*loss.matched), loss.amount});
        }
      }
    }
  });
  if (!found) {
    return base::Error{base::ErrorCode::not_found, fmt::format("no case {}", order::to_text(id))};
  }
  std::ranges::sort(ask.sources, {}, [](const CaseSource& source) {
    return std::tuple(source.time, source.transfer);
  });
  return ask;
}

std::vector<trace::Seed> seeds_of(const fund::Graph& graph, const CaseSources& sources) {
  std::vector<trace::Seed> seeds;
  for (const CaseSource& source : sources.sources) {
    const auto moved = graph.transfer(source.transfer).amount;
    seeds.push_back({source.transfer, std::min(source.stolen, moved)});
  }
  return seeds;
}

}  // namespace holdfast::api
