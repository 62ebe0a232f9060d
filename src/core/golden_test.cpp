// The golden journals: what a released version wrote, every later one reads to the same state and
// writes again byte for byte. `journal-v2` is what this version writes.
#include <boost/mp11.hpp>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

#include "core/random_command_test.hpp"
#include "support/source_dir.hpp"

namespace holdfast::core::test {
namespace {

const std::vector<std::string> versions{"v1", "v2"};

std::string folder(const std::string& version) {
  return "test/golden/journal-" + version + "/";
}

void answer(Centre& centre, const std::string& order, const std::string& code,
            const std::string& name = {}) {
  NoteOrderAnswered body;
  body.order = order::OrderId{std::stoull(order.substr(1))};
  body.reply.result = code;
  body.registered_name = name;
  centre.must(body);
}

std::string newest_order(const Centre& centre) {
  return order::to_text(centre.state.orders.rbegin()->first);
}

/// The rarer turns that an order may take, on accounts of its own.
void rare_turns(Centre& centre) {
  auto report = report_of({loss_of(90'000, 101, 102, centre.now)});
  centre.must(report);
  const auto case_id = centre.state.cases.rbegin()->first;
  centre.must(AddLosses{case_id, {loss_of(5'000, 101, 103, centre.now)}});
  centre.must(MatchLoss{case_id, 0, base::Sequence{8}});
  centre.must(FinishTask{centre.state.tasks.rbegin()->first, "已核实"});
  centre.pursue(case_id, {need_of(102, 50'000)});
  const auto refused = newest_order(centre);
  answer(centre, refused, "0301");
  answer(centre, newest_order(centre), "0000", "王五");
  centre.must(CorrectOrder{order::OrderId{std::stoull(refused.substr(1))}, {}});
  const auto stop = centre.state.orders.rbegin()->first;
  centre.must(NoteOrderSent{stop});
  centre.must(NoteSendFailed{stop, "断线", false});
  centre.must(NoteOrderAcknowledged{stop, "P1", "H1"});
  answer(centre, order::to_text(stop), "0000");
  centre.pursue(case_id, {need_of(102, 0)});
  centre.must(ReleaseStop{stop, "核实无关"});
  answer(centre, newest_order(centre), "0000");
  auto far = need_of(104, 20'000);
  far.tier = 19;
  centre.pursue(case_id, {far});
  centre.must(RejectOrder{centre.state.orders.rbegin()->first, "正常商户"});
  centre.must(NoteTransfers{"YZ01", 3, 2, 1, 0, 0, base::Sequence{1}, centre.now});
  centre.now += std::chrono::minutes{3};
  centre.must(Tick{});
  centre.must(NoteTransfers{"YZ01", 3, 2, 1, 0, 0, base::Sequence{3}, centre.now});
  (void)centre.ask(Tick{}, "last", "d").ok();
  centre.now += std::chrono::hours{73};
  centre.must(Tick{});
}

/// Ends that a case may come to, and back.
void endings(Centre& centre) {
  centre.must(report_of({loss_of(70'000, 201, 202, centre.now)}));
  const auto id = centre.state.cases.rbegin()->first;
  centre.pursue(id, {need_of(202, 60'000)});
  centre.must(
      CloseCase{id, desk::CaseOutcome::transferred, "移送江北分局", "由江北分局续办", "一并移送"});
  centre.must(ReopenCase{id, "江北分局退回"});
  centre.pursue(id, {need_of(202, 60'000)});
}

/// A call of which little is known, and what becomes known later.
void little_known(Centre& centre) {
  auto report =
      report_of({loss_of(40'000, 1, 2, centre.now), loss_of(30'000, 301, 302, centre.now)});
  report.victim = {};
  report.paid_by = desk::PaidBy::cash;
  report.losses[0].payer.reset();
  report.losses[0].payee.reset();
  report.losses[0].particulars = {{desk::PaymentField::plate, {{}, "渝A12345"}}};
  report.losses[1].paid_by = desk::PaidBy::atm;
  centre.must(report);
  const auto id = centre.state.cases.rbegin()->first;
  centre.must(CompleteVictim{id, {{{}, "王芳"}, {}, {}}});
  centre.must(NamePayee{id, 0, loss_of(1, 301, 303, centre.now)});
}

/// One case loses its personal texts, another keeps them. Their plain texts are in the golden
/// lines: there the key was not destroyed, and the state is the same.
void erasures(Centre& centre) {
  for (const bool confirmed : {true, false}) {
    auto loss = loss_of(10'000, 1, 2, centre.now);
    loss.matched = base::Sequence{9};
    centre.must(report_of({loss}));
    const auto id = centre.state.cases.rbegin()->first;
    centre.must(CloseCase{id, desk::CaseOutcome::recovered, "已返还", "", ""});
    centre.must(RequestErasure{id, "保存期限届满"});
    centre.actor = "wang";
    if (confirmed) {
      centre.must(ConfirmErasure{id, "已核对"});
    } else {
      centre.must(DeclineErasure{id, "期限未满"});
    }
    centre.actor = "li";
  }
}

/// Deterministic, and long enough that every kind of event occurs.
Centre scenario() {
  Centre centre;
  centre.must(AddUser{{"li", "李警官", Role::officer, "", "hash", false}});
  centre.must(AddUser{{"bank1", "一行", Role::bank, "YZ01", "hash", false}});
  centre.must(SetPassword{"bank1", "hash2"});
  centre.must(DisableUser{"bank1"});
  centre.must(AddApiKey{{"feed1", Role::bank, "YZ01", "hash"}});
  centre.must(Reveal{"case", "C000001", "phone", "回访"});
  centre.must(SplitLegs{base::Sequence{4}, "两笔不同的转账"});
  centre.must(QuarantinePursuit{desk::CaseId{1}, "检查未通过"});
  centre.must(AcknowledgeAlarm{AlarmId{1}});
  base::Rng rng{2021};
  for (int step = 0; step < 160; ++step) {
    centre.now += base::Milliseconds{rng.between(0, rng.chance(100'000) ? 90'000'000 : 600'000)};
    const auto key = rng.chance(200'000) ? "key" + std::to_string(step) : std::string{};
    auto command = random_command(rng, centre);
    if (!std::holds_alternative<LoadRules>(command)) {  // the pack is long; once is enough
      (void)centre.ask(std::move(command), key, "d");
    }
  }
  rare_turns(centre);
  endings(centre);
  little_known(centre);
  erasures(centre);
  return centre;
}

void write_golden() {
  const auto centre = scenario();
  const std::string path = (holdfast::test::source_dir() / folder("v2")).string();
  std::ofstream events{path + "events.ndjson", std::ios::binary};
  for (const auto& event : centre.journal) {
    events << encode(event, hex_seal()) << '\n';
  }
  std::ofstream{path + "state.digest", std::ios::binary} << state_digest(centre.state) << '\n';
}

std::vector<std::string> lines(const std::string& version) {
  std::istringstream text{read_source(folder(version) + "events.ndjson")};
  std::vector<std::string> all;
  for (std::string line; std::getline(text, line);) {
    all.push_back(line);
  }
  return all;
}

TEST(GoldenJournal, ReadsToTheStateItWasWrittenFrom) {
  if (std::getenv("HOLDFAST_WRITE_GOLDEN") != nullptr) {
    write_golden();
  }
  for (const auto& version : versions) {
    const auto all = lines(version);
    ASSERT_GT(all.size(), 100U) << version;
    State state;
    std::size_t number = 0;
    for (const auto& line : all) {
      ++number;
      const auto event = decode(line, hex_open());
      ASSERT_TRUE(event.ok()) << version << ":" << number << ": " << event.error().message;
      evolve(state, *event);
      EXPECT_EQ(encode(*event, hex_seal()), line) << version << ":" << number;
    }
    EXPECT_EQ(state_digest(state) + "\n", read_source(folder(version) + "state.digest")) << version;
  }
}

TEST(GoldenJournal, HoldsEveryKindOfEvent) {
  std::set<std::string_view> kinds;
  std::vector<Event> events;
  for (const auto& line : lines("v2")) {
    events.push_back(decode(line, hex_open()).value());
    kinds.insert(kind_of(events.back().body));
  }
  boost::mp11::mp_for_each<boost::mp11::mp_iota<boost::mp11::mp_size<EventBody>>>([&](auto index) {
    EventBody body;
    body.emplace<decltype(index)::value>();
    EXPECT_TRUE(kinds.contains(kind_of(body))) << kind_of(body);
  });
}

TEST(GoldenJournal, AKindOrVersionThatIsNotKnownIsRefusedByName) {
  const auto all = lines("v2");
  ASSERT_FALSE(all.empty());
  const auto with = [&](std::string_view from, std::string_view to) {
    auto line = all.back();
    line.replace(line.find(from), from.size(), to);
    return decode(line, hex_open()).error();
  };
  const auto kind = with("\"kind\":\"", "\"kind\":\"x_");
  EXPECT_EQ(kind.where, "kind");
  EXPECT_NE(kind.message.find("x_"), std::string::npos);
  const auto version = with("\"v\":1", "\"v\":99");
  EXPECT_EQ(version.where, "v");
  EXPECT_NE(version.message.find("99"), std::string::npos);
}

}  // namespace
}  // namespace holdfast::core::test
