// Files that somebody sent and that nothing has become of yet: written to the disk without a name,
// so that they go with the process whatever happens. Each has one writer, and any number of readers
// once it is finished.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/digest.hpp"
#include "base/result.hpp"

namespace holdfast::analyst {

/// How much all spooled files together may take.
class SpoolBudget {
 public:
  explicit SpoolBudget(std::uint64_t bytes_max) : bytes_max_(bytes_max) {}
  [[nodiscard]] bool take(std::uint64_t bytes);
  void give_back(std::uint64_t bytes) { used_ -= bytes; }
  [[nodiscard]] std::uint64_t used() const { return used_; }

 private:
  const std::uint64_t bytes_max_;
  std::atomic<std::uint64_t> used_{0};
};

class SpooledFile {
 public:
  /// In that folder, which exists. Errors: io.
  [[nodiscard]] static base::Result<std::unique_ptr<SpooledFile>> create(
      const std::filesystem::path& folder, std::shared_ptr<SpoolBudget> budget);
  ~SpooledFile();
  SpooledFile(const SpooledFile&) = delete;
  SpooledFile& operator=(const SpooledFile&) = delete;

  /// Errors: too_many when the budget is used up, io.
  [[nodiscard]] base::Result<void> append(std::string_view bytes);
  /// Nothing is appended afterwards; the bytes can be read. Errors: io.
  [[nodiscard]] base::Result<void> finish();
  [[nodiscard]] std::string_view bytes() const { return {mapped_, size_}; }
  [[nodiscard]] std::uint64_t size() const { return size_; }
  /// SHA-256, hex, of a finished one.
  [[nodiscard]] const std::string& digest() const { return digest_; }

 private:
  SpooledFile(int file, std::shared_ptr<SpoolBudget> budget)
      : file_(file), budget_(std::move(budget)) {}

  const int file_;
  std::shared_ptr<SpoolBudget> budget_;
  base::Sha256 hash_;
  std::string digest_;
  std::size_t size_ = 0;
  const char* mapped_ = nullptr;
};

}  // namespace holdfast::analyst
