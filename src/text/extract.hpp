// Entities of a text: cards, telephones, addresses of the web, amounts, times, people, banks,
// accounts of WeChat, QQ and Alipay, apps, postal addresses; exact to the code point.
#pragma once

#include <string_view>
#include <vector>

#include "text/kinds.hpp"
#include "text/tagger.hpp"

namespace holdfast::text {

/// In order of their begin; no two overlap. Linear in the text.
[[nodiscard]] std::vector<Span> extract(const TagModel& model, std::u32string_view text);

}  // namespace holdfast::text
