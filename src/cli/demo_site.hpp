// The demonstration's site on disk and as processes: a centre, five banks, a hub, and the keys by
// which they know each other. Made fresh in a directory of its own.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "city/city.hpp"
#include "cli/child.hpp"
#include "cli/config.hpp"
#include "net/client.hpp"

namespace holdfast::cli {

struct DemoLogin {
  std::string name;
  std::string display;
  core::Role role = core::Role::officer;
  std::string institution;
  std::string password;
};

class DemoSite {
 public:
  /// Writes the configuration, starts every process and waits until each serves. Errors: conflict
  /// (port taken), io, unavailable with the log's end when a process dies.
  [[nodiscard]] static base::Result<std::unique_ptr<DemoSite>> start(
      const std::filesystem::path& directory, int port, const city::City& city,
      const std::vector<DemoLogin>& logins);

  /// The bank of `payer` is told to pay. False when it refused (held, or short of money).
  [[nodiscard]] base::Result<bool> pay(const city::City& city, const city::Payment& payment);
  /// One account as its bank has it: JSON.
  [[nodiscard]] base::Result<std::string> bank_account(const city::Person& person);
  /// The centre's API, as an officer's key.
  [[nodiscard]] base::Result<std::string> get(const std::string& path);
  [[nodiscard]] base::Result<std::string> post(const std::string& path, const std::string& body);
  /// Errors: unavailable naming a process that died.
  [[nodiscard]] base::Result<void> check_alive();

  [[nodiscard]] const std::string& address() const { return address_; }

 private:
  DemoSite() = default;
  base::Result<void> write_files(const city::City& city);
  base::Result<void> add_logins(const std::vector<DemoLogin>& logins);
  base::Result<void> start_processes();
  base::Result<void> wait_for(const std::string& url, Child& child);
  base::Result<std::string> call(const std::string& method, const std::string& url,
                                 const std::string& key, const std::string& body, int* status);

  std::filesystem::path directory_;
  int port_ = 0;
  std::string address_;
  Config config_;
  std::string city_key_;     // the customers' channel to the banks
  std::string officer_key_;  // to the centre
  std::vector<int> bank_ports_;
  int hub_port_ = 0;
  std::unique_ptr<net::HttpClient> client_;
  std::vector<Child> children_;  // stopped before the rest goes
};

/// A secret of 32 random bytes, hexadecimal.
[[nodiscard]] std::string random_secret();

}  // namespace holdfast::cli
