// The analyst's questions: options in, a table out.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cli/answer_table.hpp"
#include "cli/file_query.hpp"

namespace holdfast::cli {

struct AnalyseArguments {
  std::string question;
  FileArguments file;
  std::vector<std::string> accounts;
  std::string since;
  std::string until;
  std::string now;
  std::string amount_min;
  std::string in_min;
  std::string window;  // returning: 3d
  std::string quickly = "1h";
  std::string silence = "7d";
  std::string stay = "48h";
  std::string apart = "30m";
  std::string kept = "30d";
  std::string side = "out";
  std::uint32_t shared_min = 2;
  std::uint32_t hops = 4;
  std::uint32_t levels = 5;
  std::uint32_t size_min = 3;
  std::uint32_t users_max = 50;
  std::uint64_t limit = 1000;
  std::uint64_t transfers_max = 5'000'000;
  std::string csv;
  std::string graphml;
};

struct Analysis {
  AnswerTable table;
  workbench::Payments payments;  // what the picture draws from
};

/// Names for --help and for an error.
inline constexpr std::array<std::string_view, 9> analyse_questions{
    "common", "appearing", "passing", "returning", "together",
    "rhythm", "levels",    "groups",  "cash"};

/// Errors: wrong_usage of an option, bad_input of an account that no transfer names.
[[nodiscard]] base::Result<Analysis> analyse(const AnalyseArguments& arguments,
                                             const TransferFile& transfers);

}  // namespace holdfast::cli
