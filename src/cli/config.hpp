// The configuration file, holdfast.toml: where to listen, where the data lies, which institutions
// there are and through which channels they are reached, and the keys of partners. Described in
// doc/formats/configuration.md; `deploy/holdfast.toml` is an example.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "core/house.hpp"

namespace holdfast::cli {

/// TLS of our own: PEM files. Empty ones are not used.
struct TlsConfig {
  std::string certificate;  // of our server
  std::string key;
  std::string partner_listen;  // the door that asks for client certificates
  std::string client_ca;
  std::string ca;                  // that partners' servers are verified by; the system's else
  std::string client_certificate;  // that we show to partners' servers
  std::string client_key;
};

/// A key that a partner presents to us.
struct PartnerKey {
  std::string name;
  core::Role role = core::Role::bank;
  std::string institution;
  std::string key;               // secret
  std::string public_key = {};   // PEM; what comes with the key is signed by it
  std::string certificate = {};  // common name of the client certificate that it goes with
};

/// The service that sends messages and makes calls to warned people.
struct NotifierConfig {
  std::string url;
  std::string key;        // secret
  bool practice = false;  // reaches nobody real: the only one that a drill may have
};

/// The exchange of the line, which dials for officers.
struct TelephonyConfig {
  std::string url;
  std::string key;        // secret
  bool practice = false;  // calls nobody real: the only one that a drill may have
};

/// What judges payments where the journal names no version yet, and how much of the past it knows.
struct ScreeningConfig {
  std::optional<std::string> model;  // files in place of those that the program carries
  std::optional<std::string> rules;
  std::uint64_t memory_mb = 4096;      // of one version; two run while one is in the shadow
  std::uint64_t history = 20'000'000;  // transfers
};

/// Files with a case.
struct FilesConfig {
  std::uint64_t limit_mb = 64;  // of one
  std::string scanner;          // unix:/PATH or HOST:PORT of a clamd; empty: none
};

/// What passes between a centre and its public zone (doc/guide/zones.md).
struct ZoneConfig {
  std::string out;         // a directory: what we lay there the other side takes
  std::string in;          // a directory: what the other side laid
  std::string centre_key;  // of the public role: PEM of the key that the centre signs with
};

struct Config {
  std::string listen = "127.0.0.1:8096";
  std::string data = "var/holdfast";
  std::optional<std::string> rules;  // a rule pack in place of the shipped one
  std::string log_level = "info";
  bool cookie_secure = false;
  std::string public_url;             // under which citizens reach us; empty: http and `listen`
  std::uint64_t memory_limit_mb = 0;  // 0: none
  std::optional<std::string> signing_key;  // a file; else DATA/keys/signing.pem, made at first
  bool drill = false;                      // practice: DeclareDrill
  ScreeningConfig screening;
  TlsConfig tls;
  FilesConfig files;
  core::Routing routing;
  std::map<std::string, std::string> channel_keys;  // by channel: what we present (secret)
  std::vector<PartnerKey> partner_keys;
  std::optional<ZoneConfig> zone;
  std::optional<NotifierConfig> notifier;
  std::optional<TelephonyConfig> telephony;
};

/// Errors: bad_input naming the line or the table; a member nobody reads is an error too.
[[nodiscard]] base::Result<Config> parse_config(std::string_view toml, const std::string& file);
/// Errors besides: bad_input when it cannot be read.
[[nodiscard]] base::Result<Config> read_config(const std::string& file);

}  // namespace holdfast::cli
