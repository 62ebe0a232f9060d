// What the binary carries: rule pack, models, guides, official sites and the web bundle, put in
// by CMake.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace holdfast::cli {

struct ShippedFile {
  std::string_view path;  // from the root of the sources; of the web bundle: as browsers ask
  std::string_view bytes;
  std::string_view content_type;
  std::string_view etag;
};

/// rules/spine.toml, byte for byte.
[[nodiscard]] std::string_view shipped_rules();
/// data/model/text.hft: what `holdfast text` judges with.
[[nodiscard]] std::string_view shipped_text_model();
/// rules/warn.toml: the rules of early warning beside the model.
[[nodiscard]] std::string_view shipped_warn_rules();
/// data/model/warn.hfw: what `holdfast warn` judges accounts with, and goes on learning from.
[[nodiscard]] std::string_view shipped_warn_model();
/// data/official_sites.toml.
[[nodiscard]] std::string_view shipped_official_sites();
/// data/quiz.toml: questions of quizzes that are taken by link.
[[nodiscard]] std::string_view shipped_quizzes();
/// data/guide/*.toml, by name.
[[nodiscard]] std::vector<ShippedFile> shipped_guides();

/// A file of the web bundle, such as "/index.html"; nothing when the bundle lacks it or the binary
/// was built without one.
[[nodiscard]] std::optional<ShippedFile> shipped_file(std::string_view path);

}  // namespace holdfast::cli
