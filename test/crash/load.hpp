// The load: customers pay, victims report, officers decide, a feed tells; all at once, and whatever
// gets no answer is asked again under the same key. What was acknowledged is written down here, to
// be held against what is there after a crash.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/rng.hpp"
#include "site.hpp"

namespace holdfast::crash_test {

struct ReportAcked {
  std::string key;
  std::string body;
  std::string case_id;
  std::string first_mule;   // full account number, at SX02
  std::string second_mule;  // at YZ01
};
struct BatchAcked {
  std::string body;
  std::int64_t rows = 0;
};
struct CommandAcked {
  std::string what;  // "approve", "reject", "release"
  std::string path;
  std::string key;
  std::string order;   // the order it was about
  std::string answer;  // the order it named in its answer
};
/// A payment that QT03 asked about, and what it was told.
struct QuestionAcked {
  std::string body;
  std::string id;
  std::string decision;
};
struct Acknowledged {
  std::vector<ReportAcked> reports;
  std::vector<BatchAcked> batches;
  std::vector<CommandAcked> commands;
  std::vector<QuestionAcked> questions;
  std::int64_t seq = 0;  // the newest batch anybody was told of

  [[nodiscard]] std::size_t size() const {
    return reports.size() + batches.size() + commands.size() + questions.size();
  }
};

class Load {
 public:
  Load(Site& site, std::uint64_t seed);
  ~Load();  // as `finish`

  /// What was acknowledged so far.
  [[nodiscard]] Acknowledged acknowledged() const;
  /// Ends when everything that was begun is acknowledged.
  void finish();
  /// Answers that contradict what was acknowledged before, in words.
  [[nodiscard]] std::vector<std::string> contradictions() const;

 private:
  struct Story {
    std::string name;
    std::string first_mule;
    std::string second_mule;
    std::int64_t amount_fen = 0;
    int turn = 0;
  };
  void tell_transfers(std::uint64_t seed);
  void ask_about_payments(std::uint64_t seed);
  void tell_stories(int teller, std::uint64_t seed);
  void live_through(const Story& story);
  void open_account(Who bank, const std::string& number, std::int64_t balance_fen);
  Answer pay(Who bank, const std::string& payer, const std::string& payee, Who payee_bank,
             std::int64_t amount_fen, const std::string& serial);
  std::string report(const Story& story, const std::string& time);
  void decide(const Story& story, const std::string& case_id, const std::string& what,
              const std::string& state);
  /// Asks until somebody answers other than "later".
  Answer insist(Who who, const Ask& ask);
  void pause();
  void contradict(std::string words);
  void note_seq(const Answer& answer);

  Site& site_;
  mutable std::mutex lock_;
  std::condition_variable woken_;
  bool finishing_ = false;
  Acknowledged acknowledged_;
  std::vector<std::string> contradictions_;
  std::vector<std::thread> threads_;
};

/// The account number of a bank: its card prefix, `serial` and the check digit.
[[nodiscard]] std::string account_number(std::string_view prefix, int serial);

}  // namespace holdfast::crash_test
