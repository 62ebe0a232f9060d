#include "store/file.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace holdfast::store {
namespace {

using base::ErrorCode;
using base::Result;

Result<void> sync_path(const std::filesystem::path& path) {
  const FileHandle file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!file.is_open()) {
    return system_failure(path, "cannot open");
  }
  if (::fsync(file.descriptor()) != 0) {
    return system_failure(path, "cannot sync");
  }
  return {};
}

}  // namespace

FileHandle::FileHandle(FileHandle&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileHandle& FileHandle::operator=(FileHandle&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

FileHandle::~FileHandle() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
  }
}

base::Error system_failure(const std::filesystem::path& path, std::string_view what) {
  const int number = errno;
  return base::Error{number == ENOENT ? ErrorCode::not_found : ErrorCode::io,
                     fmt::format("{}: {}: {}", path.string(), what,
                                 std::error_code{number, std::generic_category()}.message())};
}

Result<void> write_all(const FileHandle& file, const std::filesystem::path& path,
                       std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(file.descriptor(), bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) {
        continue;
      }
      return system_failure(path, "cannot write");
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<std::string> read_whole(const std::filesystem::path& path) {
  const FileHandle file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!file.is_open()) {
    return system_failure(path, "cannot open");
  }
  struct ::stat facts {};
  if (::fstat(file.descriptor(), &facts) != 0) {
    return system_failure(path, "cannot read");
  }
  std::string bytes(static_cast<std::size_t>(facts.st_size), '\0');
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const auto count = ::read(file.descriptor(), bytes.data() + filled, bytes.size() - filled);
    if (count < 0 && errno != EINTR) {
      return system_failure(path, "cannot read");
    }
    if (count == 0) {
      break;  // it shrank meanwhile
    }
    filled += count > 0 ? static_cast<std::size_t>(count) : 0;
  }
  bytes.resize(filled);
  return bytes;
}

Result<void> write_durably(const std::filesystem::path& path,
                           const std::vector<std::string_view>& pieces) {
  auto unfinished = path;
  unfinished += ".tmp";
  constexpr int mode = S_IRUSR | S_IWUSR;
  {
    const FileHandle file{
        ::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)};
    if (!file.is_open()) {
      return system_failure(unfinished, "cannot create");
    }
    for (const auto piece : pieces) {
      if (auto written = write_all(file, unfinished, piece); !written) {
        return written;
      }
    }
  }
  return rename_durably(unfinished, path);
}

Result<void> rename_durably(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (auto synced = sync_path(from); !synced) {
    return synced;
  }
  if (::rename(from.c_str(), to.c_str()) != 0) {
    return system_failure(to, "cannot rename");
  }
  const auto directory = to.parent_path();
  return sync_path(directory.empty() ? std::filesystem::path{"."} : directory);
}

}  // namespace holdfast::store
