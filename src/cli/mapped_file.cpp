#include "cli/mapped_file.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/core.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace holdfast::cli {

base::Result<MappedFile> MappedFile::open(const std::string& path) {
  const auto failed = [&path](std::string_view why) {
    return base::Error{base::ErrorCode::bad_input, fmt::format("cannot read the file: {}", why),
                       path};
  };
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    return failed(std::strerror(errno));
  }
  struct stat about {};
  const bool is_file = ::fstat(fd, &about) == 0 && S_ISREG(about.st_mode);
  const auto size = is_file ? static_cast<std::size_t>(about.st_size) : 0;
  void* const begin = size == 0 ? nullptr : ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
  const int reason = errno;
  ::close(fd);
  if (!is_file) {
    return failed("it is not a regular file");
  }
  if (begin == MAP_FAILED) {
    return failed(std::strerror(reason));
  }
  return MappedFile(static_cast<const char*>(begin), size);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : begin_(std::exchange(other.begin_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile::~MappedFile() {
  if (begin_ != nullptr) {
    ::munmap(const_cast<char*>(begin_), size_);
  }
}

}  // namespace holdfast::cli
