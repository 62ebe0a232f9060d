// A whole installation for one test: two banks with real ledgers and the centre, each a process of
// its own, on ports and in a directory of the test's own. Any thread may ask; one thread starts and
// kills.
#pragma once

#include <array>
#include <boost/json/value.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "net/client.hpp"
#include "process.hpp"
#include "store/scratch_test.hpp"

namespace holdfast::crash_test {

enum class Who { centre, bank_yz, bank_sx };
/// Institutions: YZ01 and SX02 have banks behind them, QT03 only tells its transfers.
[[nodiscard]] std::string_view institution_of(Who bank);

struct Answer {
  int status = 0;  // 0: nobody answered
  std::string body;
  boost::json::value json;

  [[nodiscard]] bool is_success() const { return status >= 200 && status < 300; }
  [[nodiscard]] std::string text(std::string_view pointer) const;
  [[nodiscard]] std::int64_t number(std::string_view pointer) const;
};

struct Ask {
  std::string method = "GET";
  std::string path;
  std::string body = {};
  std::string type = "application/json";
  std::string idempotency_key = {};
  std::string key = {};  // the API key; empty: the officer's, or what the bank accepts
};

class Site {
 public:
  Site();  // everything is started and answers
  ~Site();

  void start(Who who);
  void kill(Who who);
  /// SIGTERM; the exit code.
  int stop(Who who);
  /// Waits until it answers; false when it ended instead, or does not answer for a minute.
  [[nodiscard]] bool is_up(Who who);

  [[nodiscard]] Answer ask(Who who, Ask ask);
  [[nodiscard]] Answer get(const std::string& path) { return ask(Who::centre, {.path = path}); }
  /// All items of a list of the centre, page by page.
  [[nodiscard]] boost::json::array all(const std::string& path);

  /// Runs the binary with `words` and waits; its exit code.
  [[nodiscard]] int run(const std::vector<std::string>& words);
  [[nodiscard]] std::string data_dir() const { return (scratch_ / "centre").string(); }
  [[nodiscard]] std::string last_words(Who who) const { return places_[index(who)].words; }

  [[nodiscard]] std::string url(Who who) const;

  static constexpr std::string_view feed_key = "key-of-the-feed-of-QT03-for-this-test";

 private:
  struct Place {
    int port = 0;
    std::unique_ptr<Process> process;
    std::string words;
  };
  static std::size_t index(Who who) { return static_cast<std::size_t>(who); }
  [[nodiscard]] std::string file(std::string_view name) const {
    return (scratch_.path() / name).string();
  }
  void write_centre() const;
  void write_bank(Who who, Who other) const;

  store::Scratch scratch_;
  std::array<Place, 3> places_;
  std::unique_ptr<net::HttpClient> client_;
};

}  // namespace holdfast::crash_test
