// The HTTP API of /api/v1: login, roles, routes, the live stream, and the web bundle's files.
//
// Handlers are thin: they read the request strictly, ask whether the caller may, call the engine,
// and put its answer into JSON. Nothing here decides anything about a case. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engine/engine.hpp"
#include "port/sessions.hpp"
#include "sign/key.hpp"

namespace holdfast::screen {
class Screener;
}
namespace holdfast::partner {
class Exchange;
}

namespace holdfast::api {

struct Words;        // words.hpp
class PartnerBells;  // bells.hpp

/// One file of the web bundle. `bytes` outlives the server.
struct Asset {
  std::string_view bytes;
  std::string content_type;
  std::string etag;           // without quotes
  bool is_immutable = false;  // its name holds its digest: a browser may keep it for good
};

/// Files with a case.
struct FileOptions {
  std::uint64_t bytes_max = std::uint64_t{64} << 20;  // of one
  std::string scanner = {};  // as net::ScanSession; empty: none, and files say so
};

/// TLS of our own, so that partners' certificates mean something (doc/operations/running.md). PEM
/// files.
struct TlsFiles {
  std::string certificate;  // chain
  std::string key;
  /// A second door, for partners alone: whoever comes in by it shows a certificate of `client_ca`.
  /// Empty: there is none.
  std::string partner_listen = {};
  std::string client_ca = {};
};

/// The public zone apart from us, and what passes between (doc/guide/zones.md).
struct ZoneOptions {
  std::filesystem::path out;     // signed batches for the zone
  std::filesystem::path in;      // sealed letters of citizens from it
  std::filesystem::path folder;  // of our own: what was published, letters that were refused
  base::Milliseconds every{std::chrono::seconds{5}};
};

struct ApiOptions {
  std::string listen = "127.0.0.1:8096";
  std::shared_ptr<port::SessionStore> sessions = {};  // null: in memory
  /// The file at "/assets/app.js"; "/index.html" answers every page of the console. Null: none.
  std::function<std::optional<Asset>(std::string_view path)> assets = {};
  /// What texts are judged with. Null: those questions are refused.
  std::shared_ptr<const Words> words = {};
  /// What judges payments. Null: those questions are refused. Goes before the engine.
  std::shared_ptr<screen::Screener> screener = {};
  bool cookie_secure = false;  // true behind TLS
  /// Under which citizens reach this server: what the QR codes of papers open. Empty: http and the
  /// address it listens on.
  std::string public_url = {};
  /// Answers to partners are signed with it, so that they hold a receipt, and exhibits. None: they
  /// are not, and no exhibits are made.
  std::optional<sign::PrivateKey> signing = {};
  FileOptions files = {};
  /// The bells of partners that fetch their orders, to say how they stand. Null: there are none.
  std::shared_ptr<const PartnerBells> bells = {};
  /// Dials for officers. Null: they do it themselves. Goes before the engine.
  std::shared_ptr<partner::Exchange> exchange = {};
  std::optional<TlsFiles> tls = {};  // none: plain, behind a proxy
  /// Keys that are good only together with a certificate: its common name, by the key's name.
  std::map<std::string, std::string> certificates = {};
  int session_hours = 12;
  /// Each command holds one until it is durable: so many can share a batch of the journal.
  std::size_t workers = 64;
  std::size_t intake_bytes_max = std::size_t{64} << 20;  // of feeds' bodies in memory at once
  std::string spool_folder = {};  // of files on their way into a case; empty: the system's own
  std::uint64_t statement_bytes_max = std::uint64_t{512} << 20;  // of one file
  std::uint64_t spool_bytes_max = std::uint64_t{4} << 30;        // of all that wait
  std::optional<ZoneOptions> zone = {};  // none: citizens come to this server
  base::Milliseconds analyses_every = std::chrono::minutes{1};  // a kept question is asked again
};

class ApiServer {
 public:
  /// Listening on return. The engine must outlive the server. Errors: bad_input, io, and those of
  /// the session store.
  [[nodiscard]] static base::Result<std::unique_ptr<ApiServer>> start(engine::Engine& engine,
                                                                      ApiOptions options);
  ~ApiServer();
  ApiServer(const ApiServer&) = delete;
  ApiServer& operator=(const ApiServer&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  /// Of the partners' door; 0 where there is none.
  [[nodiscard]] std::uint16_t partner_port() const;
  /// Finishes what is under way, for at most five seconds. Idempotent.
  void stop();
  /// Every "METHOD pattern": to compare with the OpenAPI document.
  [[nodiscard]] std::vector<std::string> routes() const;

 private:
  struct State;
  explicit ApiServer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// The OpenAPI 3.1 document of this API.
[[nodiscard]] std::string_view openapi_document();

}  // namespace holdfast::api
