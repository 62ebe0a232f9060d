#include "engine/past_warnings.hpp"

#include <concepts>

#include "engine/view_parts.hpp"

namespace holdfast::engine {

namespace {

/// The warning that an event is about; nothing for events about anything else.
struct WarningOf {
  std::optional<dissuade::WarningId> operator()(const core::WarningRaised& body) const {
    return body.warning.id;
  }
  template <typename OfWarning>
  requires requires(const OfWarning& body) {
    { body.warning } -> std::convertible_to<dissuade::WarningId>;
  }
  std::optional<dissuade::WarningId> operator()(const OfWarning& body) const {
    return body.warning;
  }
  template <typename Other>
  std::optional<dissuade::WarningId> operator()(const Other& /*body*/) const {
    return std::nullopt;
  }
};

}  // namespace

void PastWarnings::note(const core::Event& event) {
  if (const auto* archived = std::get_if<core::WarningsArchived>(&event.body)) {
    for (const auto id : archived->warnings) {
      auto taken = state_.warnings.extract(id);
      if (taken.empty()) {
        is_whole_ = false;
      } else {
        archived_.push_back(std::move(taken.mapped()));
      }
    }
    return;
  }
  const auto id = std::visit(WarningOf{}, event.body);
  const bool begins = std::holds_alternative<core::WarningRaised>(event.body);
  if (id && (begins || state_.warnings.contains(*id))) {
    core::evolve(state_, event);
  }
}

void PastWarnings::add_rows(std::vector<port::ProjectionRow>& rows, const ViewContext& context) {
  for (const auto& warning : archived_) {
    const auto known = context.state.past_warnings.find(warning.id);
    if (known != context.state.past_warnings.end() && !known->second.is_erased) {
      rows.push_back(warning_row(warning, context));
    }
  }
  archived_.clear();
}

}  // namespace holdfast::engine
