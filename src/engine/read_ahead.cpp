#include "engine/read_ahead.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "base/thread_name.hpp"

namespace holdfast::engine {

namespace {

// Handed over in pieces, so that a journal of many small batches does not wake a thread for each.
constexpr std::size_t piece_bytes = std::size_t{1} << 20;
constexpr std::size_t pieces_ahead = 32;

using Piece = std::vector<DecodedBatch>;

class Pieces {
 public:
  /// Waits for room; false when nobody wants any more.
  bool push(Piece piece) {
    std::unique_lock held{lock_};
    moved_.wait(held, [&] { return is_closed_ || waiting_.size() < pieces_ahead; });
    if (is_closed_) {
      return false;
    }
    waiting_.push_back(std::move(piece));
    moved_.notify_all();
    return true;
  }
  /// Waits for a piece; an empty one when there are no more.
  Piece pop() {
    std::unique_lock held{lock_};
    moved_.wait(held, [&] { return is_complete_ || !waiting_.empty(); });
    if (waiting_.empty()) {
      return {};
    }
    Piece piece = std::move(waiting_.front());
    waiting_.pop_front();
    moved_.notify_all();
    return piece;
  }
  /// By the reader: nothing more comes.
  void complete() {
    const std::scoped_lock held{lock_};
    is_complete_ = true;
    moved_.notify_all();
  }
  /// By the one who applies: nothing more is wanted.
  void close() {
    const std::scoped_lock held{lock_};
    is_closed_ = true;
    moved_.notify_all();
  }

 private:
  std::mutex lock_;
  std::condition_variable moved_;
  std::deque<Piece> waiting_;
  bool is_complete_ = false;
  bool is_closed_ = false;
};

base::Result<void> read_all(port::Journal& journal, port::BatchSeq after, const OpenText& open,
                            Pieces& pieces) {
  Piece piece;
  std::size_t bytes = 0;
  const base::Error unwanted{base::ErrorCode::unavailable, "nobody wants the rest"};
  const auto read = journal.replay(after, [&](const port::BatchView& batch) -> base::Result<void> {
    auto segment = decode_segment(batch.transfers, open);
    if (!segment) {
      return segment.error();
    }
    bytes += batch.events.size() + 2 * batch.transfers.size();
    piece.push_back({batch.seq, batch.hash, std::string{batch.events}, std::string{batch.transfers},
                     std::move(*segment)});
    if (bytes >= piece_bytes) {
      bytes = 0;
      if (!pieces.push(std::exchange(piece, {}))) {
        return unwanted;
      }
    }
    return {};
  });
  // What could be read is applied before an error of what follows is told.
  if (!piece.empty() && !pieces.push(std::move(piece)) && read) {
    return unwanted;
  }
  return read;
}

}  // namespace

base::Result<void> read_ahead(port::Journal& journal, port::BatchSeq after, const OpenText& open,
                              const std::function<base::Result<void>(DecodedBatch)>& apply) {
  Pieces pieces;
  base::Result<void> read;
  std::thread reader{[&] {
    base::name_thread("replay");
    read = read_all(journal, after, open, pieces);
    pieces.complete();
  }};
  base::Result<void> applied;
  for (auto piece = pieces.pop(); applied && !piece.empty(); piece = pieces.pop()) {
    for (auto& batch : piece) {
      applied = apply(std::move(batch));
      if (!applied) {
        break;
      }
    }
  }
  pieces.close();
  reader.join();
  return applied ? read : applied;
}

}  // namespace holdfast::engine
