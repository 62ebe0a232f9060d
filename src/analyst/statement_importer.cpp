#include "analyst/statement_importer.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <future>
#include <thread>

#include "base/digest.hpp"
#include "statement/tables.hpp"

namespace holdfast::analyst {

namespace {

constexpr std::size_t rows_a_batch = 4000;
constexpr std::size_t holders_a_piece = 2000;
constexpr std::size_t holders_max = 50'000;
constexpr std::size_t pieces_max = 64;  // as the core has it
constexpr std::size_t accounts_max = 5000;
constexpr std::size_t failed_max = 5000;
constexpr std::size_t why_bytes_max = 300;
constexpr int patience_s = 120;  // for feeds that fill the engine's inbox

std::string cut_text(std::string_view text, std::size_t bytes_max) {
  std::size_t end = std::min(text.size(), bytes_max);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return std::string(text.substr(0, end));
}

Teller teller_of(statement::Teller teller) {
  switch (teller) {
    case statement::Teller::payer:
      return Teller::payer;
    case statement::Teller::payee:
      return Teller::payee;
    case statement::Teller::neither:
      break;
  }
  return Teller::nobody;
}

std::string digest_of(const engine::FeedRows& rows) {
  base::Sha256 hash;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    hash.add(rows[i].id);
    hash.add(rows[i].serial);
  }
  return base::to_hex(hash.finish());
}

desk::StatementCounts counts_of(const statement::FileReport& report) {
  desk::StatementCounts counts;
  for (const auto& sheet : report.sheets) {
    counts.rows += sheet.rows;
    counts.taken += sheet.taken;
    counts.refused += sheet.refused;
    counts.passed_over += sheet.passed_over;
    counts.duplicates += sheet.duplicates;
    counts.second_legs += sheet.second_legs;
  }
  return counts;
}

}  // namespace

StatementImporter::StatementImporter(const Parts& parts, const StatementPlan& plan)
    : parts_(parts), plan_(plan), banks_(plan.routing), known_(parts.engine.world()) {}

base::Result<void> StatementImporter::run(const statement::Progress& progress) {
  if (const auto ok = parts_.rejects.append(statement::note_header()); !ok) {
    note_error(ok.error());
  }
  statement::StatementReader reader(
      reader_options(plan_),
      {.on_transfer = [this](const auto& row, const auto& source) { take(row, source); },
       .on_account = [this](const auto& row, const auto& /*source*/) { take(row); },
       .on_note = [this](const auto& note, const auto& source) { take(note, source); }});
  std::uint64_t total = 0;
  for (const auto& file : plan_.files) {
    total += file.content->size();
  }
  std::uint64_t before = 0;
  std::vector<desk::StatementCounts> files;
  for (const auto& file : plan_.files) {
    if (is_done_with()) {
      break;
    }
    const auto report = reader.read(
        file.content->bytes(), file.name,
        [&](std::uint64_t done, std::uint64_t /*of*/) { progress(before + done, total); });
    before += file.content->size();
    files.push_back(report ? counts_of(*report) : desk::StatementCounts{});
    if (!report) {
      note_error(report.error());  // what it told before its damage is taken all the same
    }
  }
  flush();
  find_holders();
  flush_marks();
  if (const auto ok = parts_.rejects.finish(); !ok) {
    note_error(ok.error());
  }
  if (parts_.stop) {
    return {};  // it stays begun: the same files may be brought again
  }
  return tell_end(std::move(files));
}

void StatementImporter::take(const statement::StatementRow& row,
                             const statement::RowSource& source) {
  if (is_done_with()) {
    return;
  }
  const auto& told = row.transfer;
  const auto teller = teller_of(row.teller);
  engine::FeedRow one{.id = statement::row_id(source),
                      .serial = std::string(told.serial),
                      .clearing = std::string(told.clearing),
                      .time = told.time,
                      .payer = std::string(told.payer),
                      .payee = std::string(told.payee),
                      .payer_name = std::string(told.payer_name),
                      .payee_name = std::string(told.payee_name),
                      .payer_institution = banks_.code_of(told.payer_institution),
                      .payee_institution = banks_.code_of(told.payee_institution),
                      .amount = told.amount,
                      .kind = told.kind};
  const auto from = source_of(one, teller);
  if (from.empty()) {
    one.serial.clear();  // banks that nobody knows may use the same numbers
  }
  if (from != source_ || batch_.rows.size() >= rows_a_batch) {
    flush();
    source_ = from;
  }
  note_own_account(one, teller);
  if (!row.place.empty() || !row.terminal.empty() || !row.ip.empty() || !row.mac.empty() ||
      !row.device.empty()) {
    batch_.marked.push_back({batch_.rows.size(), teller, std::string(row.place),
                             std::string(row.terminal), std::string(row.ip), std::string(row.mac),
                             std::string(row.device)});
  }
  batch_.rows.push_back(std::move(one));
}

/// The bank that told the row, where the house knows it.
std::string StatementImporter::source_of(const engine::FeedRow& row, Teller teller) const {
  const bool is_payee = teller == Teller::payee;
  const auto& told = is_payee ? row.payee_institution : row.payer_institution;
  if (banks_.is_known(told)) {
    return "@" + told;
  }
  const auto* issuer = core::institution_of_card(plan_.routing, is_payee ? row.payee : row.payer);
  return issuer == nullptr ? std::string{} : "@" + issuer->code;
}

void StatementImporter::note_own_account(const engine::FeedRow& row, Teller teller) {
  if (teller == Teller::nobody || own_accounts_.size() >= accounts_max) {
    return;
  }
  const bool is_payee = teller == Teller::payee;
  own_accounts_.emplace(is_payee ? row.payee : row.payer,
                        is_payee ? row.payee_institution : row.payer_institution);
}

void StatementImporter::take(const statement::AccountRow& row) {
  if (is_done_with() || row.account.empty()) {
    return;
  }
  if (row.kind == statement::SheetKind::failed) {
    if (failed_queries_.size() < failed_max) {
      failed_queries_.push_back(
          {row.account, banks_.code_of(row.bank),
           cut_text(row.reason.empty() ? row.outcome : row.reason, why_bytes_max)});
    }
    return;
  }
  const bool says_who = !row.identity.empty() || !row.phone.empty();
  if (says_who && held_.size() < holders_max) {
    held_.push_back({row.account,
                     banks_.code_of(row.bank),
                     {{},
                      {{}, cut_text(row.name, 120)},
                      {{}, cut_text(row.identity, 64)},
                      {{}, cut_text(row.phone, 32)}}});
  }
}

void StatementImporter::find_holders() {
  for (auto& each : held_) {
    if (const auto account = parts_.engine.world().find(each.number, each.institution)) {
      each.holder.account = *account;
      holders_.push_back(std::move(each.holder));
    }
  }
  held_.clear();
}

void StatementImporter::take(const statement::RowNote& note, const statement::RowSource& source) {
  if (note.kind == statement::RowNote::Kind::refused) {
    ++parts_.counts.refused;
  }
  std::string line;
  statement::append_note(line, note, source);
  if (const auto ok = parts_.rejects.append(line); !ok) {
    note_error(ok.error());
  }
}

void StatementImporter::flush() {
  if (batch_.rows.empty() || is_done_with()) {
    batch_ = {};
    return;
  }
  const Batch batch = std::exchange(batch_, {});
  auto snapshot = parts_.engine.durable();
  std::vector<engine::FeedRow> fresh;
  std::vector<std::optional<base::Sequence>> became(batch.rows.size());
  for (std::size_t i = 0; i < batch.rows.size(); ++i) {
    became[i] = known_.known(batch.rows[i], snapshot, source_);
    if (became[i]) {
      ++outcome_.known;
    } else {
      fresh.push_back(batch.rows[i]);
    }
  }
  parts_.counts.rows += batch.rows.size();
  if (!fresh.empty()) {
    const auto done = send(fresh, source_);
    if (!done) {
      break_off(done.error());
      return;
    }
    if (done->duplicates > 0) {
      if (const auto ok = send_again(fresh); !ok) {
        break_off(ok.error());
        return;
      }
    }
  }
  parts_.counts.fresh = outcome_.fresh;
  parts_.counts.known = outcome_.known + outcome_.legs;
  snapshot = parts_.engine.durable();
  for (const auto& marked : batch.marked) {
    auto transfer = became[marked.row];
    if (!transfer) {
      transfer = known_.became(batch.rows[marked.row], snapshot);
    }
    if (transfer) {
      mark(marked, *transfer);
    }
  }
}

base::Result<engine::FeedDone> StatementImporter::send(std::vector<engine::FeedRow> rows,
                                                       std::string source) {
  const engine::FeedRows ready{rows};
  const core::BatchMark number{"@" + parts_.by, desk::to_text(parts_.statement), ++number_,
                               digest_of(ready), 0};
  for (int second = 0;; ++second) {
    engine::FeedBatch batch;
    batch.rows = ready;
    batch.mark = number;
    batch.source = source;
    auto done = parts_.engine.take_and_wait({parts_.by}, std::move(batch));
    if (done) {
      if (done->fresh > 0) {
        outcome_.first = outcome_.fresh == 0 ? done->first : outcome_.first;
        known_.note_own(done->first, done->fresh);
      }
      outcome_.fresh += done->fresh;
      outcome_.known += done->duplicates;
      outcome_.legs += done->legs;
      return done;
    }
    const bool is_busy = done.error().code == base::ErrorCode::too_many;
    if (!is_busy || second >= patience_s || parts_.stop) {
      return done;
    }
    std::this_thread::sleep_for(std::chrono::seconds{1});
  }
}

/// Rows that stopped at the door for their serial and are in the graph in no form: the bank used
/// the serial again.
base::Result<void> StatementImporter::send_again(const std::vector<engine::FeedRow>& rows) {
  const auto snapshot = parts_.engine.durable();
  KnownTransfers look{parts_.engine.world()};
  std::vector<engine::FeedRow> missing;
  for (const auto& row : rows) {
    if (!look.known(row, snapshot, {}) && !look.is_told_otherwise(row, snapshot)) {
      missing.push_back(row);
      missing.back().serial.clear();
    }
  }
  if (missing.empty()) {
    return {};
  }
  outcome_.known -= std::min<std::uint64_t>(outcome_.known, missing.size());
  const auto done = send(std::move(missing), source_);
  return done ? base::Result<void>{} : done.error();
}

void StatementImporter::mark(const Batch::Marked& marked, base::Sequence transfer) {
  marks_.add(transfer, marked.teller,
             {marked.place, marked.terminal, marked.ip, marked.mac, marked.device});
  if (marks_.is_full()) {
    flush_marks();
  }
}

void StatementImporter::flush_marks() {
  while ((!marks_.empty() || !holders_.empty()) && !is_done_with()) {
    if (++pieces_ > pieces_max) {
      note_error({base::ErrorCode::too_large, "要素过多：其余行的地点、设备未保存，流水不受影响"});
      (void)marks_.take();
      holders_.clear();
      return;
    }
    core::MarkStatement body{parts_.statement, marks_.take()};
    const auto some = std::min(holders_.size(), holders_a_piece);
    const auto end = holders_.begin() + static_cast<std::ptrdiff_t>(some);
    body.marks.holders.assign(holders_.begin(), end);
    holders_.erase(holders_.begin(), end);
    if (const auto done = parts_.engine.submit_and_wait({parts_.by}, std::move(body)); !done) {
      break_off(done.error());
    }
  }
}

void StatementImporter::break_off(const base::Error& error) {
  note_error(error);
  is_broken_ = true;
}

void StatementImporter::note_error(const base::Error& error) {
  if (outcome_.error.empty()) {
    outcome_.error = cut_text(
        error.where.empty() ? error.message : fmt::format("{}: {}", error.where, error.message),
        why_bytes_max);
  }
}

base::Result<void> StatementImporter::tell_end(std::vector<desk::StatementCounts> files) {
  engine::EndedStatement ended;
  ended.body.statement = parts_.statement;
  outcome_.files = std::move(files);
  const auto& world = parts_.engine.world();
  for (const auto& [number, institution] : own_accounts_) {
    if (const auto account = world.find(number, institution)) {
      const auto known = world.institution(*account);
      outcome_.accounts.push_back({*account, known.empty() ? institution : known});
    }
  }
  ended.body.outcome = std::move(outcome_);
  ended.failed = std::move(failed_queries_);
  std::promise<base::Result<void>> told;
  parts_.engine.end_statement({parts_.by}, std::move(ended), [&](base::Result<engine::Done> done) {
    told.set_value(done ? base::Result<void>{} : done.error());
  });
  return told.get_future().get();
}

}  // namespace holdfast::analyst
