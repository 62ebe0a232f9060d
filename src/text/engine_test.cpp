// The engine with the model that is shipped: golden answers, places, time, authors held out.
#include <chrono>
#include <fmt/core.h>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

#include "base/rng.hpp"
#include "support/source_dir.hpp"
#include "text/analyse.hpp"
#include "text/train.hpp"
#include "text/utf.hpp"

namespace holdfast::text {
namespace {

std::string shipped_bytes() {
  std::ifstream in(test::source_dir() / "data" / "model" / "text.hft", std::ios::binary);
  return {std::istreambuf_iterator<char>{in}, {}};
}

const Model& shipped() {
  static const Model model = *read_model(shipped_bytes());
  return model;
}

/// "kind:text ..." of what is found.
std::string found(std::string_view utf8) {
  const auto text = decode(utf8);
  std::string all;
  const auto analysis = analyse(shipped(), text, "");
  for (const Span& span : analysis->spans) {
    all += fmt::format("{}{}:{}", all.empty() ? "" : " ", name_of(span.kind),
                       encode(std::u32string_view(text).substr(span.begin, span.end - span.begin)));
  }
  return all;
}

TEST(Extract, GoldenTexts) {
  EXPECT_EQ(found("向6217 0023 4000 1234 567转8000元"),
            "card:6217 0023 4000 1234 567 amount:8000元");
  EXPECT_EQ(found("请拨打４００-８００-１２３４"), "phone:４００-８００-１２３４");
  EXPECT_EQ(found("电话13812345678，尾号1234"), "phone:13812345678");
  EXPECT_EQ(found("收款支付宝13375132610。"), "alipay:13375132610");
  EXPECT_EQ(found("點 d7w . cc/a9 看放款"), "url:d7w . cc/a9");
  EXPECT_EQ(found("登录www.spdb-jf.wapvv.com，输入卡号"), "url:www.spdb-jf.wapvv.com");
  EXPECT_EQ(found("2026年3月4日14时05分许，三万八千元"),
            "time:2026年3月4日14时05分 amount:三万八千元");
  EXPECT_EQ(found("138****1234"), "");
  EXPECT_EQ(found("加QQ2471234567"), "qq:2471234567");
  EXPECT_EQ(found("我的工商银行卡"), "bank:工商银行");
  EXPECT_EQ(found("转到浦发银行8436168719371868"), "bank:浦发银行 card:8436168719371868");
  EXPECT_EQ(found("WhatsApp +971 54 902 1178"), "phone:+971 54 902 1178");
  EXPECT_EQ(found("拨00852 3018 7742"), "phone:00852 3018 7742");
  EXPECT_EQ(found("96110回访"), "");
  EXPECT_EQ(found("会议号 667-210-039"), "");
  // Small letters among ideographs are another language and no app.
  EXPECT_EQ(found("the room still available~ 周六上午11点可以来inspect"), "time:上午11点");
  EXPECT_EQ(found(""), "");
}

TEST(Ledger, PaymentsAreTiedToAccountAndTime) {
  const auto text = decode(
      "2026年3月4日15时，我从工商银行转账8000元到6217002340001234567，户名何立强。3月5日又转20000元"
      "，"
      "没有转成功。");
  const auto analysis = analyse(shipped(), text, "2026-03-06T10:00");
  ASSERT_GE(analysis->ledger.size(), 1U);
  const Payment& payment = analysis->ledger[0];
  EXPECT_EQ(payment.amount_fen, 800'000);
  EXPECT_EQ(payment.direction, Direction::out);
  EXPECT_EQ(payment.payee_account, "6217002340001234567");
  EXPECT_EQ(payment.payee_name, "何立强");
  EXPECT_EQ(payment.time, "2026-03-04T15:00");
}

TEST(Ledger, APlainStatementIsReadWithBothAccounts) {
  const auto text = decode(
      "我被拉进刷单群做任务，导师说垫付100返130。昨天15:"
      "20我用自己的卡6222020200112345670转到对方账户6"
      "217000010001234566（户名李强，建设银行）18000元，之后说操作错误要再付解冻费才能提现，才发现"
      "被骗"
      "。");
  const auto analysis = analyse(shipped(), text, "2026-11-24T10:00");
  ASSERT_EQ(analysis->ledger.size(), 1U);
  const Payment& payment = analysis->ledger[0];
  EXPECT_EQ(payment.amount_fen, 1'800'000);
  EXPECT_EQ(payment.payer_account, "6222020200112345670");
  EXPECT_EQ(payment.payee_account, "6217000010001234566");
  EXPECT_EQ(payment.payee_bank, "建设银行");
}

TEST(Classify, FraudHasReasonsFromTheText) {
  const auto text = decode(
      "您好，刷单返利，下载APP做任务，先垫付本金，完成连单后返还佣金，客服说操作失误要再充值才能提"
      "现。");
  const auto analysis = analyse(shipped(), text, "");
  EXPECT_GE(analysis->verdict.score, 0.5);
  EXPECT_EQ(type_names[analysis->verdict.type], "刷单返利");
  ASSERT_FALSE(analysis->reasons.empty());
  for (const auto& reason : analysis->reasons) {
    EXPECT_NE(text.find(reason), std::u32string::npos);
  }
}

TEST(Classify, NothingIsOrdinary) {
  const auto verdict = classify(shipped().classes, U"");
  EXPECT_FALSE(verdict.fraud);
  EXPECT_EQ(verdict.type, ordinary);
}

TEST(Talk, AScoreSeesNoLaterTurn) {
  const std::vector<Turn> turns{{U"A", U"您好，我是京东客服，您的会员今天到期"},
                                {U"B", U"我没有开过会员"},
                                {U"A", U"不取消每月扣800元，请下载会议软件共享屏幕"}};
  const auto whole = analyse_talk(shipped(), turns, "");
  ASSERT_EQ(whole->turn_scores.size(), 3U);
  for (std::size_t count = 1; count <= turns.size(); ++count) {
    const auto part = analyse_talk(shipped(), std::span(turns).first(count), "");
    EXPECT_EQ(part->turn_scores.back(), whole->turn_scores[count - 1]);
  }
  EXPECT_EQ(whole->turn_scores.back(), whole->verdict.score);
}

TEST(Talk, PlacesCountInsideTheTurn) {
  const std::vector<Turn> turns{{U"客服", U"您好"}, {U"我", U"转了8000元"}};
  const auto analysis = analyse_talk(shipped(), turns, "");
  ASSERT_EQ(analysis->spans.size(), 1U);
  EXPECT_EQ(analysis->turn_of[0], 1U);
  EXPECT_EQ(analysis->spans[0], (Span{Kind::amount, 2, 7}));
  EXPECT_TRUE(analyse_talk(shipped(), {}, "")->turn_scores.empty());
}

/// Texts of pieces that the finders look at, in any order.
std::u32string random_text(base::Rng& rng, std::size_t pieces) {
  constexpr std::array<std::u32string_view, 30> all{
      U"1",          U"62170023", U" ",       U"-",   U"万", U"元",      U"三",   U"点",
      U"2026-03-04", U"12:0",     U"http://", U".cc", U"@",  U"支付宝",  U"“",    U"”",
      U"下载",       U"张",       U"\n",      U"①",   U"😀",  U"\u200B",  U"微信", U"abc",
      U"渝北区",     U"月",       U"日",      U"。",  U"Ⅴ",  U"工商银行"};
  std::u32string text;
  for (std::size_t i = 0; i < pieces; ++i) {
    text += all[rng.below(all.size())];
  }
  return text;
}

TEST(Extract, SpansLieInTheTextInOrderAndApart) {
  base::Rng rng(5);
  for (int round = 0; round < 300; ++round) {
    const auto text = random_text(rng, rng.below(60));
    const auto analysis = analyse(shipped(), text, "2026-01-02");
    std::uint32_t last = 0;
    for (const Span& span : analysis->spans) {
      ASSERT_LE(last, span.begin) << encode(text);
      ASSERT_LT(span.begin, span.end) << encode(text);
      ASSERT_LE(span.end, text.size()) << encode(text);
      last = span.end;
    }
  }
}

TEST(Extract, EightTimesTheTextIsFarFromEightTimesTheTimeACharacter) {
  for (const std::u32string_view piece : {U"1 ", U"1", U"“", U"a.", U"转1元,", U"@", U"张三下载",
                                          U"62170023-", U"2026-", U"三万", U"h t t p "}) {
    const auto seconds = [&](std::size_t size) {
      std::u32string text;
      while (text.size() < size) {
        text += piece;
      }
      text.resize(size);
      const auto start = std::chrono::steady_clock::now();
      const auto analysis = analyse(shipped(), text, "2026-01-02");
      EXPECT_TRUE(analysis.ok());
      return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() /
             static_cast<double>(size);
    };
    seconds(1'000);
    const double small = std::min({seconds(4'000), seconds(4'000), seconds(4'000)});
    const double large = std::min({seconds(32'000), seconds(32'000), seconds(32'000)});
    // Quadratic work would be eight times as much a character.
    EXPECT_LT(large, 4 * small + 1e-6) << encode(piece);
  }
}

TEST(Analyse, ATextThatIsTooLongIsRefused) {
  const std::u32string text(text_limit + 1, U'元');
  const auto refused = analyse(shipped(), text, "");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, base::ErrorCode::too_large);
  const std::vector<Turn> turns{{U"A", text}};
  EXPECT_FALSE(analyse_talk(shipped(), turns, "").ok());
}

/// The floors are a little under what the shipped model reaches (doc/progress.md has the figures).
TEST(HeldOut, TheShippedModelReachesItsFloors) {
  const auto corpus = read_corpus(test::source_dir() / "data" / "text");
  ASSERT_TRUE(corpus.ok()) << corpus.error().where << corpus.error().message;
  const HeldOut measured = measure_held_out(shipped(), *corpus, [](std::string_view) {});
  const auto span_f1 = [&](Kind kind) { return measured.span_f1[static_cast<std::size_t>(kind)]; };
  EXPECT_GE(measured.recall, 0.60);
  EXPECT_LE(measured.false_alarms, 0.02);
  EXPECT_GE(measured.macro_f1, 0.67);
  EXPECT_GE(span_f1(Kind::card), 0.995);
  EXPECT_GE(span_f1(Kind::phone), 0.96);
  EXPECT_GE(span_f1(Kind::url), 0.99);
  EXPECT_GE(span_f1(Kind::amount), 0.985);
  EXPECT_GE(span_f1(Kind::time), 0.97);
  EXPECT_GE(span_f1(Kind::bank), 0.98);
  EXPECT_GE(span_f1(Kind::person), 0.88);
  EXPECT_GE(span_f1(Kind::app), 0.53);
  EXPECT_GE(measured.ledger_f1, 0.64);
}

TEST(ModelFile, WrittenAndReadIsTheSame) {
  const std::string bytes = shipped_bytes();
  EXPECT_EQ(write_model(shipped()), bytes);
  EXPECT_LT(bytes.size(), 20U << 20U);
}

TEST(ModelFile, DamageIsTold) {
  std::string bytes = shipped_bytes();
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  EXPECT_EQ(read_model(bytes).error().code, base::ErrorCode::corrupt);
  EXPECT_FALSE(read_model(std::string_view(bytes).substr(0, 100)).ok());
  EXPECT_FALSE(read_model("").ok());
}

}  // namespace
}  // namespace holdfast::text
