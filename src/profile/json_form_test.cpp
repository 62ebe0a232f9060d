#include "profile/json_form.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "profile/xml.hpp"

namespace holdfast::profile {
namespace {

namespace json = boost::json;

/// By JSON, XML and back.
std::string round(const std::string& text) {
  const auto message = from_json(text);
  EXPECT_TRUE(message.ok()) << message.error().message;
  const auto read = read_xml(write_xml(*message));
  EXPECT_TRUE(read.ok()) << read.error().message;
  return to_json(*read);
}

TEST(JsonForm, AStopComesBackAsItWent) {
  const std::string stop =
      R"({"code":"100101","application_id":"hf-O000001","case_number":"C000001","institution":"YZ01",)"
      R"("account":"6222020200000025","account_name":"王五","amount_fen":1200050,"term_hours":48,)"
      R"("reason":"第 1 层账户留存涉案资金","article":"反电信网络诈骗法 第二十条","telephone":"96110",)"
      R"("may_be_told":"请拨打96110","officers":[{"name":"li"},{"name":"wang"}],)"
      R"("justification":{"payer":"6222010100000017","payer_name":"张三","amount_fen":1200050,)"
      R"("time":"2021-01-03T09:30:00.000+08:00","serial":"YZ01-42"}})";
  EXPECT_EQ(json::parse(round(stop)), json::parse(stop));
}

TEST(JsonForm, AFreezeComesBackAsItWent) {
  const std::string freeze =
      R"({"code":"100201","application_id":"hf-O000002","case_number":"C000001","account":"6222",)"
      R"("name_unknown":true,"freeze_type":"03","term_months":6,"queue":true,"fruits":true,)"
      R"("papers_later":true,"document":"冻字1号","organisation":"渝中区分局","reason":"r","article":"a",)"
      R"("replaces":["hf-O000001","hf-O000003"],"officers":[{"name":"li"}]})";
  EXPECT_EQ(json::parse(round(freeze)), json::parse(freeze));
}

TEST(JsonForm, TheMessagesOfOurOwnComeBackAsTheyWent) {
  for (
      const std::string order :
      {R"({"code":"300101","application_id":"A","case_number":"C","account":"6222","term_hours":24,)"
       R"("consent":{"way":"telephone","reference":"录音1","given_at":"2026-01-03T09:30:00.000+08:00"},)"
       R"("drill":true,"reason":"r","article":"a","officers":[{"name":"li"}]})",
       R"({"code":"300201","application_id":"A","case_number":"C","account":"6222","document":"d",)"
       R"("evidence":{"kind":"camera","place":"2号机","serials":["S1","S2"],)"
       R"("overwrites_at":"2026-01-05T09:30:00.000+08:00"},"from":"2026-01-03T09:30:00.000+08:00",)"
       R"("until":"2026-01-03T10:30:00.000+08:00","reason":"r","article":"a","officers":[{"name":"li"}]})",
       R"({"code":"300301","application_id":"A","case_number":"C","account":"6222","amount_fen":5,)"
       R"("original_application_id":"B","payee":{"account":"6333","name":"王芳","institution":"YZ02"},)"
       R"("reason":"r","article":"a","officers":[{"name":"li"}]})",
       R"({"code":"400301","application_id":"A","case_number":"C","mark":"tao123","platform":"某平台",)"
       R"("term_hours":720,"reason":"r","article":"a","officers":[{"name":"li"}]})"}) {
    EXPECT_EQ(json::parse(round(order)), json::parse(order));
  }
  const std::string reply = R"({"code":"300202","application_id":"A","result":"0000",)"
                            R"("evidence":{"reference":"监控.mp4","sha256":"00ff"}})";
  EXPECT_EQ(json::parse(round(reply)), json::parse(reply));
}

TEST(JsonForm, AResultComesBackAsItWent) {
  const std::string reply =
      R"({"code":"100202","application_id":"hf-O000002","bank_number":"B7","platform_number":"H1",)"
      R"("result":"0000","message":"done","account":"6222","balance_fen":130,"held_fen":0,)"
      R"("start":"2021-01-03T09:41:00.000+08:00","end":"2021-01-05T09:41:00.000+08:00",)"
      R"("feedback_time":"2021-01-03T09:41:01.000+08:00","queued":true,)"
      R"("former":{"department":"他局","amount_fen":5,"until":"2021-06-03T00:00:00.000+08:00"}})";
  EXPECT_EQ(json::parse(round(reply)), json::parse(reply));
}

TEST(JsonForm, AStatementNamesTheOtherSideAndComesBackWithBoth) {
  const std::string reply =
      R"({"code":"100302","application_id":"A","result":"0000","account":"6222","rows":[)"
      R"({"id":"S1","serial":"S1","kind":"transfer","flag":"0","amount_fen":500,"balance_fen":10,)"
      R"("time":"2021-01-03T09:41:00.000+08:00","clearing":"CL1","payer":"6222","payee":"6333",)"
      R"("payee_name":"赵六","payee_institution":"SX02"},)"
      R"({"id":"S2","serial":"S2","kind":"cash","flag":"1","amount_fen":700,"balance_fen":710,)"
      R"("time":"2021-01-03T09:42:00.000+08:00","payer":"6444","payer_name":"钱七","payee":"6222"}]})";
  EXPECT_EQ(json::parse(round(reply)), json::parse(reply));
}

TEST(JsonForm, AReceiptKeepsItsTransportCode) {
  const std::string ack =
      R"({"code":"200003","application_id":"A","bank_number":"B1","message":"again",)"
      R"("received_at":"2021-01-03T09:41:00.000+08:00"})";
  const auto message = receipt_from_json(ack);
  ASSERT_TRUE(message.ok());
  const auto read = read_xml(write_xml(*message));
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(json::parse(to_json(*read)), json::parse(ack));
}

TEST(JsonForm, WhatIsNoMessageOrOfAnotherTypeIsRefusedByName) {
  struct Case {
    const char* json;
    const char* where;
  };
  for (const auto& each : {Case{"[]", ""}, Case{"{", ""}, Case{R"({"code":"999999"})", "code"},
                           Case{R"({"code":"100102","result":7})", "result"},
                           Case{R"({"code":"100102","held_fen":"7"})", "held_fen"},
                           Case{R"({"code":"100102","start":"yesterday"})", ""},
                           Case{R"({"code":"100201","queue":"yes"})", "queue"},
                           Case{R"({"code":"100201","replaces":[1]})", "replaces"},
                           Case{R"({"code":"100302","rows":[1]})", "rows"}}) {
    const auto message = from_json(each.json);
    ASSERT_FALSE(message.ok()) << each.json;
    EXPECT_EQ(message.error().where, each.where) << each.json;
  }
}

}  // namespace
}  // namespace holdfast::profile
