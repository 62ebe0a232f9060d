// A directory that a partner and the centre exchange files through, on a disk or an SFTP mount
// (doc/formats/file-drop.md). Below it:
//
//   out/       orders, one a file with its signature beside; the partner takes both away
//   in/        results, laid by the partner
//   claimed/   what is being read in; after a crash it is read again
//   done/      what was taken, rejected/ what was not, each with a reason beside
//   sent/      an empty file for each order that was ever laid: it is not laid twice
//
// A file appears under its name when it is whole: written under another name, synced, renamed. What
// a partner lays counts once it stopped growing. Nothing outside the directory can be reached: only
// plain files with plain names are looked at, no link is followed. No inotify: it is looked at
// again and again. One process at a time; any thread, one at a time.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace holdfast::partner {

struct DropLimits {
  std::size_t bytes_max = std::size_t{16} << 20;       // of one file
  std::size_t files_at_once = 200;                     // claimed in one look
  std::size_t entries_max = 20'000;                    // of in/: more is no exchange but a flood
  std::chrono::milliseconds settles{2'000};            // unchanged for so long: it is whole
  std::chrono::milliseconds signature_waits{600'000};  // for the signature beside it
};

/// Where an order that was to be laid stands.
enum class Laid {
  fresh,    // it was laid now
  waiting,  // it lies there from before
  fetched,  // it lay there, and somebody took it away
};

class DropBox {
 public:
  using Clock = std::chrono::steady_clock;

  /// Makes what is missing below `directory`, which must be there. Errors: bad_input when it is no
  /// directory or a link, io.
  [[nodiscard]] static base::Result<DropBox> open(const std::filesystem::path& directory,
                                                  DropLimits limits = {});
  DropBox(DropBox&&) noexcept;
  DropBox& operator=(DropBox&&) noexcept;
  ~DropBox();

  /// Lays `bytes` with their signature as out/`name`, once for ever. Errors: bad_input for a name
  /// that is not plain, io.
  [[nodiscard]] base::Result<Laid> lay(std::string_view name, std::string_view bytes,
                                       std::string_view signature);
  /// Names of orders that were laid and are out/ no longer: each is told once.
  [[nodiscard]] base::Result<std::vector<std::string>> fetched();

  struct Incoming {
    std::string name;
    std::string bytes;
    std::string signature;  // empty: none came with it
  };
  /// What a partner laid and is whole by now, beside all that was claimed before and neither
  /// accepted nor rejected. What is too large or no plain file goes to rejected/ at once. Errors:
  /// io, too_many.
  [[nodiscard]] base::Result<std::vector<Incoming>> claim(Clock::time_point now,
                                                          bool need_signature);

  /// To done/, or to rejected/ with the reason beside it.
  [[nodiscard]] base::Result<void> accept(std::string_view name);
  [[nodiscard]] base::Result<void> reject(std::string_view name, std::string_view reason);

 private:
  struct State;
  explicit DropBox(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// 1 to 128 of letters, digits, '.', '_' and '-', not beginning with a dot, and no name that is
/// used for what is still being written.
[[nodiscard]] bool is_plain_name(std::string_view name);

}  // namespace holdfast::partner
