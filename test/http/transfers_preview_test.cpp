// Before a file is taken: what it would be read as. And the same mapping when it is.
#include <boost/json.hpp>
#include <fmt/core.h>
#include <gtest/gtest.h>

#include "centre.hpp"

namespace holdfast::http_test {
namespace {

constexpr std::string_view preview_path = "/api/v1/transfers/preview";

std::string statement() {
  return fmt::format(
      "流水号,交易时间,出,入,金额(元)\n"
      "S1,2026-11-24 09:00:00,{0},{1},12.50\n"
      "S2,2026-11-24 09:01:00,{0},{1},-\n"
      "S3,2026-11-24 09:02:00,{0},{1},7\n",
      victim_card, mule_card);
}

// "出=payer", "入=payee"
constexpr std::string_view mapping = "map=%E5%87%BA%3Dpayer&map=%E5%85%A5%3Dpayee";

Answer preview(Centre& centre, const As& as, const std::string& body, std::string_view query = "") {
  return centre.send("POST", fmt::format("{}?{}", preview_path, query), as, body,
                     "application/octet-stream");
}

TEST(TransfersPreview, SaysWhatIsMissing) {
  Centre centre;
  const auto answer = preview(centre, centre.investigator, statement());
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.text("/format"), "csv");
  EXPECT_EQ(answer.text("/missing"), "payer");
  EXPECT_EQ(answer.text("/columns/1/field"), "time");
  EXPECT_TRUE(answer.json.at_pointer("/columns/2/field").is_null());
  EXPECT_EQ(answer.text("/columns/2/samples/0"), victim_card);
  EXPECT_NE(answer.text("/problem"), "");
}

TEST(TransfersPreview, ShowsRowsUnderAMappingAndTakesNothing) {
  Centre centre;
  const auto answer = preview(centre, centre.admin, statement(), mapping);
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_TRUE(answer.json.at("missing").is_null());
  EXPECT_TRUE(answer.json.at("problem").is_null());
  EXPECT_EQ(answer.number("/rows/0/amount_fen"), 1'250);
  EXPECT_EQ(answer.text("/rows/1/payee"), mule_card);
  EXPECT_EQ(answer.number("/rows_read"), 3);
  EXPECT_EQ(answer.number("/refused_total"), 1);
  EXPECT_EQ(answer.number("/refused/0/line"), 3);
  EXPECT_EQ(centre.engine().durable().value(), 0U);
}

TEST(TransfersPreview, IsForAdministratorsAndInvestigators) {
  Centre centre;
  EXPECT_EQ(preview(centre, centre.officer, statement()).status, 403);
  EXPECT_EQ(preview(centre, centre.bank, statement()).status, 403);
  EXPECT_EQ(preview(centre, {}, statement()).status, 401);
}

TEST(TransfersPreview, ReadsABeginningOfHalfAMegabyteAtMost) {
  Centre centre;
  const std::string most(512 * 1024, 'x');
  EXPECT_EQ(preview(centre, centre.admin, most).status, 200);
  EXPECT_EQ(preview(centre, centre.admin, most + "x").status, 413);
  const auto cut = statement().substr(0, statement().size() - 3);
  EXPECT_EQ(
      preview(centre, centre.admin, cut, fmt::format("partial=1&{}", mapping)).number("/rows_read"),
      2);
}

TEST(TransfersPreview, RefusesAMappingThatMeansNothing) {
  Centre centre;
  for (const auto* query :
       {"map=x", "map=%E5%87%BA%3Dnothing", "set=nothing%3D1", "encoding=ebcdic", "time_unit=1d",
        "time_base=2021-01-01T00:00:00Z&time_unit=soon"}) {
    const auto answer = preview(centre, centre.admin, statement(), query);
    EXPECT_EQ(answer.status, 400) << query << answer.body;
    EXPECT_TRUE(answer.text("/where").starts_with("?")) << answer.body;
  }
  std::string many = "map=a%3Dpayer";
  for (int i = 0; i < 64; ++i) {
    many += "&map=a%3Dpayer";
  }
  EXPECT_EQ(preview(centre, centre.admin, statement(), many).status, 400);
}

TEST(TransfersMapped, AreTakenUnderTheSameMapping) {
  Centre centre;
  const auto path = fmt::format("/api/v1/transfers?{}", mapping);
  const auto answer = centre.send("POST", path, centre.investigator, statement(), "text/csv");
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.number("/rows"), 3);
  EXPECT_EQ(answer.number("/new"), 2);
  EXPECT_EQ(answer.number("/refused_total"), 1);
  const auto again = centre.send("POST", path, centre.investigator, statement(), "text/csv");
  EXPECT_EQ(again.number("/new"), 0);
  EXPECT_EQ(again.number("/duplicates"), 2);
}

TEST(TransfersMapped, OnlyCsvHasColumns) {
  Centre centre;
  const auto answer = centre.send("POST", fmt::format("/api/v1/transfers?{}", mapping),
                                  centre.investigator, "{}\n", "application/x-ndjson");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.text("/where"), "?map");
}

TEST(TransfersMapped, TellAsManyRefusedRowsAsAsked) {
  Centre centre;
  std::string body;
  for (int i = 0; i < 150; ++i) {
    body += "{}\n";
  }
  const auto ask = [&](const std::string& query) {
    return centre.send("POST", "/api/v1/transfers" + query, centre.admin, body,
                       "application/x-ndjson");
  };
  EXPECT_EQ(ask("").json.at("refused").as_array().size(), 100U);
  EXPECT_EQ(ask("?refusals=120").json.at("refused").as_array().size(), 120U);
  EXPECT_EQ(ask("?refusals=0").json.at("refused").as_array().size(), 0U);
  EXPECT_EQ(ask("?refusals=10000").json.at("refused").as_array().size(), 150U);
  EXPECT_EQ(ask("?refusals=10001").status, 400);
  EXPECT_EQ(ask("?refusals=all").status, 400);
}

}  // namespace
}  // namespace holdfast::http_test
