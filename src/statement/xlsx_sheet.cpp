// One sheet of an .xlsx: elements become cells, cells rows.
#include <array>
#include <charconv>
#include <fmt/core.h>

#include "statement/xlsx_parts.hpp"
#include "statement/xml_part.hpp"

namespace holdfast::statement {

namespace {

constexpr std::uint64_t rows_of_a_sheet = 1'048'576;

/// "AB12" is column 27; nothing for a text that is no cell's name.
std::optional<std::size_t> column_of(std::string_view reference) {
  std::size_t column = 0;
  std::size_t letters = 0;
  while (letters < reference.size() && reference[letters] >= 'A' && reference[letters] <= 'Z') {
    if (++letters > 3) {
      return std::nullopt;
    }
    column = column * 26 + static_cast<std::size_t>(reference[letters - 1] - 'A') + 1;
  }
  return letters == 0 ? std::nullopt : std::optional(column - 1);
}

std::optional<std::uint64_t> whole(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() && !text.empty()
             ? std::optional(value)
             : std::nullopt;
}

/// Digits that need no rounding to be shown as they are: at most fifteen, at most two decimals.
bool is_plain(std::string_view number) {
  std::size_t decimals = 0;
  bool after_point = false;
  for (std::size_t i = 0; i < number.size(); ++i) {
    const char c = number[i];
    if (c == '.' && !after_point && i > 0) {
      after_point = true;
    } else if (c >= '0' && c <= '9') {
      decimals += after_point ? 1 : 0;
    } else if (c != '-' || i > 0) {
      return false;
    }
  }
  return number.size() <= 15 && decimals <= 2;
}

class Sheet final : public XmlTaker {
 public:
  Sheet(const XlsxParts& parts, const Limits& limits, Budget& budget, SheetTaker& taker)
      : parts_(parts), limits_(limits), budget_(budget), taker_(taker) {}

  void start(std::string_view name, const Attributes& attributes) override {
    if (name == "v" || name == "t") {
      takes_text_ = in_cell_ && !in_reading_aid_;
    } else if (name == "c") {
      begin_cell(attributes);
    } else if (name == "row") {
      begin_row(attributes);
    } else if (name == "rPh") {
      in_reading_aid_ = true;
    }
  }
  void end(std::string_view name) override {
    if (name == "v" || name == "t") {
      takes_text_ = false;
    } else if (name == "c") {
      end_cell();
    } else if (name == "row") {
      end_row();
    } else if (name == "rPh") {
      in_reading_aid_ = false;
    }
  }
  void text(std::string_view text) override {
    if (takes_text_) {
      texts_.append(text);
      if (texts_.size() > limits_.row_bytes) {
        fail(too_large(fmt::format("row {} holds more than {} bytes", row_, limits_.row_bytes)));
      }
    }
  }

 private:
  enum class Type { number, shared, text, boolean, error, iso_date };
  /// A cell of the present row; its text lies in `texts_` or, of a shared one, elsewhere.
  struct Kept {
    std::size_t begin = 0;
    std::size_t size = 0;
    std::string_view elsewhere;
    CellKind kind = CellKind::text;
  };

  void begin_row(const Attributes& attributes) {
    const auto number = whole(attributes.at("r"));
    const std::uint64_t next = number.value_or(row_ + 1);
    if (next <= row_ || next > rows_of_a_sheet) {
      fail(bad_file(fmt::format("row {} follows row {}: the sheet is damaged", next, row_)));
      return;
    }
    row_ = next;
    next_column_ = 0;
    kept_.clear();
    texts_.clear();
  }

  void begin_cell(const Attributes& attributes) {
    const auto reference = attributes.at("r");
    const auto named = column_of(reference);
    if (!reference.empty() && !named) {
      fail(bad_file(fmt::format("row {} has a cell called \"{}\"", row_, reference.substr(0, 16))));
      return;
    }
    column_ = named.value_or(next_column_);
    if (column_ < next_column_) {
      fail(bad_file(fmt::format("row {} has its cells out of order", row_)));
      return;
    }
    next_column_ = column_ + 1;
    type_ = type_of(attributes.at("t"));
    format_ = whole(attributes.at("s")).value_or(0);
    begin_ = texts_.size();
    in_cell_ = true;
  }

  static Type type_of(std::string_view name) {
    if (name.empty() || name == "n") {
      return Type::number;
    }
    if (name == "s") {
      return Type::shared;
    }
    if (name == "b") {
      return Type::boolean;
    }
    if (name == "d") {
      return Type::iso_date;
    }
    return name == "e" ? Type::error : Type::text;
  }

  void end_cell() {
    in_cell_ = false;
    const std::string_view text = std::string_view(texts_).substr(begin_);
    if (text.empty() || failure()) {
      return;
    }
    if (column_ >= limits_.columns) {
      fail(too_large(fmt::format("row {} has more than {} columns", row_, limits_.columns)));
      return;
    }
    kept_.resize(column_ + 1);
    Kept& cell = kept_.back();
    cell.begin = begin_;
    switch (type_) {
      case Type::shared:
        take_shared(text, cell);
        return;
      case Type::number:
        take_number(text, cell);
        break;
      case Type::error:
        cell.kind = CellKind::broken;
        break;
      case Type::iso_date:
        cell.kind = CellKind::moment;
        break;
      case Type::boolean:
      case Type::text:
        break;
    }
    cell.size = texts_.size() - begin_;
  }

  void take_shared(std::string_view text, Kept& cell) {
    const auto number = whole(text);
    if (!number || *number >= parts_.texts.size()) {
      fail(bad_file(fmt::format("row {} column {} names shared text {} of {}", row_, column_ + 1,
                                text.substr(0, 16), parts_.texts.size())));
      return;
    }
    cell.elsewhere = parts_.texts.at(*number);
  }

  void take_number(std::string_view text, Kept& cell) {
    const bool is_date = format_ < parts_.is_date.size() && parts_.is_date[format_];
    cell.kind = CellKind::number;
    if (!is_date && is_plain(text)) {
      return;
    }
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
      return;  // not a number: whoever reads the cell will say so
    }
    const auto moment = is_date ? moment_text(value, parts_.zero) : std::nullopt;
    cell.kind = moment ? CellKind::moment : CellKind::number;
    texts_.resize(begin_);
    texts_.append(moment ? *moment : number_text(value));
  }

  void end_row() {
    if (failure() || kept_.empty()) {
      return;
    }
    cells_.clear();
    for (const Kept& cell : kept_) {
      cells_.push_back({.text = cell.elsewhere.empty()
                                    ? std::string_view(texts_).substr(cell.begin, cell.size)
                                    : cell.elsewhere,
                        .kind = cell.kind});
    }
    if (const auto counted = count_row(budget_, limits_, row_, cells_); !counted) {
      fail(counted.error());
      return;
    }
    if (const auto taken = taker_.row({.number = row_, .cells = cells_}); !taken) {
      fail(taken.error());
    }
    kept_.clear();
  }

  const XlsxParts& parts_;
  const Limits& limits_;
  Budget& budget_;
  SheetTaker& taker_;
  std::uint64_t row_ = 0;
  std::size_t next_column_ = 0;
  std::size_t column_ = 0;
  Type type_ = Type::number;
  std::uint64_t format_ = 0;
  std::size_t begin_ = 0;  // of the present cell's text in `texts_`
  bool in_cell_ = false;
  bool takes_text_ = false;
  bool in_reading_aid_ = false;
  std::string texts_;
  std::vector<Kept> kept_;
  std::vector<Cell> cells_;
};

}  // namespace

base::Result<void> read_xlsx_sheet(ZipFile& zip, const XlsxParts& parts, const XlsxSheet& sheet,
                                   const Limits& limits, Budget& budget, SheetTaker& taker) {
  if (!zip.has(sheet.part)) {
    return bad_file(fmt::format("the sheet \"{}\" is not in the file", sheet.name));
  }
  if (auto begun = taker.begin(sheet.name, sheet.visibility); !begun) {
    return begun;
  }
  Sheet rows(parts, limits, budget, taker);
  if (auto read = read_xml(zip, sheet.part, limits, rows); !read) {
    base::Error error = read.error();
    error.message = fmt::format("sheet \"{}\": {}", sheet.name, error.message);
    return error;
  }
  return taker.end();
}

}  // namespace holdfast::statement
