#include "scratch.hpp"

#include <cstdlib>

#include "base/check.hpp"

namespace holdfast::bench {

namespace fs = std::filesystem;

Scratch::Scratch() {
  auto pattern = (fs::temp_directory_path() / "holdfast-bench-XXXXXX").string();
  base::check(::mkdtemp(pattern.data()) != nullptr, "a directory for a benchmark's files");
  path_ = pattern;
  fs::permissions(path_, fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec);
}

Scratch::~Scratch() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace holdfast::bench
