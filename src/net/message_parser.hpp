// Incremental HTTP/1.x parser over bytes that the caller holds: requests or responses.
//
// Feed it the unread bytes; it says how many it used. The head (start line and fields) arrives
// whole, the body in pieces that the caller takes away, so nothing here grows with the body.
// Framing rules are Beast's strict ones: a message with both Content-Length and chunked coding, two
// lengths or a bad chunk is an error, never a guess. One thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "net/http.hpp"

namespace holdfast::net {

enum class MessageKind { request, response };

struct MessageHead {
  std::string method;  // requests
  std::string target;
  int status = 0;  // responses
  bool http_1_1 = true;
  Headers headers;
};

/// What a message that cannot be read deserves: an HTTP status and a sentence.
struct ParseFault {
  int status = 400;
  std::string_view text;
};

class MessageParser {
 public:
  MessageParser(MessageKind kind, std::size_t header_bytes_max);
  ~MessageParser();
  MessageParser(const MessageParser&) = delete;
  MessageParser& operator=(const MessageParser&) = delete;

  /// Forgets everything; ready for the next message. `no_body`: the answer to a HEAD.
  enum class Body { as_framed, none };
  void reset(Body body = Body::as_framed);

  struct Fed {
    std::size_t used = 0;
    std::optional<ParseFault> fault;
  };
  /// Stops behind the head, so that the caller can decide about the body, and behind the message.
  [[nodiscard]] Fed feed(std::string_view bytes);
  /// The peer will send no more. True when that ends the message properly.
  [[nodiscard]] bool finish();

  [[nodiscard]] bool started() const;
  [[nodiscard]] bool has_head() const;
  [[nodiscard]] bool is_complete() const;
  /// Whether the connection may carry another message after this one.
  [[nodiscard]] bool keeps_alive() const;
  [[nodiscard]] std::optional<std::uint64_t> content_length() const;
  [[nodiscard]] bool is_chunked() const;

  [[nodiscard]] MessageHead& head();
  /// Body bytes since the last take.
  [[nodiscard]] std::string take_body();
  [[nodiscard]] std::size_t body_size() const;

 private:
  class Core;
  template <bool is_request>
  class Typed;
  MessageKind kind_;
  std::size_t header_bytes_max_;
  std::unique_ptr<Core> core_;
};

}  // namespace holdfast::net
