// The real binary as a child process, with a data directory of its own, beside banks that write
// down what reaches them. One thread starts, any thread asks.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "net/client.hpp"
#include "receiving_banks.hpp"

namespace holdfast::bench {

class Centre {
 public:
  static constexpr std::size_t banks_count = 5;

  /// Started and answering; ends the program when it does not come up.
  explicit Centre(BankAnswers answers = {});
  ~Centre();
  Centre(const Centre&) = delete;
  Centre& operator=(const Centre&) = delete;

  [[nodiscard]] ReceivingBanks& banks() { return *banks_; }
  /// The account with that serial at that bank, 16 digits.
  [[nodiscard]] static std::string account(std::size_t bank, std::uint64_t serial);
  [[nodiscard]] static std::string institution(std::size_t bank);

  using OnAnswer = std::function<void(int status, std::string body)>;  // status 0: no answer
  /// Posts as an officer, under `idempotency_key`; `on_answer` runs on the client's thread.
  void post(std::string path, std::string body, std::string idempotency_key, OnAnswer on_answer);
  /// NDJSON rows as that bank's feed.
  void post_feed(std::size_t bank, std::string rows, OnAnswer on_answer);
  /// A binary batch as that bank's feed.
  void post_batch(std::size_t bank, std::string batch, OnAnswer on_answer);
  /// A payment that the bank asks about.
  void screen(std::size_t bank, std::string question, OnAnswer on_answer);
  /// NDJSON rows, waiting; ends the program unless the centre takes it.
  void feed(std::size_t bank, std::string rows);
  [[nodiscard]] std::string get(const std::string& path);
  /// Where its data lies, gone afterwards.
  [[nodiscard]] std::string directory() const;
  /// Peak memory so far, in MB.
  [[nodiscard]] double peak_mb() const;
  /// Stops it and recomputes its journal's chain: true when both went well.
  [[nodiscard]] bool stop_and_verify();

 private:
  struct State;
  [[nodiscard]] net::ClientRequest request(std::string_view method, std::string path,
                                           std::string key) const;
  std::unique_ptr<ReceivingBanks> banks_;
  std::unique_ptr<State> state_;
};

/// A row of a bank's feed, with its line end. `serial` is the paying bank's number for it.
struct FeedLine {
  std::string serial;
  base::Instant time;
  std::string payer;
  std::string payee;
  std::int64_t amount_fen = 0;
  std::string kind = "transfer";
};
void append_line(std::string& ndjson, const FeedLine& line);

}  // namespace holdfast::bench
