#include "base/background.hpp"

#include <sys/resource.h>

namespace holdfast::base {

void run_in_background() {
  constexpr int behind_the_others = 5;  // about a third of the share of a thread beside it
  static_cast<void>(setpriority(PRIO_PROCESS, 0, behind_the_others));
}

}  // namespace holdfast::base
