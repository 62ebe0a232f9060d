#include "support/workbook.hpp"

#include <cstdlib>
#include <fmt/format.h>
#include <iconv.h>
#include <iterator>
#include <map>
#include <zlib.h>

namespace holdfast::test {

namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out.push_back(c);
    }
  }
  return out;
}

std::string column_name(std::size_t column) {
  std::string name;
  for (std::size_t left = column + 1; left > 0; left = (left - 1) / 26) {
    name.insert(name.begin(), static_cast<char>('A' + (left - 1) % 26));
  }
  return name;
}

void put16(std::string& out, std::size_t value) {
  out.push_back(static_cast<char>(value & 0xFF));
  out.push_back(static_cast<char>(value >> 8 & 0xFF));
}
void put32(std::string& out, std::size_t value) {
  put16(out, value & 0xFFFF);
  put16(out, value >> 16 & 0xFFFF);
}

std::string deflated(const std::string& bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    std::abort();
  }
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  if (::deflate(&stream, Z_FINISH) != Z_STREAM_END) {
    std::abort();
  }
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

class XlsxWriter {
 public:
  explicit XlsxWriter(const XlsxForm& form) : form_(form), p_(form.prefix) {}

  std::string sheet(const MadeSheet& made) {
    std::string xml = fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<{}worksheet "
        "xmlns{}=\"http://"
        "schemas.openxmlformats.org/spreadsheetml/2006/main\"><{}sheetData>",
        p_, p_.empty() ? "" : ":" + p_.substr(0, p_.size() - 1), p_);
    for (std::size_t r = 0; r < made.rows.size(); ++r) {
      if (made.rows[r].empty()) {
        continue;
      }
      put(xml, "<{}row r=\"{}\">", p_, r + 1);
      for (std::size_t c = 0; c < made.rows[r].size(); ++c) {
        add_cell(
            xml, made.rows[r][c],
            form_.names_cells ? fmt::format(" r=\"{}{}\"", column_name(c), r + 1) : std::string{});
      }
      put(xml, "</{}row>", p_);
    }
    put(xml, "</{}sheetData></{}worksheet>", p_, p_);
    return xml;
  }

  std::string shared() const {
    std::string xml = "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">";
    for (const std::string& text : shared_) {
      // Two runs, as a cell with formatting has, and a reading aid that is no text of it.
      const std::size_t half = text.size() > 1 && (text[1] & 0x80) == 0 ? 1 : text.size();
      put(xml,
          "<si><r><t>{}</t></r><r><t xml:space=\"preserve\">{}</t></r><rPh><t>aid</t></rPh></si>",
          escaped(text.substr(0, half)), escaped(text.substr(half)));
    }
    return xml + "</sst>";
  }

 private:
  template <typename... Args>
  static void put(std::string& out, fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out), format, std::forward<Args>(args)...);
  }

  void add_cell(std::string& xml, const MadeCell& cell, const std::string& name) {
    using As = MadeCell::As;
    switch (cell.as) {
      case As::blank:
        if (!form_.names_cells) {
          put(xml, "<{}c/>", p_);
        }
        return;
      case As::text:
        if (!form_.shares_texts) {
          put(xml, "<{}c{} t=\"inlineStr\"><{}is><{}t>{}</{}t></{}is></{}c>", p_, name, p_, p_,
              escaped(cell.text), p_, p_, p_);
          return;
        }
        put(xml, "<{}c{} t=\"s\"><{}v>{}</{}v></{}c>", p_, name, p_, share(cell.text), p_, p_);
        return;
      case As::number:
        put(xml, "<{}c{}><{}v>{}</{}v></{}c>", p_, name, p_, cell.text, p_, p_);
        return;
      case As::date:
        put(xml, "<{}c{} s=\"1\"><{}v>{}</{}v></{}c>", p_, name, p_, cell.text, p_, p_);
        return;
      case As::error:
        put(xml, "<{}c{} t=\"e\"><{}v>#REF!</{}v></{}c>", p_, name, p_, p_, p_);
        return;
      case As::truth:
        put(xml, "<{}c{} t=\"b\"><{}v>1</{}v></{}c>", p_, name, p_, p_, p_);
        return;
      case As::formula:
        put(xml, "<{}c{} t=\"str\"><{}f>A1&amp;\"x\"</{}f><{}v>{}</{}v></{}c>", p_, name, p_, p_,
            p_, escaped(cell.text), p_, p_);
        return;
    }
  }

  std::size_t share(const std::string& text) {
    const auto [found, is_new] = numbers_.try_emplace(text, shared_.size());
    if (is_new) {
      shared_.push_back(text);
    }
    return found->second;
  }

  const XlsxForm& form_;
  std::string p_;
  std::map<std::string, std::size_t> numbers_;
  std::vector<std::string> shared_;
};

}  // namespace

MadeCell text_cell(std::string text) {
  return {text.empty() ? MadeCell::As::blank : MadeCell::As::text, std::move(text), 0};
}
MadeCell number_cell(double number) {
  return {MadeCell::As::number, fmt::format("{:.17g}", number), number};
}
MadeCell number_cell(std::string as_written) {
  const double number = std::strtod(as_written.c_str(), nullptr);
  return {MadeCell::As::number, std::move(as_written), number};
}
MadeCell date_cell(double serial) {
  return {MadeCell::As::date, fmt::format("{:.17g}", serial), serial};
}

MadeRow text_row(const std::vector<std::string>& texts) {
  MadeRow row;
  for (const std::string& text : texts) {
    row.push_back(text_cell(text));
  }
  return row;
}

std::string make_zip(const std::vector<ZipPart>& parts, Packing packing) {
  std::string out;
  std::string directory;
  for (const auto& [name, bytes] : parts) {
    const bool is_packed = packing == Packing::deflated;
    const std::string content = is_packed ? deflated(bytes) : bytes;
    const auto checksum =
        crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size()));
    std::string common;
    put16(common, 20);
    put16(common, 0);
    put16(common, is_packed ? 8 : 0);
    put32(common, 0x5821'0000);  // a day in 2024
    put32(common, checksum);
    put32(common, content.size());
    put32(common, bytes.size());
    put16(common, name.size());
    put16(common, 0);
    put32(directory, 0x0201'4B50);
    put16(directory, 20);
    directory += common;
    put16(directory, 0);
    put16(directory, 0);
    put16(directory, 0);
    put32(directory, 0);
    put32(directory, out.size());
    directory += name;
    put32(out, 0x0403'4B50);
    out += common + name + content;
  }
  const std::size_t at = out.size();
  out += directory;
  put32(out, 0x0605'4B50);
  put32(out, 0);
  put16(out, parts.size());
  put16(out, parts.size());
  put32(out, directory.size());
  put32(out, at);
  put16(out, 0);
  return out;
}

std::string make_xlsx(const std::vector<MadeSheet>& sheets, const XlsxForm& form) {
  XlsxWriter writer(form);
  const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  std::string book = fmt::format(
      "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
      "xmlns:r=\"{}\"><workbookPr{}/><sheets>",
      office, form.counts_from_1904 ? " date1904=\"1\"" : "");
  std::string relations =
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
  std::vector<ZipPart> parts;
  parts.emplace_back(
      "_rels/.rels",
      fmt::format("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
                  "relationships\"><Relationship Id=\"rId1\" Type=\"{}/officeDocument\" "
                  "Target=\"xl/workbook.xml\"/></Relationships>",
                  office));
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    book +=
        fmt::format("<sheet name=\"{}\" sheetId=\"{}\" r:id=\"rId{}\"{}/>", escaped(sheets[i].name),
                    i + 1, i + 1, sheets[i].is_hidden ? " state=\"hidden\"" : "");
    relations += fmt::format(
        "<Relationship Id=\"rId{}\" Type=\"{}/worksheet\" Target=\"worksheets/sheet{}.xml\"/>",
        i + 1, office, i + 1);
    parts.emplace_back(fmt::format("xl/worksheets/sheet{}.xml", i + 1), writer.sheet(sheets[i]));
  }
  relations += fmt::format(
      "<Relationship Id=\"rIdS\" Type=\"{}/sharedStrings\" Target=\"sharedStrings.xml\"/>"
      "<Relationship Id=\"rIdT\" Type=\"{}/styles\" Target=\"styles.xml\"/></Relationships>",
      office, office);
  parts.emplace_back("xl/workbook.xml", book + "</sheets></workbook>");
  parts.emplace_back("xl/_rels/workbook.xml.rels", relations);
  parts.emplace_back("xl/sharedStrings.xml", writer.shared());
  parts.emplace_back("xl/styles.xml",
                     "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/"
                     "main\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" "
                     "formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/></numFmts><cellStyleXfs><xf "
                     "numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf "
                     "numFmtId=\"164\"/></cellXfs></styleSheet>");
  return make_zip(parts);
}

std::string encoded(std::string_view text, const char* encoding) {
  iconv_t converter = iconv_open(encoding, "UTF-8");
  if (converter == reinterpret_cast<iconv_t>(-1)) {
    std::abort();
  }
  std::string in(text);
  std::string out(text.size() * 4 + 16, '\0');
  char* from = in.data();
  char* to = out.data();
  std::size_t from_left = in.size();
  std::size_t to_left = out.size();
  if (iconv(converter, &from, &from_left, &to, &to_left) == static_cast<std::size_t>(-1)) {
    std::abort();
  }
  iconv_close(converter);
  out.resize(out.size() - to_left);
  return out;
}

}  // namespace holdfast::test
