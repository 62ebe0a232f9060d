// The files of `holdfast warn`: transfers as a world in the order of time, labels beside it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cli/file_query.hpp"
#include "warn/learn.hpp"

namespace holdfast::cli {

/// A file of transfers with the world that is made of it.
class WarnFile {
 public:
  /// Errors: as read_file.
  [[nodiscard]] base::Result<void> read(const FileArguments& arguments, Console console);

  [[nodiscard]] const TransferFile& transfers() const { return transfers_; }
  [[nodiscard]] const warn::World& world() const { return world_; }
  [[nodiscard]] std::string_view account(std::size_t number) const {
    return transfers_.graph().key(fund::AccountId{static_cast<std::uint32_t>(number)});
  }
  [[nodiscard]] std::string_view id(std::size_t movement) const {
    return transfers_.id(sequences_[movement]);
  }
  /// Later movements are forgotten.
  void cut(base::Instant until);
  /// Place of the first movement at or after `from`; how many there are when none is.
  [[nodiscard]] std::size_t first_at(base::Instant from) const;
  [[nodiscard]] std::optional<std::size_t> find(std::string_view id) const;

 private:
  TransferFile transfers_;
  warn::World world_;
  std::vector<fund::Sequence> sequences_;  // of movements
  std::vector<std::uint32_t> places_;      // of sequences
};

struct ReadLabels {
  warn::Target target = warn::Target::account;
  std::vector<warn::Label> labels;
  std::size_t strangers = 0;  // labels of what no transfer names
};

/// Reads `account,label` or `id,label`, 1 for bad and 0 for good; what is not named is good.
/// Errors: bad_input at the place, for another header, another label, or one that is named twice
/// with different labels.
[[nodiscard]] base::Result<ReadLabels> read_labels(const std::string& path, const WarnFile& file);

}  // namespace holdfast::cli
