// Per host: a stack of idle connections (the warmest is reused first) and a queue of calls. All
// state lives on the client's loop; deadlines are swept every few milliseconds.
#include "net/client.hpp"

#include <chrono>
#include <deque>
#include <fmt/format.h>
#include <future>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/check.hpp"
#include "net/loop.hpp"
#include "net/message_parser.hpp"

namespace holdfast::net {

using base::Error;
using base::ErrorCode;
using base::Result;
using Clock = std::chrono::steady_clock;

namespace {

constexpr base::Milliseconds sweep_interval{5};

struct Call {
  ClientRequest request;
  OnResponse on_response;
  Clock::time_point deadline;
  bool repeated = false;
  bool ended = false;

  void end(Result<Response> result) {
    if (std::exchange(ended, true)) return;
    on_response(std::move(result));
  }
  [[nodiscard]] bool may_repeat() const {
    if (repeated) return false;
    if (request.repeat == Repeat::always) return true;
    return request.method != "POST" && request.method != "PATCH";
  }
};

std::string wire(const ClientRequest& request) {
  const Url& url = request.url;
  const std::string host =
      url.host.find(':') == std::string::npos ? url.host : fmt::format("[{}]", url.host);
  std::string out =
      fmt::format("{} {} HTTP/1.1\r\nHost: {}:{}\r\n", request.method, url.target, host, url.port);
  for (const Field& field : request.headers.all()) {
    out += fmt::format("{}: {}\r\n", field.name, field.value);
  }
  if (!request.body.empty() || request.method == "POST" || request.method == "PUT") {
    out += fmt::format("Content-Length: {}\r\n", request.body.size());
  }
  out += "\r\n";
  out += request.body;
  return out;
}

bool is_clean(const ClientRequest& request) {
  const auto bad = [](std::string_view text) {
    return text.find_first_of(std::string_view{"\r\n\0", 3}) != std::string_view::npos;
  };
  if (bad(request.method) || bad(request.url.target) ||
      request.url.target.find(' ') != std::string::npos) {
    return false;
  }
  for (const Field& field : request.headers.all()) {
    if (bad(field.name) || bad(field.value)) return false;
  }
  return true;
}

class Pool;

// One connection: connects, then serves one call at a time.
class Channel final : public StreamUser, public std::enable_shared_from_this<Channel> {
 public:
  Channel(Pool& pool, Loop& loop, std::size_t bytes_max)
      : pool_(&pool),
        stream_(loop),
        parser_(MessageKind::response, 64 * 1024),
        buffer_(16 * 1024),
        bytes_max_(bytes_max) {}

  void open(const Url& url, std::shared_ptr<TlsContext> tls, base::Milliseconds timeout,
            std::shared_ptr<Call> first);
  void serve(std::shared_ptr<Call> call);
  void sweep(Clock::time_point now, base::Milliseconds idle_timeout);
  void abandon();

  void on_ready(const IoOutcome& outcome) override;
  void on_read(const IoOutcome& outcome) override;
  void on_written(const IoOutcome& outcome) override;

 private:
  void begin();
  void parse();
  void succeed();
  void fail(ErrorCode code, std::string why);
  void read();
  [[nodiscard]] std::string peer_name() const;

  Pool* pool_;
  Stream stream_;
  MessageParser parser_;
  std::vector<char> buffer_;
  const std::size_t bytes_max_;
  std::string in_;
  std::string out_;
  std::size_t out_done_ = 0;
  std::shared_ptr<Call> call_;
  Url url_;
  bool connected_ = false;
  bool reading_ = false;
  bool used_before_ = false;
  bool closed_ = false;
  bool writing_ = false;
  Clock::time_point connect_by_;
  Clock::time_point idle_since_;
};

// The connections to one host.
class Pool {
 public:
  Pool(Loop& loop, const ClientOptions& options, std::shared_ptr<TlsContext> tls)
      : loop_(loop), options_(options), tls_(std::move(tls)) {}

  void submit(std::shared_ptr<Call> call) {
    if (!idle_.empty()) {
      const auto channel = idle_.back();
      idle_.pop_back();
      return channel->serve(std::move(call));
    }
    if (channels_.size() >= options_.connections_per_host_max) {
      waiting_.push_back(std::move(call));
      return;
    }
    open(std::move(call));
  }
  void open(std::shared_ptr<Call> call) {
    auto channel = std::make_shared<Channel>(*this, loop_, options_.response_bytes_max);
    channels_.insert(channel);
    const Url url = call->request.url;
    channel->open(url, url.tls ? tls_ : nullptr, options_.connect_timeout, std::move(call));
  }
  void released(const std::shared_ptr<Channel>& channel) {
    if (const auto next = take_waiting()) return channel->serve(next);
    idle_.push_back(channel);
  }
  void closed(const std::shared_ptr<Channel>& channel) {
    channels_.erase(channel);
    std::erase(idle_, channel);
    if (const auto next = take_waiting()) open(next);
  }
  void sweep(Clock::time_point now) {
    for (auto& call : waiting_) {
      if (now >= call->deadline) {
        call->end(Error{ErrorCode::unavailable, "no connection to the peer became free in time"});
      }
    }
    std::erase_if(waiting_, [](const auto& call) { return call->ended; });
    const std::vector<std::shared_ptr<Channel>> all{channels_.begin(), channels_.end()};
    for (const auto& channel : all) channel->sweep(now, options_.idle_timeout);
  }
  void abandon() {
    auto waiting = std::exchange(waiting_, {});
    for (auto& call : waiting) call->end(Error{ErrorCode::unavailable, "the client is closing"});
    const std::vector<std::shared_ptr<Channel>> all{channels_.begin(), channels_.end()};
    for (const auto& channel : all) channel->abandon();
  }
  [[nodiscard]] std::size_t waiting() const { return waiting_.size(); }

 private:
  std::shared_ptr<Call> take_waiting() {
    if (waiting_.empty()) return nullptr;
    auto call = std::move(waiting_.front());
    waiting_.pop_front();
    return call;
  }

  Loop& loop_;
  const ClientOptions& options_;
  std::shared_ptr<TlsContext> tls_;
  std::unordered_set<std::shared_ptr<Channel>> channels_;
  std::vector<std::shared_ptr<Channel>> idle_;
  std::deque<std::shared_ptr<Call>> waiting_;
};

void Channel::open(const Url& url, std::shared_ptr<TlsContext> tls, base::Milliseconds timeout,
                   std::shared_ptr<Call> first) {
  url_ = url;
  call_ = std::move(first);
  connect_by_ = Clock::now() + timeout;
  stream_.connect(url.host, url.port, std::move(tls), shared_from_this());
}

void Channel::on_ready(const IoOutcome& outcome) {
  if (closed_) return;
  if (!outcome.ok()) return fail(ErrorCode::unavailable, "cannot connect: " + outcome.error);
  connected_ = true;
  begin();
}

void Channel::serve(std::shared_ptr<Call> call) {
  call_ = std::move(call);
  used_before_ = true;
  begin();
}

void Channel::begin() {
  parser_.reset(call_->request.method == "HEAD" ? MessageParser::Body::none
                                                : MessageParser::Body::as_framed);
  in_.clear();
  out_ = wire(call_->request);
  out_done_ = 0;
  writing_ = true;
  stream_.write(out_, shared_from_this());
  read();
}

void Channel::on_written(const IoOutcome& outcome) {
  if (closed_) return;
  // A server may answer and close without reading all: what it said is still to be read.
  if (!outcome.ok()) {
    writing_ = false;
    return;
  }
  out_done_ += outcome.bytes;
  if (out_done_ < out_.size()) {
    stream_.write(std::string_view{out_}.substr(out_done_), shared_from_this());
    return;
  }
  writing_ = false;
}

void Channel::read() {
  if (reading_ || closed_) return;
  reading_ = true;
  stream_.read(buffer_, shared_from_this());
}

void Channel::on_read(const IoOutcome& outcome) {
  reading_ = false;
  if (closed_) return;
  if (!outcome.ok()) {
    if (call_ && outcome.status == IoOutcome::Status::end && parser_.has_head() &&
        parser_.finish()) {
      return succeed();
    }
    return fail(ErrorCode::unavailable,
                outcome.error.empty() ? "the peer closed the connection" : outcome.error);
  }
  if (!call_) return fail(ErrorCode::unavailable, "the peer spoke without being asked");
  in_.append(buffer_.data(), outcome.bytes);
  parse();
}

void Channel::parse() {
  std::size_t used = 0;
  while (used < in_.size() && !parser_.is_complete()) {
    const auto fed = parser_.feed(std::string_view{in_}.substr(used));
    used += fed.used;
    if (fed.fault) return fail(ErrorCode::unavailable, "the peer's answer is not HTTP/1.1");
    if (parser_.body_size() > bytes_max_) {
      return fail(ErrorCode::too_large, "the peer's answer is larger than accepted");
    }
    if (parser_.is_complete() && parser_.head().status / 100 == 1) {
      parser_.reset(call_->request.method == "HEAD" ? MessageParser::Body::none
                                                    : MessageParser::Body::as_framed);
      continue;
    }
    if (fed.used == 0) break;
  }
  in_.erase(0, used);
  if (parser_.is_complete()) return succeed();
  read();
}

void Channel::succeed() {
  Response response{parser_.head().status, std::move(parser_.head().headers), parser_.take_body()};
  // An answer that came before the request was out leaves the connection in no clear state.
  const bool keep = parser_.keeps_alive() && in_.empty() && !writing_ && stream_.is_open();
  const auto self = shared_from_this();
  const auto call = std::exchange(call_, nullptr);
  if (keep) {
    idle_since_ = Clock::now();
    read();  // notices the peer's closing
    pool_->released(self);
  } else {
    closed_ = true;
    stream_.close();
    pool_->closed(self);
  }
  call->end(std::move(response));
}

std::string Channel::peer_name() const {
  return fmt::format("{}:{}", url_.host, url_.port);
}

void Channel::fail(ErrorCode code, std::string why) {
  if (closed_) return;
  const auto self = shared_from_this();
  closed_ = true;
  stream_.close();
  const auto call = std::exchange(call_, nullptr);
  const bool stale = used_before_ && !parser_.started() && code == ErrorCode::unavailable;
  pool_->closed(self);
  if (!call || call->ended) return;
  if (stale && call->may_repeat() && Clock::now() < call->deadline) {
    call->repeated = true;
    return pool_->open(call);
  }
  call->end(Error{code, fmt::format("{}: {}", peer_name(), why)});
}

void Channel::sweep(Clock::time_point now, base::Milliseconds idle_timeout) {
  if (!call_) {
    if (now - idle_since_ > idle_timeout) fail(ErrorCode::unavailable, "idle");
    return;
  }
  if (now >= call_->deadline) {
    call_->repeated = true;  // time is up: no second try
    return fail(ErrorCode::unavailable, "no answer in time");
  }
  if (!connected_ && now >= connect_by_) fail(ErrorCode::unavailable, "no connection in time");
}

void Channel::abandon() {
  if (call_) call_->repeated = true;
  fail(ErrorCode::unavailable, "the client is closing");
}

}  // namespace

struct HttpClient::State {
  ClientOptions options;
  std::shared_ptr<TlsContext> tls;
  Loop loop;
  std::unordered_map<std::string, std::unique_ptr<Pool>> pools;
  bool closing = false;

  // The system's store holds hundreds of certificates: it is read when first wanted.
  Result<void> prepare_tls() {
    if (tls) return {};
    auto made = TlsContext::for_client(options.tls);
    if (!made) return made.error();
    tls = std::move(*made);
    return {};
  }
  Pool& pool_for(const Url& url) {
    auto& pool = pools[fmt::format("{}|{}|{}", url.tls, url.host, url.port)];
    if (!pool) pool = std::make_unique<Pool>(loop, options, url.tls ? tls : nullptr);
    return *pool;
  }
  [[nodiscard]] std::size_t waiting() const {
    std::size_t count = 0;
    for (const auto& entry : pools) count += entry.second->waiting();
    return count;
  }
};

HttpClient::HttpClient(std::shared_ptr<State> state) : state_(std::move(state)) {}

Result<std::unique_ptr<HttpClient>> HttpClient::create(ClientOptions options) {
  auto state = std::make_shared<State>();
  const bool names_files = !options.tls.ca_file.empty() || !options.tls.certificate_file.empty();
  if (names_files) {  // what the caller named wrongly is an error now, not at the first request
    auto tls = TlsContext::for_client(options.tls);
    if (!tls) return tls.error();
    state->tls = std::move(*tls);
  }
  state->options = std::move(options);
  State* raw = state.get();
  state->loop.every(sweep_interval, [raw] {
    const auto now = Clock::now();
    for (const auto& entry : raw->pools) entry.second->sweep(now);
  });
  state->loop.start();
  return std::unique_ptr<HttpClient>{new HttpClient(std::move(state))};
}

HttpClient::~HttpClient() {
  std::promise<void> done;
  state_->loop.post([this, &done] {
    state_->closing = true;
    for (const auto& entry : state_->pools) entry.second->abandon();
    done.set_value();
  });
  done.get_future().wait();
  state_->loop.stop();
}

void HttpClient::send(ClientRequest request, OnResponse on_response) {
  auto call = std::make_shared<Call>();
  call->deadline = Clock::now() + request.timeout;
  call->request = std::move(request);
  call->on_response = std::move(on_response);
  state_->loop.dispatch([state = state_.get(), call] {
    if (state->closing) {
      return call->end(Error{ErrorCode::unavailable, "the client is closing"});
    }
    if (!is_clean(call->request)) {
      return call->end(Error{ErrorCode::bad_input, "a request holds a line break or a blank"});
    }
    if (state->waiting() >= state->options.waiting_max) {
      return call->end(Error{ErrorCode::too_many, "too many requests wait for connections"});
    }
    if (call->request.url.tls) {
      if (const auto prepared = state->prepare_tls(); !prepared) {
        return call->end(prepared.error());
      }
    }
    state->pool_for(call->request.url).submit(call);
  });
}

Result<Response> HttpClient::fetch(ClientRequest request) {
  base::check(!state_->loop.is_here(), "HttpClient::fetch from a callback would wait for itself");
  auto answer = std::make_shared<std::promise<Result<Response>>>();
  auto waiting = answer->get_future();
  send(std::move(request),
       [answer](Result<Response> result) { answer->set_value(std::move(result)); });
  return waiting.get();
}

void HttpClient::after(base::Milliseconds delay, Task task) {
  state_->loop.after(delay, std::move(task));
}

}  // namespace holdfast::net
