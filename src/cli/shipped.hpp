// What the binary carries: the rule pack, the text model and the web bundle, put in by CMake.
#pragma once

#include <optional>
#include <string_view>

namespace holdfast::cli {

/// rules/spine.toml, byte for byte.
[[nodiscard]] std::string_view shipped_rules();

/// data/model/text.hft: what `holdfast text` judges with.
[[nodiscard]] std::string_view shipped_text_model();

struct ShippedFile {
  std::string_view bytes;
  std::string_view content_type;
  std::string_view etag;
};
/// A file of the web bundle, such as "/index.html"; nothing when the bundle lacks it or the binary
/// was built without one.
[[nodiscard]] std::optional<ShippedFile> shipped_file(std::string_view path);

}  // namespace holdfast::cli
