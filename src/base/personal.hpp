// Personal text and whose it is. In memory it is plain; wherever it is written down it is sealed
// under its subject's key, so that destroying the key deletes it everywhere (see port/key_store).
#pragma once

#include <string>
#include <string_view>

#include "base/strong_id.hpp"

namespace holdfast::base {

/// A person, an account or a case: whatever has a key of its own. The top byte says which kind.
using SubjectId = StrongId<struct SubjectTag>;

enum class SubjectKind : std::uint8_t {
  account = 1,
  case_file = 2,
  user = 3,
  warning = 4,
  application = 5,
  person = 6,
  lead = 7,
  visit_round = 8,
  indicator = 9,
  tip = 14
};

[[nodiscard]] constexpr SubjectId subject_of(SubjectKind kind, std::uint64_t number) {
  return SubjectId{(static_cast<std::uint64_t>(kind) << 56) | number};
}

struct Personal {
  SubjectId subject;
  std::string text;

  bool operator==(const Personal&) const = default;
};

/// What stands in place of a text whose key was destroyed.
inline constexpr std::string_view erased_text = "(已销毁)";

/// "6222021234567890123" -> "6222 **** **** 0123"; short texts lose all but their ends.
/// The masks leave `erased_text` as it is.
[[nodiscard]] std::string mask_number(std::string_view number);
/// "张三丰" -> "张**": the first character stays.
[[nodiscard]] std::string mask_name(std::string_view name);
/// Running text: every run of seven or more digits keeps its first and last ones.
[[nodiscard]] std::string mask_text(std::string_view text);
/// "6222021234567890123" -> "6222 0212 3456 7890 123", for reading back.
[[nodiscard]] std::string group_number(std::string_view number);

}  // namespace holdfast::base
