// Threads whose work nobody waits for. Any thread.
#pragma once

namespace holdfast::base {

/// From here on the calling thread goes on only with the processor time that others leave, and
/// with a small share where they leave none. For Linux, where a priority is a thread's own; where
/// the system refuses, nothing changes.
void run_in_background();

}  // namespace holdfast::base
