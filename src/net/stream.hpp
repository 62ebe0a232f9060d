// A TCP connection, plain or TLS, behind one non-template class: whoever reads and writes does not
// care which. All calls on the loop's thread; at most one read and one write at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "net/loop.hpp"

namespace holdfast::net {

struct ServerTlsOptions {
  std::string certificate_file = {};  // PEM chain
  std::string key_file = {};
  std::string client_ca_file = {};  // not empty: every client must show a certificate of this CA
};

struct ClientTlsOptions {
  std::string ca_file = {};           // empty: the system's store
  std::string certificate_file = {};  // for servers that ask for one
  std::string key_file = {};
};

/// Certificates and settings, shared by connections. Any thread.
class TlsContext {
 public:
  /// TLS 1.2 or later. Errors: bad_input naming the file.
  [[nodiscard]] static base::Result<std::shared_ptr<TlsContext>> for_server(
      const ServerTlsOptions& options);
  [[nodiscard]] static base::Result<std::shared_ptr<TlsContext>> for_client(
      const ClientTlsOptions& options);
  ~TlsContext();

  struct State;
  [[nodiscard]] State& state() { return *state_; }

 private:
  explicit TlsContext(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// How a network step ended.
struct IoOutcome {
  enum class Status { ok, end, failed };
  Status status = Status::ok;
  std::size_t bytes = 0;
  std::string error = {};  // for `failed`

  [[nodiscard]] bool ok() const { return status == Status::ok; }
};

/// Who is told. Kept alive by the stream while a step is under way.
class StreamUser {
 public:
  virtual ~StreamUser() = default;
  virtual void on_ready(const IoOutcome& outcome) = 0;  // connected, and TLS agreed
  virtual void on_read(const IoOutcome& outcome) = 0;
  virtual void on_written(const IoOutcome& outcome) = 0;
};

class Stream {
 public:
  /// A connection to be made by `connect`.
  explicit Stream(Loop& loop);
  /// A connection that was accepted; the stream owns the descriptor.
  Stream(Loop& loop, int descriptor);
  ~Stream();
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  /// Resolves and connects; with `tls`, also agrees on TLS and verifies that the peer is `host`.
  void connect(const std::string& host, std::uint16_t port, std::shared_ptr<TlsContext> tls,
               std::shared_ptr<StreamUser> user);
  /// The server's side of TLS.
  void accept_tls(std::shared_ptr<TlsContext> tls, std::shared_ptr<StreamUser> user);

  /// Reads what there is, at least one byte.
  void read(std::span<char> into, std::shared_ptr<StreamUser> user);
  /// Writes some of `bytes`, which must stay where they are until on_written.
  void write(std::string_view bytes, std::shared_ptr<StreamUser> user);

  /// Says that no more will be written (TCP's half close).
  void shut_write();
  /// Ends at once; steps under way end as `failed`.
  void close();
  [[nodiscard]] bool is_open() const;

  [[nodiscard]] const std::string& peer() const;
  /// Common name of the verified client certificate, or empty.
  [[nodiscard]] std::string peer_certificate() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace holdfast::net
