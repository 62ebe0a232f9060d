// The graph written down as it stands, mapped again, and its memory given back to the system.

#include <algorithm>
#include <cstring>
#include <limits>
#include <sys/mman.h>

#include "fund/graph.hpp"

namespace holdfast::fund {

namespace {

/// One opening as the image keeps it, in order of arrival.
struct OpeningRow {
  std::uint32_t account = 0;
  std::uint32_t sequence = 0;
};

// What is compared and given back at once: as large as a huge page, so that the stretches of the
// address space that come from a file stay few.
constexpr std::size_t extent = std::size_t{2} << 20;

/// A read-only look at a stretch of a file.
class FileView {
 public:
  FileView(const base::FileRange& file, std::size_t begin, std::size_t bytes)
      : bytes_(bytes),
        data_(mmap(nullptr, bytes, PROT_READ, MAP_SHARED, file.descriptor,
                   static_cast<off_t>(file.offset + begin))) {}
  ~FileView() {
    if (data_ != MAP_FAILED) {
      munmap(data_, bytes_);
    }
  }
  FileView(const FileView&) = delete;
  FileView& operator=(const FileView&) = delete;
  [[nodiscard]] bool equals(const std::byte* other) const {
    return data_ != MAP_FAILED && std::memcmp(data_, other, bytes_) == 0;
  }

 private:
  std::size_t bytes_;
  void* data_;
};

}  // namespace

void Graph::write_to(base::ImageOut& out) const {
  keys_.write_to(out);
  learned_.write_to(out);
  log_.write_to(out);
  out.add("transfers", transfers_.bytes(published_.load(std::memory_order_relaxed)));
  out.add("accounts", accounts_.bytes(account_count_.load(std::memory_order_relaxed)));
  std::vector<OpeningRow> openings;
  for (const auto& [account, sequences] : openings_) {
    for (const Sequence sequence : sequences) {
      openings.push_back({account.value(), static_cast<std::uint32_t>(sequence.value())});
    }
  }
  out.keep_values("openings", std::span<const OpeningRow>{openings});
}

base::Result<void> Graph::read_from(const base::ImageIn& in) {
  base::check(published_.load() == 0 && account_count_.load() == 0, "a graph that is in use");
  for (const auto& read : {keys_.read_from(in), learned_.read_from(in), log_.read_from(in)}) {
    if (!read) {
      return read;
    }
  }
  const auto transfers = in.range("transfers");
  const auto accounts = in.range("accounts");
  const auto openings = in.values<OpeningRow>("openings");
  if (!transfers || !accounts || !openings) {
    return !transfers ? transfers.error() : !accounts ? accounts.error() : openings.error();
  }
  if (!transfers_.fits(*transfers) || !accounts_.fits(*accounts) ||
      accounts->bytes / sizeof(Run) != keys_.size()) {
    return base::Error{base::ErrorCode::corrupt, "image: transfers and accounts do not agree"};
  }
  const std::size_t count = transfers_.adopt(*transfers);
  account_count_.store(accounts_.adopt(*accounts), std::memory_order_release);
  for (const auto& row : *openings) {
    if (row.account >= keys_.size() || row.sequence >= count) {
      return base::Error{base::ErrorCode::corrupt, "image: an opening of nothing"};
    }
    note_opening(AccountId{row.account}, Sequence{row.sequence});
  }
  published_.store(count, std::memory_order_release);
  return {};
}

bool Graph::give_back(const base::ImageIn& image, GivingBack& progress, std::size_t bytes_max) {
  const auto transfers = image.range("transfers");
  if (!transfers) {
    return true;
  }
  // A transfer never changes: whatever the image holds of them may come from it.
  const std::size_t whole = transfers->bytes / base::image_page * base::image_page;
  const std::size_t end = std::min(whole, progress.transfers_done + bytes_max);
  if (progress.transfers_done < end) {
    if (!transfers_.space().give_back(*transfers, progress.transfers_done, end)) {
      return true;
    }
    progress.given += end - progress.transfers_done;
    progress.transfers_done = end;
    return false;
  }
  return log_.give_back(image, progress.words_done, progress.given, bytes_max);
}

bool AccountLog::give_back(const base::ImageIn& image, std::size_t& done, std::size_t& given,
                           std::size_t bytes_max) {
  const auto file = image.range("log words");
  if (!file) {
    return true;
  }
  const std::size_t whole = file->bytes / extent * extent;
  for (std::size_t looked = 0; done < whole && looked < bytes_max; looked += extent) {
    const FileView as_written{*file, done, extent};
    if (as_written.equals(words_.bytes(0).data() + done)) {
      if (!words_.space().give_back(*file, done, done + extent)) {
        return true;
      }
      given += extent;
    }
    done += extent;
  }
  return done == whole;
}

}  // namespace holdfast::fund
