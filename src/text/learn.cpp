#include "text/learn.hpp"

#include <algorithm>
#include <cmath>

#include "text/linear.hpp"

namespace holdfast::text {

namespace {

constexpr int passes = 20;
constexpr float cost = 4.0F;

std::vector<std::uint32_t> grams_of(std::u32string_view text) {
  Seen seen;
  add_grams(normalise(text), seen, [](std::uint32_t) {});
  return seen.all();
}

}  // namespace

ClassModel learn_weights(std::span<const Labelled* const> texts) {
  std::vector<std::vector<std::uint32_t>> grams(texts.size());
  std::vector<std::uint32_t> documents(class_buckets, 0);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    grams[i] = grams_of(texts[i]->text);
    for (const std::uint32_t bucket : grams[i]) {
      ++documents[bucket];
    }
  }
  ClassModel model;
  model.rarity.assign(class_buckets, 0);
  for (std::size_t b = 0; b < class_buckets; ++b) {
    if (documents[b] >= 3) {
      const double rarity =
          std::log((1.0 + static_cast<double>(texts.size())) / (1.0 + documents[b])) + 1;
      // Kept in 1/16ths, as the file keeps it.
      model.rarity[b] = static_cast<float>(std::clamp(std::lround(rarity * 16), 1L, 255L)) / 16;
    }
  }
  std::array<double, columns> share{};  // of the samples that want a column
  double all = 0;
  for (const Labelled* const text : texts) {
    share[text->type] += static_cast<double>(text->importance);
    share[fraud_column] += text->type != ordinary ? static_cast<double>(text->importance) : 0.0;
    all += static_cast<double>(text->importance);
  }
  std::vector<Sample> samples(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    Sample& sample = samples[i];
    float square = 0;
    for (const std::uint32_t bucket : grams[i]) {
      if (model.rarity[bucket] > 0) {
        sample.buckets.push_back(bucket);
        sample.values.push_back(model.rarity[bucket]);
        square += model.rarity[bucket] * model.rarity[bucket];
      }
    }
    for (float& value : sample.values) {
      value /= std::sqrt(square);
    }
    const Labelled& text = *texts[i];
    for (std::size_t c = 0; c <= fraud_column; ++c) {
      const bool wanted = c == fraud_column ? text.type != ordinary : text.type == c;
      // Types are told apart among fraud; ordinary texts teach only whether it is fraud.
      const bool learns =
          c == fraud_column || (text.knows_type && text.type != ordinary && c != ordinary);
      sample.want[c] = !learns ? std::int8_t{0} : wanted ? std::int8_t{1} : std::int8_t{-1};
      const double balance = wanted ? std::sqrt(all / (2 * std::max(share[c], 1.0))) : 1;
      sample.cost[c] = cost * text.importance * static_cast<float>(std::min(balance, 4.0));
    }
    grams[i].clear();
    grams[i].shrink_to_fit();
  }
  model.weights = Table(train_linear(samples, class_buckets, passes));
  return model;
}

void calibrate(ClassModel& model, std::vector<Margin> margins, double false_alarms) {
  std::vector<float> calm;
  for (const Margin& margin : margins) {
    if (!margin.fraud) {
      calm.push_back(margin.value);
    }
  }
  if (calm.empty()) {
    return;
  }
  std::ranges::sort(calm, std::greater{});
  const auto allowed =
      static_cast<std::size_t>(std::floor(false_alarms * static_cast<double>(calm.size())));
  model.threshold = std::nextafter(calm[std::min(allowed, calm.size() - 1)], 1e9F);
  // The slope alone, by Newton steps: the threshold stays where it was set.
  double slope = 2;
  for (int step = 0; step < 50; ++step) {
    double first = 1e-3 * slope;
    double second = 1e-3;
    for (const Margin& margin : margins) {
      const double x = static_cast<double>(margin.value) - static_cast<double>(model.threshold);
      const double p = 1 / (1 + std::exp(-slope * x));
      first += (p - (margin.fraud ? 1 : 0)) * x;
      second += p * (1 - p) * x * x;
    }
    slope = std::clamp(slope - first / second, 0.5, 50.0);
  }
  model.slope = static_cast<float>(slope);
}

std::vector<Margin> left_out_margins(std::span<const Labelled* const> texts,
                                     std::span<const std::string> fold) {
  const auto is_left_out = [&](const Labelled& text) {
    return std::ranges::find(fold, text.group) != fold.end();
  };
  std::vector<const Labelled*> rest;
  for (const Labelled* const text : texts) {
    if (!is_left_out(*text)) {
      rest.push_back(text);
    }
  }
  const ClassModel model = learn_weights(rest);
  std::vector<Margin> margins;
  for (const Labelled* const text : texts) {
    if (is_left_out(*text) && text->importance >= 1) {
      Reader reader(model);
      reader.read(text->text);
      margins.push_back({reader.margin(), text->type != ordinary});
    }
  }
  return margins;
}

}  // namespace holdfast::text
