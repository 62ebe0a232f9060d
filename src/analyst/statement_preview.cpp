#include "analyst/statement_preview.hpp"

#include "fund/transfer.hpp"

namespace holdfast::analyst {

namespace {

using statement::RowSource;

constexpr std::size_t raw_bytes_shown = 400;

std::string cut_text(std::string_view text) {
  std::size_t end = std::min(text.size(), raw_bytes_shown);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return std::string(text.substr(0, end));
}

class Previewer {
 public:
  void begin(const PlannedFile& file) {
    auto& next = preview_.files.emplace_back();
    next.name = file.name;
  }
  void take(const statement::StatementRow& row, const RowSource& source) {
    auto& samples = file().samples;
    samples.resize(std::max(samples.size(), static_cast<std::size_t>(source.sheet_number)));
    auto& shown = samples[source.sheet_number - 1];
    if (shown.size() < preview_rows_max) {
      const auto& told = row.transfer;
      shown.push_back({source.row, told.time, std::string(told.payer), std::string(told.payer_name),
                       std::string(told.payee), std::string(told.payee_name), told.amount,
                       std::string(fund::to_text(told.kind)), cut_text(told.note)});
    }
  }
  void take(const statement::AccountRow& row) {
    if (row.kind == statement::SheetKind::failed) {
      ++preview_.failed;
    }
    if (preview_.accounts.size() < preview_accounts_max) {
      preview_.accounts.push_back({std::string(to_text(row.kind)), row.account, row.name, row.bank,
                                   row.reason.empty() ? row.outcome : row.reason});
    }
  }
  void take(const statement::RowNote& note, const RowSource& source) {
    auto& notes = file().notes;
    if (notes.size() < preview_notes_max) {
      notes.push_back({std::string(source.sheet), source.row, note.column,
                       std::string(note.heading), std::string(to_text(note.kind)),
                       std::string(note.reason), cut_text(note.raw)});
    }
  }
  void take(const statement::SheetReport& sheet) { file().report.sheets.push_back(sheet); }
  void end(base::Result<statement::FileReport> report) {
    if (report) {
      file().report = *std::move(report);
    } else {
      file().error = report.error().message;  // its sheets were told one by one
    }
    file().samples.resize(file().report.sheets.size());
  }
  StatementPreview finish(std::vector<std::string> unused) {
    preview_.unused_headings = std::move(unused);
    return std::move(preview_);
  }

 private:
  PreviewFile& file() { return preview_.files.back(); }
  StatementPreview preview_;
};

}  // namespace

StatementPreview preview(const StatementPlan& plan, const statement::Progress& progress) {
  Previewer previewer;
  statement::StatementReader reader(
      reader_options(plan),
      {.on_transfer = [&](const auto& row, const auto& source) { previewer.take(row, source); },
       .on_account = [&](const auto& row, const auto& /*source*/) { previewer.take(row); },
       .on_note = [&](const auto& note, const auto& source) { previewer.take(note, source); },
       .on_sheet = [&](const auto& sheet) { previewer.take(sheet); }});
  std::uint64_t total = 0;
  for (const auto& file : plan.files) {
    total += file.content->size();
  }
  std::uint64_t before = 0;
  for (const auto& file : plan.files) {
    previewer.begin(file);
    previewer.end(reader.read(
        file.content->bytes(), file.name,
        [&](std::uint64_t done, std::uint64_t /*of*/) { progress(before + done, total); }));
    before += file.content->size();
  }
  return previewer.finish(reader.unused_headings());
}

}  // namespace holdfast::analyst
