// The ledger of a text: payments that went through, in the order of the text, from the victim or
// back. Which amounts are such payments is decided in payments.hpp, to which account they went in
// payee.hpp; when is read from what stands nearest.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/corpus.hpp"
#include "text/net.hpp"
#include "text/weights.hpp"

namespace holdfast::text {

struct Payment {
  Direction direction = Direction::out;
  std::int64_t amount_fen = 0;
  std::string time;  // ISO 8601 to the day, minute or second; empty where the text ties none
  std::string payer_account;
  std::string payee_account;
  std::string payee_name;
  std::string payee_bank;
};

struct LedgerModel {
  Net payments;  // of `payment_buckets` features
  Table payees;  // of `payee_buckets`
};

/// What an amount's span says, in fen; 0 where it says nothing.
[[nodiscard]] std::int64_t fen_of(std::u32string_view folded, const Span& span);

/// The same of each span; 0 for those of other kinds.
[[nodiscard]] std::vector<std::int64_t> fens_of(std::u32string_view folded,
                                                std::span<const Span> spans);

/// `spans` are the entities of the text; `report` is when it was taken down (ISO 8601) or empty:
/// 昨天 and a clock alone count from it; `score` is the text's: the less it looks like a fraud, the
/// surer a payment must be. Linear in the text.
[[nodiscard]] std::vector<Payment> ledger_of(const LedgerModel& model, std::u32string_view text,
                                             std::span<const Span> spans, std::string_view report,
                                             double score);

/// Learns from the marks and ledgers of the records.
[[nodiscard]] LedgerModel train_ledger(std::span<const Record* const> records);

}  // namespace holdfast::text
