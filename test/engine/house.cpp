#include "house.hpp"

#include <chrono>
#include <filesystem>
#include <future>
#include <gtest/gtest.h>
#include <thread>

#include "core/codec.hpp"
#include "engine/partner_message.hpp"
#include "store/file_snapshots.hpp"
#include "store/sqlite_projection.hpp"
#include "support/source_dir.hpp"

namespace holdfast::engine_test {

namespace {

constexpr std::string_view victim = "9911010000000017";
constexpr std::string_view first_mule = "9922020000000015";
constexpr std::string_view second_mule = "9911010000000025";
constexpr std::string_view installation = "test";

class StandingClock final : public port::Clock {
 public:
  explicit StandingClock(base::Instant now) : now_(now) {}
  [[nodiscard]] base::Instant now() const override { return now_; }

 private:
  base::Instant now_;
};

/// The journal and the keys outlive every engine that works on them.
class LentJournal final : public port::Journal {
 public:
  LentJournal(std::shared_ptr<port::Journal> own, Disk& disk) : own_(std::move(own)), disk_(disk) {}
  base::Result<port::JournalHead> append(base::Instant at, std::string_view events,
                                         std::string_view transfers) override {
    disk_.write();
    return own_->append(at, events, transfers);
  }
  [[nodiscard]] port::JournalHead head() const override { return own_->head(); }
  base::Result<void> replay(
      port::BatchSeq after,
      const std::function<base::Result<void>(const port::BatchView&)>& visit) override {
    return own_->replay(after, visit);
  }
  base::Result<void> read_transfers(
      port::BatchSeq first, port::BatchSeq last,
      const std::function<base::Result<void>(const port::BatchView&)>& visit) override {
    return own_->read_transfers(first, last, visit);
  }
  base::Result<void> read_events(
      port::BatchSeq first, port::BatchSeq last,
      const std::function<base::Result<void>(const port::BatchView&)>& visit) override {
    return own_->read_events(first, last, visit);
  }
  base::Result<port::ChainReport> verify() override { return own_->verify(); }

 private:
  std::shared_ptr<port::Journal> own_;
  Disk& disk_;
};

class LentKeys final : public port::KeyStore {
 public:
  LentKeys(std::shared_ptr<port::KeyStore> own, std::atomic<int>& tidied)
      : own_(std::move(own)), tidied_(tidied) {}
  std::string seal(port::SubjectId subject, std::string_view plain) override {
    return own_->seal(subject, plain);
  }
  base::Result<void> flush() override { return own_->flush(); }
  base::Result<void> tidy() override {
    ++tidied_;
    return own_->tidy();
  }
  [[nodiscard]] base::Result<std::string> open(port::SubjectId subject,
                                               std::string_view sealed) const override {
    return own_->open(subject, sealed);
  }
  base::Result<bool> destroy(port::SubjectId subject) override { return own_->destroy(subject); }

 private:
  std::shared_ptr<port::KeyStore> own_;
  std::atomic<int>& tidied_;
};

class KeepingPartner final : public port::Partner {
 public:
  explicit KeepingPartner(std::shared_ptr<Mailbox> mailbox) : mailbox_(std::move(mailbox)) {}
  void send(const port::ChannelAddress& /*channel*/, const port::PartnerMessage& message,
            std::function<void(base::Result<port::PartnerAck>)> done) override {
    bool is_deaf = false;
    {
      const std::lock_guard held{mailbox_->lock};
      mailbox_->messages.push_back(message);
      is_deaf = mailbox_->is_deaf;
    }
    if (is_deaf) {
      done(base::Error{base::ErrorCode::unavailable, "nobody answers"});
    } else {
      done(port::PartnerAck{"B" + message.application_id, ""});
    }
  }

 private:
  std::shared_ptr<Mailbox> mailbox_;
};

core::Routing routing() {
  core::Routing routing;
  routing.institutions = {{"YZ01", "渝州银行", "direct-YZ01", "95001", {"991101"}, true},
                          {"SX02", "山峡银行", "direct-SX02", "95002", {"992202"}, true}};
  routing.channels = {{"direct-YZ01", "http://127.0.0.1:1", false},
                      {"direct-SX02", "http://127.0.0.1:2", false}};
  return routing;
}

bool eventually(const std::function<bool()>& done) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{20};
  while (!done()) {
    if (std::chrono::steady_clock::now() > until) {
      return false;
    }
    std::this_thread::yield();
  }
  return true;
}

base::Result<engine::Done> wait_for(const std::function<void(engine::OnDone)>& ask) {
  std::promise<base::Result<engine::Done>> promise;
  ask([&](base::Result<engine::Done> done) { promise.set_value(std::move(done)); });
  return promise.get_future().get();
}

}  // namespace

void Disk::stop() {
  const std::scoped_lock held{lock_};
  is_stopped_ = true;
}

void Disk::let(int writes) {
  {
    const std::scoped_lock held{lock_};
    let_ = writes;
  }
  changed_.notify_all();
}

void Disk::go_on() {
  {
    const std::scoped_lock held{lock_};
    is_stopped_ = false;
  }
  changed_.notify_all();
}

void Disk::write() {
  std::unique_lock held{lock_};
  changed_.wait(held, [this] { return !is_stopped_ || let_ > 0; });
  let_ -= let_ > 0 ? 1 : 0;
}

House::House()
    : now_(*base::parse_instant("2026-11-24T10:00:00.000+08:00")),
      journal_(std::make_shared<store::MemoryJournal>()),
      keys_(std::make_shared<store::MemoryKeyStore>(7)),
      mailbox_(std::make_shared<Mailbox>()) {
  std::filesystem::create_directories(scratch_ / "snapshots");
  open();
  const auto rules = store::slurp((test::source_dir() / "rules/spine.toml").string());
  base::check(engine_->submit_and_wait({"house"}, core::LoadRules{rules}).ok(), "rules");
  base::check(engine_->submit_and_wait({"house"}, core::SetRouting{routing()}).ok(), "routing");
}

void House::open(Snapshots snapshots) {
  const auto opened = try_open(snapshots, keys_);
  base::check(opened.ok(), "the engine does not open");
}

base::Result<void> House::open_with(std::shared_ptr<store::MemoryKeyStore> keys) {
  return try_open(Snapshots::none, std::move(keys));
}

base::Result<void> House::try_open(Snapshots snapshots,
                                   std::shared_ptr<store::MemoryKeyStore> keys) {
  engine::Parts parts;
  parts.clock = std::make_unique<StandingClock>(now_);
  parts.journal = std::make_unique<LentJournal>(journal_, disk_);
  parts.search_hash = [keys](std::string_view text) { return keys->keyed_hash(text); };
  parts.keys = std::make_unique<LentKeys>(std::move(keys), tidied_);
  auto projection = store::SqliteProjection::open(scratch_ / "projection.db");
  base::check(projection.ok(), "the projection");
  parts.projection = std::move(*projection);
  auto reader = store::SqliteProjectionReader::open(scratch_ / "projection.db");
  base::check(reader.ok(), "its reader");
  parts.reader = std::move(*reader);
  if (snapshots == Snapshots::kept) {
    parts.snapshots = std::make_unique<store::FileSnapshots>(scratch_ / "snapshots");
  }
  parts.partner = std::make_unique<KeepingPartner>(mailbox_);
  engine::Options options;
  options.installation = installation;
  options.tick = base::Milliseconds{10};
  if (tune_) {
    tune_(options);
  }
  auto opened = engine::Engine::open(std::move(parts), options);
  if (!opened) {
    return opened.error();
  }
  engine_ = std::move(*opened);
  return {};
}

void House::delete_lists() {
  for (const auto* name : {"projection.db", "projection.db-wal", "projection.db-shm"}) {
    std::filesystem::remove(scratch_ / name);
  }
}

void House::expect_same_after_restarts() {
  const auto before = state();
  const auto lists_before = rows();
  close();
  for (const auto snapshots : {Snapshots::kept, Snapshots::none}) {
    delete_lists();
    open(snapshots);
    settle();
    EXPECT_EQ(state(), before);
    EXPECT_EQ(rows(), lists_before);
    close();
  }
}

base::Result<engine::Done> House::report(const std::string& key, const std::string& digest) {
  engine::Report report;
  report.victim_name = "张三丰";
  report.victim_phone = "13812345678";
  report.fraud_type = "刷单返利";
  engine::ReportedLoss loss;
  loss.payer_account = victim;
  loss.payee_account = first_mule;
  loss.payee_name = "李四";
  loss.amount = base::Fen{5'000'000};
  loss.time = now_ - std::chrono::minutes{10};
  report.losses.push_back(loss);
  return wait_for([&](engine::OnDone done) {
    engine_->report({"wang", key, digest}, std::move(report), std::move(done));
  });
}

void House::tell_transfers() {
  engine::FeedRow theft;
  theft.id = theft.serial = "S1";
  theft.clearing = "CL-1";
  theft.time = now_ - std::chrono::minutes{10};
  theft.payer = victim;
  theft.payee = first_mule;
  theft.payee_name = "李四";
  theft.amount = base::Fen{5'000'000};
  auto leg = theft;
  leg.id = leg.serial = "T1";
  auto moved = theft;
  moved.id = moved.serial = "T2";
  moved.clearing = "CL-2";
  moved.time = now_ - std::chrono::minutes{5};
  moved.payer = first_mule;
  moved.payee = second_mule;
  moved.payee_name = "王五";
  moved.amount = base::Fen{2'000'000};
  for (const auto& [institution, rows] :
       {std::pair{"YZ01", std::vector{theft}}, std::pair{"SX02", std::vector{leg, moved}}}) {
    engine::FeedBatch batch;
    batch.institution = institution;
    batch.rows = rows;
    batch.as_of = now_;
    base::check(engine_->take_and_wait({"feed"}, std::move(batch)).ok(), "a feed");
  }
}

void House::tell_quiet(base::Milliseconds later) {
  for (const auto* institution : {"YZ01", "SX02"}) {
    engine::FeedBatch batch;
    batch.institution = institution;
    batch.as_of = now_ + later;
    base::check(engine_->take_and_wait({"feed"}, std::move(batch)).ok(), "a feed");
  }
}

base::Result<engine::Done> House::answer(const std::string& application_id,
                                         const std::string& result) {
  engine::PartnerReply reply;
  reply.application_id = application_id;
  reply.reply.partner_number = "B1";
  reply.reply.result = result;
  reply.reply.balance = base::Fen{5'000'000};
  reply.reply.held = base::Fen{2'000'000};
  reply.start = now_;
  reply.end = now_ + std::chrono::hours{48};
  reply.balance_at = now_;
  return answer(std::move(reply));
}

base::Result<engine::Done> House::answer(engine::PartnerReply reply) {
  return wait_for([&](engine::OnDone done) {
    engine_->answer_order({"bank"}, std::move(reply), std::move(done));
  });
}

void House::tell(const std::string& institution, engine::FeedRow row) {
  engine::FeedBatch batch;
  batch.institution = institution;
  batch.rows = {std::move(row)};
  base::check(engine_->take_and_wait({"feed"}, std::move(batch)).ok(), "a feed");
}

void House::tell_as_of(const std::string& institution, base::Instant as_of) {
  engine::FeedBatch batch;
  batch.institution = institution;
  batch.as_of = as_of;
  base::check(engine_->take_and_wait({"feed"}, std::move(batch)).ok(), "a feed");
}

order::Order House::order_of(order::Family family) {
  std::optional<order::Order> newest;
  EXPECT_TRUE(eventually([&] {
    engine_->read([&](const core::State& seen) {
      for (const auto& [id, each] : seen.orders) {
        if (each.family == family) {
          newest = each;
        }
      }
    });
    return newest.has_value();
  })) << "no order came to be";
  return newest.value_or(order::Order{});
}

std::size_t House::orders_of(order::Family family) {
  std::size_t count = 0;
  engine_->read([&](const core::State& seen) {
    for (const auto& [id, each] : seen.orders) {
      count += each.family == family ? 1 : 0;
    }
  });
  return count;
}

std::string House::order_in(order::State state) {
  std::string id;
  EXPECT_TRUE(eventually([&] {
    engine_->read([&](const core::State& seen) {
      for (const auto& [number, each] : seen.orders) {
        if (each.state == state && id.empty()) {
          id = engine::application_id(std::string{installation}, number);
        }
      }
    });
    return !id.empty();
  })) << "no order came to be "
      << static_cast<int>(state);
  return id;
}

void House::settle() {
  constexpr std::chrono::milliseconds quiet{300};
  auto seq = engine_->seq();
  auto since = std::chrono::steady_clock::now();
  EXPECT_TRUE(eventually([&] {
    if (engine_->seq() != seq) {
      seq = engine_->seq();
      since = std::chrono::steady_clock::now();
    }
    return std::chrono::steady_clock::now() - since > quiet;
  }));
}

std::string House::state() {
  std::string text;
  engine_->read([&](const core::State& seen) {
    text = core::encode_state(
        seen, [](base::SubjectId, std::string_view plain) { return std::string{plain}; });
  });
  return text;
}

std::vector<std::string> House::rows() {
  std::vector<std::string> all;
  for (const auto* kind :
       {"case", "account", "order", "task", "alarm", "feed", "timeline", "erasure"}) {
    port::RowQuery query;
    query.kind = kind;
    query.limit = 1000;
    const auto page = engine_->list(query, engine_->seq());
    EXPECT_TRUE(page.ok());
    for (const auto& doc : page->docs) {
      all.push_back(std::string{kind} + " " + doc);
    }
  }
  return all;
}

bool House::tidies() {
  return eventually([&] { return tidied_ > 0; });
}

std::size_t House::cases() {
  std::size_t count = 0;
  engine_->read([&](const core::State& seen) { count = seen.cases.size(); });
  return count;
}

}  // namespace holdfast::engine_test
