#include "fund/transfer.hpp"

#include <fmt/core.h>

namespace holdfast::fund {

std::string_view to_text(Kind kind) {
  switch (kind) {
    case Kind::transfer:
      return "transfer";
    case Kind::cash:
      return "cash";
    case Kind::merchant:
      return "merchant";
    case Kind::overseas:
      return "overseas";
    case Kind::crypto:
      return "crypto";
    case Kind::balance:
      return "balance";
    case Kind::opening:
      return "opening";
  }
  return "transfer";
}

base::Result<Kind> parse_kind(std::string_view text) {
  for (const auto kind :
       {Kind::transfer, Kind::cash, Kind::merchant, Kind::overseas, Kind::crypto}) {
    if (text == to_text(kind)) {
      return kind;
    }
  }
  return base::Error{
      base::ErrorCode::bad_input,
      fmt::format("kind \"{}\" is none of transfer, cash, merchant, overseas, crypto",
                  text.substr(0, 40))};
}

}  // namespace holdfast::fund
