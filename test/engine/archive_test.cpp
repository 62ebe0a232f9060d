// Warnings that are over: they leave the state, their documents stay, lists made anew show the
// same, and once their term is over nobody can read who it was.
#include <gtest/gtest.h>

#include "house.hpp"
#include "support/source_dir.hpp"

namespace holdfast::engine_test {
namespace {

constexpr dissuade::WarningId one{1};
constexpr auto name = "张三丰";
constexpr auto phone = "13812345678";
constexpr auto text = "加群领佣金";

std::string replaced(std::string pack, const std::string& from, const std::string& to) {
  const auto at = pack.find(from);
  base::check(at != std::string::npos, "the shipped rules do not hold that text");
  return pack.replace(at, from.size(), to);
}

std::string rules(bool is_kept_short, bool is_erased_at_once) {
  auto pack = store::slurp((test::source_dir() / "rules/spine.toml").string());
  if (is_kept_short) {
    pack = replaced(pack, "key = \"warn.kept\"\nvalue = 7", "key = \"warn.kept\"\nvalue = 0");
  }
  if (is_erased_at_once) {
    pack = replaced(pack, "key = \"warn.retention\"\nvalue = 12",
                    "key = \"warn.retention\"\nvalue = 0");
  }
  return pack;
}

void submit(House& house, core::CommandBody body) {
  const auto done = house.engine().submit_and_wait({"wang"}, std::move(body));
  ASSERT_TRUE(done.ok()) << done.error().message;
}

void raise(House& house, const std::string& number, const std::string& who) {
  core::RaiseWarning raise;
  raise.grade = "中危";
  raise.reasons = {"向新收款人付款 " + number};
  raise.phone = number;
  raise.person = house.engine().search_term(number);
  raise.name = who;
  raise.texts = {text};
  raise.area = "民权路 1 号";
  submit(house, raise);
}

/// One that is over, and one that is open.
void two_warnings(House& house) {
  raise(house, phone, name);
  submit(house, core::TakeWarningStep{one, dissuade::Step::sign_off, dissuade::Result::done, {}});
  submit(house, core::TakeWarningStep{one, dissuade::Step::call, dissuade::Result::answered, {}});
  submit(house, core::ConcludeWarning{one, "paid", {}, base::Fen{100}, "已转出"});
  raise(house, "13812345679", "李四");
}

bool eventually(House& house, const std::function<bool(const core::State&)>& look) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{20};
  for (bool found = false;;) {
    house.engine().read([&](const core::State& state) { found = look(state); });
    if (found || std::chrono::steady_clock::now() > until) {
      return found;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
}

bool is_past(House& house) {
  return eventually(house, [](const core::State& state) {
    return state.past_warnings.contains(one) && !state.warnings.contains(one);
  });
}

std::string document(House& house) {
  return house.engine().find("warning", "J000001", house.engine().seq()).value();
}

TEST(Archive, AWarningThatIsOverLeavesTheStateAndKeepsItsDocument) {
  House house;
  two_warnings(house);
  house.settle();
  const auto before = document(house);
  EXPECT_NE(before.find("已转出"), std::string::npos);
  submit(house, core::LoadRules{rules(true, false)});
  ASSERT_TRUE(is_past(house));
  EXPECT_EQ(document(house), before);
  house.engine().read([](const core::State& state) {
    const auto& past = state.past_warnings.at(one);
    EXPECT_EQ(past.outcome, "paid");
    EXPECT_EQ(past.lost, base::Fen{100});
    EXPECT_FALSE(past.is_erased);
    EXPECT_TRUE(state.warnings.contains(dissuade::WarningId{2})) << "the open one stays";
  });
  EXPECT_EQ(house.state().find(name), std::string::npos);
}

TEST(Archive, ARestartAndListsMadeAnewAreTheSame) {
  House house;
  two_warnings(house);
  submit(house, core::LoadRules{rules(true, false)});
  ASSERT_TRUE(is_past(house));
  house.settle();
  house.expect_same_after_restarts();
}

TEST(Archive, WhatWasToldIsReadFromTheJournal) {
  House house;
  two_warnings(house);
  submit(house, core::LoadRules{rules(true, false)});
  ASSERT_TRUE(is_past(house));
  port::RowQuery query;
  query.kind = "warning_told";
  query.parent = "J000001";
  const auto page = house.engine().list(query, house.engine().seq());
  ASSERT_TRUE(page.ok());
  ASSERT_EQ(page->docs.size(), 1U);
  const auto batch = std::stoull(page->docs[0].substr(page->docs[0].find(':') + 1));
  const auto events = house.engine().events_of(batch);
  ASSERT_TRUE(events.ok()) << events.error().message;
  std::size_t raised = 0;
  for (const auto& event : *events) {
    if (const auto* body = std::get_if<core::WarningRaised>(&event.body)) {
      ++raised;
      EXPECT_EQ(body->warning.name.text, name);
      EXPECT_EQ(body->warning.place->told.text, "民权路 1 号");
    }
  }
  EXPECT_EQ(raised, 1U);
  EXPECT_EQ(house.engine().events_of(1'000'000).error().code, base::ErrorCode::not_found);
}

TEST(Archive, OnceItsTermIsOverNobodyReadsWhoItWas) {
  House house;
  const auto subject = base::subject_of(base::SubjectKind::warning, one.value());
  two_warnings(house);
  const auto sealed = house.keys().seal(subject, "as it was sealed");
  submit(house, core::LoadRules{rules(true, true)});
  ASSERT_TRUE(eventually(house, [](const core::State& state) {
    const auto past = state.past_warnings.find(one);
    return past != state.past_warnings.end() && past->second.is_erased;
  }));
  house.settle();
  EXPECT_EQ(house.keys().open(subject, sealed).error().code, base::ErrorCode::not_found);
  const auto doc = document(house);
  EXPECT_NE(doc.find("\"is_erased\":true"), std::string::npos) << doc;
  EXPECT_NE(doc.find("中危"), std::string::npos);
  EXPECT_EQ(doc.find("已转出"), std::string::npos) << "what officers wrote is gone from the lists";
  EXPECT_EQ(doc.find("张"), std::string::npos);
  EXPECT_TRUE(house.journal().verify().ok()) << "the chain covers the ciphertext";
  house.expect_same_after_restarts();
}

TEST(Archive, AnErasureIsFinishedByTheNextStartWhenACrashCameBetween) {
  House house;
  const auto subject = base::subject_of(base::SubjectKind::warning, one.value());
  two_warnings(house);
  submit(house, core::LoadRules{rules(true, true)});
  ASSERT_TRUE(eventually(house, [](const core::State& state) {
    const auto past = state.past_warnings.find(one);
    return past != state.past_warnings.end() && past->second.is_erased;
  }));
  house.settle();
  house.close();
  auto before = std::make_shared<store::MemoryKeyStore>(7);
  const auto sealed = before->seal(subject, "still readable");
  (void)before->seal(base::subject_of(base::SubjectKind::warning, 2), "x");
  ASSERT_TRUE(house.open_with(before).ok());
  EXPECT_EQ(before->open(subject, sealed).error().code, base::ErrorCode::not_found);
}

}  // namespace
}  // namespace holdfast::engine_test
