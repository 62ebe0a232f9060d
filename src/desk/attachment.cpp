#include "desk/attachment.hpp"

#include <algorithm>
#include <array>
#include <fmt/core.h>

namespace holdfast::desk {

namespace {

struct Mark {
  FileKind kind;
  std::size_t at;
  std::string_view bytes;
};

constexpr std::string_view zip_mark{"PK\x03\x04", 4};
constexpr std::string_view old_office{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8};

constexpr std::array marks{
    Mark{FileKind::pdf, 0, "%PDF-"},
    Mark{FileKind::jpeg, 0, {"\xFF\xD8\xFF", 3}},
    Mark{FileKind::png, 0, {"\x89PNG\r\n\x1A\n", 8}},
    Mark{FileKind::mp4, 4, "ftyp"},
    Mark{FileKind::mp3, 0, "ID3"},
    Mark{FileKind::mp3, 0, {"\xFF\xFB", 2}},
    Mark{FileKind::wav, 8, "WAVE"},
};

bool stands_at(std::string_view bytes, std::size_t at, std::string_view mark) {
  return bytes.size() >= at && bytes.substr(at).starts_with(mark);
}

/// By the names in the archive's directory, which stands at its end.
std::optional<FileKind> kind_of_archive(std::string_view end) {
  const auto names = [&](std::string_view name) {
    return end.find(name) != std::string_view::npos;
  };
  if (names("xl/workbook.xml")) {
    return FileKind::xlsx;
  }
  if (names("word/document.xml")) {
    return FileKind::docx;
  }
  return names("OFD.xml") ? std::optional{FileKind::ofd} : std::nullopt;
}

/// Names of streams are UTF-16 in these files.
std::optional<FileKind> kind_of_old_office(std::string_view begin, std::string_view end) {
  const auto has = [&](std::string_view wide) {
    return begin.find(wide) != std::string_view::npos || end.find(wide) != std::string_view::npos;
  };
  if (has({"W\0o\0r\0k\0b\0o\0o\0k\0", 16})) {
    return FileKind::xls;
  }
  return has({"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", 24}) ? std::optional{FileKind::doc}
                                                           : std::nullopt;
}

/// UTF-16 says so by its mark; no other text has control characters but those of tables. The
/// beginning of a program or page is none.
bool is_plain_text(std::string_view begin, std::string_view end) {
  if (begin.starts_with("\xFF\xFE") || begin.starts_with("\xFE\xFF")) {
    return true;
  }
  const auto is_text = [](char each) {
    const auto byte = static_cast<unsigned char>(each);
    return byte >= 0x20 || each == '\t' || each == '\n' || each == '\r';
  };
  const auto first = begin.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  const auto body = begin.substr(std::min(first, begin.size()));
  return !body.empty() && !body.starts_with("<") && !body.starts_with("#!") &&
         std::ranges::all_of(begin, is_text) && std::ranges::all_of(end, is_text);
}

}  // namespace

std::string to_text(AttachmentId id) {
  return fmt::format("U{:06}", id.value());
}

std::string_view media_type(FileKind kind) {
  switch (kind) {
    case FileKind::pdf:
      return "application/pdf";
    case FileKind::ofd:
      return "application/ofd";
    case FileKind::jpeg:
      return "image/jpeg";
    case FileKind::png:
      return "image/png";
    case FileKind::xlsx:
      return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    case FileKind::xls:
      return "application/vnd.ms-excel";
    case FileKind::docx:
      return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    case FileKind::doc:
      return "application/msword";
    case FileKind::text:
      return "text/plain";
    case FileKind::mp4:
      return "video/mp4";
    case FileKind::mp3:
      return "audio/mpeg";
    case FileKind::wav:
      return "audio/wav";
  }
  return "application/octet-stream";
}

std::optional<FileKind> kind_of_bytes(std::string_view begin, std::string_view end) {
  for (const Mark& mark : marks) {
    if (stands_at(begin, mark.at, mark.bytes)) {
      return mark.kind;
    }
  }
  if (begin.starts_with(zip_mark)) {
    return kind_of_archive(end);
  }
  if (begin.starts_with(old_office)) {
    return kind_of_old_office(begin, end);
  }
  return is_plain_text(begin, end) ? std::optional{FileKind::text} : std::nullopt;
}

}  // namespace holdfast::desk
