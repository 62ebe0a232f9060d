#include "desk/attachment.hpp"

#include <gtest/gtest.h>

namespace holdfast::desk {
namespace {

std::optional<FileKind> kind_of(std::string_view bytes) {
  return kind_of_bytes(bytes, bytes);
}

TEST(FileKind, IsSaidByTheBytes) {
  EXPECT_EQ(kind_of("%PDF-1.7\n%\xE2\xE3"), FileKind::pdf);
  EXPECT_EQ(kind_of({"\xFF\xD8\xFF\xE0\0\x10JFIF", 10}), FileKind::jpeg);
  EXPECT_EQ(kind_of({"\x89PNG\r\n\x1A\n\0\0", 10}), FileKind::png);
  EXPECT_EQ(kind_of({"\0\0\0\x18"
                     "ftypmp42",
                     12}),
            FileKind::mp4);
  EXPECT_EQ(kind_of({"RIFF\x24\0\0\0WAVEfmt ", 16}), FileKind::wav);
  EXPECT_EQ(kind_of({"PK\x03\x04..xl/workbook.xml..", 25}), FileKind::xlsx);
  EXPECT_EQ(kind_of({"PK\x03\x04..word/document.xml", 24}), FileKind::docx);
  EXPECT_EQ(kind_of({"PK\x03\x04..OFD.xml", 13}), FileKind::ofd);
  EXPECT_EQ(kind_of("时间,金额\n2026-11-24,100\n"), FileKind::text);
  EXPECT_EQ(kind_of("\xEF\xBB\xBF"
                    "a,b\r\n"),
            FileKind::text);
  EXPECT_EQ(kind_of({"\xFF\xFE"
                     "a\0,\0b\0",
                     8}),
            FileKind::text)
      << "UTF-16, as some banks send";
  EXPECT_EQ(kind_of("\xCA\xB1\xBC\xE4,\xBD\xF0\xB6\xEE\n"), FileKind::text) << "GBK";
}

TEST(FileKind, NothingElseIsTaken) {
  EXPECT_EQ(kind_of(""), std::nullopt);
  EXPECT_EQ(kind_of({"MZ\x90\0\x03", 5}), std::nullopt) << "a program";
  EXPECT_EQ(kind_of({"\x7F"
                     "ELF\x02\x01",
                     6}),
            std::nullopt);
  EXPECT_EQ(kind_of("<html><script>"), std::nullopt);
  EXPECT_EQ(kind_of(" \n<?xml version=\"1.0\"?><svg/>"), std::nullopt);
  EXPECT_EQ(kind_of("#!/bin/sh\n"), std::nullopt);
  EXPECT_EQ(kind_of({"PK\x03\x04..evil.exe", 14}), std::nullopt) << "a packed file";
  EXPECT_EQ(kind_of({"text\0with nothing", 17}), std::nullopt);
}

TEST(FileKind, EachHasAMediaTypeOfItsOwn) {
  EXPECT_EQ(media_type(FileKind::pdf), "application/pdf");
  EXPECT_EQ(to_text(AttachmentId{7}), "U000007");
}

}  // namespace
}  // namespace holdfast::desk
