#include "support/source_dir.hpp"

namespace holdfast::test {

std::filesystem::path source_dir() {
  return HOLDFAST_SOURCE_DIR;
}

}  // namespace holdfast::test
