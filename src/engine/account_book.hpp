// Who the accounts are, as far as anybody told us.
//
// Numbers and names are personal: in memory in the clear only for accounts that were asked for or
// told of lately; of all others a card of 24 bytes says in which batch of the journal they stand,
// sealed, and from there they are read when somebody asks. The keyed hash of a name tells news from
// what is known without looking.
//
// One writer, any number of readers.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/image.hpp"
#include "engine/segment.hpp"
#include "engine/segment_store.hpp"
#include "fund/arena.hpp"
#include "fund/key_index.hpp"

namespace holdfast::engine {

/// Who an account is.
struct AccountFacts {
  std::string number;
  std::string name;
  std::string institution;
};

class AccountBook {
 public:
  /// `store` outlives the book. `open` unseals what the journal holds; without it everything stays
  /// in memory in the clear.
  AccountBook(const fund::HashKey& hash_key, const SegmentStore& store, OpenText open)
      : hash_key_(hash_key), store_(store), open_(std::move(open)) {}

  // ---- Writer. ----
  /// Takes news about an account that `batch`, which may be the one under way, brings.
  void note(const SegmentAccount& news, port::BatchSeq batch);
  /// The batch is durable: what nobody asked for lately may leave memory.
  void settle();
  /// The name is not what is known, or it comes from a better source: worth noting.
  [[nodiscard]] bool is_news(base::AccountId account, std::string_view name,
                             NameSource source) const;
  [[nodiscard]] bool has_institution(base::AccountId account) const;
  /// Asks for the memory of the account's card.
  [[gnu::always_inline]] void prefetch(base::AccountId account) const {
    __builtin_prefetch(&cards_[account.value()]);
  }

  // ---- Any thread. ----
  [[nodiscard]] AccountFacts facts(base::AccountId account) const;
  /// Without a look into the journal.
  [[nodiscard]] std::string institution(base::AccountId account) const;
  [[nodiscard]] std::size_t bytes() const;

  void write_to(base::ImageOut& out) const;
  /// Errors: corrupt, io.
  [[nodiscard]] base::Result<void> read_from(const base::ImageIn& in);

 private:
  struct Card {
    std::uint64_t name_hash = 0;     // 0: no name
    std::uint32_t number_batch = 0;  // 0: no number
    std::uint32_t name_batch = 0;
    std::uint32_t institution = 0;  // 1 and up: place in institutions_
    NameSource name_source = NameSource::nobody;
  };
  static_assert(sizeof(Card) == 24);
  struct Plain {
    std::optional<std::string> number;
    std::optional<std::string> name;
  };
  using Plains = std::unordered_map<base::AccountId, Plain>;

  [[nodiscard]] std::uint64_t hash_of(std::string_view name) const;
  [[nodiscard]] Card own_card(base::AccountId account) const;
  [[nodiscard]] Plain& recent(base::AccountId account) const;
  [[nodiscard]] std::string unsealed(base::AccountId account, port::BatchSeq batch,
                                     std::string_view SegmentPage::Sealed::*which) const;
  std::uint32_t institution_id(const std::string& code);

  fund::HashKey hash_key_;
  const SegmentStore& store_;
  OpenText open_;
  mutable std::shared_mutex lock_;  // guards what follows
  fund::Arena<Card, fund::KeyIndex::accounts_max> cards_;
  std::size_t count_ = 0;
  std::vector<std::string> institutions_;
  std::map<std::string, std::uint32_t, std::less<>> institution_ids_;
  mutable Plains young_;  // asked for or told of lately
  mutable Plains old_;    // before that: what is asked for again becomes young
};

}  // namespace holdfast::engine
