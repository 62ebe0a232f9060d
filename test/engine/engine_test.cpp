// What a restart, a retry and a late answer must not change.
#include <gtest/gtest.h>

#include "house.hpp"

namespace holdfast::engine_test {
namespace {

/// A theft, two stops on their way, one of them in force.
void live_through(House& house) {
  house.tell_transfers();
  ASSERT_TRUE(house.report("R1").ok());
  const auto stop = house.order_in(order::State::acknowledged);
  ASSERT_TRUE(house.answer(stop, "0000").ok());
  (void)house.order_in(order::State::in_force);
  house.settle();
}

TEST(Restart, FromASnapshotOrTheJournalAloneIsTheSame) {
  House house;
  live_through(house);
  const auto before = house.state();
  const auto transfers = house.engine().durable();
  house.close();
  for (const auto snapshots : {House::Snapshots::kept, House::Snapshots::none}) {
    house.open(snapshots);
    house.settle();
    EXPECT_EQ(house.state(), before);
    EXPECT_EQ(house.engine().durable(), transfers);
    house.close();
  }
}

TEST(Restart, SendsAgainWhatAwaitsABankUnderTheSameNumber) {
  House house;
  house.mailbox().is_deaf = true;
  house.tell_transfers();
  ASSERT_TRUE(house.report("R1").ok());
  const auto waiting = house.order_in(order::State::sent);
  house.close();
  {
    const std::lock_guard held{house.mailbox().lock};
    house.mailbox().messages.clear();
    house.mailbox().is_deaf = false;
  }
  house.open();
  (void)house.order_in(order::State::acknowledged);
  const std::lock_guard held{house.mailbox().lock};
  bool again = false;
  for (const auto& message : house.mailbox().messages) {
    again = again || message.application_id == waiting;
  }
  EXPECT_TRUE(again);
}

TEST(Restart, ListsMadeAnewHaveTheSameRows) {
  House house;
  live_through(house);
  const auto before = house.rows();
  EXPECT_GT(before.size(), 8U);
  house.close();
  house.delete_lists();
  house.open();
  house.settle();
  EXPECT_EQ(house.rows(), before);
}

TEST(Report, UnderTheSameKeyIsOneCase) {
  House house;
  const auto first = house.report("R1");
  const auto again = house.report("R1");
  ASSERT_TRUE(first.ok() && again.ok());
  EXPECT_EQ(again->answer.id, first->answer.id);
  EXPECT_EQ(house.cases(), 1U);
  house.close();
  house.open();
  const auto later = house.report("R1");
  ASSERT_TRUE(later.ok());
  EXPECT_EQ(later->answer.id, first->answer.id);
  EXPECT_EQ(house.cases(), 1U);
  const auto other = house.report("R2");
  ASSERT_TRUE(other.ok());
  EXPECT_NE(other->answer.id, first->answer.id);
}

TEST(Report, AKeyUsedForAnotherReportIsRefused) {
  House house;
  ASSERT_TRUE(house.report("R1", "one").ok());
  const auto other = house.report("R1", "another");
  ASSERT_FALSE(other.ok());
  EXPECT_EQ(other.error().code, base::ErrorCode::conflict);
  EXPECT_EQ(house.cases(), 1U);
}

TEST(Reply, ComesThoughTheOrderWasNeverAcknowledged) {
  House house;
  house.mailbox().is_deaf = true;
  house.tell_transfers();
  ASSERT_TRUE(house.report("R1").ok());
  const auto waiting = house.order_in(order::State::sent);
  ASSERT_TRUE(house.answer(waiting, "0000").ok());
  EXPECT_EQ(house.order_in(order::State::in_force), waiting);
}

TEST(Reply, TwiceChangesNothing) {
  House house;
  live_through(house);
  const auto stop = house.order_in(order::State::in_force);
  const auto before = house.state();
  const auto transfers = house.engine().durable();
  ASSERT_TRUE(house.answer(stop, "0000").ok());
  house.settle();
  EXPECT_EQ(house.state(), before);
  EXPECT_EQ(house.engine().durable(), transfers) << "the balance was taken down twice";
}

TEST(Reply, ItsBalanceIsTakenDownOnceHoweverOftenItIsToldAndWhateverTheFeedsTellLater) {
  House house;
  house.tell_transfers();
  const auto transfers = house.engine().durable().value();
  ASSERT_TRUE(house.report("R1").ok());
  const auto stop = house.order_in(order::State::acknowledged);
  ASSERT_TRUE(house.answer(stop, "0000").ok());
  EXPECT_EQ(house.engine().durable().value(), transfers + 1) << "of an account at rest, at once";
  house.tell_quiet(base::Milliseconds{1});
  ASSERT_TRUE(house.answer(stop, "0000").ok());
  house.tell_quiet(base::Milliseconds{2});
  house.settle();
  EXPECT_EQ(house.engine().durable().value(), transfers + 1) << "it was taken down twice";
  const auto before = house.state();
  house.close();
  house.open(House::Snapshots::none);
  EXPECT_EQ(house.engine().durable().value(), transfers + 1);
  EXPECT_EQ(house.state(), before);
}

TEST(Reply, ToAnOrderOfAnotherCentreIsRefused) {
  House house;
  const auto answer = house.answer("elsewhere-O000001", "0000");
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, base::ErrorCode::not_found);
}

TEST(Idle, TheKeysAreTidiedWhileNothingWaits) {
  House house;
  EXPECT_TRUE(house.tidies());
}

/// A stop's answer that states a balance of `fen` at the first mule, who should have 30,000.00.
engine::PartnerReply stating(House& house, std::int64_t fen, base::Instant at) {
  engine::PartnerReply reply;
  reply.application_id = house.order_in(order::State::acknowledged);
  reply.reply.partner_number = "B1";
  reply.reply.result = "0000";
  reply.reply.balance = base::Fen{fen};
  reply.start = house.now();
  reply.end = house.now() + std::chrono::hours{48};
  reply.balance_at = at;
  return reply;
}

TEST(GoneUnseen, TheBankIsAskedWhereTheMoneyWentAndItsAnswerIsFollowed) {
  House house;
  house.tell_transfers();
  ASSERT_TRUE(house.report("R1").ok());
  const auto stated_at = house.now() - std::chrono::minutes{1};
  ASSERT_TRUE(house.answer(stating(house, 1'000'000, stated_at)).ok());
  const auto query = house.order_of(order::Family::transaction_query);
  ASSERT_TRUE(query.justification.has_value());
  EXPECT_EQ(query.justification->amount, base::Fen{2'000'000});
  EXPECT_EQ(query.justification->time, stated_at);
  const auto stops = house.orders_of(order::Family::stop);

  engine::PartnerReply reply;
  reply.application_id = "test-" + order::to_text(query.id);
  reply.reply.result = "0000";
  reply.reply.balance = base::Fen{1'000'000};
  reply.balance_at = house.now();
  engine::FeedRow row;
  row.id = row.serial = "T9";
  row.time = house.now() - std::chrono::minutes{3};
  row.payer = "9922020000000015";
  row.payee = "9911010000000033";
  row.amount = base::Fen{2'000'000};
  reply.rows = {row};
  ASSERT_TRUE(house.answer(std::move(reply)).ok());
  house.settle();
  EXPECT_EQ(house.orders_of(order::Family::stop), stops + 1) << "the account it went to is stopped";
  EXPECT_EQ(house.orders_of(order::Family::transaction_query), 1U) << "the gap was explained";
}

TEST(GoneUnseen, WhatTheFeedHasNotToldYetMayOnlyBeLate) {
  House house;
  house.tell_transfers();  // up to now
  ASSERT_TRUE(house.report("R1").ok());
  ASSERT_TRUE(house.answer(stating(house, 1'000'000, house.now())).ok());
  house.settle();
  EXPECT_EQ(house.orders_of(order::Family::transaction_query), 0U);
  house.close();
  house.open();
  house.settle();
  EXPECT_EQ(house.orders_of(order::Family::transaction_query), 0U);
  house.tell_as_of("SX02", house.now() + base::Milliseconds{1});
  EXPECT_EQ(house.order_of(order::Family::transaction_query).justification->amount,
            base::Fen{2'000'000});
  house.tell_as_of("SX02", house.now() + base::Milliseconds{2});
  house.settle();
  EXPECT_EQ(house.orders_of(order::Family::transaction_query), 1U);
}

engine::FeedRow payment(const std::string& serial, base::Instant time, const std::string& payer,
                        const std::string& payee, std::int64_t fen) {
  engine::FeedRow row;
  row.id = row.serial = serial;
  row.time = time;
  row.payer = payer;
  row.payee = payee;
  row.amount = base::Fen{fen};
  return row;
}

constexpr const char* merchant_code = "MCH88010001";
constexpr const char* settles_to = "9911010000000041";

/// The first mule pays 30,000.00 at a merchant of SX02's; the payment company is asked whose it is.
order::Order pay_at_merchant(House& house) {
  house.tell_transfers();
  EXPECT_TRUE(house.report("R1").ok());
  auto row = payment("T3", house.now() - std::chrono::minutes{4}, "9922020000000015", merchant_code,
                     3'000'000);
  row.payee_institution = "SX02";
  row.kind = fund::Kind::merchant;
  house.tell("SX02", std::move(row));
  return house.order_of(order::Family::subject_query);
}

/// What the case says of the merchant code.
std::string merchant_row(House& house) {
  for (const auto& row : house.rows()) {
    if (row.starts_with("account ") && row.find("MCH****0001") != std::string::npos) {
      return row;
    }
  }
  return {};
}

TEST(ExitOpened, TheMerchantBecomesAnAccountAndItsSettlementIsStopped) {
  House house;
  const auto query = pay_at_merchant(house);
  house.settle();
  EXPECT_NE(merchant_row(house).find(R"("exit_kind":"merchant")"), std::string::npos);
  EXPECT_NE(merchant_row(house).find(R"("reopened_at":null)"), std::string::npos);

  engine::PartnerReply subject;
  subject.application_id = "test-" + order::to_text(query.id);
  subject.reply.result = "0000";
  subject.shows_account = true;
  ASSERT_TRUE(house.answer(subject).ok());
  const auto ask = house.order_of(order::Family::transaction_query);
  EXPECT_EQ(ask.account, query.account);
  house.settle();
  EXPECT_NE(merchant_row(house).find(R"("exit_kind":null)"), std::string::npos);
  EXPECT_EQ(merchant_row(house).find(R"("reopened_at":null)"), std::string::npos);
  EXPECT_NE(merchant_row(house).find(R"("due_fen":3000000)"), std::string::npos);

  engine::PartnerReply moved;
  moved.application_id = "test-" + order::to_text(ask.id);
  moved.reply.result = "0000";
  auto onward =
      payment("T4", house.now() - std::chrono::minutes{3}, merchant_code, settles_to, 2'900'000);
  onward.payer_institution = "SX02";
  moved.rows = {onward};
  ASSERT_TRUE(house.answer(moved).ok());
  house.settle();
  const auto stop = house.order_of(order::Family::stop);
  EXPECT_EQ(stop.institution, "YZ01");
  EXPECT_EQ(stop.amount, base::Fen{2'900'000});
  EXPECT_NE(merchant_row(house).find(R"("due_fen":100000)"), std::string::npos);

  const auto before = house.state();
  const auto rows = house.rows();
  ASSERT_TRUE(house.answer(subject).ok());
  house.settle();
  EXPECT_EQ(house.state(), before) << "the same reply again";
  for (const auto snapshots : {House::Snapshots::kept, House::Snapshots::none}) {
    house.close();
    house.delete_lists();
    house.open(snapshots);
    house.settle();
    EXPECT_EQ(house.state(), before);
    EXPECT_EQ(house.rows(), rows);
  }
}

TEST(ExitOpened, WhatReachedItBeforeItWasAnAccountStaysOutside) {
  House house;
  const auto query = pay_at_merchant(house);
  engine::PartnerReply subject;
  subject.application_id = "test-" + order::to_text(query.id);
  subject.reply.result = "0000";
  subject.shows_account = true;
  subject.account_since = house.now() - std::chrono::minutes{4};  // the payment's own moment
  ASSERT_TRUE(house.answer(subject).ok());
  house.settle();
  EXPECT_NE(merchant_row(house).find(R"("exit_kind":"merchant")"), std::string::npos);
}

TEST(ExitOpened, ARefusedQueryOpensNothing) {
  House house;
  const auto query = pay_at_merchant(house);
  house.settle();
  const auto transfers = house.engine().durable();
  engine::PartnerReply subject;
  subject.application_id = "test-" + order::to_text(query.id);
  subject.reply.result = "0300";
  subject.shows_account = true;
  ASSERT_TRUE(house.answer(subject).ok());
  house.settle();
  EXPECT_EQ(house.engine().durable(), transfers);
  EXPECT_EQ(house.orders_of(order::Family::transaction_query), 0U);
}

TEST(Feed, ToldAgainAddsNothing) {
  House house;
  house.tell_transfers();
  const auto transfers = house.engine().durable();
  EXPECT_EQ(transfers.value(), 2U) << "the theft's two legs are one transfer";
  house.tell_transfers();
  EXPECT_EQ(house.engine().durable(), transfers);
  house.close();
  house.open(House::Snapshots::none);
  house.tell_transfers();
  EXPECT_EQ(house.engine().durable(), transfers);
}

}  // namespace
}  // namespace holdfast::engine_test
