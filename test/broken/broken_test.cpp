// Files and requests that are cut off, too deep, too long, negative, not text or from tomorrow,
// given to the binary that people run. Each is refused with its file, line and reason; what could
// be read beside it counts, and with --strict nothing does.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include "net/client.hpp"
#include "process.hpp"
#include "store/scratch_test.hpp"

namespace holdfast::broken_test {
namespace {

using crash_test::Process;

const std::string header = "id,time,payer,payee,amount_yuan,kind\n";
const std::string good_row = "a,2021-01-01T09:00:00.000+08:00,V,M,100.00,transfer\n";
const std::string after = "c,2021-01-01T09:00:02.000+08:00,M,B,30.00,transfer\n";

struct Ran {
  int exit = -1;
  std::string said;
};

class Broken : public testing::Test {
 protected:
  [[nodiscard]] std::string file(const std::string& name, const std::string& bytes) const {
    store::spill(scratch.path() / name, bytes);
    return path(name);
  }
  [[nodiscard]] std::string path(const std::string& name) const {
    return (scratch.path() / name).string();
  }
  Ran run(const std::vector<std::string>& words) const {
    std::filesystem::remove(scratch.path() / "said");
    Ran ran;
    ran.exit = Process{words, path("said")}.wait();
    ran.said = store::slurp(scratch.path() / "said");
    return ran;
  }
  Ran trace(const std::string& transfers, std::vector<std::string> more = {}) const {
    std::vector<std::string> words{"trace",
                                   "--transfers",
                                   transfers,
                                   "--seeds",
                                   file("seeds", "transfer_id,stolen_yuan\na,\n"),
                                   "--policy",
                                   "fifo",
                                   "--json"};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
  }
  Ran import(const std::string& transfers, std::vector<std::string> more = {}) const {
    std::vector<std::string> words{"import", "transfers", transfers, "--data", path("data")};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
  }

  store::Scratch scratch;
};

struct BadRow {
  std::string name;
  std::string row;     // without its line end
  std::string column;  // where the error points
  std::string reason;  // a part of it
};

std::vector<BadRow> bad_rows() {
  const std::string start = "b,2021-01-01T09:00:01.000+08:00,";
  return {
      {"cut inside a field", "b,2021-01-01T09:0", "3", "2 columns where the header has 6"},
      {"negative", start + "M,B,-30.00,transfer", "37", "not more than zero"},
      {"zero", start + "M,B,0,transfer", "37", "not more than zero"},
      {"no number", start + "M,B,NaN,transfer", "37", "\"NaN\" is not a decimal number"},
      {"infinite", start + "M,B,inf,transfer", "37", "not a decimal number"},
      {"an exponent", start + "M,B,1e3,transfer", "37", "not a decimal number"},
      {"half a fen", start + "M,B,1.005,transfer", "37", "two decimals"},
      {"over the limit", start + "M,B,9000000000.01,transfer", "37", "over the limit"},
      {"beyond 64 bits", start + "M,B,99999999999999999999,transfer", "37", "amount"},
      {"invalid UTF-8", start + "M\xFF,B,1,transfer", "34", "not valid UTF-8"},
      {"a NUL", start + std::string("M\0,B,1,transfer", 15), "33", "control character"},
      {"no such day", "b,2021-02-30T09:00:01.000+08:00,M,B,1,transfer", "3", "time"},
      {"no offset", "b,2021-01-01T09:00:01.000,M,B,1,transfer", "3", "offset"},
      {"no such kind", start + "M,B,1,gift", "39", "kind \"gift\""},
      {"no payee", start + "M,,1,transfer", "35", "payee is empty"},
      {"too many columns", start + "M,B,1,transfer,x", "48", "7 columns"},
  };
}

TEST_F(Broken, ARowOfATraceIsNamedAndTheOthersCount) {
  for (const auto& bad : bad_rows()) {
    SCOPED_TRACE(bad.name);
    const auto transfers = file("t.csv", header + good_row + bad.row + "\n" + after);
    const auto ran = trace(transfers);
    EXPECT_EQ(ran.exit, 0) << ran.said;
    EXPECT_NE(ran.said.find(fmt::format("{}:3:{}: ", transfers, bad.column)), std::string::npos)
        << ran.said;
    EXPECT_NE(ran.said.find(bad.reason), std::string::npos) << ran.said;
    EXPECT_NE(ran.said.find(R"("account":"B","tier":2,"received_fen":3000)"), std::string::npos)
        << ran.said;
    const auto strict = trace(transfers, {"--strict"});
    EXPECT_EQ(strict.exit, 3);
    EXPECT_EQ(strict.said.find("\"policy\""), std::string::npos) << strict.said;
  }
}

TEST_F(Broken, ALineOfAHundredMegabytesIsOneRefusedRow) {
  const auto transfers =
      file("t.csv", header + good_row + "b," + std::string(100'000'000, 'x') + "\n" + after);
  const auto ran = trace(transfers);
  EXPECT_EQ(ran.exit, 0);
  EXPECT_NE(ran.said.find(":3:1048577: the line is longer than 1048576 bytes"), std::string::npos)
      << ran.said;
  EXPECT_NE(ran.said.find("3 rows read, 1 refused"), std::string::npos);
  const auto imported = import(transfers);
  EXPECT_EQ(imported.exit, 0);
  EXPECT_NE(imported.said.find("2 new"), std::string::npos) << imported.said;
}

TEST_F(Broken, AFileThatIsNoFileOfTransfersIsRefusedWhole) {
  const std::vector<std::pair<std::string, std::string>> files{
      {"empty", ""},
      {"blank lines", "\n\n\n"},
      {"without a header", good_row},
      {"a header cut off", "id,time,pay"},
      {"a column twice", "id,id,time,payer,payee,amount_yuan,kind\n" + good_row},
      {"zeros", std::string(100'000, '\0')},
      {"nested", std::string(100'000, '[')},
  };
  for (const auto& [name, bytes] : files) {
    SCOPED_TRACE(name);
    const auto transfers = file("t.csv", bytes);
    const auto ran = trace(transfers);
    EXPECT_EQ(ran.exit, 3) << ran.said;
    EXPECT_TRUE(ran.said.starts_with(transfers + ":1:")) << ran.said;
  }
  for (const auto& missing : {path("none.csv"), scratch.path().string()}) {
    const auto ran = trace(missing);
    EXPECT_EQ(ran.exit, 3);
    EXPECT_TRUE(ran.said.starts_with(missing + ": cannot read the file")) << ran.said;
  }
}

TEST_F(Broken, SeedsThatNameNothingAreRefused) {
  const auto transfers = file("t.csv", header + good_row);
  for (const auto& [seeds, place] : std::vector<std::pair<std::string, std::string>>{
           {"", ":1:1: "},
           {"transfer_id\na\n", ":1:1: "},
           {"transfer_id,stolen_yuan\nz,\n", ":2:1: "},
           {"transfer_id,stolen_yuan\na,\na,\n", ":3:1: "},
           {"transfer_id,stolen_yuan\na,100.01\n", ":2:3: "},
           {"transfer_id,stolen_yuan\na,-1\n", ":2:3: "},
           {"transfer_id,stolen_yuan\na,NaN\n", ":2:3: "},
           {"transfer_id,stolen_yuan\n\xFF,\n", ":2:1: "}}) {
    const auto named = file("s.csv", seeds);
    const auto ran = run({"trace", "--transfers", transfers, "--seeds", named, "--policy", "fifo"});
    EXPECT_EQ(ran.exit, 3) << seeds;
    EXPECT_TRUE(ran.said.starts_with(named + place)) << ran.said;
  }
}

TEST_F(Broken, AnImportTakesWhatCanBeReadAndStrictNothing) {
  const std::string json =
      R"({"id":"a","time":"2021-01-01T09:00:00+08:00","payer":"V","payee":"M","amount_fen":100})";
  struct Case {
    std::string name;
    std::string bytes;
    std::string said;
  };
  const std::vector<Case> cases{
      {"a row from tomorrow",
       header + good_row + "b,2999-01-01T09:00:01.000+08:00,M,B,1,transfer\n",
       ":3:3: the time 2999-01-01T09:00:01.000+08:00 is more than a day ahead"},
      {"an array cut off", "[" + json + R"(,{"id":"b")", "the input ends within the array"},
      {"a nested line", json + "\n" + std::string(60'000, '[') + "\n", ":2:"},
      {"a negative amount",
       json + "\n" + R"({"id":"b","time":"2021-01-01T09:00:00Z","payer":"V",)" +
           R"("payee":"M","amount_fen":-5})" + "\n",
       "not more than zero"},
      {"an amount that is no whole number",
       json + "\n" + R"({"id":"b","time":"2021-01-01T09:00:00Z","payer":"V",)" +
           R"("payee":"M","amount_fen":0.5})" + "\n",
       ":2:"},
      {"invalid UTF-8 in JSON", json + "\n{\"id\":\"\xC3\x28\"}\n", ":2:"},
  };
  for (const auto& each : cases) {
    SCOPED_TRACE(each.name);
    std::filesystem::remove_all(path("data"));
    const auto transfers = file("t.in", each.bytes);
    const auto strict = import(transfers, {"--strict"});
    EXPECT_EQ(strict.exit, 3) << strict.said;
    EXPECT_NE(strict.said.find("nothing was taken"), std::string::npos) << strict.said;
    const auto ran = import(transfers);
    EXPECT_EQ(ran.exit, 0) << ran.said;
    EXPECT_NE(ran.said.find(each.said), std::string::npos) << ran.said;
    EXPECT_NE(ran.said.find("1 new, 0 duplicates, 0 second legs; 1 refused"), std::string::npos)
        << "strict had taken something, or the good row is lost: " << ran.said;
  }
}

TEST_F(Broken, RequestsAreRefusedAndNothingIsWritten) {
  constexpr std::string_view key = "key-of-the-officer-for-this-test-0001";
  const int port = crash_test::free_port();
  Process server{
      {"serve", "--config",
       file("holdfast.toml", fmt::format("listen = \"127.0.0.1:{}\"\ndata = \"{}\"\nlog = "
                                         "\"warn\"\n[[api_key]]\nname = \"officer\"\nrole = "
                                         "\"officer\"\nkey = \"{}\"\n",
                                         port, path("data"), key))},
      path("log")};
  const auto client = std::move(net::HttpClient::create()).value();
  const auto ask = [&](std::string method, std::string target, std::string body,
                       std::string_view token) {
    net::ClientRequest request;
    request.method = std::move(method);
    request.url = net::parse_url(fmt::format("http://127.0.0.1:{}", port)).value();
    request.url.target = std::move(target);
    request.headers.set("Content-Type", "application/json");
    if (!token.empty()) {
      request.headers.set("Authorization", fmt::format("Bearer {}", token));
    }
    request.body = std::move(body);
    return client->fetch(std::move(request));
  };
  ASSERT_TRUE(crash_test::eventually(std::chrono::seconds{60}, [&] {
    const auto answer = ask("GET", "/healthz", "", "");
    return answer && answer->status == 200;
  })) << server.last_words();
  const auto before = ask("GET", "/healthz", "", "").value().body;
  const auto status = [&](std::string target, std::string body, std::string_view token) {
    const auto answer = ask("POST", std::move(target), std::move(body), token);
    return answer ? answer->status : 0;
  };
  EXPECT_EQ(status("/api/v1/login", R"({"name":"admin","password":"wrong"})", ""), 401);
  EXPECT_EQ(status("/api/v1/reports", "{}", ""), 401);
  EXPECT_EQ(status("/api/v1/reports", "{}", "key-that-nobody-gave-out-to-anybody-1"), 401);
  EXPECT_EQ(status("/api/v1/reports", std::string(10'000, '['), key), 400);
  EXPECT_EQ(status("/api/v1/reports", R"({"losses":[{"amount_fen":NaN}]})", key), 400);
  EXPECT_EQ(status("/api/v1/reports", "{\"narrative\":\"\xC3\x28\"}", key), 400);
  EXPECT_EQ(
      status("/api/v1/reports", R"({"victim":{"name":"a"},"losses":[{"amount_fen":-1}]})", key),
      400);
  EXPECT_EQ(status("/api/v1/transfers?strict=1", R"([{"id":"x"},{"id")", key), 400);
  EXPECT_EQ(ask("GET", "/healthz", "", "").value().body, before) << "something was written";
  EXPECT_EQ(server.stop(), 0) << server.last_words();
}

}  // namespace
}  // namespace holdfast::broken_test
