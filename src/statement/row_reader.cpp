#include "statement/row_reader.hpp"

#include <algorithm>
#include <fmt/core.h>

#include "feed/field.hpp"
#include "feed/utf8.hpp"
#include "statement/cell_text.hpp"
#include "statement/row_words.hpp"

namespace holdfast::statement {

namespace {

using enum Column;
using base::Fen;
using feed::Flow;

Fen magnitude(Fen amount) {
  return amount.is_negative() ? Fen{} - amount : amount;
}

base::Result<Fen> read_amount(const Cell& cell) {
  if (cell.kind == CellKind::broken || cell.kind == CellKind::moment) {
    return bad_file(fmt::format("amount \"{}\" is not a number", feed::cut_utf8(cell.text, 48)));
  }
  auto read = feed::read_usual_amount(cell.kind == CellKind::number ? std::string(cell.text)
                                                                    : clean(cell.text));
  if (read && magnitude(*read) > Fen::limit()) {
    return bad_file(fmt::format("amount \"{}\" is over the limit", feed::cut_utf8(cell.text, 48)));
  }
  return read;
}

bool is_blank(const Cell& cell) {
  return is_nothing(clean(cell.text));
}

}  // namespace

RowReader::RowReader(Layout layout, std::optional<base::Instant> now)
    : layout_(std::move(layout)), now_(now) {}

RowReader::Found RowReader::find(const SheetRow& row, Column column) const {
  if (const auto& constant = layout_.constants[index_of(column)]) {
    return {.cell = {.text = *constant}, .place = 0, .is_constant = true};
  }
  Found first;
  const auto& places = layout_.places[index_of(column)];
  first.place = places.empty() ? layout_.columns.size() : places.front();
  for (const std::uint16_t place : places) {
    if (place < row.cells.size() && !feed::trim(row.cells[place].text).empty()) {
      return {.cell = row.cells[place], .place = place};
    }
  }
  return first;
}

std::string_view RowReader::text(const SheetRow& row, Column column) {
  std::string& kept = texts_[index_of(column)];
  clean_into(kept, find(row, column).cell.text);
  if (is_nothing(kept)) {
    kept.clear();
  }
  if (kept.size() > feed::name_bytes_max) {
    kept.resize(feed::cut_utf8(kept, feed::name_bytes_max).size());
  }
  for (char& c : kept) {
    c = static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  }
  return kept;
}

RowRefused RowReader::refuse(const Found& found, std::string reason) const {
  const bool has_place = !found.is_constant && found.place < layout_.columns.size();
  return {.column = has_place ? found.place + 1 : 0,
          .heading = has_place ? layout_.columns[found.place].heading : std::string{},
          .reason = std::move(reason)};
}

RowRead RowReader::read(const SheetRow& row) {
  row_ = {};
  row_.transfer.position = {row.number, 1};
  if (auto stop = take_conditions(row)) {
    return *std::move(stop);
  }
  const auto at = time_of(row);
  auto reason = at ? feed::refuse_future(*at, now_) : std::optional(at.error().message);
  if (reason) {
    return refuse(find(row, layout_.has(time) ? time : date), *std::move(reason));
  }
  row_.transfer.time = *at;
  if (auto stop = take_amount(row)) {
    return *std::move(stop);
  }
  take_extras(row);
  const bool both = layout_.has(payer) && layout_.has(payee);
  if (auto stop = both ? take_both_sides(row) : take_own(row)) {
    return *std::move(stop);
  }
  if (auto stop = both ? std::nullopt : take_other(row)) {
    return *std::move(stop);
  }
  if (auto stop = take_balance(row)) {
    return *std::move(stop);
  }
  return row_;
}

std::optional<RowRead> RowReader::take_conditions(const SheetRow& row) {
  const Found money = find(row, currency);
  if (!is_blank(money.cell) && !feed::is_yuan(clean(money.cell.text))) {
    return refuse(
        money, fmt::format("currency \"{}\" is not the yuan", feed::cut_utf8(money.cell.text, 48)));
  }
  const Found done = find(row, success);
  if (is_blank(done.cell)) {
    return std::nullopt;
  }
  const auto happened = says_done(clean(done.cell.text));
  if (!happened) {
    return refuse(done,
                  fmt::format("\"{}\" does not say whether it happened; pass the column over "
                              "with --map {}=",
                              feed::cut_utf8(done.cell.text, 48),
                              done.is_constant ? "success" : layout_.columns[done.place].heading));
  }
  if (!*happened) {
    return RowPassedOver{"the transfer did not succeed"};
  }
  return std::nullopt;
}

base::Result<base::Instant> RowReader::time_of(const SheetRow& row) const {
  const Found whole = find(row, time);
  const Found day = find(row, date);
  const Found hour = find(row, clock);
  const std::string whole_text = clean(whole.cell.text);
  const bool needs_day = is_nothing(whole_text) || feed::is_clock(whole_text);
  if (!needs_day || !layout_.has(date)) {
    // A whole moment; a day alone is one too where the bank tells no time of day.
    auto read = feed::read_day(whole_text);
    if (!read && whole.cell.kind == CellKind::number) {
      return bad_file(
          fmt::format("time \"{}\" is a spreadsheet's number without the format of a "
                      "date",
                      feed::cut_utf8(whole_text, 48)));
    }
    return read;
  }
  const std::string day_text = clean(day.cell.text);
  const std::string hour_text =
      is_nothing(clean(hour.cell.text)) ? whole_text : clean(hour.cell.text);
  return is_nothing(hour_text) ? feed::read_day(day_text)
                               : feed::read_day_and_clock(day_text, hour_text);
}

std::optional<base::Instant> RowReader::time_at(const SheetRow& row) const {
  const auto at = time_of(row);
  return at ? std::optional(*at) : std::nullopt;
}

std::optional<RowReader::FlagAndSign> RowReader::flag_and_sign(const SheetRow& row) const {
  const auto flow = feed::read_direction(clean(find(row, direction).cell.text));
  const Found money = find(row, amount);
  const auto read = is_blank(money.cell) ? base::Result<Fen>{Fen{}} : read_amount(money.cell);
  if (!flow || !read || read->is_zero()) {
    return std::nullopt;
  }
  return FlagAndSign{*flow, read->is_negative()};
}

std::optional<RowRead> RowReader::take_amount(const SheetRow& row) {
  const Found money = find(row, amount);
  if (!layout_.has(amount) || is_blank(money.cell)) {
    if (layout_.has(debit) || layout_.has(credit)) {
      return take_columns(row);
    }
    return refuse(money, "the amount is empty");
  }
  const auto read = read_amount(money.cell);
  if (!read) {
    return refuse(money, read.error().message);
  }
  if (read->is_zero()) {
    return RowPassedOver{"the amount is zero"};
  }
  row_.transfer.amount = magnitude(*read);
  const Found flag = find(row, direction);
  if (layout_.has(payer) && layout_.has(payee)) {
    if (read->is_negative()) {
      return refuse(money, "the amount is negative where payer and payee are named");
    }
    return std::nullopt;
  }
  if (layout_.has(direction) && !is_blank(flag.cell)) {
    return take_flagged(row, flag, *read);
  }
  if ((layout_.has(debit) && !is_blank(find(row, debit).cell)) ||
      (layout_.has(credit) && !is_blank(find(row, credit).cell))) {
    return take_columns(row);
  }
  if (layout_.has(direction)) {
    return refuse(flag, "neither debit nor credit is told");
  }
  flow_ = read->is_negative() ? Flow::out : Flow::in;
  return std::nullopt;
}

std::optional<RowRead> RowReader::take_flagged(const SheetRow& row, const Found& flag, Fen told) {
  const std::string word = clean(flag.cell.text);
  const auto flow = feed::read_direction(word);
  if (!flow) {
    // 不计收支, 中性交易: money that moves between two places of the same person.
    if (word.find("不计") != std::string::npos || word.find("中性") != std::string::npos) {
      return RowPassedOver{"it is neither income nor expense"};
    }
    return refuse(flag, fmt::format("direction \"{}\" is not known (借/贷, D/C, 出/进, 支出/收入)",
                                    feed::cut_utf8(word, 48)));
  }
  flow_ = *flow;
  if (!told.is_negative()) {
    return std::nullopt;
  }
  if (sign_ == SignBeside::unknown) {
    return refuse(find(row, amount),
                  "a negative amount beside a debit or credit flag: it may be a reversal, or say "
                  "the same twice; say which with --sign");
  }
  if (sign_ == SignBeside::reverses) {
    flow_ = *flow == Flow::out ? Flow::in : Flow::out;
  }
  return std::nullopt;
}

std::optional<RowRead> RowReader::take_columns(const SheetRow& row) {
  const Found out = find(row, debit);
  const Found in = find(row, credit);
  const auto read_or_zero = [](const Found& found) {
    return is_blank(found.cell) ? base::Result<Fen>{Fen{}} : read_amount(found.cell);
  };
  const auto left = read_or_zero(out);
  const auto came = read_or_zero(in);
  if (!left || !came) {
    return refuse(left ? in : out, left ? came.error().message : left.error().message);
  }
  if (!left->is_zero() && !came->is_zero()) {
    return refuse(out, "the row has both a debit and a credit");
  }
  if (left->is_zero() && came->is_zero()) {
    return is_blank(out.cell) && is_blank(in.cell)
               ? RowRead{refuse(layout_.has(debit) ? out : in, "the amount is empty")}
               : RowRead{RowPassedOver{"the amount is zero"}};
  }
  // A red entry in the column of debits is money that came back.
  const bool is_out = !left->is_zero();
  const Fen told = is_out ? *left : *came;
  flow_ = is_out != told.is_negative() ? Flow::out : Flow::in;
  row_.transfer.amount = magnitude(told);
  return std::nullopt;
}

void RowReader::take_extras(const SheetRow& row) {
  row_.transfer.serial = text(row, serial);
  if (row_.transfer.serial.size() > feed::id_bytes_max) {
    row_.transfer.serial = feed::cut_utf8(row_.transfer.serial, feed::id_bytes_max);
  }
  row_.transfer.institution = text(row, bank);
  const std::string_view what = text(row, summary);
  const std::string_view more = text(row, note);
  note_.assign(what);
  if (!more.empty() && more != what) {
    note_ += note_.empty() ? "" : " / ";
    note_ += more;
  }
  row_.transfer.note = note_;
  row_.place = text(row, place);
  if (row_.place.empty()) {
    row_.place = text(row, branch);
  }
  row_.terminal = text(row, terminal);
  row_.ip = text(row, ip);
  row_.mac = text(row, mac);
  row_.device = text(row, device);
  row_.merchant = text(row, merchant);
}

std::optional<RowRead> RowReader::take_balance(const SheetRow& row) {
  const Found found = find(row, balance);
  if (is_blank(found.cell)) {
    return std::nullopt;
  }
  const auto read = read_amount(found.cell);
  if (!read) {
    return refuse(found, read.error().message);
  }
  row_.balance = *read;
  return std::nullopt;
}

}  // namespace holdfast::statement
