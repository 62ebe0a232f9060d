#include "profile/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <fmt/core.h>
#include <set>

#include "base/fen.hpp"
#include "profile/values.hpp"

namespace holdfast::profile {

namespace {

constexpr auto needed = Presence::required;
constexpr std::size_t attachments_max = 10;
constexpr std::size_t attachment_bytes_max = 4 << 20;
constexpr std::size_t statement_rows_max = 1'000;

// ---- fields ------------------------------------------------------------------------------------

// Who orders, why, and for how long; the account that is meant.
constexpr std::array stop_fields{
    FieldRule{"ApplicationID", Kind::text, 36, needed},
    FieldRule{"ApplicationType", Kind::digits, 2},
    FieldRule{"OriginalApplicationID", Kind::text, 36},
    FieldRule{"CaseNumber", Kind::text, 64, needed},
    FieldRule{"CaseType", Kind::text, 64},
    FieldRule{"EmergencyLevel", Kind::digits, 2},
    FieldRule{"TransferOutBankID", Kind::text, 12},
    FieldRule{"TransferOutBankName", Kind::text, 128},
    FieldRule{"TransferOutAccountName", Kind::text, 128},
    FieldRule{"TransferOutAccountNumber", Kind::text, 64},
    FieldRule{"Currency", Kind::text, 3},
    FieldRule{"TransferAmount", Kind::money, 20},
    FieldRule{"TransferTime", Kind::time, 14},
    FieldRule{"TransferSerial", Kind::text, 128},
    FieldRule{"BankID", Kind::text, 12},
    FieldRule{"BankName", Kind::text, 128},
    FieldRule{"AccountType", Kind::digits, 2},
    FieldRule{"AccountName", Kind::text, 128},
    FieldRule{"AccountNumber", Kind::text, 64, needed},
    FieldRule{"NameUnknown", Kind::flag, 1},
    FieldRule{"Amount", Kind::money, 20},
    FieldRule{"FreezeType", Kind::digits, 2},
    FieldRule{"TermHours", Kind::digits, 6},
    FieldRule{"TermMonths", Kind::digits, 4},
    FieldRule{"Queue", Kind::flag, 1},
    FieldRule{"Fruits", Kind::flag, 1},
    FieldRule{"PapersLater", Kind::flag, 1},
    FieldRule{"Document", Kind::text, 128},
    FieldRule{"Drill", Kind::flag, 1},
    FieldRule{"Replaces", Kind::text, 600},
    FieldRule{"Reason", Kind::text, 2000, needed},
    FieldRule{"LegalGround", Kind::text, 512, needed},
    FieldRule{"Remark", Kind::text, 2000},
    FieldRule{"StartTime", Kind::time, 14},
    FieldRule{"ExpireTime", Kind::time, 14},
    FieldRule{"ApplicationTime", Kind::time, 14},
    FieldRule{"ApplicationOrgID", Kind::text, 64},
    FieldRule{"ApplicationOrgName", Kind::text, 128},
    FieldRule{"OperatorIDType", Kind::text, 8},
    FieldRule{"OperatorIDNumber", Kind::text, 32},
    FieldRule{"OperatorName", Kind::text, 64, needed},
    FieldRule{"OperatorPhone", Kind::text, 32},
    FieldRule{"InvestigatorIDType", Kind::text, 8},
    FieldRule{"InvestigatorIDNumber", Kind::text, 32},
    FieldRule{"InvestigatorName", Kind::text, 64},
    FieldRule{"MayBeTold", Kind::text, 1000},
    FieldRule{"FeedbackLimit", Kind::digits, 4},
};

// What was done, and by whom at the institution.
constexpr std::array result_fields{
    FieldRule{"ApplicationID", Kind::text, 36, needed},
    FieldRule{"Result", Kind::digits, 4, needed},
    FieldRule{"BankNumber", Kind::text, 64},
    FieldRule{"PlatformNumber", Kind::text, 64},
    FieldRule{"AccountNumber", Kind::text, 64},
    FieldRule{"CardNumber", Kind::text, 64},
    FieldRule{"AppliedBalance", Kind::money, 20},
    FieldRule{"FrozenBalance", Kind::money, 20},
    FieldRule{"AccountBalance", Kind::money, 20},
    FieldRule{"AvailableBalance", Kind::money, 20},
    FieldRule{"StartTime", Kind::time, 14},
    FieldRule{"EndTime", Kind::time, 14},
    FieldRule{"Queued", Kind::flag, 1},
    FieldRule{"FormerApplicationDepartment", Kind::text, 200},
    FieldRule{"FormerFrozenBalance", Kind::money, 20},
    FieldRule{"FormerFrozenExpireTime", Kind::time, 14},
    FieldRule{"FailureCause", Kind::text, 1000},
    FieldRule{"FeedbackRemark", Kind::text, 1000},
    FieldRule{"FeedbackOrgName", Kind::text, 128},
    FieldRule{"OperatorName", Kind::text, 64},
    FieldRule{"OperatorPhone", Kind::text, 32},
    FieldRule{"FeedbackTime", Kind::time, 14},
    FieldRule{"RegisteredName", Kind::text, 128},
    FieldRule{"AccountType", Kind::digits, 2},
    FieldRule{"IsAccount", Kind::flag, 1},
    FieldRule{"AccountSince", Kind::time, 14},
    FieldRule{"EvidenceReference", Kind::text, 200},
    FieldRule{"EvidenceSha256", Kind::text, 64},
};

constexpr std::array statement_row{
    FieldRule{"Serial", Kind::text, 128},
    FieldRule{"TransactionType", Kind::text, 64},
    FieldRule{"DebitCreditFlag", Kind::digits, 1, needed},
    FieldRule{"Currency", Kind::text, 3},
    FieldRule{"Amount", Kind::money, 20, needed},
    FieldRule{"Balance", Kind::money, 20},
    FieldRule{"Time", Kind::time, 14, needed},
    FieldRule{"CounterpartyName", Kind::text, 128},
    FieldRule{"CounterpartyAccount", Kind::text, 64},
    FieldRule{"CounterpartyID", Kind::text, 32},
    FieldRule{"CounterpartyBank", Kind::text, 128},
    FieldRule{"Clearing", Kind::text, 128},
    FieldRule{"Remark", Kind::text, 512},
    FieldRule{"BranchName", Kind::text, 128},
    FieldRule{"BranchCode", Kind::text, 32},
    FieldRule{"LogNumber", Kind::text, 64},
    FieldRule{"Voucher", Kind::text, 64},
    FieldRule{"CashFlag", Kind::flag, 1},
    FieldRule{"Terminal", Kind::text, 64},
    FieldRule{"Success", Kind::flag, 1},
    FieldRule{"Place", Kind::text, 128},
    FieldRule{"Merchant", Kind::text, 128},
    FieldRule{"IP", Kind::text, 64},
    FieldRule{"MAC", Kind::text, 64},
    FieldRule{"Teller", Kind::text, 32},
};

constexpr std::array account_row{
    FieldRule{"AccountNumber", Kind::text, 64, needed},
    FieldRule{"AccountName", Kind::text, 128},
    FieldRule{"AccountType", Kind::digits, 2},
    FieldRule{"Balance", Kind::money, 20},
    FieldRule{"OpenTime", Kind::time, 14},
    FieldRule{"Status", Kind::text, 32},
};

constexpr std::array query_fields{
    FieldRule{"ApplicationID", Kind::text, 36, needed},
    FieldRule{"OriginalApplicationID", Kind::text, 36},
    FieldRule{"CaseNumber", Kind::text, 64, needed},
    FieldRule{"BankID", Kind::text, 12},
    FieldRule{"AccountName", Kind::text, 128},
    FieldRule{"AccountNumber", Kind::text, 64, needed},
    FieldRule{"NameUnknown", Kind::flag, 1},
    FieldRule{"Amount", Kind::money, 20},
    FieldRule{"TransferOutAccountName", Kind::text, 128},
    FieldRule{"TransferOutAccountNumber", Kind::text, 64},
    FieldRule{"TransferAmount", Kind::money, 20},
    FieldRule{"TransferTime", Kind::time, 14},
    FieldRule{"TransferSerial", Kind::text, 128},
    FieldRule{"StartTime", Kind::time, 14},
    FieldRule{"ExpireTime", Kind::time, 14},
    FieldRule{"RowsMax", Kind::digits, 6},
    FieldRule{"TermHours", Kind::digits, 6},
    FieldRule{"Document", Kind::text, 128},
    FieldRule{"Drill", Kind::flag, 1},
    FieldRule{"Reason", Kind::text, 2000, needed},
    FieldRule{"LegalGround", Kind::text, 512, needed},
    FieldRule{"ApplicationTime", Kind::time, 14},
    FieldRule{"ApplicationOrgName", Kind::text, 128},
    FieldRule{"OperatorName", Kind::text, 64, needed},
    FieldRule{"OperatorPhone", Kind::text, 32},
    FieldRule{"InvestigatorName", Kind::text, 64},
};

// The messages of our own beside the public set: a holder's protective stop, evidence, money that
// goes back, and what telecom and internet companies switch off.
constexpr std::array own_fields{
    FieldRule{"ApplicationID", Kind::text, 36, needed},
    FieldRule{"OriginalApplicationID", Kind::text, 36},
    FieldRule{"CaseNumber", Kind::text, 64, needed},
    FieldRule{"BankID", Kind::text, 12},
    FieldRule{"AccountName", Kind::text, 128},
    FieldRule{"AccountNumber", Kind::text, 64},
    FieldRule{"NameUnknown", Kind::flag, 1},
    FieldRule{"Amount", Kind::money, 20},
    FieldRule{"TermHours", Kind::digits, 6},
    FieldRule{"PapersLater", Kind::flag, 1},
    FieldRule{"Document", Kind::text, 128},
    FieldRule{"Drill", Kind::flag, 1},
    FieldRule{"ConsentWay", Kind::text, 32},
    FieldRule{"ConsentReference", Kind::text, 200},
    FieldRule{"ConsentTime", Kind::time, 14},
    FieldRule{"EvidenceKind", Kind::text, 32},
    FieldRule{"EvidencePlace", Kind::text, 300},
    FieldRule{"EvidenceSerials", Kind::text, 13'000},
    FieldRule{"OverwriteTime", Kind::time, 14},
    FieldRule{"TransferInAccountNumber", Kind::text, 64},
    FieldRule{"TransferInAccountName", Kind::text, 128},
    FieldRule{"TransferInBankID", Kind::text, 12},
    FieldRule{"Mark", Kind::text, 1000},
    FieldRule{"Platform", Kind::text, 64},
    FieldRule{"StartTime", Kind::time, 14},
    FieldRule{"ExpireTime", Kind::time, 14},
    FieldRule{"Reason", Kind::text, 2000, needed},
    FieldRule{"LegalGround", Kind::text, 512, needed},
    FieldRule{"ApplicationTime", Kind::time, 14},
    FieldRule{"ApplicationOrgName", Kind::text, 128},
    FieldRule{"OperatorName", Kind::text, 64, needed},
    FieldRule{"OperatorPhone", Kind::text, 32},
    FieldRule{"InvestigatorName", Kind::text, 64},
    FieldRule{"MayBeTold", Kind::text, 1000},
};

constexpr std::array report_fields{
    FieldRule{"ApplicationID", Kind::text, 36, needed},
    FieldRule{"ApplicationType", Kind::digits, 2, needed},
    FieldRule{"OriginalApplicationID", Kind::text, 36},
    FieldRule{"VictimName", Kind::text, 128},
    FieldRule{"VictimPhone", Kind::text, 32},
    FieldRule{"VictimIDNumber", Kind::text, 32},
    FieldRule{"Description", Kind::text, 4000},
    FieldRule{"ReportOrgName", Kind::text, 128},
    FieldRule{"OperatorName", Kind::text, 64},
    FieldRule{"OperatorPhone", Kind::text, 32},
};

constexpr std::array report_row{
    FieldRule{"TransactionID", Kind::text, 128},
    FieldRule{"Type", Kind::text, 64},
    FieldRule{"Time", Kind::time, 14, needed},
    FieldRule{"Currency", Kind::text, 3},
    FieldRule{"Amount", Kind::money, 20, needed},
    FieldRule{"OutBankID", Kind::text, 12},
    FieldRule{"OutAccount", Kind::text, 64},
    FieldRule{"InBankID", Kind::text, 12},
    FieldRule{"InAccount", Kind::text, 64},
    FieldRule{"IP", Kind::text, 64},
    FieldRule{"MAC", Kind::text, 64},
    FieldRule{"DeviceID", Kind::text, 128},
    FieldRule{"Place", Kind::text, 128},
    FieldRule{"Remark", Kind::text, 512},
    FieldRule{"IsCeased", Kind::flag, 1},
};

constexpr std::array suspicious_fields{
    FieldRule{"ApplicationID", Kind::text, 36, needed},
    FieldRule{"FeatureCode", Kind::digits, 4, needed},
    FieldRule{"AccountNumber", Kind::text, 64},
    FieldRule{"AccountName", Kind::text, 128},
    FieldRule{"IDNumber", Kind::text, 32},
    FieldRule{"Phone", Kind::text, 32},
    FieldRule{"OpenTime", Kind::time, 14},
    FieldRule{"Description", Kind::text, 4000},
    FieldRule{"ReportOrgName", Kind::text, 128},
    FieldRule{"ReportTime", Kind::time, 14},
};

constexpr std::array push_fields{
    FieldRule{"ApplicationID", Kind::text, 36, needed},
    FieldRule{"PushTime", Kind::time, 14},
    FieldRule{"ApplicationOrgName", Kind::text, 128},
};

constexpr std::array push_row{
    FieldRule{"UpdateType", Kind::digits, 2, needed},
    FieldRule{"CaseType", Kind::text, 64},
    FieldRule{"DataType", Kind::text, 32, needed},
    FieldRule{"OrgID", Kind::text, 64},
    FieldRule{"Account", Kind::text, 64},
    FieldRule{"Name", Kind::text, 128},
    FieldRule{"IDNumber", Kind::text, 32},
    FieldRule{"Phone", Kind::text, 32},
    FieldRule{"IP", Kind::text, 64},
    FieldRule{"MAC", Kind::text, 64},
    FieldRule{"DeviceID", Kind::text, 128},
    FieldRule{"QQ", Kind::text, 32},
    FieldRule{"URL", Kind::text, 1000},
    FieldRule{"Amount", Kind::money, 20},
    FieldRule{"OpenTime", Kind::time, 14},
    FieldRule{"ValidFrom", Kind::time, 14},
    FieldRule{"ValidUntil", Kind::time, 14},
};

// What a message is answered with at once: whether it arrived.
constexpr std::array receipt_fields{
    FieldRule{"ApplicationID", Kind::text, 36}, FieldRule{"Code", Kind::digits, 6, needed},
    FieldRule{"BankNumber", Kind::text, 64},    FieldRule{"PlatformNumber", Kind::text, 64},
    FieldRule{"Description", Kind::text, 1000}, FieldRule{"ReceivedTime", Kind::time, 14},
};

// ---- messages ----------------------------------------------------------------------------------

constexpr MessageRule order_rule(std::string_view code, std::string_view title,
                                 std::string_view reply) {
  return {code, title, Sender::police, reply, stop_fields, {}, 0, attachments_max};
}
constexpr MessageRule result_rule(std::string_view code, std::string_view title) {
  return {code, title, Sender::bank, {}, result_fields, {}, 0, 0};
}
constexpr MessageRule query_rule(std::string_view code, std::string_view title,
                                 std::string_view reply) {
  return {code, title, Sender::police, reply, query_fields, {}, 0, attachments_max};
}

constexpr MessageRule own_rule(std::string_view code, std::string_view title,
                               std::string_view reply) {
  return {code, title, Sender::police, reply, own_fields, {}, 0, attachments_max};
}

constexpr std::array messages{
    MessageRule{"000000", "接收回执", Sender::bank, {}, receipt_fields, {}, 0, 0},
    order_rule("100101", "止付", "100102"),
    result_rule("100102", "止付结果"),
    order_rule("100103", "止付解除", "100104"),
    result_rule("100104", "止付解除结果"),
    order_rule("100105", "止付延期", "100106"),
    result_rule("100106", "止付延期结果"),
    order_rule("100201", "冻结", "100202"),
    result_rule("100202", "冻结结果"),
    order_rule("100203", "冻结解除", "100204"),
    result_rule("100204", "冻结解除结果"),
    order_rule("100205", "冻结延期", "100206"),
    result_rule("100206", "冻结延期结果"),
    query_rule("100301", "交易明细查询", "100302"),
    MessageRule{"100302",
                "交易明细",
                Sender::bank,
                {},
                result_fields,
                statement_row,
                statement_rows_max,
                0},
    query_rule("100303", "持卡主体查询", "100304"),
    result_rule("100304", "持卡主体"),
    query_rule("100305", "账户动态监控", "100306"),
    MessageRule{"100306",
                "账户动态",
                Sender::bank,
                {},
                result_fields,
                statement_row,
                statement_rows_max,
                0},
    query_rule("100307", "账户动态监控解除", "100308"),
    result_rule("100308", "账户动态监控解除结果"),
    query_rule("100309", "客户全账户查询", "100310"),
    MessageRule{"100310",
                "客户全账户",
                Sender::bank,
                {},
                result_fields,
                account_row,
                statement_rows_max,
                0},
    MessageRule{"100401", "案件举报", Sender::bank, "100402", report_fields, report_row,
                statement_rows_max, attachments_max},
    MessageRule{"100402", "案件举报反馈", Sender::police, {}, result_fields, {}, 0, 0},
    MessageRule{"100403",
                "可疑：异常开卡",
                Sender::bank,
                {},
                suspicious_fields,
                account_row,
                statement_rows_max,
                0},
    MessageRule{"100404",
                "可疑：涉案账户",
                Sender::bank,
                {},
                suspicious_fields,
                statement_row,
                statement_rows_max,
                0},
    MessageRule{"100405",
                "可疑：异常事件",
                Sender::bank,
                {},
                suspicious_fields,
                statement_row,
                statement_rows_max,
                0},
    own_rule("300101", "保护性止付", "300102"),
    result_rule("300102", "保护性止付结果"),
    own_rule("300103", "保护性止付解除", "300104"),
    result_rule("300104", "保护性止付解除结果"),
    own_rule("300201", "调取证据", "300202"),
    result_rule("300202", "调取证据结果"),
    own_rule("300301", "返还", "300302"),
    result_rule("300302", "返还结果"),
    own_rule("300401", "付款召回", "300402"),
    result_rule("300402", "付款召回结果"),
    own_rule("400101", "关停号码", "400102"),
    result_rule("400102", "关停号码结果"),
    own_rule("400103", "恢复号码", "400104"),
    result_rule("400104", "恢复号码结果"),
    own_rule("400201", "封堵网址", "400202"),
    result_rule("400202", "封堵网址结果"),
    own_rule("400203", "解除封堵", "400204"),
    result_rule("400204", "解除封堵结果"),
    own_rule("400301", "封停账号", "400302"),
    result_rule("400302", "封停账号结果"),
    own_rule("400303", "解封账号", "400304"),
    result_rule("400304", "解封账号结果"),
    MessageRule{
        "200501", "涉案信息推送", Sender::police, {}, push_fields, push_row, statement_rows_max, 0},
};

// ---- checking ----------------------------------------------------------------------------------

base::Error bad(std::string where, std::string_view why) {
  return {base::ErrorCode::bad_input, fmt::format("{}: {}", where, why), where};
}

/// Empty when it fits.
std::string misfit(const FieldRule& rule, std::string_view value) {
  if (value.size() > rule.bytes_max) {
    return fmt::format("is longer than {} bytes", rule.bytes_max);
  }
  const bool is_digits =
      std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
  switch (rule.kind) {
    case Kind::text:
      return {};
    case Kind::digits:
      return is_digits ? "" : "is not a number";
    case Kind::flag:
      return value == "0" || value == "1" ? "" : "is neither 0 nor 1";
    case Kind::money: {
      const auto fen = base::parse_yuan(value);
      return fen && !fen->is_negative() ? "" : "is not an amount in yuan";
    }
    case Kind::time:
      return read_time(value) ? "" : "is not a time like 20210103093000";
  }
  return {};
}

base::Result<void> check_row(std::span<const FieldRule> rules, const Row& row,
                             const std::string& path) {
  std::set<std::string_view> seen;
  for (const auto& field : row) {
    const auto where = path + "/" + field.name;
    const auto rule = std::find_if(rules.begin(), rules.end(),
                                   [&](const FieldRule& each) { return each.name == field.name; });
    if (rule == rules.end()) {
      return bad(where, "is not a field of this message");
    }
    if (!seen.insert(field.name).second) {
      return bad(where, "is there twice");
    }
    if (const auto why = misfit(*rule, field.value); !why.empty()) {
      return bad(where, why);
    }
  }
  for (const auto& rule : rules) {
    const bool lacks = rule.presence == needed && text_of(row, rule.name).empty();
    if (lacks) {
      return bad(fmt::format("{}/{}", path, rule.name), "is missing");
    }
  }
  return {};
}

base::Result<void> check_attachment(const Attachment& attachment, const std::string& path) {
  constexpr std::array<std::string_view, 5> kinds{"01", "02", "03", "04", "05"};
  if (std::find(kinds.begin(), kinds.end(), attachment.kind) == kinds.end()) {
    return bad(path + "/Kind", "is none of 01 to 05");
  }
  if (attachment.format != "0" && attachment.format != "1") {
    return bad(path + "/Format", "is neither 0 (JPEG) nor 1 (PDF)");
  }
  const bool fits = attachment.format == "0" ? attachment.bytes.starts_with("\xFF\xD8\xFF")
                                             : attachment.bytes.starts_with("%PDF-");
  if (!fits) {
    return bad(path + "/Content", "is not of the format that it says");
  }
  if (attachment.bytes.size() > attachment_bytes_max || attachment.name.size() > 128) {
    return bad(path, "is larger than 4 MiB, or its name longer than 128 bytes");
  }
  return {};
}

}  // namespace

std::span<const MessageRule> all_messages() {
  return messages;
}

const MessageRule* find_message(std::string_view code) {
  const auto found = std::find_if(messages.begin(), messages.end(),
                                  [&](const MessageRule& each) { return each.code == code; });
  return found == messages.end() ? nullptr : &*found;
}

base::Result<void> check(const Message& message) {
  const auto* rule = find_message(message.code);
  if (rule == nullptr) {
    return bad("Header/Code",
               fmt::format("\"{}\" is no message of the profile", message.code.substr(0, 16)));
  }
  if (message.serial.size() > 53 || message.from.size() > 64 || message.to.size() > 64) {
    return bad("Header", "TransSerialNumber has at most 53 bytes, From and To 64");
  }
  if (!message.sent.empty() && !read_time(message.sent)) {
    return bad("Header/SendTime", "is not a time like 20210103093000");
  }
  if (const auto ok = check_row(rule->fields, message.body, "Body"); !ok) {
    return ok.error();
  }
  if (message.rows.size() > rule->rows_max) {
    return bad("Rows", fmt::format("are more than {}", rule->rows_max));
  }
  for (std::size_t i = 0; i < message.rows.size(); ++i) {
    const auto ok = check_row(rule->row, message.rows[i], fmt::format("Rows/{}", i + 1));
    if (!ok) {
      return ok.error();
    }
  }
  if (message.attachments.size() > rule->attachments_max) {
    return bad("Attachments", fmt::format("are more than {}", rule->attachments_max));
  }
  for (std::size_t i = 0; i < message.attachments.size(); ++i) {
    const auto ok = check_attachment(message.attachments[i], fmt::format("Attachments/{}", i + 1));
    if (!ok) {
      return ok.error();
    }
  }
  return {};
}

}  // namespace holdfast::profile
