#include "durable_house.hpp"

#include <condition_variable>
#include <cstdlib>
#include <fmt/core.h>
#include <mutex>
#include <sys/prctl.h>
#include <thread>

#include "base/check.hpp"
#include "base/log.hpp"
#include "cli/data_dir.hpp"
#include "feed/batch.hpp"
#include "figure.hpp"

namespace holdfast::bench {

namespace {

[[noreturn]] void give_up(std::string_view what, const base::Error& error) {
  fmt::print(stderr, "benchmark: {}: {}\n", what, error.message);
  std::exit(EXIT_FAILURE);
}

std::string_view media_type(Form form) {
  return form == Form::binary ? feed::batch_media_type
         : form == Form::json ? std::string_view{"application/json"}
                              : std::string_view{"application/xml"};
}

}  // namespace

struct DurableHouse::Progress {
  std::mutex mutex;
  std::condition_variable moved;
  std::size_t open = 0;
  Run run;

  void take(double due_ms, std::uint64_t fresh, std::size_t count) {
    const double now = wall_ms();
    {
      const std::lock_guard lock{mutex};
      run.answer_ms.push_back(now - due_ms);
      run.rows += fresh;
      run.refused += fresh == count ? 0 : 1;
      --open;
    }
    moved.notify_one();
  }
  void wait_below(std::size_t limit) {
    std::unique_lock lock{mutex};
    moved.wait(lock, [&] { return open < limit; });
  }
  void begin() {
    const std::lock_guard lock{mutex};
    ++open;
  }
};

DurableHouse::DurableHouse() {
  base::set_log_level(base::LogLevel::warn);
  auto name = (std::filesystem::temp_directory_path() / "holdfast-durable-XXXXXX").string();
  base::check(::mkdtemp(name.data()) != nullptr, "mkdtemp");
  data_ = name;
  cli::Config config;
  config.data = name;
  config.routing.channels = {{"direct", "http://127.0.0.1:1", false}};
  config.routing.institutions = {
      {std::string{durable_institution}, "渝州银行", "direct", "95001", {"990011"}, false}};
  config.partner_keys = {
      {"bank", core::Role::bank, std::string{durable_institution}, std::string{durable_key}}};
  auto engine = cli::open_engine(config, cli::Outside::none);
  if (!engine) {
    give_up("the engine does not open", engine.error());
  }
  engine_ = std::move(*engine);
  api::ApiOptions options;
  options.listen = "127.0.0.1:0";
  auto server = api::ApiServer::start(*engine_, options);
  if (!server) {
    give_up("the server does not start", server.error());
  }
  server_ = std::move(*server);
  auto client = net::HttpClient::create();
  if (!client) {
    give_up("the client", client.error());
  }
  client_ = std::move(*client);
}

DurableHouse::~DurableHouse() {
  close();
  std::error_code ignored;
  std::filesystem::remove_all(data_, ignored);
}

void DurableHouse::close() {
  client_.reset();
  server_.reset();
  engine_.reset();
}

void DurableHouse::hand_over(ReadyBatch batch, Form form, double due_ms, Progress& progress) {
  const auto count = batch.count;
  progress.begin();
  if (form == Form::rows) {
    engine::FeedBatch feed;
    feed.institution = durable_institution;
    feed.rows = std::move(batch.rows);
    engine_->take({"bank"}, std::move(feed),
                  [&progress, due_ms, count](const base::Result<engine::FeedDone>& done) {
                    progress.take(due_ms, done ? done->fresh : 0, count);
                  });
    return;
  }
  net::ClientRequest request;
  request.method = "POST";
  request.url.host = "127.0.0.1";
  request.url.port = server_->port();
  request.url.target = form == Form::binary
                           ? "/api/v1/transfers"
                           : fmt::format("/api/v1/transfers?stream=bench&batch={}", batch.number);
  request.headers.add("Authorization", "Bearer " + std::string{durable_key});
  request.headers.add("Content-Type", std::string{media_type(form)});
  request.body = std::move(batch.body);
  client_->send(
      std::move(request), [&progress, due_ms, count](const base::Result<net::Response>& answer) {
        const auto told = fmt::format("\"new\":{},", count);
        const bool taken =
            answer && answer->status == 200 && answer->body.find(told) != std::string::npos;
        progress.take(due_ms, taken ? count : 0, count);
      });
}

DurableHouse::Run DurableHouse::run(std::vector<ReadyBatch> batches, Form form,
                                    std::size_t window) {
  Progress progress;
  const double cpu = cpu_ms();
  const double begin = wall_ms();
  for (auto& batch : batches) {
    progress.wait_below(window);
    hand_over(std::move(batch), form, wall_ms(), progress);
  }
  progress.wait_below(1);
  progress.run.wall_s = (wall_ms() - begin) / 1000;
  progress.run.cpu_s = (cpu_ms() - cpu) / 1000;
  return std::move(progress.run);
}

DurableHouse::Run DurableHouse::run_open_loop(std::vector<ReadyBatch> batches, Form form,
                                              double rate) {
  ::prctl(PR_SET_TIMERSLACK, 1UL);  // the moments are kept to microseconds
  Progress progress;
  const double cpu = cpu_ms();
  const double begin = wall_ms() + 20;
  for (std::size_t i = 0; i < batches.size(); ++i) {
    const double due = begin + static_cast<double>(i) * 1000 / rate;
    const double left = due - wall_ms();
    if (left > 0) {
      std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(left));
    }
    hand_over(std::move(batches[i]), form, due, progress);
  }
  progress.wait_below(1);
  progress.run.wall_s = (wall_ms() - begin) / 1000;
  progress.run.cpu_s = (cpu_ms() - cpu) / 1000;
  return std::move(progress.run);
}

}  // namespace holdfast::bench
