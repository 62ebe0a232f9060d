// Freezes in the book: what they bind, when they end, and how the queue moves on.
#include <gtest/gtest.h>

#include "bank/codec.hpp"
#include "bank/ledger.hpp"
#include "base/calendar.hpp"

namespace holdfast::bank {
namespace {

using base::ErrorCode;
using base::Fen;
using base::Instant;
using base::Milliseconds;

const Instant start = *base::parse_instant("2021-01-31T09:00:00+08:00");
const Instant half_year = *base::parse_instant("2021-07-31T09:00:00+08:00");

class FreezeTest : public testing::Test {
 protected:
  void SetUp() override {
    auto opened = Database::open("");
    ASSERT_TRUE(opened.ok());
    database_ = std::move(*opened);
    ledger_ = std::make_unique<Ledger>(*database_, LedgerRules{.institution = "YZ01"});
    ASSERT_TRUE(ledger_->prepare().ok());
    for (const auto& [number, name] : {std::pair{"A", "张三"}, std::pair{"B", "李四"}}) {
      ASSERT_TRUE(ledger_->open_account({number, name, "01", "", Fen{100'000}}).ok());
    }
  }
  Order freeze(const std::string& id, std::optional<std::int64_t> fen = {},
               FreezeScope scope = FreezeScope::in_only) {
    Order order;
    order.code = message::freeze;
    order.application_id = id;
    order.account = "B";
    order.account_name = "李四";
    order.scope = fen ? FreezeScope::limited : scope;
    if (fen) order.amount = Fen{*fen};
    order.term_months = 6;
    order.document = "冻字1号";
    order.organisation = "渝中区分局";
    return order;
  }
  static Order follow(const char* code, const std::string& id, const std::string& original) {
    Order order;
    order.code = code;
    order.application_id = id;
    order.original_application_id = original;
    order.document = "字1号";
    order.term_months = 6;
    return order;
  }
  std::string run(Order order, Instant at = start) {
    // What a wire would carry: a freeze in the queue is read again when its turn comes.
    order.body = R"({"code":")" + order.code + R"(","application_id":")" + order.application_id +
                 R"(","account":"B","account_name":"李四","freeze_type":"02","term_months":6,)" +
                 R"("original_application_id":"x","document":"d"})";
    begun_ = ledger_->advance_queues(at);
    (void)ledger_->receive(order, at, at);
    ledger_->execute(order, at, Ledger::Health::works);
    for (auto& id : ledger_->advance_queues(at)) begun_.push_back(id);
    return result_of(order.application_id);
  }
  std::string result_of(const std::string& id) {
    reply_ = ledger_->find_order(id)->reply;
    return parse_reply_head(reply_)->result;
  }
  std::optional<ErrorCode> pay(std::int64_t fen, Instant at = start) {
    const auto paid = ledger_->pay({.payer = "B",
                                    .payee = "A",
                                    .payee_name = "",
                                    .payee_institution = "YZ01",
                                    .amount = Fen{fen}},
                                   at);
    return paid ? std::nullopt : std::optional{paid.error().code};
  }
  std::optional<ErrorCode> receive(Instant at = start) {
    const auto paid = ledger_->pay({.payer = "A",
                                    .payee = "B",
                                    .payee_name = "",
                                    .payee_institution = "YZ01",
                                    .amount = Fen{1}},
                                   at);
    return paid ? std::nullopt : std::optional{paid.error().code};
  }
  bool reply_has(const std::string& text) const { return reply_.find(text) != std::string::npos; }

  std::unique_ptr<Database> database_;
  std::unique_ptr<Ledger> ledger_;
  std::string reply_;
  std::vector<std::string> begun_;
};

TEST_F(FreezeTest, EachScopeBindsWhatItSaysUntilTheDaySixMonthsOn) {
  EXPECT_EQ(run(freeze("F1", 60'000)), result::done);
  EXPECT_TRUE(reply_has("\"held_fen\":60000"));
  EXPECT_TRUE(reply_has("\"end\":\"2021-07-31T09:00:00.000+08:00\""));
  EXPECT_EQ(pay(40'001), ErrorCode::refused_by_rule);
  EXPECT_EQ(pay(40'000), std::nullopt);
  EXPECT_EQ(receive(), std::nullopt);
  const Instant last = half_year - Milliseconds{1};
  EXPECT_EQ(pay(2, last), ErrorCode::refused_by_rule);
  EXPECT_EQ(pay(2, half_year), std::nullopt);
}

TEST_F(FreezeTest, AFullFreezeTakesNoCreditsEither) {
  EXPECT_EQ(run(freeze("F1", {}, FreezeScope::full)), result::done);
  EXPECT_EQ(pay(1), ErrorCode::refused_by_rule);
  EXPECT_EQ(receive(), ErrorCode::refused_by_rule);
  EXPECT_EQ(ledger_->credit({"Z", "王五", "CB02", "B", Fen{7}, "transfer", start, "CL-1", "S"})
                .error()
                .code,
            ErrorCode::conflict)
      << "the paying bank takes it back";
  EXPECT_EQ(receive(half_year), std::nullopt);
}

TEST_F(FreezeTest, RefusesWithoutPaperBeyondTheTermAndAnotherName) {
  auto order = freeze("F1");
  order.document.clear();
  EXPECT_EQ(run(order), result::paper_missing);
  order.application_id = "F2";
  order.papers_later = true;
  EXPECT_EQ(run(order), result::done);
  order = freeze("F3");
  order.term_months = 13;
  EXPECT_EQ(run(order), result::beyond_term);
  order = freeze("F4");
  order.account_name = "王五";
  EXPECT_EQ(run(order), result::name_differs);
}

TEST_F(FreezeTest, WhatALimitedFreezeLeavesFreeMayBeFrozenToo) {
  EXPECT_EQ(run(freeze("F1", 60'000)), result::done);
  EXPECT_EQ(run(freeze("F2", 40'000)), result::done);
  EXPECT_EQ(run(freeze("F3", 1)), result::limit_frozen);
  EXPECT_TRUE(reply_has("\"department\":\"渝中区分局\""));
  EXPECT_EQ(run(freeze("F4")), result::limit_frozen);
  EXPECT_EQ(pay(1), ErrorCode::refused_by_rule);
}

TEST_F(FreezeTest, ABalanceThatDoesNotCoverIsFrozenInPart) {
  EXPECT_EQ(run(freeze("F1", 150'000)), result::partial);
  EXPECT_TRUE(reply_has("\"held_fen\":100000"));
  EXPECT_EQ(receive(), std::nullopt);
  EXPECT_EQ(pay(1), ErrorCode::refused_by_rule);
}

TEST_F(FreezeTest, TheQueueMovesOnTheMomentTheEarlierOneLapses) {
  EXPECT_EQ(run(freeze("F1")), result::done);
  EXPECT_EQ(run(freeze("F2")), result::fully_frozen);
  auto queued = freeze("F3");
  queued.queue = true;
  EXPECT_EQ(run(queued), result::done);
  EXPECT_TRUE(reply_has("\"queued\":true"));
  EXPECT_TRUE(reply_has("\"until\":\"2021-07-31T09:00:00.000+08:00\""));
  EXPECT_EQ(ledger_->next_advance(start), half_year);
  EXPECT_TRUE(ledger_->advance_queues(half_year - Milliseconds{1}).empty());
  // Nobody has looked yet: no debit slips through all the same.
  EXPECT_EQ(pay(1, half_year + std::chrono::hours{1}), ErrorCode::refused_by_rule);
  const auto begun = ledger_->advance_queues(half_year + std::chrono::hours{2});
  EXPECT_EQ(begun, std::vector<std::string>{"F3"});
  EXPECT_EQ(result_of("F3"), result::done);
  EXPECT_TRUE(reply_has("\"start\":\"2021-07-31T09:00:00.000+08:00\""));
  EXPECT_TRUE(reply_has("\"end\":\"2022-01-31T09:00:00.000+08:00\""));
  EXPECT_FALSE(ledger_->find_order("F3")->reply_sent);
  const Instant second_end = *base::parse_instant("2022-01-31T09:00:00+08:00");
  EXPECT_EQ(pay(1, second_end - Milliseconds{1}), ErrorCode::refused_by_rule);
  EXPECT_EQ(pay(1, second_end), std::nullopt);
}

TEST_F(FreezeTest, TheQueueMovesOnWhenTheEarlierOneIsLifted) {
  EXPECT_EQ(run(freeze("F1")), result::done);
  for (const auto* id : {"F2", "F3"}) {
    auto queued = freeze(id);
    queued.queue = true;
    EXPECT_EQ(run(queued), result::done);
  }
  const Instant later = start + std::chrono::hours{24};
  EXPECT_EQ(run(follow(message::freeze_release, "R2", "F2"), later), result::done)
      << "out of the queue";
  EXPECT_TRUE(begun_.empty());
  EXPECT_EQ(run(follow(message::freeze_release, "R1", "F1"), later), result::done);
  EXPECT_EQ(begun_, std::vector<std::string>{"F3"});
  EXPECT_EQ(run(follow(message::freeze_release, "R1b", "F1"), later), result::already_processed);
  EXPECT_EQ(run(follow(message::freeze_release, "R9", "F9"), later), result::payment_not_found);
  EXPECT_EQ(pay(1, half_year), ErrorCode::refused_by_rule) << "F3 runs from its own beginning";
  EXPECT_EQ(pay(1, half_year + std::chrono::hours{24}), std::nullopt);
}

TEST_F(FreezeTest, ARenewalComesBeforeTheEndAndAddsToIt) {
  EXPECT_EQ(run(freeze("F1")), result::done);
  EXPECT_EQ(run(follow(message::freeze_renewal, "N1", "F1"), half_year - Milliseconds{1}),
            result::done);
  EXPECT_TRUE(reply_has("\"end\":\"2022-01-31T09:00:00.000+08:00\""));
  const Instant end = *base::parse_instant("2022-01-31T09:00:00+08:00");
  EXPECT_EQ(pay(1, end - Milliseconds{1}), ErrorCode::refused_by_rule);
  EXPECT_EQ(run(follow(message::freeze_renewal, "N2", "F1"), end), result::extension_expired);
  EXPECT_EQ(run(follow(message::freeze_release, "R1", "F1"), end), result::release_expired);
  auto too_long = follow(message::freeze_renewal, "N3", "F1");
  too_long.term_months = 13;
  EXPECT_EQ(run(too_long, end - Milliseconds{1}), result::beyond_term);
  auto no_paper = follow(message::freeze_renewal, "N4", "F1");
  no_paper.document.clear();
  EXPECT_EQ(run(no_paper, end - Milliseconds{1}), result::paper_missing);
}

TEST_F(FreezeTest, TakesOverTheStopsItNamesAndCountsTheirMoneyOnce) {
  ASSERT_TRUE(ledger_
                  ->pay({.payer = "A",
                         .payee = "B",
                         .payee_name = "",
                         .payee_institution = "YZ01",
                         .amount = Fen{60'000}},
                        start)
                  .ok());
  Order stop;
  stop.code = message::stop;
  stop.application_id = "S1";
  stop.account = "B";
  stop.account_name = "李四";
  stop.amount = Fen{60'000};
  stop.justification = Justification{"A", "张三", Fen{60'000}, start, ""};
  EXPECT_EQ(run(stop), result::done);
  EXPECT_EQ(pay(100'001), ErrorCode::refused_by_rule);
  auto order = freeze("F1", 60'000);
  order.replaces = {"S1"};
  EXPECT_EQ(run(order), result::done);
  EXPECT_TRUE(reply_has("\"held_fen\":60000"));
  EXPECT_EQ(ledger_->live_holds("B", start).limited, Fen{60'000}) << "not twice";
  EXPECT_EQ(pay(100'000), std::nullopt);
  EXPECT_EQ(run(follow(message::release, "L1", "S1")), result::already_processed);
}

TEST(FreezeMessage, SaysWhatIsMissing) {
  const std::string head = R"({"code":"100201","application_id":"F1","account":"B",)"
                           R"("account_name":"李四","document":"d",)";
  EXPECT_TRUE(parse_order(head + R"("freeze_type":"01","amount_fen":5,"term_months":6})").ok());
  EXPECT_TRUE(parse_order(head + R"("freeze_type":"03","term_months":6,"replaces":["S1"]})").ok());
  const auto where = [&](const std::string& rest) {
    const auto order = parse_order(head + rest);
    return order ? std::string{} : order.error().where;
  };
  EXPECT_EQ(where(R"("freeze_type":"04","term_months":6})"), "/freeze_type");
  EXPECT_EQ(where(R"("freeze_type":"01","term_months":6})"), "/amount_fen");
  EXPECT_EQ(where(R"("freeze_type":"02","amount_fen":5,"term_months":6})"), "/amount_fen");
  EXPECT_EQ(where(R"("freeze_type":"02"})"), "/term_months");
  EXPECT_EQ(where(R"("freeze_type":"02","term_months":6,"replaces":[1]})"), "/replaces");
}

}  // namespace
}  // namespace holdfast::bank
