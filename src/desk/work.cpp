#include "desk/work.hpp"

#include <algorithm>
#include <fmt/core.h>

namespace holdfast::desk {

namespace {

bool is_of_login(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '_' || c == '-';
}

}  // namespace

std::vector<std::string> mentions_in(std::string_view text) {
  std::vector<std::string> mentions;
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    if (at > 0 && is_of_login(text[at - 1])) {
      continue;  // an address of mail
    }
    std::size_t end = at + 1;
    while (end < text.size() && is_of_login(text[end])) {
      ++end;
    }
    while (end > at + 1 && (text[end - 1] == '.' || text[end - 1] == '-')) {
      --end;  // the end of a sentence
    }
    const std::string name{text.substr(at + 1, end - at - 1)};
    if (!name.empty() && std::find(mentions.begin(), mentions.end(), name) == mentions.end()) {
      mentions.push_back(name);
    }
  }
  return mentions;
}

std::string to_text(CommentId id) {
  return fmt::format("M{:06}", id.value());
}

}  // namespace holdfast::desk
