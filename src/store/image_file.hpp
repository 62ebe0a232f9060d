// An image in a file: sections that lie where they can be mapped, each under a checksum.
//
// Integers little-endian. The first page: "HFSN", u32 version (2), u64 seq, 32 bytes journal hash
// at seq, u64 where the table of sections begins, u64 its bytes, u64 its checksum, and as the last
// eight bytes the checksum of the page before them. From the second page on the sections, each at a
// page's beginning. Then the table, an entry a section: u8 length of the name, the name, u64
// offset, u64 bytes, u64 checksum. Checksums are XXH3-64: against torn writes and decay, not
// against malice. What a snapshot says is personal only as hashes and ciphertext. Threads: any;
// nobody else may write the same path.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/image.hpp"
#include "port/snapshots.hpp"
#include "store/file.hpp"

namespace holdfast::store {

/// Everything that is needed to write an image, made ready so that `write` takes no memory and no
/// lock: it may run in a process forked off one with many threads.
class ImageWriter {
 public:
  /// `path` comes into being by a rename from `path`.tmp. The image must outlive the writer.
  ImageWriter(std::filesystem::path path, const port::SnapshotPlace& place,
              const base::ImageOut& image);
  /// True when the file is durable and whole under its name. Otherwise errno tells why, and there
  /// is no file.
  [[nodiscard]] bool write();

 private:
  struct Place {
    std::size_t section = 0;      // in the image
    std::uint64_t offset = 0;     // in the file
    std::size_t checksum_at = 0;  // in table_
  };
  [[nodiscard]] bool write_to(int descriptor);
  [[nodiscard]] bool write_section(int descriptor, const Place& place);

  std::string path_;
  std::string unfinished_;
  std::string directory_;
  const base::ImageOut& image_;
  std::vector<Place> places_;
  std::string table_;
  std::string head_;  // a page
};

/// Whether the sections' checksums are compared, which reads the whole file.
enum class Sections : std::uint8_t { compared, trusted };

/// The image in a file. Errors: corrupt, naming the section; not_found, io.
struct ImageFile {
  port::SnapshotPlace place;
  std::unique_ptr<base::ImageIn> image;
};
[[nodiscard]] base::Result<ImageFile> open_image(const std::filesystem::path& path,
                                                 Sections sections = Sections::compared);

}  // namespace holdfast::store
