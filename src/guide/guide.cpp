#include "guide/guide.hpp"

#include <array>
#include <fmt/core.h>
#include <toml++/toml.h>

namespace holdfast::guide {

namespace {

/// Reads one language; the first thing that is wrong is kept.
class Reader {
 public:
  Reader(const toml::table& root, std::string_view language)
      : table_(root[language].as_table()), language_(language) {
    if (table_ == nullptr) {
      wrong_ = fmt::format("[{}] is missing", language);
    }
  }

  std::string text(std::string_view key) {
    const auto value = table_ == nullptr ? std::nullopt : (*table_)[key].value<std::string>();
    if (!value || value->empty()) {
      note(key, "is missing or no text");
      return {};
    }
    return *value;
  }

  std::vector<std::string> list(std::string_view key) {
    std::vector<std::string> items;
    const auto* array = table_ == nullptr ? nullptr : (*table_)[key].as_array();
    if (array == nullptr || array->empty()) {
      note(key, "is missing or no list");
      return items;
    }
    for (const auto& node : *array) {
      const auto value = node.value<std::string>();
      if (!value || value->empty()) {
        note(key, "holds something that is no text");
        return {};
      }
      items.push_back(*value);
    }
    return items;
  }

  Wording wording() {
    Wording words{text("title"),  text("summary"), text("story"), list("dialogue"),
                  list("poster"), list("steps"),   list("signs"), list("do"),
                  list("never"),  list("if_paid"), list("ask")};
    if (words.poster.size() != 3) {
      note("poster", "has three lines");
    }
    return words;
  }

  [[nodiscard]] const std::string& wrong() const { return wrong_; }

 private:
  void note(std::string_view key, std::string_view what) {
    if (wrong_.empty()) {
      wrong_ = fmt::format("{}.{} {}", language_, key, what);
    }
  }

  const toml::table* table_;
  std::string_view language_;
  std::string wrong_;
};

}  // namespace

base::Result<Guide> parse_guide(std::string_view name, std::string_view text) {
  const auto bad = [&](std::string message) {
    return base::Error{base::ErrorCode::bad_input, std::move(message), std::string{name}};
  };
  toml::table root;
  try {
    root = toml::parse(text);
  } catch (const toml::parse_error& error) {
    return bad(fmt::format("line {}: {}", error.source().begin.line, error.description()));
  }
  Guide guide;
  guide.type = root["type"].value<std::string>().value_or("");
  if (guide.type.empty()) {
    return bad("type is missing");
  }
  const auto updated = root["updated"].value<toml::date>();
  if (!updated) {
    return bad("updated is missing or no date");
  }
  guide.updated = fmt::format("{:04}-{:02}-{:02}", updated->year, updated->month, updated->day);
  for (const auto& [language, wording] : {std::pair{"zh", &guide.zh}, std::pair{"en", &guide.en}}) {
    Reader reader{root, language};
    *wording = reader.wording();
    if (!reader.wrong().empty()) {
      return bad(reader.wrong());
    }
  }
  return guide;
}

}  // namespace holdfast::guide
