// A whole centre for one test: engine, lists in SQLite, API on a port of its own, a partner that
// keeps what it was sent, and a clock that stands still until it is told to go on.
#pragma once

#include <atomic>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "api/server.hpp"
#include "engine/engine.hpp"
#include "net/client.hpp"
#include "port/notifier.hpp"
#include "port/partner.hpp"
#include "screen/screener.hpp"
#include "store/scratch_test.hpp"

namespace holdfast::http_test {

inline constexpr std::string_view password = "correct horse battery";

struct Answer {
  int status = 0;
  net::Headers headers;
  std::string body;
  boost::json::value json;  // of a JSON body

  [[nodiscard]] std::string header(std::string_view name) const {
    return std::string{headers.find(name).value_or("")};
  }
  [[nodiscard]] std::string text(const std::string& pointer) const;
  [[nodiscard]] std::int64_t number(const std::string& pointer) const;
};

/// How a request is signed.
struct As {
  std::string bearer = {};
  std::string cookie = {};
  std::string csrf = {};
  std::vector<net::Field> more = {};  // further headers

  [[nodiscard]] As with(std::string name, std::string value) const {
    auto copy = *this;
    copy.more.push_back({std::move(name), std::move(value)});
    return copy;
  }
};

/// Remembers orders; acknowledges at once, or answers with a transport code.
struct Mailbox {
  std::mutex mutex;
  std::string refusal;
  std::vector<port::PartnerMessage> messages;
  std::vector<port::NoticeMessage> notices;
  bool notifier_broken = false;
  std::shared_ptr<port::Partner> files;  // takes orders of channels that are directories
};

class Centre {
 public:
  enum class Screening { none, on };
  explicit Centre(api::ApiOptions options = {}, engine::Options engine = {},
                  Screening screening = Screening::none);
  ~Centre();

  // Signed by an API key of that role; `bank` is the bank YZ01, `other_bank` is SX02, `hub` the
  // channel of SX02, `notifier` the service that sends messages.
  As officer, investigator, admin, bank, other_bank, hub, notifier;

  /// Sends, and holds request and answer against the OpenAPI document (a request only where it was
  /// accepted).
  Answer send(const std::string& method, const std::string& path, const As& as,
              const std::string& body = {}, const std::string& type = "application/json");
  Answer get(const std::string& path, const As& as) { return send("GET", path, as); }
  Answer post(const std::string& path, const As& as, const std::string& body = "{}") {
    return send("POST", path, as, body);
  }
  /// Logs in by password.
  As log_in(const std::string& name);

  /// Polls until `done` or ten seconds passed.
  static bool eventually(const std::function<bool()>& done);
  /// The orders sent to partners so far, at least `count` of them.
  std::vector<port::PartnerMessage> sent(std::size_t count);

  /// The messages and calls that the notifier was handed so far, at least `count` of them.
  std::vector<port::NoticeMessage> noticed(std::size_t count);
  /// Nobody answers the notifier while it is broken.
  void break_notifier(bool is_broken);

  /// Orders of channels that are directories go to it.
  void lay_files_with(std::shared_ptr<port::Partner> files);
  /// The channel answers with this transport code from now on; empty: it takes orders again.
  void refuse_orders(const std::string& code);

  void pass(base::Milliseconds time) { *now_ms_ += time.count(); }
  [[nodiscard]] base::Instant now() const { return base::from_unix_ms(now_ms_->load()); }
  [[nodiscard]] std::string time(base::Milliseconds ago = {}) const {
    return base::format_instant(now() - ago);
  }
  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  [[nodiscard]] engine::Engine& engine() { return *engine_; }
  /// Null without screening.
  [[nodiscard]] screen::Screener* screener() { return screener_.get(); }
  [[nodiscard]] const api::ApiServer& server() const { return *server_; }

 private:
  void settle_in();
  As key(const std::string& name, core::Role role, const std::string& institution);

  std::shared_ptr<std::atomic<std::int64_t>> now_ms_;
  std::shared_ptr<Mailbox> mailbox_;
  store::Scratch scratch_;
  std::unique_ptr<engine::Engine> engine_;
  std::shared_ptr<screen::Screener> screener_;
  std::unique_ptr<api::ApiServer> server_;
  std::unique_ptr<net::HttpClient> client_;
};

// Accounts of the two banks, with valid check digits.
inline constexpr std::string_view victim_card = "9900110000000000017";
inline constexpr std::string_view mule_card = "9900220000000000014";
inline constexpr std::string_view second_card = "9900110000000000025";

/// A report of one loss of 50,000 yuan from victim_card to mule_card, ten minutes ago.
[[nodiscard]] std::string report_body(const Centre& centre);
/// The transfer of that report, as an NDJSON line.
[[nodiscard]] std::string stolen_row(const Centre& centre);

}  // namespace holdfast::http_test
