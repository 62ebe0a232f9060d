// An image: the parts of something in memory, written down as they stand under names, so that a
// later process can map them instead of making them anew. Who writes and reads the file is not
// known here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace holdfast::base {

/// What the sections of an image are aligned to in its file, so that they can be mapped.
constexpr std::size_t image_page = 4096;

/// A stretch of an open file. Whoever hands it out keeps the file open.
struct FileRange {
  int descriptor = -1;
  std::uint64_t offset = 0;  // a multiple of image_page
  std::uint64_t bytes = 0;
};

/// What is to be written. It refers to the memory of its parts, which must not change until the
/// image was written or the process was forked.
class ImageOut {
 public:
  struct Section {
    std::string name;
    std::vector<std::span<const std::byte>> pieces;
  };

  void add(std::string name, std::span<const std::byte> bytes) {
    sections_.push_back({std::move(name), {bytes}});
  }
  void add(std::string name, std::vector<std::span<const std::byte>> pieces) {
    sections_.push_back({std::move(name), std::move(pieces)});
  }
  /// The image keeps the bytes themselves.
  void keep(std::string name, std::string bytes) {
    const std::string& kept = kept_.emplace_back(std::move(bytes));
    add(std::move(name), std::as_bytes(std::span{kept.data(), kept.size()}));
  }
  template <typename T>
  void keep_values(std::string name, std::span<const T> values) {
    static_assert(std::is_trivially_copyable_v<T>);
    std::string bytes;
    if (!values.empty()) {
      bytes.assign(reinterpret_cast<const char*>(values.data()), values.size_bytes());
    }
    keep(std::move(name), std::move(bytes));
  }
  template <typename T>
  void keep_value(std::string name, const T& value) {
    keep_values(std::move(name), std::span<const T>{&value, 1});
  }
  void keep_texts(const std::string& name, std::span<const std::string> texts) {
    std::string all;
    for (const std::string& text : texts) {
      const auto length = static_cast<std::uint32_t>(text.size());
      all.append(reinterpret_cast<const char*>(&length), sizeof length);
      all.append(text);
    }
    keep(name, std::move(all));
  }
  [[nodiscard]] const std::vector<Section>& sections() const { return sections_; }

 private:
  std::vector<Section> sections_;
  std::deque<std::string> kept_;
};

/// What was written.
class ImageIn {
 public:
  virtual ~ImageIn() = default;
  /// Where a section lies. Errors: corrupt where there is none of this name.
  [[nodiscard]] virtual Result<FileRange> range(std::string_view name) const = 0;
  /// A section's bytes, copied. Errors: as `range`, io.
  [[nodiscard]] virtual Result<std::string> read(std::string_view name) const = 0;

  template <typename T>
  [[nodiscard]] Result<std::vector<T>> values(std::string_view name) const {
    static_assert(std::is_trivially_copyable_v<T>);
    const auto bytes = read(name);
    if (!bytes) {
      return bytes.error();
    }
    if (bytes->size() % sizeof(T) != 0) {
      return Error{ErrorCode::corrupt, "image: section " + std::string{name} + " has an odd size"};
    }
    std::vector<T> values(bytes->size() / sizeof(T));
    if (!values.empty()) {
      std::memcpy(values.data(), bytes->data(), bytes->size());
    }
    return values;
  }
  template <typename T>
  [[nodiscard]] Result<T> value(std::string_view name) const {
    auto all = values<T>(name);
    if (!all) {
      return all.error();
    }
    if (all->size() != 1) {
      return Error{ErrorCode::corrupt, "image: section " + std::string{name} + " is not one value"};
    }
    return all->front();
  }
  [[nodiscard]] Result<std::vector<std::string>> texts(std::string_view name) const {
    const auto bytes = read(name);
    if (!bytes) {
      return bytes.error();
    }
    std::vector<std::string> texts;
    for (std::size_t at = 0; at < bytes->size();) {
      std::uint32_t length = 0;
      if (bytes->size() - at < sizeof length) {
        break;
      }
      std::memcpy(&length, bytes->data() + at, sizeof length);
      at += sizeof length;
      if (bytes->size() - at < length) {
        return Error{ErrorCode::corrupt, "image: a text of " + std::string{name} + " is cut short"};
      }
      texts.push_back(bytes->substr(at, length));
      at += length;
    }
    return texts;
  }
};

}  // namespace holdfast::base
