// The assisted channel's paper: orders as fields to copy and as a batch file, results as a file
// that comes back (internal to api). Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fen.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"
#include "port/partner.hpp"

namespace holdfast::api {

/// A field as the terminal's form asks for it.
struct CopyField {
  std::string name;   // English, stable
  std::string title;  // Chinese, as the form says it
  std::string value;
};
/// In the order of the form; those that the order does not have are left out.
[[nodiscard]] std::vector<CopyField> copy_fields(const port::PartnerMessage& message);

/// One line an order, all columns, for Excel: UTF-8 with a byte order mark, CRLF. A number that
/// Excel would round and a text that it would compute begin with an apostrophe.
[[nodiscard]] std::string batch_csv(const std::vector<port::PartnerMessage>& messages);

/// A line of a result file.
struct ResultRow {
  std::uint64_t line = 0;
  std::string application_id;
  std::string result;  // four digits
  std::string message;
  std::string partner_number;
  std::string platform_number;
  std::optional<base::Fen> balance;
  std::optional<base::Fen> held;
  std::optional<base::Instant> start;
  std::optional<base::Instant> end;
  std::string registered_name;
};
/// Why a line could not be read.
struct ResultFault {
  std::uint64_t line = 0;
  std::string field;
  std::string reason;
};
struct ResultFile {
  std::vector<ResultRow> rows;
  std::vector<ResultFault> faults;
};
/// CSV in UTF-8 or GBK whose header names its columns in Chinese or English, in any order; columns
/// that nobody knows are passed over. Errors: bad_input when there is no header with the number and
/// the result, or more than 5,000 lines.
[[nodiscard]] base::Result<ResultFile> read_results(std::string_view bytes);

}  // namespace holdfast::api
