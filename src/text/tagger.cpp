#include "text/tagger.hpp"

#include <algorithm>

#include "base/rng.hpp"
#include "text/bank_names.hpp"
#include "text/fold.hpp"
#include "text/place_names.hpp"
#include "text/surnames.hpp"

namespace holdfast::text {

namespace {

constexpr std::size_t feature_count = 26;
using Features = std::array<std::uint32_t, feature_count>;

/// What the features look at, worked out once for a text.
struct View {
  std::u32string chars;             // a run of digits is one private character, repeated
  std::vector<std::uint8_t> sort;   // class of the character
  std::vector<std::uint8_t> known;  // bank, place, surname
};

std::uint8_t sort_of(char32_t c) {
  if (is_digit(c)) {
    return 1;
  }
  if (is_letter(c)) {
    return 2;
  }
  if (is_han(c)) {
    return 3;
  }
  if (is_blank(c) || c == U'\n') {
    return 4;
  }
  constexpr std::u32string_view quotes = U"“”\"'‘’「」『』《》【】()（）[]";
  return quotes.find(c) != std::u32string_view::npos ? 5 : 6;
}

View look(std::u32string_view folded) {
  View view{std::u32string(folded), {}, std::vector<std::uint8_t>(folded.size(), 0)};
  view.sort.reserve(folded.size());
  for (const char32_t c : folded) {
    view.sort.push_back(sort_of(c));
  }
  for (std::size_t i = 0; i < folded.size();) {
    if (!is_digit(folded[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < folded.size() && is_digit(folded[end])) {
      ++end;
    }
    const auto length = static_cast<char32_t>(std::min<std::size_t>(end - i, 31));
    // Short service numbers and mobile numbers are told by how they begin.
    const auto lead = length >= 5 && length <= 8
                          ? static_cast<char32_t>(folded[i] - U'0') * 10 + (folded[i + 1] - U'0') + 1
                      : length == 11 ? static_cast<char32_t>(folded[i] - U'0') + 1
                                     : U'\0';
    for (std::size_t k = i; k < end; ++k) {
      view.chars[k] = 0xE000 + length * 128 + lead;
    }
    i = end;
  }
  std::size_t bank_end = 0;
  std::size_t place_end = 0;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    if (const auto match = bank_at(folded, i); match.length > 0 && i >= bank_end) {
      bank_end = i + match.length;
      view.known[i] = match.is_short ? 1 : 2;
    } else if (i < bank_end) {
      view.known[i] = 3;
    } else if (const std::size_t place = place_at(folded, i); place > 0 && i >= place_end) {
      place_end = i + place;
      view.known[i] = 4;
    } else if (i < place_end) {
      view.known[i] = 5;
    }
    const std::uint8_t surname = surname_at(folded, i);
    view.known[i] = static_cast<std::uint8_t>(view.known[i] + 8 * surname);
  }
  return view;
}

void features_at(const View& view, std::size_t i, Features& features) {
  const auto size = static_cast<std::ptrdiff_t>(view.chars.size());
  const auto ch = [&](std::ptrdiff_t offset) -> std::uint64_t {
    const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(i) + offset;
    return at < 0 || at >= size ? 1U : view.chars[static_cast<std::size_t>(at)];
  };
  const auto sort = [&](std::ptrdiff_t offset) -> std::uint64_t {
    const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(i) + offset;
    return at < 0 || at >= size ? 0U : view.sort[static_cast<std::size_t>(at)];
  };
  const auto known = [&](std::ptrdiff_t offset) -> std::uint64_t {
    const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(i) + offset;
    return at < 0 || at >= size ? 0U : view.known[static_cast<std::size_t>(at)];
  };
  std::size_t n = 0;
  const auto put = [&](std::uint64_t a, std::uint64_t b = 0, std::uint64_t c = 0,
                       std::uint64_t d = 0) {
    std::uint64_t hash = join(n + 1, a);
    hash = join(hash, b);
    hash = join(hash, c);
    hash = join(hash, d);
    features[n++] = bucket_of(hash, tag_buckets);
  };
  put(0);
  put(ch(0));
  put(ch(-1));
  put(ch(1));
  put(ch(-2));
  put(ch(2));
  put(ch(-1), ch(0));
  put(ch(0), ch(1));
  put(ch(-2), ch(-1));
  put(ch(1), ch(2));
  put(ch(-1), ch(1));
  put(ch(-3), ch(-2), ch(-1));
  put(ch(-2), ch(-1), ch(0));
  put(ch(0), ch(1), ch(2));
  put(ch(1), ch(2), ch(3));
  put(ch(-1), ch(0), ch(1));
  put(ch(2), ch(3));
  put(ch(-3), ch(-2));
  put(sort(-2), sort(-1), sort(0), sort(1) * 8 + sort(2));
  put(known(0), sort(0), known(-1));
  put(known(0), known(1), known(2));
  put(known(-1), known(-2), ch(0));
  put(known(0), ch(-1));
  put(known(-1), ch(1));
  put(known(-2), ch(1));
  put(ch(-4), ch(-3), ch(-2), ch(-1));
}

bool may_follow(std::size_t from, std::size_t to) {
  const auto tag = static_cast<Tag>(to);
  if (tag == Tag::person || tag == Tag::app || tag == Tag::address || tag == Tag::bank) {
    return from == to || from + 1 == to;
  }
  return true;
}

constexpr float never = -1e9F;

/// The best sequence of tags; `score` tells the sums of a place.
template <typename Score>
std::vector<Tag> best_tags(std::size_t size, const std::array<Row, columns>& moves, Score score) {
  std::vector<std::array<std::uint8_t, tag_count>> from(size);
  std::array<float, tag_count> best{};
  for (std::size_t i = 0; i < size; ++i) {
    const Row sums = score(i);
    std::array<float, tag_count> next{};
    for (std::size_t to = 0; to < tag_count; ++to) {
      float most = never;
      std::uint8_t origin = 0;
      for (std::size_t tag = 0; tag < tag_count; ++tag) {
        if (i == 0 && tag != 0) {
          break;
        }
        if (!may_follow(tag, to)) {
          continue;
        }
        const float sum = best[tag] + moves[tag][to];
        if (sum > most) {
          most = sum;
          origin = static_cast<std::uint8_t>(tag);
        }
      }
      next[to] = most + sums[to];
      from[i][to] = origin;
    }
    // Kept near zero, so that a long text loses no precision.
    const float level = *std::ranges::max_element(next);
    for (std::size_t tag = 0; tag < tag_count; ++tag) {
      best[tag] = next[tag] - level;
    }
  }
  std::vector<Tag> tags(size);
  std::size_t tag = static_cast<std::size_t>(std::ranges::max_element(best) - best.begin());
  for (std::size_t i = size; i-- > 0;) {
    tags[i] = static_cast<Tag>(tag);
    tag = from[i][tag];
  }
  return tags;
}

/// The tags of the marks; entities that have no tag are outside.
std::vector<Tag> gold_tags(const Record& record) {
  std::vector<Tag> tags(record.text.size(), Tag::outside);
  for (const Span& span : record.spans) {
    Tag begin = Tag::outside;
    Tag inside = Tag::outside;
    switch (span.kind) {
      case Kind::person:
        begin = Tag::person_begin;
        inside = Tag::person;
        break;
      case Kind::app:
        begin = Tag::app_begin;
        inside = Tag::app;
        break;
      case Kind::address:
        begin = Tag::address_begin;
        inside = Tag::address;
        break;
      case Kind::bank:
        begin = Tag::bank_begin;
        inside = Tag::bank;
        break;
      case Kind::wechat:
        begin = inside = Tag::wechat;
        break;
      case Kind::alipay:
        begin = inside = Tag::alipay;
        break;
      case Kind::phone:
        begin = inside = Tag::phone;
        break;
      case Kind::qq:
        begin = inside = Tag::qq;
        break;
      case Kind::card:
        begin = inside = Tag::card;
        break;
      case Kind::url:
      case Kind::amount:
      case Kind::time:
        break;
    }
    for (std::uint32_t i = span.begin; i < span.end; ++i) {
      tags[i] = i == span.begin ? begin : inside;
    }
  }
  return tags;
}

/// Weights with what an averaged perceptron keeps beside them.
struct Learner {
  FloatTable weights{tag_buckets};
  FloatTable totals{tag_buckets};
  std::array<Row, columns> moves{};
  std::array<Row, columns> move_totals{};
  float step = 1;

  void update(const Features& features, Tag tag, float by) {
    const auto column = static_cast<std::size_t>(tag);
    for (const std::uint32_t feature : features) {
      weights.rows[feature][column] += by;
      totals.rows[feature][column] += by * step;
    }
  }
  void update_move(Tag from, Tag to, float by) {
    moves[static_cast<std::size_t>(from)][static_cast<std::size_t>(to)] += by;
    move_totals[static_cast<std::size_t>(from)][static_cast<std::size_t>(to)] += by * step;
  }
  void average() {
    for (std::size_t i = 0; i < tag_buckets; ++i) {
      for (std::size_t c = 0; c < columns; ++c) {
        weights.rows[i][c] -= totals.rows[i][c] / step;
      }
    }
    for (std::size_t a = 0; a < columns; ++a) {
      for (std::size_t b = 0; b < columns; ++b) {
        moves[a][b] -= move_totals[a][b] / step;
      }
    }
  }
};

}  // namespace

std::vector<Tag> tags_of(const TagModel& model, std::u32string_view folded) {
  if (folded.empty()) {
    return {};
  }
  const View view = look(folded);
  Features features{};
  return best_tags(folded.size(), model.moves, [&](std::size_t i) {
    features_at(view, i, features);
    Row sums{};
    for (const std::uint32_t feature : features) {
      model.weights.add(feature, 1, sums);
    }
    model.weights.apply_scale(sums);
    return sums;
  });
}

TagModel train_tagger(std::span<const Record* const> records, int passes) {
  struct Lesson {
    View view;
    std::vector<Tag> gold;
  };
  std::vector<Lesson> lessons;
  for (const Record* const record : records) {
    if (!record->text.empty()) {
      lessons.push_back({look(fold(record->text)), gold_tags(*record)});
    }
  }
  Learner learner;
  base::Rng rng(7);
  std::vector<Features> features;
  for (int pass = 0; pass < passes; ++pass) {
    for (std::size_t i = lessons.size(); i > 1; --i) {
      std::swap(lessons[i - 1], lessons[rng.below(i)]);
    }
    for (const Lesson& lesson : lessons) {
      const std::size_t size = lesson.gold.size();
      features.resize(size);
      for (std::size_t i = 0; i < size; ++i) {
        features_at(lesson.view, i, features[i]);
      }
      const auto guess = best_tags(size, learner.moves, [&](std::size_t i) {
        Row sums{};
        for (const std::uint32_t feature : features[i]) {
          const Row& row = learner.weights.rows[feature];
          for (std::size_t c = 0; c < columns; ++c) {
            sums[c] += row[c];
          }
        }
        return sums;
      });
      for (std::size_t i = 0; i < size; ++i) {
        if (guess[i] != lesson.gold[i]) {
          learner.update(features[i], lesson.gold[i], 1);
          learner.update(features[i], guess[i], -1);
        }
        const Tag gold_before = i == 0 ? Tag::outside : lesson.gold[i - 1];
        const Tag guess_before = i == 0 ? Tag::outside : guess[i - 1];
        if (gold_before != guess_before || guess[i] != lesson.gold[i]) {
          learner.update_move(gold_before, lesson.gold[i], 1);
          learner.update_move(guess_before, guess[i], -1);
        }
      }
      learner.step += 1;
    }
  }
  learner.average();
  return {Table(learner.weights), learner.moves};
}

}  // namespace holdfast::text
