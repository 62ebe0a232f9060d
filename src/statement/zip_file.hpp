// The parts of a zip archive in memory, inflated piece by piece and held to limits. One thread at a
// time; the bytes must outlive it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "statement/sheet.hpp"

namespace holdfast::statement {

class ZipFile {
 public:
  /// Errors: bad_input for bytes that are no archive, too_large for one of too many parts.
  [[nodiscard]] static base::Result<ZipFile> open(std::string_view bytes, const Limits& limits);
  ~ZipFile();
  ZipFile(ZipFile&&) noexcept;
  ZipFile& operator=(ZipFile&&) noexcept;

  /// The part's name as the archive spells it: without regard to case; nothing if it is not there.
  [[nodiscard]] bool has(const std::string& name) const;

  using Take = std::function<base::Result<void>(std::string_view piece)>;
  /// Hands on the part's bytes. Errors: bad_input when it is missing, encrypted or broken (its
  /// checksum is verified), too_large over the limits, and whatever `take` answers.
  [[nodiscard]] base::Result<void> read(const std::string& name, const Take& take);

 private:
  struct State;
  explicit ZipFile(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace holdfast::statement
