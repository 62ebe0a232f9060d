#include "store/lock_file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace holdfast::store {

using base::Error;
using base::ErrorCode;
using base::Result;

Result<LockFile> LockFile::take(const std::filesystem::path& path) {
  auto lock_path = path;
  lock_path += ".lock";
  constexpr int mode = S_IRUSR | S_IWUSR;
  FileHandle file{::open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, mode)};
  if (!file.is_open()) {
    return system_failure(lock_path, "cannot open");
  }
  // flock, not fcntl: closing some other descriptor of the same file must not give the lock away.
  if (::flock(file.descriptor(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) {
      return system_failure(lock_path, "cannot lock");
    }
    auto holder = read_whole(lock_path);
    return Error{ErrorCode::conflict,
                 fmt::format("{} is in use by process {}", path.string(),
                             holder.ok() && !holder->empty() ? *holder : "(unknown)")};
  }
  const auto owner = std::to_string(::getpid());
  if (::ftruncate(file.descriptor(), 0) != 0 ||
      ::pwrite(file.descriptor(), owner.data(), owner.size(), 0) !=
          static_cast<::ssize_t>(owner.size())) {
    return system_failure(lock_path, "cannot write");
  }
  return LockFile{std::move(file)};
}

}  // namespace holdfast::store
