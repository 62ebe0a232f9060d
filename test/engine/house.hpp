// An engine that can be closed and opened again over the same journal and keys, with lists and
// snapshots in files, a partner that keeps what it was sent, and a clock that stands still.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "engine/engine.hpp"
#include "store/memory_journal.hpp"
#include "store/memory_key_store.hpp"
#include "store/scratch_test.hpp"

namespace holdfast::engine_test {

/// A bank as the outbox sees it. `is_deaf`: it acknowledges nothing, though it may act.
struct Mailbox {
  std::mutex lock;
  std::vector<port::PartnerMessage> messages;
  bool is_deaf = false;
};

/// The disk under the journal, which may take its time.
class Disk {
 public:
  void stop();
  /// So many writes, and no more.
  void let(int writes);
  void go_on();
  /// Waits while it is stopped.
  void write();

 private:
  std::mutex lock_;
  std::condition_variable changed_;
  bool is_stopped_ = false;
  int let_ = 0;
};

class House {
 public:
  enum class Snapshots { kept, none };

  House();  // open, with rules and two institutions

  void open(Snapshots snapshots = Snapshots::kept);
  void close() { engine_.reset(); }
  /// What the next `open` changes of the engine's options.
  void tune(std::function<void(engine::Options&)> tune) { tune_ = std::move(tune); }
  void delete_lists();
  [[nodiscard]] store::MemoryKeyStore& keys() { return *keys_; }
  [[nodiscard]] store::MemoryJournal& journal() { return *journal_; }
  [[nodiscard]] Disk& disk() { return disk_; }
  /// Plain text of everything in the file of lists.
  [[nodiscard]] std::string lists() const { return store::slurp(scratch_ / "projection.db"); }
  /// An engine over this journal with other keys. Errors: why it does not open.
  [[nodiscard]] base::Result<void> open_with(std::shared_ptr<store::MemoryKeyStore> keys);

  [[nodiscard]] engine::Engine& engine() { return *engine_; }
  [[nodiscard]] Mailbox& mailbox() { return *mailbox_; }
  [[nodiscard]] base::Instant now() const { return now_; }

  /// Reports the theft under `key`; waits until it is durable.
  base::Result<engine::Done> report(const std::string& key, const std::string& digest = "d");
  /// Both banks tell of the theft, and of what the first mule moved on.
  void tell_transfers();
  /// Both banks say that there is nothing further up to `later` from now.
  void tell_quiet(base::Milliseconds later);
  base::Result<engine::Done> answer(const std::string& application_id, const std::string& result);
  base::Result<engine::Done> answer(engine::PartnerReply reply);
  /// A bank tells of one transfer of its own customers.
  void tell(const std::string& institution, engine::FeedRow row);
  /// A bank tells of nothing but how far its feed has come.
  void tell_as_of(const std::string& institution, base::Instant as_of);

  /// Polls until there is an order in `state`; the application id it went out under.
  [[nodiscard]] std::string order_in(order::State state);
  /// Polls until there is an order of `family`; the newest one.
  [[nodiscard]] order::Order order_of(order::Family family);
  [[nodiscard]] std::size_t orders_of(order::Family family);
  /// Waits until nothing more comes into the journal by itself.
  void settle();
  /// The whole state as text.
  [[nodiscard]] std::string state();
  /// Every row of every list, in its order.
  [[nodiscard]] std::vector<std::string> rows();
  /// Ends and starts again, with its snapshot and without, the lists made anew each time: state and
  /// lists must be what they are now. Ended afterwards.
  void expect_same_after_restarts();
  [[nodiscard]] std::size_t cases();
  /// Waits until the keys were asked to tidy up; false when that lasts too long.
  [[nodiscard]] bool tidies();

 private:
  std::function<void(engine::Options&)> tune_;
  base::Result<void> try_open(Snapshots snapshots, std::shared_ptr<store::MemoryKeyStore> keys);

  const base::Instant now_;
  std::shared_ptr<store::MemoryJournal> journal_;
  std::shared_ptr<store::MemoryKeyStore> keys_;
  std::shared_ptr<Mailbox> mailbox_;
  store::Scratch scratch_;
  Disk disk_;
  std::atomic<int> tidied_{0};
  std::unique_ptr<engine::Engine> engine_;
};

}  // namespace holdfast::engine_test
