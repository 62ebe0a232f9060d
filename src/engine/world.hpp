// The world as the feeds tell it: the fund graph, who its accounts are, the texts of its transfers,
// and the door where duplicates stop.
//
// One writer (the engine thread); any number of readers. What a batch adds is written down as a
// segment (segment.hpp) and a replay of all segments makes the same world: same ids, same
// sequences. Texts stay there: numbers, names and serials of long ago are read from the journal
// again. What is in memory can be written down as an image and mapped by a later process.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/fen.hpp"
#include "base/instant.hpp"
#include "core/house.hpp"
#include "engine/account_book.hpp"
#include "engine/feed_row.hpp"
#include "engine/legs.hpp"
#include "engine/segment.hpp"
#include "engine/segment_store.hpp"
#include "fund/duplicates.hpp"
#include "fund/graph.hpp"

namespace holdfast::engine {

class World : private fund::Register {
 public:
  struct Options {
    fund::HashKey hash_key = {};  // secret: outsiders must not choose texts that collide
    base::Milliseconds legs_tolerance = std::chrono::seconds{120};
    SegmentStore::Read read_segments = {};  // from the journal; without it all texts stay in memory
    OpenText open = {};                     // unseals what a segment holds of accounts
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
                          const core::Routing& routing, Segment& segment) {
    return account({number, institution, identity(number, institution)}, naming, routing, segment);
  }
  void name_account(base::AccountId account, Naming naming, Segment& segment);
  enum class Taken { fresh, duplicate, leg };
  struct Taking {
    Taken how = Taken::fresh;
    base::Sequence sequence;  // of the transfer itself, or of the one it repeats
  };
  /// Whose feed rows come from.
  struct Source {
    std::string_view feed;
    fund::FeedId id;
  };
  [[nodiscard]] Source source(std::string_view feed) { return {feed, feed_id(feed)}; }
  /// Takes one row through the door into the graph.
  Taking take(const RowView& row, std::string_view feed, base::Instant learned,
              const core::Routing& routing, Segment& segment) {
    const auto from = source(feed);
    return take(row, keys_of(row, from), from, learned, routing, segment);
  }
  /// Many rows lie anywhere in memory. Who takes them one after the other asks ahead: for what the
  /// keys of a row lead to, and some rows later for what that leads to, and once more.
  struct RowKeys {
    fund::KeyIndex::Identity payer;
    fund::KeyIndex::Identity payee;
    fund::Door::Ticket ticket;
  };
  void ask_for_slots(const RowKeys& keys) const;
  void ask_for_records(const RowKeys& keys) const;
  void ask_for_logs(const RowKeys& keys) const;
  Taking take(const RowView& row, const RowKeys& keys, const Source& from, base::Instant learned,
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
  /// What was added since the last turn is one batch. The next turn may begin before it is in the
  /// journal, but not end; its segment stays as it is until then.
  void end_turn();
  /// The batch of the turn that ended is in the journal; `segment` is as it stands there,
  /// `transfers` are those in it.
  void committed(port::BatchSeq batch, std::string_view segment, SegmentTransfers transfers);
  /// Applies what an earlier process wrote down, `bytes` as the journal has it. Batches come in
  /// order, those without a segment too. Errors: corrupt; the world is not to be used then.
  [[nodiscard]] base::Result<void> apply(port::BatchSeq batch, Segment segment,
                                         std::string_view bytes);
  /// Everything that was committed. Not within a turn.
  void write_to(base::ImageOut& out) const;
  /// Instead of anything else. Errors: corrupt, io.
  [[nodiscard]] base::Result<void> read_from(const base::ImageIn& in);
  /// As Graph::give_back.
  [[nodiscard]] bool give_back(const base::ImageIn& image, fund::Graph::GivingBack& progress,
                               std::size_t bytes_max) {
    return graph_.give_back(image, progress, bytes_max);
  }

  /// Any one thread, beside the writer: as Graph::prepare.
  void prepare(std::size_t transfers) { graph_.prepare(transfers); }

  // ---- Readers. ----
  /// Nothing where the feed never spoke yet.
  [[nodiscard]] std::optional<Source> find_source(std::string_view feed) const;
  /// Work on a row that can be done before the writer has it.
  [[nodiscard]] RowKeys keys_of(const RowView& row, const Source& from) const;
  [[nodiscard]] const fund::Graph& graph() const { return graph_; }
  /// Who an account is; reads from the journal where nobody asked for long.
  [[nodiscard]] AccountFacts facts(base::AccountId account) const { return book_.facts(account); }
  [[nodiscard]] std::string institution(base::AccountId account) const {
    return book_.institution(account);
  }
  [[nodiscard]] std::optional<base::AccountId> find(std::string_view number,
                                                    std::string_view institution) const;
  /// The texts that a transfer came with, and whose feed it was. Read from the journal where nobody
  /// asked for long; empty where the journal has dropped them.
  struct Texts {
    std::string id;
    std::string serial;
    std::string clearing;
    std::string feed;
  };
  [[nodiscard]] Texts texts(base::Sequence sequence) const;
  /// The journal's batch that a durable transfer came with; 0 where the journal has dropped it.
  [[nodiscard]] port::BatchSeq batch_of(base::Sequence sequence) const;
  /// Whose feed it was, without a look into the journal.
  [[nodiscard]] std::string feed(base::Sequence sequence) const;
  /// Legs merged away, with the transfer they were merged into.
  struct MergedLeg {
    base::Sequence into;
    std::string feed;
    base::Instant time;
    bool certain = false;
    bool split = false;
  };
  [[nodiscard]] std::optional<MergedLeg> merged_leg(base::Sequence into) const;
  /// Bytes in memory, texts within their budget left out. Writer only.
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Named {
    std::string_view number;
    std::string_view institution;
    fund::KeyIndex::Identity who;
  };
  base::AccountId account(const Named& named, Naming naming, const core::Routing& routing,
                          Segment& segment);
  [[nodiscard]] fund::KeyIndex::Identity identity(std::string_view number,
                                                  std::string_view institution) const;
  void append(const SegmentEntry& entry, fund::FeedId feed, std::size_t place);
  void append_split(const SegmentEntry& entry, fund::FeedId feed, std::size_t place);
  void keep_leg(const SegmentEntry& leg, fund::FeedId feed, std::size_t place);
  fund::FeedId feed_id(std::string_view feed);
  // What the door asks.
  [[nodiscard]] bool bears(base::Sequence sequence, fund::FeedId feed,
                           std::string_view serial) const override;
  [[nodiscard]] fund::Numbers numbers_of(base::Sequence sequence) const override;
  [[nodiscard]] std::optional<SegmentTransfer> entry_of(const Leg& leg) const;
  [[nodiscard]] base::Result<void> apply_accounts(const Segment& segment);
  [[nodiscard]] base::Result<void> apply_transfers(const Segment& segment);
  [[nodiscard]] std::uint64_t key_check() const;
  /// A turn's entries, and where those with a sequence stand among them.
  struct Entries {
    const Segment* segment = nullptr;
    std::vector<std::uint32_t> places;
    [[nodiscard]] SegmentEntry at(std::uint64_t nth) const {
      return segment->transfers[places[nth]];
    }
  };
  /// Entries are added to this segment now, and to no other until the turn ends.
  void work_on(const Segment& segment);

  fund::HashKey hash_key_;
  SegmentStore store_;
  AccountBook book_;
  fund::Graph graph_;
  fund::Door door_;
  Legs legs_;
  mutable std::shared_mutex feeds_lock_;
  std::map<std::string, fund::FeedId, std::less<>> feeds_;
  std::vector<std::string> feed_names_;      // in the order of their first report
  port::BatchSeq batch_ = 1;                 // of the turn that entries are added to
  Entries turn_;                             // its own
  std::optional<Entries> ended_;             // of the turn before, until it is in the journal
  std::atomic<std::uint64_t> committed_{0};  // transfers
};

/// A card number, which stands for itself whatever its institution.
[[nodiscard]] bool stands_for_itself(std::string_view number);
/// The key under which the graph knows an account: a card number stands for itself, any other
/// number stands with its institution.
[[nodiscard]] std::string account_key(std::string_view number, std::string_view institution);

}  // namespace holdfast::engine
