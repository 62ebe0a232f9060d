// The connection's state machine. See connection.hpp; writing and deadlines are in
// connection_output.cpp.
#include "net/connection.hpp"

#include <algorithm>
#include <exception>

#include "base/check.hpp"
#include "base/log.hpp"

namespace holdfast::net {
namespace {

constexpr std::size_t read_bytes = 8 * 1024;
constexpr std::size_t upload_read_bytes = 64 * 1024;
// Bodies of refused requests up to this size are read and dropped, to keep the connection.
constexpr std::uint64_t discard_bytes_max = 64 * 1024;

}  // namespace

// A body on its way into a sink. Touched by one worker at a time, never by the loop meanwhile.
struct Connection::Upload {
  Upload(std::shared_ptr<const Route> by, Request from, Responder to)
      : route(std::move(by)), request(std::move(from)), responder(std::move(to)) {}

  void take(std::string_view piece) {
    if (failed) return;
    if (!sink) {
      auto made = route->sink(std::move(request));
      if (!made) return fail(made.error());
      sink = std::move(*made);
    }
    if (piece.empty()) return;
    if (const auto written = sink->write(piece); !written) fail(written.error());
  }
  void fail(const base::Error& error) {
    failed = true;
    sink.reset();
    Response response = problem(error);
    response.headers.set("Connection", "close");  // the rest of the body is not wanted
    responder.answer(std::move(response));
  }

  std::shared_ptr<const Route> route;
  Request request;
  Responder responder;
  std::unique_ptr<BodySink> sink;
  bool failed = false;
};

Connection::Connection(std::shared_ptr<ServerCore> core, const std::shared_ptr<Home>& home,
                       int descriptor)
    : core_(std::move(core)),
      home_(home),
      stream_(home->loop, descriptor),
      parser_(MessageKind::request, core_->options.header_bytes_max),
      buffer_(read_bytes),
      began_(Clock::now()),
      last_progress_(began_) {}

Connection::~Connection() {
  core_->open.fetch_sub(1);
}

void Connection::start() {
  if (core_->tls) {
    stream_.accept_tls(core_->tls, shared_from_this());
  } else {
    on_ready(IoOutcome{});
  }
}

void Connection::on_ready(const IoOutcome& outcome) {
  if (closed_) return;
  if (!outcome.ok()) return close();
  ready_ = true;
  read_more();
}

void Connection::read_more() {
  const bool full = unread() >= upload_read_bytes || (!can_parse() && unread() > 0 && !events_);
  if (reading_ || read_ended_ || closed_ || (full && !lingering_)) return;
  const std::size_t want = body_mode_ == BodyMode::upload ? upload_read_bytes : read_bytes;
  if (buffer_.size() != want) buffer_ = std::vector<char>(want);
  reading_ = true;
  stream_.read(buffer_, shared_from_this());
}

void Connection::on_read(const IoOutcome& outcome) {
  reading_ = false;
  if (closed_) return;
  if (outcome.status == IoOutcome::Status::failed) return close();
  if (outcome.status == IoOutcome::Status::end) {
    read_ended_ = true;
    // A client may shut its side and still want the answers; one that listens to events has left.
    if (lingering_ || events_) return close();
    return process();
  }
  last_progress_ = Clock::now();
  if (lingering_ || events_) {  // nothing that comes now is wanted
    return read_more();
  }
  if (unread() == 0 && !parser_.started()) began_ = last_progress_;
  in_.append(buffer_.data(), outcome.bytes);
  process();
}

bool Connection::can_parse() const {
  return ready_ && !closed_ && !no_more_requests_ && !events_ && !upload_busy_ &&
         slots_.size() < core_->options.pipeline_max;
}

void Connection::process() {
  if (processing_) return;
  processing_ = true;
  while (can_parse() && step()) {
  }
  processing_ = false;
  if (in_used_ > 0) {
    in_.erase(0, in_used_);
    in_used_ = 0;
  }
  settle();
}

bool Connection::step() {
  std::string_view bytes = std::string_view{in_}.substr(in_used_);
  if (!parser_.started()) {
    // Old clients send an empty line after a body; RFC 9112 asks servers to bear it.
    while (!bytes.empty() && (bytes.front() == '\r' || bytes.front() == '\n')) {
      bytes.remove_prefix(1);
      ++in_used_;
    }
  }
  if (bytes.empty()) return false;
  const auto fed = parser_.feed(bytes);
  in_used_ += fed.used;
  if (fed.fault) {
    core_->bad_requests.fetch_add(1);
    refuse(problem(fed.fault->status, "bad_request", fed.fault->text));
    return false;
  }
  if (!head_seen_ && parser_.has_head()) {
    head_seen_ = true;
    on_head();
  }
  if (head_seen_ && !no_more_requests_) on_body();
  if (head_seen_ && !no_more_requests_ && parser_.is_complete()) {
    on_message_end();
    return true;
  }
  return fed.used > 0;
}

void Connection::on_head() {
  core_->requests.fetch_add(1);
  MessageHead& head = parser_.head();
  request_ = Request{};
  request_.method = std::move(head.method);
  request_.target = std::move(head.target);
  request_.headers = std::move(head.headers);
  request_.peer = stream_.peer();
  if (core_->tls) request_.client_certificate = stream_.peer_certificate();
  rules_ = AnswerRules{request_.method == "HEAD", head.http_1_1, parser_.keeps_alive()};
  body_bytes_ = 0;
  if (const auto split = split_target(request_); !split) {
    core_->bad_requests.fetch_add(1);
    return refuse(problem(400, "bad_request", split.error().message));
  }
  if (const std::size_t hosts = request_.headers.count("Host");
      hosts > 1 || (hosts == 0 && rules_.http_1_1)) {
    core_->bad_requests.fetch_add(1);
    return refuse(problem(400, "bad_request", "a request names exactly one Host"));
  }
  try {
    Decision decision = core_->decide(request_);
    if (auto* route = std::get_if<std::shared_ptr<const Route>>(&decision)) {
      return on_route(std::move(*route));
    }
    Response response = std::get<Response>(std::move(decision));
    const bool small = parser_.content_length().value_or(0) <= discard_bytes_max;
    if (!small || request_.header("Expect")) return refuse(std::move(response));
    body_mode_ = BodyMode::discard;
    deliver(open_slot(), serialise(response, rules_));
  } catch (const std::exception& error) {
    base::log_error("deciding about a request threw: {}", error.what());
    refuse(problem(500, "internal", "the server failed on this request"));
  }
}

void Connection::on_route(std::shared_ptr<const Route> route) {
  if (parser_.content_length().value_or(0) > route->body_bytes_max) {
    return refuse(problem(413, "too_large", "the body is larger than this address accepts"));
  }
  const auto expect = request_.header("Expect");
  if (expect && !equals_ignoring_case(*expect, "100-continue")) {
    return refuse(problem(417, "expectation_failed", "only 100-continue can be expected"));
  }
  if (expect && rules_.http_1_1 && !parser_.is_complete() && unread() == 0) {
    deliver(open_slot(), Answer{"HTTP/1.1 100 Continue\r\n\r\n", Answer::Then::interim});
  }
  route_ = std::move(route);
  body_mode_ = BodyMode::collect;
  if (!route_->sink) return;
  body_mode_ = BodyMode::upload;
  Responder answer = responder(open_slot());
  upload_ = std::make_shared<Upload>(route_, std::move(request_), std::move(answer));
}

void Connection::on_body() {
  if (parser_.body_size() == 0) return;
  body_bytes_ += parser_.body_size();
  switch (body_mode_) {
    case BodyMode::none:
      return;
    case BodyMode::discard:
      (void)parser_.take_body();
      if (body_bytes_ > discard_bytes_max) no_more_requests_ = true;
      return;
    case BodyMode::collect:
    case BodyMode::upload:
      break;
  }
  if (body_bytes_ > route_->body_bytes_max) {
    return refuse(problem(413, "too_large", "the body is larger than this address accepts"));
  }
  if (body_mode_ == BodyMode::upload) {
    if (!parser_.is_complete()) feed_upload();  // the last piece goes with the end
    return;
  }
  std::string piece = parser_.take_body();
  if (request_.body.empty()) {
    request_.body = std::move(piece);
    const std::uint64_t length = parser_.content_length().value_or(0);
    request_.body.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(length, 1 << 20)));
  } else {
    request_.body += piece;
  }
}

void Connection::on_message_end() {
  if (body_mode_ == BodyMode::collect) run_handler();
  if (body_mode_ == BodyMode::upload) feed_upload();
  if (!rules_.keep_alive) no_more_requests_ = true;
  if (upload_busy_) return;  // the parser is asked again once the sink is done
  parser_.reset();
  head_seen_ = false;
  body_mode_ = BodyMode::none;
  route_.reset();
  upload_.reset();
  began_ = Clock::now();
}

void Connection::run_handler() {
  Responder answer = responder(open_slot());
  if (route_->run_on == RunOn::worker) {
    core_->workers.post(
        [route = route_, request = std::move(request_), answer = std::move(answer)]() mutable {
          route->handler(std::move(request), std::move(answer));
        });
    return;
  }
  try {
    route_->handler(std::move(request_), std::move(answer));
  } catch (const std::exception& error) {
    base::log_error("a request handler threw: {}", error.what());
  }
}

void Connection::feed_upload() {
  upload_busy_ = true;
  core_->workers.post([upload = upload_, piece = parser_.take_body(), last = parser_.is_complete(),
                       home = home_.lock(), connection = weak_from_this()] {
    try {
      upload->take(piece);
      if (last && !upload->failed) upload->sink->finish(upload->responder);
    } catch (const std::exception& error) {
      base::log_error("a body sink threw: {}", error.what());
      upload->fail(base::Error{base::ErrorCode::io, "the server failed on this request"});
    }
    home->loop.post([connection] {
      if (const auto here = connection.lock()) here->upload_fed();
    });
  });
}

void Connection::upload_fed() {
  upload_busy_ = false;
  if (closed_) return;
  last_progress_ = Clock::now();
  const bool failed = upload_->failed;
  if (failed) no_more_requests_ = true;
  if (failed || parser_.is_complete()) {
    upload_.reset();
    parser_.reset();
    head_seen_ = false;
    body_mode_ = BodyMode::none;
    route_.reset();
    began_ = last_progress_;
  }
  process();
}

// Answers in place of the request being read, behind what is under way, and reads no further one.
void Connection::refuse(Response response) {
  no_more_requests_ = true;
  rules_.keep_alive = false;
  Answer answer = serialise(response, rules_);
  if (upload_) {  // its slot is open already
    response.headers.set("Connection", "close");
    upload_->responder.answer(std::move(response));
    return;
  }
  deliver(open_slot(), std::move(answer));
}

}  // namespace holdfast::net
