// Orders of the police: received durably, executed once, answered with a result of the 100xxx
// vocabulary. Refusals are looked for in this order: account, name, payment, term, number of stops.
#include <algorithm>
#include <fmt/core.h>

#include "bank/codec.hpp"
#include "bank/ledger.hpp"
#include "base/check.hpp"

namespace holdfast::bank {

using base::Fen;
using base::Instant;
using base::Milliseconds;

namespace {

constexpr const char* order_columns =
    "SELECT application_id, bank_number, state, received_ms, due_ms, body, reply, reply_sent"
    " FROM orders ";

OrderRecord record_of(const Row& row) {
  return OrderRecord{row.text(0),
                     row.text(1),
                     row.text(2),
                     base::from_unix_ms(row.number(3)),
                     base::from_unix_ms(row.number(4)),
                     row.text(5),
                     row.text(6),
                     row.number(7) != 0};
}

Milliseconds hours(std::int64_t count) {
  return std::chrono::hours{count};
}

/// A message of our own beside the public set.
bool is_special(std::string_view code) {
  return code.starts_with('3') || code.starts_with('4');
}

void refuse(Reply& reply, const char* code, std::string why) {
  reply.result = code;
  reply.message = std::move(why);
}

}  // namespace

Ledger::Received Ledger::receive(const Order& order, Instant now, Instant due) {
  if (auto before = find_order(order.application_id)) {
    const bool same = before->body == order.body;
    return Received{std::move(*before), false, same};
  }
  const auto next = db_.run("SELECT IFNULL(MAX(number), 0) + 1 FROM orders").front().number(0);
  OrderRecord record;
  record.application_id = order.application_id;
  record.bank_number = fmt::format("{}-B{:08}", rules_.institution, next);
  record.state = "received";
  record.received = now;
  record.due = due;
  record.body = order.body;
  db_.run("INSERT INTO orders VALUES(?, ?, ?, ?, ?, ?, ?, '', 0)",
          {next, record.application_id, record.bank_number, record.state,
           base::to_unix_ms(record.received), base::to_unix_ms(record.due), record.body});
  return Received{std::move(record), true, true};
}

std::optional<OrderRecord> Ledger::find_order(std::string_view application_id) {
  const auto rows = db_.run(std::string{order_columns} + "WHERE application_id = ?",
                            {std::string{application_id}});
  if (rows.empty()) return std::nullopt;
  return record_of(rows.front());
}

std::vector<OrderRecord> Ledger::unfinished_orders() {
  std::vector<OrderRecord> records;
  for (const Row& row :
       db_.run(std::string{order_columns} + "WHERE reply_sent = 0 ORDER BY due_ms")) {
    records.push_back(record_of(row));
  }
  return records;
}

void Ledger::mark_replied(std::string_view application_id) {
  db_.run("UPDATE orders SET reply_sent = 1 WHERE application_id = ?",
          {std::string{application_id}});
}

void Ledger::tell_instead(std::string_view application_id, const std::string& reply) {
  db_.run("UPDATE orders SET reply = ? WHERE application_id = ?",
          {reply, std::string{application_id}});
}

void Ledger::execute(const Order& order, Instant now, Health health) {
  const auto record = find_order(order.application_id);
  base::check(record.has_value(), "an order is executed that was never received");
  if (record->state == "done") return;
  last_order_ = std::max(last_order_, now);
  Reply reply;
  reply.code = reply_code(order.code);
  reply.application_id = order.application_id;
  reply.bank_number = record->bank_number;
  reply.account = order.account;
  reply.feedback_time = now;
  reply.result = result::done;
  reply.message = "done";
  const auto account = find_account(order.account);
  if (health == Health::fails) {
    refuse(reply, result::bank_failed, "the bank's system failed; nothing was done");
  } else if (is_special(order.code) || rules_.kind != PartnerKind::bank) {
    execute_special(order, now, reply);
  } else if (order.code == message::release) {
    release(order, now, reply);
  } else if (order.code == message::extend) {
    extend(order, now, reply);
  } else if (order.code == message::freeze_release) {
    release_freeze(order, now, reply);
  } else if (order.code == message::freeze_renewal) {
    renew_freeze(order, now, reply);
  } else if (!account) {
    refuse(reply, result::account_absent, "there is no such account at this bank");
  } else if (!order.name_unknown && !order.account_name.empty() &&
             order.account_name != account->name) {
    refuse(reply, result::name_differs, "the account is in another name");
  } else if (order.code == message::stop) {
    stop(order, now, reply);
  } else if (order.code == message::freeze) {
    freeze(order, now, reply);
  } else if (order.code == message::subject) {
    reply.subject = account;
    reply.balance = account->balance;
  } else {
    list_transactions(order, reply);
  }
  db_.run("UPDATE orders SET state = 'done', reply = ? WHERE application_id = ?",
          {to_json(reply), order.application_id});
}

// The code of what is wrong with the payment that the order names; empty when it really arrived.
std::string Ledger::check_justification(const Order& order) {
  if (!order.justification) return result::malformed;
  const Justification& said = *order.justification;
  const auto tolerance = rules_.time_tolerance.count();
  const auto at = base::to_unix_ms(said.time);
  bool amount_differs = false;
  for (const Row& row :
       db_.run("SELECT amount_fen, serial, clearing, remote_serial FROM posting"
               " WHERE payee = ? AND payer = ? AND time_ms BETWEEN ? AND ? AND side <> 1",
               {order.account, said.payer, at - tolerance, at + tolerance})) {
    // The sender may know the payment by our number, the paying bank's or the clearing's.
    const bool named = said.serial.empty() || said.serial == row.text(1) ||
                       said.serial == row.text(2) || said.serial == row.text(3);
    if (!named) continue;
    if (row.number(0) == said.amount.value()) return {};
    amount_differs = true;
  }
  return amount_differs ? result::amount_differs : result::payment_not_found;
}

std::int64_t Ledger::stops_so_far(std::string_view account) {
  return db_.run("SELECT COUNT(*) FROM hold WHERE account = ?", {std::string{account}})
      .front()
      .number(0);
}

void Ledger::place(const Order& order, std::string_view account, const std::optional<Fen>& amount,
                   Instant now, Instant end) {
  const std::string original = order.original_application_id;
  if (amount) {
    db_.run("INSERT INTO hold VALUES(?, ?, ?, ?, ?, NULL, ?)",
            {order.application_id, std::string{account}, amount->value(), base::to_unix_ms(now),
             base::to_unix_ms(end), original});
  } else {
    db_.run("INSERT INTO hold VALUES(?, ?, NULL, ?, ?, NULL, ?)",
            {order.application_id, std::string{account}, base::to_unix_ms(now),
             base::to_unix_ms(end), original});
  }
}

void Ledger::stop(const Order& order, Instant now, Reply& reply) {
  const Fen balance = find_account(order.account)->balance;
  reply.balance = balance;
  if (const std::string wrong = check_justification(order); !wrong.empty()) {
    return refuse(reply, wrong.c_str(),
                  wrong == result::amount_differs
                      ? "the payment that the order names arrived with another amount"
                      : "the payment that the order names did not arrive here");
  }
  if (order.term_hours > rules_.stop_hours_max) {
    return refuse(reply, result::beyond_term,
                  fmt::format("a stop lasts at most {} hours", rules_.stop_hours_max));
  }
  if (stops_so_far(order.account) >= rules_.stops_max) {
    return refuse(reply, result::too_many_stops, "the account was stopped as often as allowed");
  }
  // What other limited holds claim already cannot be held a second time.
  const Holds before = live_holds(order.account, now);
  const Fen free = std::max(Fen{}, balance - before.limited);
  const Instant end = now + hours(order.term_hours);
  place(order, order.account, order.amount, now, end);
  reply.start = now;
  reply.end = end;
  reply.held = order.amount ? std::min(*order.amount, free) : balance;
  if (order.amount && free < *order.amount) {
    refuse(reply, result::partial, "the hold is set; the balance does not cover it");
  }
}

void Ledger::extend(const Order& order, Instant now, Reply& reply) {
  const auto rows = db_.run(
      "SELECT account, amount_fen IS NULL, amount_fen, ends_ms,"
      " released_ms IS NULL FROM hold WHERE application_id = ?",
      {order.original_application_id});
  if (rows.empty()) {
    return refuse(reply, result::payment_not_found, "the order to extend is not known here");
  }
  const Row& hold = rows.front();
  reply.account = hold.text(0);
  if (!order.account.empty() && order.account != hold.text(0)) {
    return refuse(reply, result::account_absent, "the order to extend was for another account");
  }
  const Instant ends = base::from_unix_ms(hold.number(3));
  if (hold.number(4) == 0 || ends <= now) {
    return refuse(reply, result::extension_expired, "the stop is no longer in force");
  }
  if (order.term_hours > rules_.stop_hours_max) {
    return refuse(reply, result::beyond_term,
                  fmt::format("a stop lasts at most {} hours", rules_.stop_hours_max));
  }
  if (stops_so_far(hold.text(0)) >= rules_.stops_max) {
    return refuse(reply, result::too_many_stops, "the account was stopped as often as allowed");
  }
  // One hold takes over from the other, so that a limited amount never counts twice.
  const std::optional<Fen> amount =
      hold.number(1) != 0 ? std::nullopt : std::optional{Fen{hold.number(2)}};
  db_.run("UPDATE hold SET released_ms = ? WHERE application_id = ?",
          {base::to_unix_ms(now), order.original_application_id});
  const Fen balance = find_account(hold.text(0))->balance;
  const Fen free = std::max(Fen{}, balance - live_holds(hold.text(0), now).limited);
  place(order, hold.text(0), amount, now, ends + hours(order.term_hours));
  reply.balance = balance;
  reply.held = amount ? std::min(*amount, free) : balance;
  reply.start = now;
  reply.end = ends + hours(order.term_hours);
}

// A release names the stop; when the stop was extended, what took over from it goes as well.
void Ledger::release(const Order& order, Instant now, Reply& reply) {
  const auto rows = db_.run(
      "SELECT account, ends_ms, released_ms IS NULL FROM hold"
      " WHERE application_id = ?1 OR original = ?1",
      {order.original_application_id});
  if (rows.empty()) {
    return refuse(reply, result::payment_not_found, "the order to release is not known here");
  }
  reply.account = rows.front().text(0);
  if (!order.account.empty() && order.account != reply.account) {
    return refuse(reply, result::account_absent, "the order to release was for another account");
  }
  reply.balance = find_account(reply.account)->balance;
  const auto unreleased =
      std::ranges::find_if(rows, [](const Row& row) { return row.number(2) != 0; });
  if (unreleased == rows.end()) {
    return refuse(reply, result::already_processed, "the stop was released before");
  }
  if (unreleased->number(1) <= base::to_unix_ms(now)) {
    return refuse(reply, result::release_expired, "the stop had lapsed by itself");
  }
  db_.run(
      "UPDATE hold SET released_ms = ?1 WHERE (application_id = ?2 OR original = ?2)"
      " AND released_ms IS NULL",
      {base::to_unix_ms(now), order.original_application_id});
  reply.end = now;
}

void Ledger::list_transactions(const Order& order, Reply& reply) {
  const auto from = order.from ? base::to_unix_ms(*order.from) : 0;
  const auto until = order.until ? base::to_unix_ms(*order.until) : INT64_MAX;
  // One row more than allowed tells whether the list was cut.
  const auto numbers = db_.run(
      "SELECT number FROM posting WHERE (payer = ?1 AND side <> 2 OR payee = ?1 AND side <> 1)"
      " AND time_ms >= ?2 AND time_ms < ?3 ORDER BY time_ms, number LIMIT ?4",
      {order.account, from, until, rules_.rows_max + 1});
  reply.has_rows = true;
  for (const Row& row : numbers) {
    if (static_cast<std::int64_t>(reply.rows.size()) == rules_.rows_max) {
      reply.rows_cut = true;
      break;
    }
    reply.rows.push_back(postings_after(row.number(0) - 1, 1).front());
  }
  reply.balance = find_account(order.account)->balance;
}

}  // namespace holdfast::bank
