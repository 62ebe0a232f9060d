#include "profile/iso20022.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <fmt/core.h>

#include "base/fen.hpp"
#include "profile/element_tree.hpp"
#include "profile/iso_statement.hpp"
#include "profile/json_path.hpp"

namespace holdfast::profile {

namespace json = boost::json;

namespace {

constexpr std::string_view space_of_iso = "urn:iso:std:iso:20022:tech:xsd:";
constexpr std::size_t id_bytes_max = 35;
constexpr std::size_t head_bytes = 4'096;
// Fields of the standard are short; what is longer is cut at a character.
constexpr std::size_t paragraph_bytes_max = 35 * 3;
constexpr std::size_t note_bytes_max = 105 * 3;
// The message that an authority asks for: a statement, or who holds the account.
constexpr std::string_view statement_message = "camt.053.001.08";
constexpr std::string_view subject_message = "auth.002.001.02";
constexpr std::string_view subject_name = "SUBJECT";

enum class Asked { statement, subject };

base::Error bad(std::string where, std::string why) {
  return {base::ErrorCode::bad_input, std::move(why), std::move(where)};
}

std::string document(std::string_view message, std::string_view inner) {
  return fmt::format(
      R"(<?xml version="1.0" encoding="UTF-8"?><Document xmlns="{}{}">{}</Document>)", space_of_iso,
      message, inner);
}

/// At most so many bytes, ending at a whole character.
std::string cut(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) {
    return std::string{text};
  }
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) {
    --bytes;
  }
  return std::string{text.substr(0, bytes)};
}

base::Result<std::string> application_id(const json::object& order) {
  auto id = text_in(order, "application_id");
  if (id.empty() || id.size() > id_bytes_max) {
    return bad("/application_id", fmt::format("has 1 to {} characters in ISO 20022", id_bytes_max));
  }
  return id;
}

void append_agent(std::string& to, std::string_view role, std::string_view institution) {
  to += fmt::format("<{}><Agt><FinInstnId><Othr>", role);
  append_leaf(to, "Id", institution.empty() ? std::string_view{"UNKNOWN"} : institution);
  to += fmt::format("</Othr></FinInstnId></Agt></{}>", role);
}

void append_account(std::string& to, std::string_view number) {
  to += "<Id><Othr>";
  append_leaf(to, "Id", number);
  to += "</Othr></Id>";
}

// ---- auth.001: an authority asks ----------------------------------------------------------------

/// The span asked about; a query without one asks for what is there up to now.
std::string period_of(const json::object& order, base::Instant now) {
  const auto from = text_in(order, "from");
  const auto until = text_in(order, "until");
  return fmt::format("<DtTm><FrDtTm>{}</FrDtTm><ToDtTm>{}</ToDtTm></DtTm>",
                     from.empty() ? std::string{"1970-01-01T08:00:00.000+08:00"} : from,
                     until.empty() ? base::format_instant(now) : until);
}

void append_asked(std::string& to, Asked asked) {
  to += "<AuthrtyReqTp>";
  append_leaf(to, "MsgNmId", asked == Asked::statement ? statement_message : subject_message);
  append_leaf(to, "MsgNm", asked == Asked::statement ? std::string_view{} : subject_name);
  to += "</AuthrtyReqTp>";
}

std::string write_query(const json::object& order, std::string_view id, Asked asked,
                        const IsoHead& head) {
  std::string xml = "<InfReqOpng>";
  append_leaf(xml, "InvstgtnId", id);
  xml += "<LglMndtBsis>";
  append_leaf(xml, "Prgrph", cut(text_in(order, "article"), paragraph_bytes_max));
  append_leaf(xml, "Dsclmr", cut(text_in(order, "reason"), note_bytes_max));
  xml += "</LglMndtBsis><CnfdtltySts>true</CnfdtltySts>";
  const auto due = head.at + std::chrono::hours{std::max<std::int64_t>(
                                 number_in(order, "term_hours").value_or(24), 1)};
  xml += fmt::format("<DueDt><DueDt>{}</DueDt></DueDt>", base::format_instant(due).substr(0, 10));
  xml += "<InvstgtnPrd>" + period_of(order, head.at) + "</InvstgtnPrd>";
  xml += "<SchCrit><Acct><Id>";
  append_account(xml, text_in(order, "account"));
  append_leaf(xml, "Nm", cut(text_in(order, "account_name"), 70 * 3));
  xml += "</Id><InvstgtdPties><Cd>OWNE</Cd></InvstgtdPties>";
  append_asked(xml, asked);
  xml += "</Acct></SchCrit><SplmtryData><PlcAndNm>holdfast</PlcAndNm><Envlp><Hldfst>";
  append_leaf(xml, "CaseNumber", text_in(order, "case_number"));
  append_leaf(xml, "Officer", officer_of(order));
  append_leaf(xml, "Telephone", text_in(order, "telephone"));
  append_leaf(xml, "Drill", flag_in(order, "drill") ? "true" : "");
  xml += "</Hldfst></Envlp></SplmtryData></InfReqOpng>";
  return document("auth.001.001.02", xml);
}

base::Result<Asked> asked_in(const Element& place, const std::string& where) {
  const auto message = place.text_at("AuthrtyReqTp/MsgNmId");
  if (message.starts_with("camt.052.") || message.starts_with("camt.053.")) {
    return Asked::statement;
  }
  if (message == subject_message && place.text_at("AuthrtyReqTp/MsgNm") == subject_name) {
    return Asked::subject;
  }
  return bad(where + "/AuthrtyReqTp", "asks for a message that is not known here");
}

base::Result<std::string> read_query(const Element& opening) {
  const std::string where = "InfReqOpng/SchCrit/Acct";
  const auto* account = opening.at("SchCrit/Acct");
  if (account == nullptr) {
    return bad("InfReqOpng/SchCrit", "only an account can be asked about");
  }
  const auto asked = asked_in(*account, where);
  if (!asked) {
    return asked.error();
  }
  json::object order{{"code", *asked == Asked::statement ? "100301" : "100303"}};
  put_text(order, "application_id", opening.text_at("InvstgtnId"));
  put_text(order, "article", opening.text_at("LglMndtBsis/Prgrph"));
  put_text(order, "reason", opening.text_at("LglMndtBsis/Dsclmr"));
  put_text(order, "account", account->text_at("Id/Id/Othr/Id"));
  put_text(order, "account_name", account->text_at("Id/Nm"));
  if (account->text_at("Id/Nm").empty()) {
    order["name_unknown"] = true;
  }
  const auto from = opening.text_at("InvstgtnPrd/DtTm/FrDtTm");
  if (!from.starts_with("1970")) {
    put_text(order, "from", from);
    put_text(order, "until", opening.text_at("InvstgtnPrd/DtTm/ToDtTm"));
  }
  if (const auto* ours = opening.at("SplmtryData/Envlp/Hldfst")) {
    put_text(order, "case_number", ours->text_at("CaseNumber"));
    put_text(order, "telephone", ours->text_at("Telephone"));
    order["officers"] = json::array{json::object{{"name", std::string{ours->text_at("Officer")}}}};
    if (ours->text_at("Drill") == "true") {
      order["drill"] = true;
    }
  }
  return json::serialize(order);
}

// ---- auth.002: what the institution found -------------------------------------------------------

std::string_view status_of(std::string_view result) {
  if (result == "0000" || result == "0900") return "FOUN";
  return result == "0300" ? "NFOU" : "NOAP";
}

base::Result<std::string> write_answer(const json::object& result, std::string_view id, Asked asked,
                                       const IsoHead& head) {
  const auto code = text_in(result, "result");
  const bool found = status_of(code) == "FOUN";
  std::string xml = "<InfReqRspn>";
  const auto number = text_in(result, "bank_number");
  append_leaf(xml, "RspnId", cut(number.empty() ? std::string{id} : number, id_bytes_max));
  append_leaf(xml, "InvstgtnId", id);
  append_leaf(xml, "RspnSts", !found ? "NRES" : flag_in(result, "rows_cut") ? "PART" : "COMP");
  xml += "<SchCrit><Acct><Id>";
  append_account(xml, text_in(result, "account"));
  if (const auto type = text_in(result, "account_type"); !type.empty()) {
    xml += "<Tp>";
    append_leaf(xml, "Prtry", type);
    xml += "</Tp>";
  }
  if (const auto name = text_in(result, "registered_name"); !name.empty()) {
    xml += "<Ownr>";
    append_leaf(xml, "Nm", name);
    xml += "</Ownr>";
  }
  xml += "</Id>";
  append_asked(xml, asked);
  xml += "</Acct></SchCrit><RtrInd>";
  append_asked(xml, asked);
  xml += "<InvstgtnRslt>";
  if (found && asked == Asked::statement) {
    xml += "<Rslt>" + write_statement(result, number, head.at) + "</Rslt>";
  } else {
    append_leaf(xml, "InvstgtnSts", status_of(code));
  }
  xml += "</InvstgtnRslt>";
  append_leaf(xml, "AddtlInf", cut(fmt::format("{} {}", code, text_in(result, "message")), 500));
  xml += "</RtrInd></InfReqRspn>";
  return document("auth.002.001.02", xml);
}

/// Four digits at the head of a note of ours say it exactly; else what the standard's status means.
std::string result_of(const Element& indicator, std::string_view response_status) {
  const auto note = indicator.text_at("AddtlInf");
  const bool is_ours = note.size() >= 4 &&
                       note.substr(0, 4).find_first_not_of("0123456789") == note.npos &&
                       (note.size() == 4 || note[4] == ' ');
  if (is_ours) {
    return std::string{note.substr(0, 4)};
  }
  const auto status = indicator.text_at("InvstgtnRslt/InvstgtnSts");
  if (status == "NFOU") return "0300";
  if (status == "NOAP") return "1000";
  return response_status == "NRES" ? "0300" : "0000";
}

base::Result<IsoResult> read_answer(const Element& response) {
  const auto* account = response.at("SchCrit/Acct");
  const auto* indicator = response.child("RtrInd");
  if (account == nullptr || indicator == nullptr) {
    return bad("InfReqRspn", "lacks SchCrit/Acct or RtrInd");
  }
  if (account->text_at("Id/Id/Othr/Id").empty()) {
    return bad("InfReqRspn/SchCrit/Acct/Id", "does not name the account");
  }
  const auto status = response.text_at("RspnSts");
  if (status != "COMP" && status != "PART" && status != "NRES") {
    return bad("InfReqRspn/RspnSts", "is none of COMP, PART and NRES");
  }
  const auto asked = asked_in(*indicator, "InfReqRspn/RtrInd");
  if (!asked) {
    return asked.error();
  }
  json::object result{{"code", *asked == Asked::statement ? "100302" : "100304"}};
  put_text(result, "application_id", response.text_at("InvstgtnId"));
  put_text(result, "bank_number", response.text_at("RspnId"));
  put_text(result, "result", result_of(*indicator, status));
  const auto note = indicator->text_at("AddtlInf");
  put_text(result, "message", note.size() > 5 ? note.substr(5) : std::string_view{});
  put_text(result, "account", account->text_at("Id/Id/Othr/Id"));
  put_text(result, "account_type", account->text_at("Id/Tp/Prtry"));
  put_text(result, "registered_name", account->text_at("Id/Ownr/Nm"));
  if (status == "PART") {
    result["rows_cut"] = true;
  }
  if (const auto* statement = indicator->at("InvstgtnRslt/Rslt/Document/BkToCstmrStmt/Stmt")) {
    if (const auto ok = read_statement(*statement, result); !ok) {
      return ok.error();
    }
  }
  return IsoResult{json::serialize(result), false};
}

// ---- camt.056 and camt.029: a payment is called back --------------------------------------------

std::string write_recall(const json::object& order, std::string_view id, const IsoHead& head) {
  std::string xml = "<FIToFIPmtCxlReq><Assgnmt>";
  append_leaf(xml, "Id", id);
  append_agent(xml, "Assgnr", head.from);
  append_agent(xml, "Assgne", head.to);
  append_leaf(xml, "CreDtTm", base::format_instant(head.at));
  xml += "</Assgnmt><Case>";
  append_leaf(xml, "Id", id);
  append_agent(xml, "Cretr", head.from);
  xml += "</Case><Undrlyg><TxInf>";
  append_leaf(xml, "CxlId", id);
  append_leaf(xml, "OrgnlEndToEndId", "NOTPROVIDED");
  append_leaf(xml, "OrgnlTxId", cut(text_in(order, "justification.serial"), id_bytes_max));
  if (const auto fen = number_in(order, "justification.amount_fen")) {
    xml += fmt::format(R"(<OrgnlIntrBkSttlmAmt Ccy="CNY">{}</OrgnlIntrBkSttlmAmt>)",
                       base::format_yuan(base::Fen{*fen}));
  }
  append_leaf(xml, "OrgnlIntrBkSttlmDt", text_in(order, "justification.time").substr(0, 10));
  xml += "<CxlRsnInf><Rsn><Cd>FRAD</Cd></Rsn>";
  append_leaf(xml, "AddtlInf", cut(text_in(order, "reason"), note_bytes_max));
  xml += "</CxlRsnInf><OrgnlTxRef><Dbtr><Pty>";
  append_leaf(xml, "Nm", text_in(order, "justification.payer_name"));
  xml += "</Pty></Dbtr><DbtrAcct>";
  append_account(xml, text_in(order, "account"));
  xml += "</DbtrAcct><CdtrAgt><FinInstnId><Othr>";
  append_leaf(xml, "Id", text_in(order, "payee.institution"));
  xml += "</Othr></FinInstnId></CdtrAgt><Cdtr><Pty>";
  append_leaf(xml, "Nm", text_in(order, "payee.name"));
  xml += "</Pty></Cdtr><CdtrAcct>";
  append_account(xml, text_in(order, "payee.account"));
  xml +=
      "</CdtrAcct></OrgnlTxRef></TxInf></Undrlyg><SplmtryData><PlcAndNm>holdfast</PlcAndNm>"
      "<Envlp><Hldfst>";
  append_leaf(xml, "CaseNumber", text_in(order, "case_number"));
  append_leaf(xml, "LegalGround", text_in(order, "article"));
  append_leaf(xml, "PaidAt", text_in(order, "justification.time"));
  append_leaf(xml, "Drill", flag_in(order, "drill") ? "true" : "");
  xml += "</Hldfst></Envlp></SplmtryData></FIToFIPmtCxlReq>";
  return document("camt.056.001.08", xml);
}

base::Result<std::int64_t> fen_of(const Element& amount, const std::string& where) {
  if (amount.currency != "CNY") {
    return bad(where, "is not in CNY");
  }
  const auto fen = base::parse_yuan(amount.text);
  return fen ? base::Result<std::int64_t>{fen->value()} : bad(where, fen.error().message);
}

base::Result<std::string> read_recall(const Element& request) {
  const auto* payment = request.at("Undrlyg/TxInf");
  if (payment == nullptr) {
    return bad("FIToFIPmtCxlReq/Undrlyg/TxInf", "is missing");
  }
  if (payment->text_at("CxlRsnInf/Rsn/Cd") != "FRAD") {
    return bad("FIToFIPmtCxlReq/Undrlyg/TxInf/CxlRsnInf", "only fraud (FRAD) is taken here");
  }
  const auto* amount = payment->child("OrgnlIntrBkSttlmAmt");
  if (amount == nullptr) {
    return bad("FIToFIPmtCxlReq/Undrlyg/TxInf/OrgnlIntrBkSttlmAmt", "is missing");
  }
  const auto fen = fen_of(*amount, "FIToFIPmtCxlReq/Undrlyg/TxInf/OrgnlIntrBkSttlmAmt");
  if (!fen) {
    return fen.error();
  }
  const auto payer = payment->text_at("OrgnlTxRef/DbtrAcct/Id/Othr/Id");
  json::object order{{"code", "300401"}, {"amount_fen", *fen}};
  put_text(order, "application_id", request.text_at("Case/Id"));
  put_text(order, "account", payer);
  order["name_unknown"] = true;
  put_text(order, "reason", payment->text_at("CxlRsnInf/AddtlInf"));
  json::object why{{"payer", std::string{payer}}, {"amount_fen", *fen}};
  put_text(why, "payer_name", payment->text_at("OrgnlTxRef/Dbtr/Pty/Nm"));
  put_text(why, "serial", payment->text_at("OrgnlTxId"));
  json::object payee{};
  put_text(payee, "account", payment->text_at("OrgnlTxRef/CdtrAcct/Id/Othr/Id"));
  put_text(payee, "institution", payment->text_at("OrgnlTxRef/CdtrAgt/FinInstnId/Othr/Id"));
  put_text(payee, "name", payment->text_at("OrgnlTxRef/Cdtr/Pty/Nm"));
  order["payee"] = std::move(payee);
  if (const auto* ours = request.at("SplmtryData/Envlp/Hldfst")) {
    put_text(order, "case_number", ours->text_at("CaseNumber"));
    put_text(order, "article", ours->text_at("LegalGround"));
    put_text(why, "time", ours->text_at("PaidAt"));
    if (ours->text_at("Drill") == "true") {
      order["drill"] = true;
    }
  }
  if (!why.contains("time")) {
    put_text(why, "time", fmt::format("{}T00:00:00+08:00", payment->text_at("OrgnlIntrBkSttlmDt")));
  }
  order["justification"] = std::move(why);
  return json::serialize(order);
}

std::string write_resolution(const json::object& result, std::string_view id, const IsoHead& head) {
  const auto code = text_in(result, "result");
  const bool done = code == "0000" || code == "0900";
  std::string xml = "<RsltnOfInvstgtn><Assgnmt>";
  append_leaf(xml, "Id", cut(text_in(result, "bank_number"), id_bytes_max));
  append_agent(xml, "Assgnr", head.from);
  append_agent(xml, "Assgne", head.to);
  append_leaf(xml, "CreDtTm", base::format_instant(head.at));
  xml += "</Assgnmt><RslvdCase>";
  append_leaf(xml, "Id", id);
  append_agent(xml, "Cretr", head.to);
  xml += fmt::format("</RslvdCase><Sts><Conf>{}</Conf></Sts><CxlDtls><TxInfAndSts>",
                     done ? "CNCL" : "RJCR");
  append_leaf(xml, "CxlStsId", id);
  if (!done) {
    xml += "<CxlStsRsnInf><Rsn><Cd>";
    xml += code == "0400" ? "NOOR" : "AGNT";
    xml += "</Cd></Rsn>";
    append_leaf(xml, "AddtlInf", cut(text_in(result, "message"), note_bytes_max));
    xml += "</CxlStsRsnInf>";
  }
  xml += "</TxInfAndSts></CxlDtls></RsltnOfInvstgtn>";
  return document("camt.029.001.09", xml);
}

base::Result<IsoResult> read_resolution(const Element& resolution) {
  const auto status = resolution.text_at("Sts/Conf");
  const auto* details = resolution.at("CxlDtls/TxInfAndSts");
  const auto reason = resolution.text_at("CxlDtls/TxInfAndSts/CxlStsRsnInf/Rsn/Cd");
  auto id = resolution.text_at("RslvdCase/Id");
  if (id.empty() && details != nullptr) {
    id = details->text_at("CxlStsId");
  }
  json::object result{{"code", "300402"}};
  put_text(result, "application_id", id);
  put_text(result, "bank_number", resolution.text_at("Assgnmt/Id"));
  if (status == "PDCR") {
    return IsoResult{json::serialize(result), true};
  }
  if (status != "CNCL" && status != "RJCR") {
    return bad("RsltnOfInvstgtn/Sts/Conf", "is none of CNCL, RJCR and PDCR");
  }
  put_text(result, "result", status == "CNCL" ? "0000" : reason == "NOOR" ? "0400" : "3100");
  const auto note = resolution.text_at("CxlDtls/TxInfAndSts/CxlStsRsnInf/AddtlInf");
  put_text(result, "message",
           reason.empty() ? std::string{note} : fmt::format("{} {}", reason, note));
  return IsoResult{json::serialize(result), false};
}

base::Result<ElementTree> read_document(std::string_view xml) {
  auto tree = read_tree(xml);
  if (!tree) {
    return tree.error();
  }
  if (!std::string_view{tree->space}.starts_with(space_of_iso) || tree->root.name != "Document") {
    return bad("1:1", "is no Document of ISO 20022");
  }
  return tree;
}

}  // namespace

bool has_iso_message(std::string_view code) {
  constexpr std::array codes{std::string_view{"100301"}, std::string_view{"100303"},
                             std::string_view{"300401"}};
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

bool is_iso20022(std::string_view body) {
  return body.substr(0, head_bytes).find(space_of_iso) != std::string_view::npos;
}

base::Result<std::string> write_iso_order(std::string_view text, const IsoHead& head) {
  const auto order = object_in(text);
  if (!order) {
    return order.error();
  }
  const auto id = application_id(*order);
  if (!id) {
    return id.error();
  }
  const auto code = text_in(*order, "code");
  if (code == "300401") {
    return write_recall(*order, *id, head);
  }
  if (!has_iso_message(code)) {
    return bad("/code", "has no message in ISO 20022");
  }
  return write_query(*order, *id, code == "100301" ? Asked::statement : Asked::subject, head);
}

base::Result<std::string> read_iso_order(std::string_view xml) {
  const auto tree = read_document(xml);
  if (!tree) {
    return tree.error();
  }
  if (const auto* opening = tree->root.child("InfReqOpng")) {
    return read_query(*opening);
  }
  if (const auto* request = tree->root.child("FIToFIPmtCxlReq")) {
    return read_recall(*request);
  }
  return bad("Document", "holds neither InfReqOpng nor FIToFIPmtCxlReq");
}

base::Result<std::string> write_iso_result(std::string_view text, const IsoHead& head) {
  const auto result = object_in(text);
  if (!result) {
    return result.error();
  }
  const auto id = application_id(*result);
  if (!id) {
    return id.error();
  }
  const auto code = text_in(*result, "code");
  if (code == "300402") {
    return write_resolution(*result, *id, head);
  }
  if (code != "100302" && code != "100304") {
    return bad("/code", "has no message in ISO 20022");
  }
  return write_answer(*result, *id, code == "100302" ? Asked::statement : Asked::subject, head);
}

base::Result<IsoResult> read_iso_result(std::string_view xml) {
  const auto tree = read_document(xml);
  if (!tree) {
    return tree.error();
  }
  auto result = base::Result<IsoResult>{bad("Document",
                                            "holds neither InfReqRspn nor "
                                            "RsltnOfInvstgtn")};
  if (const auto* response = tree->root.child("InfReqRspn")) {
    result = read_answer(*response);
  } else if (const auto* resolution = tree->root.child("RsltnOfInvstgtn")) {
    result = read_resolution(*resolution);
  }
  if (result) {
    const auto object = json::parse(result->json).as_object();
    if (!object.contains("application_id")) {
      return bad("Document", "does not say which request it answers");
    }
  }
  return result;
}

}  // namespace holdfast::profile
