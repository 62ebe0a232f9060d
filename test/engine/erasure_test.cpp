// Destroying the key of a case: nothing of its personal texts opens again, and everything goes on.
#include <gtest/gtest.h>

#include "house.hpp"

namespace holdfast::engine_test {
namespace {

constexpr desk::CaseId one{1};
constexpr auto name = "张三丰";
constexpr auto phone = "13812345678";

void submit(House& house, const std::string& actor, core::CommandBody body) {
  const auto done = house.engine().submit_and_wait({actor}, std::move(body));
  ASSERT_TRUE(done.ok()) << done.error().message;
}

void erase(House& house) {
  ASSERT_TRUE(house.report("R1").ok());
  house.settle();
  submit(house, "wang",
         core::CloseCase{one, desk::CaseOutcome::transferred, "无可追", "等答复", "另行办理"});
  const auto query = house.order_in(order::State::acknowledged);
  ASSERT_TRUE(house.answer(query, "0302").ok());
  submit(house, "root1", core::RequestErasure{one, "期满"});
  submit(house, "root2", core::ConfirmErasure{one, "已核对"});
}

bool finds(House& house, const std::string& text) {
  port::RowQuery query;
  query.kind = "case";
  query.term = house.engine().search_term(text);
  const auto page = house.engine().list(query, house.engine().seq());
  return page.ok() && page->total > 0;
}

TEST(Erasure, LeavesNoTextInStateListsAndSearch) {
  House house;
  ASSERT_TRUE(house.report("R0").ok());
  EXPECT_TRUE(finds(house, phone));
  House other;
  erase(other);
  other.engine().read([](const core::State& state) {
    const auto& file = state.cases.at(one);
    EXPECT_EQ(file.victim.name.text, base::erased_text);
    EXPECT_EQ(file.victim.phone.text, base::erased_text);
    EXPECT_TRUE(file.victim.id_no.text.empty()) << "there was none";
  });
  EXPECT_FALSE(finds(other, phone));
  EXPECT_FALSE(finds(other, name));
  const auto doc = other.engine().find("case", "C000001", other.engine().seq());
  ASSERT_TRUE(doc.ok());
  EXPECT_NE(doc->find(std::string{base::erased_text}), std::string::npos);
  EXPECT_EQ(doc->find("张"), std::string::npos);
}

TEST(Erasure, DestroysTheKeyBeforeAnybodyIsTold) {
  House house;
  const auto subject = base::subject_of(base::SubjectKind::case_file, one.value());
  std::string sealed;
  ASSERT_TRUE(house.report("R1").ok());
  sealed = house.keys().seal(subject, "as it was sealed");
  house.settle();
  submit(house, "wang",
         core::CloseCase{one, desk::CaseOutcome::transferred, "无可追", "等答复", "另行办理"});
  ASSERT_TRUE(house.answer(house.order_in(order::State::acknowledged), "0302").ok());
  submit(house, "root1", core::RequestErasure{one, "期满"});
  EXPECT_TRUE(house.keys().open(subject, sealed).ok());
  submit(house, "root2", core::ConfirmErasure{one, "已核对"});
  EXPECT_EQ(house.keys().open(subject, sealed).error().code, base::ErrorCode::not_found);
}

TEST(Erasure, ARestartAndListsMadeAnewAreTheSame) {
  House house;
  erase(house);
  house.settle();
  EXPECT_TRUE(house.journal().verify().ok()) << "the chain covers the ciphertext";
  house.expect_same_after_restarts();
}

TEST(Erasure, IsFinishedByTheNextStartWhenACrashCameBetween) {
  House house;
  const auto subject = base::subject_of(base::SubjectKind::case_file, one.value());
  erase(house);
  house.settle();
  const auto state = house.state();
  house.close();
  // The same journal with the key still there, as after a crash before its destruction.
  auto before = std::make_shared<store::MemoryKeyStore>(7);
  for (std::uint64_t i = 0; i < 8; ++i) {
    (void)before->seal(base::subject_of(base::SubjectKind::account, i), "x");
  }
  const auto sealed = before->seal(subject, "still readable");
  ASSERT_TRUE(house.open_with(before).ok());
  EXPECT_EQ(before->open(subject, sealed).error().code, base::ErrorCode::not_found);
  EXPECT_EQ(house.state(), state);
}

TEST(Keys, AStoreThatLacksTheJournalsKeysIsRefusedAtStart) {
  House house;
  house.tell_transfers();
  ASSERT_TRUE(house.report("R1").ok());
  house.settle();
  house.close();
  const auto empty = house.open_with(std::make_shared<store::MemoryKeyStore>(8));
  ASSERT_FALSE(empty.ok());
  EXPECT_EQ(empty.error().code, base::ErrorCode::corrupt);
  EXPECT_NE(empty.error().message.find("keys.db"), std::string::npos) << empty.error().message;
  house.open(House::Snapshots::none);
  EXPECT_EQ(house.cases(), 1U) << "with the right one it starts";
}

}  // namespace
}  // namespace holdfast::engine_test
