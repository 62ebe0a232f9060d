#include "statement/account_rows.hpp"

#include "feed/field.hpp"
#include "feed/usual_forms.hpp"
#include "feed/utf8.hpp"
#include "statement/cell_text.hpp"
#include "statement/row_words.hpp"

namespace holdfast::statement {

namespace {

using enum Column;

/// The first of the column's cells that says anything.
std::pair<Cell, std::size_t> find(const SheetRow& row, const Layout& layout, Column column) {
  for (const std::uint16_t place : layout.places[index_of(column)]) {
    if (place < row.cells.size() && !is_nothing(clean(row.cells[place].text))) {
      return {row.cells[place], place};
    }
  }
  return {{}, layout.columns.size()};
}

std::string text_of(const SheetRow& row, const Layout& layout, Column column) {
  return std::string(
      feed::cut_utf8(clean(find(row, layout, column).first.text), feed::name_bytes_max));
}

std::optional<base::Fen> fen_of(const SheetRow& row, const Layout& layout, Column column) {
  const auto read = feed::read_usual_amount(text_of(row, layout, column));
  return read ? std::optional(*read) : std::nullopt;
}

}  // namespace

std::variant<AccountRow, RowRefused> account_of(const SheetRow& row, const Layout& layout,
                                                SheetKind kind, const Owner& owner) {
  AccountRow told;
  told.kind = kind;
  for (const Column column : {own_card, own_account}) {
    const auto [cell, place] = find(row, layout, column);
    AccountCell account = read_account_cell(cell);
    if (account.form == AccountCell::Form::refused) {
      return RowRefused{place + 1, layout.columns[place].heading, std::move(account.reason)};
    }
    if (account.form != AccountCell::Form::nothing) {
      told.account = std::move(account.text);
      break;
    }
  }
  told.name = text_of(row, layout, own_name);
  told.identity = text_of(row, layout, own_identity);
  told.bank = text_of(row, layout, bank);
  if (told.bank.empty()) {
    told.bank = text_of(row, layout, own_bank);
  }
  if (told.bank.empty()) {
    told.bank = owner.bank;
  }
  if (told.account.empty() && told.name.empty() && told.identity.empty()) {
    return RowRefused{0, {}, "the row names neither an account nor a person"};
  }
  told.state = text_of(row, layout, state);
  told.opened = text_of(row, layout, opened);
  told.phone = text_of(row, layout, phone);
  told.balance = fen_of(row, layout, balance);
  told.task = text_of(row, layout, task);
  told.outcome = text_of(row, layout, outcome);
  told.reason = text_of(row, layout, reason);
  told.authority = text_of(row, layout, authority);
  told.measure = text_of(row, layout, measure);
  told.measure_end = text_of(row, layout, measure_end);
  told.held = fen_of(row, layout, held);
  // One sheet may list both; then the outcome of each row decides.
  if (kind == SheetKind::succeeded || kind == SheetKind::failed) {
    if (const auto done = says_done(told.outcome)) {
      told.kind = *done ? SheetKind::succeeded : SheetKind::failed;
    }
  }
  return told;
}

}  // namespace holdfast::statement
