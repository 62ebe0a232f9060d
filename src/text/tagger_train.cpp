#include <algorithm>

#include "base/rng.hpp"
#include "text/fold.hpp"
#include "text/surnames.hpp"
#include "text/tag_path.hpp"
#include "text/tag_view.hpp"
#include "text/tagger.hpp"

namespace holdfast::text {

namespace {

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

  void update(const TagFeatures& features, Tag tag, float by) {
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

/// A record while it is learned from: the people and the apps in it get other names from pass to
/// pass, so that the surroundings are learned and not the names.
struct Lesson {
  const Record* record;
  std::u32string folded;
  std::vector<Tag> gold;
};

constexpr std::size_t app_longest = 12;
/// Apps are few among all characters, so that what is learned leans to there being none; this is
/// given back.
constexpr float app_lean = 20;

/// What names are made of.
struct Names {
  std::u32string given;  // the second and later characters of the people's names
  std::array<std::u32string, app_longest> apps;  // those of each length, one behind the other

  explicit Names(std::span<const Lesson> lessons) {
    for (const Lesson& lesson : lessons) {
      for (const Span& span : lesson.record->spans) {
        const std::size_t size = span.end - span.begin;
        if (span.kind == Kind::person) {
          given += lesson.folded.substr(span.begin + 1U, size - 1);
        } else if (span.kind == Kind::app && size < app_longest) {
          apps[size] += lesson.folded.substr(span.begin, size);
        }
      }
    }
  }
};

void rename_person(Lesson& lesson, const Span& span, const Names& names, base::Rng& rng) {
  if (rng.below(3) == 0) {
    return;
  }
  lesson.folded[span.begin] = random_surname(rng.next());
  for (std::size_t i = span.begin + 1U; i < span.end; ++i) {
    lesson.folded[i] = names.given[rng.below(names.given.size())];
  }
}

/// Another app's name of the same length, or the halves of two.
void rename_app(Lesson& lesson, const Span& span, const Names& names, base::Rng& rng) {
  const std::size_t size = span.end - span.begin;
  const std::u32string& all = names.apps[size];
  const auto any = [&] { return all.substr(rng.below(all.size() / size) * size, size); };
  std::u32string name = any();
  if (rng.below(2) == 0) {
    name.replace(size / 2, size, any(), size / 2);
  }
  lesson.folded.replace(span.begin, size, name);
}

void rename(Lesson& lesson, const Names& names, base::Rng& rng) {
  for (const Span& span : lesson.record->spans) {
    const std::size_t size = span.end - span.begin;
    if (span.kind == Kind::person && size >= 2 && size <= 3) {
      rename_person(lesson, span, names, rng);
    } else if (span.kind == Kind::app && size < app_longest) {
      rename_app(lesson, span, names, rng);
    }
  }
}

}  // namespace

TagModel train_tagger(std::span<const Record* const> records, int passes) {
  std::vector<Lesson> lessons;
  for (const Record* const record : records) {
    if (!record->text.empty()) {
      lessons.push_back({record, fold(record->text), gold_tags(*record)});
    }
  }
  const Names names(lessons);
  Learner learner;
  base::Rng rng(7);
  std::vector<TagFeatures> features;
  for (int pass = 0; pass < passes; ++pass) {
    for (std::size_t i = lessons.size(); i > 1; --i) {
      std::swap(lessons[i - 1], lessons[rng.below(i)]);
    }
    for (Lesson& lesson : lessons) {
      const std::size_t size = lesson.gold.size();
      rename(lesson, names, rng);
      const TagView view = look(lesson.folded);
      features.resize(size);
      for (std::size_t i = 0; i < size; ++i) {
        features_at(view, i, features[i]);
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
  for (Row& moves : learner.moves) {
    moves[static_cast<std::size_t>(Tag::app_begin)] += app_lean;
  }
  return {Table(learner.weights), learner.moves};
}

}  // namespace holdfast::text
