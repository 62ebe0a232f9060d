#include "text/classify.hpp"

#include <algorithm>
#include <cmath>

#include "text/fold.hpp"

namespace holdfast::text {

double Calibration::logit(float margin, std::size_t length) const {
  const double l = std::log1p(static_cast<double>(length));
  const double m = static_cast<double>(margin);
  return static_cast<double>(base) + m * static_cast<double>(slope) +
         l * (static_cast<double>(by_length) + m * static_cast<double>(slope_by_length));
}

void Reader::Sums::add(const ClassModel& model, std::uint32_t run) {
  const float value = model.rarity[run];
  model.weights.add(run, value, weights);
  square += value * value;
}

float Reader::Sums::margin(const ClassModel& model) const {
  const float norm = square > 0 ? std::sqrt(square) : 1;
  return weights[fraud_column] * model.weights.scale()[fraud_column] / norm;
}

void Reader::read(std::u32string_view piece) {
  const std::u32string normal = normalise(piece).text;
  each_run(normal, [this](Print print, std::size_t, std::size_t) {
    const std::uint32_t run = model_->runs.find(print);
    if (run != Vocabulary::unknown && seen_.add(run)) {
      sums_.add(*model_, run);
    }
  });
  size_ += normal.size();
  tail_ += normal;
  tail_.erase(0, tail_.size() - std::min(tail_.size(), end_window));
}

Reader::Sums Reader::all() const {
  Sums sums = sums_;
  Seen seen;
  each_end_run(tail_, size_, [&](Print print) {
    const std::uint32_t run = model_->runs.find(print);
    if (run != Vocabulary::unknown && seen.add(run)) {
      sums.add(*model_, run);
    }
  });
  return sums;
}

float Reader::margin() const {
  return all().margin(*model_);
}

Verdict Reader::verdict() const {
  Verdict verdict;
  Sums sums = all();
  if (sums.square <= 0) {
    return verdict;  // nothing was read that the model knows
  }
  const Calibration& calibration = model_->calibration;
  const double away = calibration.logit(sums.margin(*model_), size_) -
                      (form_ == Form::talk ? static_cast<double>(calibration.talk) : 0.0);
  verdict.score = 1 / (1 + std::exp(-away));
  verdict.fraud = verdict.score >= 0.5;
  if (verdict.fraud) {
    model_->weights.apply_scale(sums.weights);
    verdict.type = static_cast<std::size_t>(
        std::max_element(sums.weights.begin(), sums.weights.begin() + ordinary) -
        sums.weights.begin());
  }
  return verdict;
}

Verdict classify(const ClassModel& model, std::u32string_view text) {
  Reader reader(model);
  reader.read(text);
  return reader.verdict();
}

std::vector<Reason> reasons_of(const ClassModel& model, std::u32string_view text,
                               const Verdict& verdict, std::size_t most) {
  const Normal normal = normalise(text);
  const std::size_t size = normal.text.size();
  // Each run's weight is shared out among its characters.
  std::vector<float> weight(size, 0);
  each_run(normal.text, [&](Print print, std::size_t begin, std::size_t length) {
    const std::uint32_t run = model.runs.find(print);
    if (run == Vocabulary::unknown) {
      return;
    }
    float gain = model.weights.weight(run, fraud_column);
    if (verdict.fraud) {
      gain += model.weights.weight(run, verdict.type);
    } else {
      gain = -gain;
    }
    for (std::size_t k = begin; k < begin + length; ++k) {
      weight[k] += gain * model.rarity[run] / static_cast<float>(length);
    }
  });
  // Words: neighbours that all weigh for it, at most eight characters, cut at marks.
  std::vector<Reason> reasons;
  const auto is_word = [&](std::size_t i) {
    const char32_t c = normal.text[i];
    return weight[i] > 0 && (is_han(c) || is_letter(c));
  };
  for (std::size_t i = 0; i < size;) {
    if (!is_word(i)) {
      ++i;
      continue;
    }
    std::size_t end = i;
    float sum = 0;
    while (end < size && end - i < 8 && is_word(end)) {
      sum += weight[end++];
    }
    if (end - i >= 2) {
      reasons.push_back({normal.begin[i], normal.end[end - 1], sum});
    }
    i = end;
  }
  const auto heavier = [](const Reason& a, const Reason& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.begin < b.begin;
  };
  const auto kept = std::min(most, reasons.size());
  std::ranges::partial_sort(reasons, reasons.begin() + static_cast<std::ptrdiff_t>(kept), heavier);
  reasons.resize(kept);
  return reasons;
}

}  // namespace holdfast::text
