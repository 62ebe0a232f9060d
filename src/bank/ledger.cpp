// Accounts, payments, holds on debits, the feed's cursor. Orders are in ledger_orders.cpp.
#include "bank/ledger.hpp"

#include <algorithm>
#include <fmt/core.h>

#include "base/check.hpp"

namespace holdfast::bank {

using base::Error;
using base::ErrorCode;
using base::Fen;
using base::Instant;
using base::Result;

namespace {

constexpr std::int64_t format_version = 1;
constexpr const char* frozen_ground = "公安机关办理刑事案件程序规定 第二百三十九条";

constexpr const char* schema = R"(
CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS account(
  number TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, phone TEXT NOT NULL,
  opening_fen INTEGER NOT NULL CHECK(opening_fen >= 0),
  balance_fen INTEGER NOT NULL CHECK(balance_fen >= 0)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS posting(
  number INTEGER PRIMARY KEY AUTOINCREMENT, serial TEXT NOT NULL UNIQUE,
  side INTEGER NOT NULL, time_ms INTEGER NOT NULL,
  payer TEXT NOT NULL, payer_name TEXT NOT NULL, payer_institution TEXT NOT NULL,
  payee TEXT NOT NULL, payee_name TEXT NOT NULL, payee_institution TEXT NOT NULL,
  amount_fen INTEGER NOT NULL CHECK(amount_fen > 0), kind TEXT NOT NULL,
  clearing TEXT NOT NULL, remote_serial TEXT NOT NULL,
  payer_balance_fen INTEGER NOT NULL, payee_balance_fen INTEGER NOT NULL,
  delivery INTEGER NOT NULL);  -- 0 nothing to deliver, 1 under way, 2 delivered, 3 returned
CREATE INDEX IF NOT EXISTS posting_payee ON posting(payee, time_ms);
CREATE INDEX IF NOT EXISTS posting_payer ON posting(payer, time_ms);
CREATE INDEX IF NOT EXISTS posting_clearing ON posting(clearing);
CREATE INDEX IF NOT EXISTS posting_under_way ON posting(number) WHERE delivery = 1;
CREATE TABLE IF NOT EXISTS hold(
  application_id TEXT PRIMARY KEY, account TEXT NOT NULL, amount_fen INTEGER,  -- NULL: whole
  placed_ms INTEGER NOT NULL, ends_ms INTEGER NOT NULL, released_ms INTEGER,
  original TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS hold_account ON hold(account);
CREATE TABLE IF NOT EXISTS freeze(
  number INTEGER PRIMARY KEY AUTOINCREMENT, application_id TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL, scope INTEGER NOT NULL, amount_fen INTEGER,  -- NULL: whole
  months INTEGER NOT NULL, department TEXT NOT NULL,
  starts_ms INTEGER, ends_ms INTEGER,  -- NULL: in the queue
  released_ms INTEGER);
CREATE INDEX IF NOT EXISTS freeze_account ON freeze(account);
CREATE TABLE IF NOT EXISTS protection(
  application_id TEXT PRIMARY KEY, account TEXT NOT NULL, amount_fen INTEGER,  -- NULL: whole
  ends_ms INTEGER NOT NULL, released_ms INTEGER) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS protection_account ON protection(account);
CREATE TABLE IF NOT EXISTS evidence(
  reference TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS switched(
  application_id TEXT PRIMARY KEY, code TEXT NOT NULL, mark TEXT NOT NULL,
  ends_ms INTEGER NOT NULL, released_ms INTEGER) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS switched_mark ON switched(mark);
CREATE TABLE IF NOT EXISTS orders(
  number INTEGER PRIMARY KEY, application_id TEXT NOT NULL UNIQUE, bank_number TEXT NOT NULL,
  state TEXT NOT NULL, received_ms INTEGER NOT NULL, due_ms INTEGER NOT NULL, body TEXT NOT NULL,
  reply TEXT NOT NULL, reply_sent INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS orders_open ON orders(due_ms) WHERE reply_sent = 0;
)";

constexpr const char* posting_columns =
    "SELECT number, serial, side, time_ms, payer, payer_name, payer_institution, payee, payee_name,"
    " payee_institution, amount_fen, kind, clearing, remote_serial, payer_balance_fen,"
    " payee_balance_fen FROM posting ";

Posting posting_of(const Row& row) {
  Posting posting;
  posting.number = row.number(0);
  posting.serial = row.text(1);
  posting.side = static_cast<Side>(row.number(2));
  posting.time = base::from_unix_ms(row.number(3));
  posting.payer = row.text(4);
  posting.payer_name = row.text(5);
  posting.payer_institution = row.text(6);
  posting.payee = row.text(7);
  posting.payee_name = row.text(8);
  posting.payee_institution = row.text(9);
  posting.amount = Fen{row.number(10)};
  posting.kind = row.text(11);
  posting.clearing = row.text(12);
  posting.remote_serial = row.text(13);
  posting.payer_balance = Fen{row.number(14)};
  posting.payee_balance = Fen{row.number(15)};
  return posting;
}

std::vector<Posting> postings_of(const std::vector<Row>& rows) {
  std::vector<Posting> postings;
  postings.reserve(rows.size());
  for (const Row& row : rows) postings.push_back(posting_of(row));
  return postings;
}

bool is_same_payment(const Posting& posting, const Payment& payment) {
  return posting.payer == payment.payer && posting.payee == payment.payee &&
         posting.amount == payment.amount && posting.kind == payment.kind &&
         (!payment.time || posting.time == *payment.time);
}

}  // namespace

Result<void> Ledger::prepare() {
  db_.script(schema);
  const auto keep = [&](const std::string& name, const std::string& value) -> Result<void> {
    db_.run("INSERT OR IGNORE INTO meta VALUES(?, ?)", {name, value});
    const std::string stored =
        db_.run("SELECT value FROM meta WHERE name = ?", {name}).front().text(0);
    if (stored == value) return {};
    return Error{ErrorCode::corrupt,
                 fmt::format("this ledger's {} is {}, not {}", name, stored, value)};
  };
  if (const auto kept = keep("format", std::to_string(format_version)); !kept) return kept;
  return keep("institution", rules_.institution);
}

Result<void> Ledger::open_account(const Account& account) {
  const auto rows = db_.run("SELECT name, type, phone, opening_fen FROM account WHERE number = ?",
                            {account.number});
  if (rows.empty()) {
    db_.run("INSERT INTO account VALUES(?, ?, ?, ?, ?, ?)",
            {account.number, account.name, account.type, account.phone, account.balance.value(),
             account.balance.value()});
    return {};
  }
  const Row& row = rows.front();
  if (row.text(0) == account.name && row.text(1) == account.type && row.text(2) == account.phone &&
      row.number(3) == account.balance.value()) {
    return {};
  }
  return Error{ErrorCode::conflict, "this account number is open with other particulars"};
}

std::optional<Account> Ledger::find_account(std::string_view number) {
  const auto rows = db_.run(
      "SELECT number, name, type, phone, balance_fen FROM account"
      " WHERE number = ?",
      {std::string{number}});
  if (rows.empty()) return std::nullopt;
  const Row& row = rows.front();
  return Account{row.text(0), row.text(1), row.text(2), row.text(3), Fen{row.number(4)}};
}

Holds Ledger::live_holds(std::string_view account, Instant now) {
  Holds holds;
  const std::string number{account};
  const auto at = base::to_unix_ms(now);
  const auto add = [&](bool whole, std::int64_t fen) {
    holds.whole = holds.whole || whole;
    holds.limited += whole ? Fen{} : Fen{fen};
  };
  for (const Row& row : db_.run("SELECT amount_fen IS NULL, amount_fen FROM hold"
                                " WHERE account = ? AND released_ms IS NULL AND ends_ms > ?",
                                {number, at})) {
    add(row.number(0) != 0, row.number(1));
  }
  for (const Row& row : db_.run("SELECT amount_fen IS NULL, amount_fen FROM protection"
                                " WHERE account = ? AND released_ms IS NULL AND ends_ms > ?",
                                {number, at})) {
    add(row.number(0) != 0, row.number(1));
  }
  if (is_switched_off(number, now)) holds.whole = true;
  auto frozen = db_.run(
      "SELECT amount_fen IS NULL, amount_fen, scope FROM freeze WHERE account = ?"
      " AND released_ms IS NULL AND starts_ms <= ? AND ends_ms > ?",
      {number, at, at});
  if (frozen.empty()) {
    // The earlier one has ended: the next in the queue holds, though nobody has written it down
    // yet.
    frozen = db_.run(
        "SELECT amount_fen IS NULL, amount_fen, scope FROM freeze WHERE account = ?"
        " AND released_ms IS NULL AND starts_ms IS NULL ORDER BY number LIMIT 1",
        {number});
  }
  for (const Row& row : frozen) {
    add(row.number(0) != 0, row.number(1));
    holds.bars_credits =
        holds.bars_credits || row.number(2) == static_cast<std::int64_t>(FreezeScope::full);
  }
  return holds;
}

void Ledger::move_balance(std::string_view account, Fen by) {
  db_.run("UPDATE account SET balance_fen = balance_fen + ? WHERE number = ?",
          {by.value(), std::string{account}});
}

Posting Ledger::add_posting(Posting posting) {
  if (posting.side != Side::credit) {
    move_balance(posting.payer, Fen{} - posting.amount);
  }
  if (posting.side != Side::debit) {
    move_balance(posting.payee, posting.amount);
    posting.payee_balance = find_account(posting.payee)->balance;
  }
  if (posting.side != Side::credit) posting.payer_balance = find_account(posting.payer)->balance;
  const auto next = db_.run("SELECT IFNULL(MAX(number), 0) + 1 FROM posting").front().number(0);
  if (posting.serial.empty()) posting.serial = fmt::format("{}-{:010}", rules_.institution, next);
  if (posting.clearing.empty() && posting.side == Side::debit) {
    posting.clearing = fmt::format("CL-{}-{:010}", rules_.institution, next);
  }
  // Money that leaves for another bank waits to be delivered; cash and shops take it on the spot.
  const std::int64_t delivery =
      posting.side == Side::debit && !posting.payee_institution.empty() ? 1 : 0;
  db_.run("INSERT INTO posting VALUES(NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          {posting.serial, static_cast<std::int64_t>(posting.side), base::to_unix_ms(posting.time),
           posting.payer, posting.payer_name, posting.payer_institution, posting.payee,
           posting.payee_name, posting.payee_institution, posting.amount.value(), posting.kind,
           posting.clearing, posting.remote_serial, posting.payer_balance.value(),
           posting.payee_balance.value(), delivery});
  posting.number = db_.last_insert_id();
  return posting;
}

std::optional<Posting> Ledger::find_posting(const std::string& where, const std::string& value) {
  const auto rows = db_.run(posting_columns + where, {value});
  if (rows.empty()) return std::nullopt;
  return posting_of(rows.front());
}

Result<Posting> Ledger::pay(const Payment& payment, Instant now) {
  if (!payment.serial.empty()) {
    if (const auto before = find_posting("WHERE serial = ?", payment.serial)) {
      if (is_same_payment(*before, payment)) return *before;
      return Error{ErrorCode::conflict, "this serial was used for another payment", "/serial"};
    }
  }
  const auto payer = find_account(payment.payer);
  if (!payer) return Error{ErrorCode::not_found, "the payer has no account here", "/payer"};
  const bool stays = payment.payee_institution == rules_.institution;
  const auto payee = stays ? find_account(payment.payee) : std::nullopt;
  if (stays && !payee) {
    return Error{ErrorCode::not_found, "the payee has no account here", "/payee"};
  }
  if (stays && live_holds(payment.payee, now).bars_credits) {
    return Error{ErrorCode::refused_by_rule, "the payee's account is frozen: no credits", "/payee",
                 frozen_ground};
  }
  const Holds holds = live_holds(payment.payer, now);
  if (holds.whole) {
    return Error{ErrorCode::refused_by_rule, "the account is stopped or frozen: no debits",
                 "/payer", "银发〔2016〕86号"};
  }
  if (payer->balance < payment.amount) {
    return Error{ErrorCode::conflict, "the balance does not suffice", "/amount_fen"};
  }
  if (payer->balance - payment.amount < holds.limited) {
    return Error{ErrorCode::refused_by_rule,
                 "the debit would leave less than the amount held on the account", "/amount_fen",
                 "银发〔2016〕86号"};
  }
  Posting posting;
  posting.serial = payment.serial;
  posting.side = stays ? Side::internal : Side::debit;
  posting.time = payment.time.value_or(booked_at(now));
  posting.payer = payment.payer;
  posting.payer_name = payer->name;
  posting.payer_institution = rules_.institution;
  posting.payee = payment.payee;
  posting.payee_name = stays ? payee->name : payment.payee_name;
  posting.payee_institution = payment.payee_institution;
  posting.amount = payment.amount;
  posting.kind = payment.kind;
  return add_posting(std::move(posting));
}

Result<Posting> Ledger::credit(const Credit& credit) {
  // Only credits: a payment between two of our own customers has no clearing number, and a returned
  // one is found by its own.
  if (const auto before = find_posting("WHERE side = 2 AND clearing = ?", credit.clearing)) {
    if (before->payee == credit.payee && before->payer == credit.payer &&
        before->amount == credit.amount) {
      return *before;
    }
    return Error{ErrorCode::conflict, "this clearing number was used for another credit",
                 "/clearing"};
  }
  const auto payee = find_account(credit.payee);
  if (!payee) return Error{ErrorCode::not_found, "the payee has no account here", "/payee"};
  if (live_holds(credit.payee, credit.time).bars_credits) {
    return Error{ErrorCode::conflict, "the payee's account is frozen: no credits", "/payee",
                 frozen_ground};
  }
  Posting posting;
  posting.side = Side::credit;
  posting.time = booked_at(credit.time);
  posting.payer = credit.payer;
  posting.payer_name = credit.payer_name;
  posting.payer_institution = credit.payer_institution;
  posting.payee = credit.payee;
  posting.payee_name = payee->name;
  posting.payee_institution = rules_.institution;
  posting.amount = credit.amount;
  posting.kind = credit.kind;
  posting.clearing = credit.clearing;
  posting.remote_serial = credit.remote_serial;
  return add_posting(std::move(posting));
}

void Ledger::give_back(std::int64_t number, Instant now) {
  db_.run("UPDATE posting SET delivery = 3 WHERE number = ? AND delivery = 1", {number});
  if (db_.changes() == 0) return;
  const Posting sent =
      posting_of(db_.run(std::string{posting_columns} + "WHERE number = ?", {number}).front());
  Posting back;
  back.side = Side::credit;
  back.time = booked_at(std::max(now, sent.time));
  back.payer = sent.payee;
  back.payer_name = sent.payee_name;
  back.payer_institution = sent.payee_institution;
  back.payee = sent.payer;
  back.payee_name = sent.payer_name;
  back.payee_institution = sent.payer_institution;
  back.amount = sent.amount;
  back.kind = "transfer";
  back.clearing = "RT-" + sent.clearing;
  back.remote_serial = sent.serial;
  add_posting(std::move(back));
}

std::vector<Posting> Ledger::undelivered() {
  return postings_of(db_.run(std::string{posting_columns} + "WHERE delivery = 1 ORDER BY number"));
}

void Ledger::mark_delivered(std::int64_t posting) {
  db_.run("UPDATE posting SET delivery = 2 WHERE number = ? AND delivery = 1", {posting});
}

std::vector<Posting> Ledger::postings_after(std::int64_t number, std::int64_t limit) {
  return postings_of(db_.run(
      std::string{posting_columns} + "WHERE number > ? ORDER BY number LIMIT ?", {number, limit}));
}

std::int64_t Ledger::feed_cursor() {
  const auto rows = db_.run("SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'feed_cursor'");
  return rows.empty() ? 0 : rows.front().number(0);
}

void Ledger::set_feed_cursor(std::int64_t number) {
  db_.run("INSERT OR REPLACE INTO meta VALUES('feed_cursor', ?)", {std::to_string(number)});
}

Ledger::Totals Ledger::totals() {
  const auto sum = [&](const char* sql) { return Fen{db_.run(sql).front().number(0)}; };
  return Totals{sum("SELECT IFNULL(SUM(opening_fen), 0) FROM account"),
                sum("SELECT IFNULL(SUM(balance_fen), 0) FROM account"),
                sum("SELECT IFNULL(SUM(amount_fen), 0) FROM posting WHERE side = 2"),
                sum("SELECT IFNULL(SUM(amount_fen), 0) FROM posting WHERE side = 1")};
}

}  // namespace holdfast::bank
