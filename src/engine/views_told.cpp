// Where the personal texts of a warning stand in the journal: once it is past nothing else knows
// them, and whoever may see them reads them from there.
#include <boost/json.hpp>
#include <fmt/core.h>

#include "engine/view_parts.hpp"

namespace holdfast::engine {

namespace json = boost::json;

namespace {

using Told = std::optional<dissuade::WarningId>;

struct ToldBy {
  Told operator()(const core::WarningRaised& body) const {
    const auto& warning = body.warning;
    const bool tells = !warning.name.text.empty() || !warning.phone.text.empty() ||
                       !warning.evidence.texts.empty() || warning.place.has_value();
    return tells ? Told{warning.id} : std::nullopt;
  }
  Told operator()(const core::WarningJoined& body) const {
    return body.evidence.texts.empty() ? std::nullopt : Told{body.warning};
  }
  Told operator()(const core::WarnedNamed& body) const { return body.warning; }
  Told operator()(const core::WarningPlaced& body) const { return body.warning; }
  template <typename Other>
  Told operator()(const Other& /*body*/) const {
    return std::nullopt;
  }
};

}  // namespace

std::optional<port::ProjectionRow> told_row(const core::Event& event, port::BatchSeq seq,
                                            std::size_t index) {
  const auto told = std::visit(ToldBy{}, event.body);
  if (!told) {
    return std::nullopt;
  }
  port::ProjectionRow row;
  row.kind = "warning_told";
  row.id = fmt::format("{:012}-{:05}", seq, index);
  row.parent = dissuade::to_text(*told);
  row.at_ms = base::to_unix_ms(event.at);
  row.doc = json::serialize(json::object{{"batch", seq}});
  return row;
}

}  // namespace holdfast::engine
