// The binary batch of transfers: what a bank's own program sends, batch after batch, over one
// connection. Little-endian, fixed-width rows over a dictionary of the batch's accounts. The
// format, byte by byte: doc/formats/transfer-batch.md.
//
// Strict: a batch is read whole or refused whole, and a refusal says where: which batch, row, field
// and byte. Nothing in it is trusted: every length, count and index is held against what is there,
// every text against the limits of field.hpp. Values and pure functions; any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/digest.hpp"
#include "base/result.hpp"
#include "feed/row.hpp"

namespace holdfast::feed {

inline constexpr std::string_view batch_media_type = "application/vnd.holdfast.transfers";
inline constexpr std::uint8_t batch_version = 1;
inline constexpr std::size_t batch_bytes_max = std::size_t{8} << 20;
inline constexpr std::size_t batch_rows_max = 16'384;
/// Of the name of a stream: letters, digits, `-`, `_`, `.` and `:`.
inline constexpr std::size_t stream_bytes_max = 64;

[[nodiscard]] bool is_stream_name(std::string_view text);

/// Whose batch it is, and which.
struct BatchHead {
  std::string institution;   // empty: the sender's own
  std::string stream;        // the numbers of one stream belong together
  std::uint64_t number = 0;  // from 1; told again with the same content it changes nothing
  std::optional<base::Instant> as_of = {};  // the feed has told everything up to here
  std::size_t accounts = 0;                 // in its dictionary
  std::size_t rows = 0;
  base::Digest digest = {};  // SHA-256 of its content, checked
};

/// Reads a whole batch; `on_row` gets its rows in order, each valid until it returns, and may have
/// got some when a later row is refused: the caller drops them. A row's `position.line` is its
/// number from 1, `position.column` the byte of the batch where it begins. A time more than a day
/// after `now` is refused. Cost: O(bytes).
/// Errors: bad_input, too_large; `where` is "batch 7, row 12, payer, byte 4711", as far as known.
[[nodiscard]] base::Result<BatchHead> read_batch(
    std::string_view bytes, std::optional<base::Instant> now,
    const std::function<void(const TransferRow&)>& on_row);

/// Puts a batch together. Notes, reporting institutions and reversed ids of rows have no place in
/// it.
class BatchWriter {
 public:
  BatchWriter();
  ~BatchWriter();
  BatchWriter(BatchWriter&&) noexcept;
  BatchWriter& operator=(BatchWriter&&) noexcept;

  /// False when the batch is full (rows or bytes); the row is not in it then. The row's texts are
  /// within the limits of field.hpp, as every reader's are.
  [[nodiscard]] bool add(const TransferRow& row);
  [[nodiscard]] std::size_t rows() const;
  /// The bytes; the writer is empty again. Of `head`: institution, stream, number and as_of.
  [[nodiscard]] std::string finish(const BatchHead& head);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The digest that a batch's head states; of a batch that is one.
[[nodiscard]] base::Digest digest_of(std::string_view bytes);
/// Writes the digest of its content into a batch: for whoever makes one by other means.
void seal_batch(std::string& bytes);

}  // namespace holdfast::feed
