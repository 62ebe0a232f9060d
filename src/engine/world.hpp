// The world as the feeds tell it: the fund graph, who its accounts are, the texts of its transfers,
// and the door where duplicates stop.
//
// One writer (the engine thread); any number of readers. What a batch adds is written down as a
// segment (segment.hpp) and a replay of all segments makes the same world: same ids, same
// sequences.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/fen.hpp"
#include "base/instant.hpp"
#include "core/house.hpp"
#include "engine/segment.hpp"
#include "engine/texts.hpp"
#include "fund/duplicates.hpp"
#include "fund/graph.hpp"

namespace holdfast::engine {

/// One transfer as a feed tells it, with text of its own.
struct FeedRow {
  std::string id;
  std::string serial;
  std::string clearing;
  base::Instant time;
  std::string payer;
  std::string payee;
  std::string payer_name;
  std::string payee_name;
  std::string payer_institution;
  std::string payee_institution;
  base::Fen amount;
  fund::Kind kind = fund::Kind::transfer;
};

/// Who an account is, as far as anybody told us.
struct AccountFacts {
  std::string number;
  std::string name;
  std::string institution;
};

class World : private fund::Register {
 public:
  struct Options {
    fund::HashKey hash_key = {};  // secret: outsiders must not choose texts that collide
    base::Milliseconds legs_tolerance = std::chrono::seconds{120};
  };
  World();
  explicit World(const Options& options);
  ~World() override;

  // ---- Writer. ----
  /// The account's id; a new one, or a new name or institution, is noted in `segment`. A name from
  /// a better source replaces one from a worse.
  struct Naming {
    std::string_view name;
    NameSource source = NameSource::nobody;
  };
  base::AccountId account(std::string_view number, std::string_view institution, Naming naming,
                          const core::Routing& routing, Segment& segment);
  void name_account(base::AccountId account, Naming naming, Segment& segment);
  enum class Taken { fresh, duplicate, leg };
  struct Taking {
    Taken how = Taken::fresh;
    base::Sequence sequence;  // of the transfer itself, or of the one it repeats
  };
  /// Takes one row through the door into the graph.
  Taking take(const FeedRow& row, std::string_view feed, base::Instant learned,
              const core::Routing& routing, Segment& segment);
  /// A bank stated the balance of an account.
  void state_balance(base::AccountId account, base::Fen balance, base::Instant at,
                     base::Instant learned, Segment& segment);
  /// A reply showed that an exit is an account: payments of an exit kind that reach it after
  /// `since` are credits (TRACE "Exits can open again"). Nothing where it was open by then. An
  /// account that no time is told of was one as far back as any payment: say base::from_unix_ms(0).
  void open_exit(base::AccountId account, base::Instant since, base::Instant learned,
                 Segment& segment);
  /// When the reply came, where one showed that this exit is an account.
  [[nodiscard]] std::optional<base::Instant> opened_at(base::AccountId account) const;
  /// Undoes the merging of a leg: it becomes a transfer of its own. Errors: not_found.
  [[nodiscard]] base::Result<base::Sequence> split(base::Sequence merged_into, Segment& segment,
                                                   base::Instant learned);
  /// Applies what an earlier process wrote down.
  [[nodiscard]] base::Result<void> apply(const Segment& segment);

  // ---- Readers. ----
  [[nodiscard]] const fund::Graph& graph() const { return graph_; }
  [[nodiscard]] AccountFacts facts(base::AccountId account) const;
  [[nodiscard]] std::optional<base::AccountId> find(std::string_view number,
                                                    std::string_view institution) const;
  [[nodiscard]] TransferTexts::Texts texts(base::Sequence sequence) const {
    return texts_.at(sequence);
  }
  /// Legs merged away, with the transfer they were merged into.
  struct MergedLeg {
    base::Sequence into;
    std::string feed;
    std::string serial;
    base::Instant time;
    bool certain = false;
    bool split = false;
  };
  [[nodiscard]] std::optional<MergedLeg> merged_leg(base::Sequence into) const;
  /// Everything, as one segment, for a snapshot.
  [[nodiscard]] Segment dump(fund::Snapshot snapshot) const;

 private:
  struct Person {
    std::string number;
    std::string name;
    std::string institution;
    NameSource name_source = NameSource::nobody;
  };
  /// A second leg, where in the order of arrival it came, and what became of it.
  struct Leg {
    SegmentTransfer entry;
    base::Sequence arrived;  // the next sequence at that moment
    std::optional<base::Sequence> split_at;
  };
  void append(const SegmentTransfer& transfer);
  void append_split(const SegmentTransfer& transfer);
  void keep_leg(const SegmentTransfer& leg);
  /// Writer: of the legs merged into a transfer, the first that was not taken apart.
  [[nodiscard]] const Leg* oldest_whole_leg(base::Sequence merged_into) const;
  fund::FeedId feed_id(const std::string& feed);
  // What the door asks.
  [[nodiscard]] bool bears(base::Sequence sequence, fund::FeedId feed,
                           std::string_view serial) const override;
  [[nodiscard]] fund::Numbers numbers_of(base::Sequence sequence) const override;
  fund::Candidate candidate_of(const SegmentTransfer& entry);
  [[nodiscard]] SegmentTransfer entry_at(base::Sequence sequence) const;
  void apply_account(const SegmentAccount& account);

  fund::Graph graph_;
  fund::Door door_;
  std::map<std::string, fund::FeedId, std::less<>> feeds_;  // in the order of their first report
  TransferTexts texts_;
  mutable std::shared_mutex people_lock_;
  std::vector<Person> people_;
  std::vector<Leg> legs_;  // oldest first; guarded by people_lock_
  // The transfer that legs were merged into -> their places in legs_, oldest first; the same lock.
  std::unordered_map<base::Sequence, std::vector<std::size_t>> legs_of_;
};

/// The key under which the graph knows an account: a card number stands for itself, any other
/// number stands with its institution.
[[nodiscard]] std::string account_key(std::string_view number, std::string_view institution);

}  // namespace holdfast::engine
