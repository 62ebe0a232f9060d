#include "cli/serving.hpp"

#include <fmt/core.h>

#include "api/words.hpp"
#include "base/log.hpp"
#include "cli/shipped.hpp"

namespace holdfast::cli {

namespace {

base::Result<base::LogLevel> log_level(std::string_view text) {
  if (text == "debug") return base::LogLevel::debug;
  if (text == "info") return base::LogLevel::info;
  if (text == "warn") return base::LogLevel::warn;
  if (text == "error") return base::LogLevel::error;
  return base::Error{base::ErrorCode::bad_input,
                     fmt::format("log level \"{}\" is none of debug, info, warn, error", text)};
}

}  // namespace

std::optional<api::Asset> shipped_asset(std::string_view path) {
  const auto file = shipped_file(path);
  if (!file) {
    return std::nullopt;
  }
  return api::Asset{file->bytes, std::string{file->content_type}, std::string{file->etag},
                    path.starts_with("/assets/")};
}

base::Result<std::shared_ptr<const api::Words>> shipped_words() {
  std::vector<api::NamedText> guides;
  for (const auto& file : shipped_guides()) {
    guides.push_back({file.path, file.bytes});
  }
  return api::read_words(shipped_text_model(), shipped_official_sites(), guides, shipped_quizzes());
}

base::Result<void> set_log_level(const Config& config) {
  const auto level = log_level(config.log_level);
  if (!level) {
    return level.error();
  }
  base::set_log_level(*level);
  return {};
}

}  // namespace holdfast::cli
