#include "profile/iso20022.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>
#include <gtest/gtest.h>

#include "profile/element_tree.hpp"

namespace holdfast::profile {
namespace {

namespace json = boost::json;

const base::Instant noon = *base::parse_instant("2026-11-24T12:00:00.000+08:00");
const IsoHead head{"HOLDFAST", "YZ01", noon};

json::object object(const std::string& text) {
  return json::parse(text).as_object();
}

json::object order(const std::string& code) {
  return {{"code", code},
          {"application_id", "hf0a1b2c3d-O000001"},
          {"case_number", "C000001"},
          {"account", "6222020200000025"},
          {"account_name", "王<某>&"},
          {"reason", "被骗"},
          {"article", "反电信网络诈骗法 第二十条"},
          {"term_hours", 24},
          {"telephone", "023-96110"},
          {"officers", json::array{json::object{{"name", "li"}}}}};
}

json::object there_and_back(const json::object& order) {
  const auto xml = write_iso_order(json::serialize(order), head);
  EXPECT_TRUE(xml.ok()) << (xml ? "" : xml.error().message);
  const auto back = read_iso_order(*xml);
  EXPECT_TRUE(back.ok()) << *xml << (back ? "" : back.error().message);
  return object(*back);
}

json::object result_there_and_back(const json::object& result) {
  const auto xml = write_iso_result(json::serialize(result), {"YZ01", "HOLDFAST", noon});
  EXPECT_TRUE(xml.ok()) << (xml ? "" : xml.error().message);
  const auto back = read_iso_result(*xml);
  EXPECT_TRUE(back.ok()) << *xml << (back ? "" : back.error().message);
  EXPECT_FALSE(back->pending);
  return object(back->json);
}

TEST(Iso20022, AQueryComesThroughAsAuth001) {
  for (const auto* code : {"100301", "100303"}) {
    const auto sent = order(code);
    const auto xml = *write_iso_order(json::serialize(sent), head);
    EXPECT_NE(xml.find("xsd:auth.001.001.02"), std::string::npos);
    EXPECT_NE(xml.find("<InvstgtnId>hf0a1b2c3d-O000001</InvstgtnId>"), std::string::npos);
    EXPECT_NE(xml.find("<CnfdtltySts>true</CnfdtltySts>"), std::string::npos);
    const auto back = there_and_back(sent);
    for (const auto* name : {"code", "application_id", "case_number", "account", "account_name",
                             "reason", "article", "telephone", "officers"}) {
      EXPECT_EQ(back.at(name), sent.at(name)) << code << " " << name;
    }
    EXPECT_FALSE(back.contains("from"));
    EXPECT_FALSE(back.contains("drill"));
  }
}

TEST(Iso20022, ASpanAndAPracticeAreSaid) {
  auto sent = order("100301");
  sent["from"] = "2026-11-01T00:00:00.000+08:00";
  sent["until"] = "2026-11-24T00:00:00.000+08:00";
  sent["drill"] = true;
  const auto back = there_and_back(sent);
  for (const auto* name : {"from", "until", "drill"}) {
    EXPECT_EQ(back.at(name), sent.at(name)) << name;
  }
}

TEST(Iso20022, ARecallComesThroughAsCamt056ForFraud) {
  auto sent = order("300401");
  sent["amount_fen"] = 1'200'050;
  sent["justification"] = {{"payer", "6222020200000025"},
                           {"payer_name", "张某"},
                           {"amount_fen", 1'200'050},
                           {"time", "2026-11-24T11:40:00.000+08:00"},
                           {"serial", "YZ01-00000042"}};
  sent["payee"] = {{"account", "9900"}, {"name", "李四"}, {"institution", "YZ02"}};
  const auto xml = *write_iso_order(json::serialize(sent), head);
  EXPECT_NE(xml.find("<Cd>FRAD</Cd>"), std::string::npos);
  EXPECT_NE(xml.find(R"(Ccy="CNY">12000.50<)"), std::string::npos);
  const auto back = there_and_back(sent);
  for (const auto* name : {"code", "application_id", "case_number", "account", "amount_fen",
                           "justification", "payee", "article"}) {
    EXPECT_EQ(back.at(name), sent.at(name)) << name;
  }
}

TEST(Iso20022, AStopHasNoMessage) {
  for (const auto* code : {"100101", "100201", "300301", ""}) {
    EXPECT_FALSE(has_iso_message(code));
    EXPECT_FALSE(write_iso_order(json::serialize(order(code)), head).ok()) << code;
  }
  auto long_id = order("100301");
  long_id["application_id"] = std::string(36, 'x');
  EXPECT_EQ(write_iso_order(json::serialize(long_id), head).error().where, "/application_id");
}

TEST(Iso20022, AStatementComesBackRowByRow) {
  const json::object row{{"id", "S1"},
                         {"serial", "S1"},
                         {"time", "2026-11-24T11:40:00.000+08:00"},
                         {"payer", "victim"},
                         {"payee", "6222020200000025"},
                         {"payer_name", "张某"},
                         {"payee_name", "王某"},
                         {"payer_institution", "YZ01"},
                         {"payee_institution", "YZ02"},
                         {"amount_fen", 1'200'050},
                         {"kind", "transfer"},
                         {"clearing", "CL-7"}};
  auto out = row;
  out["id"] = out["serial"] = "S2";
  out["payer"] = "6222020200000025";
  out["payee"] = "X";
  const json::object sent{{"code", "100302"},
                          {"application_id", "hf-O000001"},
                          {"bank_number", "B7"},
                          {"result", "0000"},
                          {"message", "done"},
                          {"account", "6222020200000025"},
                          {"balance_fen", 130},
                          {"feedback_time", "2026-11-24T11:59:59.999+08:00"},
                          {"rows", json::array{row, out}}};
  const auto back = result_there_and_back(sent);
  for (const auto* name : {"code", "application_id", "bank_number", "result", "message", "account",
                           "balance_fen", "feedback_time", "rows"}) {
    EXPECT_EQ(back.at(name), sent.at(name)) << name;
  }
}

TEST(Iso20022, ASubjectComesBackAsTheAccountsOwner) {
  const json::object sent{{"code", "100304"},    {"application_id", "hf-O000001"},
                          {"bank_number", "B7"}, {"result", "0000"},
                          {"account", "6222"},   {"registered_name", "王某"},
                          {"account_type", "01"}};
  const auto back = result_there_and_back(sent);
  EXPECT_EQ(back.at("registered_name"), "王某");
  EXPECT_EQ(back.at("account_type"), "01");
  EXPECT_EQ(back.at("code"), "100304");
}

TEST(Iso20022, ACodeOfOursSurvivesAndAStandardStatusIsTranslated) {
  const json::object sent{{"code", "100302"},
                          {"application_id", "hf-O000001"},
                          {"result", "1300"},
                          {"message", "系统故障"},
                          {"account", "6222"}};
  EXPECT_EQ(result_there_and_back(sent).at("result"), "1300");
  auto xml = *write_iso_result(json::serialize(sent), head);
  const auto from = xml.find("<AddtlInf>");
  xml.erase(from, xml.find("</AddtlInf>") + 11 - from);
  EXPECT_EQ(object(read_iso_result(xml)->json).at("result"), "1000") << "NOAP alone";
  const auto status = xml.find("NOAP");
  xml.replace(status, 4, "NFOU");
  EXPECT_EQ(object(read_iso_result(xml)->json).at("result"), "0300");
}

std::string resolution(const std::string& status, const std::string& reason) {
  return fmt::format(
      R"(<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.029.001.09"><RsltnOfInvstgtn>)"
      R"(<Assgnmt><Id>B7</Id></Assgnmt><RslvdCase><Id>hf-O000001</Id></RslvdCase>)"
      R"(<Sts><Conf>{}</Conf></Sts><CxlDtls><TxInfAndSts><CxlStsRsnInf><Rsn><Cd>{}</Cd></Rsn>)"
      R"(</CxlStsRsnInf></TxInfAndSts></CxlDtls></RsltnOfInvstgtn></Document>)",
      status, reason);
}

TEST(Iso20022, AResolutionSaysWhetherThePaymentIsCancelled) {
  EXPECT_EQ(object(read_iso_result(resolution("CNCL", ""))->json).at("result"), "0000");
  EXPECT_EQ(object(read_iso_result(resolution("RJCR", "NOOR"))->json).at("result"), "0400");
  const auto refused = object(read_iso_result(resolution("RJCR", "LEGL"))->json);
  EXPECT_EQ(refused.at("result"), "3100");
  EXPECT_EQ(refused.at("message"), "LEGL ");
  EXPECT_TRUE(read_iso_result(resolution("PDCR", ""))->pending);
  EXPECT_FALSE(read_iso_result(resolution("ACPT", "")).ok());
  for (const auto* code : {"0000", "0400", "3100"}) {
    const json::object sent{{"code", "300402"},
                            {"application_id", "hf-O000001"},
                            {"bank_number", "B7"},
                            {"result", code},
                            {"message", "无"}};
    EXPECT_EQ(result_there_and_back(sent).at("result"), code);
  }
}

TEST(Iso20022, WhatCannotBeTakenIsRefusedSayingWhere) {
  const std::string open = R"(<Document xmlns="urn:iso:std:iso:20022:tech:xsd:auth.002.001.02">)";
  for (const auto& [xml, where] : {std::pair<std::string, std::string>{"<Document/>", "1:1"},
                                   {open + "</Document>", "Document"},
                                   {open + "<InfReqRspn/></Document>", "InfReqRspn"},
                                   {"<!DOCTYPE x [<!ENTITY a 'b'>]>" + open + "</Document>", "1:1"},
                                   {open + "<a>", "1:"}}) {
    const auto read = read_iso_result(xml);
    ASSERT_FALSE(read.ok()) << xml;
    EXPECT_TRUE(read.error().where.starts_with(where)) << xml << " " << read.error().where;
    EXPECT_FALSE(read.error().message.empty());
  }
  auto nameless = resolution("CNCL", "");
  nameless.replace(nameless.find("hf-O000001"), 10, "");
  EXPECT_FALSE(read_iso_result(nameless).ok()) << "it answers nothing";
}

TEST(Iso20022, AnEntryThatLacksItsOtherSideOrItsMomentIsRefused) {
  const auto with = [](const std::string& entry) {
    return read_iso_result(
        R"(<Document xmlns="urn:iso:std:iso:20022:tech:xsd:auth.002.001.02"><InfReqRspn>)"
        R"(<InvstgtnId>O1</InvstgtnId><RspnSts>COMP</RspnSts><SchCrit><Acct><Id><Id><Othr>)"
        R"(<Id>A</Id></Othr></Id></Id></Acct></SchCrit><RtrInd><AuthrtyReqTp><MsgNmId>camt.053.001.08</MsgNmId></AuthrtyReqTp><InvstgtnRslt><Rslt>)"
        R"(<Document><BkToCstmrStmt><Stmt><Acct><Id><Othr><Id>A</Id></Othr></Id></Acct><Ntry>)" +
        entry +
        "</Ntry></Stmt></BkToCstmrStmt></Document></Rslt></InvstgtnRslt></RtrInd></InfReqRspn>"
        "</Document>");
  };
  const std::string amount = R"(<Amt Ccy="CNY">1.00</Amt>)";
  const std::string side = "<CdtDbtInd>CRDT</CdtDbtInd>";
  const std::string time = "<BookgDt><DtTm>2026-11-24T11:40:00+08:00</DtTm></BookgDt>";
  const std::string other =
      "<NtryDtls><TxDtls><RltdPties><DbtrAcct><Id><Othr><Id>B</Id></Othr></Id></DbtrAcct>"
      "</RltdPties></TxDtls></NtryDtls>";
  EXPECT_TRUE(with(amount + side + time + other).ok());
  for (const auto& [entry, where] :
       {std::pair{side + time + other, "Stmt/Ntry/1/Amt"},
        {R"(<Amt Ccy="USD">1.00</Amt>)" + side + time + other, "Stmt/Ntry/1/Amt"},
        {R"(<Amt Ccy="CNY">1.001</Amt>)" + side + time + other, "Stmt/Ntry/1/Amt"},
        {amount + time + other, "Stmt/Ntry/1/CdtDbtInd"},
        {amount + side + "<BookgDt><Dt>2026-11-24</Dt></BookgDt>" + other,
         "Stmt/Ntry/1/BookgDt/DtTm"},
        {amount + side + time, "Stmt/Ntry/1"}}) {
    const auto read = with(entry);
    ASSERT_FALSE(read.ok()) << entry;
    EXPECT_EQ(read.error().where, where);
  }
}

TEST(ElementTree, IsBoundedInDepthCountAndLength) {
  const auto nested = [](std::size_t depth) {
    std::string xml;
    for (std::size_t i = 0; i < depth; ++i) xml += "<a>";
    for (std::size_t i = 0; i < depth; ++i) xml += "</a>";
    return xml;
  };
  EXPECT_TRUE(read_tree(nested(tree_depth_max)).ok());
  EXPECT_FALSE(read_tree(nested(tree_depth_max + 1)).ok());
  const auto text = [](std::size_t bytes) { return "<a>" + std::string(bytes, 'x') + "</a>"; };
  EXPECT_TRUE(read_tree(text(tree_text_bytes_max)).ok());
  EXPECT_FALSE(read_tree(text(tree_text_bytes_max + 1)).ok());
  std::string many = "<a>";
  for (std::size_t i = 1; i < tree_elements_max; ++i) many += "<b/>";
  EXPECT_TRUE(read_tree(many + "</a>").ok());
  EXPECT_EQ(read_tree(many + "<b/></a>").error().code, base::ErrorCode::too_large);
  EXPECT_FALSE(read_tree("<a>x<b/></a>").ok());
  EXPECT_FALSE(read_tree("<a><b/>x</a>").ok());
  EXPECT_FALSE(read_tree(R"(<?xml version="1.0" encoding="GBK"?><a/>)").ok());
  EXPECT_FALSE(read_tree("<a><?php x?></a>").ok());
}

}  // namespace
}  // namespace holdfast::profile
