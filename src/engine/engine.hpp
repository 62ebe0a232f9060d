// The engine: one thread that owns the state, a journal that makes it true, and everything that
// follows once it is durable.
//
// A request enters the inbox from any thread. The engine thread takes what is there as one turn: it
// decides and evolves, has it sealed, encoded and appended to the journal as one batch, and only
// then answers the callers, tells the projection, the live stream, the pursuit and the outbox.
// Meanwhile it takes rows of the next turn into the world, and no more than that. A failed append
// ends the process: what reached the disk is unknown, and a restart reads it.
//
// Reads come from the projection (lists and documents), from the graph (traces, on the caller's
// thread, at the durable snapshot) and, for small house matters, from the state by `read`.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "core/command.hpp"
#include "core/decide.hpp"
#include "core/state.hpp"
#include "engine/intake.hpp"
#include "engine/live_event.hpp"
#include "engine/parts.hpp"
#include "engine/patience.hpp"
#include "engine/scoreboard.hpp"
#include "engine/snapshot_keeper.hpp"
#include "engine/world.hpp"
#include "port/journal.hpp"
#include "port/projection.hpp"

namespace holdfast::engine {

/// Who asks, and under which idempotency key (empty: none).
struct Caller {
  std::string actor;
  std::string idempotency_key = {};
  std::string digest = {};  // of what was asked, so that a reused key is told from a retry
};

/// What a caller gets once its request is durable.
struct Done {
  core::Answer answer;
  port::BatchSeq seq = 0;
};
using OnDone = std::function<void(base::Result<Done>)>;

/// A report as it comes from outside: account numbers, not ids. An empty number: not known.
struct ReportedLoss {
  std::string payer_account;
  std::string payer_institution;
  std::string payee_account;
  std::string payee_institution;
  std::string payee_name;
  base::Fen amount;
  base::Instant time;
  std::string serial;
  std::optional<desk::PaidBy> paid_by = {};  // none: as the report or the case says
  std::vector<desk::Particular> particulars = {};
};
struct Report {
  std::string victim_name;
  std::string victim_phone;
  std::string victim_id_no;
  std::string fraud_type;
  desk::PaidBy paid_by = desk::PaidBy::transfer;
  std::string narrative;
  std::vector<ReportedLoss> losses;
  bool authorise_cascade = true;
  std::vector<desk::Trait> traits = {};  // that may tie it to other cases
};

/// A warning as it comes from outside: an account by its number, a person by their telephone. Of
/// `body` the account and the person's digest are filled in.
struct ReportedWarning {
  core::RaiseWarning body;
  std::string account_number;  // empty: none is known
  std::string account_name;
};

/// A statement's end as it comes from outside: accounts by their numbers. Of `body` the failed
/// queries are filled in.
struct EndedStatement {
  struct Failed {
    std::string number;
    std::string institution;
    std::string why;
  };
  core::EndStatement body;
  std::vector<Failed> failed;
};

/// What an institution is told of a payment that waits.
struct Screened {
  desk::Screening screening;
  bool repeated = false;  // asked before: the answer of then
  port::BatchSeq seq = 0;
};

/// One batch of a feed or an import.
struct FeedBatch {
  std::string institution;  // whose feed; empty: an import by hand
  FeedRows rows;
  std::uint64_t refused = 0;                // rows that the reader could not read
  std::optional<base::Instant> as_of = {};  // the feed has told everything up to here
  /// A numbered batch: told again it changes nothing and gets the same answer. Its `seq` is filled
  /// in here.
  core::BatchMark mark = {};
  /// Whose numbers its rows bear, where that is not the institution's feed: what two of these tell
  /// may be two legs of one transfer.
  std::string source = {};
};
struct FeedDone {
  std::uint64_t rows = 0;
  std::uint64_t fresh = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t legs = 0;
  base::Sequence first;  // of the fresh ones
  port::BatchSeq seq = 0;
  bool repeated = false;  // a numbered batch that was taken before
};

/// A partner's business answer as it comes from outside.
struct PartnerReply {
  std::string application_id;
  order::Reply reply;
  std::optional<base::Instant> start;
  std::optional<base::Instant> end;
  std::string registered_name;
  std::optional<base::Instant> balance_at;     // when the stated balance was true
  bool shows_account = false;                  // of a subject query about an exit
  bool queued = false;                         // of a freeze: it waits behind an earlier one
  std::optional<base::Instant> account_since;  // with it; not told: as far back as any payment
  FeedRows rows;                               // of a transaction query
};

class Engine {
 public:
  /// Replays the journal (from the newest snapshot) and starts the threads. Errors: corrupt with
  /// instructions, io.
  [[nodiscard]] static base::Result<std::unique_ptr<Engine>> open(Parts parts, Options options);
  ~Engine();  // finishes the batch under way, writes a snapshot, stops
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // ---- Commands. Any thread; `done` runs on the engine thread after the commit: be quick. ----
  void submit(Caller caller, core::CommandBody body, OnDone done);
  void report(Caller caller, Report report, OnDone done);
  void add_losses(Caller caller, desk::CaseId case_id, std::vector<ReportedLoss> losses,
                  OnDone done);
  /// The account that received payment `index` of the case; of `named` its accounts, names and
  /// serial are looked at. Matching, query and pursuit start from here. Errors: as core::NamePayee.
  void name_payee(Caller caller, desk::CaseId case_id, std::size_t index, ReportedLoss named,
                  OnDone done);
  /// Errors: as core::RaiseWarning.
  void warn(Caller caller, ReportedWarning warning, OnDone done);
  /// Errors: as core::EndStatement.
  void end_statement(Caller caller, EndedStatement ended, OnDone done);
  /// Errors: too_many, when too much of the feeds waits already or memory is at its limit: told at
  /// once, nothing was taken; conflict, when the number of a numbered batch was used for another
  /// one.
  void take(Caller caller, FeedBatch batch, std::function<void(base::Result<FeedDone>)> done);
  void answer_order(Caller caller, PartnerReply reply, OnDone done);
  /// Once `patience` is over the payment counts as one that nobody judged in time. Errors: as
  /// core::ScreenPayment; too_many.
  void screen(Caller caller, core::ScreenPayment payment, std::shared_ptr<Patience> patience,
              std::function<void(base::Result<Screened>)> done);

  // The same, waiting. Not on the engine thread.
  [[nodiscard]] base::Result<Done> submit_and_wait(Caller caller, core::CommandBody body);
  [[nodiscard]] base::Result<FeedDone> take_and_wait(Caller caller, FeedBatch batch);

  // ---- Reads. Any thread. ----
  /// Runs `look` on the engine thread with the durable state, and waits. Keep it under 100 µs.
  void read(const std::function<void(const core::State&)>& look) const;
  /// Lists and documents, at least as new as `min_seq` (waits up to 2 s; unavailable after that).
  [[nodiscard]] base::Result<port::RowPage> list(const port::RowQuery& query,
                                                 port::BatchSeq min_seq = 0);
  [[nodiscard]] base::Result<std::string> find(std::string_view kind, std::string_view id,
                                               port::BatchSeq min_seq = 0);
  [[nodiscard]] const World& world() const;
  /// The transfers that are durable: what a trace may look at.
  [[nodiscard]] fund::Snapshot durable() const;
  [[nodiscard]] port::BatchSeq seq() const;
  [[nodiscard]] base::Instant now() const;
  /// A keyed hash of a personal text, as the projection's search terms hold it.
  [[nodiscard]] std::string search_term(std::string_view text) const;
  /// What RowQuery::words holds to find `text`; empty where it is too short to be looked for.
  [[nodiscard]] std::vector<std::uint32_t> word_terms(std::string_view text) const;

  /// Files beside the journal; null where this engine keeps none.
  [[nodiscard]] port::Files* files() const;
  /// How a durable transfer came in. Reads the journal. Errors: not_found where the journal has
  /// dropped it; corrupt, io.
  [[nodiscard]] base::Result<IntakeBatch> intake_of(base::Sequence transfer) const;

  /// What a durable batch says, personal texts in plain as far as their keys are there. Reads the
  /// journal. Errors: not_found where it has dropped the batch; corrupt, io.
  [[nodiscard]] base::Result<std::vector<core::Event>> events_of(port::BatchSeq batch) const;

  /// Called for every live event, on a thread of the engine's own; hand it on quickly.
  void on_live(std::function<void(const LiveEvent&)> listener);

  struct Counters {
    std::uint64_t batches = 0;
    std::uint64_t commands = 0;
    std::uint64_t transfers = 0;
    std::uint64_t orders_out = 0;  // waiting for an acknowledgement or an answer
    std::uint64_t inbox = 0;
    std::uint64_t inbox_peak = 0;
    std::uint64_t feed_bytes = 0;  // of feeds' batches that wait or are under way
    std::uint64_t feed_bytes_peak = 0;
    std::uint64_t feeds_refused = 0;  // batches that were told to come back
    SnapshotKeeper::Memory memory = {};
    std::uint64_t memory_limit_bytes = 0;  // 0: none
  };
  [[nodiscard]] Counters counters() const;
  /// The order behind an application id; nothing when it is not one of this journal's.
  [[nodiscard]] std::optional<order::OrderId> order_of_application(std::string_view id) const;
  /// The order as its partner is told it, personal data in plain. Errors: not_found.
  [[nodiscard]] base::Result<port::PartnerMessage> message_of(order::OrderId id) const;
  /// How partners did with the orders approved in [from, until); one for each institution.
  [[nodiscard]] std::vector<PartnerScore> scores(base::Instant from, base::Instant until) const;
  /// How the delivery of orders stands, by channel; of those that an order went to since the start.
  [[nodiscard]] std::map<std::string, Lane::Standing> lanes() const;

 private:
  struct State;
  explicit Engine(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace holdfast::engine
