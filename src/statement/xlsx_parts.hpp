// What the sheets of a workbook share (internal to statement). One thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "statement/serial_date.hpp"
#include "statement/sheet.hpp"
#include "statement/zip_file.hpp"

namespace holdfast::statement {

/// Texts by number, one after the other in one buffer.
class SharedTexts {
 public:
  void append(std::string_view piece) { all_.append(piece); }
  void end_text() { ends_.push_back(all_.size()); }
  [[nodiscard]] std::size_t bytes() const { return all_.size() + ends_.size() * 8; }
  [[nodiscard]] std::size_t size() const { return ends_.size(); }
  [[nodiscard]] std::string_view at(std::size_t number) const {
    const std::size_t begin = number == 0 ? 0 : ends_[number - 1];
    return std::string_view(all_).substr(begin, ends_[number] - begin);
  }

 private:
  std::string all_;
  std::vector<std::size_t> ends_;
};

struct XlsxSheet {
  std::string name;
  std::string part;
  Visibility visibility = Visibility::shown;
};

struct XlsxParts {
  std::vector<XlsxSheet> sheets;  // in the order of the tabs
  SharedTexts texts;
  std::vector<bool> is_date;  // by cell format
  DayZero zero = DayZero::of_1900;
};

[[nodiscard]] base::Result<XlsxParts> read_parts(ZipFile& zip, const Limits& limits);

[[nodiscard]] base::Result<void> read_xlsx_sheet(ZipFile& zip, const XlsxParts& parts,
                                                 const XlsxSheet& sheet, const Limits& limits,
                                                 Budget& budget, SheetTaker& taker);

}  // namespace holdfast::statement
