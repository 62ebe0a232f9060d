// The analyst's questions of a file of transfers: options in, a table out.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "cli/file_query.hpp"
#include "workbench/ask.hpp"

namespace holdfast::cli {

struct AnalyseArguments {
  std::string question;
  FileArguments file;
  std::vector<std::string> accounts;
  std::string now;
  workbench::Options::Texts options;  // those that were given, by the question's own names
  std::uint64_t limit = 1000;
  std::uint64_t transfers_max = 5'000'000;
  std::string csv;
  std::string graphml;
};

/// "amount_min_yuan" is "--amount-min-yuan".
[[nodiscard]] std::string option_text(std::string_view name);

/// Errors: wrong_usage of an option, bad_input of an account that no transfer names.
[[nodiscard]] base::Result<workbench::Answered> analyse(const AnalyseArguments& arguments,
                                                        const TransferFile& transfers);
/// How accounts and transfers of the file are written.
[[nodiscard]] workbench::Names names_in(const TransferFile& transfers);

}  // namespace holdfast::cli
