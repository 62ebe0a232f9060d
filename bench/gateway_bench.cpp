// 10,000 orders to fifty partners, ten of which misbehave, each in its own way, while 500 orders a
// second come in: is any lost or doubled, and do the healthy ones notice?
//
// Each order is a victim's report of a payment that the feed has shown: its moment is fixed before
// the run, and its stopwatch ends when the order's first copy has arrived at its partner's socket,
// so decision, commit to disk, pursuit, queue and HTTP are in it. The engine works on a real data
// directory in this process; the partners are servers of this process too. When all orders are out,
// the ten come to their senses, what they refused is sent anew, and every order must be in force
// with one order of that number at its partner and no other.
//
// Usage: gateway_bench [ORDERS [ORDERS_A_SECOND]], default 10,000 and 500.
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fmt/core.h>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sys/prctl.h>
#include <thread>

#include "base/check.hpp"
#include "base/log.hpp"
#include "engine/engine.hpp"
#include "figure.hpp"
#include "partner/http_partner.hpp"
#include "partner_street.hpp"
#include "store/key_store.hpp"
#include "store/sqlite_journal.hpp"
#include "store/sqlite_projection.hpp"

namespace {

using namespace holdfast;

constexpr std::size_t partners = 50;
constexpr double hand_over_p99_at_most_ms = 50;
constexpr base::Fen amount{5'000'000};

std::string code_of(std::size_t partner) {
  return fmt::format("P{:02}", partner);
}
std::string payee_of(std::size_t order) {
  return fmt::format("99{:02}{:012}", order % partners, order);
}

/// Everything on disk, as the product has it.
engine::Parts parts_at(const std::filesystem::path& data) {
  std::filesystem::create_directories(data / "keys");
  engine::Parts parts;
  parts.clock = std::make_unique<port::SystemClock>();
  auto journal = store::SqliteJournal::open(data / "journal.db", store::Access::read_write);
  auto keys =
      store::SqliteKeyStore::open({data / "keys" / "keys.db", data / "keys" / "master.key"});
  auto projection = store::SqliteProjection::open(data / "projection.db");
  auto reader = store::SqliteProjectionReader::open(data / "projection.db");
  auto partner = partner::HttpPartner::create({});
  base::check(journal && keys && projection && reader && partner, "a data directory");
  parts.search_hash = [keys = keys->get()](std::string_view text) {
    return keys->keyed_hash(text);
  };
  parts.journal = std::move(*journal);
  parts.keys = std::move(*keys);
  parts.projection = std::move(*projection);
  parts.reader = std::move(*reader);
  parts.partner = std::move(*partner);
  return parts;
}

class House {
 public:
  explicit House(const bench::PartnerStreet& street) {
    base::set_log_level(base::LogLevel::error);
    auto name = (std::filesystem::temp_directory_path() / "holdfast-gateway-XXXXXX").string();
    base::check(::mkdtemp(name.data()) != nullptr, "mkdtemp");
    data_ = name;
    auto opened = engine::Engine::open(parts_at(data_), {});
    base::check(opened.ok(), "the engine does not open");
    engine_ = std::move(*opened);
    std::ifstream in{HOLDFAST_SOURCE_DIR "/rules/spine.toml"};
    const std::string rules{std::istreambuf_iterator<char>{in}, {}};
    base::check(engine_->submit_and_wait({"house"}, core::LoadRules{rules}).ok(), "the rules");
    core::Routing routing;
    for (std::size_t partner = 0; partner < partners; ++partner) {
      const auto code = code_of(partner);
      routing.channels.push_back({code, street.url(partner), false});
      routing.institutions.push_back(
          {code, code, code, "95001", {fmt::format("99{:02}", partner)}, false});
    }
    base::check(engine_->submit_and_wait({"house"}, core::SetRouting{routing}).ok(), "the routing");
  }
  ~House() {
    engine_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(data_, ignored);
  }
  House(const House&) = delete;
  House& operator=(const House&) = delete;

  engine::Engine& engine() { return *engine_; }

  void tell_payments(std::size_t count) {
    constexpr std::size_t rows_a_batch = 1'000;
    payed_ = engine_->now() - std::chrono::minutes{10};
    for (std::size_t from = 0; from < count; from += rows_a_batch) {
      engine::FeedBatch feed;
      for (std::size_t order = from; order < std::min(count, from + rows_a_batch); ++order) {
        engine::FeedRow row;
        row.id = row.serial = fmt::format("S{}", order);
        row.time = payed_;
        row.payer = fmt::format("88{:014}", order);
        row.payee = payee_of(order);
        row.payee_name = "李四";
        row.amount = amount;
        feed.rows.push_back(std::move(row));
      }
      base::check(engine_->take_and_wait({"feed"}, std::move(feed)).ok(), "the feed");
    }
  }
  void report(std::size_t order) {
    engine::Report report;
    report.fraud_type = "刷单返利";
    engine::ReportedLoss loss;
    loss.payer_account = fmt::format("88{:014}", order);
    loss.payee_account = payee_of(order);
    loss.amount = amount;
    loss.time = payed_;
    report.losses.push_back(std::move(loss));
    engine_->report(
        {"wang", fmt::format("R{}", order), "d"}, std::move(report),
        [this](const base::Result<engine::Done>& done) { (done ? reported_ : refused_) += 1; });
  }
  [[nodiscard]] std::size_t reported() const { return reported_; }
  [[nodiscard]] std::size_t refused() const { return refused_; }

  /// Takes in what the partners say.
  void hear(bench::PartnerStreet& street) {
    for (const auto& id : street.take_answers()) {
      engine::PartnerReply reply;
      reply.application_id = id;
      reply.reply.partner_number = "B-" + id;
      reply.reply.result = "0000";
      reply.reply.held = amount;
      engine_->answer_order({"bank"}, std::move(reply), [](const base::Result<engine::Done>&) {});
    }
  }
  /// Stops by state, and whose payee each application id is of.
  struct Census {
    std::map<order::State, std::size_t> states;
    std::vector<order::OrderId> refused;
    std::size_t stops = 0;
  };
  Census census() {
    Census made;
    engine_->read([&](const core::State& state) {
      for (const auto& [id, each] : state.orders) {
        if (each.family != order::Family::stop) {
          continue;
        }
        ++made.stops;
        ++made.states[each.state];
        if (order::dead_letter_of(each) == order::DeadLetter::refused) {
          made.refused.push_back(id);
        }
      }
    });
    return made;
  }
  /// The order number by payee: which arrival belongs to which moment.
  std::map<std::string, std::string> ids_by_payee() {
    std::map<std::string, std::string> ids;
    std::vector<std::pair<order::OrderId, base::AccountId>> stops;
    engine_->read([&](const core::State& state) {
      for (const auto& [id, each] : state.orders) {
        if (each.family == order::Family::stop) {
          stops.emplace_back(id, each.account);
        }
      }
    });
    for (const auto& [id, account] : stops) {
      const auto message = engine_->message_of(id);
      base::check(message.ok(), "an order's message");
      ids[message->account] = message->application_id;
    }
    return ids;
  }

 private:
  std::filesystem::path data_;
  std::unique_ptr<engine::Engine> engine_;
  base::Instant payed_;
  std::atomic<std::size_t> reported_{0};
  std::atomic<std::size_t> refused_{0};
};

template <typename Done>
bool eventually(House& house, bench::PartnerStreet& street, std::chrono::seconds patience,
                Done done) {
  const auto until = std::chrono::steady_clock::now() + patience;
  while (!done()) {
    if (std::chrono::steady_clock::now() > until) {
      return false;
    }
    house.hear(street);
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  }
  return true;
}

/// Milliseconds from each order's moment to its arrival; those that never arrived are left out.
std::vector<double> hand_overs(const std::map<std::string, double>& due_by_id,
                               const bench::PartnerStreet& street, std::size_t from,
                               std::size_t until) {
  std::vector<double> all;
  for (std::size_t partner = from; partner < until; ++partner) {
    for (const auto& arrival : street.arrivals(partner)) {
      if (const auto due = due_by_id.find(arrival.application_id); due != due_by_id.end()) {
        all.push_back(arrival.at_ms - due->second);
      }
    }
  }
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  const auto orders = argc > 1 ? static_cast<std::size_t>(std::atoll(argv[1])) : 10'000;
  const double rate = argc > 2 ? std::atof(argv[2]) : 500;
  const auto name = fmt::format("{} orders, {:.0f}/s, {} of {} misbehave", orders, rate,
                                bench::misbehaving, partners);
  bench::Suite suite("gateway");
  bench::PartnerStreet street(partners);
  House house(street);
  house.tell_payments(orders);

  ::prctl(PR_SET_TIMERSLACK, 1UL);  // the moments are kept to microseconds
  std::vector<double> due(orders);
  const double begin = bench::wall_ms() + 50;
  std::thread ear{[&] {
    while (house.reported() + house.refused() < orders) {
      house.hear(street);
      std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
  }};
  for (std::size_t i = 0; i < orders; ++i) {
    due[i] = begin + static_cast<double>(i) * 1000 / rate;
    const double left = due[i] - bench::wall_ms();
    if (left > 0) {
      std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(left));
    }
    house.report(i);
  }
  ear.join();
  suite.check("every report was taken", house.reported() == orders);

  const std::size_t each = orders / partners;
  const auto healthy_done = [&] {
    std::size_t arrived = 0;
    for (std::size_t partner = bench::misbehaving; partner < partners; ++partner) {
      arrived += street.arrivals(partner).size();
    }
    return arrived == each * (partners - bench::misbehaving);
  };
  suite.check("every order of a healthy partner arrived",
              eventually(house, street, std::chrono::seconds{30}, healthy_done));
  suite.check("one stop an order", house.census().stops == orders);
  std::map<std::string, double> due_by_id;
  {
    const auto ids = house.ids_by_payee();
    for (std::size_t i = 0; i < orders; ++i) {
      if (const auto found = ids.find(payee_of(i)); found != ids.end()) {
        due_by_id[found->second] = due[i];
      }
    }
  }
  suite.latency(name + ": healthy, report to hand-over", "ms",
                hand_overs(due_by_id, street, bench::misbehaving, partners),
                {.p99_at_most = hand_over_p99_at_most_ms});
  std::size_t copies = 0;
  for (std::size_t partner = bench::misbehaving; partner < partners; ++partner) {
    for (const auto& arrival : street.arrivals(partner)) {
      copies += arrival.copies > 1 ? 1 : 0;
    }
  }
  suite.figure(name, {.name = "orders sent twice to a healthy partner",
                      .unit = "orders",
                      .value = static_cast<double>(copies),
                      .at_most = 0});

  street.cure();
  const double cured = bench::wall_ms();
  for (const auto id : house.census().refused) {
    suite.check(
        "a refused order goes anew",
        house.engine().submit_and_wait({"wang"}, core::RequeueOrder{id, "", "已修复"}).ok());
  }
  const bool all_held = eventually(house, street, std::chrono::seconds{180}, [&] {
    const auto census = house.census();
    for (const auto id : census.refused) {  // one that was still under way when they were cured
      (void)house.engine().submit_and_wait({"wang"}, core::RequeueOrder{id, "", "已修复"});
    }
    const auto found = census.states.find(order::State::in_force);
    return found != census.states.end() && found->second == orders;
  });
  suite.check("no order was lost", all_held);
  suite.figure(name, {.name = "all in force after the ten were cured",
                      .unit = "s",
                      .value = (bench::wall_ms() - cured) / 1000});
  std::set<std::string> seen;
  std::size_t arrived = 0;
  for (std::size_t partner = 0; partner < partners; ++partner) {
    for (const auto& arrival : street.arrivals(partner)) {
      seen.insert(arrival.application_id);
      ++arrived;
    }
  }
  suite.check("no order was doubled", seen.size() == orders && arrived == orders);
  return suite.exit_code();
}
