// The journal's text: every event reads back as it was written, and broken lines are told by field.
#include "core/codec.hpp"

#include <boost/mp11.hpp>
#include <gtest/gtest.h>

#include "base/rng.hpp"
#include "core/centre_test.hpp"

namespace holdfast::core::test {
namespace {

/// A day at the centre that leaves many kinds of event behind.
Centre busy_day() {
  Centre centre;
  centre.must(report_of({loss_of(90'000, 1, 2, centre.now)}));
  centre.pursue(desk::CaseId{1}, {need_of(2, 50'000), need_of(3, 20'000)});
  NoteOrderAnswered reply;
  reply.order = order::OrderId{2};
  reply.reply.result = "0301";
  centre.must(reply);
  NoteOrderAnswered named;
  named.order = order::OrderId{4};
  named.reply.result = "0000";
  named.registered_name = "王五";
  centre.must(named);
  centre.must(CorrectOrder{order::OrderId{2}, "更正"});
  centre.must(NoteTransfers{"YZ01", 3, 2, 1, 0, 0, base::Sequence{7}, centre.now});
  centre.must(NoteChannel{"hub", false, "超时"});
  return centre;
}

TEST(Codec, EveryLineReadsBackAsItWasWritten) {
  const auto centre = busy_day();
  for (const auto& event : centre.journal) {
    const auto line = encode(event, hex_seal());
    EXPECT_EQ(line.find('\n'), std::string::npos);
    const auto back = decode(line, hex_open());
    ASSERT_TRUE(back.ok()) << back.error().message << "\n" << line;
    EXPECT_EQ(back->body.index(), event.body.index());
    EXPECT_EQ(encode(*back, hex_seal()), line);
  }
}

TEST(Codec, EveryKindOfEventCanBeWrittenAndReadEmpty) {
  boost::mp11::mp_for_each<boost::mp11::mp_iota<boost::mp11::mp_size<EventKinds>>>([](auto index) {
    Event event{beijing("2023-01-01T09:00:00"), "li", {}};
    event.body.emplace<decltype(index)::value>();
    const auto line = encode(event, hex_seal());
    const auto back = decode(line, hex_open());
    ASSERT_TRUE(back.ok()) << back.error().message << "\n" << line;
    EXPECT_EQ(kind_of(back->body), kind_of(event.body));
    EXPECT_EQ(encode(*back, hex_seal()), line);
  });
}

TEST(Codec, PersonalTextIsNeverWrittenInTheClear) {
  const auto centre = busy_day();
  const Seal hide = [](base::SubjectId, std::string_view text) {
    return std::string(text.size(), '\x01');
  };
  std::string journal;
  for (const auto& event : centre.journal) {
    journal += encode(event, hide);
  }
  journal += encode_state(centre.state, hide);
  for (const auto* personal : {"王芳", "13800000001", "王五", "先小额返利"}) {
    EXPECT_EQ(journal.find(personal), std::string::npos) << personal;
  }
}

TEST(Codec, ADestroyedKeyLeavesTheMarkOfErasure) {
  const auto centre = busy_day();
  const Open destroyed = [](base::SubjectId, std::string_view) -> base::Result<std::string> {
    return base::Error{base::ErrorCode::not_found, "no key"};
  };
  const auto back = decode_state(encode_state(centre.state, hex_seal()), destroyed);
  ASSERT_TRUE(back.ok()) << back.error().message;
  EXPECT_EQ(back->cases.at(desk::CaseId{1}).victim.name.text, base::erased_text);
  EXPECT_TRUE(back->cases.at(desk::CaseId{1}).victim.id_no.text.empty()) << "there was none";
}

TEST(Codec, ALineCarriesTheLowestVersionThatReadsIt) {
  Event event{beijing("2023-01-01T09:00:00"), "li", {}};
  const auto version = [&](const desk::Loss& loss) {
    event.body = LossesAdded{desk::CaseId{1}, {loss}};
    const auto line = encode(event, hex_seal());
    const auto back = decode(line, hex_open());
    EXPECT_TRUE(back.ok()) << back.error().message;
    EXPECT_EQ(std::get<LossesAdded>(back->body).losses.front(), loss);
    EXPECT_EQ(encode(*back, hex_seal()), line);
    return line.substr(line.find("\"v\":") + 4, 1);
  };
  const auto plain = loss_of(100, 1, 2, event.at);
  EXPECT_EQ(version(plain), "1");
  auto changed = plain;
  changed.payee.reset();
  EXPECT_EQ(version(changed), "2") << "an old program reads no account there";
  changed = plain;
  changed.paid_by = desk::PaidBy::cash;
  EXPECT_EQ(version(changed), "2");
  changed = plain;
  changed.particulars = {
      {desk::PaymentField::plate, {base::subject_of(base::SubjectKind::case_file, 1), "渝A12345"}}};
  EXPECT_EQ(version(changed), "2");
  desk::Task task;
  event.body = TaskOpened{task};
  EXPECT_NE(encode(event, hex_seal()).find("\"v\":1"), std::string::npos);
  task.loss = 0;
  event.body = TaskOpened{task};
  EXPECT_NE(encode(event, hex_seal()).find("\"v\":2"), std::string::npos);
}

TEST(Codec, AReplayWithAndWithoutTheDestroyedKeyIsTheSameState) {
  Centre centre;
  auto report = report_of({loss_of(90'000, 1, 2, centre.now)});
  report.paid_by = desk::PaidBy::cash;
  report.losses[0].particulars = {{desk::PaymentField::place, {{}, "解放碑"}}};
  report.losses[0].matched = base::Sequence{7};
  centre.must(report);
  centre.must(CloseCase{desk::CaseId{1}, desk::CaseOutcome::transferred, "移送江北分局", "", ""});
  centre.must(RequestErasure{desk::CaseId{1}, "期满"});
  centre.actor = "wang";
  centre.must(ConfirmErasure{desk::CaseId{1}, "已核对"});
  const Open destroyed = [](base::SubjectId, std::string_view) -> base::Result<std::string> {
    return base::Error{base::ErrorCode::not_found, "no key"};
  };
  for (const auto& open : {hex_open(), destroyed}) {
    State state;
    for (const auto& event : centre.journal) {
      const auto back = decode(encode(event, hex_seal()), open);
      ASSERT_TRUE(back.ok()) << back.error().message;
      evolve(state, *back);
    }
    EXPECT_EQ(state.cases, centre.state.cases);
    const auto& file = state.cases.at(desk::CaseId{1});
    EXPECT_EQ(file.narrative.text, base::erased_text);
    EXPECT_EQ(file.losses[0].particulars[0].text.text, base::erased_text);
  }
}

struct BrokenLine {
  std::string line;
  std::string where;
};

TEST(Codec, ABrokenLineIsCorruptAndNamesTheField) {
  const std::string at = R"("at":"2023-01-01T09:00:00.000+08:00")";
  const std::vector<BrokenLine> rows{
      {"", ""},
      {"{", ""},
      {"[]", ""},
      {"{}", "kind"},
      {R"({"kind":7})", "kind"},
      {R"({"kind":"order_sent","v":1,"at":"noon","actor":"","body":{"order":1}})", "at"},
      {R"({"kind":"order_melted","v":1,)" + at + R"(,"actor":"","body":{}})", "kind"},
      {R"({"kind":"order_sent","v":2,)" + at + R"(,"actor":"","body":{"order":1}})", "v"},
      {R"({"kind":"order_sent","v":0,)" + at + R"(,"actor":"","body":{"order":1}})", "v"},
      {R"({"kind":"order_sent","v":1,)" + at + R"(,"actor":""})", "body"},
      {R"({"kind":"order_sent","v":1,)" + at + R"(,"actor":"","body":{}})", "order"},
      {R"({"kind":"order_sent","v":1,)" + at + R"(,"actor":"","body":{"order":-1}})", "order"},
      {R"({"kind":"order_sent","v":1,)" + at + R"(,"actor":"","body":{"order":1.5}})", "order"},
      {R"({"kind":"order_sent","v":1,)" + at + R"(,"actor":"","body":{"order":"1"}})", "order"},
      {R"({"kind":"alarm_raised","v":1,)" + at +
           R"(,"actor":"","body":{"alarm":{"id":1,"kind":"fire"}}})",
       "alarm.kind"},
  };
  for (const auto& row : rows) {
    const auto event = decode(row.line, hex_open());
    ASSERT_FALSE(event.ok()) << row.line;
    EXPECT_EQ(event.error().code, base::ErrorCode::corrupt) << row.line;
    EXPECT_EQ(event.error().where, row.where) << row.line;
    EXPECT_NE(event.error().message.find(row.where), std::string::npos);
  }
  EXPECT_TRUE(decode(R"({"kind":"order_sent","v":1,)" + at + R"(,"actor":"","body":{"order":1}})",
                     hex_open())
                  .ok());
}

/// Changes, drops, doubles or cuts bytes of `line`.
std::string damaged(std::string line, base::Rng& rng) {
  const auto count = 1 + rng.below(4);
  for (std::uint64_t i = 0; i < count && !line.empty(); ++i) {
    const auto place = static_cast<std::size_t>(rng.below(line.size()));
    switch (rng.below(5)) {
      case 0:
        line[place] = static_cast<char>(rng.below(256));
        break;
      case 1:
        line.erase(place, 1 + static_cast<std::size_t>(rng.below(8)));
        break;
      case 2:
        line.insert(place, line.substr(place, static_cast<std::size_t>(rng.below(20))));
        break;
      case 3:
        line.resize(place);
        break;
      default:
        line[place] = "{}[]\",:-0e"[rng.below(10)];
    }
  }
  return line;
}

TEST(Codec, DamagedLinesAreReadWholeOrRefusedAsCorrupt) {
  base::Rng rng{20210101};
  const auto centre = busy_day();
  std::vector<std::string> lines;
  for (const auto& event : centre.journal) {
    if (!std::holds_alternative<RulesLoaded>(event.body)) {
      lines.push_back(encode(event, hex_seal()));
    }
  }
  std::size_t refused = 0;
  for (int i = 0; i < 20'000; ++i) {
    const auto line = damaged(lines[static_cast<std::size_t>(rng.below(lines.size()))], rng);
    const auto event = decode(line, hex_open());
    if (event) {
      const auto again = encode(*event, hex_seal());
      EXPECT_EQ(encode(decode(again, hex_open()).value(), hex_seal()), again) << line;
      continue;
    }
    ++refused;
    EXPECT_EQ(event.error().code, base::ErrorCode::corrupt) << line;
    EXPECT_FALSE(event.error().message.empty()) << line;
  }
  EXPECT_GT(refused, 10'000U);
}

TEST(Codec, ADeepLineIsRefused) {
  const auto deep = std::string(100'000, '[');
  EXPECT_EQ(decode(deep, hex_open()).error().code, base::ErrorCode::corrupt);
}

TEST(Codec, ADamagedSnapshotIsRefusedNotBelieved) {
  base::Rng rng{48};
  const auto text = encode_state(busy_day().state, hex_seal());
  ASSERT_TRUE(decode_state(text, hex_open()).ok());
  EXPECT_EQ(decode_state("{}", hex_open()).error().where, "now");
  for (int i = 0; i < 200; ++i) {
    const auto cut = text.substr(0, static_cast<std::size_t>(rng.below(text.size())));
    const auto state = decode_state(cut, hex_open());
    ASSERT_FALSE(state.ok());
    EXPECT_EQ(state.error().code, base::ErrorCode::corrupt);
  }
  auto broken = text;
  broken.replace(broken.find("pack ="), 6, "pack ?");
  const auto state = decode_state(broken, hex_open());
  ASSERT_FALSE(state.ok());
  EXPECT_EQ(state.error().where, "rules_toml");
}

}  // namespace
}  // namespace holdfast::core::test
