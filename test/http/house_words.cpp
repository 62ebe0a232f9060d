#include "house_words.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

#include "support/source_dir.hpp"

namespace holdfast::http_test {

namespace {

std::string content_of(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace

std::shared_ptr<const api::Words> words_of_the_house() {
  static const auto words = [] {
    const auto data = test::source_dir() / "data";
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator{data / "guide"}) {
      if (entry.path().extension() == ".toml") {
        files.push_back(entry.path());
      }
    }
    std::sort(files.begin(), files.end());
    std::vector<std::string> names;
    std::vector<std::string> texts;
    for (const auto& file : files) {
      names.push_back(file.filename());
      texts.push_back(content_of(file));
    }
    std::vector<api::NamedText> guides;
    for (std::size_t i = 0; i < files.size(); ++i) {
      guides.push_back({names[i], texts[i]});
    }
    auto read = api::read_words(content_of(data / "model/text.hft"),
                                content_of(data / "official_sites.toml"), guides,
                                content_of(data / "quiz.toml"));
    EXPECT_TRUE(read.ok()) << (read ? "" : read.error().where + read.error().message);
    return *read;
  }();
  return words;
}

}  // namespace holdfast::http_test
