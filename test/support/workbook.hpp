// Files as banks send them, made by code: workbooks of both forms and texts in other encodings.
// Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace holdfast::test {

struct MadeCell {
  enum class As : std::uint8_t { blank, text, number, date, error, truth, formula };
  As as = As::blank;
  std::string text;   // of a number as it stands in the file
  double number = 0;  // of the old form, and of dates
};

[[nodiscard]] MadeCell text_cell(std::string text);
[[nodiscard]] MadeCell number_cell(double number);
/// As another program may write it: "6.2220212345678901E+18".
[[nodiscard]] MadeCell number_cell(std::string as_written);
/// A number that the sheet shows as date and time.
[[nodiscard]] MadeCell date_cell(double serial);

using MadeRow = std::vector<MadeCell>;
/// Every cell a text; an empty text is no cell.
[[nodiscard]] MadeRow text_row(const std::vector<std::string>& texts);

struct MadeSheet {
  std::string name;
  std::vector<MadeRow> rows;  // an empty one is not written
  bool is_hidden = false;
};

struct XlsxForm {
  bool shares_texts = true;  // else inline
  bool names_cells = true;   // r="B7"; else cells follow each other, all of them written
  bool counts_from_1904 = false;
  std::string prefix = {};  // "x:" as some libraries write
};
[[nodiscard]] std::string make_xlsx(const std::vector<MadeSheet>& sheets,
                                    const XlsxForm& form = {});

using ZipPart = std::pair<std::string, std::string>;
enum class Packing : std::uint8_t { stored, deflated };
[[nodiscard]] std::string make_zip(const std::vector<ZipPart>& parts,
                                   Packing packing = Packing::deflated);

struct XlsForm {
  bool counts_from_1904 = false;
  std::uint16_t version = 0x0600;  // 0x0500: Excel 95
  bool is_protected = false;
  std::size_t text_piece = 8000;  // how much of the shared texts a record holds
};
[[nodiscard]] std::string make_xls(const std::vector<MadeSheet>& sheets, const XlsForm& form = {});
/// The container alone.
[[nodiscard]] std::string make_ole(const std::string& stream_name, const std::string& content);

/// UTF-8 in another encoding, by its name ("GB18030", "UTF-16LE").
[[nodiscard]] std::string encoded(std::string_view text, const char* encoding);

}  // namespace holdfast::test
