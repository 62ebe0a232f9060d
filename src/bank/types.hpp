// What a bank speaks about. Plain values; a request's text fields are as the sender wrote them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/fen.hpp"
#include "base/instant.hpp"

namespace holdfast::bank {

struct Account {
  std::string number;
  std::string name;
  std::string type = "01";  // 01 person, 02 company, 03 merchant code that settles elsewhere
  std::string phone = {};
  base::Fen balance = {};
};

/// What holds an account's debits back.
struct Holds {
  bool whole = false;         // no debit at all
  base::Fen limited;          // the sum that debits must leave
  bool bars_credits = false;  // no credit either
};

/// A customer of this bank pays.
struct Payment {
  std::string payer;
  std::string payee;
  std::string payee_name;
  std::string
      payee_institution;  // empty: money leaves the banks (cash, merchant, overseas, crypto)
  base::Fen amount;
  std::string kind = "transfer";
  std::optional<base::Instant> time = {};  // default: now
  std::string serial = {};                 // the customer's channel may number it: then idempotent
};

/// Another bank's customer paid a customer of this one. `clearing` makes it idempotent.
struct Credit {
  std::string payer;
  std::string payer_name;
  std::string payer_institution;
  std::string payee;
  base::Fen amount;
  std::string kind = "transfer";
  base::Instant time;  // when this bank books it, some time after the paying bank
  std::string clearing;
  std::string remote_serial;  // the paying bank's own number
};

enum class Side { internal, debit, credit };

/// One line of the ledger.
struct Posting {
  std::int64_t number = 0;  // 1, 2, 3, ... of this bank
  std::string serial;
  Side side = Side::internal;
  base::Instant time;
  std::string payer;
  std::string payer_name;
  std::string payer_institution;
  std::string payee;
  std::string payee_name;
  std::string payee_institution;
  base::Fen amount;
  std::string kind;
  std::string clearing;
  std::string remote_serial;
  base::Fen payer_balance;  // after, where the payer is ours
  base::Fen payee_balance;  // after, where the payee is ours
};

/// The message codes of the police's orders and of the answers to them.
namespace message {
inline constexpr const char* stop = "100101";
inline constexpr const char* release = "100103";
inline constexpr const char* extend = "100105";
inline constexpr const char* freeze = "100201";
inline constexpr const char* freeze_release = "100203";
inline constexpr const char* freeze_renewal = "100205";
inline constexpr const char* transactions = "100301";
inline constexpr const char* subject = "100303";
// Messages of our own beside the public set (doc/formats/xml-profile.md).
inline constexpr const char* protect = "300101";
inline constexpr const char* unprotect = "300103";
inline constexpr const char* evidence = "300201";
inline constexpr const char* give_back = "300301";
inline constexpr const char* recall = "300401";
inline constexpr const char* suspend_number = "400101";
inline constexpr const char* restore_number = "400103";
inline constexpr const char* block_url = "400201";
inline constexpr const char* unblock_url = "400203";
inline constexpr const char* suspend_profile = "400301";
inline constexpr const char* restore_profile = "400303";
}  // namespace message

/// Transport answers: whether the message as such arrived.
namespace transport {
inline constexpr const char* accepted = "100000";
inline constexpr const char* bad_format = "200001";
inline constexpr const char* duplicate = "200003";
inline constexpr const char* closed = "200006";
inline constexpr const char* not_found = "200010";
}  // namespace transport

/// Business results: what the bank did.
namespace result {
inline constexpr const char* done = "0000";
inline constexpr const char* amount_differs = "0200";
inline constexpr const char* account_absent = "0300";
inline constexpr const char* name_differs = "0301";
inline constexpr const char* payment_not_found = "0400";
inline constexpr const char* malformed = "0500";
inline constexpr const char* paper_missing = "0600";
inline constexpr const char* beyond_term = "0802";
inline constexpr const char* not_supported = "1000";
inline constexpr const char* already_processed = "0900";
inline constexpr const char* partial = "1200";
inline constexpr const char* bank_failed = "1300";
inline constexpr const char* limit_frozen = "1302";
inline constexpr const char* fully_frozen = "1303";
inline constexpr const char* too_many_stops = "1304";
inline constexpr const char* extension_expired = "1800";
inline constexpr const char* release_expired = "1900";
inline constexpr const char* not_recalled = "3100";
}  // namespace result

/// The payment that justifies a stop: it must really have arrived.
struct Justification {
  std::string payer;
  std::string payer_name;
  base::Fen amount;
  base::Instant time;
  std::string serial;  // may be empty
};

/// How much of an account a freeze binds: freezeType 01, 02, 03.
enum class FreezeScope { limited = 1, in_only = 2, full = 3 };

/// An earlier freeze that a new one stands behind.
struct Former {
  std::string department;
  std::optional<base::Fen> amount = {};  // none: the whole account
  base::Instant until;
};

/// What a simulated partner is: it answers the messages of its own kind.
enum class PartnerKind { bank, telecom, internet };

/// What is wanted as evidence.
struct EvidenceAsk {
  std::string kind;  // opening_file, device_log, camera, vouchers
  std::string place;
  std::vector<std::string> serials = {};
  std::optional<base::Instant> overwrites_at = {};
};

/// Where returned money goes.
struct Payee {
  std::string account;
  std::string name;
  std::string institution;
};

struct Order {
  std::string code;
  std::string application_id;
  std::string case_number;
  std::string account;
  std::string account_name;
  bool name_unknown = false;
  std::optional<base::Fen> amount = {};  // none: the whole account
  std::optional<Justification> justification = {};
  std::string reason;
  std::string article;
  std::int64_t term_hours = 48;
  std::string original_application_id;
  std::optional<base::Instant> from = {};    // transaction query
  std::optional<base::Instant> until = {};   // exclusive
  FreezeScope scope = FreezeScope::limited;  // of a freeze
  int term_months = 0;
  bool queue = false;                      // takes its place behind what is there
  bool papers_later = false;               // an emergency: the paper's number follows
  std::string document;                    // number of the legal paper
  std::string organisation;                // who freezes
  std::vector<std::string> replaces = {};  // stops whose money the freeze takes over
  std::string institution;                 // towards a hub
  std::optional<EvidenceAsk> evidence = {};
  std::optional<Payee> payee = {};  // of a return
  std::string mark;                 // the number, address or profile
  std::string platform;             // of a profile
  std::string body;                 // as received
};

/// A file that was handed over.
struct EvidenceFile {
  std::string reference;
  std::string sha256;
};

struct Reply {
  std::string code;  // order's code + 1
  std::string application_id;
  std::string bank_number;
  std::string result;
  std::string message;
  std::string account;
  std::optional<base::Fen> balance = {};
  std::optional<base::Fen> held = {};
  std::optional<base::Instant> start = {};
  std::optional<base::Instant> end = {};
  base::Instant feedback_time;
  bool queued = false;  // of a freeze: it waits behind `former`
  std::optional<Former> former = {};
  std::optional<Account> subject = {};
  std::optional<EvidenceFile> evidence = {};
  std::vector<Posting> rows = {};
  bool has_rows = false;
  bool rows_cut = false;
};

/// What goes wrong on purpose. Rates are per million orders.
struct Faults {
  std::uint64_t refuse_rate = 0;           // answered 1300: the bank failed
  std::uint64_t drop_ack_rate = 0;         // taken, but never acknowledged
  std::uint64_t duplicate_reply_rate = 0;  // the result is sent twice
  std::uint64_t slow_rate = 0;             // the result comes `slow_ms` later
  std::int64_t slow_ms = 2000;
  std::optional<base::Instant> outage_from = {};
  std::optional<base::Instant> outage_until = {};

  [[nodiscard]] bool is_out(base::Instant now) const {
    return outage_until && now < *outage_until && (!outage_from || now >= *outage_from);
  }
};

}  // namespace holdfast::bank
