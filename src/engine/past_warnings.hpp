// Documents of warnings that are past, for a projection that is made anew: the state knows no more
// of them than what is counted, so what they had come to is folded from the journal once more. Not
// for use outside the engine.
#pragma once

#include <vector>

#include "core/state.hpp"
#include "engine/views.hpp"

namespace holdfast::engine {

class PastWarnings {
 public:
  /// The next event of the journal.
  void note(const core::Event& event);
  /// The rows of those archived since the last call, as they stood then; of one that is erased
  /// meanwhile there is none.
  void add_rows(std::vector<port::ProjectionRow>& rows, const ViewContext& context);
  /// False once one was archived whose beginning was not among the events.
  [[nodiscard]] bool is_whole() const { return is_whole_; }

 private:
  core::State state_;  // of its warnings only
  std::vector<dissuade::Warning> archived_;
  bool is_whole_ = true;
};

}  // namespace holdfast::engine
