#include "partner/http_partner.hpp"

#include <gtest/gtest.h>

#include "profile/json_form.hpp"
#include "profile/xml.hpp"

namespace holdfast::partner {
namespace {

port::PartnerMessage message() {
  port::PartnerMessage one;
  one.code = "100101";
  one.application_id = "holdfast-O000001";
  one.case_number = "C000001";
  one.institution = "YZ01";
  one.account = "9900111234567890";
  one.amount = base::Fen{500};
  one.justification = {"9900220000000001", "", base::Fen{500}, base::from_unix_ms(1609464600123),
                       "S1"};
  return one;
}

TEST(HttpPartner, SaysThatTheNameIsUnknown) {
  const auto body = render({"direct", "http://127.0.0.1:1", false}, message());
  EXPECT_NE(body.find("\"name_unknown\":true"), std::string::npos);
  EXPECT_EQ(body.find("\"institution\""), std::string::npos);
  EXPECT_NE(body.find("2021-01-01T09:30:00.123+08:00"), std::string::npos);
}

TEST(HttpPartner, TellsAHubTheInstitution) {
  const auto body = render({"hub", "http://127.0.0.1:1", true}, message());
  EXPECT_NE(body.find("\"institution\":\"YZ01\""), std::string::npos);
}

TEST(HttpPartner, SaysInIso20022WhatThatHasAMessageFor) {
  const port::ChannelAddress channel{"iso", "http://127.0.0.1:1", false, false,
                                     port::Way::iso20022};
  const auto stop = render_for(channel, message());
  ASSERT_TRUE(stop.ok());
  EXPECT_EQ(stop->form, RenderedOrder::Form::json)
      << "a stop has none: it goes as the channel says";
  auto query = message();
  query.code = "100301";
  const auto asked = render_for(channel, query);
  ASSERT_TRUE(asked.ok());
  EXPECT_EQ(asked->form, RenderedOrder::Form::iso20022);
  EXPECT_NE(asked->body.find("auth.001.001.02"), std::string::npos);
  EXPECT_EQ(render_for(channel, query)->body, asked->body) << "sent again it is the same";
}

TEST(HttpPartner, AnIsoMessageIsTakenByAReceiptOrByNoWordAndRefusedByAdmi002) {
  EXPECT_EQ(read_iso_ack({202, {}, ""})->code, "100000");
  EXPECT_EQ(read_iso_ack({200, {}, R"({"code":"200003","bank_number":"B1"})"})->code, "200003");
  const auto refused = read_iso_ack(
      {200,
       {},
       R"(<Document xmlns="urn:iso:std:iso:20022:tech:xsd:admi.002.001.01"><MsgReject>)"
       R"(<Rsn><RjctgPtyRsn>X1</RjctgPtyRsn><RsnDesc>unknown</RsnDesc></Rsn></MsgReject>)"
       R"(</Document>)"});
  ASSERT_TRUE(refused.ok());
  EXPECT_EQ(refused->code, "200001");
  EXPECT_EQ(refused->message, "X1 unknown");
  EXPECT_EQ(read_iso_ack({503, {}, ""}).error().code, base::ErrorCode::unavailable);
  EXPECT_EQ(read_iso_ack({200, {}, "<html/>"}).error().code, base::ErrorCode::unavailable);
}

TEST(HttpPartner, AStopSaysNothingOfFreezes) {
  const auto body = render({"direct", "http://127.0.0.1:1", false}, message());
  for (const auto* name : {"freeze_type", "document", "queue", "papers_later", "replaces"}) {
    EXPECT_EQ(body.find(name), std::string::npos) << name;
  }
}

TEST(HttpPartner, AFreezeSaysItsPaperItsTermAndWhatItReplaces) {
  auto freeze = message();
  freeze.code = "100201";
  freeze.second_officer = "wang";
  freeze.organisation = "渝中区分局";
  freeze.document = "冻字1号";
  freeze.freeze_type = "01";
  freeze.term_months = 6;
  freeze.queue = true;
  freeze.replaces = {"holdfast-O000001"};
  const auto body = render({"direct", "http://127.0.0.1:1", false}, freeze);
  for (const auto* part : {R"("document":"冻字1号")", R"("freeze_type":"01")", R"("term_months":6)",
                           R"("queue":true)", R"("replaces":["holdfast-O000001"])",
                           R"("organisation":"渝中区分局")", R"({"name":"wang"})"}) {
    EXPECT_NE(body.find(part), std::string::npos) << part << " in " << body;
  }
}

struct AckRow {
  const char* what;
  int status;
  const char* body;
  std::string_view code;  // empty: it says nothing that could be read
};

TEST(HttpPartner, ReadsWhatTheChannelAnswers) {
  for (const auto& row : {
           AckRow{"taken", 200, R"({"code":"100000","bank_number":"B1"})", "100000"},
           AckRow{"taken before", 200, R"({"code":"200003","bank_number":"B1"})", "200003"},
           AckRow{"bad format", 200, R"({"code":"200001","bank_number":"B1"})", "200001"},
           AckRow{"bad format, as HTTP", 400, R"({"code":"200001","bank_number":"B1"})", "200001"},
           AckRow{"down", 503, "", ""},
           AckRow{"wrong key", 401, "", ""},
           AckRow{"not JSON", 200, "<html>", ""},
           AckRow{"no code", 200, R"({"bank_number":"B1"})", ""},
       }) {
    const auto ack = read_ack({row.status, {}, row.body});
    EXPECT_EQ(ack.ok(), !row.code.empty()) << row.what;
    if (ack.ok()) {
      EXPECT_EQ(ack->partner_number, "B1") << row.what;
      EXPECT_EQ(ack->code, row.code) << row.what;
    } else {
      EXPECT_EQ(ack.error().code, base::ErrorCode::unavailable) << row.what;
    }
  }
}

TEST(HttpPartner, SpeaksTheXmlProfileWhereTheChannelDoes) {
  auto stop = message();
  stop.account_name = "王<五>";
  stop.reason = "涉案";
  stop.article = "反电信网络诈骗法 第二十条";
  stop.officer = "li";
  stop.approved_at = base::from_unix_ms(1609464600123);
  const auto xml = render_xml({"hub", "http://127.0.0.1:1", true, true}, stop);
  ASSERT_TRUE(xml.ok()) << xml.error().message;
  const auto read = profile::read_xml(*xml);
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read->code, "100101");
  EXPECT_EQ(read->text("AccountName"), "王<五>");
  EXPECT_EQ(read->text("Amount"), "5.00");
  EXPECT_EQ(read->text("TransferTime"), "20210101093000");
  EXPECT_EQ(read->text("BankID"), "YZ01");
  EXPECT_EQ(read->to, "YZ01");
}

TEST(HttpPartner, AnOrderThatTheProfileCannotSayIsRefusedByField) {
  auto stop = message();
  stop.officer = "li";
  stop.article = "a";
  stop.reason = std::string(2001, 'x');
  const auto xml = render_xml({"direct", "http://127.0.0.1:1", false, true}, stop);
  ASSERT_FALSE(xml.ok());
  EXPECT_EQ(xml.error().code, base::ErrorCode::bad_input);
  EXPECT_EQ(xml.error().where, "Body/Reason");
}

TEST(HttpPartner, ReadsReceiptsInXml) {
  profile::Message receipt;
  receipt.code = profile::receipt_code;
  receipt.body = {{"Code", "200006"}, {"BankNumber", "B1"}, {"Description", "维护"}};
  const auto ack = read_xml_ack({200, {}, profile::write_xml(receipt)});
  ASSERT_TRUE(ack.ok()) << ack.error().message;
  EXPECT_EQ(ack->code, "200006");
  EXPECT_EQ(ack->partner_number, "B1");
  EXPECT_EQ(ack->message, "维护");
  for (const auto* body : {"", "<html/>", R"({"code":"100000"})"}) {
    const auto none = read_xml_ack({200, {}, body});
    ASSERT_FALSE(none.ok()) << body;
    EXPECT_EQ(none.error().code, base::ErrorCode::unavailable);
  }
  EXPECT_FALSE(read_xml_ack({503, {}, ""}).ok());
}

}  // namespace
}  // namespace holdfast::partner
