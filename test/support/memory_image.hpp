// An image that was written into memory, as a later process would find it in a file. Tests only.
#pragma once

#include <map>
#include <string>

#include "base/image.hpp"

namespace holdfast::test {

class MemoryImage final : public base::ImageIn {
 public:
  explicit MemoryImage(const base::ImageOut& image);
  ~MemoryImage() override;
  MemoryImage(const MemoryImage&) = delete;
  MemoryImage& operator=(const MemoryImage&) = delete;

  [[nodiscard]] base::Result<base::FileRange> range(std::string_view name) const override;
  [[nodiscard]] base::Result<std::string> read(std::string_view name) const override;
  /// Cuts a section by so many bytes.
  void cut(const std::string& name, std::uint64_t bytes) { sections_.at(name).bytes -= bytes; }
  [[nodiscard]] const std::map<std::string, base::FileRange, std::less<>>& sections() const {
    return sections_;
  }

 private:
  int descriptor_;
  std::map<std::string, base::FileRange, std::less<>> sections_;
};

}  // namespace holdfast::test
