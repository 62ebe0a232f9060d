#include "store/snapshot_file.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <fmt/format.h>
#include <functional>
#include <vector>

#include "base/log.hpp"
#include "store/file.hpp"

namespace holdfast::store {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using port::BatchSeq;

constexpr std::string_view magic = "HFSN";
constexpr std::uint32_t format_version = 1;
constexpr std::size_t digest_offset = 4 + 4 + 8 + 32 + 8;
constexpr std::size_t header_bytes = digest_offset + 32;
constexpr std::string_view name_start = "snapshot-";
constexpr std::string_view name_end = ".hfs";
constexpr std::size_t snapshots_kept = 2;

template <typename Number>
void add_number(std::string& bytes, Number value) {
  std::array<char, sizeof(Number)> raw{};
  std::memcpy(raw.data(), &value, raw.size());
  bytes.append(raw.data(), raw.size());
}

template <typename Number>
Number number_at(std::string_view bytes, std::size_t offset) {
  Number value{};
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

base::Digest digest_of(std::string_view head, std::string_view body) {
  base::Sha256 hash;
  hash.add(head);
  hash.add(body);
  return hash.finish();
}

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

Result<Snapshot> read_snapshot(const std::filesystem::path& path, BatchSeq seq) {
  auto whole = read_whole(path);
  if (!whole) {
    return whole.error();
  }
  const auto broken = [&path](std::string_view why) {
    return Error{ErrorCode::corrupt, fmt::format("{}: {}", path.string(), why)};
  };
  const std::string_view bytes{*whole};
  if (bytes.size() < header_bytes || !bytes.starts_with(magic)) {
    return broken("not a snapshot, or cut short");
  }
  if (const auto version = number_at<std::uint32_t>(bytes, 4); version != format_version) {
    return broken(fmt::format("snapshot format version {} is unknown", version));
  }
  Snapshot snapshot;
  snapshot.place.seq = number_at<BatchSeq>(bytes, 8);
  std::memcpy(snapshot.place.hash.data(), bytes.data() + 16, snapshot.place.hash.size());
  const auto body = bytes.substr(header_bytes);
  if (snapshot.place.seq != seq || number_at<std::uint64_t>(bytes, 48) != body.size()) {
    return broken("name, length and header do not agree");
  }
  const auto digest = digest_of(bytes.substr(0, digest_offset), body);
  if (bytes.substr(digest_offset, digest.size()) != base::as_bytes(digest)) {
    return broken("does not match its digest");
  }
  whole->erase(0, header_bytes);
  snapshot.body = std::move(*whole);
  return snapshot;
}

}  // namespace

Result<void> write_snapshot(const std::filesystem::path& directory, const SnapshotPlace& place,
                            std::string_view body) {
  std::string header{magic};
  add_number(header, format_version);
  add_number(header, place.seq);
  header += base::as_bytes(place.hash);
  add_number(header, static_cast<std::uint64_t>(body.size()));
  const auto digest = digest_of(header, body);
  header += base::as_bytes(digest);
  if (auto written = write_durably(path_of(directory, place.seq), {header, body}); !written) {
    return written;
  }
  const auto found = list_snapshots(directory);
  if (!found) {
    return found.error();
  }
  for (std::size_t i = snapshots_kept; i < found->size(); ++i) {
    std::error_code failed;
    const auto old = path_of(directory, (*found)[i]);
    std::filesystem::remove(old, failed);
    if (failed) {
      base::log_warn("cannot remove the old snapshot {}: {}", old.string(), failed.message());
    }
  }
  return {};
}

Result<std::optional<Snapshot>> load_latest_snapshot(const std::filesystem::path& directory,
                                                     BatchSeq until) {
  const auto found = list_snapshots(directory);
  if (!found) {
    return found.error();
  }
  for (const auto seq : *found) {
    if (seq > until) {
      base::log_warn("snapshot {} is past the end of the journal ({}): passed over", seq, until);
      continue;
    }
    auto snapshot = read_snapshot(path_of(directory, seq), seq);
    if (snapshot.ok()) {
      return std::optional{std::move(*snapshot)};
    }
    base::log_warn("snapshot passed over: {}", snapshot.error().message);
  }
  return std::optional<Snapshot>{};
}

}  // namespace holdfast::store
