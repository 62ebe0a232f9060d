// What the server knows about words: the text model, the official sites, the guides.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "guide/guide.hpp"
#include "guide/quiz.hpp"
#include "link/official_sites.hpp"
#include "text/model.hpp"

namespace holdfast::api {

struct Words {
  text::Model model;
  link::OfficialSites sites;
  std::vector<guide::Guide> guides;
  std::string guides_json;  // as GET /public/guides answers
  std::vector<guide::Quiz> quizzes;
};

/// A file of guides by name and content.
struct NamedText {
  std::string_view name;
  std::string_view text;
};
/// Errors: those of the readers, with what they say is wrong.
[[nodiscard]] base::Result<std::shared_ptr<const Words>> read_words(
    std::string_view text_model, std::string_view official_sites, std::span<const NamedText> guides,
    std::string_view quizzes);

/// What a text is, as POST /public/advice answers, from the body that asks. Errors: bad_input with
/// the member.
[[nodiscard]] base::Result<std::string> advice_on(const Words& words, std::string_view body,
                                                  std::string_view telephone);

}  // namespace holdfast::api
