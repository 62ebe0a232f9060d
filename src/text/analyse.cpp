#include "text/analyse.hpp"

#include <algorithm>
#include <fmt/core.h>

#include "text/extract.hpp"

namespace holdfast::text {

namespace {

constexpr std::size_t reasons_most = 6;

base::Error too_large(std::size_t size) {
  return {base::ErrorCode::too_large,
          fmt::format("the text has {} characters; at most {} are read", size, text_limit)};
}

std::vector<std::u32string> words_of(const Model& model, std::u32string_view text,
                                     const Verdict& verdict) {
  std::vector<std::u32string> words;
  for (const Reason& reason : reasons_of(model.classes, text, verdict, reasons_most)) {
    std::u32string word(text.substr(reason.begin, reason.end - reason.begin));
    if (std::ranges::find(words, word) == words.end()) {
      words.push_back(std::move(word));
    }
  }
  return words;
}

}  // namespace

base::Result<Analysis> analyse(const Model& model, std::u32string_view text,
                               std::string_view report) {
  if (text.size() > text_limit) {
    return too_large(text.size());
  }
  Analysis analysis;
  analysis.verdict = classify(model.classes, text);
  analysis.reasons = words_of(model, text, analysis.verdict);
  analysis.spans = extract(model.tags, text);
  analysis.ledger = ledger_of(model.ledger, text, analysis.spans, report, analysis.verdict.score);
  return analysis;
}

base::Result<Analysis> analyse_talk(const Model& model, std::span<const Turn> turns,
                                    std::string_view report) {
  // As the corpus writes talks: a line a turn, the first speaker is A.
  std::u32string whole;
  std::u32string said;
  std::vector<std::uint32_t> begins;  // of what each turn says, in `whole`
  Analysis analysis;
  Reader reader(model.classes, Form::talk);
  for (const Turn& turn : turns) {
    if (whole.size() + turn.text.size() > text_limit) {
      return too_large(whole.size() + turn.text.size());
    }
    whole += turn.speaker == turns.front().speaker ? U"A: " : U"B: ";
    begins.push_back(static_cast<std::uint32_t>(whole.size()));
    whole += turn.text;
    whole += U'\n';
    said += turn.text;
    said += U'\n';
    reader.read(turn.text);
    analysis.turn_scores.push_back(reader.verdict().score);
  }
  analysis.verdict = reader.verdict();
  analysis.reasons = words_of(model, said, analysis.verdict);
  analysis.spans = extract(model.tags, whole);
  analysis.ledger = ledger_of(model.ledger, whole, analysis.spans, report, analysis.verdict.score);
  std::size_t turn = 0;
  std::vector<Span> inside;
  for (Span span : analysis.spans) {
    while (turn + 1 < begins.size() && begins[turn + 1] <= span.begin) {
      ++turn;
    }
    // A mark over the edge of a turn would have no place in it.
    if (span.begin >= begins[turn] && span.end <= begins[turn] + turns[turn].text.size()) {
      span.begin -= begins[turn];
      span.end -= begins[turn];
      inside.push_back(span);
      analysis.turn_of.push_back(static_cast<std::uint32_t>(turn));
    }
  }
  analysis.spans = std::move(inside);
  return analysis;
}

}  // namespace holdfast::text
