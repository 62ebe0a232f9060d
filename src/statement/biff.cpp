#include "statement/biff.hpp"

#include <algorithm>
#include <bit>

#include "feed/utf8.hpp"
#include "statement/little_endian.hpp"

namespace holdfast::statement {

namespace {

constexpr std::size_t head_bytes = 4;
constexpr std::uint8_t wide_flag = 1;
constexpr std::uint8_t phonetic_flag = 4;
constexpr std::uint8_t rich_flag = 8;

/// UTF-16 units to UTF-8; a lone half of a pair becomes U+FFFD.
class Utf16 {
 public:
  explicit Utf16(std::string& out) : out_(out) {}
  void take(char16_t unit) {
    const bool is_low = unit >= 0xDC00 && unit <= 0xDFFF;
    if (high_ != 0 && is_low) {
      feed::append_utf8(out_, 0x10000U + ((char32_t{high_} - 0xD800U) << 10U) + (unit - 0xDC00U));
      high_ = 0;
      return;
    }
    finish();
    if (unit >= 0xD800 && unit <= 0xDBFF) {
      high_ = unit;
    } else {
      feed::append_utf8(out_, is_low ? 0xFFFD : char32_t{unit});
    }
  }
  void finish() {
    if (high_ != 0) {
      feed::append_utf8(out_, 0xFFFD);
      high_ = 0;
    }
  }

 private:
  std::string& out_;
  char16_t high_ = 0;
};

}  // namespace

std::optional<Biff> biff_at(std::string_view stream, std::size_t at) {
  const auto piece = [stream](std::size_t from) -> std::optional<std::string_view> {
    if (from + head_bytes > stream.size()) {
      return std::nullopt;
    }
    const std::size_t length = read_at<std::uint16_t>(stream, from + 2);
    return from + head_bytes + length > stream.size()
               ? std::nullopt
               : std::optional(stream.substr(from + head_bytes, length));
  };
  const auto body = piece(at);
  if (!body) {
    return std::nullopt;
  }
  Biff record{.id = read_at<std::uint16_t>(stream, at), .body = *body, .rest = {}};
  record.next = at + head_bytes + body->size();
  for (auto more = piece(record.next); more; more = piece(record.next)) {
    if (read_at<std::uint16_t>(stream, record.next) !=
        static_cast<std::uint16_t>(BiffRecord::continued)) {
      break;
    }
    record.rest.push_back(*more);
    record.next += head_bytes + more->size();
  }
  return record;
}

BiffReader::BiffReader(const Biff& record) : pieces_{record.body} {
  pieces_.insert(pieces_.end(), record.rest.begin(), record.rest.end());
}

bool BiffReader::next_piece() {
  if (index_ + 1 == pieces_.size()) {
    at_ = piece().size();
    return false;
  }
  ++index_;
  at_ = 0;
  return true;
}

std::optional<std::uint8_t> BiffReader::u8() {
  while (!has(1)) {
    if (!next_piece()) {
      return std::nullopt;
    }
  }
  return static_cast<std::uint8_t>(piece()[at_++]);
}

std::optional<std::uint16_t> BiffReader::u16() {
  const auto low = u8();
  const auto high = u8();
  return high ? std::optional(static_cast<std::uint16_t>(*low | *high << 8)) : std::nullopt;
}

std::optional<std::uint32_t> BiffReader::u32() {
  const auto low = u16();
  const auto high = u16();
  return high ? std::optional(std::uint32_t{*low} | std::uint32_t{*high} << 16) : std::nullopt;
}

bool BiffReader::skip(std::uint64_t bytes) {
  while (bytes > 0) {
    const std::uint64_t here = std::min<std::uint64_t>(bytes, piece().size() - at_);
    at_ += here;
    bytes -= here;
    if (bytes > 0 && !next_piece()) {
      return false;
    }
  }
  return true;
}

std::optional<std::string> BiffReader::text(std::uint32_t characters) {
  auto flags = u8();
  if (!flags) {
    return std::nullopt;
  }
  std::uint64_t after = 0;
  if ((*flags & rich_flag) != 0) {
    const auto runs = u16();
    if (!runs) {
      return std::nullopt;
    }
    after += std::uint64_t{*runs} * 4;
  }
  if ((*flags & phonetic_flag) != 0) {
    const auto size = u32();
    if (!size) {
      return std::nullopt;
    }
    after += *size;
  }
  std::string out;
  Utf16 units(out);
  for (std::uint32_t left = characters; left > 0;) {
    const std::size_t width = (*flags & wide_flag) != 0 ? 2 : 1;
    if (!has(width)) {
      if (!next_piece() || !(flags = u8())) {
        return std::nullopt;
      }
      continue;
    }
    if (width == 2) {
      units.take(read_at<char16_t>(piece(), at_));
    } else {
      units.take(static_cast<unsigned char>(piece()[at_]));
    }
    at_ += width;
    --left;
  }
  units.finish();
  return skip(after) ? std::optional(std::move(out)) : std::nullopt;
}

double rk_number(std::uint32_t packed) {
  const bool is_whole = (packed & 2U) != 0;
  const double value = is_whole
                           ? static_cast<double>(static_cast<std::int32_t>(packed) >> 2)
                           : std::bit_cast<double>(std::uint64_t{packed & 0xFFFF'FFFCU} << 32U);
  return (packed & 1U) != 0 ? value / 100 : value;
}

}  // namespace holdfast::statement
