// The ledger of a text: payments that went through, in the order of the text, from the victim or
// back. A linear model over the words around each amount decides whether it is such a payment,
// another to which account it went (payee.hpp); when is read from what stands nearest.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/corpus.hpp"
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

/// A text that scores less (classify.hpp) is so surely ordinary that its payments are no ledger of
/// a fraud: none are looked for.
inline constexpr double ledger_score_least = 0.1;

inline constexpr std::size_t ledger_buckets = 1U << 15;

/// What an amount's span says, in fen; 0 where it says nothing.
[[nodiscard]] std::int64_t fen_of(std::u32string_view folded, const Span& span);

/// `spans` are the entities of the text; `report` is when it was taken down (ISO 8601) or empty:
/// 昨天 and a clock alone count from it; `score` is the text's. Linear in the text.
[[nodiscard]] std::vector<Payment> ledger_of(const Table& model, std::u32string_view text,
                                             std::span<const Span> spans, std::string_view report,
                                             double score);

/// Learns which amounts are payments from the marks and ledgers of the records.
[[nodiscard]] Table train_ledger(std::span<const Record* const> records);

}  // namespace holdfast::text
