#include "text/payments.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "text/fold.hpp"
#include "text/ledger.hpp"
#include "text/payee.hpp"
#include "text/payment_parts.hpp"

namespace holdfast::text {

namespace {

constexpr std::size_t words_around = 22;
constexpr std::size_t summands_most = 8;

bool is_mark(Sense sense) {
  return sense == Sense::pause || sense == Sense::colon || sense == Sense::bracket;
}

bool is_amount(const Token& token) {
  return token.sense == Sense::entity && token.word == static_cast<std::uint16_t>(Kind::amount);
}

/// How many times as much one amount is as another, in steps; 0 where there is no other.
std::uint64_t ratio(std::int64_t one, std::int64_t other) {
  if (other == 0) {
    return 0;
  }
  constexpr std::array<double, 9> steps{0.1, 0.5, 0.9, 0.9999, 1.0001, 1.15, 1.6, 3, 10};
  const double times = static_cast<double>(one) / static_cast<double>(other);
  return 1U + static_cast<std::uint64_t>(std::ranges::lower_bound(steps, times) - steps.begin());
}

}  // namespace

Payments::Payments(const Sketch& sketch, std::span<const Span> spans,
                   std::span<const std::int64_t> fens)
    : sketch_(sketch), tokens_(tokens_of(sketch.text())) {
  const auto text = sketch.text();
  is_talk_ = text.starts_with(U"a:");
  std::uint8_t speaker = is_talk_ ? 1 : 0;
  for (const Token& token : tokens_) {
    if (is_talk_ && token.sense == Sense::turn && token.place + 1 < text.size()) {
      speaker = text[token.place + 1] == U'a' ? 1 : 2;
    }
    speaker_.push_back(speaker);
  }
  std::map<std::int64_t, std::size_t> last;
  std::size_t token = 0;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    if (spans[i].kind != Kind::amount || fens[i] <= 0) {
      continue;
    }
    while (tokens_[token].place < sketch.place(i)) {
      ++token;
    }
    Mention mention{.span = i, .fen = fens[i], .token = token, .before = {}, .after = {}};
    if (const auto [at, is_new] = last.try_emplace(fens[i], mentions_.size()); !is_new) {
      mention.before = at->second;
      mentions_[at->second].after = mentions_.size();
      at->second = mentions_.size();
    }
    mentions_.push_back(mention);
  }
}

Payments::Words Payments::look(std::size_t token, bool ahead) const {
  Words words;
  std::size_t pauses = 0;
  std::size_t stops = 0;
  std::size_t turns = 0;
  std::size_t amounts = 0;
  for (std::size_t i = token; words.words.size() < words_around;) {
    if (ahead ? i + 1 >= tokens_.size() : i == 0) {
      break;
    }
    i = ahead ? i + 1 : i - 1;
    const Token& seen = tokens_[i];
    std::uint64_t key =
        static_cast<std::uint64_t>(seen.sense) * 2 + (speaker_[i] != speaker_[token] ? 1U : 0U);
    key += seen.sense == Sense::entity    ? 256U + 8U * seen.word
           : seen.sense == Sense::bracket ? 1024U * seen.word
                                          : 0U;
    pauses += seen.sense == Sense::pause ? 1U : 0U;
    stops += seen.sense == Sense::stop ? 1U : 0U;
    turns += seen.sense == Sense::turn ? 1U : 0U;
    if (stops > 2 || turns > 3) {
      break;
    }
    const std::size_t far = turns > 0 ? 2 + turns : stops > 0 ? 1 + stops : upto(pauses, 1);
    words.all.push_back({key, seen.word, far, upto(amounts, 2)});
    if (!is_mark(seen.sense)) {
      words.words.push_back(words.all.back());
    }
    amounts += is_amount(seen) ? 1U : 0U;
  }
  return words;
}

std::uint64_t Payments::outcome(std::size_t token, bool ahead) const {
  constexpr std::uint64_t paid = 1;
  constexpr std::uint64_t not_paid = 2;
  constexpr std::uint64_t demanded = 4;
  constexpr std::uint64_t left = 8;
  std::uint64_t said = 0;
  std::size_t turns = 0;
  for (std::size_t i = token; ahead ? i + 1 < tokens_.size() : i > 0;) {
    i = ahead ? i + 1 : i - 1;
    const Sense sense = tokens_[i].sense;
    turns += sense == Sense::turn ? 1U : 0U;
    if (is_amount(tokens_[i]) || turns > 5) {
      break;
    }
    const unsigned by = speaker_[i] != speaker_[token] ? 4 : 0;
    if (sense == Sense::pay && i + 1 < tokens_.size()) {
      const Sense before = i > 0 ? tokens_[i - 1].sense : Sense::stop;
      const Sense behind = tokens_[i + 1].sense;
      if (before == Sense::negation || behind == Sense::negation || behind == Sense::failure) {
        said |= not_paid << by;
      } else if (behind == Sense::done) {
        said |= paid << by;
      }
      said |= before == Sense::demand || before == Sense::again ? demanded << by : 0U;
    }
    said |= sense == Sense::leave ? left << by : 0U;
  }
  return said;
}

bool Payments::is_sum(std::size_t mention, bool ahead) const {
  std::int64_t sum = 0;
  for (std::size_t k = 1; k <= summands_most; ++k) {
    if (ahead ? mention + k >= mentions_.size() : k > mention) {
      return false;
    }
    sum += mentions_[ahead ? mention + k : mention - k].fen;
    if (k >= 2 && sum == mentions_[mention].fen) {
      return true;
    }
  }
  return false;
}

Payments::Past Payments::past(std::size_t m, std::span<const Role> roles) const {
  const Mention& mention = mentions_[m];
  const auto role = [&](std::size_t k) {
    return static_cast<std::uint64_t>(roles[mentions_[k].span]);
  };
  Past past;
  if (m > 0) {
    past.last = role(m - 1);
    past.from_last = ratio(mention.fen, mentions_[m - 1].fen);
  }
  if (m > 1) {
    past.last_but_one = role(m - 2);
  }
  if (m + 1 < mentions_.size()) {
    past.to_next = ratio(mentions_[m + 1].fen, mention.fen);
  }
  if (mention.before) {
    past.earlier = 1 + role(*mention.before);
  }
  std::int64_t paid = 0;
  std::size_t payments = 0;
  for (std::size_t k = m > summands_most ? m - summands_most : 0; k < m; ++k) {
    if (roles[mentions_[k].span] == Role::out) {
      paid += mentions_[k].fen;
      ++payments;
    }
  }
  past.to_paid = ratio(mention.fen, paid);
  past.is_all_paid = payments >= 2 && paid == mention.fen;
  return past;
}

std::vector<Role> Payments::roles(const Net& net, double lean) const {
  std::vector<Role> roles(mentions_.empty() ? 0 : mentions_.back().span + 1, Role::none);
  for (std::size_t m = 0; m < mentions_.size(); ++m) {
    const Net::Answer said = net.read(features(m, roles));
    const float out = said[static_cast<std::size_t>(Role::out)];
    const float back = said[static_cast<std::size_t>(Role::back)];
    const float none = said[static_cast<std::size_t>(Role::none)];
    if (static_cast<double>(std::max(out, back)) * std::exp(lean) > static_cast<double>(none)) {
      roles[mentions_[m].span] = out >= back ? Role::out : Role::back;
    }
  }
  return roles;
}

namespace {

constexpr int payment_passes = 15;
/// Ordinary texts speak of payments too, which are no ledger of a fraud; the text's score tells
/// them apart better than the words around an amount.
constexpr float ordinary_importance = 0.1F;

}  // namespace

Net train_payments(std::span<const Record* const> records) {
  std::vector<NetSample> samples;
  for (const Record* const record : records) {
    const std::u32string folded = fold(record->text);
    const Sketch sketch(folded, record->spans);
    const auto fens = fens_of(folded, record->spans);
    const Payments payments(sketch, record->spans, fens);
    const auto rows = rows_of(*record, folded);
    std::vector<Role> roles(record->spans.size(), Role::none);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i] >= 0) {
        const GoldRow& row = record->ledger[static_cast<std::size_t>(rows[i])];
        roles[i] = row.direction == Direction::out ? Role::out : Role::back;
      }
    }
    for (std::size_t m = 0; m < payments.mentions().size(); ++m) {
      samples.push_back({payments.features(m, roles),
                         static_cast<std::size_t>(roles[payments.mentions()[m].span]),
                         record->is_fraud() ? 1 : ordinary_importance});
    }
  }
  return train_net(samples, payment_buckets, payment_passes);
}

}  // namespace holdfast::text
