#include "cli/feed_sender.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <chrono>
#include <fmt/core.h>

#include "base/error_table.hpp"
#include "feed/batch.hpp"

namespace holdfast::cli {

namespace json = boost::json;

namespace {

constexpr base::Milliseconds answer_timeout{30'000};

std::string text_of(const json::object& object, std::string_view name) {
  const auto* found = object.if_contains(name);
  return found != nullptr && found->is_string() ? std::string{found->get_string()} : std::string{};
}

std::uint64_t number_of(const json::object& object, std::string_view name) {
  const auto* found = object.if_contains(name);
  json::error_code error;
  const auto number = found == nullptr ? 0 : found->to_number<std::uint64_t>(error);
  return error ? 0 : number;
}

json::object object_of(const net::Response& response) {
  json::error_code failed;
  auto value = json::parse(response.body, failed);
  return failed || !value.is_object() ? json::object{} : std::move(value.get_object());
}

/// The centre's refusal in its own words, with the code that its status stands for.
base::Error refusal_of(const net::Response& response) {
  const auto body = object_of(response);
  const auto title = text_of(body, "title");
  base::Error error{base::ErrorCode::unavailable, {}, text_of(body, "where")};
  for (int i = 0; i <= static_cast<int>(base::ErrorCode::io); ++i) {
    const auto code = static_cast<base::ErrorCode>(i);
    if (base::error_row(code).name == title) {
      error.code = code;
    }
  }
  const auto detail = text_of(body, "detail");
  error.message = fmt::format("the centre answered {}: {}", response.status,
                              detail.empty() ? response.body.substr(0, 300) : detail);
  return error;
}

std::optional<base::Milliseconds> retry_after(const net::Response& response) {
  const auto text = response.headers.find("Retry-After");
  std::uint32_t seconds = 0;
  if (!text) {
    return std::nullopt;
  }
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), seconds);
  return error == std::errc{} && end == text->data() + text->size()
             ? std::optional<base::Milliseconds>{std::chrono::seconds{seconds}}
             : std::nullopt;
}

}  // namespace

double monotonic_ms() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double, std::milli>(now).count();
}

bool StreamState::has(std::uint64_t number) const {
  // Further back than any window everything was answered before the newest was sent.
  if (number + SenderOptions::window_max <= newest) {
    return true;
  }
  return std::any_of(taken.begin(), taken.end(), [number](const auto& range) {
    return range.first <= number && number <= range.second;
  });
}

base::Result<std::unique_ptr<FeedSender>> FeedSender::create(SenderOptions options) {
  options.window = std::clamp<std::size_t>(options.window, 1, SenderOptions::window_max);
  std::unique_ptr<FeedSender> sender{new FeedSender{std::move(options)}};
  net::ClientOptions client;
  client.connections_per_host_max = sender->options_.window;
  auto made = net::HttpClient::create(client);
  if (!made) {
    return made.error();
  }
  sender->client_ = std::move(*made);
  sender->last_progress_ms_ = monotonic_ms();
  return sender;
}

FeedSender::~FeedSender() {
  {
    const std::lock_guard held{mutex_};
    if (!failure_) {
      failure_ = base::Error{base::ErrorCode::unavailable, "the sender has ended"};
    }
  }
  client_.reset();  // what is under way ends, and does not come again
}

net::ClientRequest FeedSender::request_of(std::string_view method, std::string_view path) const {
  net::ClientRequest request;
  request.method = method;
  request.url = options_.url.with_path(path);
  request.headers.add("Authorization", "Bearer " + options_.key);
  request.timeout = answer_timeout;
  request.repeat = net::Repeat::always;  // numbered: taken once
  return request;
}

base::Result<StreamState> FeedSender::ask_stream() {
  auto path = fmt::format("/api/v1/transfers/streams/{}", options_.stream);
  if (!options_.institution.empty()) {
    path += "?institution=" + net::percent_encode(options_.institution);
  }
  const auto response = client_->fetch(request_of("GET", path));
  if (!response) {
    return response.error();
  }
  if (response->status != 200) {
    return refusal_of(*response);
  }
  const auto body = object_of(*response);
  StreamState state;
  state.newest = number_of(body, "newest");
  state.digest = text_of(body, "digest");
  const auto* ranges = body.if_contains("taken");
  for (const auto& range :
       ranges != nullptr && ranges->is_array() ? ranges->get_array() : json::array{}) {
    const auto* pair = range.if_array();
    if (pair != nullptr && pair->size() == 2 && pair->at(0).is_int64() && pair->at(1).is_int64()) {
      state.taken.emplace_back(static_cast<std::uint64_t>(pair->at(0).get_int64()),
                               static_cast<std::uint64_t>(pair->at(1).get_int64()));
    }
  }
  return state;
}

base::Result<void> FeedSender::send(OutgoingBatch batch) {
  const auto number = batch.number;
  const auto once = std::make_shared<Try>(Try{std::move(batch)});
  {
    std::unique_lock held{mutex_};
    moved_.wait(held, [&] {
      return failure_ || open_.empty() ||
             (open_.size() < options_.window && number - *open_.begin() < options_.window);
    });
    if (failure_) {
      return *failure_;
    }
    if (open_.empty()) {
      last_progress_ms_ = monotonic_ms();
    }
    open_.insert(number);
  }
  post(once);
  return {};
}

base::Result<void> FeedSender::finish() {
  std::unique_lock held{mutex_};
  moved_.wait(held, [&] { return failure_ || open_.empty(); });
  return failure_ ? base::Result<void>{*failure_} : base::Result<void>{};
}

SendTotals FeedSender::totals() const {
  const std::lock_guard held{mutex_};
  return totals_;
}

std::size_t FeedSender::under_way() const {
  const std::lock_guard held{mutex_};
  return open_.size();
}

void FeedSender::post(const std::shared_ptr<Try>& batch) {
  std::string path = "/api/v1/transfers";
  if (options_.form == BatchForm::json) {
    path += fmt::format("?stream={}&batch={}", options_.stream, batch->batch.number);
    if (!options_.institution.empty()) {
      path += "&institution=" + net::percent_encode(options_.institution);
    }
  }
  auto request = request_of("POST", path);
  request.headers.add("Content-Type", options_.form == BatchForm::binary
                                          ? std::string{feed::batch_media_type}
                                          : "application/json");
  request.body = batch->batch.body;
  client_->send(std::move(request),
                [this, batch](const base::Result<net::Response>& answer) { hear(batch, answer); });
}

void FeedSender::hear(const std::shared_ptr<Try>& batch,
                      const base::Result<net::Response>& answer) {
  if (!answer) {
    {
      const std::lock_guard held{mutex_};
      ++totals_.unanswered;
    }
    come_again(batch, std::nullopt);
  } else if (answer->status == 200) {
    take_answer(*batch, *answer);
  } else if (answer->status == 429 || answer->status == 503) {
    {
      const std::lock_guard held{mutex_};
      ++totals_.told_to_wait;
    }
    come_again(batch, retry_after(*answer));
  } else {
    fail(refusal_of(*answer), batch->batch.number);
  }
}

void FeedSender::take_answer(const Try& batch, const net::Response& response) {
  const auto body = object_of(response);
  {
    const std::lock_guard held{mutex_};
    const auto now = monotonic_ms();
    last_progress_ms_ = now;
    ++totals_.batches;
    totals_.rows += number_of(body, "rows");
    totals_.fresh += number_of(body, "new");
    totals_.duplicates += number_of(body, "duplicates");
    totals_.legs += number_of(body, "legs");
    totals_.repeated += response.headers.find("X-Repeated") ? 1 : 0;
    totals_.answer_ms.push_back(now - batch.batch.due_ms);
    open_.erase(batch.batch.number);
  }
  moved_.notify_all();
}

void FeedSender::come_again(const std::shared_ptr<Try>& batch,
                            std::optional<base::Milliseconds> at_least) {
  base::Milliseconds pause{};
  {
    const std::lock_guard held{mutex_};
    if (failure_) {
      return;
    }
    if (monotonic_ms() - last_progress_ms_ < static_cast<double>(options_.patience.count())) {
      const auto doubled = options_.pause_first * (1 << std::min(batch->repetitions, 10U));
      const auto whole = std::min(doubled, options_.pause_most).count();
      pause = base::Milliseconds{jitter_.between(whole / 2, whole)};
      if (at_least) {
        // What the centre asks for, and a part of the jitter on top: all were told the same.
        pause = std::max(pause, *at_least + pause / 2);
      }
      ++batch->repetitions;
    }
  }
  if (pause.count() == 0) {
    fail({base::ErrorCode::unavailable,
          fmt::format("the centre took nothing for {} s; run the same command again to go on",
                      options_.patience.count() / 1000)},
         batch->batch.number);
    return;
  }
  client_->after(pause, [this, batch] { post(batch); });
}

void FeedSender::fail(base::Error error, std::uint64_t number) {
  {
    const std::lock_guard held{mutex_};
    if (!failure_) {
      error.message = fmt::format("batch {}: {}", number, error.message);
      failure_ = std::move(error);
    }
  }
  moved_.notify_all();
}

}  // namespace holdfast::cli
