// The book's rules at their boundaries, and its conservation as a property.
#include "bank/ledger.hpp"

#include <filesystem>
#include <gtest/gtest.h>
#include <map>
#include <stdlib.h>

#include "bank/codec.hpp"
#include "base/rng.hpp"

namespace holdfast::bank {
namespace {

using base::ErrorCode;
using base::Fen;
using base::Instant;
using base::Milliseconds;
using std::chrono::hours;

const Instant start = *base::parse_instant("2021-01-01T09:00:00+08:00");

class LedgerTest : public testing::Test {
 protected:
  void SetUp() override {
    open("");
    add("A", "张三", 100'000);
    add("B", "李四", 0);
  }
  void open(const std::string& path) {
    ledger_.reset();
    database_.reset();
    auto opened = Database::open(path);
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    database_ = std::move(*opened);
    ledger_ = std::make_unique<Ledger>(*database_, LedgerRules{.institution = "YZ01"});
    ASSERT_TRUE(ledger_->prepare().ok());
  }
  void add(const std::string& number, const std::string& name, std::int64_t fen) {
    ASSERT_TRUE(ledger_->open_account({number, name, "01", "13800000000", Fen{fen}}).ok());
  }
  base::Result<Posting> pay(const std::string& payer, const std::string& payee, std::int64_t fen,
                            Instant at = start, std::string serial = {}) {
    return ledger_->pay({.payer = payer,
                         .payee = payee,
                         .payee_name = "",
                         .payee_institution = "YZ01",
                         .amount = Fen{fen},
                         .serial = std::move(serial)},
                        at);
  }
  base::Result<Posting> cash(const std::string& payer, std::int64_t fen, Instant at) {
    return ledger_->pay({.payer = payer,
                         .payee = "ATM-7",
                         .payee_name = "",
                         .payee_institution = "",
                         .amount = Fen{fen},
                         .kind = "cash"},
                        at);
  }
  std::int64_t balance(const std::string& account) {
    return ledger_->find_account(account)->balance.value();
  }
  // A stop on B for 60,000 fen that A paid at `start`.
  Order stop(const std::string& id, std::optional<std::int64_t> fen = {}) {
    Order order;
    order.code = message::stop;
    order.application_id = id;
    order.account = "B";
    order.account_name = "李四";
    if (fen) order.amount = Fen{*fen};
    order.justification = Justification{"A", "张三", Fen{60'000}, start, ""};
    return as_sent(order);
  }
  static Order follow(const char* code, const std::string& id, const std::string& original) {
    Order order;
    order.code = code;
    order.application_id = id;
    order.original_application_id = original;
    return as_sent(order);
  }
  static Order as_sent(Order order) {
    order.body = order.code + order.application_id;
    return order;
  }
  // Receives and executes; the result code and the whole reply.
  std::string run(const Order& order, Instant at = start,
                  Ledger::Health health = Ledger::Health::works) {
    (void)ledger_->receive(order, at, at);
    ledger_->execute(order, at, health);
    reply_ = ledger_->find_order(order.application_id)->reply;
    return parse_reply_head(reply_)->result;
  }
  bool reply_has(const std::string& text) const { return reply_.find(text) != std::string::npos; }

  std::unique_ptr<Database> database_;
  std::unique_ptr<Ledger> ledger_;
  std::string reply_;
};

TEST_F(LedgerTest, PaymentsMoveMoneyToTheFenAndNoFurther) {
  ASSERT_TRUE(pay("A", "B", 100'000).ok());
  EXPECT_EQ(balance("A"), 0);
  EXPECT_EQ(balance("B"), 100'000);
  const auto short_by_one = pay("B", "A", 100'001);
  ASSERT_FALSE(short_by_one.ok());
  EXPECT_EQ(short_by_one.error().code, ErrorCode::conflict);
  EXPECT_EQ(pay("X", "B", 1).error().code, ErrorCode::not_found);
  EXPECT_EQ(pay("A", "X", 1).error().code, ErrorCode::not_found);
  EXPECT_EQ(balance("B"), 100'000);
}

TEST_F(LedgerTest, ASerialMakesAPaymentIdempotent) {
  const auto first = pay("A", "B", 500, start, "S1");
  const auto again = pay("A", "B", 500, start, "S1");
  ASSERT_TRUE(first.ok() && again.ok());
  EXPECT_EQ(first->number, again->number);
  EXPECT_EQ(balance("B"), 500);
  EXPECT_EQ(pay("A", "B", 501, start, "S1").error().code, ErrorCode::conflict);
}

TEST_F(LedgerTest, ACreditIsTakenOncePerClearingNumber) {
  const Credit credit{"Z", "王五", "CB02", "B", Fen{700}, "transfer", start, "CL-1", "CB02-9"};
  const auto first = ledger_->credit(credit);
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(ledger_->credit(credit)->number, first->number);
  EXPECT_EQ(balance("B"), 700);
  Credit other = credit;
  other.amount = Fen{701};
  EXPECT_EQ(ledger_->credit(other).error().code, ErrorCode::conflict);
  other.clearing = "CL-2";
  other.payee = "X";
  EXPECT_EQ(ledger_->credit(other).error().code, ErrorCode::not_found);
}

TEST_F(LedgerTest, AStoppedAccountTakesCreditsAndRefusesDebitsUntilExactly48Hours) {
  ASSERT_TRUE(pay("A", "B", 60'000).ok());
  EXPECT_EQ(run(stop("O1")), result::done);
  EXPECT_TRUE(reply_has("\"held_fen\":60000"));
  EXPECT_TRUE(reply_has("\"start\":\"2021-01-01T09:00:00.000+08:00\""));
  EXPECT_TRUE(reply_has("\"end\":\"2021-01-03T09:00:00.000+08:00\""));
  EXPECT_EQ(pay("B", "A", 1).error().code, ErrorCode::refused_by_rule);
  EXPECT_EQ(cash("B", 1, start).error().code, ErrorCode::refused_by_rule);
  EXPECT_TRUE(pay("A", "B", 10).ok());
  const Instant last = start + hours{48} - Milliseconds{1};
  EXPECT_EQ(cash("B", 1, last).error().code, ErrorCode::refused_by_rule);
  EXPECT_TRUE(cash("B", 1, start + hours{48}).ok());
}

TEST_F(LedgerTest, ALimitedHoldLeavesWhatIsAboveItFree) {
  ASSERT_TRUE(pay("A", "B", 60'000).ok());
  EXPECT_EQ(run(stop("O1", 40'000)), result::done);
  EXPECT_TRUE(reply_has("\"held_fen\":40000"));
  EXPECT_EQ(cash("B", 20'001, start).error().code, ErrorCode::refused_by_rule);
  EXPECT_TRUE(cash("B", 20'000, start).ok());
  EXPECT_EQ(cash("B", 1, start).error().code, ErrorCode::refused_by_rule);
  // Without the balance it is not the hold that forbids.
  EXPECT_EQ(cash("B", 40'001, start).error().code, ErrorCode::conflict);
}

TEST_F(LedgerTest, LimitedHoldsAddUpAndAShortOneIsPartial) {
  ASSERT_TRUE(pay("A", "B", 60'000).ok());
  EXPECT_EQ(run(stop("O1", 40'000)), result::done);
  EXPECT_EQ(run(stop("O2", 20'001)), result::partial);  // one fen short
  EXPECT_TRUE(reply_has("\"held_fen\":20000"));
  EXPECT_EQ(cash("B", 1, start).error().code, ErrorCode::refused_by_rule);
  // The second hold bites on money that comes later.
  EXPECT_TRUE(pay("A", "B", 1).ok());
  EXPECT_EQ(cash("B", 1, start).error().code, ErrorCode::refused_by_rule);
  EXPECT_TRUE(pay("A", "B", 1).ok());
  EXPECT_TRUE(cash("B", 1, start).ok());
}

TEST_F(LedgerTest, AHoldExactlyAsLargeAsTheBalanceIsWhole) {
  ASSERT_TRUE(pay("A", "B", 60'000).ok());
  EXPECT_EQ(run(stop("O1", 60'000)), result::done);
  ASSERT_TRUE(pay("A", "B", 5).ok());
  EXPECT_TRUE(cash("B", 5, start).ok());
}

TEST_F(LedgerTest, AStopNeedsItsAccountItsNameAndItsPayment) {
  ASSERT_TRUE(pay("A", "B", 60'000, start, "S60").ok());
  int next = 0;
  const auto with = [&](auto change) {
    Order order = stop("J" + std::to_string(++next));
    change(order);
    return run(order);
  };
  EXPECT_EQ(with([](Order& order) { order.account = "X"; }), result::account_absent);
  EXPECT_EQ(with([](Order& order) { order.account_name = "李五"; }), result::name_differs);
  EXPECT_EQ(with([](Order& order) { order.justification->payer = "C"; }),
            result::payment_not_found);
  EXPECT_EQ(with([](Order& order) { order.justification->amount = Fen{60'001}; }),
            result::amount_differs);
  EXPECT_EQ(with([](Order& order) { order.justification->serial = "S61"; }),
            result::payment_not_found);
  EXPECT_EQ(with([](Order& order) { order.justification->time += Milliseconds{300'001}; }),
            result::payment_not_found);
  EXPECT_EQ(with([](Order& order) { order.term_hours = 49; }), result::beyond_term);
  // None of these stopped anything.
  EXPECT_TRUE(cash("B", 1, start).ok());
  EXPECT_EQ(with([](Order& order) {
              order.justification->time += Milliseconds{300'000};
              order.justification->serial = "S60";
              order.account_name = "";
              order.name_unknown = true;
            }),
            result::done);
}

TEST_F(LedgerTest, ThePaymentMayBeNamedByAnyOfItsNumbers) {
  ASSERT_TRUE(
      ledger_->credit({"Z", "王五", "CB02", "B", Fen{700}, "transfer", start, "CL-1", "CB02-9"})
          .ok());
  for (const char* serial : {"CL-1", "CB02-9"}) {
    Order order = stop(std::string{"O"} + serial);
    order.justification = Justification{"Z", "", Fen{700}, start, serial};
    EXPECT_EQ(run(order), result::done) << serial;
  }
}

TEST_F(LedgerTest, MoneyThatOnlyLeftTheAccountJustifiesNothing) {
  ASSERT_TRUE(pay("A", "B", 60'000).ok());
  Order order = stop("O1");
  order.account = "A";
  order.account_name = "张三";
  order.justification->payer = "B";
  EXPECT_EQ(run(order), result::payment_not_found);
}

TEST_F(LedgerTest, AtMostTwoStopsAnAccountWhetherRepeatedOrExtended) {
  ASSERT_TRUE(pay("A", "B", 60'000).ok());
  EXPECT_EQ(run(stop("O1", 100)), result::done);
  EXPECT_EQ(run(follow(message::extend, "E1", "O1")), result::done);
  EXPECT_TRUE(reply_has("\"end\":\"2021-01-05T09:00:00.000+08:00\""));
  EXPECT_EQ(run(stop("O2", 100)), result::too_many_stops);
  EXPECT_EQ(run(follow(message::extend, "E2", "E1")), result::too_many_stops);
  // The extension took the stop's place: the hundred counts once.
  EXPECT_TRUE(cash("B", 59'900, start).ok());
  EXPECT_EQ(cash("B", 1, start + hours{96} - Milliseconds{1}).error().code,
            ErrorCode::refused_by_rule);
  EXPECT_TRUE(cash("B", 1, start + hours{96}).ok());
  EXPECT_EQ(run(stop("O3", 100), start + hours{97}), result::too_many_stops);
}

TEST_F(LedgerTest, ExtensionAndReleaseOfALapsedStopFailAsSuch) {
  ASSERT_TRUE(pay("A", "B", 60'000).ok());
  EXPECT_EQ(run(stop("O1")), result::done);
  EXPECT_EQ(run(follow(message::extend, "E1", "O1"), start + hours{48}), result::extension_expired);
  EXPECT_EQ(run(follow(message::release, "R1", "O1"), start + hours{48}), result::release_expired);
  EXPECT_EQ(run(follow(message::release, "R2", "none")), result::payment_not_found);
}

TEST_F(LedgerTest, AReleaseLiftsTheStopOnceExtendedOrNot) {
  ASSERT_TRUE(pay("A", "B", 60'000).ok());
  EXPECT_EQ(run(stop("O1")), result::done);
  EXPECT_EQ(run(follow(message::extend, "E1", "O1")), result::done);
  EXPECT_EQ(run(follow(message::release, "R1", "O1")), result::done);
  EXPECT_TRUE(cash("B", 1, start).ok());
  EXPECT_EQ(run(follow(message::release, "R2", "O1")), result::already_processed);
}

TEST_F(LedgerTest, AFailingBankAnswers1300AndStopsNothing) {
  ASSERT_TRUE(pay("A", "B", 60'000).ok());
  EXPECT_EQ(run(stop("O1"), start, Ledger::Health::fails), result::bank_failed);
  EXPECT_TRUE(cash("B", 1, start).ok());
}

TEST_F(LedgerTest, SubjectAndTransactionQueries) {
  ASSERT_TRUE(pay("A", "B", 60'000).ok());
  ASSERT_TRUE(cash("B", 1'000, start + hours{1}).ok());
  Order query;
  query.code = message::subject;
  query.application_id = "Q1";
  query.account = "B";
  EXPECT_EQ(run(query), result::done);
  EXPECT_TRUE(reply_has("\"registered_name\":\"李四\"") && reply_has("\"phone\":\"13800000000\""));
  query.code = message::transactions;
  query.application_id = "Q2";
  query.from = start;
  query.until = start + hours{1};  // exclusive
  EXPECT_EQ(run(query), result::done);
  EXPECT_TRUE(reply_has("\"flag\":\"1\"") && !reply_has("\"flag\":\"0\"")) << reply_;
  query.application_id = "Q3";
  query.until = start + hours{1} + Milliseconds{1};
  EXPECT_EQ(run(query), result::done);
  EXPECT_TRUE(reply_has("\"flag\":\"0\"") && reply_has("\"balance_fen\":59000")) << reply_;
}

TEST_F(LedgerTest, AMerchantCodeIsSaidToBeAnAccountAndShowsItsSettlements) {
  ASSERT_TRUE(ledger_->open_account({"MCH1", "某商行", "03", "", Fen{0}}).ok());
  ASSERT_TRUE(ledger_
                  ->pay({.payer = "A",
                         .payee = "MCH1",
                         .payee_name = "",
                         .payee_institution = "YZ01",
                         .amount = Fen{60'000},
                         .kind = "merchant"},
                        start)
                  .ok());
  ASSERT_TRUE(pay("MCH1", "B", 50'000, start + hours{1}).ok());
  Order query;
  query.code = message::subject;
  query.application_id = "Q1";
  query.account = "MCH1";
  EXPECT_EQ(run(query), result::done);
  EXPECT_TRUE(reply_has("\"is_account\":true") && reply_has("某商行")) << reply_;
  query.code = message::transactions;
  query.application_id = "Q2";
  EXPECT_EQ(run(query), result::done);
  EXPECT_TRUE(reply_has("\"payee\":\"B\"") && reply_has("\"kind\":\"merchant\"")) << reply_;
  query.code = message::subject;
  query.application_id = "Q3";
  query.account = "B";
  EXPECT_EQ(run(query), result::done);
  EXPECT_FALSE(reply_has("is_account")) << "a person's account is nothing new";
}

TEST_F(LedgerTest, ATransactionQueryIsCutAtAThousandRowsAndSaysSo) {
  for (int i = 0; i < 1001; ++i) ASSERT_TRUE(pay("A", "B", 1).ok());
  Order query;
  query.code = message::transactions;
  query.application_id = "Q1";
  query.account = "B";
  EXPECT_EQ(run(query), result::done);
  EXPECT_TRUE(reply_has("\"rows_cut\":true"));
  int rows = 0;
  for (std::size_t at = reply_.find("\"flag\""); at != std::string::npos;
       at = reply_.find("\"flag\"", at + 1)) {
    ++rows;
  }
  EXPECT_EQ(rows, 1000);
}

TEST_F(LedgerTest, AnOrderIsExecutedOnceEvenAcrossAReopening) {
  std::string dir = "/tmp/holdfast_ledger_XXXXXX";
  ASSERT_NE(::mkdtemp(dir.data()), nullptr);
  open(dir + "/l.db");
  add("A", "张三", 100'000);
  add("B", "李四", 0);
  ASSERT_TRUE(pay("A", "B", 60'000).ok());
  EXPECT_EQ(run(stop("O1", 100)), result::done);
  const std::string first = reply_;
  open(dir + "/l.db");
  EXPECT_FALSE(ledger_->receive(stop("O1", 100), start, start).is_new);
  EXPECT_FALSE(ledger_->receive(as_sent(follow("x", "O1", "")), start, start).same_content);
  EXPECT_EQ(run(stop("O1", 100), start + hours{1}), result::done);
  EXPECT_EQ(reply_, first);
  EXPECT_EQ(ledger_->live_holds("B", start).limited, Fen{100});
  EXPECT_EQ(ledger_->unfinished_orders().size(), 1U);
  ledger_->mark_replied("O1");
  EXPECT_TRUE(ledger_->unfinished_orders().empty());
  // Another institution's book is refused.
  Ledger other{*database_, LedgerRules{.institution = "XX99"}};
  EXPECT_EQ(other.prepare().error().code, ErrorCode::corrupt);
  // A second process cannot have it at the same time.
  EXPECT_FALSE(Database::open(dir + "/l.db").ok());
  std::filesystem::remove_all(dir);
}

TEST_F(LedgerTest, ADebitThatTheOtherBankRefusesComesBackOnce) {
  const auto sent = ledger_->pay({.payer = "A",
                                  .payee = "Z",
                                  .payee_name = "王五",
                                  .payee_institution = "CB02",
                                  .amount = Fen{300}},
                                 start);
  ASSERT_TRUE(sent.ok());
  EXPECT_EQ(ledger_->undelivered().size(), 1U);
  ledger_->give_back(sent->number, start);
  ledger_->give_back(sent->number, start);
  ledger_->mark_delivered(sent->number);
  EXPECT_EQ(balance("A"), 100'000);
  EXPECT_TRUE(ledger_->undelivered().empty());
}

// Random payments, credits, returns, stops and releases: money is neither made nor lost, no balance
// goes below zero, and no debit ever passes a hold (checked against a plain model).
TEST_F(LedgerTest, PropertyMoneyIsConservedAndHoldsHold) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE(seed);
    open("");
    base::Rng rng{seed};
    std::map<std::string, std::int64_t> model;
    for (const char* number : {"A", "B", "C", "D"}) {
      model[number] = rng.between(0, 10'000);
      add(number, number, model[number]);
    }
    struct Held {
      std::string account;
      std::optional<std::int64_t> fen;
      Instant end;
    };
    std::vector<Held> holds;
    std::map<std::string, int> stops;
    Instant now = start;
    const auto any = [&] { return std::string(1, static_cast<char>('A' + rng.below(4))); };
    for (int step = 0; step < 400; ++step) {
      now += Milliseconds{rng.between(0, 3'600'000)};
      const std::string payer = any();
      const std::string payee = any();
      const std::int64_t fen = rng.between(1, 4'000);
      const std::string id = std::to_string(step);
      const auto choice = rng.below(10);
      if (choice < 6) {
        std::int64_t kept = 0;
        bool whole = false;
        for (const Held& hold : holds) {
          if (hold.account != payer || hold.end <= now) continue;
          whole = whole || !hold.fen;
          kept += hold.fen.value_or(0);
        }
        const bool stays = choice < 4;
        const auto done = stays ? pay(payer, payee, fen, now) : cash(payer, fen, now);
        const bool allowed = !whole && model[payer] - fen >= kept && model[payer] >= fen;
        ASSERT_EQ(done.ok(), allowed);
        if (allowed) {
          model[payer] -= fen;
          if (stays) model[payee] += fen;
        }
      } else if (choice < 8) {
        ASSERT_TRUE(
            ledger_->credit({"Z", "", "CB02", payee, Fen{fen}, "transfer", now, "CL" + id, ""})
                .ok());
        model[payee] += fen;
      } else {
        // Justified by a credit of its own.
        ASSERT_TRUE(
            ledger_->credit({"V", "", "CB02", payee, Fen{fen}, "transfer", now, "J" + id, ""})
                .ok());
        model[payee] += fen;
        Order order;
        order.code = message::stop;
        order.application_id = "O" + id;
        order.account = payee;
        order.account_name = payee;
        order.term_hours = rng.between(1, 48);
        if (choice == 8) order.amount = Fen{rng.between(1, 6'000)};
        order.justification = Justification{"V", "", Fen{fen}, now, "J" + id};
        const std::string got = run(as_sent(order), now);
        if (stops[payee] >= 2) {
          ASSERT_EQ(got, result::too_many_stops);
        } else {
          ASSERT_TRUE(got == result::done || got == result::partial);
          ++stops[payee];
          holds.push_back({payee,
                           order.amount ? std::optional{order.amount->value()} : std::nullopt,
                           now + hours{order.term_hours}});
        }
      }
      for (const auto& [number, fen_left] : model) ASSERT_EQ(balance(number), fen_left);
      const Ledger::Totals totals = ledger_->totals();
      ASSERT_EQ(totals.balances, totals.opened + totals.in - totals.out);
    }
  }
}

}  // namespace
}  // namespace holdfast::bank
