#include "text/learn.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <iterator>
#include <map>
#include <numeric>
#include <unordered_map>

#include "text/linear.hpp"

namespace holdfast::text {

namespace {

constexpr int passes = 20;
constexpr float cost = 4.0F;
constexpr double ridge = 1e-3;
/// Ordinary talks may raise an alarm at some turn so many times as often as an ordinary text may: a
/// talk that was judged too carefully is known for a fraud only when it is over.
constexpr double talk_false_alarms = 2;

/// The solution of `matrix` x = `right` by elimination; the matrix is positive definite.
template <std::size_t n>
std::array<double, n> solved(std::array<std::array<double, n>, n> matrix,
                             std::array<double, n> right) {
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = i + 1; k < n; ++k) {
      const double factor = matrix[k][i] / matrix[i][i];
      for (std::size_t j = i; j < n; ++j) {
        matrix[k][j] -= factor * matrix[i][j];
      }
      right[k] -= factor * right[i];
    }
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t j = i + 1; j < n; ++j) {
      right[i] -= matrix[i][j] * right[j];
    }
    right[i] /= matrix[i][i];
  }
  return right;
}

/// Runs of fewer texts than this are not learned from.
constexpr double documents_min = 4;

/// The runs of enough texts, in ascending order of their prints, and what one occurrence counts:
/// the square of the usual logarithm, as a run's rarity says more of what a text is about than of
/// who wrote it. A text counts as much as it is important, so that many that are alike do not
/// decide what is rare.
void learn_runs(std::span<const Labelled* const> texts, std::span<const std::vector<Print>> prints,
                ClassModel& model) {
  std::unordered_map<Print, double> documents;
  double all = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto counts = static_cast<double>(texts[i]->importance);
    for (const Print print : prints[i]) {
      documents[print] += counts;
    }
    all += counts;
  }
  std::vector<Print> known;
  for (const auto& [print, count] : documents) {
    if (count >= documents_min) {
      known.push_back(print);
    }
  }
  std::ranges::sort(known);
  for (const Print print : known) {
    const double rarity = std::log((1 + all) / (1 + documents.at(print))) + 1;
    // Kept in quarters, as the file keeps it.
    model.rarity.push_back(
        static_cast<float>(std::clamp(std::lround(rarity * rarity * 4), 1L, 255L)) / 4);
  }
  model.runs = Vocabulary(std::move(known));
}

}  // namespace

ClassModel learn_weights(std::span<const Labelled* const> all_texts) {
  std::vector<const Labelled*> texts;
  std::ranges::copy_if(all_texts, std::back_inserter(texts),
                       [](const Labelled* text) { return text->importance > 0; });
  std::vector<std::vector<Print>> prints(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    prints[i] = prints_of(texts[i]->text);
  }
  ClassModel model;
  learn_runs(texts, prints, model);
  std::array<double, columns> share{};  // of the samples that want a column
  double all = 0;
  for (const Labelled* const text : texts) {
    share[text->type] += text->knows_type ? static_cast<double>(text->importance) : 0.0;
    share[fraud_column] += text->type != ordinary ? static_cast<double>(text->importance) : 0.0;
    all += static_cast<double>(text->importance);
  }
  std::vector<Sample> samples(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    Sample& sample = samples[i];
    float square = 0;
    for (const Print print : prints[i]) {
      const std::uint32_t run = model.runs.find(print);
      if (run != Vocabulary::unknown) {
        sample.buckets.push_back(run);
        sample.values.push_back(model.rarity[run]);
        square += model.rarity[run] * model.rarity[run];
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
    prints[i] = {};
  }
  model.weights = Table(train_linear(samples, model.runs.size(), passes));
  return model;
}

namespace {

/// A little above the largest value that may not be an alarm where a share of all may; 0 of none.
float beyond(std::vector<double> values, double share) {
  if (values.empty()) {
    return 0;
  }
  std::ranges::sort(values, std::greater{});
  const auto allowed =
      static_cast<std::size_t>(std::floor(share * static_cast<double>(values.size())));
  return static_cast<float>(values[std::min(allowed, values.size() - 1)] + 1e-4);
}

}  // namespace

Calibration calibrated(std::span<const Margin> margins, double false_alarms) {
  constexpr std::size_t n = 4;
  using Vector = std::array<double, n>;
  const auto terms = [](const Margin& margin) {
    const double m = static_cast<double>(margin.value);
    const double l = std::log1p(static_cast<double>(margin.length));
    return Vector{1, m, l, m * l};
  };
  Vector weights{};
  for (int step = 0; step < 50; ++step) {
    // A Newton step; the small square term keeps it solvable where texts can be told apart.
    Vector gradient{};
    std::array<Vector, n> curvature{};
    for (std::size_t i = 0; i < n; ++i) {
      gradient[i] = ridge * weights[i];
      curvature[i][i] = ridge;
    }
    for (const Margin& margin : margins) {
      if (margin.importance <= 0) {
        continue;
      }
      const Vector x = terms(margin);
      const double p =
          1 / (1 + std::exp(-std::inner_product(x.begin(), x.end(), weights.begin(), 0.0)));
      for (std::size_t i = 0; i < n; ++i) {
        gradient[i] += (p - (margin.fraud ? 1 : 0)) * x[i];
        for (std::size_t j = 0; j < n; ++j) {
          curvature[i][j] += p * (1 - p) * x[i] * x[j];
        }
      }
    }
    const Vector change = solved(curvature, gradient);
    for (std::size_t i = 0; i < n; ++i) {
      weights[i] -= change[i];
    }
  }
  Calibration calibration{.base = static_cast<float>(weights[0]),
                          .slope = static_cast<float>(weights[1]),
                          .by_length = static_cast<float>(weights[2]),
                          .slope_by_length = static_cast<float>(weights[3])};
  std::vector<double> calm;
  for (const Margin& margin : margins) {
    if (!margin.fraud && margin.is_whole()) {
      calm.push_back(calibration.logit(margin.value, margin.length));
    }
  }
  calibration.base -= beyond(calm, false_alarms);
  std::map<std::size_t, double> loudest;  // of each ordinary talk, at any turn
  for (const Margin& margin : margins) {
    if (!margin.fraud && margin.talk > 0) {
      const double logit = calibration.logit(margin.value, margin.length);
      const auto at = loudest.try_emplace(margin.talk, logit).first;
      at->second = std::max(at->second, logit);
    }
  }
  calm.clear();
  for (const auto& [talk, logit] : loudest) {
    calm.push_back(logit);
  }
  calibration.talk = std::max(beyond(calm, talk_false_alarms * false_alarms), 0.0F);
  return calibration;
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
    if (is_left_out(*text)) {
      Reader reader(model);
      reader.read(text->text);
      margins.push_back(
          {reader.margin(), reader.length(), text->type != ordinary, text->importance, text->talk});
    }
  }
  return margins;
}

}  // namespace holdfast::text
