// What a thread is called in `top -H`, `perf` and a debugger. Any thread.
#pragma once

namespace holdfast::base {

/// Names the calling thread; the first 15 bytes count.
void name_thread(const char* name);

}  // namespace holdfast::base
