// Where and with what transfers were made: the columns ip, mac, device, terminal, place and told_by
// that `holdfast statement` writes beside the canonical ones.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cli/trace_input.hpp"
#include "workbench/cashing.hpp"
#include "workbench/together.hpp"

namespace holdfast::cli {

class TransferMarks {
 public:
  /// Reads the file anew; rows whose id no transfer has are passed over. A file without these
  /// columns has no marks. Errors: bad_input where it cannot be read or its header lacks the id.
  [[nodiscard]] base::Result<void> read(const std::string& path, const TransferFile& transfers);

  /// Of the account that told of the transfer; else of its payer, who ordered it.
  [[nodiscard]] const std::vector<workbench::Use>& uses() const { return uses_; }
  [[nodiscard]] std::vector<workbench::Spot> spots_of(const workbench::Payments& payments) const;
  /// Number 0 is the empty text.
  [[nodiscard]] const std::string& text(std::uint32_t number) const { return texts_[number]; }

 private:
  void take(const feed::CsvRecord& record, const TransferFile& transfers);
  std::uint32_t number_of(std::string_view text);

  std::vector<std::string> texts_{std::string{}};
  std::map<std::string, std::uint32_t, std::less<>> numbers_{{std::string{}, 0}};
  std::vector<workbench::Use> uses_;
  std::map<std::uint64_t, workbench::Spot> spots_;          // by sequence
  std::map<std::string, std::size_t, std::less<>> places_;  // of columns
};

}  // namespace holdfast::cli
