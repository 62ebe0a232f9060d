// pacs.008: the mapping, whatever the pieces in which the bytes come; transfers that cannot be
// taken are told and the rest is read; hostile XML ends the reading.
#include "feed/pacs008.hpp"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include "feed/canonical.hpp"
#include "feed/reader.hpp"

namespace holdfast::feed {
namespace {

constexpr std::string_view uetr = "8a562c67-ca16-48ba-b074-65581be6f001";

struct Read {
  std::vector<std::string> rows;
  std::vector<RowError> errors;
  base::Result<ReadSummary> summary = ReadSummary{};
};

Read read_xml(std::string_view text, std::size_t piece = 1U << 20U,
              Format format = Format::pacs008) {
  Read out;
  ReadOptions options;
  options.file = "m";
  options.format = format;
  options.now = *base::parse_instant("2026-11-24T12:00:00+08:00");
  RowParser parser(
      std::move(options),
      {.on_row = [&](const TransferRow& row) { append_canonical(out.rows.emplace_back(), row); },
       .on_error = [&](const RowError& error) { out.errors.push_back(error); }});
  for (std::size_t i = 0; i < text.size(); i += piece) {
    if (!parser.feed(text.substr(i, piece))) {
      break;
    }
  }
  out.summary = parser.finish();
  return out;
}

/// A transfer with one part of it replaced.
std::string transfer(std::string_view from = {}, std::string_view to = {}) {
  std::string text =
      R"(  <CdtTrfTxInf>
    <PmtId>
      <InstrId>I-1</InstrId><EndToEndId>E2E-1</EndToEndId><TxId>TX-1</TxId>
      <UETR>8A562C67-ca16-48ba-b074-65581be6f001</UETR>
    </PmtId>
    <IntrBkSttlmAmt Ccy="CNY">50000.00</IntrBkSttlmAmt>
    <IntrBkSttlmDt>2026-11-24</IntrBkSttlmDt>
    <AccptncDtTm>2026-11-24T09:30:00.123</AccptncDtTm>
    <ChrgBr>SLEV</ChrgBr>
    <Dbtr><Nm>张三 &amp; 之子</Nm></Dbtr>
    <DbtrAcct><Id><Othr><Id>9900110000000000017</Id></Othr></Id></DbtrAcct>
    <DbtrAgt><FinInstnId><ClrSysMmbId><MmbId>YZ01</MmbId></ClrSysMmbId></FinInstnId></DbtrAgt>
    <CdtrAgt><FinInstnId><BICFI>SXBKCNBJ</BICFI></FinInstnId></CdtrAgt>
    <Cdtr><Nm>李四</Nm></Cdtr>
    <CdtrAcct><Id><Othr><Id>9900220000000000014</Id></Othr></Id></CdtrAcct>
    <RmtInf><Ustrd>刷单</Ustrd></RmtInf>
  </CdtTrfTxInf>
)";
  if (!from.empty()) {
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
  }
  return text;
}

std::string message(std::string_view transfers, int count, std::string_view more_header = {},
                    std::string_view prolog = R"(<?xml version="1.0" encoding="UTF-8"?>)") {
  return fmt::format(
      R"({}
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>
  <GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-24T10:00:00+08:00</CreDtTm><NbOfTxs>{}</NbOfTxs>{}
    <SttlmInf><SttlmMtd>CLRG</SttlmMtd></SttlmInf></GrpHdr>
{}</FIToFICstmrCdtTrf></Document>
)",
      prolog, count, more_header, transfers);
}

TEST(Pacs008, ATransferIsReadByTheMappingTable) {
  const auto text = message(transfer(), 1, "<CtrlSum>50000.00</CtrlSum>");
  for (const std::size_t piece : {std::size_t{1} << 20, std::size_t{1}, std::size_t{7}}) {
    const auto read = read_xml(text, piece);
    ASSERT_TRUE(read.summary.ok()) << read.summary.error().message;
    ASSERT_EQ(read.rows.size(), 1U);
    EXPECT_EQ(read.rows[0],
              fmt::format("E2E-1,2026-11-24T09:30:00.123+08:00,9900110000000000017,"
                          "9900220000000000014,50000.00,transfer,张三 & 之子,李四,YZ01,SXBKCNBJ,,"
                          "TX-1,{},,刷单\n",
                          uetr));
  }
  EXPECT_EQ(read_xml(text, 1U << 20U, Format::automatic).rows.size(), 1U) << "told by its first <";
}

struct Variant {
  std::string from;
  std::string to;
  std::string column;
};

TEST(Pacs008, WhatIsOptionalHasItsSubstitute) {
  const std::string ids = "<InstrId>I-1</InstrId><EndToEndId>E2E-1</EndToEndId><TxId>TX-1</TxId>";
  const std::vector<Variant> variants{
      {ids, "<EndToEndId>NOTPROVIDED</EndToEndId><TxId>TX-1</TxId>", "TX-1,2026"},
      {ids, "<InstrId>I-1</InstrId><EndToEndId>NOTPROVIDED</EndToEndId>", "I-1,2026"},
      {ids, "<EndToEndId>E2E-1</EndToEndId>", ",E2E-1,8a562c67"},
      {"<UETR>8A562C67-ca16-48ba-b074-65581be6f001</UETR>", "<ClrSysRef>C9</ClrSysRef>",
       ",TX-1,C9,"},
      {"<AccptncDtTm>2026-11-24T09:30:00.123</AccptncDtTm>",
       "<SttlmTmIndctn><DbtDtTm>2026-11-24T01:31:00Z</DbtDtTm></SttlmTmIndctn>",
       "2026-11-24T09:31:00.000+08:00"},
      {"<AccptncDtTm>2026-11-24T09:30:00.123</AccptncDtTm>", "", "2026-11-24T10:00:00.000+08:00"},
      {"<Othr><Id>9900110000000000017</Id></Othr>", "<IBAN>DE89370400440532013000</IBAN>",
       ",DE89370400440532013000,"},
      {"<Dbtr><Nm>张三 &amp; 之子</Nm></Dbtr>", "<Dbtr/>", "transfer,,李四"},
      {"<RmtInf>", "<Purp><Prtry>merchant</Prtry></Purp><RmtInf>", ",merchant,"},
      {"<RmtInf>", "<Purp><Cd>CASH</Cd></Purp><RmtInf>", ",transfer,"},
      {"<Ustrd>刷单</Ustrd>", "<Ustrd><![CDATA[a<b]]></Ustrd>", ",a<b\n"},
      {"<BICFI>SXBKCNBJ</BICFI>", "<Othr><Id>SX02</Id></Othr>", ",SX02,"},
  };
  for (const auto& each : variants) {
    const auto read = read_xml(message(transfer(each.from, each.to), 1));
    ASSERT_TRUE(read.summary.ok()) << each.to << ": " << read.summary.error().message;
    ASSERT_EQ(read.rows.size(), 1U)
        << each.to << ": " << (read.errors.empty() ? "" : read.errors[0].reason);
    EXPECT_NE(read.rows[0].find(each.column), std::string::npos) << each.to << "\n" << read.rows[0];
  }
}

TEST(Pacs008, ATransferThatCannotBeTakenIsNamedAndTheRestIsRead) {
  const std::string account =
      "<DbtrAcct><Id><Othr><Id>9900110000000000017</Id></Othr></Id></DbtrAcct>";
  const std::string ids = "<InstrId>I-1</InstrId><EndToEndId>E2E-1</EndToEndId><TxId>TX-1</TxId>";
  const std::vector<Variant> refusals{
      {"Ccy=\"CNY\"", "Ccy=\"USD\"", "IntrBkSttlmAmt/@Ccy|only CNY is taken, and this is USD"},
      {" Ccy=\"CNY\"", "", "IntrBkSttlmAmt/@Ccy|no currency"},
      {">50000.00<", ">0<", "IntrBkSttlmAmt|not more than zero"},
      {">50000.00<", ">1e5<", "IntrBkSttlmAmt|"},
      {"<IntrBkSttlmAmt Ccy=\"CNY\">50000.00</IntrBkSttlmAmt>", "", "IntrBkSttlmAmt|is missing"},
      {account, "", "DbtrAcct/Id/Othr/Id|payer is empty"},
      {ids, "<EndToEndId>NOTPROVIDED</EndToEndId>", "PmtId|neither EndToEndId nor TxId"},
      {ids, ids + "<TxId>TX-2</TxId>", "TxId|<TxId> is there twice"},
      {"8A562C67", "8A562C6", "PmtId/UETR|8-4-4-4-12"},
      {"2026-11-24T09:30:00.123", "yesterday", "AccptncDtTm|"},
      {"2026-11-24T09:30:00.123", "2031-11-24T09:30:00", "AccptncDtTm|more than a day ahead"},
      {"刷单", std::string(5000, 'x'), "|longer than 4096 bytes"},
      {"TX-1", std::string(129, 'x'), "PmtId|longer than 128 bytes"},
  };
  for (const auto& each : refusals) {
    const auto bad = transfer(each.from, each.to);
    const auto read = read_xml(message(transfer() + bad + transfer(), 3));
    ASSERT_TRUE(read.summary.ok()) << each.to << ": " << read.summary.error().message;
    EXPECT_EQ(read.rows.size(), 2U) << each.to;
    ASSERT_EQ(read.errors.size(), 1U) << each.to;
    const auto bar = each.column.find('|');
    EXPECT_EQ(read.errors[0].field,
              "CdtTrfTxInf[2]" + (bar == 0 ? "" : "/" + each.column.substr(0, bar)))
        << each.to;
    EXPECT_NE(read.errors[0].reason.find(each.column.substr(bar + 1)), std::string::npos)
        << read.errors[0].reason;
    EXPECT_GT(read.errors[0].position.line, 20U);
  }
}

TEST(Pacs008, AMessageThatIsNotWhatItSaysIsRefused) {
  const auto one = transfer();
  const auto deep = [] {
    std::string text;
    for (int i = 0; i < 40; ++i) {
      text += "<a>";
    }
    return text;
  }();
  const std::string laughs =
      R"(<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;">]>)";
  struct Row {
    std::string text;
    std::string where;
    std::string why;
  };
  const std::vector<Row> rows{
      {"", "m:1:", "not well-formed"},
      {"{}", "m:1:1", "not well-formed"},
      {"<a/>", "m:1:1", "a pacs.008 begins with"},
      {R"(<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"/>)", "m:1:1",
       "a pacs.008 begins with"},
      {R"(<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFIPmtStsRpt/></Document>)",
       "m:1:", "is no pacs.008"},
      {message(one, 2), "m:GrpHdr", "NbOfTxs says 2, and there are 1"},
      {message(one, 1, "<CtrlSum>50000.01</CtrlSum>"), "m:GrpHdr",
       "CtrlSum says 50000.01, and the transfers add up to 50000.00"},
      {message(one, 1).substr(0, 900), "m:", "not well-formed"},
      {message(one, 1) + "<x/>", "m:", "not well-formed"},
      {message(one + "</x>", 1), "m:", "not well-formed"},
      {message(transfer("刷单", "&nosuch;"), 1), "m:", "not well-formed"},
      {message(transfer("刷单", deep), 1), "m:", "deeper than 32"},
      {message(one, 1, {}, R"(<?xml version="1.0" encoding="GBK"?>)"), "m:1:1", "must be UTF-8"},
      {message(transfer("刷单", "\xB5\xA5"), 1), "m:", "not well-formed"},
      {message(transfer("&amp;", "&lol2;"), 1, {}, laughs), "m:1:", "DOCTYPE is not taken"},
      {message(transfer("&amp;", "&x;"), 1, {},
               R"(<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>)"),
       "m:1:", "DOCTYPE is not taken"},
      {message(one, 1, {}, R"(<!DOCTYPE Document SYSTEM "http://127.0.0.1/evil.dtd">)"),
       "m:1:", "DOCTYPE is not taken"},
      {message("<!-- " + std::string(200'000, 'x') + " -->" + one, 1), "m:", "longer than 65536"},
      {message("<a b=\"" + std::string(200'000, 'x') + "\"/>" + one, 1), "m:", "longer than 65536"},
  };
  for (const auto& each : rows) {
    for (const std::size_t piece : {std::size_t{1} << 20, std::size_t{777}}) {
      const auto read = read_xml(each.text, piece);
      ASSERT_FALSE(read.summary.ok()) << each.why;
      EXPECT_EQ(read.summary.error().code, base::ErrorCode::bad_input);
      EXPECT_TRUE(read.summary.error().where.starts_with(each.where))
          << read.summary.error().where << " / " << each.why;
      EXPECT_NE(read.summary.error().message.find(each.why), std::string::npos)
          << read.summary.error().message << " / " << each.why;
    }
  }
}

TEST(Pacs008, OtherNamespacesAndElementsArePassedOver) {
  const auto text = message(transfer("<RmtInf>",
                                     "<SplmtryData><x:TxId xmlns:x=\"urn:x\">9</x:TxId>"
                                     "<Envlp><TxId>8</TxId></Envlp></SplmtryData><RmtInf>"),
                            1);
  const auto read = read_xml(text);
  ASSERT_TRUE(read.summary.ok()) << read.summary.error().message;
  ASSERT_EQ(read.rows.size(), 1U);
  EXPECT_NE(read.rows[0].find(",TX-1,"), std::string::npos) << read.rows[0];
}

TEST(Pacs008, PrefixedNamesMeanTheSame) {
  auto text = message(transfer(), 1);
  std::string prefixed;
  for (std::size_t at = 0; at < text.size(); ++at) {
    prefixed += text[at];
    const bool opens = text[at] == '<' && text[at + 1] != '?';
    if (opens && text[at + 1] == '/') {
      prefixed += text[++at];
    }
    prefixed += opens ? "p:" : "";
  }
  prefixed.replace(prefixed.find("xmlns="), 6, "xmlns:p=");
  const auto read = read_xml(prefixed);
  ASSERT_TRUE(read.summary.ok()) << read.summary.error().message;
  EXPECT_EQ(read.rows, read_xml(text).rows);
}

}  // namespace
}  // namespace holdfast::feed
