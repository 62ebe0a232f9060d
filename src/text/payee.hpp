// To which account a payment went: among the accounts that a text names, or none. A linear model
// over how account and amount stand to each other ranks them, learned from the marks and ledgers of
// the corpus by a perceptron.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/corpus.hpp"
#include "text/sketch.hpp"
#include "text/weights.hpp"

namespace holdfast::text {

inline constexpr std::size_t payee_buckets = 1U << 15;
/// The column of the table that ranks accounts.
inline constexpr std::size_t payee_column = 0;

/// Digits and letters of a card or Alipay account as written, in half width.
[[nodiscard]] std::string plain_account(std::u32string_view folded, const Span& account);

class Payees {
 public:
  /// All outlive this.
  Payees(std::u32string_view folded, const Sketch& sketch, const Sentences& sentences,
         std::span<const Span> spans);

  struct Asked {
    std::size_t amount = 0;                  // its span
    std::size_t ordinal = 0;                 // of the payment among those of the text
    std::optional<std::size_t> last;         // the account of the payment before, as a span
    std::optional<std::size_t> last_amount;  // the payment before, as a span
  };
  /// The span of the account; nothing where none fits.
  [[nodiscard]] std::optional<std::size_t> of(const Table& model, const Asked& asked) const;
  /// The victim's own account, said just before the amount.
  [[nodiscard]] std::optional<std::size_t> payer_of(std::size_t amount) const;

  /// Buckets of the features of a candidate; nothing: of there being none.
  [[nodiscard]] std::vector<std::uint32_t> features(const Asked& asked,
                                                    std::optional<std::size_t> account) const;
  /// Spans of cards and Alipay accounts.
  [[nodiscard]] std::span<const std::size_t> accounts() const { return accounts_; }
  /// Two spans are the same account.
  [[nodiscard]] bool is_same(std::size_t one, std::size_t other) const {
    return number_[one] == number_[other];
  }

 private:
  [[nodiscard]] bool is_own(const Span& account) const;

  std::u32string_view folded_;
  const Sketch& sketch_;
  const Sentences& sentences_;
  std::span<const Span> spans_;
  std::vector<std::size_t> accounts_;
  std::vector<std::size_t> number_;   // of each span: which account it is, from 1; 0 for no account
  std::vector<std::size_t> amounts_;  // how many come before each span
  std::size_t different_ = 0;         // accounts
};

/// Learns what ranks accounts from the marks and ledgers of the records.
[[nodiscard]] Table train_payees(std::span<const Record* const> records);

/// Which rows of the ledger the amounts of a record are: -1 for none. In order, the first amount
/// of that value that is not taken.
[[nodiscard]] std::vector<int> rows_of(const Record& record, std::u32string_view folded);

}  // namespace holdfast::text
