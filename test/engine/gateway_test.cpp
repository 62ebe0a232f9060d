// Fifty partners, ten of which misbehave, each in its own way: no order is lost, none is doubled,
// and the others notice nothing. The size is for a test; the suite `gateway` measures the same with
// ten thousand orders.
#include <deque>
#include <fmt/core.h>
#include <future>
#include <gtest/gtest.h>
#include <map>
#include <mutex>
#include <set>

#include "engine/engine.hpp"
#include "engine/partner_message.hpp"
#include "store/memory_journal.hpp"
#include "store/memory_key_store.hpp"
#include "store/scratch_test.hpp"
#include "store/sqlite_projection.hpp"
#include "support/source_dir.hpp"

namespace holdfast::engine_test {
namespace {

constexpr int partners = 50;
constexpr int orders_each = 6;

/// What a partner does with what it is sent; the first ten partners, one each.
enum class Manner {
  mute,        // no answer until the sender's patience is over
  broken,      // its server fails
  closed,      // says that the channel is closed
  choosy,      // refuses every order as unreadable
  forgetful,   // takes orders and never says what it did
  stuttering,  // answers three times
  hasty,       // says what it did before it acknowledges
  flapping,    // fails every second time
  stubborn,    // fails one certain order and takes the others
  lying,       // acknowledges twice, under two numbers, and answers with a code to retry first
  good,
};

Manner manner_of(int partner) {
  return partner < static_cast<int>(Manner::good) ? static_cast<Manner>(partner) : Manner::good;
}

class MovingClock final : public port::Clock {
 public:
  explicit MovingClock(std::shared_ptr<std::atomic<std::int64_t>> ms) : ms_(std::move(ms)) {}
  [[nodiscard]] base::Instant now() const override { return base::from_unix_ms(*ms_); }

 private:
  std::shared_ptr<std::atomic<std::int64_t>> ms_;
};

/// The partners' side: what each was sent, what it executed, what it still has to say.
struct Street {
  using Done = std::function<void(base::Result<port::PartnerAck>)>;
  struct Bank {
    std::map<std::string, int> copies;  // by application id: how often it came
    std::set<std::string> executed;     // what it acted on, once each
    int sendings = 0;
    bool is_cured = false;
  };
  std::mutex lock;
  std::map<std::string, Bank> banks;                        // by channel
  std::deque<std::pair<std::string, std::string>> answers;  // application id and result
  std::vector<Done> hanging;

  static int number(const std::string& channel) { return std::stoi(channel.substr(1)); }

  void take(const std::string& channel, const std::string& id, const Done& done) {
    const std::lock_guard held{lock};
    auto& bank = banks[channel];
    ++bank.copies[id];
    ++bank.sendings;
    const auto manner = bank.is_cured ? Manner::good : manner_of(number(channel));
    const auto act = [&](int answers_count) {
      if (bank.executed.insert(id).second) {
        for (int i = 0; i < answers_count; ++i) {
          answers.emplace_back(id, "0000");
        }
      }
    };
    const port::PartnerAck ack{"B-" + id, ""};
    const base::Error down{base::ErrorCode::unavailable, "HTTP 503"};
    switch (manner) {
      case Manner::mute:
        hanging.push_back(done);
        return;
      case Manner::broken:
        return done(down);
      case Manner::closed:
        return done(port::PartnerAck{"", "", "200006", "维护"});
      case Manner::choosy:
        return done(port::PartnerAck{"", "", "200001", "字段"});
      case Manner::forgetful:
        return done(ack);
      case Manner::stuttering:
        act(3);
        return done(ack);
      case Manner::hasty:
        act(1);
        hanging.push_back(done);
        return;
      case Manner::flapping:
        if (bank.sendings % 2 == 0) {
          return done(down);
        }
        act(1);
        return done(ack);
      case Manner::stubborn:
        if (id == bank.copies.begin()->first) {
          return done(down);
        }
        act(1);
        return done(ack);
      case Manner::lying:
        answers.emplace_back(id, "1100");
        act(1);
        return done(port::PartnerAck{fmt::format("B{}-{}", bank.copies[id], id), "", "200003", ""});
      case Manner::good:
        act(1);
        return done(ack);
    }
  }
};

class StreetPartner final : public port::Partner {
 public:
  explicit StreetPartner(std::shared_ptr<Street> street) : street_(std::move(street)) {}
  void send(const port::ChannelAddress& channel, const port::PartnerMessage& message,
            std::function<void(base::Result<port::PartnerAck>)> done) override {
    street_->take(channel.name, message.application_id, done);
  }

 private:
  std::shared_ptr<Street> street_;
};

std::string code_of(int partner) {
  return fmt::format("P{:02}", partner);
}
std::string mule_of(int partner, int order) {
  return fmt::format("99{:02}{:012}", partner, order);
}

class Gateway {
 public:
  Gateway()
      : ms_(std::make_shared<std::atomic<std::int64_t>>(base::to_unix_ms(begin))),
        street_(std::make_shared<Street>()) {
    auto keys = std::make_shared<store::MemoryKeyStore>(7);
    engine::Parts parts;
    parts.clock = std::make_unique<MovingClock>(ms_);
    parts.journal = std::make_unique<store::MemoryJournal>();
    parts.search_hash = [keys](std::string_view text) { return keys->keyed_hash(text); };
    parts.keys = std::make_unique<store::MemoryKeyStore>(7);
    parts.projection = std::move(store::SqliteProjection::open(scratch_ / "lists.db").value());
    parts.reader = std::move(store::SqliteProjectionReader::open(scratch_ / "lists.db").value());
    parts.partner = std::make_unique<StreetPartner>(street_);
    engine::Options options;
    options.installation = "test";
    options.tick = base::Milliseconds{0};  // with every turn: a test waits for turns, not for time
    engine_ = std::move(engine::Engine::open(std::move(parts), options).value());
    core::Routing routing;
    for (int partner = 0; partner < partners; ++partner) {
      routing.institutions.push_back({code_of(partner),
                                      code_of(partner),
                                      code_of(partner),
                                      fmt::format("9{:04}", partner),
                                      {fmt::format("99{:02}", partner)},
                                      false});
      routing.channels.push_back({code_of(partner), "http://127.0.0.1:1", false});
    }
    const auto rules = store::slurp((test::source_dir() / "rules/spine.toml").string());
    base::check(engine_->submit_and_wait({"house"}, core::LoadRules{rules}).ok(), "rules");
    base::check(engine_->submit_and_wait({"house"}, core::SetRouting{routing}).ok(), "routing");
  }

  engine::Engine& engine() { return *engine_; }
  Street& street() { return *street_; }

  /// A theft at each account, and its report: one stop each.
  void rob() {
    std::vector<engine::FeedRow> rows;
    for (int partner = 0; partner < partners; ++partner) {
      for (int each = 0; each < orders_each; ++each) {
        engine::FeedRow row;
        row.id = row.serial = fmt::format("S{}-{}", partner, each);
        row.time = begin - std::chrono::minutes{10};
        row.payer = fmt::format("88{:014}", partner * 100 + each);
        row.payee = mule_of(partner, each);
        row.payee_name = "李四";
        row.amount = amount;
        rows.push_back(row);
      }
    }
    engine::FeedBatch feed;
    feed.rows = rows;
    base::check(engine_->take_and_wait({"feed"}, feed).ok(), "the feed");
    for (const auto& row : rows) {
      engine::Report report;
      report.fraud_type = "刷单返利";
      engine::ReportedLoss loss;
      loss.payer_account = row.payer;
      loss.payee_account = row.payee;
      loss.amount = row.amount;
      loss.time = row.time;
      report.losses.push_back(loss);
      std::promise<base::Result<engine::Done>> promise;
      engine_->report({"wang", row.id, "d"}, report,
                      [&](base::Result<engine::Done> done) { promise.set_value(std::move(done)); });
      base::check(promise.get_future().get().ok(), "a report");
    }
  }

  /// Time goes on in steps of a second, and the partners say what they have to say, until `done` or
  /// `limit` is over. The patience of a sending is ten seconds.
  bool live(std::chrono::seconds limit, const std::function<bool()>& done) {
    for (int step = 0; step < limit.count(); ++step) {
      if (done()) {
        return true;
      }
      *ms_ += 1'000;
      for (int turn = 0; turn < 3; ++turn) {  // turns of the engine that see the new time
        engine_->read([](const core::State&) {});
      }
      say();
      if (step % 10 == 9) {
        std::vector<Street::Done> hanging;
        {
          const std::lock_guard held{street_->lock};
          hanging.swap(street_->hanging);
        }
        for (const auto& each : hanging) {
          each(base::Error{base::ErrorCode::unavailable, "no answer in time"});
        }
      }
    }
    return done();
  }

  /// Orders by institution and state.
  std::map<std::string, std::map<order::State, int>> standing() {
    std::map<std::string, std::map<order::State, int>> all;
    engine_->read([&](const core::State& state) {
      for (const auto& [id, each] : state.orders) {
        ++all[each.institution][each.state];
      }
    });
    return all;
  }
  bool all_in_force(int first, int last) {
    auto all = standing();
    for (int partner = first; partner < last; ++partner) {
      if (all[code_of(partner)][order::State::in_force] != orders_each) {
        return false;
      }
    }
    return true;
  }
  std::uint64_t dead_letters() {
    port::RowQuery query;
    query.kind = "order";
    query.term = "dead-letter";
    return engine_->list(query, engine_->seq())->total;
  }
  void cure(int partner) {
    const std::lock_guard held{street_->lock};
    street_->banks[code_of(partner)].is_cured = true;
  }

 private:
  void say() {
    std::deque<std::pair<std::string, std::string>> answers;
    {
      const std::lock_guard held{street_->lock};
      answers.swap(street_->answers);
    }
    for (const auto& [id, result] : answers) {
      engine::PartnerReply reply;
      reply.application_id = id;
      reply.reply.partner_number = "B-" + id;
      reply.reply.result = result;
      reply.reply.message = result;
      reply.reply.held = amount;
      std::promise<bool> promise;
      engine_->answer_order({"bank"}, reply, [&](const base::Result<engine::Done>& done) {
        promise.set_value(done.ok());
      });
      EXPECT_TRUE(promise.get_future().get());
    }
  }

  static constexpr base::Fen amount{5'000'000};
  static const base::Instant begin;
  store::Scratch scratch_;
  std::shared_ptr<std::atomic<std::int64_t>> ms_;
  std::shared_ptr<Street> street_;
  std::unique_ptr<engine::Engine> engine_;
};

const base::Instant Gateway::begin = *base::parse_instant("2026-11-24T10:00:00+08:00");

constexpr int first_good = static_cast<int>(Manner::good);

TEST(Gateway, FiftyPartnersOfWhichTenMisbehaveLoseAndDoubleNothing) {
  Gateway gateway;
  gateway.rob();
  // The healthy ones are done before the first second's patience with the others is over.
  EXPECT_TRUE(gateway.live(std::chrono::seconds{5},
                           [&] { return gateway.all_in_force(first_good, partners); }));
  {
    const std::lock_guard held{gateway.street().lock};
    for (int partner = first_good; partner < partners; ++partner) {
      for (const auto& [id, copies] : gateway.street().banks[code_of(partner)].copies) {
        EXPECT_EQ(copies, 1) << id << " was sent again to a partner that had taken it";
      }
    }
  }
  // Those that do act in the end, in their own ways.
  EXPECT_TRUE(gateway.live(std::chrono::seconds{120}, [&] {
    auto all = gateway.standing();
    for (const auto manner : {Manner::stuttering, Manner::hasty, Manner::flapping, Manner::lying}) {
      if (all[code_of(static_cast<int>(manner))][order::State::in_force] != orders_each) {
        return false;
      }
    }
    return all[code_of(static_cast<int>(Manner::stubborn))][order::State::in_force] ==
           orders_each - 1;
  }));
  // What cannot be delivered is on the list: three that nobody hears, the stubborn one's one order
  // and all that the choosy one refuses.
  EXPECT_TRUE(gateway.live(std::chrono::seconds{120}, [&] {
    return gateway.dead_letters() == 4 * orders_each + 1;
  })) << gateway.dead_letters();
  // A channel without hope is not hammered: it is probed.
  {
    const std::lock_guard held{gateway.street().lock};
    const auto closed = code_of(static_cast<int>(Manner::closed));
    EXPECT_LT(gateway.street().banks[closed].sendings, 5 * orders_each);
  }
  EXPECT_EQ(gateway.engine().lanes()[code_of(0)].breaker == engine::Breaker::closed, false);

  // They come to their senses. Only what was refused for good needs a person.
  for (int partner = 0; partner < first_good; ++partner) {
    gateway.cure(partner);
  }
  std::vector<order::OrderId> refused;
  gateway.engine().read([&](const core::State& state) {
    for (const auto& [id, each] : state.orders) {
      if (order::dead_letter_of(each) == order::DeadLetter::refused) {
        refused.push_back(id);
      }
    }
  });
  EXPECT_EQ(refused.size(), static_cast<std::size_t>(orders_each));
  for (const auto id : refused) {
    EXPECT_TRUE(
        gateway.engine().submit_and_wait({"wang"}, core::RequeueOrder{id, "", "对方已修复"}).ok());
  }
  EXPECT_TRUE(gateway.live(std::chrono::seconds{600}, [&] {
    return gateway.all_in_force(0, partners);
  })) << "an order was lost";
  EXPECT_EQ(gateway.dead_letters(), 0U);
  const std::lock_guard held{gateway.street().lock};
  for (int partner = 0; partner < partners; ++partner) {
    const auto& bank = gateway.street().banks[code_of(partner)];
    EXPECT_EQ(bank.copies.size(), static_cast<std::size_t>(orders_each)) << code_of(partner);
    EXPECT_EQ(bank.executed.size(), static_cast<std::size_t>(orders_each)) << code_of(partner);
  }
}

}  // namespace
}  // namespace holdfast::engine_test
