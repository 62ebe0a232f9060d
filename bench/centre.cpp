#include "centre.hpp"

#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fmt/core.h>
#include <fstream>
#include <unistd.h>

#include "city/city.hpp"
#include "feed/batch.hpp"
#include "process.hpp"

namespace holdfast::bench {

namespace json = boost::json;

namespace {

constexpr std::string_view officer_key = "key-of-the-officer-of-this-benchmark-01";
constexpr std::chrono::milliseconds start_patience{30'000};

std::string bank_key(std::size_t bank) {
  return fmt::format("key-of-the-bank-{}-in-this-benchmark-01", bank);
}

[[noreturn]] void give_up(std::string_view why) {
  fmt::print(stderr, "benchmark: {}\n", why);
  std::exit(1);
}

std::filesystem::path make_directory() {
  auto pattern = (std::filesystem::temp_directory_path() / "holdfast-bench-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    give_up("no directory for the centre's data");
  }
  return pattern;
}

}  // namespace

struct Centre::State {
  std::filesystem::path directory = make_directory();
  int port = crash_test::free_port();
  std::string url = fmt::format("http://127.0.0.1:{}", port);
  std::unique_ptr<net::HttpClient> client;
  std::unique_ptr<net::HttpClient> batches;  // of banks' programs, whose connections are their own
  std::unique_ptr<crash_test::Process> process;

  ~State() {
    client.reset();
    batches.reset();
    process.reset();
    std::error_code ignored;
    std::filesystem::remove_all(directory, ignored);
  }
  [[nodiscard]] std::string file(std::string_view name) const {
    return (directory / name).string();
  }
  void write_config(const ReceivingBanks& banks) const;
};

void Centre::State::write_config(const ReceivingBanks& banks) const {
  std::ofstream out{file("holdfast.toml")};
  out << fmt::format("listen = \"127.0.0.1:{}\"\ndata = \"{}\"\nlog = \"warn\"\n", port,
                     file("data"));
  out << fmt::format("[[api_key]]\nname = \"officer\"\nrole = \"officer\"\nkey = \"{}\"\n",
                     officer_key);
  for (std::size_t bank = 0; bank < banks_count; ++bank) {
    const auto code = institution(bank);
    out << fmt::format("[[channel]]\nname = \"direct-{}\"\nurl = \"{}\"\nkey = \"any\"\n", code,
                       banks.url(bank));
    out << fmt::format(
        "[[institution]]\ncode = \"{0}\"\nname = \"{0}\"\nchannel = \"direct-{0}\"\n"
        "feed_expected = false\nbins = [\"{1}\"]\n",
        code, account(bank, 0).substr(0, 6));
    out << fmt::format(
        "[[api_key]]\nname = \"bank-{0}\"\nrole = \"bank\"\ninstitution = \"{0}\"\nkey = "
        "\"{1}\"\n",
        code, bank_key(bank));
  }
}

Centre::Centre(BankAnswers answers)
    : banks_(std::make_unique<ReceivingBanks>(banks_count, answers)),
      state_(std::make_unique<State>()) {
  auto client = net::HttpClient::create();
  base::check(client.ok(), "the client");
  state_->client = std::move(*client);
  net::ClientOptions of_banks;
  of_banks.connections_per_host_max = 8;
  auto batches = net::HttpClient::create(of_banks);
  base::check(batches.ok(), "the banks' client");
  state_->batches = std::move(*batches);
  std::vector<std::string> keys;
  for (std::size_t bank = 0; bank < banks_count; ++bank) {
    keys.push_back(bank_key(bank));
  }
  banks_->answer_to(state_->url, keys);
  state_->write_config(*banks_);
  state_->process = std::make_unique<crash_test::Process>(
      std::vector<std::string>{"serve", "--config", state_->file("holdfast.toml")},
      state_->file("log"));
  const bool up = crash_test::eventually(start_patience, [&] {
    const auto answer = state_->client->fetch(request("GET", "/healthz", {}));
    return (answer && answer->status == 200) || !state_->process->is_running();
  });
  if (!up || !state_->process->is_running()) {
    give_up("the centre does not start: " + state_->process->last_words());
  }
}

Centre::~Centre() {
  state_.reset();  // its client's callbacks may use the banks
}

std::string Centre::account(std::size_t bank, std::uint64_t serial) {
  return city::with_check_digit(fmt::format("9955{:02}{:09}", bank, serial));
}

std::string Centre::institution(std::size_t bank) {
  return fmt::format("BK{:02}", bank);
}

net::ClientRequest Centre::request(std::string_view method, std::string path,
                                   std::string key) const {
  net::ClientRequest made;
  made.method = method;
  made.url = *net::parse_url(state_->url);
  made.url.target = std::move(path);
  if (!key.empty()) {
    made.headers.set("Authorization", "Bearer " + key);
  }
  return made;
}

void Centre::post(std::string path, std::string body, std::string idempotency_key,
                  OnAnswer on_answer) {
  auto made = request("POST", std::move(path), std::string{officer_key});
  made.headers.set("Content-Type", "application/json");
  made.headers.set("Idempotency-Key", std::move(idempotency_key));
  made.body = std::move(body);
  state_->client->send(std::move(made), [on_answer](base::Result<net::Response> answer) {
    on_answer(answer ? answer->status : 0, answer ? std::move(answer->body) : std::string{});
  });
}

void Centre::post_feed(std::size_t bank, std::string rows, OnAnswer on_answer) {
  auto made = request("POST", "/api/v1/transfers?institution=" + institution(bank), bank_key(bank));
  made.headers.set("Content-Type", "application/x-ndjson");
  made.body = std::move(rows);
  made.repeat = net::Repeat::always;  // rows are known by their serials
  state_->client->send(std::move(made), [on_answer](base::Result<net::Response> answer) {
    on_answer(answer ? answer->status : 0, answer ? std::move(answer->body) : std::string{});
  });
}

void Centre::post_batch(std::size_t bank, std::string batch, OnAnswer on_answer) {
  auto made = request("POST", "/api/v1/transfers", bank_key(bank));
  made.headers.set("Content-Type", std::string{feed::batch_media_type});
  made.body = std::move(batch);
  made.repeat = net::Repeat::always;  // numbered: taken once
  state_->batches->send(std::move(made), [on_answer](base::Result<net::Response> answer) {
    on_answer(answer ? answer->status : 0, answer ? std::move(answer->body) : std::string{});
  });
}

void Centre::screen(std::size_t bank, std::string question, OnAnswer on_answer) {
  auto made = request("POST", "/api/v1/payments/screen", bank_key(bank));
  made.headers.set("Content-Type", "application/json");
  made.body = std::move(question);
  state_->client->send(std::move(made), [on_answer](base::Result<net::Response> answer) {
    on_answer(answer ? answer->status : 0, answer ? std::move(answer->body) : std::string{});
  });
}

void Centre::feed(std::size_t bank, std::string rows) {
  const auto lines = std::count(rows.begin(), rows.end(), '\n');
  auto made = request("POST", "/api/v1/transfers?institution=" + institution(bank), bank_key(bank));
  made.headers.set("Content-Type", "application/x-ndjson");
  made.body = std::move(rows);
  const auto answer = state_->client->fetch(std::move(made));
  const auto told = fmt::format("\"new\":{},", lines);
  if (!answer || answer->status != 200 || answer->body.find(told) == std::string::npos) {
    give_up("a feed of " + std::to_string(lines) + " rows was answered " +
            (answer ? answer->body : answer.error().message));
  }
}

std::string Centre::get(const std::string& path) {
  const auto answer = state_->client->fetch(request("GET", path, std::string{officer_key}));
  return answer ? answer->body : std::string{};
}

std::string Centre::directory() const {
  return state_->directory.string();
}

double Centre::peak_mb() const {
  const auto pid = state_->process->pid();
  std::ifstream status{fmt::format("/proc/{}/status", pid)};
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) {
      return std::strtod(line.c_str() + 6, nullptr) / 1024;
    }
  }
  return 0;
}

bool Centre::stop_and_verify() {
  return state_->process->stop() == 0 &&
         crash_test::Process{{"audit", "verify", "--data", state_->file("data")},
                             state_->file("log")}
                 .wait() == 0;
}

void append_line(std::string& ndjson, const FeedLine& line) {
  ndjson += json::serialize(json::object{{"id", line.serial},
                                         {"serial", line.serial},
                                         {"time", base::format_instant(line.time)},
                                         {"payer", line.payer},
                                         {"payee", line.payee},
                                         {"amount_fen", line.amount_fen},
                                         {"kind", line.kind}});
  ndjson += '\n';
}

}  // namespace holdfast::bench
