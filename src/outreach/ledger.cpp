#include "outreach/ledger.hpp"

#include <algorithm>
#include <fmt/core.h>

namespace holdfast::outreach {

bool is_street_code(std::string_view text) {
  return text.size() == 9 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_done(const Audit& audit) {
  return std::all_of(audit.sampled.begin(), audit.sampled.end(),
                     [](const Sampled& each) { return each.checked.has_value(); });
}

std::vector<std::string_view> doors_in(std::string_view text) {
  std::vector<std::string_view> doors;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto door = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (!door.empty() && (door.back() == '\r' || door.back() == ' ')) {
      door.remove_suffix(1);
    }
    while (door.starts_with(' ')) {
      door.remove_prefix(1);
    }
    if (!door.empty()) {
      doors.push_back(door);
    }
  }
  return doors;
}

std::string to_text(CampaignId id) {
  return fmt::format("E{:06}", id.value());
}
std::string to_text(RoundId id) {
  return fmt::format("V{:06}", id.value());
}
std::string to_text(AuditId id) {
  return fmt::format("Z{:06}", id.value());
}
std::string to_text(QuizId id) {
  return fmt::format("QZ{:06}", id.value());
}

}  // namespace holdfast::outreach
