#include "analyst/spool.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fmt/core.h>
#include <sys/mman.h>
#include <unistd.h>

namespace holdfast::analyst {

namespace {

base::Error io_error(std::string_view what) {
  return {base::ErrorCode::io, fmt::format("{}: {}", what, std::strerror(errno))};
}

}  // namespace

bool SpoolBudget::take(std::uint64_t bytes) {
  auto used = used_.load();
  do {
    if (bytes > bytes_max_ || used > bytes_max_ - bytes) {
      return false;
    }
  } while (!used_.compare_exchange_weak(used, used + bytes));
  return true;
}

base::Result<std::unique_ptr<SpooledFile>> SpooledFile::create(
    const std::filesystem::path& folder, std::shared_ptr<SpoolBudget> budget) {
  auto path = (folder / "statement-XXXXXX").string();
  const int file = ::mkostemp(path.data(), O_CLOEXEC);
  if (file < 0) {
    return io_error("a file cannot be spooled");
  }
  (void)::unlink(path.c_str());  // from here on it is the descriptor's alone
  return std::unique_ptr<SpooledFile>{new SpooledFile{file, std::move(budget)}};
}

SpooledFile::~SpooledFile() {
  if (mapped_ != nullptr) {
    (void)::munmap(const_cast<char*>(mapped_), size_);
  }
  (void)::close(file_);
  budget_->give_back(size_);
}

base::Result<void> SpooledFile::append(std::string_view bytes) {
  if (!budget_->take(bytes.size())) {
    return base::Error{base::ErrorCode::too_many,
                       "too many files wait to be imported; try again in a while"};
  }
  size_ += bytes.size();
  hash_.add(bytes);
  while (!bytes.empty()) {
    const auto written = ::write(file_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written <= 0) {
      return io_error("a spooled file cannot be written");
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

base::Result<void> SpooledFile::finish() {
  digest_ = base::to_hex(hash_.finish());
  if (size_ == 0) {
    return {};
  }
  void* const at = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file_, 0);
  if (at == MAP_FAILED) {
    return io_error("a spooled file cannot be read");
  }
  mapped_ = static_cast<const char*>(at);
  return {};
}

}  // namespace holdfast::analyst
