// The features that a model may ask for: each with a stable name, the official code of suspicion
// that it speaks for (3006 分散转入集中转出, 3007 集中转入分散转出, 3008 连续快速, 2001, 3004,
// 3005, 9999) and the words in which a reason is told. Order and names are part of the model file.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace holdfast::warn {

/// How a value is told.
enum class Unit : std::uint8_t { share, log_count, log_hours, log_ratio, rank, plain, margin };

struct Feature {
  std::string name;
  std::string code;
  std::string words;  // 中文
  Unit unit = Unit::plain;
};

/// What is asked of the model: an account's badness, or one transfer's.
enum class Target : std::uint8_t { account, transfer };
/// The second round also sees the scores of the first.
enum class Round : std::uint8_t { first, second };

/// In the order in which the values of a row stand. The features of the first round are the
/// beginning of those of the second.
[[nodiscard]] const std::vector<Feature>& features_of(Target target, Round round);

/// 「资金快进快出（一天内转出 92%）」
[[nodiscard]] std::string tell(const Feature& feature, float value);

}  // namespace holdfast::warn
