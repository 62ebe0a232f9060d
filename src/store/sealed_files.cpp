#include "store/sealed_files.hpp"

#include <atomic>
#include <fcntl.h>
#include <fmt/core.h>
#include <system_error>
#include <unistd.h>

#include "base/digest.hpp"
#include "store/file.hpp"

namespace holdfast::store {

namespace {

namespace fs = std::filesystem;

using base::Error;
using base::ErrorCode;
using base::Result;

constexpr std::string_view head{"HFSF\x01\0\0\0", 8};
constexpr std::size_t piece_bytes = std::size_t{1} << 20;
constexpr std::size_t sealed_bytes_max = piece_bytes + 256;
constexpr std::size_t digest_symbols = 64;
constexpr std::string_view unfinished_prefix = "incoming-";

fs::path folder_of(const fs::path& folder, base::SubjectId subject) {
  return folder / fmt::format("{:016x}", subject.value());
}

bool is_digest(std::string_view text) {
  return text.size() == digest_symbols &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string length_of(std::string_view bytes) {
  std::string out;
  for (unsigned shift = 0; shift < 32; shift += 8) {
    out.push_back(static_cast<char>(bytes.size() >> shift & 0xFFU));
  }
  return out;
}

std::size_t read_length(std::string_view bytes) {
  std::size_t value = 0;
  for (unsigned at = 0; at < 4; ++at) {
    value |= static_cast<std::size_t>(static_cast<unsigned char>(bytes[at])) << 8U * at;
  }
  return value;
}

Error damaged(const fs::path& path) {
  return {ErrorCode::corrupt, fmt::format("{} is damaged", path.string())};
}

class Incoming final : public port::IncomingFile {
 public:
  Incoming(port::KeyStore& keys, base::SubjectId subject, fs::path folder, fs::path unfinished,
           FileHandle file)
      : keys_(keys),
        subject_(subject),
        folder_(std::move(folder)),
        unfinished_(std::move(unfinished)),
        file_(std::move(file)) {}
  ~Incoming() override {
    std::error_code ignored;
    fs::remove(unfinished_, ignored);  // nothing, once it was renamed
  }

  Result<void> add(std::string_view piece) override {
    digest_.add(piece);
    bytes_ += piece.size();
    while (!piece.empty()) {
      const auto taken = piece.substr(0, piece_bytes - waiting_.size());
      waiting_ += taken;
      piece.remove_prefix(taken.size());
      if (waiting_.size() == piece_bytes) {
        if (auto written = write_waiting(); !written) {
          return written;
        }
      }
    }
    return {};
  }

  Result<port::KeptFile> finish() override {
    if (auto written = write_waiting(); !written) {
      return written.error();
    }
    port::KeptFile kept{base::to_hex(digest_.finish()), bytes_};
    if (auto renamed = rename_durably(unfinished_, folder_ / kept.sha256); !renamed) {
      return renamed.error();
    }
    return kept;
  }

 private:
  Result<void> write_waiting() {
    if (waiting_.empty()) {
      return {};
    }
    const auto sealed = keys_.seal(subject_, waiting_);
    waiting_.clear();
    if (auto written = write_all(file_, unfinished_, length_of(sealed)); !written) {
      return written;
    }
    return write_all(file_, unfinished_, sealed);
  }

  port::KeyStore& keys_;
  base::SubjectId subject_;
  fs::path folder_;
  fs::path unfinished_;
  FileHandle file_;
  base::Sha256 digest_;
  std::string waiting_;
  std::uint64_t bytes_ = 0;
};

Result<void> make_folder(const fs::path& folder) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) {
    return Error{ErrorCode::io,
                 fmt::format("cannot make {}: {}", folder.string(), failed.message())};
  }
  fs::permissions(folder, fs::perms::owner_all, failed);
  const FileHandle parent{::open(folder.parent_path().c_str(), O_RDONLY | O_CLOEXEC)};
  if (!parent.is_open() || ::fsync(parent.descriptor()) != 0) {
    return system_failure(folder.parent_path(), "cannot sync");
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<SealedFiles>> SealedFiles::open(const fs::path& folder,
                                                       port::KeyStore& keys) {
  if (auto made = make_folder(folder); !made) {
    return made.error();
  }
  std::error_code failed;
  for (const auto& subject : fs::directory_iterator{folder, failed}) {
    std::error_code ignored;
    for (const auto& file : fs::directory_iterator{subject.path(), ignored}) {
      if (file.path().filename().string().starts_with(unfinished_prefix)) {
        fs::remove(file.path(), ignored);
      }
    }
  }
  return std::unique_ptr<SealedFiles>{new SealedFiles{folder, keys}};
}

Result<std::unique_ptr<port::IncomingFile>> SealedFiles::receive(base::SubjectId subject) {
  static std::atomic<std::uint64_t> count{0};
  const auto folder = folder_of(folder_, subject);
  if (auto made = make_folder(folder); !made) {
    return made.error();
  }
  const auto path = folder / fmt::format("{}{}-{}", unfinished_prefix, ::getpid(), ++count);
  constexpr int mode = 0600;
  FileHandle file{::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)};
  if (!file.is_open()) {
    return system_failure(path, "cannot create");
  }
  if (auto written = write_all(file, path, head); !written) {
    return written.error();
  }
  auto incoming = std::make_unique<Incoming>(keys_, subject, folder, path, std::move(file));
  return std::unique_ptr<port::IncomingFile>{std::move(incoming)};
}

Result<std::string> SealedFiles::read(base::SubjectId subject, std::string_view sha256) const {
  if (!is_digest(sha256)) {
    return Error{ErrorCode::bad_input, "is not a SHA-256 in hex"};
  }
  const auto path = folder_of(folder_, subject) / sha256;
  const auto bytes = read_whole(path);
  if (!bytes) {
    return bytes.error();
  }
  std::string_view rest{*bytes};
  if (!rest.starts_with(head)) {
    return damaged(path);
  }
  rest.remove_prefix(head.size());
  std::string plain;
  while (!rest.empty()) {
    const auto length = rest.size() < 4 ? 0 : read_length(rest);
    if (length == 0 || length > sealed_bytes_max || length > rest.size() - 4) {
      return damaged(path);
    }
    const auto piece = keys_.open(subject, rest.substr(4, length));
    if (!piece) {
      return piece.error();
    }
    plain += *piece;
    rest.remove_prefix(4 + length);
  }
  if (base::to_hex(base::sha256(plain)) != sha256) {
    return damaged(path);
  }
  return plain;
}

Result<void> SealedFiles::drop(base::SubjectId subject) {
  std::error_code failed;
  const auto folder = folder_of(folder_, subject);
  fs::remove_all(folder, failed);
  if (failed) {
    return Error{ErrorCode::io,
                 fmt::format("cannot remove {}: {}", folder.string(), failed.message())};
  }
  return {};
}

}  // namespace holdfast::store
