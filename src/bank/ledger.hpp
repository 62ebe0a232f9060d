// The bank's book: accounts, postings, holds, and the orders that placed them.
//
// Invariants: an account's balance is its opening balance plus what it received minus what it paid,
// and never below zero; no debit passes a live hold, but for a return out of the freeze itself; an
// order is executed once, its decision, hold and reply text in one transaction; at most two stops
// (a stop or an extension) an account. A hold is live from its placing until just before its end,
// unless released.
//
// Every function works inside the Writer's transaction and finds out before it changes anything.
// Time comes in as an argument.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bank/sqlite.hpp"
#include "bank/types.hpp"
#include "base/result.hpp"

namespace holdfast::bank {

struct LedgerRules {
  std::string institution;
  base::Milliseconds time_tolerance{300'000};  // between an order's payment and the book's
  std::int64_t stop_hours_max = 48;            // 银发〔2016〕86号
  std::int64_t stops_max = 2;                  // 银发〔2016〕86号: one repeat or extension
  int freeze_months_max = 12;    // 公安机关办理刑事案件程序规定 第二百四十三条
  std::int64_t rows_max = 1000;  // of a transaction query
  std::int64_t protection_hours_max = 72;
  PartnerKind kind = PartnerKind::bank;
};

struct OrderRecord {
  std::string application_id;
  std::string bank_number;
  std::string state;  // received, done
  base::Instant received;
  base::Instant due;  // when to execute
  std::string body;
  std::string reply;  // JSON, once done
  bool reply_sent = false;
};

class Ledger {
 public:
  Ledger(Database& database, LedgerRules rules) : db_(database), rules_(std::move(rules)) {}

  /// Creates or checks the tables. Errors: corrupt when the file is another institution's or
  /// version.
  [[nodiscard]] base::Result<void> prepare();

  /// Errors: conflict when the number exists with other particulars.
  [[nodiscard]] base::Result<void> open_account(const Account& account);
  [[nodiscard]] std::optional<Account> find_account(std::string_view number);
  [[nodiscard]] Holds live_holds(std::string_view account, base::Instant now);

  /// Errors: not_found (payer, or payee of this bank), refused_by_rule (a hold), conflict (balance
  /// does not suffice, or the serial was used for another payment).
  [[nodiscard]] base::Result<Posting> pay(const Payment& payment, base::Instant now);
  /// Credits pass but where a freeze bars them. Errors: not_found, conflict (that, or the clearing
  /// number was used for another credit).
  [[nodiscard]] base::Result<Posting> credit(const Credit& credit);
  /// What is told of an order that was executed, in place of what came of it.
  void tell_instead(std::string_view application_id, const std::string& reply);
  /// Takes a debit back whose payee's bank refused it. Once.
  void give_back(std::int64_t posting, base::Instant now);

  /// Debits that another bank has not taken yet.
  [[nodiscard]] std::vector<Posting> undelivered();
  void mark_delivered(std::int64_t posting);

  struct Received {
    OrderRecord record;
    bool is_new = false;
    bool same_content = true;
  };
  [[nodiscard]] Received receive(const Order& order, base::Instant now, base::Instant due);
  [[nodiscard]] std::optional<OrderRecord> find_order(std::string_view application_id);
  [[nodiscard]] std::vector<OrderRecord> unfinished_orders();  // not executed or not replied
  /// Decides and executes a received order, once; a second call changes nothing. `bank_fails`: the
  /// simulated bank answers 1300 and does nothing. Queues have been advanced to `now` before.
  enum class Health { works, fails };
  void execute(const Order& order, base::Instant now, Health health);
  void mark_replied(std::string_view application_id);

  /// Freezes whose turn in the queue came by `now` begin, each at the moment when the one before it
  /// ended; their reply says so and is to be sent again. The application ids of these.
  [[nodiscard]] std::vector<std::string> advance_queues(base::Instant now);
  /// When the queue of some account may move on next.
  [[nodiscard]] std::optional<base::Instant> next_advance(base::Instant now);

  /// What was handed over under that name; nothing where there is no such file.
  [[nodiscard]] std::optional<std::string> evidence_file(const std::string& reference);
  /// A number, an address or a profile is switched off at `now`.
  [[nodiscard]] bool is_switched_off(const std::string& mark, base::Instant now);

  /// Postings after `number`, oldest first.
  [[nodiscard]] std::vector<Posting> postings_after(std::int64_t number, std::int64_t limit);
  [[nodiscard]] std::int64_t feed_cursor();
  void set_feed_cursor(std::int64_t number);

  struct Totals {
    base::Fen opened;    // sum of opening balances
    base::Fen balances;  // sum of balances
    base::Fen in;        // credits from other banks
    base::Fen out;       // debits to other banks and out of the banks
  };
  [[nodiscard]] Totals totals();

 private:
  [[nodiscard]] std::int64_t stops_so_far(std::string_view account);
  [[nodiscard]] std::string check_justification(const Order& order);
  void stop(const Order& order, base::Instant now, Reply& reply);
  void extend(const Order& order, base::Instant now, Reply& reply);
  void release(const Order& order, base::Instant now, Reply& reply);
  void list_transactions(const Order& order, Reply& reply);
  void freeze(const Order& order, base::Instant now, Reply& reply);
  void renew_freeze(const Order& order, base::Instant now, Reply& reply);
  void release_freeze(const Order& order, base::Instant now, Reply& reply);
  void protect(const Order& order, base::Instant now, Reply& reply);
  void unprotect(const Order& order, base::Instant now, Reply& reply);
  void hand_over(const Order& order, base::Instant now, Reply& reply);
  void pay_back(const Order& order, base::Instant now, Reply& reply);
  void call_back(const Order& order, base::Instant now, Reply& reply);
  void switch_off(const Order& order, base::Instant now, Reply& reply);
  void switch_on(const Order& order, base::Instant now, Reply& reply);
  void execute_special(const Order& order, base::Instant now, Reply& reply);
  void lift_stops(const Order& order, base::Instant now);
  [[nodiscard]] std::optional<Former> standing_freeze(std::string_view account, base::Instant now,
                                                      bool& whole);
  [[nodiscard]] bool begin_next(std::string_view account, base::Instant now,
                                std::string& application_id);
  void place(const Order& order, std::string_view account, const std::optional<base::Fen>& amount,
             base::Instant now, base::Instant end);
  Posting add_posting(Posting posting);
  void move_balance(std::string_view account, base::Fen by);
  /// `now`, or just after the last order: a balance that was stated to the police never counts what
  /// was booked later in the same millisecond.
  [[nodiscard]] base::Instant booked_at(base::Instant now) const {
    return std::max(now, last_order_ + base::Milliseconds{1});
  }
  [[nodiscard]] std::optional<Posting> find_posting(const std::string& where,
                                                    const std::string& value);

  Database& db_;
  const LedgerRules rules_;
  base::Instant last_order_{};
};

}  // namespace holdfast::bank
