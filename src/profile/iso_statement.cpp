#include "profile/iso_statement.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>

#include "base/fen.hpp"
#include "profile/json_path.hpp"

namespace holdfast::profile {

namespace json = boost::json;

namespace {

constexpr std::string_view credit = "CRDT";
constexpr std::string_view debit = "DBIT";

base::Error bad(std::string where, std::string why) {
  return {base::ErrorCode::bad_input, std::move(why), std::move(where)};
}

void append_amount(std::string& to, std::int64_t fen) {
  to += fmt::format(R"(<Amt Ccy="CNY">{}</Amt>)", base::format_yuan(base::Fen{fen}));
}

void append_party(std::string& to, std::string_view role, const std::string& number,
                  const std::string& name) {
  if (!name.empty()) {
    to += fmt::format("<{}><Pty>", role);
    append_leaf(to, "Nm", name);
    to += fmt::format("</Pty></{}>", role);
  }
  if (!number.empty()) {
    to += fmt::format("<{}Acct><Id><Othr>", role);
    append_leaf(to, "Id", number);
    to += fmt::format("</Othr></Id></{}Acct>", role);
  }
}

void append_agent(std::string& to, std::string_view role, const std::string& institution) {
  if (!institution.empty()) {
    to += fmt::format("<{}><FinInstnId><Othr>", role);
    append_leaf(to, "Id", institution);
    to += fmt::format("</Othr></FinInstnId></{}>", role);
  }
}

void append_entry(std::string& to, const json::object& row, const std::string& account) {
  const auto payer = text_in(row, "payer");
  const auto payer_bank = text_in(row, "payer_institution");
  const auto payee_bank = text_in(row, "payee_institution");
  to += "<Ntry>";
  append_leaf(to, "NtryRef", text_in(row, "id"));
  append_amount(to, number_in(row, "amount_fen").value_or(0));
  append_leaf(to, "CdtDbtInd", payer == account ? debit : credit);
  to += "<Sts><Cd>BOOK</Cd></Sts><BookgDt>";
  append_leaf(to, "DtTm", text_in(row, "time"));
  to += "</BookgDt>";
  append_leaf(to, "AcctSvcrRef", text_in(row, "serial"));
  const auto kind = text_in(row, "kind");
  to += "<BkTxCd><Prtry>";
  append_leaf(to, "Cd", kind.empty() ? "transfer" : kind);
  to += "</Prtry></BkTxCd><NtryDtls><TxDtls>";
  if (const auto clearing = text_in(row, "clearing"); !clearing.empty()) {
    to += "<Refs>";
    append_leaf(to, "ClrSysRef", clearing);
    to += "</Refs>";
  }
  to += "<RltdPties>";
  append_party(to, "Dbtr", payer, text_in(row, "payer_name"));
  append_party(to, "Cdtr", text_in(row, "payee"), text_in(row, "payee_name"));
  to += "</RltdPties>";
  if (!payer_bank.empty() || !payee_bank.empty()) {
    to += "<RltdAgts>";
    append_agent(to, "DbtrAgt", payer_bank);
    append_agent(to, "CdtrAgt", payee_bank);
    to += "</RltdAgts>";
  }
  to += "</TxDtls></NtryDtls></Ntry>";
}

base::Result<std::int64_t> amount_in(const Element& place, const std::string& where) {
  const auto* amount = place.child("Amt");
  if (amount == nullptr || amount->currency != "CNY") {
    return bad(where + "/Amt", "is missing, or not in CNY");
  }
  const auto fen = base::parse_yuan(amount->text);
  return fen ? base::Result<std::int64_t>{fen->value()} : bad(where + "/Amt", fen.error().message);
}

/// An agent by whichever of its identifications is there.
std::string_view agent_at(const Element& agents, std::string_view role) {
  const auto* agent = agents.at(role);
  const auto* institution = agent == nullptr ? nullptr : agent->child("FinInstnId");
  if (institution == nullptr) {
    return {};
  }
  for (const auto* path : {"Othr/Id", "ClrSysMmbId/MmbId", "BICFI"}) {
    if (const auto text = institution->text_at(path); !text.empty()) {
      return text;
    }
  }
  return {};
}

base::Result<json::object> read_entry(const Element& entry, const std::string& account,
                                      const std::string& where) {
  const auto fen = amount_in(entry, where);
  if (!fen) {
    return fen.error();
  }
  const auto side = entry.text_at("CdtDbtInd");
  if (side != debit && side != credit) {
    return bad(where + "/CdtDbtInd", "is neither DBIT nor CRDT");
  }
  const auto time = entry.text_at("BookgDt/DtTm");
  if (time.empty()) {
    return bad(where + "/BookgDt/DtTm", "is missing: a date alone says not what came first");
  }
  json::object row{{"amount_fen", *fen}};
  put_text(row, "time", time);
  put_text(row, "id", entry.text_at("NtryRef"));
  put_text(row, "serial", entry.text_at("AcctSvcrRef"));
  put_text(row, "kind", entry.text_at("BkTxCd/Prtry/Cd"));
  const bool pays = side == debit;
  row[pays ? "payer" : "payee"] = account;
  if (const auto* details = entry.at("NtryDtls/TxDtls")) {
    put_text(row, "clearing", details->text_at("Refs/ClrSysRef"));
    put_text(row, "payer", details->text_at("RltdPties/DbtrAcct/Id/Othr/Id"));
    put_text(row, "payee", details->text_at("RltdPties/CdtrAcct/Id/Othr/Id"));
    put_text(row, "payer_name", details->text_at("RltdPties/Dbtr/Pty/Nm"));
    put_text(row, "payee_name", details->text_at("RltdPties/Cdtr/Pty/Nm"));
    if (const auto* agents = details->child("RltdAgts")) {
      put_text(row, "payer_institution", agent_at(*agents, "DbtrAgt"));
      put_text(row, "payee_institution", agent_at(*agents, "CdtrAgt"));
    }
  }
  if (!row.contains("payer") || !row.contains("payee")) {
    return bad(where, "does not name the account on its other side");
  }
  return row;
}

base::Result<void> read_balance(const Element& balance, json::object& result) {
  const auto fen = amount_in(balance, "Stmt/Bal");
  if (!fen) {
    return fen.error();
  }
  if (balance.text_at("CdtDbtInd") == credit) {  // what is overdrawn holds nothing
    result["balance_fen"] = *fen;
  }
  put_text(result, "feedback_time", balance.text_at("Dt/DtTm"));
  return {};
}

}  // namespace

std::string write_statement(const json::object& result, std::string_view id, base::Instant at) {
  const auto account = text_in(result, "account");
  const auto now = base::format_instant(at);
  std::string xml =
      R"(<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr>)";
  append_leaf(xml, "MsgId", id);
  append_leaf(xml, "CreDtTm", now);
  xml += "</GrpHdr><Stmt>";
  append_leaf(xml, "Id", id);
  append_leaf(xml, "CreDtTm", now);
  xml += "<Acct><Id><Othr>";
  append_leaf(xml, "Id", account);
  xml += "</Othr></Id></Acct>";
  if (const auto balance = number_in(result, "balance_fen")) {
    const auto told = text_in(result, "feedback_time");
    xml += "<Bal><Tp><CdOrPrtry><Cd>ITBD</Cd></CdOrPrtry></Tp>";
    append_amount(xml, *balance);
    xml += "<CdtDbtInd>CRDT</CdtDbtInd><Dt>";
    append_leaf(xml, "DtTm", told.empty() ? now : told);
    xml += "</Dt></Bal>";
  }
  const auto* rows = result.if_contains("rows");
  if (rows != nullptr && rows->is_array()) {
    for (const auto& each : rows->as_array()) {
      if (const auto* row = each.if_object()) {
        append_entry(xml, *row, account);
      }
    }
  }
  return xml + "</Stmt></BkToCstmrStmt></Document>";
}

base::Result<void> read_statement(const Element& statement, json::object& result) {
  const std::string account{statement.text_at("Acct/Id/Othr/Id")};
  if (account.empty()) {
    return bad("Stmt/Acct/Id/Othr/Id", "is missing");
  }
  if (account != text_in(result, "account")) {
    return bad("Stmt/Acct/Id/Othr/Id", "is another account than the one that was asked about");
  }
  json::array rows;
  for (const auto& child : statement.children) {
    if (child.name == "Bal" && child.text_at("Tp/CdOrPrtry/Cd") != "OPBD") {
      if (const auto ok = read_balance(child, result); !ok) {
        return ok.error();
      }
    }
    if (child.name != "Ntry") {
      continue;
    }
    if (rows.size() == statement_rows_max) {
      return base::Error{base::ErrorCode::too_large,
                         fmt::format("a statement has at most {} entries", statement_rows_max),
                         "Stmt/Ntry"};
    }
    auto row = read_entry(child, account, fmt::format("Stmt/Ntry/{}", rows.size() + 1));
    if (!row) {
      return row.error();
    }
    rows.push_back(std::move(*row));
  }
  result["rows"] = std::move(rows);
  return {};
}

}  // namespace holdfast::profile
