// The model file (doc/formats/warn.md): what it judges, two forests, the threshold of a flag, with
// a digest over all of it.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "warn/feature.hpp"
#include "warn/trees.hpp"

namespace holdfast::warn {

struct Model {
  Target target = Target::account;
  float threshold = 0;  // margin from which an account or a transfer is flagged
  /// Below this margin of the first round nothing was ever flagged: the second need not be asked,
  /// except for the score that stands in the end.
  float bar = 0;
  /// The score of a margin is 1 / (1 + exp(-(slope * margin + offset))): as often right as it says,
  /// in the worlds learned from.
  float slope = 1;
  float offset = 0;
  Forest first = {};
  Forest second = {};

  bool operator==(const Model&) const = default;
};

/// What both rounds say together. The second alone leans on how far the first could be trusted in
/// the worlds learned from; their mean errs less in others.
[[nodiscard]] inline float combine(float first, float second) {
  return (first + second) / 2;
}

[[nodiscard]] inline float score_of(const Model& model, float margin) {
  return probability(model.slope * margin + model.offset);
}

[[nodiscard]] std::string write_model(const Model& model);

/// Errors: corrupt, saying what does not fit; a model that asks for other features than this
/// program knows does not fit.
[[nodiscard]] base::Result<Model> read_model(std::string_view bytes);

}  // namespace holdfast::warn
