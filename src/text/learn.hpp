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
  float importance = 1;    // 0: not learned from, measured with alone
  std::size_t talk = 0;    // beginnings and the whole of one talk have one number, from 1
};

/// Weights without calibration.
[[nodiscard]] ClassModel learn_weights(std::span<const Labelled* const> texts);

/// The margin of a text, its length, and whether it is fraud.
struct Margin {
  float value = 0;
  std::size_t length = 0;  // characters of the normal form
  bool fraud = false;
  float importance = 1;  // less than 1: the beginning of a talk
  std::size_t talk = 0;

  [[nodiscard]] bool is_whole() const { return importance >= 1; }
};

/// By logistic regression (Platt) over margin and length of what was learned from, then moved so
/// that the given share of whole ordinary texts are alarms, and twice that of ordinary talks at
/// some turn. `margins` come from texts the weights were not learned from.
[[nodiscard]] Calibration calibrated(std::span<const Margin> margins, double false_alarms);

/// Margins of the texts of the groups in `fold`, by weights learned from the others.
[[nodiscard]] std::vector<Margin> left_out_margins(std::span<const Labelled* const> texts,
                                                   std::span<const std::string> fold);

}  // namespace holdfast::text
