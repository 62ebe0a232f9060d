// The client against the real server, and against peers that misbehave; TLS both ways.
#include "net/client.hpp"

#include <atomic>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <gtest/gtest.h>
#include <latch>
#include <mutex>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

#include "net/listener.hpp"
#include "net/server.hpp"

namespace holdfast::net {
namespace {

using base::ErrorCode;
using base::Milliseconds;
using base::Result;

std::unique_ptr<HttpServer> serve(Handler handler, ServerOptions options = {}) {
  options.listen = "127.0.0.1:0";
  auto server = HttpServer::start(std::move(options), always(Route{.handler = std::move(handler)}));
  EXPECT_TRUE(server.ok());
  return std::move(*server);
}

void echo(const Request& request, const Responder& to) {
  to.answer(text_response(200, request.method + request.target + request.body));
}

std::unique_ptr<HttpClient> make_client(ClientOptions options = {}) {
  auto client = HttpClient::create(std::move(options));
  EXPECT_TRUE(client.ok());
  return std::move(*client);
}

Url url_of(std::uint16_t port, std::string target, bool tls = false) {
  return Url{tls, "127.0.0.1", port, std::move(target)};
}

TEST(Client, ReusesItsConnection) {
  const auto server = serve(echo);
  const auto client = make_client();
  for (int i = 0; i < 20; ++i) {
    const auto got = client->fetch(
        {.method = "POST", .url = url_of(server->port(), "/a?b"), .body = std::to_string(i)});
    ASSERT_TRUE(got.ok()) << got.error().message;
    EXPECT_EQ(got->body, "POST/a?b" + std::to_string(i));
  }
  EXPECT_EQ(server->counters().connections_total, 1U);
}

TEST(Client, KeepsManyRequestsInFlightWithinItsConnections) {
  const auto server = serve(echo);
  const auto client = make_client({.connections_per_host_max = 8});
  constexpr int many = 2000;
  std::latch done{many};
  std::atomic<int> good = 0;
  for (int i = 0; i < many; ++i) {
    client->send({.url = url_of(server->port(), "/" + std::to_string(i))},
                 [&, i](const Result<Response>& got) {
                   if (got && got->body == "GET/" + std::to_string(i)) ++good;
                   done.count_down();
                 });
  }
  done.wait();
  EXPECT_EQ(good, many);
  EXPECT_LE(server->counters().connections_total, 8U);
}

TEST(Client, HeadNoContentAndLargeAnswers) {
  const auto server = serve([](const Request& request, const Responder& to) {
    if (request.path == "/none") return (void)to.answer(Response{.status = 204});
    to.answer(text_response(200, std::string(5'000'000, 'x')));
  });
  const auto client = make_client();
  const auto head = client->fetch({.method = "HEAD", .url = url_of(server->port(), "/")});
  ASSERT_TRUE(head.ok());
  EXPECT_EQ(head->body, "");
  EXPECT_EQ(head->headers.find("content-length"), "5000000");
  EXPECT_EQ(client->fetch({.url = url_of(server->port(), "/none")})->status, 204);
  EXPECT_EQ(client->fetch({.url = url_of(server->port(), "/")})->body.size(), 5'000'000U);
  EXPECT_EQ(server->counters().connections_total, 1U);
  const auto strict = make_client({.response_bytes_max = 1000});
  const auto large = strict->fetch({.url = url_of(server->port(), "/")});
  ASSERT_FALSE(large.ok());
  EXPECT_EQ(large.error().code, ErrorCode::too_large);
}

TEST(Client, GivesUpInTimeAndSaysWhom) {
  std::mutex mutex;
  std::vector<Responder> held;
  const auto server = serve([&](const Request&, const Responder& to) {
    const std::lock_guard lock{mutex};
    held.push_back(to);
  });
  const auto client = make_client({.connections_per_host_max = 1});
  std::latch done{2};  // the second never gets a connection
  for (int i = 0; i < 2; ++i) {
    client->send({.url = url_of(server->port(), "/"), .timeout = Milliseconds{50}},
                 [&](const Result<Response>& got) {
                   EXPECT_FALSE(got.ok());
                   EXPECT_EQ(got.error().code, ErrorCode::unavailable);
                   done.count_down();
                 });
  }
  done.wait();
}

TEST(Client, ARefusedConnectionIsUnavailable) {
  std::uint16_t port = 0;
  {
    const auto server = serve(echo);
    port = server->port();
  }
  const auto client = make_client();
  const auto got = client->fetch({.url = url_of(port, "/")});
  ASSERT_FALSE(got.ok());
  EXPECT_EQ(got.error().code, ErrorCode::unavailable);
  EXPECT_NE(got.error().message.find("127.0.0.1:" + std::to_string(port)), std::string::npos);
}

// A peer that takes one connection at a time, reads a request and then does as told.
class Peer {
 public:
  explicit Peer(std::function<void(int socket, int nth)> act) : act_(std::move(act)) {
    auto listener = Listener::open(loop_, "127.0.0.1:0", [this](int socket) {
      threads_.emplace_back([this, socket, nth = ++count_] {
        act_(socket, nth);
        ::close(socket);
      });
    });
    EXPECT_TRUE(listener.ok());
    listener_ = std::move(*listener);
    loop_.start();
  }
  ~Peer() {
    loop_.stop();
    for (std::thread& thread : threads_) thread.join();
  }
  [[nodiscard]] std::uint16_t port() const { return listener_->port(); }
  [[nodiscard]] int connections() const { return count_; }

 private:
  Loop loop_;
  std::function<void(int, int)> act_;
  std::atomic<int> count_ = 0;
  std::vector<std::thread> threads_;
  std::unique_ptr<Listener> listener_;
};

bool read_request(int socket) {
  std::string heard;
  char byte = 0;
  const int flags = ::fcntl(socket, F_GETFL);
  ::fcntl(socket, F_SETFL, flags & ~O_NONBLOCK);
  while (heard.find("\r\n\r\n") == std::string::npos) {
    if (::read(socket, &byte, 1) <= 0) return false;
    heard += byte;
  }
  return true;
}

void say(int socket, std::string_view text) {
  (void)!::send(socket, text.data(), text.size(), MSG_NOSIGNAL);
}

TEST(Client, RepeatsOnceWhenAKeptConnectionDiesIfTheRequestAllowsIt) {
  // Answers the first request of each connection, then closes on the second.
  Peer peer{[](int socket, int) {
    if (!read_request(socket)) return;
    say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    (void)read_request(socket);
  }};
  const auto client = make_client();
  const auto ask = [&](std::string method, Repeat repeat) {
    return client->fetch(
        {.method = std::move(method), .url = url_of(peer.port(), "/"), .repeat = repeat});
  };
  EXPECT_TRUE(ask("GET", Repeat::by_method).ok());
  EXPECT_TRUE(ask("GET", Repeat::by_method).ok());
  EXPECT_EQ(peer.connections(), 2);
  EXPECT_TRUE(ask("POST", Repeat::always).ok());
  EXPECT_EQ(peer.connections(), 3);
  const auto unsafe = ask("POST", Repeat::by_method);
  ASSERT_FALSE(unsafe.ok());
  EXPECT_EQ(unsafe.error().code, ErrorCode::unavailable);
  EXPECT_EQ(peer.connections(), 3);
}

TEST(Client, ReadsInterimEofDelimitedAndChunkedAnswersAndRefusesNonsense) {
  const char* answers[] = {
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 1\r\n\r\nx",
      "HTTP/1.0 200 OK\r\n\r\nuntil the end",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n",
      "220 mail.example ESMTP\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
  };
  Peer peer{[&](int socket, int nth) {
    if (!read_request(socket)) return;
    say(socket, answers[nth - 1]);
    ::shutdown(socket, SHUT_RDWR);
  }};
  const auto client = make_client();
  const auto ask = [&] {
    return client->fetch(
        {.method = "POST", .url = url_of(peer.port(), "/"), .repeat = Repeat::always});
  };
  EXPECT_EQ(ask()->status, 201);
  EXPECT_EQ(ask()->body, "until the end");
  EXPECT_EQ(ask()->body, "ab");
  EXPECT_FALSE(ask().ok());
  EXPECT_FALSE(ask().ok());
}

TEST(Client, EndsItsRequestsWhenItGoes) {
  std::mutex mutex;
  std::vector<Responder> held;
  const auto server = serve([&](const Request&, const Responder& to) {
    const std::lock_guard lock{mutex};
    held.push_back(to);
  });
  int ended = 0;
  {
    const auto client = make_client();
    for (int i = 0; i < 5; ++i) {
      client->send({.url = url_of(server->port(), "/")}, [&](const Result<Response>& got) {
        EXPECT_FALSE(got.ok());
        ++ended;
      });
    }
  }
  EXPECT_EQ(ended, 5);
}

TEST(Client, RefusesToSendALineBreakInAHeader) {
  const auto server = serve(echo);
  const auto client = make_client();
  const auto got = client->fetch(
      {.url = url_of(server->port(), "/"), .headers = {{"X", "a\r\nAuthorization: b"}}});
  ASSERT_FALSE(got.ok());
  EXPECT_EQ(got.error().code, ErrorCode::bad_input);
  EXPECT_FALSE(client->fetch({.url = url_of(server->port(), "/a b")}).ok());
}

// A throw-away authority, a server's and a client's certificate, made by the openssl command.
class Tls : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = "/tmp/holdfast_tls_XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    dir_ = name;
    ASSERT_TRUE(
        run("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
            "-subj /CN=test-ca -keyout ca.key -out ca.pem"));
    ASSERT_TRUE(issue("server", "subjectAltName=IP:127.0.0.1"));
    ASSERT_TRUE(issue("bank", "extendedKeyUsage=clientAuth"));
  }
  void TearDown() override { std::filesystem::remove_all(dir_); }

  bool run(const std::string& arguments) {
    return std::system(("cd " + dir_ + " && openssl " + arguments + " 2>/dev/null").c_str()) == 0;
  }
  bool issue(const std::string& name, const std::string& extension) {
    return run("req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=" + name +
               " -addext " + extension + " -keyout " + name + ".key -out " + name + ".csr") &&
           run("x509 -req -in " + name +
               ".csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 "
               "-copy_extensions copy -out " +
               name + ".pem");
  }
  std::string file(const std::string& name) const { return dir_ + "/" + name; }
  ServerTlsOptions server_tls(const std::string& client_ca = {}) const {
    return {file("server.pem"), file("server.key"), client_ca};
  }

  std::string dir_;
};

TEST_F(Tls, ServesOverTlsAndVerifiesTheServer) {
  const auto server = serve(echo, {.tls = server_tls()});
  const auto client = make_client({.tls = {.ca_file = file("ca.pem")}});
  for (int i = 0; i < 3; ++i) {
    const std::string body(300'000, 'x');
    const auto got =
        client->fetch({.method = "POST", .url = url_of(server->port(), "/t", true), .body = body});
    ASSERT_TRUE(got.ok()) << got.error().message;
    EXPECT_EQ(got->body, "POST/t" + body);
  }
  EXPECT_EQ(server->counters().connections_total, 1U);
  // Without the authority, and under a name that the certificate does not carry, it refuses.
  EXPECT_FALSE(make_client()->fetch({.url = url_of(server->port(), "/t", true)}).ok());
  EXPECT_FALSE(client->fetch({.url = Url{true, "localhost", server->port(), "/"}}).ok());
  // A plain request to a TLS port ends, it does not hang.
  EXPECT_FALSE(make_client()->fetch({.url = url_of(server->port(), "/t")}).ok());
}

TEST_F(Tls, AskedForAClientCertificateItTakesOnlyItsOwnAuthoritys) {
  const auto server =
      serve([](const Request& request,
               const Responder& to) { to.answer(text_response(200, request.client_certificate)); },
            {.tls = server_tls(file("ca.pem"))});
  const auto known = make_client({.tls = {.ca_file = file("ca.pem"),
                                          .certificate_file = file("bank.pem"),
                                          .key_file = file("bank.key")}});
  const auto got = known->fetch({.url = url_of(server->port(), "/", true)});
  ASSERT_TRUE(got.ok()) << got.error().message;
  EXPECT_EQ(got->body, "bank");
  const auto nobody = make_client({.tls = {.ca_file = file("ca.pem")}});
  EXPECT_FALSE(nobody->fetch({.url = url_of(server->port(), "/", true)}).ok());
}

TEST_F(Tls, MissingFilesAreErrorsThatNameThem) {
  const auto server = HttpServer::start(
      {.listen = "127.0.0.1:0", .tls = ServerTlsOptions{file("none.pem"), file("none.key"), {}}},
      always(Route{.handler = echo}));
  ASSERT_FALSE(server.ok());
  EXPECT_NE(server.error().message.find("none.pem"), std::string::npos);
  EXPECT_FALSE(HttpClient::create({.tls = {.ca_file = file("none.pem")}}).ok());
}

}  // namespace
}  // namespace holdfast::net
