#include "statement/xls_globals.hpp"

#include <fmt/core.h>

#include "statement/biff.hpp"
#include "statement/little_endian.hpp"

namespace holdfast::statement {

namespace {

constexpr std::uint16_t biff8 = 0x0600;
constexpr std::uint16_t kind_globals = 0x0005;

base::Result<void> take_bound_sheet(const Biff& record, const Limits& limits, XlsGlobals& globals) {
  BiffReader in(record);
  const auto at = in.u32();
  const auto hidden = in.u8();
  const auto kind = in.u8();
  const auto length = in.u8();
  auto name = length ? in.text(*length) : std::nullopt;
  if (!name) {
    return damaged_xls("the list of its sheets");
  }
  if (*kind != 0) {
    return {};  // a chart or a macro sheet
  }
  if (globals.sheets.size() == limits.sheets) {
    return too_large(fmt::format("the workbook has more than {} sheets", limits.sheets));
  }
  globals.sheets.push_back(
      {*std::move(name), *at, *hidden == 0 ? Visibility::shown : Visibility::hidden});
  return {};
}

base::Result<void> take_texts(const Biff& record, const Limits& limits, XlsGlobals& globals) {
  BiffReader in(record);
  const bool has_total = in.u32().has_value();
  const auto count = in.u32();
  if (!has_total || !count) {
    return damaged_xls("its shared texts");
  }
  std::uint64_t bytes = 0;
  for (std::uint32_t i = 0; i < *count; ++i) {
    const auto length = in.u16();
    auto text = length ? in.text(*length) : std::nullopt;
    if (!text) {
      return damaged_xls(fmt::format("shared text {} of {}", i + 1, *count));
    }
    bytes += text->size() + sizeof(std::string);
    if (bytes > limits.shared_bytes) {
      return too_large(fmt::format("the workbook's shared texts are more than {} MB",
                                   limits.shared_bytes >> 20U));
    }
    globals.texts.push_back(*std::move(text));
  }
  return {};
}

base::Result<void> take_global(const Biff& record, const Limits& limits, XlsGlobals& globals) {
  if (record.is(BiffRecord::file_pass)) {
    return bad_file("the workbook is protected by a password");
  }
  if (record.is(BiffRecord::bound_sheet)) {
    return take_bound_sheet(record, limits, globals);
  }
  if (record.is(BiffRecord::shared_texts)) {
    return take_texts(record, limits, globals);
  }
  BiffReader in(record);
  if (record.is(BiffRecord::date_mode)) {
    globals.zero = in.u16().value_or(0) == 1 ? DayZero::of_1904 : DayZero::of_1900;
  } else if (record.is(BiffRecord::number_format)) {
    const auto id = in.u16();
    const auto length = in.u16();
    const auto code = length ? in.text(*length) : std::nullopt;
    if (code) {
      globals.formats[*id] = is_date_format(*code);
    }
  } else if (record.is(BiffRecord::format_of_cell)) {
    const bool has_font = in.u16().has_value();
    globals.format_of_cell.push_back(has_font ? in.u16().value_or(0) : 0);
  }
  return {};
}

}  // namespace

base::Error damaged_xls(std::string_view what) {
  return bad_file(fmt::format("the old workbook is damaged: {}", what));
}

base::Result<XlsGlobals> read_xls_globals(std::string_view stream, const Limits& limits) {
  const auto first = biff_at(stream, 0);
  if (!first || !first->is(BiffRecord::begin) || first->body.size() < 4) {
    return damaged_xls("it does not begin as a workbook");
  }
  if (read_at<std::uint16_t>(first->body, 0) != biff8 ||
      read_at<std::uint16_t>(first->body, 2) != kind_globals) {
    return bad_file("a workbook of Excel 5 or 95 is not read: save it as .xlsx");
  }
  XlsGlobals globals;
  for (auto record = biff_at(stream, first->next); record && !record->is(BiffRecord::end);
       record = biff_at(stream, record->next)) {
    if (auto taken = take_global(*record, limits, globals); !taken) {
      return taken.error();
    }
  }
  if (globals.sheets.empty()) {
    return damaged_xls("it has no sheet");
  }
  return globals;
}

}  // namespace holdfast::statement
