#include "feed/json_rows.hpp"

#include <gtest/gtest.h>

#include "feed/canonical.hpp"

namespace holdfast::feed {
namespace {

struct Taken final : RowTaker {
  std::vector<std::string> ids;
  std::vector<RowFault> faults;
  void row(const TransferRow& row) override { ids.emplace_back(row.id); }
  void fault(const RowFault& fault, std::string_view) override { faults.push_back(fault); }
};

struct Outcome {
  Taken taken;
  base::Result<void> result;
};

Outcome read(JsonForm form, std::string_view text, std::size_t piece = 1U << 20U) {
  Outcome out;
  JsonRows rows(form, {});
  for (std::size_t i = 0; i < text.size() && out.result; i += piece) {
    out.result = rows.feed(text.substr(i, piece), out.taken);
  }
  if (out.result) {
    out.result = rows.finish(out.taken);
  }
  return out;
}

std::string object(const std::string& id, const std::string& more = "") {
  return R"({"id":")" + id +
         R"(","time":"2021-01-01T09:30:00.000+08:00","payer":"V","payee":"P","amount_fen":100)" +
         (more.empty() ? "" : "," + more) + "}";
}

TEST(Json, ReadsArraysAndLinesInAnyPieces) {
  const std::string array = "\n [" + object("a", R"("extra":{"id":1,"x":[1,2.5,null]})") + " ,\n" +
                            object("b", R"("kind":"cash","payer_name":null)") + "] \n";
  const std::string lines = object("a") + "\r\n\n" + object("b") + "\n" + object("c");
  for (const std::size_t piece : {1U, 2U, 7U, 100'000U}) {
    const auto from_array = read(JsonForm::array, array, piece);
    EXPECT_TRUE(from_array.result.ok());
    EXPECT_EQ(from_array.taken.ids, (std::vector<std::string>{"a", "b"}));
    EXPECT_TRUE(from_array.taken.faults.empty());
    const auto from_lines = read(JsonForm::lines, lines, piece);
    EXPECT_EQ(from_lines.taken.ids, (std::vector<std::string>{"a", "b", "c"}));
    EXPECT_TRUE(from_lines.taken.faults.empty());
  }
  EXPECT_TRUE(read(JsonForm::array, "[]").result.ok());
}

TEST(Json, TakesEveryField) {
  JsonObject reader({});
  const std::string text = object(
      "a",
      R"("kind":"crypto","payer_name":"张\n三","payee_name":"\u674e","payer_institution":"B1",)"
      R"("payee_institution":"B2","institution":"B3","serial":"s","uetr":"u","original":"o","note":"n\n")");
  const auto refused = reader.read(text, {1, 1}, "");
  EXPECT_NE(std::get<RowFault>(refused).reason.find("control character"), std::string::npos);
  std::string good = text;
  good.erase(good.find("\\n"), 2);
  const auto outcome = reader.read(good, {1, 1}, "");
  const auto& row = std::get<TransferRow>(outcome);
  std::string line;
  append_canonical(line, row);
  EXPECT_EQ(line,
            "a,2021-01-01T09:30:00.000+08:00,V,P,1.00,crypto,张三,李,B1,B2,B3,s,u,o,\"n\n\"\n");
}

TEST(Json, NamesWhatIsWrongByPointerLineAndColumn) {
  struct Case {
    std::string text;
    std::string field;
    std::string reason;
  };
  const std::string tail = R"("time":"2021-01-01T09:30:00Z","payer":"V","payee":"P","amount_fen":)";
  const std::vector<Case> cases{
      {R"({"id":7,)" + tail + "1}", "/id", "must be a string"},
      {R"({"id":null,)" + tail + "1}", "/id", "null"},
      {R"({"id":{},)" + tail + "1}", "/id", "an object"},
      {R"({"id":"",)" + tail + "1}", "/id", "empty"},
      {R"({"id":"a",)" + tail + "1.0}", "/amount_fen", "fraction"},
      {R"({"id":"a",)" + tail + "1e2}", "/amount_fen", "exponent"},
      {R"({"id":"a",)" + tail + "0}", "/amount_fen", "zero"},
      {R"({"id":"a",)" + tail + "-5}", "/amount_fen", "zero"},
      {R"({"id":"a",)" + tail + "\"5\"}", "/amount_fen", "an integer"},
      {R"({"id":"a",)" + tail + "900000000001}", "/amount_fen", "limit"},
      {R"({"id":"a",)" + tail + "18446744073709551615}", "/amount_fen", "limit"},
      {R"({"id":"a",)" + tail + "99999999999999999999}", "/amount_fen", "too large"},
      {R"({"id":"a",)" + tail + "NaN}", "", "not JSON"},
      {R"({"id":"a",)" + tail + "1,\"id\":\"b\"}", "/id", "twice"},
      {R"({"id":"a",)" + tail + "1,\"x\":{\"y\":1,\"y\":2}}", "/x", "twice"},
      {R"({"id":"a",)" + tail + "1,\"kind\":\"gift\"}", "/kind", "none of"},
      {R"({"id":"a",)" + tail + "1", "", "too early"},
      {R"({"id":"a",)" + tail + "1} x", "", "after the object"},
      {R"({"id":"a","payer":"V","payee":"P","amount_fen":1})", "/time", "missing"},
      {"{\"id\":\"a\xFF\"}", "", "not JSON"},
      {"5", "", "where an object"},
      {R"(["a"])", "", "where an object"},
      {R"({"id":"a","x":)" + std::string(40, '[') + std::string(40, ']') + "}", "", "deeper"},
  };
  for (const auto& one : cases) {
    const auto out = read(JsonForm::lines, "\n" + one.text + "\n");
    ASSERT_EQ(out.taken.faults.size(), 1U) << one.text;
    const auto& fault = out.taken.faults[0];
    EXPECT_EQ(fault.position.line, 2U) << one.text;
    EXPECT_NE(fault.reason.find(one.reason), std::string::npos) << one.text << ": " << fault.reason;
    if (one.reason != "deeper" && one.reason != "not JSON" && one.reason != "too early" &&
        one.reason != "after the object") {
      EXPECT_EQ(fault.field, one.field) << one.text;
    }
  }
}

TEST(Json, AnObjectOfThousandsOfMembersIsRefused) {
  std::string more = "\"x0\":0";
  for (int i = 1; i < 6000; ++i) {
    more += ",\"x" + std::to_string(i) + "\":0";
  }
  const auto out = read(JsonForm::lines, object("a", more));
  ASSERT_EQ(out.taken.faults.size(), 1U);
  EXPECT_NE(out.taken.faults[0].reason.find("members"), std::string::npos);
}

TEST(Json, AFaultPointsAtItsMember) {
  const auto out = read(JsonForm::array, "[\n  {\"id\":\"a\",\n   \"payer\" : 5}]");
  ASSERT_EQ(out.taken.faults.size(), 1U);
  EXPECT_EQ(out.taken.faults[0].position, (RowPosition{3, 4}));
  EXPECT_EQ(out.taken.faults[0].field, "/0/payer");
}

TEST(Json, ABrokenElementCostsItselfOnly) {
  const auto out = read(JsonForm::array, "[" + object("a") + ",\n5,\"x,]\",[1,[2]],{},\n" +
                                             object("b") + " " + object("c") + ",,]");
  EXPECT_TRUE(out.result.ok());
  EXPECT_EQ(out.taken.ids, (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(out.taken.faults.size(), 7U);  // 5, "x,]", [..], {}, no comma, two empty places
  EXPECT_EQ(out.taken.faults[0].position, (RowPosition{2, 1}));
  EXPECT_EQ(out.taken.faults[0].field, "/1");
  EXPECT_EQ(out.taken.faults[3].position.line, 2U);
}

TEST(Json, WhatIsNotAnArrayOrEndsWithinOneIsRefused) {
  EXPECT_FALSE(read(JsonForm::array, "").result.ok());
  EXPECT_FALSE(read(JsonForm::array, "  5").result.ok());
  EXPECT_FALSE(read(JsonForm::array, "[] x").result.ok());
  const auto cut = read(JsonForm::array, "[" + object("a") + "," + object("b").substr(0, 30));
  EXPECT_EQ(cut.taken.ids, (std::vector<std::string>{"a"}));
  ASSERT_EQ(cut.taken.faults.size(), 1U);
  EXPECT_NE(cut.taken.faults[0].reason.find("ends within"), std::string::npos);
}

TEST(Json, HugeObjectsAreRefusedWithoutBeingHeld) {
  const std::string huge = object("big", "\"x\":\"" + std::string(200'000, 'y') + "\"");
  for (const std::size_t piece : {100U, 1'000'000U}) {
    const auto array = read(JsonForm::array, "[" + huge + "," + object("a") + "]", piece);
    EXPECT_EQ(array.taken.ids, (std::vector<std::string>{"a"}));
    EXPECT_EQ(array.taken.faults.size(), 1U);
    const auto lines = read(JsonForm::lines, huge + "\n" + object("a") + "\n", piece);
    EXPECT_EQ(lines.taken.ids, (std::vector<std::string>{"a"}));
    EXPECT_EQ(lines.taken.faults.size(), 1U);
  }
}

}  // namespace
}  // namespace holdfast::feed
