#include "statement/sheet_reader.hpp"

#include <algorithm>
#include <fmt/core.h>

#include "feed/aliases.hpp"
#include "feed/utf8.hpp"
#include "statement/account_rows.hpp"
#include "statement/cell_text.hpp"
#include "statement/row_words.hpp"
#include "statement/title.hpp"

namespace holdfast::statement {

namespace {

constexpr std::size_t beginning_rows = 64;
constexpr std::size_t held_rows_max = 100'000;
constexpr std::size_t raw_bytes_max = 4096;
constexpr std::size_t words_of_a_note = 2;  // a line with so few cells and no time is a remark

Wanted wanted_of(SheetKind kind) {
  return kind == SheetKind::transfers ? Wanted::transfers : Wanted::accounts;
}

bool is_of_transfers(const Layout& layout) {
  return !layout.missing(true) &&
         (layout.has(Column::direction) || layout.has(Column::debit) || layout.has(Column::credit));
}

std::size_t filled(const SheetRow& row) {
  return static_cast<std::size_t>(std::ranges::count_if(
      row.cells, [](const Cell& cell) { return !feed::trim(cell.text).empty(); }));
}

std::string raw_of(const SheetRow& row) {
  std::string raw;
  for (const Cell& cell : row.cells) {
    raw += &cell == row.cells.data() ? "" : " | ";
    raw += feed::cut_utf8(cell.text, raw_bytes_max);
    if (raw.size() > raw_bytes_max) {
      break;
    }
  }
  return std::string(feed::cut_utf8(raw, raw_bytes_max));
}

}  // namespace

SheetReader::SheetReader(const Context& context, std::string_view name, Visibility visibility)
    : context_(context),
      owner_(context.options.owner),
      search_(context.options.mapping,
              wanted_of(kind_of_name(name).value_or(SheetKind::transfers))) {
  report_.name = name;
  report_.visibility = visibility;
  report_.kind = kind_of_name(name).value_or(SheetKind::transfers);
  context_.twins.begin_sheet();
}

RowSource SheetReader::source(std::uint64_t row) const {
  return {context_.file, report_.name, context_.sheet_number, row, context_.digest};
}

void SheetReader::note(RowNote::Kind kind, const SheetRow& row, std::uint64_t column,
                       std::string_view heading, std::string_view reason) {
  using enum RowNote::Kind;
  switch (kind) {
    case refused:
      ++report_.refused;
      break;
    case passed_over:
      ++report_.passed_over;
      break;
    case duplicate:
      ++report_.duplicates;
      break;
    case second_leg:
      ++report_.second_legs;
      break;
  }
  if (context_.sink.on_note) {
    const std::string raw = raw_of(row);
    context_.sink.on_note({kind, column, heading, reason, raw}, source(row.number));
  }
}

void SheetReader::fault(const SheetFault& fault) {
  if (state_ == HeaderSearch::State::searching && search_.has_candidate()) {
    state_ = search_.finish();
    found_header();
  }
  if (state_ != HeaderSearch::State::found) {
    return;  // among the titles
  }
  release_held();
  ++report_.rows;
  ++report_.refused;
  if (context_.sink.on_note) {
    context_.sink.on_note({RowNote::Kind::refused, fault.column, {}, fault.reason, fault.raw},
                          source(fault.row));
  }
}

void SheetReader::row(const SheetRow& row) {
  if (state_ == HeaderSearch::State::found) {
    data(row);
    return;
  }
  if (filled(row) == 0) {
    return;
  }
  if (state_ == HeaderSearch::State::given_up) {
    ++report_.rows;
    return;
  }
  state_ = search_.take(row);
  if (state_ != HeaderSearch::State::found) {
    if (!search_.has_candidate()) {
      read_title(row.cells, owner_);
    }
    return;
  }
  found_header();
  if (search_.last_is_data()) {
    data(row);
  }
}

void SheetReader::found_header() {
  const HeaderSearch::Header& header = search_.header();
  report_.header_row = header.row;
  report_.header_lines = header.lines;
  // A name may hold such a word by chance (成功路支行): a table of transfers is one.
  if (is_of_transfers(header.layout)) {
    report_.kind = SheetKind::transfers;
  }
  report_.columns = header.layout.columns;
  reader_.emplace(header.layout, context_.options.now);
  reader_->set_owner(owner_);
}

void SheetReader::data(const SheetRow& row) {
  if (filled(row) == 0) {
    ++report_.blank;
    return;
  }
  ++report_.rows;
  if (report_.kind != SheetKind::transfers) {
    read_account(row);
    return;
  }
  if (pass_over(row)) {
    return;
  }
  if (has_begun_) {
    hold_or_read(row);
    return;
  }
  beginning_.emplace_back(row);
  if (beginning_.size() == beginning_rows) {
    begin_data();
  }
}

bool SheetReader::is_header_again(const SheetRow& row) const {
  std::size_t same = 0;
  const auto& texts = search_.header().texts;
  const std::size_t width = std::min(texts.size(), row.cells.size());
  for (std::size_t i = 0; i < width; ++i) {
    const std::string_view heading = feed::trim(texts[i]);
    same += !heading.empty() && heading == feed::trim(row.cells[i].text) ? 1 : 0;
  }
  return same >= 3 && same * 2 >= filled(row);
}

bool SheetReader::pass_over(const SheetRow& row) {
  if (reader_->time_at(row)) {
    return false;
  }
  const auto first = std::ranges::find_if(
      row.cells, [](const Cell& cell) { return !feed::trim(cell.text).empty(); });
  if (is_header_again(row)) {
    note(RowNote::Kind::passed_over, row, 0, {}, "the headings again");
    return true;
  }
  if (says_total(clean(first->text))) {
    note(RowNote::Kind::passed_over, row, 0, {}, "a total, not a transfer");
    return true;
  }
  Owner named = owner_;
  const bool names_account = read_title(row.cells, named);
  if (names_account) {
    // The sheet goes on with another account: its rows before this line are done first.
    begin_data();
    release_held();
    owner_ = named;
    reader_->set_owner(owner_);
  }
  if (names_account || filled(row) <= words_of_a_note) {
    note(RowNote::Kind::passed_over, row, 0, {}, "a line of text, not a transfer");
    return true;
  }
  return false;
}

void SheetReader::begin_data() {
  if (has_begun_) {
    return;
  }
  has_begun_ = true;
  learn_from_beginning();
  std::vector<KeptRow> rows = std::move(beginning_);
  beginning_.clear();
  std::vector<Cell> room;
  for (const KeptRow& kept : rows) {
    hold_or_read(kept.view(room));
  }
}

// What a sheet means by a sign beside a flag, and in which direction it runs, follows from its
// first rows: one debit without a minus shows that the sign does not repeat the flag.
void SheetReader::learn_from_beginning() {
  std::size_t plain_debits = 0;
  std::size_t negative_debits = 0;
  std::size_t negative_credits = 0;
  std::optional<base::Instant> first;
  std::optional<base::Instant> last;
  for (const KeptRow& kept : beginning_) {
    const SheetRow row = kept.view(room_);
    if (const auto told = reader_->flag_and_sign(row)) {
      const bool is_debit = told->flow == feed::Flow::out;
      plain_debits += is_debit && !told->is_negative ? 1 : 0;
      negative_debits += is_debit && told->is_negative ? 1 : 0;
      negative_credits += !is_debit && told->is_negative ? 1 : 0;
    }
    if (const auto at = reader_->time_at(row)) {
      first = first ? first : at;
      last = at;
    }
  }
  report_.newest_first = first && last && *last < *first;
  constexpr std::size_t debits_that_show_a_habit = 3;
  reader_->set_sign(context_.options.sign.value_or(plain_debits > 0 ? SignBeside::reverses
                                                   : negative_debits >= debits_that_show_a_habit &&
                                                           negative_credits == 0
                                                       ? SignBeside::repeats
                                                       : SignBeside::unknown));
}

// The order of the world among transfers of one second is the order in which they are told. A sheet
// that runs from the newest to the oldest tells it backwards, so rows of one time are turned round.
void SheetReader::hold_or_read(const SheetRow& row) {
  if (!report_.newest_first) {
    read(row);
    balances_.end_run(BalanceChain::Runs::forwards);
    return;
  }
  const auto at = reader_->time_at(row);
  const std::string time = at ? base::format_instant(*at) : std::string{};
  if (time != held_time_ || held_.size() == held_rows_max) {
    release_held();
    held_time_ = time;
  }
  held_.emplace_back(row);
}

void SheetReader::release_held() {
  std::vector<KeptRow> rows = std::move(held_);
  held_.clear();
  std::vector<Cell> room;
  for (auto kept = rows.rbegin(); kept != rows.rend(); ++kept) {
    read(kept->view(room));
  }
  balances_.end_run(BalanceChain::Runs::backwards);
}

void SheetReader::read(const SheetRow& row) {
  const RowRead read = reader_->read(row);
  if (const auto* good = std::get_if<StatementRow>(&read)) {
    balances_.add(*good);
    take(*good, row);
  } else if (const auto* refused = std::get_if<RowRefused>(&read)) {
    const bool is_carried = std::ranges::any_of(
        row.cells, [](const Cell& cell) { return says_total(clean(cell.text.substr(0, 64))); });
    if (is_carried && refused->reason == "the amount is empty") {
      note(RowNote::Kind::passed_over, row, 0, {}, "a carried balance, not a transfer");
    } else {
      note(RowNote::Kind::refused, row, refused->column, refused->heading, refused->reason);
    }
  } else {
    note(RowNote::Kind::passed_over, row, 0, {}, std::get<RowPassedOver>(read).reason);
  }
}

void SheetReader::take(const StatementRow& row, const SheetRow& origin) {
  switch (context_.twins.judge(row)) {
    case Twins::Verdict::duplicate:
      note(RowNote::Kind::duplicate, origin, 0, {}, "the same row was told before");
      return;
    case Twins::Verdict::second_leg:
      note(RowNote::Kind::second_leg, origin, 0, {},
           "the other account's statement told this transfer before");
      return;
    case Twins::Verdict::fresh:
      break;
  }
  const feed::TransferRow& told = row.transfer;
  ++report_.taken;
  report_.first = std::min(report_.first.value_or(told.time), told.time);
  report_.last = std::max(report_.last.value_or(told.time), told.time);
  report_.went_out += row.teller == Teller::payer ? told.amount : base::Fen{};
  report_.came_in += row.teller == Teller::payee ? told.amount : base::Fen{};
  if (context_.sink.on_transfer) {
    context_.sink.on_transfer(row, source(origin.number));
  }
}

void SheetReader::read_account(const SheetRow& row) {
  if (is_header_again(row)) {
    note(RowNote::Kind::passed_over, row, 0, {}, "the headings again");
    return;
  }
  const auto read = account_of(row, reader_->layout(), report_.kind, owner_);
  if (const auto* refused = std::get_if<RowRefused>(&read)) {
    note(RowNote::Kind::refused, row, refused->column, refused->heading, refused->reason);
    return;
  }
  ++report_.taken;
  if (context_.sink.on_account) {
    context_.sink.on_account(std::get<AccountRow>(read), source(row.number));
  }
}

SheetReport SheetReader::finish() {
  if (state_ == HeaderSearch::State::searching) {
    state_ = search_.finish();
    if (state_ == HeaderSearch::State::found) {
      found_header();
    }
  }
  if (state_ == HeaderSearch::State::found) {
    if (report_.kind == SheetKind::transfers) {
      begin_data();
      release_held();
    }
  } else {
    const bool was_named = kind_of_name(report_.name).has_value();
    report_.kind = was_named ? report_.kind : SheetKind::other;
    if (search_.nearest()) {
      report_.columns = search_.nearest()->layout.columns;
      report_.missing = search_.nearest()->layout.missing(true);
    }
  }
  report_.owner = owner_;
  report_.balances = balances_.report();
  return report_;
}

}  // namespace holdfast::statement
