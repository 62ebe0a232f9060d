// The records of a ZIP archive as Writer writes them and Reader asks for them (internal to pack).
// APPNOTE 6.3: 4.3.7 local header, 4.3.12 directory, 4.3.16 end. Little-endian.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace holdfast::pack::layout {

inline constexpr std::uint32_t local_mark = 0x04034B50;
inline constexpr std::uint32_t central_mark = 0x02014B50;
inline constexpr std::uint32_t end_mark = 0x06054B50;
inline constexpr std::uint16_t version_needed = 20;
inline constexpr std::uint16_t utf8_names = 1U << 11;
inline constexpr std::uint16_t first_day = 0x0021;  // 1980-01-01
inline constexpr std::size_t local_bytes = 30;
inline constexpr std::size_t central_bytes = 46;
inline constexpr std::size_t end_bytes = 22;
inline constexpr std::uint16_t stored_code = 0;
inline constexpr std::uint16_t deflated_code = 8;

inline void put16(std::string& out, std::uint32_t value) {
  out.push_back(static_cast<char>(value & 0xFFU));
  out.push_back(static_cast<char>(value >> 8U & 0xFFU));
}
inline void put32(std::string& out, std::uint32_t value) {
  put16(out, value & 0xFFFFU);
  put16(out, value >> 16U);
}
/// The caller has checked that they are there.
inline std::uint16_t get16(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint16_t>(static_cast<unsigned char>(bytes[at]) |
                                    static_cast<unsigned char>(bytes[at + 1]) << 8U);
}
inline std::uint32_t get32(std::string_view bytes, std::size_t at) {
  return get16(bytes, at) | static_cast<std::uint32_t>(get16(bytes, at + 2)) << 16U;
}

}  // namespace holdfast::pack::layout
