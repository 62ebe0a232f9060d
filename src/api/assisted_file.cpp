#include <algorithm>
#include <array>
#include <fmt/core.h>
#include <functional>
#include <map>

#include "api/assisted.hpp"
#include "feed/csv.hpp"
#include "feed/csv_cell.hpp"
#include "feed/transcode.hpp"

namespace holdfast::api {

namespace {

constexpr std::size_t rows_max = 5'000;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

using port::PartnerMessage;

struct Column {
  std::string_view name;
  std::string_view title;
  std::string (*value)(const PartnerMessage&);
};

std::string family_words(const std::string& code) {
  static const std::map<std::string, std::string> words{
      {"100101", "紧急止付"},       {"100103", "解除止付"}, {"100201", "冻结"},
      {"100203", "解除冻结"},       {"100205", "续冻"},     {"100301", "明细查询"},
      {"100303", "主体查询"},       {"100105", "延长止付"}, {"300101", "保护性止付"},
      {"300103", "解除保护性止付"}, {"300201", "调取证据"}, {"300301", "返还"},
      {"300401", "付款召回"},       {"400101", "关停号码"}, {"400103", "恢复号码"},
      {"400201", "封堵网址"},       {"400203", "解除封堵"}, {"400301", "封停账号"},
      {"400303", "解封账号"}};
  const auto found = words.find(code);
  return found == words.end() ? code : found->second;
}

std::string term_words(const PartnerMessage& message) {
  if (message.term_months > 0) {
    return fmt::format("{}个月", message.term_months);
  }
  return message.term_hours > 0 ? fmt::format("{}小时", message.term_hours) : std::string{};
}

std::string freeze_words(const std::string& type) {
  return type == "01"   ? "01 限额"
         : type == "02" ? "02 只收不付"
         : type == "03" ? "03 不收不付"
                        : "";
}

std::string evidence_words(const PartnerMessage& message) {
  if (!message.evidence) {
    return {};
  }
  const auto& ask = *message.evidence;
  std::string text = ask.kind == "opening_file" ? "开户资料"
                     : ask.kind == "device_log" ? "IP、设备日志"
                     : ask.kind == "camera"     ? "监控录像 " + ask.place
                                                : "交易凭证";
  for (const auto& serial : ask.serials) {
    text += " " + serial;
  }
  if (message.from && message.until) {
    text += fmt::format(" {} 至 {}", base::display_instant(*message.from),
                        base::display_instant(*message.until));
  }
  if (ask.overwrites_at) {
    text += fmt::format("（{} 覆盖）", base::display_instant(*ask.overwrites_at));
  }
  return text;
}

constexpr std::array<Column, 32> columns{{
    {"application_id", "申请编号", [](const PartnerMessage& m) { return m.application_id; }},
    {"code", "报文代码", [](const PartnerMessage& m) { return m.code; }},
    {"family", "指令类别", [](const PartnerMessage& m) { return family_words(m.code); }},
    {"original_application_id", "原申请编号",
     [](const PartnerMessage& m) { return m.original_application_id; }},
    {"case_number", "案件编号", [](const PartnerMessage& m) { return m.case_number; }},
    {"institution", "机构代码", [](const PartnerMessage& m) { return m.institution; }},
    {"account", "账号", [](const PartnerMessage& m) { return m.account; }},
    {"account_name", "户名", [](const PartnerMessage& m) { return m.account_name; }},
    {"amount", "金额（元）",
     [](const PartnerMessage& m) { return m.amount ? base::format_yuan(*m.amount) : ""; }},
    {"freeze_type", "冻结方式",
     [](const PartnerMessage& m) { return freeze_words(m.freeze_type); }},
    {"term", "期限", term_words},
    {"queue", "轮候", [](const PartnerMessage& m) { return std::string{m.queue ? "是" : ""}; }},
    {"fruits", "含孳息", [](const PartnerMessage& m) { return std::string{m.fruits ? "是" : ""}; }},
    {"payer", "转出账号",
     [](const PartnerMessage& m) { return m.justification ? m.justification->payer : ""; }},
    {"payer_name", "转出户名",
     [](const PartnerMessage& m) { return m.justification ? m.justification->payer_name : ""; }},
    {"paid_amount", "转账金额（元）",
     [](const PartnerMessage& m) {
       return m.justification ? base::format_yuan(m.justification->amount) : "";
     }},
    {"paid_at", "转账时间",
     [](const PartnerMessage& m) {
       return m.justification ? base::display_instant(m.justification->time) : "";
     }},
    {"serial", "交易流水号",
     [](const PartnerMessage& m) { return m.justification ? m.justification->serial : ""; }},
    {"mark", "号码、网址或者账号", [](const PartnerMessage& m) { return m.mark; }},
    {"platform", "平台", [](const PartnerMessage& m) { return m.platform; }},
    {"evidence", "调取内容", evidence_words},
    {"payee", "返还账号", [](const PartnerMessage& m) { return m.payee ? m.payee->account : ""; }},
    {"payee_name", "返还户名",
     [](const PartnerMessage& m) { return m.payee ? m.payee->name : ""; }},
    {"consent", "持有人同意",
     [](const PartnerMessage& m) { return m.consent ? m.consent->reference : ""; }},
    {"reason", "事由", [](const PartnerMessage& m) { return m.reason; }},
    {"article", "法律依据", [](const PartnerMessage& m) { return m.article; }},
    {"document", "文书号",
     [](const PartnerMessage& m) { return m.papers_later ? std::string{"后补"} : m.document; }},
    {"organisation", "办案单位", [](const PartnerMessage& m) { return m.organisation; }},
    {"officer", "承办人", [](const PartnerMessage& m) { return m.officer; }},
    {"second_officer", "协办人", [](const PartnerMessage& m) { return m.second_officer; }},
    {"telephone", "24小时电话", [](const PartnerMessage& m) { return m.telephone; }},
    {"may_be_told", "可告知客户", [](const PartnerMessage& m) { return m.may_be_told; }},
}};

bool is_long_number(std::string_view text) {
  constexpr std::size_t digits_that_excel_keeps = 11;
  return text.size() > digits_that_excel_keeps &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// A field of the file, quoted where it must be.
std::string cell(std::string text) {
  if (feed::is_formula(text) || is_long_number(text)) {
    text.insert(0, 1, '\'');
  }
  return feed::csv_cell(text);
}

// ---- results ----------------------------------------------------------------------------------

std::string trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t'";
  const auto from = text.find_first_not_of(blanks);
  if (from == std::string_view::npos) {
    return {};
  }
  return std::string{text.substr(from, text.find_last_not_of(" \t") - from + 1)};
}

base::Result<base::Fen> read_yuan(std::string text) {
  std::erase(text, ',');
  return base::parse_yuan(text);
}

/// "2021-01-03 09:30:05" in Beijing, or the full form.
base::Result<base::Instant> read_time(std::string text) {
  if (text.size() == 19 && text[10] == ' ') {
    text[10] = 'T';
    text += "+08:00";
  }
  return base::parse_instant(text);
}

using Set = std::function<std::string(ResultRow&, std::string)>;  // why it cannot be read

template <typename Member>
Set text_to(Member member, std::size_t bytes_max) {
  return [member, bytes_max](ResultRow& row, std::string text) -> std::string {
    if (text.size() > bytes_max) {
      return fmt::format("is longer than {} bytes", bytes_max);
    }
    row.*member = std::move(text);
    return {};
  };
}

template <typename Member, typename Read>
Set value_to(Member member, Read read) {
  return [member, read](ResultRow& row, std::string text) -> std::string {
    if (text.empty()) {
      return {};
    }
    auto value = read(std::move(text));
    if (!value) {
      return value.error().message;
    }
    row.*member = *value;
    return {};
  };
}

std::string set_result(ResultRow& row, std::string text) {
  const bool is_code = text.size() == 4 && std::all_of(text.begin(), text.end(),
                                                       [](char c) { return c >= '0' && c <= '9'; });
  if (!is_code) {
    return "is not a code of four digits";
  }
  row.result = std::move(text);
  return {};
}

struct Known {
  std::string_view name;
  std::vector<std::string_view> titles;
  Set set;
};

const std::vector<Known>& known_columns() {
  static const std::vector<Known> known{
      {"application_id", {"申请编号", "申请单号"}, text_to(&ResultRow::application_id, 36)},
      {"result", {"结果代码", "反馈结果", "结果"}, set_result},
      {"message", {"说明", "反馈说明", "失败原因"}, text_to(&ResultRow::message, 1000)},
      {"bank_number", {"银行编号", "反馈编号"}, text_to(&ResultRow::partner_number, 64)},
      {"platform_number", {"平台编号", "传输单号"}, text_to(&ResultRow::platform_number, 64)},
      {"balance", {"余额（元）", "余额", "账户余额"}, value_to(&ResultRow::balance, read_yuan)},
      {"held", {"控制金额（元）", "控制金额", "冻结金额"}, value_to(&ResultRow::held, read_yuan)},
      {"start", {"开始时间", "起始时间"}, value_to(&ResultRow::start, read_time)},
      {"end", {"结束时间", "截止时间"}, value_to(&ResultRow::end, read_time)},
      {"registered_name", {"户名", "登记户名"}, text_to(&ResultRow::registered_name, 256)},
  };
  return known;
}

const Known* known_column(std::string_view title) {
  for (const auto& each : known_columns()) {
    if (each.name == title ||
        std::find(each.titles.begin(), each.titles.end(), title) != each.titles.end()) {
      return &each;
    }
  }
  return nullptr;
}

class ResultReader {
 public:
  base::Result<ResultFile> read(std::string_view text) {
    splitter_.feed(text);
    splitter_.finish();
    for (;;) {
      switch (splitter_.next()) {
        case feed::CsvSplitter::Outcome::record:
          if (const auto ok = take(splitter_.record()); !ok) {
            return ok.error();
          }
          break;
        case feed::CsvSplitter::Outcome::fault:
          file_.faults.push_back({splitter_.fault().position.line, "", splitter_.fault().reason});
          break;
        case feed::CsvSplitter::Outcome::more:
        case feed::CsvSplitter::Outcome::end:
          return header_.empty() ? base::Result<ResultFile>{no_header()} : std::move(file_);
      }
    }
  }

 private:
  static base::Error no_header() {
    return {
        base::ErrorCode::bad_input,
        "the file has no header with the columns 申请编号 (application_id) and 结果代码 (result)",
        "1:1"};
  }

  base::Result<void> take(const feed::CsvRecord& record) {
    if (header_.empty()) {
      return take_header(record);
    }
    if (file_.rows.size() + file_.faults.size() >= rows_max) {
      return base::Error{base::ErrorCode::too_large, fmt::format("more than {} lines", rows_max),
                         std::to_string(record.position.line)};
    }
    ResultRow row;
    row.line = record.position.line;
    for (std::size_t i = 0; i < header_.size(); ++i) {
      if (header_[i] == nullptr) {
        continue;
      }
      const auto text = i < record.fields.size() ? trimmed(record.fields[i].text) : std::string{};
      if (auto why = header_[i]->set(row, text); !why.empty()) {
        file_.faults.push_back({row.line, std::string{header_[i]->titles.front()}, std::move(why)});
        return {};
      }
    }
    if (row.application_id.empty()) {
      file_.faults.push_back({row.line, "申请编号", "is missing"});
      return {};
    }
    file_.rows.push_back(std::move(row));
    return {};
  }

  base::Result<void> take_header(const feed::CsvRecord& record) {
    bool has_id = false;
    bool has_result = false;
    for (const auto& field : record.fields) {
      const auto* known = known_column(trimmed(field.text));
      has_id = has_id || (known != nullptr && known->name == "application_id");
      has_result = has_result || (known != nullptr && known->name == "result");
      header_.push_back(known);
    }
    return has_id && has_result ? base::Result<void>{} : no_header();
  }

  feed::CsvSplitter splitter_;
  std::vector<const Known*> header_;
  ResultFile file_;
};

}  // namespace

std::vector<CopyField> copy_fields(const PartnerMessage& message) {
  std::vector<CopyField> fields;
  for (const auto& column : columns) {
    if (auto value = column.value(message); !value.empty()) {
      fields.push_back({std::string{column.name}, std::string{column.title}, std::move(value)});
    }
  }
  return fields;
}

std::string batch_csv(const std::vector<PartnerMessage>& messages) {
  std::string text{byte_order_mark};
  const auto line = [&](const auto& cell_of) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      text += i == 0 ? "" : ",";
      text += cell_of(columns[i]);
    }
    text += "\r\n";
  };
  line([](const Column& column) { return std::string{column.title}; });
  for (const auto& message : messages) {
    line([&](const Column& column) { return cell(column.value(message)); });
  }
  return text;
}

base::Result<ResultFile> read_results(std::string_view bytes) {
  feed::Transcoder transcoder{feed::guess_encoding(bytes)};
  std::string text{transcoder.convert(bytes)};
  text += transcoder.finish();
  return ResultReader{}.read(text);
}

}  // namespace holdfast::api
