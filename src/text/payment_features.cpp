#include <algorithm>
#include <cmath>

#include "text/payment_parts.hpp"

namespace holdfast::text {

namespace {

constexpr std::size_t words_of_same = 6;

std::uint64_t magnitude(std::int64_t fen) {
  return static_cast<std::uint64_t>(2 * std::log10(static_cast<double>(fen) + 1));
}

}  // namespace

void Payments::add_words(const Words& before, const Words& behind, Features& f) const {
  std::uint64_t number = 10;
  for (const auto* const row : {&before.all, &behind.all, &before.words, &behind.words}) {
    const auto nth = [&](std::size_t k) { return Words::nth(*row, k); };
    f.put(number, nth(0));
    f.put(number + 1, nth(0), nth(1));
    f.put(number + 2, nth(0), nth(1), nth(2));
    f.put(number + 3, nth(0), nth(1), nth(2), nth(3));
    number += 4;
  }
  f.put(26, before[0], behind[0]);
  f.put(27, Words::nth(before.all, 0), Words::nth(behind.all, 0));
  f.put(28, before[0], before[1], behind[0]);
  f.put(29, before[0], behind[0], behind[1]);
  f.put(30, before[0], before[1], behind[0], behind[1]);
  number = 40;
  for (const Words* const side : {&before, &behind}) {
    for (std::size_t k = 0; k < side->words.size(); ++k) {
      const auto& seen = side->words[k];
      f.put(number, seen.word, seen.key, seen.far);
      f.put(number + 1, seen.word, seen.key, seen.amounts);
      f.put(number + 2, seen.key, seen.far, seen.amounts);
      f.put(number + 3, seen.key, seen.far);
      f.put(number + 4, seen.key, seen.amounts);
      if (k < 4) {
        f.put(number + 5, seen.word, seen.key, k);
      }
    }
    number += 10;
  }
}

void Payments::add_past(std::size_t m, const Past& past, const Words& before, const Words& behind,
                        Features& f) const {
  const Mention& mention = mentions_[m];
  f.put(70, past.last, is_talk_);
  f.put(71, past.last, past.last_but_one);
  f.put(72, past.last, before[0]);
  f.put(73, past.last, Words::nth(before.all, 0), Words::nth(before.all, 1));
  f.put(74, past.last, before[0], before[1]);
  f.put(75, past.last, past.from_last);
  f.put(76, past.last, past.from_last, before[0]);
  f.put(77, past.from_last);
  f.put(78, past.to_next);
  f.put(79, past.to_next, behind[0]);
  f.put(80, past.last, behind[0]);
  f.put(81, past.last, behind[0], before[0]);
  f.put(82, past.to_paid);
  const std::uint64_t sums =
      (is_sum(m, true) ? 1U : 0U) + (is_sum(m, false) ? 2U : 0U) + (past.is_all_paid ? 4U : 0U);
  f.put(83, sums);
  f.put(84, sums, before[0]);
  f.put(85, sums, past.last);
  f.put(86, magnitude(mention.fen));
  f.put(87, magnitude(mention.fen), before[0]);
  f.put(88, upto(m, 4), upto(mentions_.size(), 6));
  f.put(89, upto(m, 4), before[0]);
  f.put(90, m + 1 == mentions_.size(), behind[0]);
  f.put(91, sketch_.place(mention.span) * 6 / sketch_.text().size(), is_talk_);
}

void Payments::add_same(std::size_t m, std::uint64_t earlier, const Words& before,
                        const Words& behind, Features& f) const {
  const Mention& mention = mentions_[m];
  const bool later = mention.after.has_value();
  f.put(100, earlier, later, is_talk_);
  f.put(101, earlier, before[0]);
  f.put(102, earlier, before[0], behind[0]);
  f.put(103, later, before[0]);
  f.put(104, later, behind[0]);
  for (std::size_t k = 0; k < words_of_same; ++k) {
    f.put(105, earlier, before[k]);
    f.put(106, earlier, behind[k]);
  }
  if (!later) {
    return;
  }
  const std::size_t there = mentions_[*mention.after].token;
  const bool other = speaker_[there] != speaker_[mention.token];
  const Words before_it = look(there, false);
  const Words behind_it = look(there, true);
  for (std::size_t k = 0; k < words_of_same; ++k) {
    f.put(107, before_it[k], other);
    f.put(108, behind_it[k], other);
  }
  f.put(109, before_it[0], before_it[1], other);
  f.put(110, before_it[0], behind_it[0], other);
  f.put(111, behind_it[0], behind_it[1], other);
}

void Payments::add_outcome(std::size_t token, const Words& before, const Words& behind,
                           Features& f) const {
  const std::uint64_t later = outcome(token, true);
  const std::uint64_t earlier = outcome(token, false);
  constexpr std::uint64_t paid_or_not = 0x33;  // by either
  f.put(120, later, is_talk_);
  f.put(121, earlier, is_talk_);
  f.put(122, earlier, later);
  f.put(123, later & 3U, before[0]);
  f.put(124, later & paid_or_not, before[0], behind[0]);
  for (unsigned bit = 0; bit < 8; ++bit) {
    f.put(125, bit, (later >> bit) & 1U, is_talk_);
    f.put(126, bit, (earlier >> bit) & 1U, is_talk_);
  }
}

void Payments::add_characters(std::size_t span, Features& f) const {
  const auto ch = [&](std::ptrdiff_t offset) { return sketch_.near(span, offset); };
  for (std::ptrdiff_t k = 1; k <= 4; ++k) {
    f.put(130, k, ch(-k));
    f.put(131, k, ch(k));
    f.put(132, k, ch(-k), ch(-k - 1));
    f.put(133, k, ch(k), ch(k + 1));
  }
  f.put(134, ch(-3), ch(-2), ch(-1));
  f.put(135, ch(1), ch(2), ch(3));
  f.put(136, ch(-1), ch(1));
  f.put(137, ch(-2), ch(-1), ch(1), ch(2));
  f.put(138, ch(-4), ch(-3), ch(-2), ch(-1));
  // By nearness: the clause, the sentence, the one beside it.
  for (const std::ptrdiff_t step : {-1, 1}) {
    const std::ptrdiff_t reach = step < 0 ? 48 : 24;
    std::uint64_t sentences = 0;
    bool same_clause = true;
    for (std::ptrdiff_t k = 1; k <= reach; ++k) {
      const auto c = static_cast<char32_t>(ch(step * k));
      if (ends_sentence(c) && ++sentences > 1) {
        break;
      }
      same_clause = same_clause && c != U',' && !ends_sentence(c);
      const std::uint64_t near = same_clause ? 0 : 1 + sentences;
      f.put(140, step > 0, near, c, ch(step * (k - 1)));
      f.put(141, step > 0, near, c, ch(step * (k - 1)), ch(step * (k - 2)));
    }
  }
}

std::vector<std::uint32_t> Payments::features(std::size_t m, std::span<const Role> roles) const {
  const Mention& mention = mentions_[m];
  const Words before = look(mention.token, false);
  const Words behind = look(mention.token, true);
  const Past said = past(m, roles);
  Features f;
  f.put(1, is_talk_);
  add_words(before, behind, f);
  add_past(m, said, before, behind, f);
  add_same(m, said.earlier, before, behind, f);
  add_outcome(mention.token, before, behind, f);
  add_characters(mention.span, f);
  return f.take();
}

}  // namespace holdfast::text
