// The one file that sees Beast. Its basic_parser calls back with each part; the parts go straight
// into our own structs. A parser object serves one message, so each reset makes a new one.
#include "net/message_parser.hpp"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

namespace holdfast::net {

namespace {

/// The shortest end of a chunked body: "0", an empty line, another one. Until a message is
/// complete, no less than this is still to come, and Beast 1.81 ends the process when it gets less
/// of a body whose first chunk is its last.
constexpr std::size_t chunked_rest_min = 5;

}  // namespace

namespace http = boost::beast::http;
namespace beast = boost::beast;

class MessageParser::Core {
 public:
  virtual ~Core() = default;
  virtual std::size_t put(std::string_view bytes, beast::error_code& error) = 0;
  virtual void put_eof(beast::error_code& error) = 0;
  [[nodiscard]] virtual bool got_some() const = 0;
  [[nodiscard]] virtual bool header_done() const = 0;
  [[nodiscard]] virtual bool done() const = 0;
  [[nodiscard]] virtual bool keeps() const = 0;
  [[nodiscard]] virtual bool is_chunked() const = 0;
  [[nodiscard]] virtual std::optional<std::uint64_t> length() const = 0;

  MessageHead head;
  std::string body;
};

template <bool is_request>
class MessageParser::Typed final : public MessageParser::Core,
                                   private http::basic_parser<is_request> {
  using Base = http::basic_parser<is_request>;
  using View = beast::string_view;
  static std::string text(View view) { return std::string{view.data(), view.size()}; }

 public:
  Typed(std::size_t header_bytes_max, MessageParser::Body body_rule) {
    Base::header_limit(static_cast<std::uint32_t>(header_bytes_max));
    Base::body_limit(boost::none);  // the caller counts: it knows the route's limit
    Base::eager(false);
    if (body_rule == MessageParser::Body::none) Base::skip(true);
  }

  std::size_t put(std::string_view bytes, beast::error_code& error) override {
    return Base::put(boost::asio::const_buffer{bytes.data(), bytes.size()}, error);
  }
  void put_eof(beast::error_code& error) override { Base::put_eof(error); }
  bool got_some() const override { return Base::got_some(); }
  bool header_done() const override { return Base::is_header_done(); }
  bool done() const override { return Base::is_done(); }
  bool keeps() const override { return Base::keep_alive(); }
  bool is_chunked() const override { return Base::chunked(); }
  std::optional<std::uint64_t> length() const override {
    const auto length = Base::content_length();
    return length ? std::optional<std::uint64_t>{*length} : std::nullopt;
  }

 private:
  void on_request_impl(http::verb, View method, View target, int version,
                       beast::error_code&) override {
    head.method = text(method);
    head.target = text(target);
    head.http_1_1 = version == 11;
  }
  void on_response_impl(int status, View, int version, beast::error_code&) override {
    head.status = status;
    head.http_1_1 = version == 11;
  }
  void on_field_impl(http::field, View name, View value, beast::error_code&) override {
    // Trailers come through here too, after the head was handed over: they are not header fields.
    if (!Base::is_header_done()) head.headers.add(text(name), text(value));
  }
  void on_header_impl(beast::error_code&) override {}
  void on_body_init_impl(boost::optional<std::uint64_t> const&, beast::error_code&) override {}
  std::size_t on_body_impl(View bytes, beast::error_code&) override {
    body.append(bytes.data(), bytes.size());
    return bytes.size();
  }
  void on_chunk_header_impl(std::uint64_t, View, beast::error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, View bytes, beast::error_code&) override {
    body.append(bytes.data(), bytes.size());
    return bytes.size();
  }
  void on_finish_impl(beast::error_code&) override {}
};

MessageParser::MessageParser(MessageKind kind, std::size_t header_bytes_max)
    : kind_(kind), header_bytes_max_(header_bytes_max) {
  reset();
}

MessageParser::~MessageParser() = default;

void MessageParser::reset(Body body) {
  if (kind_ == MessageKind::request) {
    core_ = std::make_unique<Typed<true>>(header_bytes_max_, body);
  } else {
    core_ = std::make_unique<Typed<false>>(header_bytes_max_, body);
  }
}

MessageParser::Fed MessageParser::feed(std::string_view bytes) {
  Fed fed;
  const bool had_head = core_->header_done();
  while (!core_->done() && fed.used < bytes.size()) {
    beast::error_code error;
    const std::string_view rest = bytes.substr(fed.used);
    if (core_->header_done() && core_->is_chunked() && rest.size() < chunked_rest_min) return fed;
    const std::size_t used = core_->put(rest, error);
    fed.used += used;
    if (error == http::error::need_more) {
      // Only a chunk header or trailer can grow without bound here; heads have their own limit.
      if (core_->header_done() && rest.size() - used > header_bytes_max_) {
        fed.fault = ParseFault{400, "a chunk header is too long"};
      }
      return fed;
    }
    if (error == http::error::header_limit) {
      fed.fault = ParseFault{431, "the header is larger than this server accepts"};
      return fed;
    }
    if (error == http::error::bad_version) {
      fed.fault = ParseFault{505, "only HTTP/1.0 and HTTP/1.1 are spoken here"};
      return fed;
    }
    if (error) {
      fed.fault = ParseFault{400, "the message is not well-formed HTTP/1.1"};
      return fed;
    }
    if (!had_head && core_->header_done()) return fed;
  }
  return fed;
}

bool MessageParser::finish() {
  if (core_->done()) return true;
  if (!core_->got_some()) return false;
  beast::error_code error;
  core_->put_eof(error);
  return !error && core_->done();
}

bool MessageParser::started() const {
  return core_->got_some();
}
bool MessageParser::has_head() const {
  return core_->header_done();
}
bool MessageParser::is_complete() const {
  return core_->done();
}
bool MessageParser::keeps_alive() const {
  return core_->keeps();
}
bool MessageParser::is_chunked() const {
  return core_->is_chunked();
}
std::optional<std::uint64_t> MessageParser::content_length() const {
  return core_->length();
}
MessageHead& MessageParser::head() {
  return core_->head;
}
std::size_t MessageParser::body_size() const {
  return core_->body.size();
}

std::string MessageParser::take_body() {
  std::string body;
  body.swap(core_->body);
  return body;
}

}  // namespace holdfast::net
