// ZIP archives that are the same bytes whenever they are made of the same parts, and a reader that
// trusts nothing: the container of exhibits and of packages for others.
//
// Written: entries in the order given, 1980-01-01 for a time, no extra fields, no comments,
// level 6. Read: what such a writer writes and nothing else. Every byte belongs to an entry, so
// that nothing can be hidden between them. No ZIP64: 4 GB in all. Values; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace holdfast::pack {

enum class Method : std::uint8_t { stored, deflated };

/// Relative, of parts joined by "/", each of letters, digits and ". _ - [ ]" or beyond ASCII, none
/// of them "." or "..", at most 200 bytes, UTF-8.
[[nodiscard]] bool is_name(std::string_view name);

class Writer {
 public:
  /// Errors: bad_input for a name that is none or was given before; too_large beyond 4 GB or 65,000
  /// entries. What cannot be made smaller is stored.
  [[nodiscard]] base::Result<void> add(std::string name, std::string_view bytes,
                                       Method method = Method::deflated);
  /// The archive. The writer may not be used again.
  [[nodiscard]] std::string finish();

 private:
  struct Placed {
    std::string name;
    std::uint32_t crc = 0;
    std::uint32_t packed = 0;
    std::uint32_t bytes = 0;
    std::uint32_t at = 0;
    Method method = Method::stored;
  };
  std::string out_;
  std::vector<Placed> entries_;
};

struct Limits {
  std::size_t entries_max = 1000;
  std::uint64_t entry_bytes_max = std::uint64_t{512} << 20;  // unpacked
  std::uint64_t bytes_max = std::uint64_t{1} << 30;          // unpacked, all together
  std::uint64_t ratio_max = 400;  // unpacked to packed, beyond the first megabyte of an entry
};

struct Entry {
  std::string name;
  std::uint64_t bytes = 0;  // unpacked
};

/// Looks at bytes that must outlive it.
class Reader {
 public:
  /// Reads the directory and compares it with what stands before each entry. Errors: bad_input for
  /// what is no such archive (damaged, encrypted, names that lead elsewhere or occur twice, bytes
  /// that belong to no entry), too_large over the limits. Nothing is unpacked yet.
  [[nodiscard]] static base::Result<Reader> open(std::string_view archive, const Limits& limits);

  /// In the order of the archive.
  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
  [[nodiscard]] bool has(std::string_view name) const;
  /// Unpacked, its checksum verified. Errors: not_found; bad_input where it is damaged.
  [[nodiscard]] base::Result<std::string> read(std::string_view name) const;

 private:
  struct Place {
    std::string_view packed;
    std::uint32_t crc = 0;
    Method method = Method::stored;
  };
  std::vector<Entry> entries_;
  std::vector<Place> places_;  // of the same entries
};

}  // namespace holdfast::pack
