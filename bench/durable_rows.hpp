// Transfers for the suites that measure durable ingest, ready in every form before the clock
// starts; and the digest by which they are found again in the journal. One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/world.hpp"
#include "feed/row.hpp"
#include "traffic.hpp"

namespace holdfast::bench {

inline constexpr std::string_view durable_institution = "YZ01";
inline constexpr std::string_view durable_key = "key-of-the-bank-in-this-benchmark-0001";

enum class Form : std::uint8_t { rows, binary, json, pacs008 };
[[nodiscard]] std::string_view to_text(Form form);

/// One batch in one form. `rows` only of Form::rows, `body` of the others.
struct ReadyBatch {
  std::uint64_t number = 0;
  std::size_t count = 0;
  engine::FeedRows rows = {};
  std::string body = {};
};

/// Rows that never repeat, of accounts of an invented city, in batches.
class DurableRows {
 public:
  explicit DurableRows(std::uint64_t seed, std::uint32_t accounts);

  /// The next `count` rows; each is noted as one to be found in the journal.
  [[nodiscard]] ReadyBatch next(std::size_t count, Form form);
  /// One row for each two accounts, so that every account is known afterwards.
  [[nodiscard]] std::vector<ReadyBatch> introductions(std::size_t rows_a_batch);

  /// How many rows were made, and the sum of the digests of their serials.
  struct Sum {
    std::uint64_t rows = 0;
    std::uint64_t digests = 0;
    bool operator==(const Sum&) const = default;
    void add(std::string_view serial);
  };
  [[nodiscard]] const Sum& made() const { return made_; }

 private:
  feed::TransferRow row();
  [[nodiscard]] ReadyBatch batch_of(std::vector<feed::TransferRow> rows, Form form);

  Traffic traffic_;
  std::vector<std::string> accounts_;
  std::uint64_t next_serial_ = 1;
  std::uint64_t next_number_ = 1;
  std::vector<std::string> texts_;  // of the batch at hand
  Sum made_;
};

/// What the journal of a data directory holds, and that its chain verifies. Errors: corrupt, io.
[[nodiscard]] base::Result<DurableRows::Sum> journalled(const std::filesystem::path& data);

}  // namespace holdfast::bench
