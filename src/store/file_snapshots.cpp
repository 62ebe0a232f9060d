#include "store/file_snapshots.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <fmt/format.h>
#include <functional>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <vector>

#include "base/log.hpp"
#include "store/image_file.hpp"

namespace holdfast::store {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using port::BatchSeq;

constexpr std::string_view name_start = "snapshot-";
constexpr std::string_view name_end = ".hfs";
constexpr std::size_t snapshots_kept = 2;

std::optional<BatchSeq> seq_of(const std::filesystem::path& path) {
  const auto name = path.filename().string();
  if (!name.starts_with(name_start) || !name.ends_with(name_end)) {
    return std::nullopt;
  }
  BatchSeq seq = 0;
  const char* end = name.data() + name.size() - name_end.size();
  const auto read = std::from_chars(name.data() + name_start.size(), end, seq);
  return read.ec == std::errc{} && read.ptr == end ? std::optional{seq} : std::nullopt;
}

/// Numbers of the snapshots there, newest first.
Result<std::vector<BatchSeq>> list_snapshots(const std::filesystem::path& directory) {
  std::vector<BatchSeq> found;
  std::error_code failed;
  for (std::filesystem::directory_iterator entry{directory, failed}, end; !failed && entry != end;
       entry.increment(failed)) {
    if (const auto seq = seq_of(entry->path())) {
      found.push_back(*seq);
    }
  }
  if (failed) {
    return Error{ErrorCode::io, fmt::format("{}: {}", directory.string(), failed.message())};
  }
  std::ranges::sort(found, std::greater{});
  return found;
}

std::filesystem::path path_of(const std::filesystem::path& directory, BatchSeq seq) {
  return directory / fmt::format("{}{:020}{}", name_start, seq, name_end);
}

/// In the forked process, which the system ends when the thread that forked it does: nothing here
/// takes memory or a lock.
[[noreturn]] void write_and_end(ImageWriter& writer, pid_t parent) {
  constexpr int behind_everything = 10;
  constexpr unsigned first_of_ours = 3;
  // The locks of the data directory among them: whoever starts after a crash must not find them
  // held by a process that is only about to end.
  close_range(first_of_ours, ~0U, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) {
    _exit(ECANCELED);
  }
  setpriority(PRIO_PROCESS, 0, behind_everything);
  _exit(writer.write() ? 0 : (errno == 0 ? EIO : errno));
}

}  // namespace

FileSnapshots::~FileSnapshots() {
  static_cast<void>(wait());
}

Result<void> FileSnapshots::start(const port::SnapshotPlace& place, const base::ImageOut& image) {
  if (writer_ != 0) {
    return Error{ErrorCode::unavailable, "a snapshot is being written already"};
  }
  ImageWriter writer{path_of(directory_, place.seq), place, image};
  const pid_t parent = getpid();
  const pid_t forked = fork();
  if (forked < 0) {
    return Error{ErrorCode::io,
                 fmt::format("no process for a snapshot: {}",
                             std::error_code{errno, std::generic_category()}.message())};
  }
  if (forked == 0) {
    write_and_end(writer, parent);
  }
  writer_ = forked;
  writing_ = place.seq;
  return {};
}

std::optional<Result<void>> FileSnapshots::poll() {
  return ended(WNOHANG);
}

std::optional<Result<void>> FileSnapshots::wait() {
  return ended(0);
}

std::optional<Result<void>> FileSnapshots::ended(int options) {
  if (writer_ == 0) {
    return std::nullopt;
  }
  int status = 0;
  pid_t one = 0;
  do {
    one = waitpid(writer_, &status, options);
  } while (one < 0 && errno == EINTR);
  if (one == 0) {
    return std::nullopt;
  }
  writer_ = 0;
  if (one > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0) {
    written_ = writing_;
    remove_old();
    return Result<void>{};
  }
  const auto why = one > 0 && WIFEXITED(status)
                       ? std::error_code{WEXITSTATUS(status), std::generic_category()}.message()
                       : std::string{"its process was ended"};
  return Error{ErrorCode::io, fmt::format("{}: {}", directory_.string(), why)};
}

/// Also what a process that was killed left half written.
void FileSnapshots::remove_old() const {
  std::error_code failed;
  for (std::filesystem::directory_iterator entry{directory_, failed}, end; !failed && entry != end;
       entry.increment(failed)) {
    if (entry->path().extension() == ".tmp") {
      std::filesystem::remove(entry->path(), failed);
    }
  }
  const auto found = list_snapshots(directory_);
  if (!found) {
    base::log_warn("old snapshots are not removed: {}", found.error().message);
    return;
  }
  for (std::size_t i = snapshots_kept; i < found->size(); ++i) {
    const auto old = path_of(directory_, (*found)[i]);
    std::filesystem::remove(old, failed);
    if (failed) {
      base::log_warn("cannot remove the old snapshot {}: {}", old.string(), failed.message());
    }
  }
}

Result<port::Snapshot> FileSnapshots::written() {
  if (written_ == 0) {
    return Error{ErrorCode::unavailable, "no snapshot was written yet"};
  }
  auto opened = open_image(path_of(directory_, written_), Sections::trusted);
  if (!opened) {
    return opened.error();
  }
  return port::Snapshot{opened->place, std::move(opened->image)};
}

Result<std::optional<port::Snapshot>> FileSnapshots::newest(BatchSeq limit) {
  const auto found = list_snapshots(directory_);
  if (!found) {
    return found.error();
  }
  for (const auto seq : *found) {
    if (seq > limit) {
      base::log_warn("snapshot {} is past the end of the journal ({}): passed over", seq, limit);
      continue;
    }
    auto opened = open_image(path_of(directory_, seq));
    if (opened && opened->place.seq == seq) {
      return std::optional{port::Snapshot{opened->place, std::move(opened->image)}};
    }
    base::log_warn(
        "snapshot passed over: {}",
        opened ? std::string{"its name and its content do not agree"} : opened.error().message);
  }
  return std::optional<port::Snapshot>{};
}

}  // namespace holdfast::store
