// The text engine: any bytes as a text and as a talk. The weights are drawn at random, so that the
// tagger marks anything; the finders must keep their places whatever it says.
#include <algorithm>

#include "base/check.hpp"
#include "base/rng.hpp"
#include "targets.hpp"
#include "text/analyse.hpp"
#include "text/payee.hpp"
#include "text/payments.hpp"
#include "text/utf.hpp"

namespace holdfast::fuzz {

namespace {

text::Table random_table(std::size_t size, base::Rng& rng) {
  std::vector<std::array<std::int8_t, text::columns>> rows(size);
  for (auto& row : rows) {
    for (auto& weight : row) {
      weight = static_cast<std::int8_t>(rng.below(256));
    }
  }
  text::Row scale{};
  scale.fill(0.01F);
  return {scale, std::move(rows)};
}

const text::Model& random_model() {
  static const text::Model model = [] {
    base::Rng rng(1);
    text::Model made;
    // It knows the single characters of everyday texts; whatever it says, the ledger is looked for.
    std::u32string known;
    for (char32_t c = 0x20; c < 0x3000; ++c) {
      known.push_back(c);
    }
    made.classes.runs = text::Vocabulary(text::prints_of(known + U"我你转账元万微信银行卡到户名"));
    made.classes.weights = random_table(made.classes.runs.size(), rng);
    made.classes.rarity.assign(made.classes.runs.size(), 1);
    made.classes.calibration.base = 5;
    made.tags.weights = random_table(text::tag_buckets, rng);
    made.ledger.payments.inputs = random_table(text::payment_buckets, rng);
    for (auto& head : made.ledger.payments.heads) {
      head = {1, -1, 1};
    }
    made.ledger.payees = random_table(text::payee_buckets, rng);
    return made;
  }();
  return model;
}

}  // namespace

void run_text(std::string_view bytes) {
  const std::u32string text = text::decode(bytes);
  const auto analysis = text::analyse(random_model(), text, "2026-03-05T10:20");
  if (!analysis) {
    base::check(text.size() > text::text_limit, "only a text that is too long is refused");
    return;
  }
  base::check(analysis->verdict.score >= 0 && analysis->verdict.score <= 1, "a score is a share");
  std::size_t last = 0;
  for (const text::Span& span : analysis->spans) {
    base::check(last <= span.begin && span.begin < span.end && span.end <= text.size(),
                "spans lie in the text, in order and apart");
    last = span.end;
  }
  for (const text::Payment& payment : analysis->ledger) {
    base::check(payment.amount_fen > 0, "a payment has an amount");
  }
  // Each line a turn, two speakers by turns.
  std::vector<text::Turn> turns;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find(U'\n', from), text.size());
    turns.push_back({turns.size() % 2 == 0 ? U"A" : U"B", text.substr(from, end - from)});
    from = end + 1;
  }
  if (const auto talk = text::analyse_talk(random_model(), turns, "")) {
    base::check(talk->turn_scores.size() == turns.size(), "each turn has its score");
    for (std::size_t i = 0; i < talk->spans.size(); ++i) {
      base::check(talk->spans[i].end <= turns[talk->turn_of[i]].text.size(),
                  "a span lies in its turn");
    }
  }
}

}  // namespace holdfast::fuzz
