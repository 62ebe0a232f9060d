#include <gtest/gtest.h>

#include "indicator/digest.hpp"
#include "indicator/share.hpp"

namespace holdfast::indicator {
namespace {

const base::Instant now = base::parse_instant("2026-11-27T09:00:00+08:00").value();
const Producer house{"渝州市反诈骗中心", "https://fanzha.example"};

TEST(Canonical, WritesOneNumberInOneWay) {
  for (const auto* written :
       {"13800001111", "+86 138-0000-1111", "１３８００００１１１１", "8613800001111",
        "0086 138 0000 1111", " 13800001111 ", "+86 +86 13800001111"}) {
    EXPECT_EQ(canonical(Kind::phone, written).value(), "13800001111") << written;
  }
  EXPECT_EQ(canonical(Kind::account, "6222 0212 3456 7890 123").value(), "6222021234567890123");
  for (const auto* written : {"http://www.Evil.example:8080/pay?x=1", "evil.example",
                              "https://user@EVIL.example./", "WWW.www.evil.example#top"}) {
    EXPECT_EQ(canonical(Kind::host, written).value(), "evil.example") << written;
  }
  EXPECT_EQ(canonical(Kind::wechat, " WxID_Abc ").value(), "wxid_abc");
}

TEST(Canonical, RefusesWhatIsNoneOfItsKind) {
  EXPECT_FALSE(canonical(Kind::phone, "one two three"));
  EXPECT_FALSE(canonical(Kind::phone, ""));
  EXPECT_FALSE(canonical(Kind::account, "1234567"));
  EXPECT_FALSE(canonical(Kind::host, "localhost"));
  EXPECT_FALSE(canonical(Kind::ip, "not an address"));
  EXPECT_EQ(canonical(Kind::phone, std::string(300, '1')).error().code, base::ErrorCode::too_large);
}

TEST(Digest, IsThatOfItsLinesAndTellsKindsApart) {
  // printf 'holdfast-1\nphone\n13800001111' | sha256sum
  EXPECT_EQ(digest_of(Kind::phone, "13800001111"),
            "102b617e93cb2bff0d4e19cb7b8b3f58b6efba91a99a083f3f07d47ff0a95a0f");
  EXPECT_NE(digest_of(Kind::phone, "13800001111"), digest_of(Kind::account, "13800001111"));
  EXPECT_TRUE(is_digest(digest_of(Kind::ip, "203.0.113.7")));
  EXPECT_FALSE(is_digest(std::string(64, 'g')));
}

std::vector<Shared> some() {
  std::vector<Shared> all;
  for (const auto& [kind, value] :
       {std::pair{Kind::phone, "13800001111"}, std::pair{Kind::account, "6222021234567890123"},
        std::pair{Kind::host, "evil.example"}, std::pair{Kind::ip, "203.0.113.7"},
        std::pair{Kind::ip, "2001:db8::7"}, std::pair{Kind::wechat, "o'brien\\x"},
        std::pair{Kind::qq, "123456"}}) {
    all.push_back({kind, value, digest_of(kind, value), "刷单返利", 75, 2,
                   now - std::chrono::days{9}, now - std::chrono::days{2},
                   now + std::chrono::days{90}});
  }
  auto hashed = all.front();
  hashed.value.clear();
  hashed.digest = digest_of(Kind::phone, "13900002222");
  all.push_back(hashed);
  return all;
}

class Formats : public ::testing::TestWithParam<Format> {};

TEST_P(Formats, WhatIsWrittenReadsAsTheSame) {
  const auto shared = some();
  const auto text = write_indicators(GetParam(), house, Tlp::amber_strict, shared, now);
  const auto told = read_indicators(text, now);
  ASSERT_TRUE(told.ok()) << told.error().message << told.error().where;
  ASSERT_EQ(told->indicators.size(), shared.size()) << text;
  EXPECT_TRUE(told->passed_over.empty());
  for (std::size_t i = 0; i < shared.size(); ++i) {
    const auto& each = told->indicators[i];
    EXPECT_EQ(each.kind, shared[i].kind);
    EXPECT_EQ(each.value.text, shared[i].value);
    EXPECT_EQ(each.digest, shared[i].digest);
    EXPECT_EQ(each.type, "刷单返利");
    EXPECT_EQ(each.told, 75);
    EXPECT_EQ(each.tlp, Tlp::amber_strict);
    EXPECT_EQ(each.producer, house.name);
    EXPECT_EQ(each.from, shared[i].since);
    EXPECT_FALSE(each.revoked);
  }
  const auto again = read_indicators(
      write_indicators(GetParam(), house, Tlp::green, shared, now + std::chrono::hours{9}), now);
  EXPECT_EQ(again->indicators[3].reference, told->indicators[3].reference)
      << "the same number is the same indicator";
}

TEST_P(Formats, NothingWritesAnEmptyDocument) {
  const auto told = read_indicators(write_indicators(GetParam(), house, Tlp::clear, {}, now), now);
  ASSERT_TRUE(told.ok()) << told.error().message;
  EXPECT_TRUE(told->indicators.empty());
}

INSTANTIATE_TEST_SUITE_P(Both, Formats, ::testing::Values(Format::stix, Format::misp));

std::string bundle(std::string_view objects) {
  return "{\"type\":\"bundle\",\"id\":\"bundle--1\",\"objects\":[" + std::string{objects} + "]}";
}

std::string indicator_text(std::string_view pattern, std::string_view more = "") {
  return bundle(
      "{\"type\":\"indicator\",\"id\":\"indicator--1\",\"pattern_type\":\"stix\","
      "\"valid_from\":\"2026-11-01T00:00:00Z\",\"pattern\":\"" +
      std::string{pattern} + "\"" + std::string{more} + "}");
}

TEST(Stix, PassesOverWhatItHasNoUseForAndSaysWhere) {
  for (const auto* pattern :
       {"[file:hashes.'SHA-256' = 'aa']", "[domain-name:value = 'a.b' OR url:value = 'c']",
        "[domain-name:value MATCHES 'x']", "[domain-name:value = 'a.example'", "nonsense",
        "[domain-name:value = 'a.example'] FOLLOWEDBY [url:value = 'b']",
        "[x-holdfast-number:kind = 'phone' AND x-holdfast-number:value = 'abc']"}) {
    const auto told = read_indicators(indicator_text(pattern), now);
    ASSERT_TRUE(told.ok()) << pattern;
    EXPECT_TRUE(told->indicators.empty()) << pattern;
    ASSERT_EQ(told->passed_over.size(), 1U) << pattern;
    EXPECT_EQ(told->passed_over[0].pointer, "/objects/0/pattern");
    EXPECT_FALSE(told->passed_over[0].why.empty());
  }
  const auto other = read_indicators(bundle("{\"type\":\"malware\",\"id\":\"malware--1\"}"), now);
  ASSERT_TRUE(other.ok());
  EXPECT_EQ(other->passed_over.at(0).pointer, "/objects/0");
}

TEST(Stix, BrokenEntriesFailWithTheirPointer) {
  const std::string good = "[domain-name:value = 'evil.example']";
  EXPECT_EQ(read_indicators(indicator_text(good, ",\"confidence\":101"), now).error().where,
            "/objects/0/confidence");
  EXPECT_EQ(read_indicators(indicator_text(good, ",\"valid_until\":\"2026-10-01T00:00:00Z\""), now)
                .error()
                .where,
            "/objects/0/valid_until");
  EXPECT_EQ(read_indicators(indicator_text(good, ",\"revoked\":1"), now).error().where,
            "/objects/0/revoked");
  EXPECT_EQ(read_indicators(bundle("7"), now).error().where, "/objects/0");
  EXPECT_EQ(read_indicators(bundle("{\"id\":\"x\"}"), now).error().where, "/objects/0/type");
  EXPECT_EQ(read_indicators("{\"objects\":[]}", now).error().where, "/type");
  EXPECT_EQ(read_indicators("{\"type\":\"bundle\"}", now).error().where, "/");
  EXPECT_FALSE(read_indicators("[[[[[[[[[[[[[[1]]]]]]]]]]]]]]", now).ok());
  EXPECT_FALSE(read_indicators("", now).ok());
  EXPECT_EQ(read_indicators(std::string(document_bytes_max + 1, ' '), now).error().code,
            base::ErrorCode::too_large);
}

TEST(Stix, MarkingsOfTlpOneAndRevocationAreUnderstood) {
  const auto told = read_indicators(
      indicator_text("[ipv4-addr:value = '203.0.113.7']",
                     ",\"revoked\":true,\"object_marking_refs\":[\"marking-definition--5e57c739-"
                     "391a-4eb3-b6be-7d15ca92d5ed\"]"),
      now);
  ASSERT_TRUE(told.ok());
  EXPECT_EQ(told->indicators.at(0).tlp, Tlp::red);
  EXPECT_TRUE(told->indicators.at(0).revoked);
  EXPECT_EQ(told->indicators.at(0).told, 50) << "what says nothing of its confidence";
}

TEST(Misp, ReadsAttributesPassesOverOthersAndNamesWhatIsBroken) {
  const auto event = [](std::string_view attributes) {
    return "{\"Event\":{\"Orgc\":{\"name\":\"某公司\"},\"Tag\":[{\"name\":\"tlp:green\"}],"
           "\"Attribute\":[" +
           std::string{attributes} + "]}}";
  };
  const auto told = read_indicators(
      event("{\"uuid\":\"a\",\"type\":\"phone-number\",\"value\":\"+86 139 0000 2222\","
            "\"timestamp\":\"1700000000\",\"Tag\":[{\"name\":\"misp:confidence-level=\\\"rarely-"
            "confident\\\"\"}]},{\"uuid\":\"b\",\"type\":\"md5\",\"value\":\"x\"},{\"uuid\":\"c\","
            "\"type\":\"url\",\"value\":\"http://evil.example/x\",\"deleted\":true}"),
      now);
  ASSERT_TRUE(told.ok()) << told.error().message << told.error().where;
  ASSERT_EQ(told->indicators.size(), 2U);
  EXPECT_EQ(told->indicators[0].value.text, "13900002222");
  EXPECT_EQ(told->indicators[0].told, 25);
  EXPECT_EQ(told->indicators[0].tlp, Tlp::green);
  EXPECT_EQ(told->indicators[0].producer, "某公司");
  EXPECT_EQ(told->indicators[0].from, base::from_unix_ms(1'700'000'000'000));
  EXPECT_EQ(told->indicators[1].value.text, "evil.example");
  EXPECT_TRUE(told->indicators[1].revoked);
  EXPECT_EQ(told->passed_over.at(0).pointer, "/Event/Attribute/1");
  EXPECT_EQ(read_indicators(event("{\"uuid\":\"a\",\"type\":\"url\"}"), now).error().where,
            "/Event/Attribute/0/value");
  EXPECT_EQ(read_indicators(event("{\"uuid\":\"a\",\"type\":\"url\",\"value\":\"a.example\","
                                  "\"timestamp\":\"soon\"}"),
                            now)
                .error()
                .where,
            "/Event/Attribute/0/timestamp");
}

TEST(Agreement, HoldsFromItsBeginningUntilItsEnd) {
  Agreement agreement;
  agreement.from = now;
  agreement.until = now + std::chrono::days{1};
  EXPECT_FALSE(is_in_force(agreement, now - base::Milliseconds{1}));
  EXPECT_TRUE(is_in_force(agreement, now));
  EXPECT_FALSE(is_in_force(agreement, agreement.until));
  agreement.ended = now + std::chrono::hours{1};
  EXPECT_FALSE(is_in_force(agreement, now + std::chrono::hours{2}));
}

}  // namespace
}  // namespace holdfast::indicator
