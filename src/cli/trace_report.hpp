// How `holdfast trace` shows its result: JSON for programs, a table for people. Both depend on the
// result alone. One thread.
#pragma once

#include <cstdio>

#include "cli/trace_input.hpp"
#include "trace/trace.hpp"

namespace holdfast::cli {

/// Accounts by account text (bytewise), transfers in replay order. `unfollowed_fen` stands in each
/// account only when a limit was asked for.
enum class Unfollowed { hidden, shown };
void write_trace_json(std::FILE* out, const TransferFile& transfers,
                      const trace::TraceResult& result, Unfollowed unfollowed);

/// A summary, then the accounts with the largest remainder first.
void write_trace_table(std::FILE* out, const TransferFile& transfers,
                       const trace::TraceResult& result, Unfollowed unfollowed);

}  // namespace holdfast::cli
