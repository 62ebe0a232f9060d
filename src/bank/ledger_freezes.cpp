// Freezes of the police: months long, one after the other where they meet.
//
// Refusals of a freeze are looked for in this order: account, name (ledger_orders.cpp), paper,
// term, an earlier freeze. What an earlier limited freeze leaves free may be frozen too; where it
// does not suffice, or the earlier one binds everything, the answer tells of it and only a place in
// the queue is to be had.
#include <algorithm>
#include <fmt/core.h>

#include "bank/codec.hpp"
#include "bank/ledger.hpp"
#include "base/calendar.hpp"

namespace holdfast::bank {

using base::Fen;
using base::Instant;

namespace {

constexpr std::int64_t none = -1;  // NULL on its way into a row

/// One that takes the place of another ends no later than that would have.
Instant end_of(const Order& order, Instant start) {
  const auto end = base::add_months(start, order.term_months);
  return std::min(end, order.until.value_or(end));
}

void refuse(Reply& reply, const char* code, std::string why) {
  reply.result = code;
  reply.message = std::move(why);
}

}  // namespace

std::optional<Former> Ledger::standing_freeze(std::string_view account, Instant now, bool& whole) {
  whole = false;
  std::optional<Former> last = std::nullopt;
  for (const Row& row :
       db_.run("SELECT department, amount_fen IS NULL, amount_fen, ends_ms FROM freeze"
               " WHERE account = ?1 AND released_ms IS NULL AND starts_ms <= ?2 AND ends_ms > ?2"
               " ORDER BY ends_ms",
               {std::string{account}, base::to_unix_ms(now)})) {
    const bool binds_all = row.number(1) != 0;
    whole = whole || binds_all;
    last = Former{row.text(0), binds_all ? std::nullopt : std::optional{Fen{row.number(2)}},
                  base::from_unix_ms(row.number(3))};
  }
  return last;
}

void Ledger::lift_stops(const Order& order, Instant now) {
  for (const auto& id : order.replaces) {
    db_.run(
        "UPDATE hold SET released_ms = ?1 WHERE (application_id = ?2 OR original = ?2)"
        " AND account = ?3 AND released_ms IS NULL AND ends_ms > ?1",
        {base::to_unix_ms(now), id, order.account});
  }
}

void Ledger::freeze(const Order& order, Instant now, Reply& reply) {
  if (order.document.empty() && !order.papers_later) {
    return refuse(reply, result::paper_missing, "the order names no legal paper");
  }
  if (order.term_months > rules_.freeze_months_max) {
    return refuse(reply, result::beyond_term,
                  fmt::format("a freeze lasts at most {} months", rules_.freeze_months_max));
  }
  bool whole = false;
  reply.former = standing_freeze(order.account, now, whole);
  const Fen balance = find_account(order.account)->balance;
  reply.balance = balance;
  // The stops that it takes over make room first; they come back if nothing comes of it.
  const bool limited = order.scope == FreezeScope::limited;
  const Fen asked = order.amount.value_or(Fen{});
  Fen claimed = live_holds(order.account, now).limited;
  for (const auto& id : order.replaces) {
    for (const Row& row : db_.run("SELECT IFNULL(amount_fen, 0) FROM hold"
                                  " WHERE (application_id = ?1 OR original = ?1)"
                                  " AND released_ms IS NULL AND ends_ms > ?2",
                                  {id, base::to_unix_ms(now)})) {
      claimed -= Fen{row.number(0)};
    }
  }
  const Fen free = std::max(Fen{}, balance - claimed);
  const bool collides = reply.former && (whole || !limited || free < asked);
  const bool waits = reply.former && order.queue;
  if (collides && !order.queue) {
    return refuse(reply, whole ? result::fully_frozen : result::limit_frozen,
                  "the account is frozen already: only a place in the queue is to be had");
  }
  const auto end = end_of(order, now);
  db_.run(
      "INSERT INTO freeze VALUES(NULL, ?, ?, ?, NULLIF(?, -1), ?, ?, NULLIF(?, -1),"
      " NULLIF(?, -1), NULL)",
      {order.application_id, order.account, static_cast<std::int64_t>(order.scope),
       limited ? asked.value() : none, static_cast<std::int64_t>(order.term_months),
       order.organisation, waits ? none : base::to_unix_ms(now),
       waits ? none : base::to_unix_ms(end)});
  if (waits) {
    reply.queued = true;
    reply.message = "in the queue behind an earlier freeze";
    return;  // its stops hold until they lapse
  }
  reply.former.reset();
  lift_stops(order, now);
  reply.start = now;
  reply.end = end;
  reply.held = limited ? std::min(asked, free) : balance;
  if (limited && free < asked) {
    refuse(reply, result::partial, "the freeze is set; the balance does not cover it");
  }
}

void Ledger::renew_freeze(const Order& order, Instant now, Reply& reply) {
  const auto rows = db_.run(
      "SELECT account, ends_ms, released_ms IS NULL, starts_ms IS NULL"
      " FROM freeze WHERE application_id = ?",
      {order.original_application_id});
  if (rows.empty()) {
    return refuse(reply, result::payment_not_found, "the freeze to renew is not known here");
  }
  const Row& freeze = rows.front();
  reply.account = freeze.text(0);
  reply.balance = find_account(reply.account)->balance;
  if (order.document.empty()) {
    return refuse(reply, result::paper_missing, "the order names no legal paper");
  }
  const bool queued = freeze.number(3) != 0;
  if (queued || freeze.number(2) == 0 || freeze.number(1) <= base::to_unix_ms(now)) {
    return refuse(reply, result::extension_expired, "the freeze is not in force");
  }
  if (order.term_months > rules_.freeze_months_max) {
    return refuse(reply, result::beyond_term,
                  fmt::format("a renewal lasts at most {} months", rules_.freeze_months_max));
  }
  const auto end = base::add_months(base::from_unix_ms(freeze.number(1)), order.term_months);
  db_.run("UPDATE freeze SET ends_ms = ? WHERE application_id = ?",
          {base::to_unix_ms(end), order.original_application_id});
  reply.start = now;
  reply.end = end;
}

void Ledger::release_freeze(const Order& order, Instant now, Reply& reply) {
  const auto rows = db_.run(
      "SELECT account, ends_ms, released_ms IS NULL, starts_ms IS NULL"
      " FROM freeze WHERE application_id = ?",
      {order.original_application_id});
  if (rows.empty()) {
    return refuse(reply, result::payment_not_found, "the freeze to lift is not known here");
  }
  const Row& freeze = rows.front();
  reply.account = freeze.text(0);
  reply.balance = find_account(reply.account)->balance;
  if (freeze.number(2) == 0) {
    return refuse(reply, result::already_processed, "the freeze was lifted before");
  }
  const bool queued = freeze.number(3) != 0;
  if (!queued && freeze.number(1) <= base::to_unix_ms(now)) {
    return refuse(reply, result::release_expired, "the freeze had lapsed by itself");
  }
  db_.run("UPDATE freeze SET released_ms = ? WHERE application_id = ?",
          {base::to_unix_ms(now), order.original_application_id});
  reply.end = now;
}

// The next in the queue of one account, where nothing stands in its way by `now`.
bool Ledger::begin_next(std::string_view account, Instant now, std::string& application_id) {
  const std::string number{account};
  const auto at = base::to_unix_ms(now);
  const auto ended =
      db_.run(
             "SELECT IFNULL(MAX(MIN(ends_ms, IFNULL(released_ms, ends_ms))), 0) FROM freeze"
             " WHERE account = ? AND starts_ms IS NOT NULL",
             {number})
          .front()
          .number(0);
  const auto next = db_.run(
      "SELECT application_id, months, amount_fen IS NULL, amount_fen"
      " FROM freeze WHERE account = ? AND starts_ms IS NULL"
      " AND released_ms IS NULL ORDER BY number LIMIT 1",
      {number});
  if (next.empty() || ended > at) return false;
  const Row& row = next.front();
  application_id = row.text(0);
  const auto start = base::from_unix_ms(ended);
  const auto order = parse_order(find_order(application_id)->body);
  const auto end = end_of(*order, start);
  db_.run("UPDATE freeze SET starts_ms = ?, ends_ms = ? WHERE application_id = ?",
          {ended, base::to_unix_ms(end), application_id});
  lift_stops(*order, now);
  Reply reply;
  reply.code = reply_code(message::freeze);
  reply.application_id = application_id;
  reply.bank_number = find_order(application_id)->bank_number;
  reply.account = number;
  reply.result = result::done;
  reply.message = "its turn in the queue came";
  reply.balance = find_account(account)->balance;
  reply.held = row.number(2) != 0 ? *reply.balance : std::min(Fen{row.number(3)}, *reply.balance);
  reply.start = start;
  reply.end = end;
  reply.feedback_time = now;
  db_.run("UPDATE orders SET reply = ?, reply_sent = 0 WHERE application_id = ?",
          {to_json(reply), application_id});
  return true;
}

std::vector<std::string> Ledger::advance_queues(Instant now) {
  std::vector<std::string> begun;
  for (const Row& row : db_.run("SELECT DISTINCT account FROM freeze WHERE starts_ms IS NULL"
                                " AND released_ms IS NULL ORDER BY account")) {
    for (std::string id; begin_next(row.text(0), now, id);) begun.push_back(id);
  }
  return begun;
}

std::optional<Instant> Ledger::next_advance(Instant now) {
  const auto rows = db_.run(
      "SELECT MIN(f.ends_ms) FROM freeze f WHERE f.released_ms IS NULL AND f.ends_ms > ?"
      " AND EXISTS (SELECT 1 FROM freeze q WHERE q.account = f.account"
      " AND q.starts_ms IS NULL AND q.released_ms IS NULL)",
      {base::to_unix_ms(now)});
  const auto at = rows.front().number(0);
  return at == 0 ? std::nullopt : std::optional{base::from_unix_ms(at)};
}

}  // namespace holdfast::bank
