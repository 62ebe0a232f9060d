// JSON in and out; the one place of this layer that sees a JSON library. Any thread.
//
// Errors are bad_input with `where` as a JSON pointer. Unknown members are passed over.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bank/types.hpp"
#include "base/result.hpp"

namespace holdfast::bank {

[[nodiscard]] base::Result<Account> parse_account(std::string_view body);
[[nodiscard]] base::Result<Payment> parse_payment(std::string_view body);
/// Without its time: whoever books it sets that.
[[nodiscard]] base::Result<Credit> parse_credit(std::string_view body);
[[nodiscard]] base::Result<Order> parse_order(std::string_view body);
/// Members that are not there keep their value in `current`; `outage_ms` counts from `now`.
[[nodiscard]] base::Result<Faults> parse_faults(std::string_view body, const Faults& current,
                                                base::Instant now);

struct Ack {
  std::string code = transport::accepted;
  std::string application_id = {};
  std::string bank_number = {};
  std::string platform_number = {};
  base::Instant received_at = {};
  std::string message = {};
  std::string reply = {};  // the result's JSON, where it is known already
};
[[nodiscard]] std::string to_json(const Ack& ack);
[[nodiscard]] base::Result<Ack> parse_ack(std::string_view body);

[[nodiscard]] std::string to_json(const Account& account, const Holds& holds);
[[nodiscard]] std::string to_json(const Posting& posting);
[[nodiscard]] std::string to_json(const Reply& reply);
[[nodiscard]] std::string to_json(const Faults& faults);
/// A credit that tells the payee's bank of a debit posting.
[[nodiscard]] std::string credit_json(const Posting& debit);
/// One NDJSON line of the feed, with its line end.
[[nodiscard]] std::string feed_line(const Posting& posting);
/// {"application_id","state",...} for whoever polls; `reply` is JSON or empty.
[[nodiscard]] std::string order_state_json(const Ack& ack, std::string_view state);

/// What a hub must read of a bank's reply, and the reply with its own number put in.
struct ReplyHead {
  std::string application_id;
  std::string bank_number;
  std::string result;
};
[[nodiscard]] base::Result<ReplyHead> parse_reply_head(std::string_view body);
[[nodiscard]] std::string with_platform_number(std::string_view reply, std::string_view number);

/// What is told otherwise than it is.
struct Alteration {
  std::string result = {};  // empty: as it is, as all that follow
  std::string message = {};
  std::string account = {};
  std::optional<std::int64_t> held_percent = {};
};
[[nodiscard]] std::string altered(std::string_view reply, const Alteration& by);

/// "100101" -> "100102".
[[nodiscard]] std::string reply_code(std::string_view order_code);

}  // namespace holdfast::bank
