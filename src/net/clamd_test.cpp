// The scanner's protocol, against a scanner of our own in a thread.
#include "net/clamd.hpp"

#include <filesystem>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

namespace holdfast::net {
namespace {

/// Answers one session, and keeps what it was sent.
class Scanner {
 public:
  explicit Scanner(std::string answer) : answer_(std::move(answer)) {
    path_ = "/tmp/holdfast-scan-" + std::to_string(::getpid()) + ".sock";
    std::filesystem::remove(path_);
    listening_ = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path_.copy(address.sun_path, sizeof address.sun_path - 1);
    EXPECT_EQ(::bind(listening_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(::listen(listening_, 1), 0);
    thread_ = std::thread{[this] { serve(); }};
  }
  ~Scanner() {
    wait();
    ::close(listening_);
    std::filesystem::remove(path_);
  }
  void wait() {
    if (thread_.joinable()) {
      thread_.join();
    }
  }
  [[nodiscard]] std::string address() const { return "unix:" + path_; }
  [[nodiscard]] const std::string& command() const { return command_; }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  std::string take(int from, std::size_t count) {
    std::string out(count, '\0');
    std::size_t got = 0;
    while (got < count) {
      const auto read = ::recv(from, out.data() + got, count - got, 0);
      if (read <= 0) {
        break;
      }
      got += static_cast<std::size_t>(read);
    }
    out.resize(got);
    return out;
  }
  void serve() {
    const int client = ::accept(listening_, nullptr, nullptr);
    command_ = take(client, 10);
    for (;;) {
      const auto head = take(client, 4);
      std::size_t length = 0;
      for (const char each : head) {
        length = length << 8U | static_cast<unsigned char>(each);
      }
      if (head.size() < 4 || length == 0) {
        break;
      }
      bytes_ += take(client, length);
    }
    ::send(client, answer_.data(), answer_.size(), MSG_NOSIGNAL);
    ::close(client);
  }

  std::string answer_;
  std::string path_;
  int listening_ = -1;
  std::string command_;
  std::string bytes_;
  std::thread thread_;
};

constexpr base::Milliseconds patience{5000};

TEST(ScanSession, SendsThePiecesAndReadsWhatWasFound) {
  const std::string body(3'000'000, 'x');
  Scanner scanner{std::string{"stream: Win.Test.EICAR_HDB-1 FOUND\0", 35}};
  {
    auto session = ScanSession::start(scanner.address(), patience);
    ASSERT_TRUE(session.ok()) << session.error().message;
    ASSERT_TRUE((*session)->add("head").ok());
    ASSERT_TRUE((*session)->add(body).ok());
    const auto answer = (*session)->finish();
    ASSERT_TRUE(answer.ok()) << answer.error().message;
    EXPECT_EQ(answer->found, "Win.Test.EICAR_HDB-1");
  }
  scanner.wait();
  EXPECT_EQ(scanner.command(), std::string("zINSTREAM\0", 10));
  EXPECT_EQ(scanner.bytes(), "head" + body);
}

TEST(ScanSession, NobodyThereIsToldAsThat) {
  const auto nobody = ScanSession::start("unix:/nowhere/clamd.ctl", patience);
  EXPECT_EQ(nobody.error().code, base::ErrorCode::unavailable);
  EXPECT_EQ(ScanSession::start("clamd", patience).error().code, base::ErrorCode::bad_input);
  EXPECT_EQ(ScanSession::start("unix:" + std::string(200, 'p'), patience).error().code,
            base::ErrorCode::bad_input);
}

TEST(ScanAnswer, IsCleanFoundOrNone) {
  EXPECT_EQ(read_scan_answer("stream: OK")->found, "");
  EXPECT_EQ(read_scan_answer("stream: Eicar FOUND\n")->found, "Eicar");
  EXPECT_EQ(read_scan_answer("INSTREAM size limit exceeded. ERROR").error().code,
            base::ErrorCode::unavailable);
  EXPECT_FALSE(read_scan_answer("stream:  FOUND").ok());
  EXPECT_FALSE(read_scan_answer("").ok());
}

}  // namespace
}  // namespace holdfast::net
