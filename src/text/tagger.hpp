// Which characters are a person's name, an app, an address, a bank, an account: a linear model over
// the characters around each, decided for the whole text at once (Viterbi). Learned from the corpus
// by an averaged perceptron. It finds what has no form of its own, and tells apart what has the
// same form: a telephone number and an Alipay account.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/corpus.hpp"
#include "text/weights.hpp"

namespace holdfast::text {

/// A character is outside, begins an entity or goes on in one.
enum class Tag : std::uint8_t {
  outside,
  person_begin,
  person,
  app_begin,
  app,
  address_begin,
  address,
  bank_begin,
  bank,
  wechat,
  alipay,
  phone,
  qq,
  card,
};
inline constexpr std::size_t tag_count = 14;

/// Some four million features share these: with a quarter of them, names were told apart less well.
inline constexpr std::size_t tag_buckets = 1U << 19;

struct TagModel {
  Table weights;
  std::array<Row, columns> moves{};  // from tag to tag
};

/// A tag for each character of the folded text.
[[nodiscard]] std::vector<Tag> tags_of(const TagModel& model, std::u32string_view folded);

/// Learns from the records, `passes` times over them; the same records give the same model.
[[nodiscard]] TagModel train_tagger(std::span<const Record* const> records, int passes);

}  // namespace holdfast::text
