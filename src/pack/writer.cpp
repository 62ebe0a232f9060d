#include <algorithm>
#include <utility>
#include <zlib.h>

#include "base/check.hpp"
#include "pack/layout.hpp"
#include "pack/pack.hpp"

namespace holdfast::pack {

namespace {

constexpr std::uint64_t archive_bytes_max = 0xFFFF'FFFE;
constexpr std::size_t entries_max = 65'000;
constexpr int level = 6;
constexpr int memory_level = 8;

/// Raw deflate. Empty where it would not be smaller.
std::string deflated(std::string_view bytes) {
  z_stream stream{};
  base::check(deflateInit2(&stream, level, Z_DEFLATED, -MAX_WBITS, memory_level,
                           Z_DEFAULT_STRATEGY) == Z_OK,
              "zlib cannot start");
  std::string out(bytes.size(), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int ended = bytes.empty() ? Z_BUF_ERROR : deflate(&stream, Z_FINISH);
  out.resize(ended == Z_STREAM_END ? stream.total_out : 0);
  deflateEnd(&stream);
  return out;
}

std::uint32_t crc_of(std::string_view bytes) {
  return static_cast<std::uint32_t>(
      crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

template <typename Placed>
void put_common(std::string& out, const Placed& entry) {
  layout::put16(out, layout::version_needed);
  layout::put16(out, layout::utf8_names);
  layout::put16(out, entry.method == Method::stored ? layout::stored_code : layout::deflated_code);
  layout::put16(out, 0);  // time
  layout::put16(out, layout::first_day);
  layout::put32(out, entry.crc);
  layout::put32(out, entry.packed);
  layout::put32(out, entry.bytes);
  layout::put16(out, static_cast<std::uint32_t>(entry.name.size()));
  layout::put16(out, 0);  // extra field
}

}  // namespace

base::Result<void> Writer::add(std::string name, std::string_view bytes, Method method) {
  if (!is_name(name)) {
    return base::Error{base::ErrorCode::bad_input, "is no name for a part of an archive", name};
  }
  if (std::ranges::find(entries_, name, &Placed::name) != entries_.end()) {
    return base::Error{base::ErrorCode::bad_input, "is in the archive already", name};
  }
  if (entries_.size() == entries_max ||
      out_.size() + bytes.size() + layout::local_bytes + name.size() > archive_bytes_max) {
    return base::Error{base::ErrorCode::too_large, "an archive holds 65,000 parts and 4 GB", name};
  }
  const auto packed = method == Method::deflated ? deflated(bytes) : std::string{};
  const auto body = packed.empty() ? bytes : std::string_view{packed};
  entries_.push_back({std::move(name), crc_of(bytes), static_cast<std::uint32_t>(body.size()),
                      static_cast<std::uint32_t>(bytes.size()),
                      static_cast<std::uint32_t>(out_.size()),
                      packed.empty() ? Method::stored : Method::deflated});
  layout::put32(out_, layout::local_mark);
  put_common(out_, entries_.back());
  out_ += entries_.back().name;
  out_ += body;
  return {};
}

std::string Writer::finish() {
  const auto directory_at = out_.size();
  for (const Placed& entry : entries_) {
    layout::put32(out_, layout::central_mark);
    layout::put16(out_, layout::version_needed);  // made by: no system's own
    put_common(out_, entry);
    layout::put16(out_, 0);  // comment
    layout::put16(out_, 0);  // disk
    layout::put16(out_, 0);  // inside
    layout::put32(out_, 0);  // outside
    layout::put32(out_, entry.at);
    out_ += entry.name;
  }
  const auto directory_bytes = out_.size() - directory_at;
  const auto count = static_cast<std::uint32_t>(entries_.size());
  layout::put32(out_, layout::end_mark);
  layout::put16(out_, 0);
  layout::put16(out_, 0);
  layout::put16(out_, count);
  layout::put16(out_, count);
  layout::put32(out_, static_cast<std::uint32_t>(directory_bytes));
  layout::put32(out_, static_cast<std::uint32_t>(directory_at));
  layout::put16(out_, 0);
  return std::exchange(out_, {});
}

}  // namespace holdfast::pack
