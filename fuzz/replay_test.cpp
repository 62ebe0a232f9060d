// Every input in test/corpus, once through its target: seeds, and what once broke something. The
// compiler of the product is enough for it. A file that still breaks ends the program at its check.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

#include "support/source_dir.hpp"
#include "targets.hpp"

namespace holdfast::fuzz {
namespace {

std::vector<std::filesystem::path> inputs_of(std::string_view target) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator{test::source_dir() / "test" / "corpus" / target}) {
    files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

class Corpus : public testing::TestWithParam<Target> {};

TEST_P(Corpus, BreaksNothing) {
  const auto files = inputs_of(GetParam().name);
  ASSERT_FALSE(files.empty()) << "no seed for " << GetParam().name;
  for (const auto& file : files) {
    SCOPED_TRACE(file.string());
    std::ifstream in{file, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    GetParam().run(bytes);
    // Cut anywhere, it is refused or read, never worse.
    for (const std::size_t share : {1U, 2U, 3U}) {
      GetParam().run(std::string_view{bytes}.substr(0, bytes.size() * share / 4));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Targets, Corpus, testing::ValuesIn(targets().begin(), targets().end()),
                         [](const auto& with) { return std::string{with.param.name}; });

}  // namespace
}  // namespace holdfast::fuzz
