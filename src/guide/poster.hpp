// A guide as a poster.
#pragma once

#include <string>
#include <string_view>

#include "guide/guide.hpp"
#include "paper/poster.hpp"

namespace holdfast::guide {

enum class Language { zh, en };

/// Errors: bad_input for another name than zh and en.
[[nodiscard]] base::Result<Language> language_named(std::string_view name);
/// Errors: bad_input for another name than a4 and a3.
[[nodiscard]] base::Result<paper::PosterSize> size_named(std::string_view name);

/// `site` is where citizens reach the public pages; the QR code opens the guide there.
[[nodiscard]] paper::Poster poster_of(const Guide& guide, Language language,
                                      const std::string& site);

/// The guide to that type of fraud; null where there is none.
[[nodiscard]] const Guide* guide_to(const std::vector<Guide>& guides, std::string_view type);

}  // namespace holdfast::guide
