#include "text/classify.hpp"

#include <algorithm>
#include <cmath>

#include "text/fold.hpp"

namespace holdfast::text {

void Reader::read(std::u32string_view piece) {
  const Normal normal = normalise(piece);
  add_grams(normal, seen_, [this](std::uint32_t bucket) {
    const float value = model_->rarity[bucket];
    if (value > 0) {
      model_->weights.add(bucket, value, sums_);
      square_ += value * value;
    }
  });
}

float Reader::margin() const {
  const float norm = square_ > 0 ? std::sqrt(square_) : 1;
  return sums_[fraud_column] * model_->weights.scale()[fraud_column] / norm;
}

Verdict Reader::verdict() const {
  Verdict verdict;
  if (square_ <= 0) {
    return verdict;  // nothing was read that the model knows
  }
  const double away = static_cast<double>(model_->slope) *
                      (static_cast<double>(margin()) - static_cast<double>(model_->threshold));
  verdict.score = 1 / (1 + std::exp(-away));
  verdict.fraud = verdict.score >= 0.5;
  if (verdict.fraud) {
    Row sums = sums_;
    model_->weights.apply_scale(sums);
    verdict.type = static_cast<std::size_t>(
        std::max_element(sums.begin(), sums.begin() + ordinary) - sums.begin());
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
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t n = 1; n <= gram_max && i + n <= size; ++n) {
      const std::uint32_t bucket = gram_bucket(normal.text, i, n);
      const float value = model.rarity[bucket];
      if (value <= 0) {
        continue;
      }
      float gain = model.weights.weight(bucket, fraud_column);
      if (verdict.fraud) {
        gain += model.weights.weight(bucket, verdict.type);
      } else {
        gain = -gain;
      }
      for (std::size_t k = i; k < i + n; ++k) {
        weight[k] += gain * value / static_cast<float>(n);
      }
    }
  }
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
