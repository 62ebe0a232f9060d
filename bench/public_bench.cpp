// Citizens at the public site, a process of its own: each visit comes from an address of its own
// on a connection of its own, loads the page with its files, reads the guides, asks about a message
// and, one in ten, checks a paper by its code.
//
// Load is open-loop: each visit has its moment, fixed before the run, and its stopwatch starts
// there. Three million visits a day are 35 a second; the usual rate here is ten times that. The
// site holds as many sealed documents as a city of some years has. Every answer must be 200, every
// fraud asked about must be told as one, every paper found by its code and no other. Load and site
// share the machine.
//
// Usage: public_bench [SECONDS [VISITS_A_SECOND [DOCUMENTS]]], default 20 s, 350 visits, 100,000
// documents.
#include <array>
#include <atomic>
#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <boost/json.hpp>
#include <filesystem>
#include <fmt/core.h>
#include <fstream>
#include <regex>
#include <sys/prctl.h>
#include <thread>

#include "arguments.hpp"
#include "base/rng.hpp"
#include "figure.hpp"
#include "order/paper.hpp"
#include "process.hpp"
#include "sign/key.hpp"
#include "store/scratch_test.hpp"
#include "surroundings.hpp"
#include "zone/batch.hpp"
#include "zone/code_lock.hpp"

namespace {

using namespace holdfast;
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace json = boost::json;
using tcp = asio::ip::tcp;

constexpr std::size_t visitors = 96;  // at once
constexpr std::size_t check_every = 10;
constexpr std::size_t codes_count = 50;
constexpr std::size_t leaves_a_batch = 20'000;
constexpr std::string_view paper_route = "/api/v1/public/papers/{code}";
constexpr std::chrono::milliseconds start_patience{120'000};

/// What the site is asked about. The model tells the first kind as fraud and the second not.
constexpr std::array frauds{
    "我是京东客服，您误开通了金条会员，每月扣费八百元，请下载会议软件，共享屏幕，把钱转到安全账户",
    "刷单兼职日结，每单返佣金，先垫付三百做任务，做完三单一起返现，加我微信进群",
    "我是市公安局民警，你涉嫌洗钱，现在要把资金转入安全账户核查，不要告诉任何人"};
constexpr std::array ordinary{"您的快递已到小区驿站，请凭取件码领取。",
                              "妈，我今晚加班，不回来吃饭了。",
                              "明天上午九点家长会，请各位家长准时到教室。"};

/// A site whose shelf is as full as a city's, with some papers whose codes are known.
class Site {
 public:
  Site(std::size_t documents, const std::vector<std::string>& codes) {
    for (const auto* name : {"batches", "letters"}) {
      std::filesystem::create_directory(scratch_ / name);
    }
    publish(documents, codes);
    std::ofstream{scratch_ / "public.toml"} << fmt::format(
        "listen = \"127.0.0.1:{}\"\ndata = \"{}\"\nlog = \"warn\"\n"
        "[zone]\nin = \"{}\"\nout = \"{}\"\ncentre_key = \"\"\"{}\"\"\"\n",
        port, path("site"), path("batches"), path("letters"), key_.public_key().pem());
    process_ = std::make_unique<crash_test::Process>(
        std::vector<std::string>{"serve", "--role", "public", "--config", path("public.toml")},
        path("log"));
  }
  [[nodiscard]] bool is_up(std::uint64_t batches);
  [[nodiscard]] std::uint64_t batches() const { return number_; }
  [[nodiscard]] pid_t pid() const { return process_->pid(); }
  [[nodiscard]] bool stop() { return process_->stop() == 0; }
  [[nodiscard]] std::string last_words() const { return process_->last_words(); }

  const std::uint16_t port = static_cast<std::uint16_t>(crash_test::free_port());

 private:
  [[nodiscard]] std::string path(const char* name) const { return (scratch_ / name).string(); }
  void publish(std::size_t documents, const std::vector<std::string>& codes);
  void lay(zone::Batch batch);

  store::Scratch scratch_;
  const sign::PrivateKey key_ = sign::PrivateKey::generate(sign::Algorithm::ed25519);
  std::uint64_t number_ = 0;
  std::string previous_;
  std::unique_ptr<crash_test::Process> process_;
};

void Site::lay(zone::Batch batch) {
  batch.number = ++number_;
  batch.is_whole = number_ == 1;
  batch.previous = batch.is_whole ? "" : previous_;
  batch.made_at = *base::parse_instant("2026-11-27T12:00:00+08:00");
  batch.slot = std::string(64, '0');
  const auto bytes = zone::write_batch(batch, key_);
  previous_ = zone::digest_of(bytes);
  std::ofstream{scratch_.path() / "batches" / (zone::name_of(number_) + ".batch"), std::ios::binary}
      << bytes;
}

void Site::publish(std::size_t documents, const std::vector<std::string>& codes) {
  base::Rng rng(7);
  zone::Batch batch;
  batch.leaves.push_back(
      {"house", R"({"unit":"反诈骗中心","telephone":"96110","reputation_least":16})"});
  for (const auto& code : codes) {
    const auto lock = *zone::lock_of(paper_route, code);
    batch.leaves.push_back(
        {lock.place, zone::seal_for(lock, R"({"genuine":true,"title":")" + code + "\"}")});
  }
  for (std::size_t i = 0; i < documents; ++i) {
    if (batch.leaves.size() == leaves_a_batch) {
      lay(std::exchange(batch, {}));
    }
    batch.leaves.push_back({fmt::format("{:016x}{:016x}{:016x}{:016x}", rng.next(), rng.next(),
                                        rng.next(), rng.next()),
                            std::string(400, static_cast<char>(rng.below(256)))});
  }
  lay(std::move(batch));
}

/// One connection from an address of its own.
class Visitor {
 public:
  Visitor(std::uint16_t port, std::uint32_t number) : stream_(context_) {
    beast::error_code failed;
    auto& socket = stream_.socket();
    socket.open(tcp::v4());
    // 127.0.0.0/8 is ours: sixteen million addresses.
    socket.bind({asio::ip::address_v4{(127U << 24U) | (1U + number % 16'000'000U)}, 0}, failed);
    socket.connect({asio::ip::address_v4::loopback(), port}, failed);
    is_open_ = !failed;
  }
  struct Told {
    unsigned status = 0;
    std::string body;
  };
  Told ask(http::verb verb, const std::string& target, const std::string& body = {}) {
    if (!is_open_) {
      return {};
    }
    http::request<http::string_body> request{verb, target, 11};
    request.set(http::field::host, "site");
    if (!body.empty()) {
      request.set(http::field::content_type, "application/json");
      request.body() = body;
    }
    request.prepare_payload();
    beast::error_code failed;
    http::write(stream_, request, failed);
    http::response_parser<http::string_body> response;
    response.body_limit(std::uint64_t{16} << 20);
    http::read(stream_, buffer_, response, failed);
    is_open_ = !failed;
    return failed ? Told{} : Told{response.get().result_int(), std::move(response.get().body())};
  }

 private:
  asio::io_context context_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  bool is_open_ = false;
};

bool Site::is_up(std::uint64_t batches) {
  return crash_test::eventually(start_patience, [&] {
    Visitor visitor{port, 0};
    const auto told = visitor.ask(http::verb::get, "/healthz");
    return told.status == 200 &&
           told.body.find(fmt::format("\"batch\":{}", batches)) != std::string::npos;
  });
}

/// Addresses of the files that a page names.
std::vector<std::string> files_of(const std::string& page) {
  std::vector<std::string> files;
  const std::regex named{R"re((?:src|href)="(/?\.?/?assets/[^"]+)")re"};
  for (std::sregex_iterator at{page.begin(), page.end(), named}; at != std::sregex_iterator{};
       ++at) {
    auto file = (*at)[1].str();
    files.push_back(file.substr(file.find("/assets")));
  }
  return files;
}

struct Tally {
  std::atomic<std::uint64_t> requests{0};
  std::atomic<std::uint64_t> bytes{0};
  std::atomic<std::uint64_t> failed{0};
  std::atomic<std::uint64_t> wrong{0};
  std::atomic<std::uint64_t> checks{0};
};

class Crowd {
 public:
  Crowd(const Site& site, const std::vector<std::string>& codes, std::vector<std::string> files,
        std::size_t count, double rate)
      : site_(site), codes_(codes), files_(std::move(files)), took_(count), rate_(rate) {}

  void run() {
    begin_ = bench::wall_ms() + 100;
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < visitors; ++i) {
      threads.emplace_back([this] {
        ::prctl(PR_SET_TIMERSLACK, 1UL);
        for (auto at = next_++; at < took_.size(); at = next_++) {
          visit(at);
        }
      });
    }
    for (auto& each : threads) {
      each.join();
    }
  }
  [[nodiscard]] const std::vector<double>& took_ms() const { return took_; }
  [[nodiscard]] const Tally& tally() const { return tally_; }

 private:
  void note(const Visitor::Told& told) {
    ++tally_.requests;
    tally_.bytes += told.body.size();
    tally_.failed += told.status == 200 ? 0 : 1;
  }
  void visit(std::size_t at) {
    const double due = begin_ + static_cast<double>(at) * 1000 / rate_;
    if (const double left = due - bench::wall_ms(); left > 0) {
      std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(left));
    }
    Visitor visitor{site_.port, static_cast<std::uint32_t>(at + 1)};
    note(visitor.ask(http::verb::get, "/"));
    for (const auto& file : files_) {
      note(visitor.ask(http::verb::get, file));
    }
    note(visitor.ask(http::verb::get, "/api/v1/public/guides"));
    const bool is_fraud = at % 2 == 0;
    const std::string_view text =
        is_fraud ? frauds[at / 2 % frauds.size()] : ordinary[at / 2 % ordinary.size()];
    const auto advice = visitor.ask(http::verb::post, "/api/v1/public/advice",
                                    json::serialize(json::object{{"text", text}}));
    note(advice);
    tally_.wrong += advice.body.starts_with(R"({"verdict":"fraud")") == is_fraud ? 0 : 1;
    if (at % check_every == 0) {
      const auto& code = codes_[at / check_every % codes_.size()];
      const auto paper = visitor.ask(http::verb::get, "/api/v1/public/papers/" + code);
      note(paper);
      ++tally_.checks;
      tally_.wrong += paper.body.find(code) == std::string::npos ? 1 : 0;
    }
    took_[at] = bench::wall_ms() - due;
  }

  const Site& site_;
  const std::vector<std::string>& codes_;
  const std::vector<std::string> files_;
  std::vector<double> took_;
  const double rate_;
  double begin_ = 0;
  std::atomic<std::size_t> next_{0};
  Tally tally_;
};

}  // namespace

int main(int argc, char** argv) {
  const double seconds = bench::argument(argc, argv, 1, 20);
  const double rate = bench::argument(argc, argv, 2, 350);
  const auto documents = static_cast<std::size_t>(bench::argument(argc, argv, 3, 100'000));

  bench::Suite suite("public");
  std::vector<std::string> codes;
  base::Rng rng(11);
  for (std::size_t i = 0; i < codes_count; ++i) {
    codes.push_back(order::code_of(rng.next()));
  }
  const double begin = bench::wall_ms();
  Site site{documents, codes};
  suite.check("the site takes every batch", site.is_up(site.batches()));
  suite.figure("beforehand", {.name = "documents taken by the shelf, making them included",
                              .unit = "s",
                              .value = (bench::wall_ms() - begin) / 1000});
  Visitor first{site.port, 0};
  const auto page = first.ask(http::verb::get, "/");
  const auto files = files_of(page.body);
  suite.check("the page names its files", page.status == 200 && files.size() >= 2);

  Crowd crowd{site, codes, files, bench::count_in(seconds, rate), rate};
  const double started = bench::wall_ms();
  crowd.run();
  const double took_s = (bench::wall_ms() - started) / 1000;
  const auto& tally = crowd.tally();
  suite.check("every answer is 200", tally.failed == 0);
  suite.check("every text is told for what it is, every paper found", tally.wrong == 0);
  suite.latency(fmt::format("a visit, {:.0f} a second, {} documents", rate, documents), "ms",
                crowd.took_ms());
  const auto visits = static_cast<double>(crowd.took_ms().size());
  suite.figure("meanwhile", {.name = "visits",
                             .unit = "visits/s",
                             .value = visits / took_s,
                             .at_least = std::min(rate, 35.0)});
  suite.figure("meanwhile", {.name = "requests",
                             .unit = "requests/s",
                             .value = static_cast<double>(tally.requests) / took_s});
  suite.figure("meanwhile", {.name = "bytes of answers",
                             .unit = "MB/s",
                             .value = static_cast<double>(tally.bytes) / took_s / 1e6});
  suite.figure("meanwhile", {.name = "papers checked by code",
                             .unit = "a second",
                             .value = static_cast<double>(tally.checks) / took_s});
  suite.note("meanwhile", "Three million visits a day are 35 a second.");
  suite.check("it stops", site.stop());
  return suite.exit_code();
}
