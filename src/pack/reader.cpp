#include <algorithm>
#include <fmt/core.h>
#include <optional>
#include <set>
#include <utility>
#include <zlib.h>

#include "base/check.hpp"
#include "pack/layout.hpp"
#include "pack/pack.hpp"

namespace holdfast::pack {

namespace {

constexpr std::uint64_t free_of_ratio = std::uint64_t{1} << 20;

base::Error broken(std::string why, std::string where = {}) {
  return {base::ErrorCode::bad_input, std::move(why), std::move(where)};
}
base::Error over(std::string why, std::string where = {}) {
  return {base::ErrorCode::too_large, std::move(why), std::move(where)};
}

/// Where the directory is. Nothing follows the end record, not even a comment.
struct End {
  std::size_t count = 0;
  std::size_t directory_at = 0;
  std::size_t end_at = 0;
};

base::Result<End> read_end(std::string_view archive) {
  if (archive.size() < layout::end_bytes) {
    return broken("is no ZIP archive");
  }
  const auto at = archive.size() - layout::end_bytes;
  const auto word = [&](std::size_t place) { return layout::get16(archive, at + place); };
  if (layout::get32(archive, at) != layout::end_mark || word(4) != 0 || word(6) != 0 ||
      word(8) != word(10) || word(20) != 0) {
    return broken("is no ZIP archive, or has more behind its end");
  }
  const End end{word(10), layout::get32(archive, at + 16), at};
  const std::size_t directory_bytes = layout::get32(archive, at + 12);
  if (end.directory_at > at || at - end.directory_at != directory_bytes) {
    return broken("its directory is not where it is said to be");
  }
  return end;
}

/// What both records of an entry say, from the version needed to the extra field's length.
struct Common {
  std::uint16_t method = 0;
  std::uint32_t crc = 0;
  std::uint32_t packed = 0;
  std::uint32_t bytes = 0;
  std::size_t name_bytes = 0;
  bool is_plain = false;  // as the writer writes it: no encryption, no extra field
  bool operator==(const Common&) const = default;
};

Common read_common(std::string_view archive, std::size_t at) {
  Common common;
  const auto flags = layout::get16(archive, at + 2);
  common.method = layout::get16(archive, at + 4);
  common.crc = layout::get32(archive, at + 10);
  common.packed = layout::get32(archive, at + 14);
  common.bytes = layout::get32(archive, at + 18);
  common.name_bytes = layout::get16(archive, at + 22);
  common.is_plain = layout::get16(archive, at) == layout::version_needed &&
                    flags == layout::utf8_names && layout::get16(archive, at + 24) == 0;
  return common;
}

/// The record of an entry in the directory, and where the next one begins.
struct Listed {
  Common common;
  std::string_view name;
  std::size_t local_at = 0;
  std::size_t next = 0;
};

base::Result<Listed> read_listed(std::string_view archive, std::size_t at, std::size_t end) {
  if (end - at < layout::central_bytes || layout::get32(archive, at) != layout::central_mark) {
    return broken("its directory is damaged");
  }
  Listed listed;
  listed.common = read_common(archive, at + 6);
  listed.local_at = layout::get32(archive, at + 42);
  const bool has_comment = layout::get16(archive, at + 32) != 0;
  const bool on_disk = layout::get16(archive, at + 34) != 0;
  if (!listed.common.is_plain || has_comment || on_disk ||
      end - at - layout::central_bytes < listed.common.name_bytes) {
    return broken("an entry is encrypted, or has fields that are not expected here");
  }
  listed.name = archive.substr(at + layout::central_bytes, listed.common.name_bytes);
  listed.next = at + layout::central_bytes + listed.common.name_bytes;
  return listed;
}

/// The entry's bytes, after what stands before them was compared with the directory.
base::Result<std::string_view> packed_bytes(std::string_view archive, const Listed& listed,
                                            std::size_t at, std::size_t end) {
  const std::string name{listed.name};
  if (listed.local_at != at) {
    return broken("bytes of the archive belong to no entry", name);
  }
  if (end - at < layout::local_bytes || layout::get32(archive, at) != layout::local_mark ||
      read_common(archive, at + 4) != listed.common) {
    return broken("the directory says something else of it than stands before it", name);
  }
  const auto body = at + layout::local_bytes + listed.name.size();
  if (body > end || end - body < listed.common.packed ||
      archive.substr(at + layout::local_bytes, listed.name.size()) != listed.name) {
    return broken("the directory says something else of it than stands before it", name);
  }
  return archive.substr(body, listed.common.packed);
}

base::Result<Method> method_of(const Listed& listed) {
  const auto& common = listed.common;
  if (common.method == layout::deflated_code) {
    return Method::deflated;
  }
  if (common.method != layout::stored_code || common.packed != common.bytes) {
    return broken("is packed in a way that is not read", std::string{listed.name});
  }
  return Method::stored;
}

base::Result<void> check_size(const Listed& listed, std::uint64_t sum, const Limits& limits) {
  const auto& common = listed.common;
  const std::string name{listed.name};
  if (common.bytes > limits.entry_bytes_max || sum > limits.bytes_max) {
    return over("unpacks to more than is read", name);
  }
  if (common.bytes > free_of_ratio && common.bytes / limits.ratio_max > common.packed) {
    return over(fmt::format("unpacks to more than {} times its size", limits.ratio_max), name);
  }
  return {};
}

/// Exactly `size` bytes, from all of `packed`; nothing where it is not that.
std::optional<std::string> inflated(std::string_view packed, std::size_t size) {
  z_stream stream{};
  base::check(inflateInit2(&stream, -MAX_WBITS) == Z_OK, "zlib cannot start");
  std::string out(size, '\0');
  char nothing = 0;  // where `out` is empty
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(size == 0 ? &nothing : out.data());
  stream.avail_out = static_cast<uInt>(size);
  const int ended = inflate(&stream, Z_FINISH);
  const bool fits = ended == Z_STREAM_END && stream.total_out == size && stream.avail_in == 0;
  inflateEnd(&stream);
  return fits ? std::optional{std::move(out)} : std::nullopt;
}

}  // namespace

base::Result<Reader> Reader::open(std::string_view archive, const Limits& limits) {
  const auto end = read_end(archive);
  if (!end) {
    return end.error();
  }
  if (end->count > limits.entries_max) {
    return over(fmt::format("has more than {} parts", limits.entries_max));
  }
  Reader reader;
  std::set<std::string_view> names;
  std::uint64_t sum = 0;
  std::size_t local_at = 0;
  std::size_t listed_at = end->directory_at;
  for (std::size_t i = 0; i < end->count; ++i) {
    const auto listed = read_listed(archive, listed_at, end->end_at);
    if (!listed) {
      return listed.error();
    }
    if (!is_name(listed->name) || !names.insert(listed->name).second) {
      return broken("a name leads elsewhere or stands there twice",
                    is_name(listed->name) ? std::string{listed->name} : std::string{});
    }
    sum += listed->common.bytes;
    if (const auto fits = check_size(*listed, sum, limits); !fits) {
      return fits.error();
    }
    const auto method = method_of(*listed);
    const auto packed = packed_bytes(archive, *listed, local_at, end->directory_at);
    if (!method || !packed) {
      return !method ? method.error() : packed.error();
    }
    reader.entries_.push_back({std::string{listed->name}, listed->common.bytes});
    reader.places_.push_back({*packed, listed->common.crc, *method});
    local_at += layout::local_bytes + listed->name.size() + packed->size();
    listed_at = listed->next;
  }
  if (local_at != end->directory_at || listed_at != end->end_at) {
    return broken("bytes of the archive belong to no entry");
  }
  return reader;
}

bool Reader::has(std::string_view name) const {
  return std::ranges::find(entries_, name, &Entry::name) != entries_.end();
}

base::Result<std::string> Reader::read(std::string_view name) const {
  const auto found = std::ranges::find(entries_, name, &Entry::name);
  if (found == entries_.end()) {
    return base::Error{base::ErrorCode::not_found, "is not in the archive", std::string{name}};
  }
  const Place& place = places_[static_cast<std::size_t>(found - entries_.begin())];
  auto bytes = place.method == Method::stored
                   ? std::optional{std::string{place.packed}}
                   : inflated(place.packed, static_cast<std::size_t>(found->bytes));
  if (!bytes ||
      crc32_z(0, reinterpret_cast<const Bytef*>(bytes->data()), bytes->size()) != place.crc) {
    return broken("is damaged: its checksum does not fit", std::string{name});
  }
  return *std::move(bytes);
}

}  // namespace holdfast::pack
