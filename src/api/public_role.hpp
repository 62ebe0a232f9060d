// The public site on its own, `serve --role public`: a process that holds neither journal nor keys.
// It answers from what the centre published to it, seals what citizens hand in so that only the
// centre can read it, and judges texts with the model that the program carries. Whoever takes it
// over finds public documents, documents sealed by codes that they do not have, and what passes
// while they listen (doc/guide/zones.md).
//
// The routes are those of the centre without a login, with the same answers. What is handed in is
// answered 202: it is registered when the letter reaches the centre.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "api/server.hpp"
#include "sign/key.hpp"

namespace holdfast::api {

struct PublicRoleOptions {
  std::string listen = "127.0.0.1:8098";
  std::function<std::optional<Asset>(std::string_view path)> assets = {};
  std::shared_ptr<const Words> words = {};  // null: questions about texts are refused
  std::string public_url = {};              // as ApiOptions::public_url
  std::optional<TlsFiles> tls = {};         // certificate and key; none: plain, behind a proxy
  std::filesystem::path data;               // of its own
  std::filesystem::path in;                 // batches of the centre
  std::filesystem::path out;                // letters to it
  std::optional<sign::PublicKey> centre;    // what batches are signed by; needed
  base::Milliseconds every{std::chrono::seconds{1}};
  std::size_t workers = 16;
};

class PublicRole {
 public:
  /// Listening on return. Errors: bad_input, io, those of its files.
  [[nodiscard]] static base::Result<std::unique_ptr<PublicRole>> start(PublicRoleOptions options);
  ~PublicRole();
  PublicRole(const PublicRole&) = delete;
  PublicRole& operator=(const PublicRole&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  /// Takes the batches that lie there, now.
  void look();
  /// Finishes what is under way, for at most five seconds. Idempotent.
  void stop();
  /// Every "METHOD pattern": to compare with the OpenAPI document.
  [[nodiscard]] std::vector<std::string> routes() const;

 private:
  struct State;
  explicit PublicRole(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace holdfast::api
