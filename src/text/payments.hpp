// Which amounts of a text are payments that went through, and which way. A small network decides,
// from what the text says around an amount (money_words.hpp), what became of the amounts before it,
// and where else the same amount is said. Learned from the ledgers of the corpus.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "text/corpus.hpp"
#include "text/money_words.hpp"
#include "text/net.hpp"
#include "text/sketch.hpp"

namespace holdfast::text {

inline constexpr std::size_t payment_buckets = 1U << 17;

/// What an amount is to the ledger.
enum class Role : std::uint8_t { none, out, back };

/// The amounts of one text, asked in their order.
class Payments {
 public:
  /// All outlive this. `fens`: what each span is worth, 0 for one that is no amount.
  Payments(const Sketch& sketch, std::span<const Span> spans, std::span<const std::int64_t> fens);

  /// The role of each span. `lean` is added to the logarithm of a payment's odds.
  [[nodiscard]] std::vector<Role> roles(const Net& net, double lean) const;

  /// An amount of the text.
  struct Mention {
    std::size_t span = 0;
    std::int64_t fen = 0;
    std::size_t token = 0;
    std::optional<std::size_t> before;  // the last mention of as much
    std::optional<std::size_t> after;   // the next
  };
  [[nodiscard]] std::span<const Mention> mentions() const { return mentions_; }
  /// Features of a mention, each once; `roles` of the spans before it are known.
  [[nodiscard]] std::vector<std::uint32_t> features(std::size_t mention,
                                                    std::span<const Role> roles) const;

 private:
  class Features;
  struct Words;
  struct Past;
  /// The tokens before an amount or behind it.
  [[nodiscard]] Words look(std::size_t token, bool ahead) const;
  /// What is said of paying between an amount and the next, or the one before.
  [[nodiscard]] std::uint64_t outcome(std::size_t token, bool ahead) const;
  /// The amounts next to a mention add up to it.
  [[nodiscard]] bool is_sum(std::size_t mention, bool ahead) const;
  [[nodiscard]] Past past(std::size_t mention, std::span<const Role> roles) const;
  void add_words(const Words& before, const Words& behind, Features& features) const;
  void add_past(std::size_t mention, const Past& past, const Words& before, const Words& behind,
                Features& features) const;
  void add_same(std::size_t mention, std::uint64_t earlier, const Words& before,
                const Words& behind, Features& features) const;
  void add_outcome(std::size_t token, const Words& before, const Words& behind,
                   Features& features) const;
  void add_characters(std::size_t span, Features& features) const;

  const Sketch& sketch_;
  std::vector<Token> tokens_;
  std::vector<std::uint8_t> speaker_;  // of each token: 1 or 2 in talks
  std::vector<Mention> mentions_;
  bool is_talk_ = false;
};

/// Learns from the marks and ledgers of the records; the same records give the same net.
[[nodiscard]] Net train_payments(std::span<const Record* const> records);

}  // namespace holdfast::text
