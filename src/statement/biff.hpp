// Records of an old workbook and the texts in them (internal to statement): MS-XLS 2.1.4, 2.5.293.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::statement {

enum class BiffRecord : std::uint16_t {
  formula = 0x0006,
  end = 0x000A,
  date_mode = 0x0022,
  file_pass = 0x002F,
  continued = 0x003C,
  bound_sheet = 0x0085,
  many_rk = 0x00BD,
  rich_label = 0x00D6,
  format_of_cell = 0x00E0,
  shared_texts = 0x00FC,
  shared_label = 0x00FD,
  number = 0x0203,
  label = 0x0204,
  bool_or_error = 0x0205,
  formula_text = 0x0207,
  rk = 0x027E,
  number_format = 0x041E,
  begin = 0x0809,
};

/// A record and the pieces that continue it, none of them joined.
struct Biff {
  std::uint16_t id = 0;
  std::string_view body;
  std::vector<std::string_view> rest;
  std::size_t next = 0;  // where the record after it begins

  [[nodiscard]] bool is(BiffRecord record) const {
    return id == static_cast<std::uint16_t>(record);
  }
};

/// The record at `at`; nothing at the end or where it is cut off.
[[nodiscard]] std::optional<Biff> biff_at(std::string_view stream, std::size_t at);

/// Reads on over the pieces of one record. A read past its end answers nothing, for ever.
class BiffReader {
 public:
  explicit BiffReader(const Biff& record);

  [[nodiscard]] std::optional<std::uint8_t> u8();
  [[nodiscard]] std::optional<std::uint16_t> u16();
  [[nodiscard]] std::optional<std::uint32_t> u32();
  bool skip(std::uint64_t bytes);
  /// A text of so many characters, flags first; formatting runs after it are passed over. Where it
  /// goes on in the next piece, flags come again.
  [[nodiscard]] std::optional<std::string> text(std::uint32_t characters);

 private:
  [[nodiscard]] bool has(std::size_t bytes) const { return piece().size() - at_ >= bytes; }
  [[nodiscard]] std::string_view piece() const { return pieces_[index_]; }
  bool next_piece();

  std::vector<std::string_view> pieces_;
  std::size_t index_ = 0;
  std::size_t at_ = 0;
};

/// A number in the packed form of RK cells.
[[nodiscard]] double rk_number(std::uint32_t packed);

}  // namespace holdfast::statement
