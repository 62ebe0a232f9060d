// Trains the shipped model from the corpus and measures it: on the authors held out, and on texts
// of other sources that it never learns from.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "text/corpus.hpp"
#include "text/learn.hpp"
#include "text/model.hpp"

namespace holdfast::text {

using Tell = std::function<void(std::string_view line)>;

/// Learns from all authors but those held out, and from `more`. The threshold is set where, with
/// some authors left out in turn, `false_alarms` of the ordinary texts would be called fraud; that
/// is done before anything is measured. Deterministic.
[[nodiscard]] Model train_model(const Corpus& corpus, const std::vector<Labelled>& more,
                                double false_alarms, const Tell& tell);

/// How a model does on the authors that are held out.
struct HeldOut {
  double recall = 0;        // of fraud
  double false_alarms = 0;  // of ordinary texts
  double macro_f1 = 0;      // over the fourteen types
  std::array<double, kind_names.size()> span_f1{};
  double ledger_f1 = 0;
};
/// Tells the table by author as it goes.
[[nodiscard]] HeldOut measure_held_out(const Model& model, const Corpus& corpus, const Tell& tell);

/// One line on texts of another source: recall and false alarms at the frozen threshold.
void measure_source(const Model& model, std::string_view name, const std::vector<Labelled>& texts,
                    const Tell& tell);

}  // namespace holdfast::text
