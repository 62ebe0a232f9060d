// One client connection of the server (internal to net): reads, parses, decides, keeps the answers
// in order, writes, and watches its own deadlines.
//
// Lives on its home loop's thread; other threads reach it only through posted tasks that hold it
// weakly. Answers may outlive both connection and server, so they share the Home and the core.
#pragma once

#include <atomic>
#include <chrono>
#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "net/loop.hpp"
#include "net/message_parser.hpp"
#include "net/server.hpp"
#include "net/worker_pool.hpp"

namespace holdfast::net {

struct ServerCore {
  ServerCore(ServerOptions with, Decide by)
      : options(std::move(with)), decide(std::move(by)), workers(options.workers) {}

  const ServerOptions options;
  const Decide decide;
  std::shared_ptr<TlsContext> tls;
  WorkerPool workers;
  std::atomic<bool> draining = false;
  std::atomic<std::uint64_t> open = 0;
  std::atomic<std::uint64_t> total = 0;
  std::atomic<std::uint64_t> refused = 0;
  std::atomic<std::uint64_t> requests = 0;
  std::atomic<std::uint64_t> bad_requests = 0;
};

class Connection;

/// A loop and the connections that live on it.
struct Home {
  Loop loop;
  std::unordered_map<Connection*, std::shared_ptr<Connection>> connections;  // loop's thread
};

/// The state that a stream of events shares between senders and its connection.
class EventState final : public EventSink {
 public:
  EventState(std::weak_ptr<Home> home, std::weak_ptr<Connection> connection, std::size_t bytes_max)
      : home_(std::move(home)), connection_(std::move(connection)), bytes_max_(bytes_max) {}

  bool push(std::string bytes) override;
  void close() override;
  [[nodiscard]] bool is_open() const override { return open_.load(); }

  /// Ends at once, unsent events and all.
  void cut();
  void mark_closed() { open_.store(false); }
  void mark_written(std::size_t bytes) { queued_.fetch_sub(bytes); }

 private:
  // Weak: a stream's handle must not keep a stopped server's loop (and what waits in it) alive.
  std::weak_ptr<Home> home_;
  std::weak_ptr<Connection> connection_;
  const std::size_t bytes_max_;
  std::atomic<std::size_t> queued_ = 0;
  std::atomic<bool> open_ = true;
};

/// An answer ready for the wire.
struct Answer {
  std::string bytes;
  enum class Then { keep, close, events, interim } then = Then::keep;
  std::shared_ptr<EventState> events = {};
};

/// What an answer must know of its request.
struct AnswerRules {
  bool head = false;  // no body goes out
  bool http_1_1 = true;
  bool keep_alive = true;
};
[[nodiscard]] Answer serialise(const Response& response, const AnswerRules& rules);

class Connection final : public StreamUser, public std::enable_shared_from_this<Connection> {
 public:
  using Clock = std::chrono::steady_clock;

  Connection(std::shared_ptr<ServerCore> core, const std::shared_ptr<Home>& home, int descriptor);
  ~Connection() override;

  void start();
  void tick(Clock::time_point now);
  /// Closes when idle, else once what is under way is answered.
  void drain();
  void close();

  void deliver(std::uint64_t slot, Answer answer);
  void append_events(std::string bytes);
  void end_events();

  void on_ready(const IoOutcome& outcome) override;
  void on_read(const IoOutcome& outcome) override;
  void on_written(const IoOutcome& outcome) override;

 private:
  struct Slot {
    bool ready = false;
    Answer answer;
  };
  struct Upload;
  enum class BodyMode { none, collect, upload, discard };

  void process();
  [[nodiscard]] bool can_parse() const;
  bool step();  // parses a little; false when there is nothing more to do now
  void on_head();
  void on_route(std::shared_ptr<const Route> route);
  void on_body();
  void on_message_end();
  void run_handler();
  void feed_upload();
  void upload_fed();
  void refuse(Response response);
  void settle();

  [[nodiscard]] std::uint64_t open_slot();
  [[nodiscard]] Responder responder(std::uint64_t slot);
  void flush();
  void write_out();
  void linger();
  void read_more();
  [[nodiscard]] bool is_idle() const;
  [[nodiscard]] std::size_t unread() const { return in_.size() - in_used_; }

  std::shared_ptr<ServerCore> core_;
  // Weak: steps under way hold the connection, and the loop holds them; the home outlives both.
  std::weak_ptr<Home> home_;
  Stream stream_;
  MessageParser parser_;

  std::vector<char> buffer_;  // where the next read goes
  std::string in_;            // read, not yet parsed from in_used_ on
  std::size_t in_used_ = 0;
  bool ready_ = false;  // TLS agreed, or none wanted
  bool reading_ = false;
  bool read_ended_ = false;  // the client has shut its side
  bool closed_ = false;
  bool lingering_ = false;
  bool no_more_requests_ = false;
  bool processing_ = false;

  bool head_seen_ = false;
  BodyMode body_mode_ = BodyMode::none;
  std::uint64_t body_bytes_ = 0;
  Request request_;
  AnswerRules rules_;
  std::shared_ptr<const Route> route_;
  std::shared_ptr<Upload> upload_;
  bool upload_busy_ = false;

  std::deque<Slot> slots_;
  std::uint64_t first_slot_ = 0;  // the number of slots_.front()
  std::string out_;
  std::size_t out_done_ = 0;
  std::size_t out_event_bytes_ = 0;
  bool writing_ = false;
  bool close_when_written_ = false;
  std::shared_ptr<EventState> events_;
  std::string pending_events_;
  bool events_ending_ = false;

  Clock::time_point began_;          // of the connection, then of each request's first byte
  Clock::time_point last_progress_;  // the last byte in or out
};

}  // namespace holdfast::net
