// Where the sources lie, for tests that read rules, stories and golden files. The one place that
// knows the path, so that a test compiled in one clone can be used from the cache in another.
#pragma once

#include <filesystem>

namespace holdfast::test {

/// The root of the repository that this test was built from, absolute.
[[nodiscard]] std::filesystem::path source_dir();

}  // namespace holdfast::test
