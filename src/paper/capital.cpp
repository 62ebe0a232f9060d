#include "paper/capital.hpp"

#include <array>
#include <cstdint>

namespace holdfast::paper {

namespace {

constexpr std::array digits{"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};
constexpr std::array places{"", "拾", "佰", "仟"};
constexpr std::array groups{"", "万", "亿"};  // up to 9,999 亿: beyond Fen::limit()

/// Four digits; a nought between two others is said once, those at the end are not.
std::string group_text(std::uint64_t group) {
  std::string text;
  bool nought = false;
  for (std::size_t place = places.size(); place-- > 0;) {
    std::uint64_t unit = 1;
    for (std::size_t i = 0; i < place; ++i) {
      unit *= 10;
    }
    const auto digit = group / unit % 10;
    if (digit == 0) {
      nought = !text.empty();
      continue;
    }
    text += nought ? digits[0] : "";
    text += digits[digit];
    text += places[place];
    nought = false;
  }
  return text;
}

std::string yuan_text(std::uint64_t yuan) {
  std::array<std::uint64_t, groups.size()> parts{};
  for (auto& part : parts) {
    part = yuan % 10'000;
    yuan /= 10'000;
  }
  std::string text;
  bool skipped = false;
  for (std::size_t i = parts.size(); i-- > 0;) {
    if (parts[i] == 0) {
      skipped = !text.empty();
      continue;
    }
    text += !text.empty() && (skipped || parts[i] < 1000) ? digits[0] : "";
    text += group_text(parts[i]);
    text += groups[i];
    skipped = false;
  }
  return text;
}

}  // namespace

std::string capital_yuan(base::Fen amount) {
  base::check(!amount.is_negative() && amount <= base::Fen::limit(), "an amount beyond the limit");
  const auto fen = static_cast<std::uint64_t>(amount.value());
  const auto jiao = fen / 10 % 10;
  const auto last = fen % 10;
  std::string text = "人民币";
  const auto yuan = yuan_text(fen / 100);
  if (!yuan.empty()) {
    text += yuan + "元";
  }
  if (jiao == 0 && last == 0) {
    return text + (yuan.empty() ? "零元整" : "整");
  }
  if (jiao > 0) {
    text += std::string{digits[jiao]} + "角";
  } else if (!yuan.empty()) {
    text += digits[0];
  }
  return text + (last > 0 ? std::string{digits[last]} + "分" : std::string{"整"});
}

}  // namespace holdfast::paper
