#include "engine/snapshot_keeper.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "engine/restore.hpp"

namespace holdfast::engine {

namespace {

constexpr std::chrono::seconds look_every{1};
constexpr std::chrono::seconds retry_after{60};
// What one step looks at: some milliseconds.
constexpr std::size_t given_at_once = std::size_t{16} << 20;
// Of all transfers, what may have come since the last snapshot.
constexpr std::uint64_t tail_share = 8;

}  // namespace

SnapshotKeeper::SnapshotKeeper(const Parts& parts, const Options& options, const core::State& state,
                               World& world, port::BatchSeq restored)
    : parts_(parts), options_(options), state_(state), world_(world) {
  batches_ = parts.journal->head().seq - restored;
  transfers_at_ = restored == 0 ? 0 : world.graph().snapshot().value();
}

bool SnapshotKeeper::is_due() const {
  if (!parts_.snapshots || is_writing_ || SteadyClock::now() < retry_at_) {
    return false;
  }
  const std::uint64_t transfers = world_.graph().snapshot().value();
  const std::uint64_t tail = std::max(options_.snapshot_every_transfers, transfers / tail_share);
  // Memory that is short can only be given back to a snapshot that holds it.
  const bool for_memory =
      memory_.load() != MemoryState::ample && newest_is_used_up_ &&
      transfers - transfers_at_ >= options_.snapshot_every_transfers / tail_share;
  return batches_ > 0 && (batches_ >= options_.snapshot_every_batches ||
                          transfers - transfers_at_ >= tail || for_memory);
}

void SnapshotKeeper::step(bool is_quiet) {
  if (!parts_.snapshots) {
    return;
  }
  const auto now = SteadyClock::now();
  if (now >= next_look_) {
    next_look_ = now + look_every;
    watch_memory();
    if (const auto written = parts_.snapshots->poll()) {
      ended(*written);
    }
  }
  if (is_quiet && is_due()) {
    start();
  }
  if (memory_.load() != MemoryState::ample && !newest_is_used_up_) {
    give_back();
  }
}

void SnapshotKeeper::start() {
  const auto head = parts_.journal->head();
  const auto image = image_of(parts_, state_, world_);
  if (const auto flushed = parts_.keys->flush(); !flushed) {
    base::log_warn("no snapshot: {}", flushed.error().message);
    retry_at_ = SteadyClock::now() + retry_after;
    return;
  }
  if (const auto started = parts_.snapshots->start({head.seq, head.hash}, *image); !started) {
    base::log_warn("no snapshot: {}", started.error().message);
    retry_at_ = SteadyClock::now() + retry_after;
    return;
  }
  is_writing_ = true;
  batches_ = 0;
  transfers_at_ = world_.graph().snapshot().value();
}

void SnapshotKeeper::ended(const base::Result<void>& written) {
  is_writing_ = false;
  if (!written) {
    base::log_warn("a snapshot was not written, the one before it stays: {}",
                   written.error().message);
    retry_at_ = SteadyClock::now() + retry_after;
    batches_ = std::max<std::uint64_t>(batches_, 1);
    transfers_at_ = 0;
    return;
  }
  newest_.reset();
  newest_is_used_up_ = false;
  progress_ = {};
}

void SnapshotKeeper::finish() {
  if (!parts_.snapshots) {
    return;
  }
  if (const auto written = parts_.snapshots->wait()) {
    ended(*written);
  }
  if (batches_ == 0) {
    return;
  }
  start();
  if (const auto written = parts_.snapshots->wait()) {
    ended(*written);
  }
}

// ---- Memory -----------------------------------------------------------------------------------

void SnapshotKeeper::watch_memory() {
  const auto used = options_.memory_in_use();
  const auto judged = judge_memory(used, options_.memory_limit_bytes);
  own_bytes_.store(used);
  if (judged == memory_.exchange(judged)) {
    return;
  }
  constexpr std::uint64_t megabyte = 1 << 20;
  switch (judged) {
    case MemoryState::ample:
      base::log_info("memory: {} MB of {} MB in use, enough again", used / megabyte,
                     options_.memory_limit_bytes / megabyte);
      break;
    case MemoryState::tight:
      base::log_info("memory: {} MB of {} MB in use, giving back what the snapshot on disk holds",
                     used / megabyte, options_.memory_limit_bytes / megabyte);
      break;
    case MemoryState::full:
      base::log_error(
          "memory: {} MB of {} MB in use: feeds are refused until that changes; raise "
          "memory_limit_mb or give the machine more",
          used / megabyte, options_.memory_limit_bytes / megabyte);
      break;
  }
}

void SnapshotKeeper::give_back() {
  if (!newest_) {
    auto written = parts_.snapshots->written();
    if (!written) {
      base::log_warn("memory cannot be given back: {}", written.error().message);
      newest_is_used_up_ = true;
      return;
    }
    newest_ = std::move(written->image);
  }
  newest_is_used_up_ = world_.give_back(*newest_, progress_, given_at_once);
  given_bytes_.store(progress_.given);
  if (newest_is_used_up_) {
    newest_.reset();
    base::log_info("memory: {} MB of the graph come from the snapshot now", progress_.given >> 20);
    next_look_ = {};
  }
}

SnapshotKeeper::Memory SnapshotKeeper::memory() const {
  return {own_bytes_.load(), given_bytes_.load(), memory_.load()};
}

}  // namespace holdfast::engine
