// Files with a case and exhibits over HTTP: kept byte for byte, handed out on record, refused with
// their fault; an exhibit that proves itself, and a statement whose rows it names.
#include <boost/json.hpp>
#include <fmt/core.h>
#include <gtest/gtest.h>

#include "base/digest.hpp"
#include "centre.hpp"
#include "exhibit/verify.hpp"
#include "net/http.hpp"
#include "pack/pack.hpp"

namespace holdfast::http_test {
namespace {

namespace json = boost::json;

constexpr std::string_view case_path = "/api/v1/cases/C000001";

api::ApiOptions with_key() {
  api::ApiOptions options;
  options.signing = sign::PrivateKey::generate(sign::Algorithm::ed25519);
  options.files.bytes_max = 100'000;
  return options;
}

struct House {
  Centre centre{with_key()};
  std::int64_t seq = 0;

  House() {
    EXPECT_EQ(centre
                  .send("POST", "/api/v1/transfers?institution=YZ01", centre.bank,
                        stolen_row(centre), "application/x-ndjson")
                  .status,
              200);
    const auto reported = centre.post("/api/v1/reports", centre.officer, report_body(centre));
    EXPECT_EQ(reported.status, 201) << reported.body;
  }
  Answer hand_in(const std::string& bytes, const std::string& name, const std::string& query = "") {
    auto answer = centre.send("POST", fmt::format("{}/files{}", case_path, query),
                              centre.officer.with("X-File-Name", net::percent_encode(name)), bytes,
                              "application/octet-stream");
    if (answer.status == 201) {
      seq = answer.number("/seq");
    }
    return answer;
  }
  Answer get(const std::string& path) {
    return centre.get(fmt::format("{}{}?min_seq={}", case_path, path, seq), centre.officer);
  }
  Answer post(const std::string& path, const std::string& body = "{}") {
    auto answer = centre.post(fmt::format("{}{}", case_path, path), centre.officer, body);
    if (answer.status < 300) {
      seq = answer.number("/seq");
    }
    return answer;
  }
  /// Asks, and waits until it is made or failed.
  Answer exhibit(const std::string& body) {
    const auto asked = post("/exhibits", body);
    EXPECT_EQ(asked.status, 202) << asked.body;
    Answer list;
    EXPECT_TRUE(Centre::eventually([&] {
      list = get("/exhibits");
      return list.text("/items/0/state") != "asked";
    }));
    return list;
  }
};

const std::string pdf = "%PDF-1.7\n被害人提供的聊天记录";

TEST(CaseFiles, ComeBackByteForByteAndTheLookIsOnRecord) {
  House house;
  const auto kept = house.hand_in(pdf, "聊天 记录.pdf");
  ASSERT_EQ(kept.status, 201) << kept.body;
  EXPECT_EQ(kept.text("/file"), "U000001");
  const auto list = house.get("/files");
  EXPECT_EQ(list.text("/items/0/name"), "聊天 记录.pdf");
  EXPECT_EQ(list.text("/items/0/kind"), "pdf");
  EXPECT_EQ(list.text("/items/0/scan"), "not_scanned");
  EXPECT_EQ(list.text("/items/0/sha256"), base::to_hex(base::sha256(pdf)));
  const auto original = house.get("/files/U000001");
  ASSERT_EQ(original.status, 200) << original.body;
  EXPECT_EQ(original.body, pdf);
  EXPECT_EQ(original.header("Content-Type"), "application/pdf");
  EXPECT_TRUE(original.header("Content-Disposition").starts_with("attachment; filename*=UTF-8''"));
  const auto looks =
      house.centre.get("/api/v1/reveals?min_seq=" + std::to_string(house.centre.engine().seq()),
                       house.centre.investigator);
  EXPECT_EQ(looks.text("/items/0/kind"), "file");
  EXPECT_EQ(looks.text("/items/0/id"), "U000001");
}

TEST(CaseFiles, AreRefusedWithTheirFault) {
  House house;
  EXPECT_EQ(house.hand_in(std::string("MZ\x90\0\3", 5), "清单.pdf").status, 400)
      << "whatever it is called";
  EXPECT_EQ(house.hand_in(std::string(100'001, 'a'), "大.txt").status, 413);
  EXPECT_EQ(house.hand_in(pdf, "").status, 400);
  EXPECT_EQ(house.hand_in(pdf, "a.pdf", "?origin=stolen").status, 400);
  EXPECT_EQ(house.hand_in(pdf, "a.pdf", "?origin=collected").text("/where"), "/document");
  EXPECT_EQ(house.hand_in(pdf, "a.pdf", "?origin=order&order=O000099").status, 404);
  ASSERT_EQ(house.hand_in(pdf, "a.pdf").status, 201);
  EXPECT_EQ(house.hand_in(pdf, "b.pdf").status, 409) << "the same bytes";
  EXPECT_EQ(house.get("/files/U000009").status, 404);
  EXPECT_EQ(house.centre
                .send("POST", "/api/v1/cases/C000099/files", house.centre.officer, pdf,
                      "application/octet-stream")
                .status,
            404);
  EXPECT_EQ(house.centre
                .send("POST", std::string{case_path} + "/files", house.centre.bank, pdf,
                      "application/octet-stream")
                .status,
            403);
}

TEST(CaseFiles, AreNotScannedWhileNoScannerIsThere) {
  House house;
  ASSERT_EQ(house.hand_in(pdf, "a.pdf").status, 201);
  EXPECT_EQ(house.post("/files/U000001/scan").status, 503);
}

std::string fifo(std::string_view more = "") {
  return fmt::format(R"({{"policy":"fifo","reason":"移送审查起诉"{}}})", more);
}

TEST(Exhibits, AreMadeBesideTheEngineAndProveThemselves) {
  House house;
  const auto list = house.exhibit(fifo());
  ASSERT_EQ(list.text("/items/0/state"), "made") << list.body;
  EXPECT_EQ(list.number("/items/0/bundle/stolen_fen"), 5'000'000);
  const auto file = house.get("/exhibits/X000001");
  ASSERT_EQ(file.status, 200);
  EXPECT_EQ(base::to_hex(base::sha256(file.body)), list.text("/items/0/bundle/sha256"));
  const auto verdict = exhibit::verify(file.body, std::nullopt);
  ASSERT_TRUE(verdict.ok()) << verdict.error().message;
  EXPECT_TRUE(verdict->is_sound());
  EXPECT_EQ(verdict->manifest.head.case_number, "C000001");
  const auto archive = pack::Reader::open(file.body, {}).value();
  const auto rows = archive.read("results/transfers.csv").value();
  EXPECT_NE(rows.find("渝州银行 报送"), std::string::npos) << rows;
  EXPECT_NE(rows.find("k-bank"), std::string::npos) << "who told it";
  EXPECT_NE(archive.read("input/accounts.csv").value().find(victim_card), std::string::npos);
  const auto proof = house.get("/exhibits/X000001/proof");
  EXPECT_TRUE(proof.json.at("sound").as_bool()) << proof.body;
}

TEST(Exhibits, NameTheStatementThatARowCameWith) {
  House house;
  const auto sheet = fmt::format(
      "交易时间,本方账号,对方账号,借贷标志,交易金额,流水号\n"
      "{},{},{},借,12000.00,Z1\n",
      base::display_instant(house.centre.now()), mule_card, second_card);
  ASSERT_EQ(house
                .hand_in(sheet, "甲银行流水.csv",
                         "?origin=collected&document=" + net::percent_encode("调证字1号"))
                .status,
            201);
  const auto taken = house.post("/files/U000001/statement");
  ASSERT_EQ(taken.status, 200) << taken.body;
  EXPECT_EQ(taken.number("/fresh"), 1) << taken.body;
  EXPECT_EQ(house.post("/files/U000001/statement").number("/duplicates"), 1) << "the same again";
  const auto list = house.exhibit(fifo());
  ASSERT_EQ(list.text("/items/0/state"), "made") << list.body;
  const auto archive = house.get("/exhibits/X000001");
  const auto rows = pack::Reader::open(archive.body, {})->read("results/transfers.csv").value();
  EXPECT_NE(rows.find("U000001 甲银行流水.csv 第1表," + base::to_hex(base::sha256(sheet)) +
                      ",调取 调证字1号,k-officer"),
            std::string::npos)
      << rows;
}

TEST(Exhibits, AreRefusedWithTheirFault) {
  House house;
  EXPECT_EQ(house.post("/exhibits", R"({"policy":"last","reason":"x"})").text("/where"), "/policy");
  EXPECT_EQ(house.post("/exhibits", R"({"policy":"fifo"})").text("/where"), "/reason");
  EXPECT_EQ(house.post("/exhibits", fifo(R"(,"hops":-1)")).text("/where"), "/hops");
  EXPECT_EQ(house.get("/exhibits/X000009").status, 404);
  Centre keyless;
  EXPECT_EQ(keyless.post(std::string{case_path} + "/exhibits", keyless.officer, fifo()).status,
            503);
}

}  // namespace
}  // namespace holdfast::http_test
