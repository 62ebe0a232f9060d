#include "exhibit/workbook.hpp"

#include <fmt/core.h>
#include <iterator>

#include "base/xml_text.hpp"
#include "pack/pack.hpp"

namespace holdfast::exhibit {

namespace {

constexpr std::size_t rows_max = 1'048'575;  // beside the headings
constexpr std::size_t title_symbols_max = 31;
constexpr std::string_view declaration =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view main_space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view relations =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view package = "http://schemas.openxmlformats.org/package/2006";
constexpr std::string_view sheet_type =
    "application/vnd.openxmlformats-officedocument.spreadsheetml";

// Styles: 0 plain, 1 money, 2 a heading.
constexpr std::string_view styles =
    "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"#,##0.00\"/></numFmts>"
    "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
    "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
    "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
    "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
    "<borders count=\"1\"><border/></borders>"
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"
    "</cellStyleXfs><cellXfs count=\"3\">"
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
    "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
    "applyNumberFormat=\"1\"/>"
    "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>"
    "</cellXfs>";

bool is_money(std::string_view heading) {
  return heading.ends_with("_yuan");
}

void put_text(std::string& out, std::string_view text, int style) {
  fmt::format_to(std::back_inserter(out),
                 "<c t=\"inlineStr\" s=\"{}\"><is><t xml:space=\"preserve\">{}</t></is></c>", style,
                 base::xml_text(text));
}

std::string sheet_of(const Table& table) {
  std::string out{declaration};
  fmt::format_to(std::back_inserter(out),
                 "<worksheet xmlns=\"{}\"><sheetViews><sheetView workbookViewId=\"0\"><pane "
                 "ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
                 "</sheetView></sheetViews><cols><col min=\"1\" max=\"{}\" width=\"20\" "
                 "customWidth=\"1\"/></cols><sheetData><row>",
                 main_space, std::max<std::size_t>(table.headings.size(), 1));
  for (const auto& heading : table.headings) {
    put_text(out, heading, 2);
  }
  out += "</row>";
  for (const auto& row : table.rows) {
    out += "<row>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (is_money(table.headings[i]) && !row[i].empty()) {
        fmt::format_to(std::back_inserter(out), "<c s=\"1\"><v>{}</v></c>", row[i]);
      } else {
        put_text(out, row[i], 0);
      }
    }
    out += "</row>";
  }
  out += "</sheetData></worksheet>";
  return out;
}

/// A sheet's name has no more symbols than that, and none that formulas use.
std::string sheet_name(const Table& table) {
  std::string name;
  std::size_t symbols = 0;
  for (const char each : table.title) {
    const bool begins = (static_cast<unsigned char>(each) & 0xC0U) != 0x80U;
    if (begins && ++symbols > title_symbols_max) {
      break;
    }
    name += std::string_view{"[]:*?/\\"}.find(each) == std::string_view::npos ? each : ' ';
  }
  return name;
}

struct Lists {
  std::string types;      // [Content_Types].xml
  std::string sheets;     // of the workbook
  std::string relations;  // of the workbook to its sheets
};

Lists lists_of(std::span<const Table> tables) {
  Lists lists;
  for (std::size_t i = 1; i <= tables.size(); ++i) {
    fmt::format_to(std::back_inserter(lists.types),
                   "<Override PartName=\"/xl/worksheets/sheet{}.xml\" "
                   "ContentType=\"{}.worksheet+xml\"/>",
                   i, sheet_type);
    fmt::format_to(std::back_inserter(lists.sheets),
                   "<sheet name=\"{}\" sheetId=\"{}\" r:id=\"rId{}\"/>",
                   base::xml_text(sheet_name(tables[i - 1])), i, i);
    fmt::format_to(std::back_inserter(lists.relations),
                   "<Relationship Id=\"rId{}\" Type=\"{}/worksheet\" "
                   "Target=\"worksheets/sheet{}.xml\"/>",
                   i, relations, i);
  }
  return lists;
}

}  // namespace

base::Result<std::string> workbook_of(std::span<const Table> tables) {
  for (const Table& table : tables) {
    if (table.rows.size() > rows_max) {
      return base::Error{base::ErrorCode::too_large, fmt::format("a sheet holds {} rows", rows_max),
                         table.name};
    }
  }
  const auto lists = lists_of(tables);
  pack::Writer archive;
  const auto add = [&](std::string name, const std::string& body) {
    return archive.add(std::move(name), std::string{declaration} + body);
  };
  const std::initializer_list<base::Result<void>> added{
      add("[Content_Types].xml",
          fmt::format("<Types xmlns=\"{}/content-types\"><Default Extension=\"rels\" "
                      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                      "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                      "<Override PartName=\"/xl/workbook.xml\" ContentType=\"{}.sheet.main+xml\"/>"
                      "<Override PartName=\"/xl/styles.xml\" ContentType=\"{}.styles+xml\"/>"
                      "{}</Types>",
                      package, sheet_type, sheet_type, lists.types)),
      add("_rels/.rels",
          fmt::format("<Relationships xmlns=\"{}/relationships\"><Relationship Id=\"rId1\" "
                      "Type=\"{}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
                      package, relations)),
      add("xl/workbook.xml",
          fmt::format("<workbook xmlns=\"{}\" xmlns:r=\"{}\"><sheets>{}</sheets></workbook>",
                      main_space, relations, lists.sheets)),
      add("xl/_rels/workbook.xml.rels",
          fmt::format("<Relationships xmlns=\"{}/relationships\">{}<Relationship Id=\"rId{}\" "
                      "Type=\"{}/styles\" Target=\"styles.xml\"/></Relationships>",
                      package, lists.relations, tables.size() + 1, relations)),
      add("xl/styles.xml",
          fmt::format("<styleSheet xmlns=\"{}\">{}</styleSheet>", main_space, styles))};
  for (const auto& one : added) {
    if (!one) {
      return one.error();
    }
  }
  for (std::size_t i = 0; i < tables.size(); ++i) {
    if (const auto one =
            archive.add(fmt::format("xl/worksheets/sheet{}.xml", i + 1), sheet_of(tables[i]));
        !one) {
      return one.error();
    }
  }
  return archive.finish();
}

}  // namespace holdfast::exhibit
