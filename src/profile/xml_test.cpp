#include "profile/xml.hpp"

#include <gtest/gtest.h>
#include <set>

#include "profile/values.hpp"
#include "profile/vocabulary.hpp"

namespace holdfast::profile {
namespace {

std::string sample_of(const FieldRule& rule) {
  switch (rule.kind) {
    case Kind::text:
      return "王<五>&\"";
    case Kind::digits:
      return std::string(std::min<std::size_t>(rule.bytes_max, 4), '1');
    case Kind::money:
      return "12345.60";
    case Kind::time:
      return "20210103093005";
    case Kind::flag:
      return "1";
  }
  return {};
}

/// Every field of the message, short ones where that is all it takes.
Message sample(const MessageRule& rule) {
  Message message;
  message.code = rule.code;
  message.serial = "S1";
  message.sent = "20210103093005";
  message.from = "HF";
  message.to = "YZ01";
  for (const auto& field : rule.fields) {
    const auto text = sample_of(field);
    message.add(field.name, text.size() > field.bytes_max ? "x" : text);
  }
  if (rule.rows_max > 0) {
    Row row;
    for (const auto& field : rule.row) {
      const auto text = sample_of(field);
      row.push_back({std::string{field.name}, text.size() > field.bytes_max ? "x" : text});
    }
    message.rows = {row, row};
  }
  if (rule.attachments_max > 0) {
    message.attachments = {{"02", "1", "冻结.pdf", std::string{"%PDF-1.4\0x", 10}},
                           {"04", "0", "证.jpg", "\xFF\xD8\xFF\xE0"}};
  }
  return message;
}

TEST(Profile, EveryMessageIsReadAsItWasWritten) {
  EXPECT_EQ(all_messages().size(), 51U) << "29 of the public set, 22 of our own";
  for (const auto& rule : all_messages()) {
    const auto message = sample(rule);
    const auto read = read_xml(write_xml(message));
    ASSERT_TRUE(read.ok()) << rule.code << ": " << read.error().message;
    EXPECT_EQ(*read, message) << rule.code;
  }
}

TEST(Profile, EveryOrderNamesAReplyThatIsThereAndEveryCodeIsThereOnce) {
  std::set<std::string_view> codes;
  for (const auto& rule : all_messages()) {
    EXPECT_TRUE(codes.insert(rule.code).second) << rule.code;
    EXPECT_TRUE(rule.reply.empty() || find_message(rule.reply) != nullptr) << rule.code;
  }
}

struct Refusal {
  const char* what;
  std::string xml;
  const char* why;
};

std::string wrap(const std::string& inside) {
  return "<Root><Header><Code>100102</Code></Header>" + inside + "</Root>";
}

TEST(Profile, AttacksAndBrokenMessagesAreRefusedWithTheirPlace) {
  const std::string good = "<Body><ApplicationID>A</ApplicationID><Result>0000</Result></Body>";
  ASSERT_TRUE(read_xml(wrap(good)).ok());
  std::string deep;
  for (int i = 0; i < 10'000; ++i) {
    deep += "<Row>";
  }
  for (const auto& row : {
           Refusal{"billion laughs",
                   R"(<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>)" + wrap(good),
                   "DOCTYPE"},
           Refusal{"external entity",
                   R"(<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><Root>&x;</Root>)",
                   "DOCTYPE"},
           Refusal{"external subset", R"(<!DOCTYPE Root SYSTEM "http://a/b.dtd">)" + wrap(good),
                   "DOCTYPE"},
           Refusal{"an entity nobody declared", wrap("<Body><Result>&x;</Result></Body>"),
                   "undefined entity"},
           Refusal{"processing instruction", wrap("<?run x?>" + good), "processing"},
           Refusal{"attributes", wrap("<Body xmlns=\"urn:x\"></Body>"), "attributes"},
           Refusal{"another encoding", "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + wrap(good),
                   ""},
           Refusal{"depth", wrap("<Rows>" + deep), "not known here"},
           Refusal{"a root of another kind", "<Message/>", "not known here"},
           Refusal{"text among elements", wrap("x" + good), "among elements"},
           Refusal{"two bodies", wrap(good + good), "not known here"},
           Refusal{"a field twice",
                   wrap("<Body><ApplicationID>A</ApplicationID><Result>0000</Result>"
                        "<Result>0301</Result></Body>"),
                   "twice"},
           Refusal{"an unknown field",
                   wrap("<Body><ApplicationID>A</ApplicationID><Result>0000</Result>"
                        "<Bonus>1</Bonus></Body>"),
                   "not a field"},
           Refusal{"a field that lacks", wrap("<Body><Result>0000</Result></Body>"), "missing"},
           Refusal{"no number",
                   wrap("<Body><ApplicationID>A</ApplicationID><Result>00x0</Result>"
                        "</Body>"),
                   "number"},
           Refusal{"no amount",
                   wrap("<Body><ApplicationID>A</ApplicationID><Result>0000</Result>"
                        "<AccountBalance>1,000</AccountBalance></Body>"),
                   "amount"},
           Refusal{"no time",
                   wrap("<Body><ApplicationID>A</ApplicationID><Result>0000</Result>"
                        "<StartTime>20210231000000</StartTime></Body>"),
                   "time"},
           Refusal{"too long",
                   wrap("<Body><ApplicationID>" + std::string(37, 'A') +
                        "</ApplicationID><Result>0000</Result></Body>"),
                   "longer"},
           Refusal{"rows where there are none", wrap(good + "<Rows><Row></Row></Rows>"),
                   "more than"},
           Refusal{"half a message", "<Root><Header>", "well-formed"},
           Refusal{"nothing", "", "well-formed"},
           Refusal{"a code nobody knows", "<Root><Header><Code>999999</Code></Header></Root>",
                   "no message"},
       }) {
    const auto read = read_xml(row.xml);
    ASSERT_FALSE(read.ok()) << row.what;
    EXPECT_NE(read.error().message.find(row.why), std::string::npos)
        << row.what << ": " << read.error().message;
    EXPECT_FALSE(read.error().where.empty()) << row.what;
  }
}

TEST(Profile, AnAttachmentIsWhatItSays) {
  auto message = sample(*find_message("100201"));
  message.attachments[0].format = "0";
  const auto read = read_xml(write_xml(message));
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().where, "Attachments/1/Content");
  message.attachments.assign(11, {"02", "1", "", "%PDF-"});
  EXPECT_FALSE(check(message).ok());
  message.attachments.resize(10);
  EXPECT_TRUE(check(message).ok());
}

TEST(Profile, AMessageThatIsTooLargeIsNotLookedAt) {
  const auto read = read_xml(std::string(xml_bytes_max + 1, ' '));
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().code, base::ErrorCode::too_large);
}

TEST(Profile, ATimeIsBeijingToTheSecond) {
  const auto at = *base::parse_instant("2021-01-03T09:30:05.999+08:00");
  EXPECT_EQ(write_time(at), "20210103093005");
  EXPECT_EQ(*read_time("20210103093005"), *base::parse_instant("2021-01-03T09:30:05+08:00"));
  for (const auto* text : {"", "2021010309300", "20210103093005Z", "2021010309300x"}) {
    EXPECT_FALSE(read_time(text).ok()) << text;
  }
}

}  // namespace
}  // namespace holdfast::profile
