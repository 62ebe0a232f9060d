// The messages of our own beside the public set: a holder's protective stop, evidence, money that
// goes back, and what telecom and internet companies switch off.
//
// Refusals are looked for in this order: a message of another kind of partner, account or mark,
// name, what the message is about, term.
#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>

#include "bank/codec.hpp"
#include "bank/ledger.hpp"
#include "base/digest.hpp"

namespace holdfast::bank {

using base::Fen;
using base::Instant;

namespace {

constexpr std::int64_t none = -1;  // NULL on its way into a row

void refuse(Reply& reply, const char* code, std::string why) {
  reply.result = code;
  reply.message = std::move(why);
}

PartnerKind kind_for(std::string_view code) {
  if (code == message::suspend_profile || code == message::restore_profile) {
    return PartnerKind::internet;
  }
  return code == message::suspend_number || code == message::restore_number ? PartnerKind::telecom
                                                                            : PartnerKind::bank;
}

/// Both kinds block addresses: a company at its service, a telecom at its gateways.
bool does(PartnerKind kind, std::string_view code) {
  if (code == message::block_url || code == message::unblock_url) {
    return kind != PartnerKind::bank;
  }
  return kind == kind_for(code);
}

bool needs_account(std::string_view code) {
  return code == message::protect || code == message::evidence || code == message::give_back ||
         code == message::recall;
}

}  // namespace

void Ledger::execute_special(const Order& order, Instant now, Reply& reply) {
  if (!does(rules_.kind, order.code)) {
    return refuse(reply, result::not_supported, "this institution does not carry that out");
  }
  const auto account = find_account(order.account);
  if (needs_account(order.code) && !account) {
    return refuse(reply, result::account_absent, "there is no such account at this bank");
  }
  if (needs_account(order.code) && !order.name_unknown && !order.account_name.empty() &&
      order.account_name != account->name) {
    return refuse(reply, result::name_differs, "the account is in another name");
  }
  if (order.code == message::protect) {
    protect(order, now, reply);
  } else if (order.code == message::unprotect) {
    unprotect(order, now, reply);
  } else if (order.code == message::evidence) {
    hand_over(order, now, reply);
  } else if (order.code == message::give_back) {
    pay_back(order, now, reply);
  } else if (order.code == message::recall) {
    call_back(order, now, reply);
  } else if (order.original_application_id.empty()) {
    switch_off(order, now, reply);
  } else {
    switch_on(order, now, reply);
  }
}

void Ledger::protect(const Order& order, Instant now, Reply& reply) {
  if (order.term_hours > rules_.protection_hours_max) {
    return refuse(
        reply, result::beyond_term,
        fmt::format("a protective stop lasts at most {} hours", rules_.protection_hours_max));
  }
  const Instant end = now + std::chrono::hours{order.term_hours};
  db_.run("INSERT INTO protection VALUES(?, ?, NULLIF(?, -1), ?, NULL)",
          {order.application_id, order.account, order.amount ? order.amount->value() : none,
           base::to_unix_ms(end)});
  reply.balance = find_account(order.account)->balance;
  reply.held = order.amount ? std::min(*order.amount, *reply.balance) : *reply.balance;
  reply.start = now;
  reply.end = end;
}

void Ledger::unprotect(const Order& order, Instant now, Reply& reply) {
  const auto rows = db_.run(
      "SELECT account, ends_ms, released_ms IS NULL FROM protection WHERE application_id = ?",
      {order.original_application_id});
  if (rows.empty()) {
    return refuse(reply, result::payment_not_found, "the order to release is not known here");
  }
  reply.account = rows.front().text(0);
  if (rows.front().number(2) == 0) {
    return refuse(reply, result::already_processed, "it was released before");
  }
  if (rows.front().number(1) <= base::to_unix_ms(now)) {
    return refuse(reply, result::release_expired, "it had lapsed by itself");
  }
  db_.run("UPDATE protection SET released_ms = ? WHERE application_id = ?",
          {base::to_unix_ms(now), order.original_application_id});
  reply.end = now;
}

// The file is made up from what this bank knows; what it handed over it keeps.
void Ledger::hand_over(const Order& order, Instant now, Reply& reply) {
  const auto& ask = *order.evidence;
  boost::json::array records;
  if (ask.kind == "opening_file") {
    records.push_back(boost::json::parse(to_json(*find_account(order.account), Holds{})));
  } else if (ask.kind == "camera") {
    if (ask.overwrites_at && *ask.overwrites_at <= now) {
      return refuse(reply, result::payment_not_found, "the recording was overwritten");
    }
    records.push_back(boost::json::object{{"recording", ask.place},
                                          {"from", base::format_instant(*order.from)},
                                          {"until", base::format_instant(*order.until)}});
  } else if (ask.kind == "vouchers") {
    for (const auto& serial : ask.serials) {
      const auto posting = find_posting("WHERE serial = ?", serial);
      if (!posting || (posting->payer != order.account && posting->payee != order.account)) {
        return refuse(reply, result::payment_not_found,
                      fmt::format("no transaction {} of this account", serial));
      }
      records.push_back(boost::json::parse(to_json(*posting)));
    }
  } else {
    for (const Row& row :
         db_.run("SELECT serial, time_ms FROM posting WHERE payer = ?1"
                 " AND time_ms >= ?2 AND time_ms < ?3 ORDER BY number",
                 {order.account, base::to_unix_ms(*order.from), base::to_unix_ms(*order.until)})) {
      records.push_back(boost::json::object{
          {"serial", row.text(0)},
          {"time", base::format_instant(base::from_unix_ms(row.number(1)))},
          {"ip", fmt::format("10.0.{}.{}", row.number(1) / 256 % 256, row.number(1) % 256)}});
    }
  }
  const auto content = boost::json::serialize(records);
  const auto reference = fmt::format("{}-{}.json", order.application_id, ask.kind);
  db_.run("INSERT INTO evidence VALUES(?, ?)", {reference, content});
  reply.evidence = EvidenceFile{reference, base::to_hex(base::sha256(content))};
}

std::optional<std::string> Ledger::evidence_file(const std::string& reference) {
  const auto rows = db_.run("SELECT content FROM evidence WHERE reference = ?", {reference});
  return rows.empty() ? std::nullopt : std::optional{rows.front().text(0)};
}

// Out of the freeze and past every hold: what the freeze binds becomes less by as much, so that
// what it binds and what went back stay what it bound.
void Ledger::pay_back(const Order& order, Instant now, Reply& reply) {
  const auto rows = db_.run(
      "SELECT account, amount_fen IS NULL, amount_fen, starts_ms IS NOT NULL AND starts_ms <= ?2"
      " AND ends_ms > ?2 AND released_ms IS NULL FROM freeze WHERE application_id = ?1",
      {order.original_application_id, base::to_unix_ms(now)});
  if (rows.empty() || rows.front().text(0) != order.account) {
    return refuse(reply, result::payment_not_found, "no such freeze on this account");
  }
  const Row& freeze = rows.front();
  const auto account = find_account(order.account);
  reply.balance = account->balance;
  if (freeze.number(3) == 0) {
    return refuse(reply, result::payment_not_found, "the freeze is not in force");
  }
  if (order.document.empty()) {
    return refuse(reply, result::paper_missing, "the order names no legal paper");
  }
  const bool limited = freeze.number(1) == 0;
  const Fen bound = limited ? Fen{freeze.number(2)} : account->balance;
  if (*order.amount > std::min(bound, account->balance)) {
    return refuse(reply, result::amount_differs, "the freeze does not hold as much");
  }
  const bool stays = order.payee->institution == rules_.institution;
  const auto payee = stays ? find_account(order.payee->account) : std::nullopt;
  if (stays && !payee) {
    return refuse(reply, result::account_absent, "the payee has no account here");
  }
  Posting posting;
  posting.side = stays ? Side::internal : Side::debit;
  posting.time = booked_at(now);
  posting.payer = order.account;
  posting.payer_name = account->name;
  posting.payer_institution = rules_.institution;
  posting.payee = order.payee->account;
  posting.payee_name = stays ? payee->name : order.payee->name;
  posting.payee_institution = order.payee->institution;
  posting.amount = *order.amount;
  posting.kind = "transfer";
  add_posting(std::move(posting));
  if (limited) {
    db_.run(
        "UPDATE freeze SET amount_fen = amount_fen - ?1,"
        " released_ms = CASE WHEN amount_fen = ?1 THEN ?2 ELSE released_ms END"
        " WHERE application_id = ?3",
        {order.amount->value(), base::to_unix_ms(now), order.original_application_id});
  }
  reply.balance = find_account(order.account)->balance;
  reply.held = bound - *order.amount;
  reply.start = now;
}

// A payment within this bank goes back while the payee's free balance covers it; what went to
// another bank that one would have to let go of, and there is no word between banks for it here.
void Ledger::call_back(const Order& order, Instant now, Reply& reply) {
  const auto& said = order.justification;
  const auto rows =
      said ? db_.run(
                 "SELECT payee, payee_institution FROM posting WHERE payer = ? AND amount_fen = ?"
                 " AND side <> 2 AND ? IN (serial, clearing, remote_serial)",
                 {order.account, said->amount.value(), said->serial})
           : std::vector<Row>{};
  if (rows.empty()) {
    return refuse(reply, result::payment_not_found, "no such payment was made from this account");
  }
  if (rows.front().text(1) != rules_.institution) {
    return refuse(reply, result::not_recalled, "the money is at another bank, which did not agree");
  }
  Payment back;
  back.payer = rows.front().text(0);
  back.payee = order.account;
  back.payee_name = find_account(order.account)->name;
  back.payee_institution = rules_.institution;
  back.amount = said->amount;
  back.serial = "RC-" + order.application_id;
  if (const auto paid = pay(back, now); !paid) {
    return refuse(reply, result::not_recalled, paid.error().message);
  }
  reply.balance = find_account(order.account)->balance;
}

void Ledger::switch_off(const Order& order, Instant now, Reply& reply) {
  const bool is_url = order.code == message::block_url;
  if (!is_url && !find_account(order.mark)) {
    return refuse(reply, result::account_absent, "no such number or profile here");
  }
  const Instant end = now + std::chrono::hours{order.term_hours};
  db_.run("INSERT INTO switched VALUES(?, ?, ?, ?, NULL)",
          {order.application_id, order.code, order.mark, base::to_unix_ms(end)});
  reply.start = now;
  reply.end = end;
}

void Ledger::switch_on(const Order& order, Instant now, Reply& reply) {
  const auto rows =
      db_.run("SELECT ends_ms, released_ms IS NULL FROM switched WHERE application_id = ?",
              {order.original_application_id});
  if (rows.empty()) {
    return refuse(reply, result::payment_not_found, "the order to end is not known here");
  }
  if (rows.front().number(1) == 0) {
    return refuse(reply, result::already_processed, "it was switched on before");
  }
  if (rows.front().number(0) <= base::to_unix_ms(now)) {
    return refuse(reply, result::release_expired, "it had come back by itself");
  }
  db_.run("UPDATE switched SET released_ms = ? WHERE application_id = ?",
          {base::to_unix_ms(now), order.original_application_id});
  reply.end = now;
}

bool Ledger::is_switched_off(const std::string& mark, Instant now) {
  return !db_.run("SELECT 1 FROM switched WHERE mark = ? AND released_ms IS NULL AND ends_ms > ?",
                  {mark, base::to_unix_ms(now)})
              .empty();
}

}  // namespace holdfast::bank
