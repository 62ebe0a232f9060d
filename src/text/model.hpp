// The model file (doc/formats/text.md): classifier, tagger and ledger, with a digest over all of
// it.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "text/classify.hpp"
#include "text/ledger.hpp"
#include "text/tagger.hpp"

namespace holdfast::text {

struct Model {
  ClassModel classes;
  TagModel tags;
  LedgerModel ledger;
};

[[nodiscard]] std::string write_model(const Model& model);

/// Errors: corrupt, saying what does not fit.
[[nodiscard]] base::Result<Model> read_model(std::string_view bytes);

}  // namespace holdfast::text
