#include "zone/queue.hpp"

#include <algorithm>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/file.hpp"

namespace holdfast::zone {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t name_bytes_max = 128;

bool is_plain(std::string_view name) {
  return !name.empty() && name.size() <= name_bytes_max && std::ranges::all_of(name, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-';
  });
}

}  // namespace

base::Result<Queue> Queue::open(const fs::path& directory, std::string ending, QueueLimits limits) {
  std::error_code failed;
  if (!fs::is_directory(directory, failed)) {
    return base::Error{base::ErrorCode::bad_input, "is no directory", directory.string()};
  }
  return Queue{directory, std::move(ending), limits};
}

fs::path Queue::path_of(std::string_view name) const {
  return directory_ / fmt::format("{}{}", name, ending_);
}

base::Result<std::vector<std::string>> Queue::names() const {
  std::vector<std::string> names;
  std::error_code failed;
  for (fs::directory_iterator at{directory_, failed}; !failed && at != fs::directory_iterator{};
       at.increment(failed)) {
    auto name = at->path().filename().string();
    if (!name.ends_with(ending_)) {
      continue;
    }
    name.resize(name.size() - ending_.size());
    if (!is_plain(name)) {
      continue;
    }
    if (names.size() == limits_.files_max) {
      return base::Error{base::ErrorCode::too_many,
                         fmt::format("more than {} files lie here", limits_.files_max),
                         directory_.string()};
    }
    names.push_back(std::move(name));
  }
  if (failed) {
    return base::Error{base::ErrorCode::io, failed.message(), directory_.string()};
  }
  std::ranges::sort(names);
  return names;
}

base::Result<void> Queue::put(std::string_view name, std::string_view bytes) const {
  if (bytes.size() > limits_.bytes_max) {
    return base::Error{base::ErrorCode::too_large,
                       fmt::format("more than {} bytes", limits_.bytes_max),
                       path_of(name).string()};
  }
  const auto there = names();
  if (!there) {
    return there.error();
  }
  if (there->size() >= limits_.files_max) {
    return base::Error{base::ErrorCode::too_many, "nobody takes away what lies here",
                       directory_.string()};
  }
  // Whoever carries it on is of our group.
  const auto part = directory_ / fmt::format(".{}.part", name);
  if (auto written = store::write_durably(part, {bytes}); !written) {
    return written;
  }
  if (::chmod(part.c_str(), 0640) != 0) {
    return store::system_failure(part, "cannot be opened to its group");
  }
  return store::rename_durably(part, path_of(name));
}

base::Result<std::string> Queue::read(std::string_view name) const {
  const auto path = path_of(name);
  // A pipe laid here must not hold us up, nor a link lead us elsewhere.
  const store::FileHandle file{
      ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)};
  struct stat about {};
  if (!file.is_open() || ::fstat(file.descriptor(), &about) != 0) {
    return store::system_failure(path, "cannot read");
  }
  if (!S_ISREG(about.st_mode)) {
    return base::Error{base::ErrorCode::corrupt, "is no plain file", path.string()};
  }
  if (static_cast<std::uint64_t>(about.st_size) > limits_.bytes_max) {
    return base::Error{base::ErrorCode::too_large,
                       fmt::format("more than {} bytes", limits_.bytes_max), path.string()};
  }
  std::string bytes(static_cast<std::size_t>(about.st_size), '\0');
  std::size_t got = 0;
  while (got < bytes.size()) {
    const auto count = ::read(file.descriptor(), bytes.data() + got, bytes.size() - got);
    if (count < 0) {
      return store::system_failure(path, "cannot read");
    }
    if (count == 0) {
      break;  // it became shorter meanwhile
    }
    got += static_cast<std::size_t>(count);
  }
  bytes.resize(got);
  return bytes;
}

void Queue::remove(std::string_view name) const {
  std::error_code ignored;
  fs::remove(path_of(name), ignored);
}

}  // namespace holdfast::zone
