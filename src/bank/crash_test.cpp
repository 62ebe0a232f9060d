// The bank as a process that is killed: whatever it acknowledged is there afterwards.
//
// A child process serves the bank over a socket and is ended with SIGKILL in the middle of payments
// and orders; the parent then opens the same ledger. The child is started before the parent has any
// thread, since a process that forks with threads running may not use much of the library.
#include <atomic>
#include <filesystem>
#include <gtest/gtest.h>
#include <map>
#include <mutex>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "bank/bank.hpp"
#include "bank/cli.hpp"
#include "bank/codec.hpp"
#include "bank/ledger.hpp"
#include "net/client.hpp"

namespace holdfast::bank {
namespace {

using base::Fen;
using base::Milliseconds;

BankOptions options(const std::string& dir) {
  BankOptions bank;
  bank.institution = "YZ01";
  bank.api_keys = {"key"};
  bank.data_dir = dir;
  bank.latency_ms = 1;
  bank.accounts = {{"A", "张三", "01", "138", Fen{100'000'000}}, {"B", "李四", "01", "139", Fen{}}};
  return bank;
}

struct Child {
  pid_t pid = -1;
  std::uint16_t port = 0;
};

Child start(const std::string& dir) {
  int ends[2] = {};
  if (::pipe(ends) != 0) return {};
  Child child;
  child.pid = ::fork();
  if (child.pid == 0) {
    ::close(ends[0]);
    const auto served = serve_bank(
        options(dir), [&](std::uint16_t port) { (void)!::write(ends[1], &port, sizeof port); });
    ::_exit(served.ok() ? 0 : 1);
  }
  ::close(ends[1]);
  if (::read(ends[0], &child.port, sizeof child.port) != sizeof child.port) child.port = 0;
  ::close(ends[0]);
  return child;
}

std::string order_body(const std::string& id) {
  return R"({"code":"100303","application_id":")" + id + R"(","account":"B"})";
}

TEST(Crash, NothingAcknowledgedIsLostWhenTheBankIsKilled) {
  std::string dir = "/tmp/holdfast_crash_XXXXXX";
  ASSERT_NE(::mkdtemp(dir.data()), nullptr);
  std::atomic<std::int64_t> paid = 0;
  std::int64_t sent = 0;
  std::map<std::string, std::string> orders;  // acknowledged: id -> the bank's number
  std::mutex mutex;
  for (int round = 0; round < 5; ++round) {
    const Child child = start(dir);
    ASSERT_NE(child.port, 0);
    const std::int64_t acknowledged_before = paid;
    {
      auto made = net::HttpClient::create();
      ASSERT_TRUE(made.ok());
      const auto client = std::move(*made);
      const net::Headers headers{{"Authorization", "Bearer key"}};
      const auto post = [&](const std::string& path, std::string body, net::OnResponse then) {
        client->send({.method = "POST",
                      .url = net::Url{false, "127.0.0.1", child.port, path},
                      .headers = headers,
                      .body = std::move(body)},
                     std::move(then));
      };
      // As many as the bank answers until some are acknowledged in this round; then it dies.
      for (int i = 0; i < 400; ++i, ++sent) {
        post("/bank/v1/payments",
             R"({"payer":"A","payee":"B","payee_institution":"YZ01","amount_fen":1,"serial":"P)" +
                 std::to_string(sent) + "\"}",
             [&](const base::Result<net::Response>& got) {
               if (got.ok() && got->status == 201) ++paid;
             });
        const std::string id = "O" + std::to_string(sent);
        post("/bank/v1/orders", order_body(id), [&, id](const base::Result<net::Response>& got) {
          if (!got.ok() || got->status != 200) return;
          const std::lock_guard lock{mutex};
          orders[id] = parse_ack(got->body)->bank_number;
        });
      }
      const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{30};
      while (paid < acknowledged_before + 40 * (round + 1) &&
             std::chrono::steady_clock::now() < until) {
        std::this_thread::yield();
      }
      ::kill(child.pid, SIGKILL);
      int status = 0;
      ASSERT_EQ(::waitpid(child.pid, &status, 0), child.pid);
      ASSERT_TRUE(WIFSIGNALED(status));
    }
    auto opened = Database::open(dir + "/ledger.db");
    ASSERT_TRUE(opened.ok());
    Ledger ledger{**opened, LedgerRules{.institution = "YZ01"}};
    ASSERT_TRUE(ledger.prepare().ok());
    const std::int64_t received = ledger.find_account("B")->balance.value();
    EXPECT_GE(received, paid) << "an acknowledged payment is lost";
    EXPECT_LE(received, sent) << "a payment was executed twice";
    for (const auto& [id, number] : orders) {
      const auto record = ledger.find_order(id);
      ASSERT_TRUE(record.has_value()) << id;
      EXPECT_EQ(record->bank_number, number) << id;
    }
    const auto totals = ledger.totals();
    EXPECT_EQ(totals.balances, totals.opened + totals.in - totals.out);
  }
  EXPECT_GT(paid, 0);
  EXPECT_GT(orders.size(), 0U);
  std::filesystem::remove_all(dir);
}

}  // namespace
}  // namespace holdfast::bank
