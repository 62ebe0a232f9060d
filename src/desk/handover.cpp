#include "desk/handover.hpp"

#include <algorithm>
#include <fmt/core.h>

namespace holdfast::desk {

Organ from_of(HandoverKind kind) {
  return kind == HandoverKind::prosecution ? Organ::police : Organ::procuratorate;
}

Organ to_of(HandoverKind kind) {
  switch (kind) {
    case HandoverKind::prosecution:
      return Organ::procuratorate;
    case HandoverKind::indictment:
      return Organ::court;
    case HandoverKind::back:
      break;
  }
  return Organ::police;
}

bool is_open(const Handover& handover) {
  return handover.state == HandoverState::draft || handover.state == HandoverState::sent;
}

bool names(const Handover& handover, OrderId freeze) {
  return std::find(handover.freezes.begin(), handover.freezes.end(), freeze) !=
         handover.freezes.end();
}

std::string renewer_of(const Handover& handover, OrderId freeze) {
  if (!handover.receipt) {
    return {};
  }
  for (const auto& each : handover.receipt->renewers) {
    if (each.order == freeze) {
      return each.owner;
    }
  }
  return {};
}

std::string to_text(HandoverId id) {
  return fmt::format("H{:06}", id.value());
}

std::string_view name_of(Organ organ) {
  switch (organ) {
    case Organ::police:
      return "公安机关";
    case Organ::procuratorate:
      return "人民检察院";
    case Organ::court:
      break;
  }
  return "人民法院";
}

std::string_view name_of(HandoverKind kind) {
  switch (kind) {
    case HandoverKind::prosecution:
      return "移送审查起诉";
    case HandoverKind::indictment:
      return "提起公诉";
    case HandoverKind::back:
      break;
  }
  return "退回补充侦查";
}

}  // namespace holdfast::desk
