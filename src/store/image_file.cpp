#include "store/image_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <map>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace holdfast::store {

namespace {

using base::Error;
using base::ErrorCode;
using base::image_page;
using base::Result;

constexpr std::string_view magic = "HFSN";
constexpr std::uint32_t version = 3;
constexpr std::size_t table_place_at = 4 + 4 + 8 + 32;
constexpr std::size_t head_checksum_at = image_page - 8;
constexpr std::size_t section_numbers = 3 * 8;  // of an entry of the table
// What is written between two syncs, so that a large image does not hold up a journal's small one.
constexpr std::uint64_t synced_at_once = 32 << 20;

std::uint64_t up_to_page(std::uint64_t bytes) {
  return (bytes + image_page - 1) / image_page * image_page;
}

template <typename T>
void put(std::string& out, T value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}
template <typename T>
void put_at(std::string& out, std::size_t at, T value) {
  std::memcpy(out.data() + at, &value, sizeof value);
}
template <typename T>
T number_at(std::string_view bytes, std::size_t at) {
  T value{};
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

bool write_all(int descriptor, const void* data, std::size_t bytes, std::uint64_t offset) {
  const auto* from = static_cast<const char*>(data);
  while (bytes > 0) {
    const ssize_t written = ::pwrite(descriptor, from, bytes, static_cast<off_t>(offset));
    if (written < 0 && errno != EINTR) {
      return false;
    }
    const std::size_t done = written > 0 ? static_cast<std::size_t>(written) : 0;
    from += done;
    offset += done;
    bytes -= done;
  }
  return true;
}

bool sync_directory(const char* path) {
  const int descriptor = ::open(path, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  if (descriptor >= 0) {
    ::close(descriptor);
  }
  return synced;
}

}  // namespace

// ---- Writing ----------------------------------------------------------------------------------

ImageWriter::ImageWriter(std::filesystem::path path, const port::SnapshotPlace& place,
                         const base::ImageOut& image)
    : path_(path.string()),
      unfinished_(path_ + ".tmp"),
      directory_(path.has_parent_path() ? path.parent_path().string() : "."),
      image_(image) {
  std::uint64_t offset = image_page;
  for (std::size_t i = 0; i < image.sections().size(); ++i) {
    const auto& section = image.sections()[i];
    base::check(section.name.size() < 256, "a section's name is too long");
    std::uint64_t bytes = 0;
    for (const auto& piece : section.pieces) {
      bytes += piece.size();
    }
    table_.push_back(static_cast<char>(section.name.size()));
    table_ += section.name;
    put(table_, offset);
    put(table_, bytes);
    places_.push_back({i, offset, table_.size()});
    put(table_, std::uint64_t{0});
    offset += up_to_page(bytes);
  }
  head_ += magic;
  put(head_, version);
  put(head_, place.seq);
  head_ += base::as_bytes(place.journal_hash);
  put(head_, offset);
  put(head_, static_cast<std::uint64_t>(table_.size()));
  head_.resize(image_page, '\0');
}

bool ImageWriter::write() {
  constexpr int mode = S_IRUSR | S_IWUSR;
  const int descriptor =
      ::open(unfinished_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
  if (descriptor < 0) {
    return false;
  }
  const bool written = write_to(descriptor) && ::fsync(descriptor) == 0;
  const int failure = errno;
  ::close(descriptor);
  if (written && ::rename(unfinished_.c_str(), path_.c_str()) == 0) {
    return sync_directory(directory_.c_str());
  }
  const int reason = written ? errno : failure;
  ::unlink(unfinished_.c_str());
  errno = reason;
  return false;
}

bool ImageWriter::write_to(int descriptor) {
  for (const Place& place : places_) {
    if (!write_section(descriptor, place)) {
      return false;
    }
  }
  put_at(head_, table_place_at + 16, XXH3_64bits(table_.data(), table_.size()));
  put_at(head_, head_checksum_at, XXH3_64bits(head_.data(), head_checksum_at));
  return write_all(descriptor, table_.data(), table_.size(),
                   number_at<std::uint64_t>(head_, table_place_at)) &&
         write_all(descriptor, head_.data(), head_.size(), 0);
}

bool ImageWriter::write_section(int descriptor, const Place& place) {
  XXH3_state_t sum;
  XXH3_INITSTATE(&sum);
  XXH3_64bits_reset(&sum);
  std::uint64_t offset = place.offset;
  std::uint64_t unsynced = 0;
  for (auto piece : image_.sections()[place.section].pieces) {
    while (!piece.empty()) {
      const auto part = piece.first(std::min<std::size_t>(piece.size(), synced_at_once));
      XXH3_64bits_update(&sum, part.data(), part.size());
      if (!write_all(descriptor, part.data(), part.size(), offset)) {
        return false;
      }
      offset += part.size();
      unsynced += part.size();
      piece = piece.subspan(part.size());
      if (unsynced >= synced_at_once) {
        ::fdatasync(descriptor);
        unsynced = 0;
      }
    }
  }
  put_at(table_, place.checksum_at, XXH3_64bits_digest(&sum));
  return true;
}

// ---- Reading ----------------------------------------------------------------------------------

namespace {

struct Section {
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
  std::uint64_t checksum = 0;
};

class OpenImage final : public base::ImageIn {
 public:
  OpenImage(FileHandle file, std::map<std::string, Section, std::less<>> sections)
      : file_(std::move(file)), sections_(std::move(sections)) {}

  [[nodiscard]] Result<base::FileRange> range(std::string_view name) const override {
    const auto found = sections_.find(name);
    if (found == sections_.end()) {
      return Error{ErrorCode::corrupt, fmt::format("image: there is no section {}", name)};
    }
    return base::FileRange{file_.descriptor(), found->second.offset, found->second.bytes};
  }
  [[nodiscard]] Result<std::string> read(std::string_view name) const override {
    const auto place = range(name);
    if (!place) {
      return place.error();
    }
    std::string bytes(place->bytes, '\0');
    for (std::size_t filled = 0; filled < bytes.size();) {
      const ssize_t count =
          ::pread(file_.descriptor(), bytes.data() + filled, bytes.size() - filled,
                  static_cast<off_t>(place->offset + filled));
      if (count <= 0 && errno != EINTR) {
        return Error{ErrorCode::io, fmt::format("image: section {} cannot be read", name)};
      }
      filled += count > 0 ? static_cast<std::size_t>(count) : 0;
    }
    return bytes;
  }

 private:
  FileHandle file_;
  std::map<std::string, Section, std::less<>> sections_;
};

/// A stretch of the file, mapped while it is looked at.
bool checksum_agrees(const FileHandle& file, std::uint64_t offset, std::uint64_t bytes,
                     std::uint64_t expected) {
  XXH3_state_t sum;
  XXH3_INITSTATE(&sum);
  XXH3_64bits_reset(&sum);
  for (std::uint64_t done = 0; done < bytes;) {
    const std::size_t part = std::min(bytes - done, synced_at_once);
    void* const view = mmap(nullptr, part, PROT_READ, MAP_SHARED | MAP_POPULATE, file.descriptor(),
                            static_cast<off_t>(offset + done));
    if (view == MAP_FAILED) {
      return false;
    }
    XXH3_64bits_update(&sum, view, part);
    munmap(view, part);
    done += part;
  }
  return XXH3_64bits_digest(&sum) == expected;
}

}  // namespace

Result<ImageFile> open_image(const std::filesystem::path& path, Sections which) {
  const auto broken = [&path](std::string_view why) {
    return Error{ErrorCode::corrupt, fmt::format("{}: {}", path.string(), why)};
  };
  FileHandle file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!file.is_open()) {
    return system_failure(path, "cannot open");
  }
  struct ::stat facts {};
  std::string head(image_page, '\0');
  if (::fstat(file.descriptor(), &facts) != 0) {
    return system_failure(path, "cannot read");
  }
  const auto size = static_cast<std::uint64_t>(facts.st_size);
  if (size < image_page ||
      ::pread(file.descriptor(), head.data(), head.size(), 0) !=
          static_cast<ssize_t>(head.size()) ||
      !std::string_view{head}.starts_with(magic)) {
    return broken("not a snapshot, or cut short");
  }
  if (const auto found = number_at<std::uint32_t>(head, 4); found != version) {
    return broken(fmt::format("snapshot format version {} is not read here", found));
  }
  if (number_at<std::uint64_t>(head, head_checksum_at) !=
      XXH3_64bits(head.data(), head_checksum_at)) {
    return broken("its first page does not match its checksum");
  }
  ImageFile opened;
  opened.place.seq = number_at<port::BatchSeq>(head, 8);
  std::memcpy(opened.place.journal_hash.data(), head.data() + 16, opened.place.journal_hash.size());
  const auto table_at = number_at<std::uint64_t>(head, table_place_at);
  const auto table_bytes = number_at<std::uint64_t>(head, table_place_at + 8);
  if (table_at > size || table_bytes != size - table_at) {
    return broken("it does not end with its table of sections");
  }
  std::string table(table_bytes, '\0');
  if (::pread(file.descriptor(), table.data(), table.size(), static_cast<off_t>(table_at)) !=
          static_cast<ssize_t>(table.size()) ||
      XXH3_64bits(table.data(), table.size()) !=
          number_at<std::uint64_t>(head, table_place_at + 16)) {
    return broken("its table of sections does not match its checksum");
  }
  std::map<std::string, Section, std::less<>> sections;
  for (std::size_t at = 0; at < table.size();) {
    const std::size_t length = static_cast<unsigned char>(table[at]);
    if (table.size() - at < 1 + length + section_numbers) {
      return broken("its table of sections is cut short");
    }
    const auto name = table.substr(at + 1, length);
    at += 1 + length;
    const Section section{number_at<std::uint64_t>(table, at),
                          number_at<std::uint64_t>(table, at + 8),
                          number_at<std::uint64_t>(table, at + 16)};
    at += section_numbers;
    if (section.offset % image_page != 0 || section.offset > size ||
        section.bytes > size - section.offset) {
      return broken(fmt::format("section {} is cut short", name));
    }
    if (which == Sections::compared &&
        !checksum_agrees(file, section.offset, section.bytes, section.checksum)) {
      return broken(fmt::format("section {} does not match its checksum", name));
    }
    sections.emplace(name, section);
  }
  opened.image = std::make_unique<OpenImage>(std::move(file), std::move(sections));
  return opened;
}

}  // namespace holdfast::store
