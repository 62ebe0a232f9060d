#include "base/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace holdfast::base {

void fail_check(std::string_view what, const std::source_location& at) {
  std::fprintf(stderr, "holdfast: broken check at %s:%u: %.*s\n", at.file_name(), at.line(),
               static_cast<int>(what.size()), what.data());
  std::fflush(stderr);
  std::abort();
}

}  // namespace holdfast::base
