#include "pack/pack.hpp"

#include <gtest/gtest.h>

namespace holdfast::pack {
namespace {

std::string archive_of(const std::vector<std::pair<std::string, std::string>>& parts) {
  Writer writer;
  for (const auto& [name, bytes] : parts) {
    const auto added = writer.add(name, bytes);
    EXPECT_TRUE(added.ok()) << name;
  }
  return writer.finish();
}

const std::vector<std::pair<std::string, std::string>> parts{
    {"manifest.json", "{}"}, {"input/流水.csv", std::string(5000, 'a')}, {"empty", ""}};

TEST(Pack, WhatWasWrittenIsRead) {
  const auto bytes = archive_of(parts);
  const auto reader = Reader::open(bytes, {});
  ASSERT_TRUE(reader.ok()) << reader.error().message;
  ASSERT_EQ(reader->entries().size(), parts.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    EXPECT_EQ(reader->entries()[i].name, parts[i].first);
    EXPECT_EQ(reader->read(parts[i].first).value(), parts[i].second);
  }
  EXPECT_LT(bytes.size(), 1000U) << "repetitions are packed";
  EXPECT_EQ(reader->read("missing").error().code, base::ErrorCode::not_found);
}

TEST(Pack, TheSamePartsAreTheSameBytes) {
  EXPECT_EQ(archive_of(parts), archive_of(parts));
}

TEST(Pack, ANameLeadsNowhereElse) {
  for (const auto* name : {"", "/etc/passwd", "../a", "a/../b", "a//b", "a/", "./a", "a\\b", "c:d",
                           "a\nb", "\xC0\xAF", "\xED\xA0\x80", "con\x01"}) {
    EXPECT_FALSE(is_name(name)) << name;
    EXPECT_FALSE(Writer{}.add(name, "x").ok()) << name;
  }
  EXPECT_FALSE(is_name(std::string(201, 'a')));
  EXPECT_TRUE(is_name("input/transfers.csv"));
  EXPECT_TRUE(is_name("材料.pdf"));
}

TEST(Pack, ANameStandsThereOnce) {
  Writer writer;
  ASSERT_TRUE(writer.add("a", "1").ok());
  EXPECT_EQ(writer.add("a", "2").error().code, base::ErrorCode::bad_input);
}

TEST(Pack, NoByteCanBeChangedUnseen) {
  const auto bytes = archive_of(parts);
  const auto sound = [&](const std::string& archive) {
    const auto reader = Reader::open(archive, {});
    if (!reader) {
      return false;
    }
    for (const auto& [name, content] : parts) {
      const auto read = reader->read(name);
      if (!read || *read != content) {
        return false;
      }
    }
    return true;
  };
  ASSERT_TRUE(sound(bytes));
  std::size_t unseen = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    auto changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x11);
    unseen += sound(changed) ? 1 : 0;
  }
  // Times, and attributes and the maker's version in the directory, say nothing and are not read;
  // nor do the bits that fill up the last byte of what is packed.
  const auto silent = parts.size() * (4 + 4 + 2 + 2 + 4);
  EXPECT_GE(unseen, silent);
  EXPECT_LE(unseen, silent + parts.size());
}

TEST(Pack, BytesThatBelongToNoEntryAreRefused) {
  const auto bytes = archive_of(parts);
  EXPECT_FALSE(Reader::open("x" + bytes, {}).ok());
  EXPECT_FALSE(Reader::open(bytes + "x", {}).ok());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(Reader::open(std::string_view{bytes}.substr(0, size), {}).ok()) << size;
  }
}

TEST(Pack, LimitsHold) {
  const auto bytes = archive_of(parts);
  EXPECT_EQ(Reader::open(bytes, {.entries_max = 2}).error().code, base::ErrorCode::too_large);
  EXPECT_EQ(Reader::open(bytes, {.entry_bytes_max = 4999}).error().code,
            base::ErrorCode::too_large);
  EXPECT_EQ(Reader::open(bytes, {.bytes_max = 5001}).error().code, base::ErrorCode::too_large);
  EXPECT_TRUE(Reader::open(bytes, {.bytes_max = 5002}).ok());
  const auto bomb = archive_of({{"zeros", std::string(std::size_t{8} << 20, '\0')}});
  EXPECT_EQ(Reader::open(bomb, {}).error().where, "zeros");
}

}  // namespace
}  // namespace holdfast::pack
