// Warnings that are over: when they leave memory, and when their personal texts are erased. Both
// terms are rules:
//
//   warn.kept       how long a warning that is over stays as it is, texts and steps at hand. One
//                   whose back-check nobody made by then ends without it.
//   warn.retention  how long its personal texts can still be read, from its end. What stays after
//                   that is the keyed digest of the person, the grade, the outcome and the times.
//
// So many at a time that a tick stays short, of erasures fewer: each destroys a key on disk. What
// is left the next tick takes.
#include "core/warnings.hpp"
#include "dissuade/past.hpp"

namespace holdfast::core {

namespace {

constexpr std::size_t archived_at_once = 500;
constexpr std::size_t erased_at_once = 20;

}  // namespace

bool is_to_be_archived(const Outcome& out, const dissuade::Warning& warning) {
  const auto* kept = out.state.rules.find("warn.kept", out.at);
  const auto end = dissuade::ended_at(warning);
  return kept != nullptr && end && law::end_of(*kept, *end) <= out.at;
}

void archive_warnings(Outcome& out) {
  WarningsArchived archived;
  std::size_t count = 0;
  for (const auto& [end, id] : out.state.warning_ends) {
    const auto& warning = out.state.warnings.at(id);
    if (count++ == archived_at_once || !is_to_be_archived(out, warning)) {
      break;
    }
    if (warning.state == dissuade::State::settled) {
      out.add(WarningCheckedBack{id, dissuade::State::finished, warning.held_by, {}, {}});
    } else {
      archived.warnings.push_back(id);
    }
  }
  if (!archived.warnings.empty()) {
    out.add(std::move(archived));
  }
  const auto* retention = out.state.rules.find("warn.retention", out.at);
  if (retention == nullptr) {
    return;  // a pack from before there was one
  }
  WarningsErased erased;
  for (const auto id : out.state.unerased_warnings) {
    const auto over = law::end_of(*retention, out.state.past_warnings.at(id).ended_at);
    if (over > out.at || erased.warnings.size() == erased_at_once) {
      break;
    }
    erased.warnings.push_back(id);
  }
  if (!erased.warnings.empty()) {
    out.add(std::move(erased));
  }
}

}  // namespace holdfast::core
