// Sockets and TLS over Asio. TLS and plain branch at run time (`tls` is engaged or not), so nothing
// above this file is a template. Handlers hold the State, so a Stream may go while a step ends.
#include "net/stream.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <fmt/core.h>
#include <netinet/in.h>
#include <optional>
#include <sys/socket.h>

namespace holdfast::net {

namespace asio = boost::asio;
namespace ssl = boost::asio::ssl;
using asio::ip::tcp;
using base::Error;
using base::ErrorCode;
using base::Result;

struct TlsContext::State {
  explicit State(ssl::context::method method) : context(method) {}
  ssl::context context;
};

struct Stream::State {
  explicit State(asio::io_context& on) : socket(on), resolver(on) {}
  tcp::socket socket;
  tcp::resolver resolver;
  std::shared_ptr<TlsContext> context;  // outlives the TLS session below
  std::optional<ssl::stream<tcp::socket&>> tls;
  std::string peer;
};

namespace {

using Code = boost::system::error_code;

IoOutcome outcome_of(const Code& code, std::size_t bytes) {
  if (!code) return IoOutcome{IoOutcome::Status::ok, bytes};
  if (code == asio::error::eof || code == ssl::error::stream_truncated) {
    return IoOutcome{IoOutcome::Status::end, bytes};
  }
  return IoOutcome{IoOutcome::Status::failed, bytes, code.message()};
}

std::string peer_text(const tcp::socket& socket) {
  Code code;
  const auto end = socket.remote_endpoint(code);
  if (code) return "unknown";
  const std::string address = end.address().to_string();
  return end.address().is_v6() ? fmt::format("[{}]:{}", address, end.port())
                               : fmt::format("{}:{}", address, end.port());
}

Error tls_error(const std::string& file, const Code& code) {
  return Error{ErrorCode::bad_input, fmt::format("TLS: {}: {}", file, code.message()), file};
}

Result<void> load_identity(ssl::context& context, const std::string& certificate,
                           const std::string& key) {
  Code code;
  context.use_certificate_chain_file(certificate, code);
  if (code) return tls_error(certificate, code);
  context.use_private_key_file(key, ssl::context::pem, code);
  if (code) return tls_error(key, code);
  return {};
}

void forbid_old_versions(ssl::context& context) {
  SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
}

}  // namespace

TlsContext::TlsContext(std::unique_ptr<State> state) : state_(std::move(state)) {}
TlsContext::~TlsContext() = default;

Result<std::shared_ptr<TlsContext>> TlsContext::for_server(const ServerTlsOptions& options) {
  auto state = std::make_unique<State>(ssl::context::tls_server);
  forbid_old_versions(state->context);
  if (auto loaded = load_identity(state->context, options.certificate_file, options.key_file);
      !loaded) {
    return loaded.error();
  }
  if (!options.client_ca_file.empty()) {
    Code code;
    state->context.load_verify_file(options.client_ca_file, code);
    if (code) return tls_error(options.client_ca_file, code);
    state->context.set_verify_mode(ssl::verify_peer | ssl::verify_fail_if_no_peer_cert, code);
    // OpenSSL refuses to resume a session with client certificates unless it has a context id.
    const unsigned char id[] = "holdfast";
    SSL_CTX_set_session_id_context(state->context.native_handle(), id, sizeof id - 1);
  }
  return std::shared_ptr<TlsContext>{new TlsContext(std::move(state))};
}

Result<std::shared_ptr<TlsContext>> TlsContext::for_client(const ClientTlsOptions& options) {
  auto state = std::make_unique<State>(ssl::context::tls_client);
  forbid_old_versions(state->context);
  Code code;
  if (options.ca_file.empty()) {
    state->context.set_default_verify_paths(code);
    if (code) return tls_error("the system's certificates", code);
  } else {
    state->context.load_verify_file(options.ca_file, code);
    if (code) return tls_error(options.ca_file, code);
  }
  if (!options.certificate_file.empty()) {
    if (auto loaded = load_identity(state->context, options.certificate_file, options.key_file);
        !loaded) {
      return loaded.error();
    }
  }
  state->context.set_verify_mode(ssl::verify_peer, code);
  return std::shared_ptr<TlsContext>{new TlsContext(std::move(state))};
}

Stream::Stream(Loop& loop) : state_(std::make_shared<State>(loop.context())) {}

Stream::Stream(Loop& loop, int descriptor) : Stream(loop) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  const bool known = ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  const auto protocol = known && address.ss_family == AF_INET6 ? tcp::v6() : tcp::v4();
  Code code;
  state_->socket.assign(protocol, descriptor, code);
  state_->socket.set_option(tcp::no_delay(true), code);
  state_->peer = peer_text(state_->socket);
}

Stream::~Stream() {
  close();
}

void Stream::connect(const std::string& host, std::uint16_t port, std::shared_ptr<TlsContext> tls,
                     std::shared_ptr<StreamUser> user) {
  auto state = state_;
  state->context = std::move(tls);
  const auto connected = [state, user, host](const Code& code, const tcp::endpoint&) {
    if (code) return user->on_ready(outcome_of(code, 0));
    Code ignored;
    state->socket.set_option(tcp::no_delay(true), ignored);
    state->peer = peer_text(state->socket);
    if (!state->context) return user->on_ready(IoOutcome{});
    state->tls.emplace(state->socket, state->context->state().context);
    SSL_set_tlsext_host_name(state->tls->native_handle(), host.c_str());
    state->tls->set_verify_callback(ssl::host_name_verification(host), ignored);
    state->tls->async_handshake(ssl::stream_base::client, [state, user](const Code& shaken) {
      user->on_ready(outcome_of(shaken, 0));
    });
  };
  Code code;
  const auto address = asio::ip::make_address(host, code);
  if (!code) {  // no need to ask a resolver (and its thread) for a literal address
    const tcp::endpoint end{address, port};
    state->socket.async_connect(end,
                                [connected, end](const Code& result) { connected(result, end); });
    return;
  }
  state->resolver.async_resolve(
      host, std::to_string(port),
      [state, user, connected](const Code& failed, const tcp::resolver::results_type& found) {
        if (failed) return user->on_ready(outcome_of(failed, 0));
        asio::async_connect(state->socket, found, connected);
      });
}

void Stream::accept_tls(std::shared_ptr<TlsContext> tls, std::shared_ptr<StreamUser> user) {
  auto state = state_;
  state->context = std::move(tls);
  state->tls.emplace(state->socket, state->context->state().context);
  state->tls->async_handshake(ssl::stream_base::server, [state, user](const Code& code) {
    user->on_ready(outcome_of(code, 0));
  });
}

void Stream::read(std::span<char> into, std::shared_ptr<StreamUser> user) {
  auto state = state_;
  const auto done = [state, user](const Code& code, std::size_t bytes) {
    user->on_read(outcome_of(code, bytes));
  };
  const asio::mutable_buffer buffer{into.data(), into.size()};
  if (state->tls) {
    state->tls->async_read_some(buffer, done);
  } else {
    state->socket.async_read_some(buffer, done);
  }
}

void Stream::write(std::string_view bytes, std::shared_ptr<StreamUser> user) {
  auto state = state_;
  const auto done = [state, user](const Code& code, std::size_t count) {
    user->on_written(outcome_of(code, count));
  };
  const asio::const_buffer buffer{bytes.data(), bytes.size()};
  if (state->tls) {
    state->tls->async_write_some(buffer, done);
  } else {
    state->socket.async_write_some(buffer, done);
  }
}

void Stream::shut_write() {
  Code ignored;
  // TLS's own farewell is not sent: every message here carries its length, so a peer can tell a
  // cut.
  state_->socket.shutdown(tcp::socket::shutdown_send, ignored);
}

void Stream::close() {
  Code ignored;
  state_->resolver.cancel();
  state_->socket.close(ignored);
}

bool Stream::is_open() const {
  return state_->socket.is_open();
}

const std::string& Stream::peer() const {
  return state_->peer;
}

std::string Stream::peer_certificate() const {
  if (!state_->tls) return {};
  X509* certificate = SSL_get1_peer_certificate(state_->tls->native_handle());
  if (certificate == nullptr) return {};
  char name[256] = {};
  const int length = X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName,
                                               name, static_cast<int>(sizeof name));
  X509_free(certificate);
  return length > 0 ? std::string{name, static_cast<std::size_t>(length)} : std::string{};
}

}  // namespace holdfast::net
