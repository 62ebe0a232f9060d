#include "desk/series.hpp"

#include <fmt/core.h>

namespace holdfast::desk {

TieKind tie_of(TraitKind kind) {
  switch (kind) {
    case TraitKind::card:
      return TieKind::card;
    case TraitKind::phone:
      return TieKind::phone;
    case TraitKind::url:
      return TieKind::url;
    case TraitKind::app:
      return TieKind::app;
    case TraitKind::wechat:
      return TieKind::wechat;
    case TraitKind::qq:
      return TieKind::qq;
    case TraitKind::alipay:
      return TieKind::alipay;
    case TraitKind::wallet:
      return TieKind::wallet;
    case TraitKind::plate:
      return TieKind::plate;
    case TraitKind::device:
      return TieKind::device;
    case TraitKind::wording:
      break;
  }
  return TieKind::wording;
}

std::string to_text(LinkId id) {
  return fmt::format("L{:06}", id.value());
}

std::string series_text(CaseId earliest) {
  return fmt::format("S{:06}", earliest.value());
}

}  // namespace holdfast::desk
