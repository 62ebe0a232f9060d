// Sends numbered batches of transfers to a centre until each has its answer: a few under way at a
// time, those that were told to come again after a pause that grows, with jitter, so that many
// senders do not come again together.
//
// A batch's number makes repeating it harmless, whatever became of the first try. No number runs
// further ahead of the oldest without an answer than the window, so that a sender that begins again
// knows what to repeat. One thread calls; answers come on the client's own.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/rng.hpp"
#include "net/client.hpp"

namespace holdfast::cli {

enum class BatchForm { binary, json };

struct SenderOptions {
  net::Url url;  // of the centre; its path is put before /api/v1
  std::string key;
  std::string institution;  // empty: the key's own
  std::string stream;
  BatchForm form = BatchForm::binary;
  std::size_t window = 4;                // batches under way, at most `window_max`
  base::Milliseconds patience{300'000};  // without any progress, before giving up
  base::Milliseconds pause_first{100};   // before the first repetition, doubled each time
  base::Milliseconds pause_most{10'000};
  std::uint64_t jitter_seed = 0;
  static constexpr std::size_t window_max = 64;
};

struct OutgoingBatch {
  std::uint64_t number = 0;
  std::string body;
  std::size_t rows = 0;
  double due_ms = 0;  // its moment, on the monotonic clock; answers are timed from there
};

struct SendTotals {
  std::uint64_t batches = 0;
  std::uint64_t rows = 0;
  std::uint64_t fresh = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t legs = 0;
  std::uint64_t repeated = 0;      // batches that the centre had taken before
  std::uint64_t told_to_wait = 0;  // answers 429 and 503
  std::uint64_t unanswered = 0;    // tries that ended without an answer
  std::vector<double> answer_ms;   // of each batch, from its moment to the answer that took it
};

/// What a stream at the centre has had.
struct StreamState {
  std::uint64_t newest = 0;
  std::string digest;  // of the newest, hex
  std::vector<std::pair<std::uint64_t, std::uint64_t>> taken;

  [[nodiscard]] bool has(std::uint64_t number) const;
};

class FeedSender {
 public:
  /// Errors: bad_input.
  [[nodiscard]] static base::Result<std::unique_ptr<FeedSender>> create(SenderOptions options);
  ~FeedSender();
  FeedSender(const FeedSender&) = delete;
  FeedSender& operator=(const FeedSender&) = delete;

  /// Errors: those of the centre, unavailable.
  [[nodiscard]] base::Result<StreamState> ask_stream();
  /// Waits until there is room in the window. Errors: the first final refusal of any batch; nothing
  /// more is sent after it.
  [[nodiscard]] base::Result<void> send(OutgoingBatch batch);
  /// Waits until every batch has its answer. Errors: as send.
  [[nodiscard]] base::Result<void> finish();
  [[nodiscard]] SendTotals totals() const;
  [[nodiscard]] std::size_t under_way() const;

 private:
  struct Try {
    OutgoingBatch batch;
    std::uint32_t repetitions = 0;
  };
  explicit FeedSender(SenderOptions options) : options_(std::move(options)) {}
  [[nodiscard]] net::ClientRequest request_of(std::string_view method, std::string_view path) const;
  void post(const std::shared_ptr<Try>& batch);
  void hear(const std::shared_ptr<Try>& batch, const base::Result<net::Response>& answer);
  void take_answer(const Try& batch, const net::Response& response);
  void come_again(const std::shared_ptr<Try>& batch, std::optional<base::Milliseconds> at_least);
  void fail(base::Error error, std::uint64_t number);

  const SenderOptions options_;
  mutable std::mutex mutex_;
  std::condition_variable moved_;
  std::set<std::uint64_t> open_;  // numbers without an answer
  std::optional<base::Error> failure_;
  SendTotals totals_;
  base::Rng jitter_{options_.jitter_seed};
  double last_progress_ms_ = 0;
  std::unique_ptr<net::HttpClient> client_;  // last: its end runs the callbacks
};

/// Milliseconds on the monotonic clock.
[[nodiscard]] double monotonic_ms();

}  // namespace holdfast::cli
