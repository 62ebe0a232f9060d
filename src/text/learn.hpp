// Makes a classifier from labelled texts: which runs of characters count and how much, weights,
// threshold and calibration. Deterministic.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "text/classify.hpp"

namespace holdfast::text {

/// A text to learn from or to measure with.
struct Labelled {
  std::string group;  // author or source: what cross-validation leaves out together
  std::u32string text;
  std::size_t type = ordinary;
  bool knows_type = true;  // false where a source only says whether it is fraud
  float importance = 1;
};

/// Weights without calibration: slope 1, threshold 0.
[[nodiscard]] ClassModel learn_weights(std::span<const Labelled* const> texts);

/// A margin and whether the text that it belongs to is fraud.
struct Margin {
  float value = 0;
  bool fraud = false;
};

/// Sets the threshold where the given share of ordinary margins lies above, and the slope by
/// logistic regression (Platt). `margins` come from texts the weights were not learned from.
void calibrate(ClassModel& model, std::vector<Margin> margins, double false_alarms);

/// Margins of the texts of the groups in `fold`, by weights learned from the others. Texts that
/// count less than others (beginnings of talks) give none.
[[nodiscard]] std::vector<Margin> left_out_margins(std::span<const Labelled* const> texts,
                                                   std::span<const std::string> fold);

}  // namespace holdfast::text
