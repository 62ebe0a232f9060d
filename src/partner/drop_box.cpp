#include "partner/drop_box.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <fmt/core.h>
#include <set>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace holdfast::partner {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t name_bytes_max = 128;
constexpr std::string_view signature_suffix = ".sig";
constexpr std::string_view reason_suffix = ".reason.txt";
constexpr int twins_max = 1'000;  // of one name in done/ or rejected/

class Descriptor {
 public:
  explicit Descriptor(int value = -1) : value_(value) {}
  Descriptor(Descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  ~Descriptor() {
    if (value_ >= 0) {
      ::close(value_);
    }
  }
  [[nodiscard]] int get() const { return value_; }
  [[nodiscard]] bool is_open() const { return value_ >= 0; }

 private:
  int value_;
};

base::Error failure(std::string_view what, std::string_view where) {
  return {base::ErrorCode::io, fmt::format("{}: {}", what, std::strerror(errno)),
          std::string{where}};
}

/// One of the directories below the box, held open: names are resolved in it and nowhere else.
struct Folder {
  std::string name;
  Descriptor descriptor;

  [[nodiscard]] std::string path(std::string_view file) const {
    return fmt::format("{}/{}", name, file);
  }
};

base::Result<Folder> open_folder(int box, const std::string& name) {
  if (::mkdirat(box, name.c_str(), 0750) != 0 && errno != EEXIST) {
    return failure("cannot be made", name);
  }
  Descriptor descriptor{
      ::openat(box, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)};
  if (!descriptor.is_open()) {
    return failure("is no directory of its own", name);
  }
  return Folder{name, std::move(descriptor)};
}

base::Result<void> write_whole(const Folder& folder, const std::string& name,
                               std::string_view bytes) {
  const auto hidden = "." + name + ".tmp";
  const Descriptor file{::openat(folder.descriptor.get(), hidden.c_str(),
                                 O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0640)};
  if (!file.is_open()) {
    return failure("cannot be written", folder.path(hidden));
  }
  while (!bytes.empty()) {
    const auto written = ::write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) {
      return failure("cannot be written", folder.path(hidden));
    }
    bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
  }
  const int at = folder.descriptor.get();
  if (::fsync(file.get()) != 0 || ::renameat(at, hidden.c_str(), at, name.c_str()) != 0) {
    return failure("cannot be written", folder.path(name));
  }
  (void)::fsync(at);  // some mounts have no sync for directories
  return {};
}

bool is_there(const Folder& folder, const std::string& name) {
  return ::faccessat(folder.descriptor.get(), name.c_str(), F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

/// Names in the folder, at most `most` and one. Those that begin with a dot are nobody's business.
base::Result<std::vector<std::string>> names_in(const Folder& folder, std::size_t most) {
  const int again = ::openat(folder.descriptor.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR* const list = again < 0 ? nullptr : ::fdopendir(again);
  if (list == nullptr) {
    return failure("cannot be listed", folder.name);
  }
  std::vector<std::string> names;
  while (const auto* entry = ::readdir(list)) {
    if (entry->d_name[0] != '.') {
      names.emplace_back(entry->d_name);
    }
    if (names.size() > most) {
      break;
    }
  }
  ::closedir(list);
  std::sort(names.begin(), names.end());
  return names;
}

/// Moves it under a name that is free there. Nobody else renames into our folders.
base::Result<std::string> move_to(const Folder& from, const std::string& name, const Folder& to) {
  auto free = name;
  for (int twin = 2; is_there(to, free); ++twin) {
    if (twin > twins_max) {
      return base::Error{base::ErrorCode::io, "too many files of that name", to.path(name)};
    }
    free = fmt::format("{}.{}", name, twin);
  }
  if (::renameat(from.descriptor.get(), name.c_str(), to.descriptor.get(), free.c_str()) != 0) {
    return failure("cannot be moved", from.path(name));
  }
  (void)::fsync(to.descriptor.get());
  return free;
}

/// The whole of a plain file with one name; `where` the name else.
base::Result<std::string> read_plain(const Folder& folder, const std::string& name,
                                     std::size_t bytes_max) {
  const Descriptor file{::openat(folder.descriptor.get(), name.c_str(),
                                 O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)};
  struct stat about {};
  if (!file.is_open() || ::fstat(file.get(), &about) != 0) {
    return base::Error{base::ErrorCode::bad_input, "cannot be opened as a plain file", name};
  }
  if (!S_ISREG(about.st_mode) || about.st_nlink != 1) {
    return base::Error{base::ErrorCode::bad_input, "is no plain file with one name", name};
  }
  if (static_cast<std::uint64_t>(about.st_size) > bytes_max) {
    return base::Error{base::ErrorCode::too_large,
                       fmt::format("is larger than {} bytes", bytes_max), name};
  }
  std::string bytes(static_cast<std::size_t>(about.st_size), '\0');
  std::size_t got = 0;
  while (got < bytes.size()) {
    const auto read = ::read(file.get(), bytes.data() + got, bytes.size() - got);
    if (read < 0 && errno != EINTR) {
      return failure("cannot be read", name);
    }
    if (read == 0) {
      break;
    }
    got += read < 0 ? 0 : static_cast<std::size_t>(read);
  }
  bytes.resize(got);
  return bytes;
}

}  // namespace

struct DropBox::State {
  /// How a file looked, and since when it has looked so.
  struct Look {
    off_t bytes = 0;
    timespec changed{};
    Clock::time_point since;
    Clock::time_point first;
  };

  DropLimits limits;
  Folder out;
  Folder in;
  Folder claimed;
  Folder done;
  Folder rejected;
  Folder sent;
  std::map<std::string, Look> looks;  // of in/
  std::set<std::string> lying;        // in out/, as far as was seen

  bool is_whole(const std::string& name, Clock::time_point now);
  base::Result<void> put_away(const std::string& name, const Folder& to, std::string_view reason);
};

bool is_plain_name(std::string_view name) {
  const bool is_plain = !name.empty() && name.size() <= name_bytes_max && name.front() != '.' &&
                        std::all_of(name.begin(), name.end(), [](char c) {
                          return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                 (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
                        });
  constexpr std::array<std::string_view, 4> unfinished{".tmp", ".part", ".filepart", ".partial"};
  return is_plain && std::none_of(unfinished.begin(), unfinished.end(),
                                  [&](std::string_view end) { return name.ends_with(end); });
}

DropBox::DropBox(std::unique_ptr<State> state) : state_(std::move(state)) {}
DropBox::DropBox(DropBox&&) noexcept = default;
DropBox& DropBox::operator=(DropBox&&) noexcept = default;
DropBox::~DropBox() = default;

base::Result<DropBox> DropBox::open(const fs::path& directory, DropLimits limits) {
  const Descriptor box{::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)};
  if (!box.is_open()) {
    return base::Error{base::ErrorCode::bad_input,
                       fmt::format("is no directory: {}", std::strerror(errno)),
                       directory.string()};
  }
  std::vector<Folder> folders;
  for (const auto* name : {"out", "in", "claimed", "done", "rejected", "sent"}) {
    auto folder = open_folder(box.get(), name);
    if (!folder) {
      return folder.error();
    }
    folders.push_back(std::move(*folder));
  }
  auto state = std::unique_ptr<State>(new State{limits,
                                                std::move(folders[0]),
                                                std::move(folders[1]),
                                                std::move(folders[2]),
                                                std::move(folders[3]),
                                                std::move(folders[4]),
                                                std::move(folders[5]),
                                                {},
                                                {}});
  return DropBox{std::move(state)};
}

base::Result<Laid> DropBox::lay(std::string_view wanted, std::string_view bytes,
                                std::string_view signature) {
  const std::string name{wanted};
  if (!is_plain_name(name)) {
    return base::Error{base::ErrorCode::bad_input, "is no plain name", name};
  }
  auto& state = *state_;
  if (is_there(state.sent, name)) {
    if (!is_there(state.out, name)) {
      return Laid::fetched;
    }
    state.lying.insert(name);
    return Laid::waiting;
  }
  if (is_there(state.out, name)) {  // laid, and ended before that was written down
    state.lying.insert(name);
    const auto marked = write_whole(state.sent, name, {});
    return marked ? base::Result<Laid>{Laid::waiting} : marked.error();
  }
  // The signature first: whoever sees the order finds it. The mark last: without it the order is
  // laid again, which the partner knows by its number.
  if (const auto ok = write_whole(state.out, name + std::string{signature_suffix}, signature);
      !ok) {
    return ok.error();
  }
  if (const auto ok = write_whole(state.out, name, bytes); !ok) {
    return ok.error();
  }
  state.lying.insert(name);
  if (const auto ok = write_whole(state.sent, name, {}); !ok) {
    return ok.error();
  }
  return Laid::fresh;
}

base::Result<std::vector<std::string>> DropBox::fetched() {
  auto& state = *state_;
  std::vector<std::string> gone;
  for (auto each = state.lying.begin(); each != state.lying.end();) {
    if (is_there(state.out, *each)) {
      ++each;
      continue;
    }
    gone.push_back(*each);
    each = state.lying.erase(each);
  }
  return gone;
}

/// Unchanged since a look that is old enough.
bool DropBox::State::is_whole(const std::string& name, Clock::time_point now) {
  struct stat about {};
  if (::fstatat(in.descriptor.get(), name.c_str(), &about, AT_SYMLINK_NOFOLLOW) != 0) {
    return false;
  }
  const auto [place, is_new] =
      looks.try_emplace(name, Look{about.st_size, about.st_mtim, now, now});
  auto& look = place->second;
  const bool is_same = look.bytes == about.st_size && look.changed.tv_sec == about.st_mtim.tv_sec &&
                       look.changed.tv_nsec == about.st_mtim.tv_nsec;
  if (is_new || !is_same) {
    look = {about.st_size, about.st_mtim, now, look.first};
    return false;
  }
  return now - look.since >= limits.settles;
}

base::Result<void> DropBox::State::put_away(const std::string& name, const Folder& to,
                                            std::string_view reason) {
  const auto moved = move_to(claimed, name, to);
  if (!moved) {
    return moved.error();
  }
  const auto signature = name + std::string{signature_suffix};
  if (is_there(claimed, signature)) {
    if (const auto ok = move_to(claimed, signature, to); !ok) {
      return ok.error();
    }
  }
  return reason.empty() ? base::Result<void>{}
                        : write_whole(to, *moved + std::string{reason_suffix}, reason);
}

base::Result<std::vector<DropBox::Incoming>> DropBox::claim(Clock::time_point now,
                                                            bool need_signature) {
  auto& state = *state_;
  const auto names = names_in(state.in, state.limits.entries_max);
  if (!names) {
    return names.error();
  }
  if (names->size() > state.limits.entries_max) {
    return base::Error{base::ErrorCode::too_many,
                       fmt::format("holds more than {} files", state.limits.entries_max), "in"};
  }
  const std::set<std::string> present{names->begin(), names->end()};
  std::erase_if(state.looks, [&](const auto& each) { return !present.contains(each.first); });
  std::size_t taken = 0;
  for (const auto& name : *names) {
    const bool is_message = is_plain_name(name) && !name.ends_with(signature_suffix);
    if (taken == state.limits.files_at_once || !is_message || !state.is_whole(name, now)) {
      continue;
    }
    const auto signature = name + std::string{signature_suffix};
    const bool is_signed = present.contains(signature);
    const bool waits = now - state.looks.at(name).first < state.limits.signature_waits;
    if (need_signature && waits && !(is_signed && state.is_whole(signature, now))) {
      continue;
    }
    // The signature first: a message that was claimed has all that belongs to it.
    if (is_signed && !is_there(state.claimed, signature)) {
      (void)move_to(state.in, signature, state.claimed);
    }
    if (is_there(state.claimed, name)) {
      continue;  // one of that name is being read in
    }
    if (const auto ok = move_to(state.in, name, state.claimed); !ok) {
      return ok.error();
    }
    ++taken;
  }
  const auto all = names_in(state.claimed, state.limits.entries_max);
  if (!all) {
    return all.error();
  }
  std::vector<Incoming> list;
  for (const auto& name : *all) {
    if (name.ends_with(signature_suffix)) {
      continue;
    }
    auto bytes = read_plain(state.claimed, name, state.limits.bytes_max);
    if (!bytes && bytes.error().code == base::ErrorCode::io) {
      return bytes.error();
    }
    if (!bytes) {
      if (const auto ok = state.put_away(name, state.rejected, bytes.error().message); !ok) {
        return ok.error();
      }
      continue;
    }
    const auto signature =
        read_plain(state.claimed, name + std::string{signature_suffix}, std::size_t{1} << 14);
    list.push_back({name, std::move(*bytes), signature ? *signature : std::string{}});
  }
  return list;
}

base::Result<void> DropBox::accept(std::string_view name) {
  return state_->put_away(std::string{name}, state_->done, {});
}

base::Result<void> DropBox::reject(std::string_view name, std::string_view reason) {
  return state_->put_away(std::string{name}, state_->rejected, reason);
}

}  // namespace holdfast::partner
