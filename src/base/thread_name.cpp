#include "base/thread_name.hpp"

#include <sys/prctl.h>

namespace holdfast::base {

void name_thread(const char* name) {
  ::prctl(PR_SET_NAME, name);  // a name that is not taken does no harm
}

}  // namespace holdfast::base
