// Who paid whom: the sides of a row, and what stands where a counterparty is not told.
#include <fmt/core.h>

#include "feed/field.hpp"
#include "feed/utf8.hpp"
#include "statement/cell_text.hpp"
#include "statement/row_reader.hpp"
#include "statement/row_words.hpp"

namespace holdfast::statement {

namespace {

using enum Column;
using feed::Flow;

/// "name:张三@622..." within the bytes of an account: the name is cut, the account never.
std::string scoped(std::string_view prefix, std::string_view text, std::string_view own) {
  const std::size_t used = prefix.size() + own.size() + 2;
  const std::size_t room = used < feed::account_bytes_max ? feed::account_bytes_max - used : 0;
  return std::string(feed::cut_utf8(
      fmt::format("{}:{}@{}", prefix, feed::cut_utf8(text, room), own), feed::account_bytes_max));
}

std::string of_own(std::string_view prefix, std::string_view own) {
  return std::string(feed::cut_utf8(fmt::format("{}:{}", prefix, own), feed::account_bytes_max));
}

}  // namespace

std::optional<RowRead> RowReader::take_both_sides(const SheetRow& row) {
  for (const Column side : {payer, payee}) {
    const Found found = find(row, side);
    AccountCell account = read_account_cell(found.cell);
    if (account.form == AccountCell::Form::refused) {
      return refuse(found, std::move(account.reason));
    }
    if (account.form != AccountCell::Form::number) {
      return refuse(found, account.form == AccountCell::Form::masked
                               ? fmt::format("{} \"{}\" is masked", to_text(side), account.text)
                               : fmt::format("the {} is empty", to_text(side)));
    }
    (side == payer ? own_ : other_) = std::move(account.text);
  }
  feed::TransferRow& to = row_.transfer;
  to.payer = own_;
  to.payee = other_;
  to.payer_name = text(row, payer_name);
  to.payee_name = text(row, payee_name);
  to.payer_institution = text(row, payer_bank);
  to.payee_institution = text(row, payee_bank);
  return std::nullopt;
}

std::optional<RowRead> RowReader::take_own(const SheetRow& row) {
  Found found = find(row, own_card);
  AccountCell account = read_account_cell(found.cell);
  if (account.form == AccountCell::Form::nothing) {
    found = find(row, own_account);
    account = read_account_cell(found.cell);
  }
  if (account.form == AccountCell::Form::refused) {
    return refuse(found, std::move(account.reason));
  }
  if (account.form == AccountCell::Form::masked) {
    return refuse(found, fmt::format("the statement's own account \"{}\" is masked; name it with "
                                     "--owner",
                                     account.text));
  }
  if (account.form == AccountCell::Form::nothing) {
    if (owner_.account.empty()) {
      return refuse(found, "the statement's own account is empty; name it with --owner");
    }
    account.text = owner_.account;
  }
  own_ = std::move(account.text);
  return std::nullopt;
}

std::optional<RowRead> RowReader::take_other(const SheetRow& row) {
  Found found = find(row, other_card);
  AccountCell account = read_account_cell(found.cell);
  if (account.form == AccountCell::Form::nothing) {
    found = find(row, other_account);
    account = read_account_cell(found.cell);
  }
  if (account.form == AccountCell::Form::refused) {
    return refuse(found, std::move(account.reason));
  }
  other_ = std::move(account.text);
  if (account.form == AccountCell::Form::masked) {
    other_ = scoped("masked", other_, own_);
  } else if (account.form == AccountCell::Form::nothing) {
    other_.clear();
  }
  name_other(row);
  const bool out = flow_ == Flow::out;
  feed::TransferRow& to = row_.transfer;
  (out ? to.payer : to.payee) = own_;
  (out ? to.payee : to.payer) = other_;
  const auto own_text = [&](Column column, const std::string& otherwise) {
    const std::string_view told = text(row, column);
    return told.empty() ? std::string_view(otherwise) : told;
  };
  (out ? to.payer_name : to.payee_name) = own_text(own_name, owner_.name);
  (out ? to.payee_name : to.payer_name) = text(row, other_name);
  (out ? to.payer_institution : to.payee_institution) = own_text(own_bank, owner_.bank);
  (out ? to.payee_institution : to.payer_institution) = text(row, other_bank);
  row_.teller = out ? Teller::payer : Teller::payee;
  return std::nullopt;
}

// The kind is told of money that leaves: only a payment can end in cash or in a shop. What came in
// from outside the accounts is an ordinary transfer of a payer with a name of its own.
void RowReader::name_other(const SheetRow& row) {
  const bool out = flow_ == Flow::out;
  const std::string words =
      fmt::format("{} {} {}", text(row, kind), text(row, summary), text(row, note));
  const std::string_view flag = text(row, cash);
  const std::string_view name = text(row, other_name);
  fund::Kind& what = row_.transfer.kind;
  const bool is_cash =
      flag == "现" || flag == "现金" || (other_.empty() && name.empty() && says_cash(words));
  if (out) {
    what = is_cash                                          ? fund::Kind::cash
           : says_overseas(words)                           ? fund::Kind::overseas
           : says_crypto(words)                             ? fund::Kind::crypto
           : !row_.merchant.empty() || says_purchase(words) ? fund::Kind::merchant
                                                            : fund::Kind::transfer;
  }
  if (!other_.empty()) {
    return;
  }
  if (is_cash) {
    other_ = of_own("cash", own_);
  } else if (says_fee_or_interest(words)) {
    other_ = of_own("bank", own_);
  } else if (!name.empty()) {
    other_ = scoped("name", name, own_);
  } else if (!row_.merchant.empty()) {
    other_ = scoped("name", row_.merchant, own_);
  } else {
    other_ = of_own(out ? "unknown-out" : "unknown-in", own_);
  }
}

}  // namespace holdfast::statement
