// The old form: records of BIFF8 in one stream of an OLE2 container with sectors of 512 bytes.
#include <algorithm>
#include <bit>
#include <cstring>

#include "support/workbook.hpp"

namespace holdfast::test {

namespace {

constexpr std::size_t sector = 512;
constexpr std::size_t end_of_chain = 0xFFFF'FFFE;
constexpr std::size_t free_sector = 0xFFFF'FFFF;

void put16(std::string& out, std::size_t value) {
  out.push_back(static_cast<char>(value & 0xFF));
  out.push_back(static_cast<char>(value >> 8 & 0xFF));
}
void put32(std::string& out, std::size_t value) {
  put16(out, value & 0xFFFF);
  put16(out, value >> 16 & 0xFFFF);
}
void put_double(std::string& out, double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  put32(out, bits & 0xFFFF'FFFF);
  put32(out, bits >> 32);
}

void record(std::string& out, std::size_t id, const std::string& body) {
  put16(out, id);
  put16(out, body.size());
  out += body;
}

bool is_latin(const std::string& text) {
  return std::ranges::all_of(text, [](char c) { return (c & 0x80) == 0; });
}

/// Flags and characters, with their count before them in so many bytes.
std::string unicode(const std::string& text, std::size_t count_bytes) {
  const bool is_wide = !is_latin(text);
  const std::string units = is_wide ? encoded(text, "UTF-16LE") : text;
  std::string out;
  const std::size_t count = is_wide ? units.size() / 2 : units.size();
  out.push_back(static_cast<char>(count & 0xFF));
  if (count_bytes == 2) {
    out.push_back(static_cast<char>(count >> 8));
  }
  out.push_back(is_wide ? '\x01' : '\0');
  return out + units;
}

/// The shared texts, cut into records in the middle of characters' runs: each further piece of a
/// text begins with its flags.
void shared_texts(std::string& out, const std::vector<std::string>& texts, std::size_t piece) {
  std::vector<std::string> bodies(1);
  put32(bodies.back(), texts.size());
  put32(bodies.back(), texts.size());
  for (const std::string& text : texts) {
    const std::string whole = unicode(text, 2);
    const std::size_t width = (whole[2] & 1) != 0 ? 2 : 1;
    if (bodies.back().size() + 3 > piece) {
      bodies.emplace_back();
    }
    bodies.back() += whole.substr(0, 3);
    for (std::size_t at = 3; at < whole.size(); at += width) {
      if (bodies.back().size() + width > piece) {
        bodies.emplace_back(1, whole[2]);
      }
      bodies.back() += whole.substr(at, width);
    }
  }
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    record(out, i == 0 ? 0x00FC : 0x003C, bodies[i]);
  }
}

void begin(std::string& out, std::uint16_t version, std::size_t kind) {
  std::string body;
  put16(body, version);
  put16(body, kind);
  put32(body, 0);
  put32(body, 0);
  put32(body, 0x0000'0600);
  record(out, 0x0809, body);
}

std::string place(std::size_t row, std::size_t column, std::size_t format) {
  std::string body;
  put16(body, row);
  put16(body, column);
  put16(body, format);
  return body;
}

class XlsWriter {
 public:
  std::string sheet(const MadeSheet& made, std::uint16_t version) {
    std::string out;
    begin(out, version, 0x0010);
    for (std::size_t r = 0; r < made.rows.size(); ++r) {
      for (std::size_t c = 0; c < made.rows[r].size(); ++c) {
        add_cell(out, made.rows[r][c], r, c);
      }
    }
    // A chart inside the sheet, whose numbers are not the sheet's.
    begin(out, version, 0x0020);
    record(out, 0x0203, place(9, 9, 0) + std::string(8, '\x3F'));
    record(out, 0x000A, "");
    record(out, 0x000A, "");
    return out;
  }
  [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }

 private:
  void add_cell(std::string& out, const MadeCell& cell, std::size_t row, std::size_t column) {
    using As = MadeCell::As;
    std::string body = place(row, column, cell.as == As::date ? 1 : 0);
    switch (cell.as) {
      case As::blank:
        return;
      case As::text:
        texts_.push_back(cell.text);
        put32(body, texts_.size() - 1);
        record(out, 0x00FD, body);
        return;
      case As::number:
      case As::date: {
        const double hundredfold = cell.number * 100;
        if (cell.as == As::number && hundredfold == static_cast<int>(hundredfold) &&
            std::abs(hundredfold) < 1e8) {
          put32(body, static_cast<std::uint32_t>(static_cast<int>(hundredfold)) << 2 | 3U);
          record(out, 0x027E, body);
          return;
        }
        put_double(body, cell.number);
        record(out, 0x0203, body);
        return;
      }
      case As::error:
      case As::truth:
        body += cell.as == As::error ? std::string("\x17\x01", 2) : std::string("\x01\x00", 2);
        record(out, 0x0205, body);
        return;
      case As::formula: {
        body += std::string("\x00\x00\x00\x00\x00\x00\xFF\xFF", 8) + std::string(8, '\0');
        record(out, 0x0006, body);
        record(out, 0x0207, unicode(cell.text, 2));
        return;
      }
    }
  }

  std::vector<std::string> texts_;
};

void pad(std::string& out, char with) {
  out.resize((out.size() + sector - 1) / sector * sector, with);
}

std::string entry(const std::string& name, char type, std::size_t first, std::size_t size,
                  std::size_t child) {
  std::string out = encoded(name, "UTF-16LE");
  const std::size_t name_bytes = out.size() + 2;
  out.resize(64, '\0');
  put16(out, name_bytes);
  out.push_back(type);
  out.push_back('\x01');
  put32(out, 0xFFFF'FFFF);
  put32(out, 0xFFFF'FFFF);
  put32(out, child);
  out.resize(116, '\0');
  put32(out, first);
  put32(out, size);
  out.resize(128, '\0');
  return out;
}

}  // namespace

std::string make_ole(const std::string& stream_name, const std::string& content) {
  // Sectors: the table first, then the directory, then the stream, made long enough not to be
  // small.
  std::string stream = content;
  stream.resize(std::max<std::size_t>(stream.size(), 4096), '\0');
  pad(stream, '\0');
  const std::size_t stream_sectors = stream.size() / sector;
  const std::size_t table_sectors = (stream_sectors + 2) / 127 + 1;
  const std::size_t directory = table_sectors;
  const std::size_t first = directory + 1;
  std::string table;
  for (std::size_t i = 0; i < table_sectors; ++i) {
    put32(table, 0xFFFF'FFFD);
  }
  put32(table, end_of_chain);
  for (std::size_t i = 0; i < stream_sectors; ++i) {
    put32(table, i + 1 == stream_sectors ? end_of_chain : first + i + 1);
  }
  table.resize(table_sectors * sector, '\xFF');
  std::string header("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  header.resize(24, '\0');
  put16(header, 0x3E);
  put16(header, 3);
  put16(header, 0xFFFE);
  put16(header, 9);
  put16(header, 6);
  header.resize(44, '\0');
  put32(header, table_sectors);
  put32(header, directory);
  put32(header, 0);
  put32(header, 4096);
  put32(header, end_of_chain);
  put32(header, 0);
  put32(header, end_of_chain);
  put32(header, 0);
  for (std::size_t i = 0; i < 109; ++i) {
    put32(header, i < table_sectors ? i : free_sector);
  }
  std::string entries =
      entry("Root Entry", '\x05', end_of_chain, 0, 1) +
      entry(stream_name, '\x02', first, std::max<std::size_t>(content.size(), 4096), 0xFFFF'FFFF);
  pad(entries, '\0');
  return header + table + entries + stream;
}

std::string make_xls(const std::vector<MadeSheet>& sheets, const XlsForm& form) {
  XlsWriter writer;
  std::vector<std::string> bodies;
  for (const MadeSheet& made : sheets) {
    bodies.push_back(writer.sheet(made, form.version));
  }
  const auto globals = [&](const std::vector<std::size_t>& places) {
    std::string out;
    begin(out, form.version, 0x0005);
    if (form.is_protected) {
      record(out, 0x002F, std::string(54, '\1'));
    }
    std::string mode;
    put16(mode, form.counts_from_1904 ? 1 : 0);
    record(out, 0x0022, mode);
    std::string format;
    put16(format, 164);
    record(out, 0x041E, format + unicode("yyyy\\-mm\\-dd hh:mm:ss", 2));
    for (const std::size_t id : {0U, 164U}) {
      std::string of_cell;
      put16(of_cell, 0);
      put16(of_cell, id);
      of_cell.resize(20, '\0');
      record(out, 0x00E0, of_cell);
    }
    for (std::size_t i = 0; i < sheets.size(); ++i) {
      std::string bound;
      put32(bound, places[i]);
      bound.push_back(sheets[i].is_hidden ? '\1' : '\0');
      bound.push_back('\0');
      record(out, 0x0085, bound + unicode(sheets[i].name, 1));
    }
    shared_texts(out, writer.texts(), form.text_piece);
    record(out, 0x000A, "");
    return out;
  };
  std::vector<std::size_t> places(sheets.size(), 0);
  std::size_t at = globals(places).size();
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    places[i] = at;
    at += bodies[i].size();
  }
  std::string stream = globals(places);
  for (const std::string& body : bodies) {
    stream += body;
  }
  return make_ole(form.version == 0x0600 ? "Workbook" : "Book", stream);
}

}  // namespace holdfast::test
