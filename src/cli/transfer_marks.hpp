// Where and with what transfers of a file were made: the columns ip, mac, device, terminal, place
// and told_by that `holdfast statement` writes beside the canonical ones.
#pragma once

#include <string>

#include "base/result.hpp"
#include "cli/trace_input.hpp"
#include "workbench/marks.hpp"

namespace holdfast::cli {

/// Reads the file anew; rows whose id no transfer has are passed over. What was used is of the
/// account that told of the transfer; else of its payer, who ordered it. A file without these
/// columns has no marks. Errors: bad_input where it cannot be read or its header lacks the id.
[[nodiscard]] base::Result<workbench::Marks> read_marks(const std::string& path,
                                                        const TransferFile& transfers);

}  // namespace holdfast::cli
