// Server-sent events: one way, server to browser, text; the browser reconnects by itself and says
// the last id it saw. A client that reads too slowly is cut off rather than buffered without end;
// it comes back and asks for what it missed.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace holdfast::net {

/// Where event bytes go. Any thread.
class EventSink {
 public:
  virtual ~EventSink() = default;
  /// False when the client is gone or too far behind (which ends it).
  virtual bool push(std::string bytes) = 0;
  virtual void close() = 0;
  [[nodiscard]] virtual bool is_open() const = 0;
};

/// The text of one event. `id` and `event` may be empty; line breaks in them are dropped.
[[nodiscard]] std::string format_event(std::string_view id, std::string_view event,
                                       std::string_view data);

/// A cheap handle; copies share the stream, which stays open when handles go, until `close`, the
/// client's leaving or the server's stop. Any thread.
class EventStream {
 public:
  EventStream(std::shared_ptr<EventSink> sink, std::string last_event_id)
      : sink_(std::move(sink)), last_event_id_(std::move(last_event_id)) {}

  bool send(std::string_view id, std::string_view event, std::string_view data) const {
    return sink_ && sink_->push(format_event(id, event, data));
  }
  /// Text already formatted by `format_event`: format once, send to many.
  bool send_formatted(std::string text) const { return sink_ && sink_->push(std::move(text)); }
  void close() const {
    if (sink_) sink_->close();
  }
  [[nodiscard]] bool is_open() const { return sink_ && sink_->is_open(); }
  /// The `Last-Event-ID` that the client came back with, or empty.
  [[nodiscard]] const std::string& last_event_id() const { return last_event_id_; }

 private:
  std::shared_ptr<EventSink> sink_;
  std::string last_event_id_;
};

}  // namespace holdfast::net
