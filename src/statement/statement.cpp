#include "statement/statement.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fmt/core.h>
#include <set>
#include <sodium.h>

#include "base/digest.hpp"
#include "feed/aliases.hpp"
#include "feed/utf8.hpp"
#include "statement/delimited.hpp"
#include "statement/ole_file.hpp"
#include "statement/sheet_reader.hpp"
#include "statement/xls.hpp"
#include "statement/xlsx.hpp"

namespace holdfast::statement {

namespace {

constexpr std::array kinds{
    std::pair{SheetKind::transfers, std::string_view("transfers")},
    std::pair{SheetKind::accounts, std::string_view("accounts")},
    std::pair{SheetKind::sub_accounts, std::string_view("sub_accounts")},
    std::pair{SheetKind::persons, std::string_view("persons")},
    std::pair{SheetKind::measures, std::string_view("measures")},
    std::pair{SheetKind::contacts, std::string_view("contacts")},
    std::pair{SheetKind::addresses, std::string_view("addresses")},
    std::pair{SheetKind::succeeded, std::string_view("succeeded")},
    std::pair{SheetKind::failed, std::string_view("failed")},
    std::pair{SheetKind::other, std::string_view("other")},
};

/// Words in the names of sheets and files; the earlier wins.
struct NameWord {
  std::string_view word;
  SheetKind kind;
};
constexpr std::array name_words{
    NameWord{"fc_transaction", SheetKind::transfers},
    NameWord{"fc_sub_account", SheetKind::sub_accounts},
    NameWord{"fc_account", SheetKind::accounts},
    NameWord{"fc_person", SheetKind::persons},
    NameWord{"fc_coercive", SheetKind::measures},
    NameWord{"contact", SheetKind::contacts},
    NameWord{"address", SheetKind::addresses},
    NameWord{"task_success", SheetKind::succeeded},
    NameWord{"task_fail", SheetKind::failed},
    NameWord{"交易明细", SheetKind::transfers},
    NameWord{"交易流水", SheetKind::transfers},
    NameWord{"子账户", SheetKind::sub_accounts},
    NameWord{"账户信息", SheetKind::accounts},
    NameWord{"人员信息", SheetKind::persons},
    NameWord{"强制措施", SheetKind::measures},
    NameWord{"联系方式", SheetKind::contacts},
    NameWord{"住址", SheetKind::addresses},
    NameWord{"地址信息", SheetKind::addresses},
    NameWord{"失败", SheetKind::failed},
    NameWord{"成功", SheetKind::succeeded},
};

Twins::HashKey random_key() {
  Twins::HashKey key{};
  randombytes_buf(key.data(), key.size());
  return key;
}

}  // namespace

std::string_view to_text(FileFormat format) {
  switch (format) {
    case FileFormat::delimited:
      return "csv";
    case FileFormat::xlsx:
      return "xlsx";
    case FileFormat::xls:
      return "xls";
  }
  return "";
}

std::string_view to_text(SheetKind kind) {
  return std::ranges::find(kinds, kind, &std::pair<SheetKind, std::string_view>::first)->second;
}

std::string_view to_text(RowNote::Kind kind) {
  switch (kind) {
    case RowNote::Kind::refused:
      return "refused";
    case RowNote::Kind::passed_over:
      return "passed_over";
    case RowNote::Kind::duplicate:
      return "duplicate";
    case RowNote::Kind::second_leg:
      return "second_leg";
  }
  return "";
}

std::optional<SheetKind> kind_of_name(std::string_view sheet) {
  // 帐 is 账; capitals are small.
  std::string normal(feed::cut_utf8(sheet, 256));
  std::ranges::transform(normal, normal.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  constexpr std::string_view other_spelling = "帐";
  for (auto at = normal.find(other_spelling); at != std::string::npos;
       at = normal.find(other_spelling)) {
    normal.replace(at, other_spelling.size(), "账");
  }
  const auto* const found = std::ranges::find_if(name_words, [&](const NameWord& known) {
    return normal.find(known.word) != std::string::npos;
  });
  return found == name_words.end() ? std::nullopt : std::optional(found->kind);
}

base::Result<FileFormat> guess_file_format(std::string_view bytes) {
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) {
    return FileFormat::xlsx;
  }
  if (is_ole(bytes)) {
    return FileFormat::xls;
  }
  std::string_view text = bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes;
  text = feed::trim(text.substr(0, 512));
  if (text.starts_with('<')) {
    return bad_file(
        "the file is a web page or XML under a spreadsheet's name: open it and save it "
        "as .xlsx");
  }
  if (bytes.starts_with("%PDF")) {
    return bad_file("a PDF is not read: ask the bank for a table");
  }
  if (bytes.starts_with("\x89PNG") || bytes.starts_with("\xFF\xD8\xFF")) {
    return bad_file("a picture is not read: ask the bank for a table");
  }
  if (bytes.starts_with("Rar!") || bytes.starts_with("7z\xBC\xAF")) {
    return bad_file("the file is packed: unpack it first");
  }
  if (text.empty()) {
    return bad_file("the file is empty");
  }
  return FileFormat::delimited;
}

struct StatementReader::State {
  StatementOptions options;
  StatementSink sink;
  Twins twins{random_key()};
  std::set<std::string> used_headings;  // of those named by hand
};

namespace {

class FileTaker final : public SheetTaker {
 public:
  FileTaker(const SheetReader::Context& context, FileReport& report)
      : context_(context), report_(report) {}

  base::Result<void> begin(std::string_view name, Visibility visibility) override {
    sheet_.emplace(context_, name, visibility);
    return {};
  }
  base::Result<void> row(const SheetRow& row) override {
    sheet_->row(row);
    return {};
  }
  base::Result<void> fault(const SheetFault& fault) override {
    sheet_->fault(fault);
    return {};
  }
  base::Result<void> end() override {
    report_.sheets.push_back(sheet_->finish());
    if (context_.sink.on_sheet) {
      context_.sink.on_sheet(report_.sheets.back());
    }
    sheet_.reset();
    ++context_.sheet_number;
    return {};
  }

 private:
  SheetReader::Context context_;
  FileReport& report_;
  std::optional<SheetReader> sheet_;
};

/// A file of which no sheet could be read has no table.
base::Result<void> judge(const FileReport& report) {
  const auto is_read = [](const SheetReport& sheet) { return sheet.header_row > 0; };
  if (std::ranges::any_of(report.sheets, is_read)) {
    return {};
  }
  const auto near = std::ranges::find_if(
      report.sheets, [](const SheetReport& sheet) { return sheet.missing.has_value(); });
  if (near == report.sheets.end()) {
    return bad_file("there is no line of headings");
  }
  return bad_file(fmt::format("the headings give no {}; name its column with --map HEADING={}",
                              to_text(*near->missing), to_text(*near->missing)));
}

}  // namespace

StatementReader::StatementReader(StatementOptions options, StatementSink sink)
    : state_(std::make_unique<State>(std::move(options), std::move(sink))) {}
StatementReader::~StatementReader() = default;

base::Result<FileReport> StatementReader::read(std::string_view bytes, const std::string& name,
                                               const Progress& progress) {
  const auto with_name = [&name](base::Error error) {
    error.where = name;
    return error;
  };
  const StatementOptions& options = state_->options;
  if (bytes.size() > options.limits.file_bytes) {
    return with_name(too_large(fmt::format("the file has {} MB, more than {}", bytes.size() >> 20U,
                                           options.limits.file_bytes >> 20U)));
  }
  const auto format = guess_file_format(bytes);
  if (!format) {
    return with_name(format.error());
  }
  FileReport report{.file = name,
                    .digest = base::to_hex(base::sha256(bytes)),
                    .bytes = bytes.size(),
                    .format = *format,
                    .sheets = {}};
  FileTaker taker({options, state_->sink, state_->twins, report.file, report.digest}, report);
  base::Result<void> read;
  switch (*format) {
    case FileFormat::xlsx:
      read = read_xlsx(bytes, options.limits, taker, progress);
      break;
    case FileFormat::xls:
      read = read_xls(bytes, options.limits, taker, progress);
      break;
    case FileFormat::delimited:
      read = read_delimited(bytes, std::filesystem::path(name).stem().string(),
                            {options.encoding, options.separator}, options.limits, taker, progress);
      break;
  }
  if (!read) {
    return with_name(read.error());
  }
  if (const auto judged = judge(report); !judged) {
    return with_name(judged.error());
  }
  for (const SheetReport& sheet : report.sheets) {
    for (const Layout::One& one : sheet.columns) {
      if (one.source == Source::by_hand) {
        state_->used_headings.insert(feed::normal_heading(one.heading));
      }
    }
  }
  return report;
}

std::vector<std::string> StatementReader::unused_headings() const {
  std::vector<std::string> unused;
  for (const auto& [heading, column] : state_->options.mapping.by_hand) {
    if (!state_->used_headings.contains(heading)) {
      unused.push_back(heading);
    }
  }
  return unused;
}

}  // namespace holdfast::statement
