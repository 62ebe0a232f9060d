#include "text/train.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <map>

#include "text/extract.hpp"
#include "text/score.hpp"

namespace holdfast::text {

namespace {

constexpr int tagger_passes = 25;
/// A talk is also learned from by these beginnings, so that it is known for what it is early; the
/// others only set the threshold for talks.
constexpr std::array<std::size_t, 2> beginnings{4, 8};
constexpr float beginning_importance = 0.4F;

std::u32string said_in(const std::vector<Turn>& turns, std::size_t count) {
  std::u32string said;
  for (std::size_t i = 0; i < std::min(count, turns.size()); ++i) {
    said += turns[i].text;
    said += U'\n';
  }
  return said;
}

void add_record(const Record& record, std::vector<Labelled>& texts) {
  if (!record.is_talk()) {
    texts.push_back({record.author, record.text, record.type});
    return;
  }
  const auto turns = turns_of(record);
  const std::size_t talk = texts.size() + 1;
  texts.push_back({record.author, said_in(turns, turns.size()), record.type, true, 1, talk});
  for (std::size_t count = 1; count < turns.size(); ++count) {
    const bool learns = std::ranges::find(beginnings, count) != beginnings.end();
    texts.push_back({record.author, said_in(turns, count), record.type, true,
                     learns ? beginning_importance : 0, talk});
  }
}

struct Count {
  std::size_t fraud = 0;
  std::size_t caught = 0;
  std::size_t calm = 0;
  std::size_t alarms = 0;

  void add(bool is_fraud, bool alarm) {
    (is_fraud ? fraud : calm) += 1;
    (is_fraud ? caught : alarms) += alarm ? 1U : 0U;
  }
  [[nodiscard]] double recall() const {
    return fraud == 0 ? 0 : static_cast<double>(caught) / static_cast<double>(fraud);
  }
  [[nodiscard]] double false_alarms() const {
    return calm == 0 ? 0 : static_cast<double>(alarms) / static_cast<double>(calm);
  }
  [[nodiscard]] std::string line(std::string_view name) const {
    return fmt::format("{:<28} fraud {:>5} recall {:.3f}   ordinary {:>5} false alarms {:.3f}",
                       name, fraud, recall(), calm, false_alarms());
  }
};

/// Macro-F1 over the types that occur.
class Confusion {
 public:
  void add(std::size_t want, std::size_t got) {
    ++wanted_[want];
    ++found_[got];
    right_[want] += want == got ? 1U : 0U;
  }
  [[nodiscard]] double f1(std::size_t type) const {
    const auto sum = static_cast<double>(wanted_[type] + found_[type]);
    return sum > 0 ? 2 * static_cast<double>(right_[type]) / sum : 1;
  }
  [[nodiscard]] double macro_f1() const {
    double sum = 0;
    std::size_t types = 0;
    for (std::size_t t = 0; t < type_names.size(); ++t) {
      if (wanted_[t] > 0) {
        sum += f1(t);
        ++types;
      }
    }
    return types == 0 ? 0 : sum / static_cast<double>(types);
  }

 private:
  std::array<std::size_t, type_names.size()> wanted_{};
  std::array<std::size_t, type_names.size()> found_{};
  std::array<std::size_t, type_names.size()> right_{};
};

constexpr std::size_t fold_count = 10;

/// Authors that are left out together. One who writes only fraud goes with one who writes only
/// ordinary texts of the same form: were only one of them left out, the model would learn the form
/// of the other's label and the margins would tell of that.
std::vector<std::vector<std::string>> folds_of(std::span<const Record* const> records) {
  struct Author {
    std::map<std::string, std::size_t> forms;
    std::size_t fraud = 0;
    std::size_t ordinary = 0;
  };
  std::map<std::string, Author> authors;
  for (const Record* const record : records) {
    Author& author = authors[record->author];
    ++author.forms[record->form];
    ++(record->is_fraud() ? author.fraud : author.ordinary);
  }
  std::vector<std::vector<std::string>> folds(fold_count);
  std::map<std::string, std::size_t> form_number;
  std::map<std::pair<std::string, int>, std::size_t> next;  // by form and what the author writes
  for (const auto& [name, author] : authors) {
    const std::string& form =
        std::ranges::max_element(author.forms, {}, [](const auto& f) { return f.second; })->first;
    const std::size_t offset = form_number.emplace(form, form_number.size()).first->second;
    const int writes = author.ordinary == 0 ? 0 : author.fraud == 0 ? 1 : 2;
    folds[(offset + next[{form, writes}]++) % fold_count].push_back(name);
  }
  std::erase_if(folds, [](const auto& fold) { return fold.empty(); });
  return folds;
}

}  // namespace

Model train_model(const Corpus& corpus, const std::vector<Labelled>& more, double false_alarms,
                  const Tell& tell) {
  std::vector<Labelled> texts;
  std::vector<const Record*> records;
  for (const Record& record : corpus.records) {
    if (corpus.is_held_out(record)) {
      continue;
    }
    add_record(record, texts);
    records.push_back(&record);
  }
  std::ranges::copy(more, std::back_inserter(texts));
  std::vector<const Labelled*> samples;
  for (const Labelled& text : texts) {
    samples.push_back(&text);
  }
  tell(fmt::format("learning from {} records and {} texts besides", records.size(), more.size()));
  Model model;
  model.classes = learn_weights(samples);
  std::vector<Margin> all;
  const auto folds = folds_of(records);
  std::vector<std::vector<Margin>> margins;
  for (const auto& fold : folds) {
    margins.push_back(left_out_margins(samples, fold));
    all.insert(all.end(), margins.back().begin(), margins.back().end());
  }
  model.classes.calibration = calibrated(all, false_alarms);
  const Calibration& calibration = model.classes.calibration;
  tell(fmt::format(
      "score from {:.2f} + {:.2f} m + l ({:.2f} + {:.2f} m); with these authors left "
      "out:",
      calibration.base, calibration.slope, calibration.by_length, calibration.slope_by_length));
  Count whole;
  for (std::size_t f = 0; f < folds.size(); ++f) {
    Count count;
    std::string name;
    for (const std::string& author : folds[f]) {
      name += (name.empty() ? "" : " ") + author;
    }
    for (const Margin& margin : margins[f]) {
      if (margin.is_whole()) {
        const bool alarm = calibration.logit(margin.value, margin.length) >= 0;
        count.add(margin.fraud, alarm);
        whole.add(margin.fraud, alarm);
      }
    }
    tell("  " + count.line(name));
  }
  tell("  " + whole.line("all left out"));
  model.tags = train_tagger(records, tagger_passes);
  model.ledger = train_ledger(records);
  return model;
}

HeldOut measure_held_out(const Model& model, const Corpus& corpus, const Tell& tell) {
  std::map<std::string, Count> by_author;
  std::map<std::string, Count> by_form;
  Count whole;
  Count third;  // alarm by the swindler's third turn; of ordinary talks, at any turn
  Confusion types;
  SpanTally spans{};
  Tally rows;
  for (const Record& record : corpus.records) {
    if (!corpus.is_held_out(record)) {
      continue;
    }
    Verdict verdict;
    if (record.is_talk()) {
      Reader reader(model.classes, Form::talk);
      std::size_t turns = 0;  // of the swindler, or of anybody in ordinary talk
      bool alarm = false;
      for (const Turn& turn : turns_of(record)) {
        const bool counts =
            !record.swindler || turn.speaker[0] == static_cast<char32_t>(*record.swindler);
        turns += counts ? 1U : 0U;
        reader.read(turn.text);
        const bool in_time = !record.is_fraud() || turns <= 3;
        alarm = alarm || (in_time && reader.verdict().fraud);
      }
      verdict = reader.verdict();
      third.add(record.is_fraud(), alarm);
    } else {
      verdict = classify(model.classes, record.text);
    }
    by_author[record.author].add(record.is_fraud(), verdict.fraud);
    by_form[record.form].add(record.is_fraud(), verdict.fraud);
    whole.add(record.is_fraud(), verdict.fraud);
    types.add(record.type, verdict.type);
    const auto found = extract(model.tags, record.text);
    count_spans(found, record.spans, spans);
    // Ordinary texts have no rows: what is found in them counts against it.
    count_ledger(ledger_of(model.ledger, record.text, found, record.report, verdict.score),
                 record.ledger, rows);
  }
  tell("authors held out:");
  for (const auto& [author, count] : by_author) {
    tell("  " + count.line(author));
  }
  for (const auto& [form, count] : by_form) {
    tell("  " + count.line(form));
  }
  tell("  " + whole.line("all held out"));
  tell("  " + third.line("talks, by the third turn"));
  HeldOut result;
  result.recall = whole.recall();
  result.false_alarms = whole.false_alarms();
  result.macro_f1 = types.macro_f1();
  std::string line = fmt::format("  macro-F1 of types {:.3f}:", result.macro_f1);
  for (std::size_t t = 0; t < type_names.size(); ++t) {
    line += fmt::format(" {} {:.2f}", type_names[t], types.f1(t));
  }
  tell(line);
  line = "  F1 of spans:";
  for (std::size_t k = 0; k < kind_names.size(); ++k) {
    result.span_f1[k] = spans[k].f1();
    line += fmt::format(" {} {:.3f}", kind_names[k], result.span_f1[k]);
  }
  tell(line);
  result.ledger_f1 = rows.f1();
  tell(fmt::format("  F1 of ledger rows {:.3f} (found {}, wanted {}, right {})", result.ledger_f1,
                   rows.found, rows.wanted, rows.right));
  return result;
}

void measure_source(const Model& model, std::string_view name, const std::vector<Labelled>& texts,
                    const Tell& tell) {
  Count count;
  for (const Labelled& text : texts) {
    count.add(text.type != ordinary, classify(model.classes, text.text).fraud);
  }
  tell("  " + count.line(name));
}

}  // namespace holdfast::text
