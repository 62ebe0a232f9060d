// From answers to bytes, and from any thread to the connection's own.
#include <ctime>
#include <fmt/format.h>

#include "net/connection.hpp"

namespace holdfast::net {
namespace {

// "Sun, 06 Nov 1994 08:49:37 GMT", made once a second a thread.
std::string_view http_date() {
  thread_local std::time_t last = 0;
  thread_local char text[40] = {};
  const std::time_t now = std::time(nullptr);
  if (now != last) {
    std::tm utc{};
    gmtime_r(&now, &utc);
    static constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto end = fmt::format_to_n(
        text, sizeof text - 1, "{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", days[utc.tm_wday],
        utc.tm_mday, months[utc.tm_mon], utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
    *end.out = '\0';
    last = now;
  }
  return text;
}

// A line break in a value would start another field: user text must never be able to.
void append_value(std::string& out, std::string_view value) {
  for (const char c : value) {
    out += static_cast<unsigned char>(c) < 0x20 && c != '\t' ? '?' : c;
  }
}

}  // namespace

Answer serialise(const Response& response, const AnswerRules& rules) {
  const auto connection = response.headers.find("Connection");
  const bool closes =
      !rules.keep_alive || (connection && equals_ignoring_case(*connection, "close"));
  const bool no_length = response.status < 200 || response.status == 204 || response.status == 304;
  Answer answer;
  answer.then = closes ? Answer::Then::close : Answer::Then::keep;
  std::string& out = answer.bytes;
  out.reserve(256 + response.body.size());
  fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status,
                 reason_phrase(response.status), http_date());
  for (const Field& field : response.headers.all()) {
    if (equals_ignoring_case(field.name, "Connection") ||
        equals_ignoring_case(field.name, "Content-Length")) {
      continue;
    }
    append_value(out, field.name);
    out += ": ";
    append_value(out, field.value);
    out += "\r\n";
  }
  if (!no_length) {
    fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", response.body.size());
  }
  if (closes) {
    out += "Connection: close\r\n";
  } else if (!rules.http_1_1) {
    out += "Connection: keep-alive\r\n";
  }
  out += "\r\n";
  if (!no_length && !rules.head) out += response.body;
  return answer;
}

bool EventState::push(std::string bytes) {
  const auto home = home_.lock();
  if (!home || !open_.load()) return false;
  const std::size_t size = bytes.size();
  if (queued_.fetch_add(size) + size > bytes_max_) {
    cut();
    return false;
  }
  home->loop.post([connection = connection_, bytes = std::move(bytes)]() mutable {
    if (const auto here = connection.lock()) here->append_events(std::move(bytes));
  });
  return true;
}

void EventState::close() {
  const auto home = home_.lock();
  if (!home || !open_.exchange(false)) return;
  home->loop.post([connection = connection_] {
    if (const auto here = connection.lock()) here->end_events();
  });
}

void EventState::cut() {
  const auto home = home_.lock();
  if (!home || !open_.exchange(false)) return;
  home->loop.post([connection = connection_] {
    if (const auto here = connection.lock()) here->close();
  });
}

namespace {

class ConnectionExchange final : public Exchange {
 public:
  ConnectionExchange(std::shared_ptr<ServerCore> core, std::shared_ptr<Home> home,
                     std::weak_ptr<Connection> connection, std::uint64_t slot, AnswerRules rules,
                     std::string last_event_id)
      : core_(std::move(core)),
        home_(std::move(home)),
        connection_(std::move(connection)),
        slot_(slot),
        rules_(rules),
        last_event_id_(std::move(last_event_id)) {}

  void answer(Response response) override {
    AnswerRules rules = rules_;
    if (core_->draining.load()) rules.keep_alive = false;
    send(serialise(response, rules));
  }

  std::shared_ptr<EventSink> stream(Headers extra) override {
    auto events =
        std::make_shared<EventState>(home_, connection_, core_->options.event_queue_bytes_max);
    Answer answer;
    answer.then = Answer::Then::events;
    answer.events = events;
    answer.bytes = fmt::format(
        "HTTP/1.1 200 OK\r\nDate: {}\r\nContent-Type: text/event-stream\r\n"
        "Cache-Control: no-store\r\nX-Accel-Buffering: no\r\nConnection: close\r\n",
        http_date());
    for (const Field& field : extra.all()) {
      append_value(answer.bytes, field.name);
      answer.bytes += ": ";
      append_value(answer.bytes, field.value);
      answer.bytes += "\r\n";
    }
    answer.bytes += "\r\n";
    send(std::move(answer));
    return events;
  }

  std::string last_event_id() const override { return last_event_id_; }

 private:
  void send(Answer answer) {
    home_->loop.dispatch(
        [connection = connection_, slot = slot_, answer = std::move(answer)]() mutable {
          if (const auto here = connection.lock()) here->deliver(slot, std::move(answer));
        });
  }

  std::shared_ptr<ServerCore> core_;
  std::shared_ptr<Home> home_;
  std::weak_ptr<Connection> connection_;
  std::uint64_t slot_;
  AnswerRules rules_;
  std::string last_event_id_;
};

}  // namespace

Responder Connection::responder(std::uint64_t slot) {
  const auto last = request_.header("Last-Event-ID");
  return Responder{std::make_unique<ConnectionExchange>(core_, home_.lock(), weak_from_this(), slot,
                                                        rules_, std::string{last.value_or("")})};
}

}  // namespace holdfast::net
