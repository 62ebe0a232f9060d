#include "store/memory_journal.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "store/chain.hpp"

namespace holdfast::store {

using base::Error;
using base::ErrorCode;
using base::Result;
using port::BatchSeq;
using port::BatchView;
using port::JournalHead;

Result<JournalHead> MemoryJournal::append(base::Instant at, std::string_view events,
                                          std::string_view transfers) {
  if (failed_) {
    return Error{ErrorCode::unavailable, "the journal failed before: the process must stop"};
  }
  const Link link{.seq = head_.seq + 1,
                  .at = at,
                  .events = base::sha256(events),
                  .transfers = base::sha256(transfers)};
  failed_ = fault_.has_value() && link.seq >= fault_->seq;
  if (failed_ && fault_->kind == AppendFault::lost) {
    return Error{ErrorCode::io, fmt::format("injected: batch {} was not written", link.seq)};
  }
  head_ = {.seq = link.seq, .at = at, .hash = chain_hash(head_.hash, link)};
  const std::lock_guard held{lock_};
  batches_.push_back({.at = at,
                      .events = std::string{events},
                      .transfers = std::string{transfers},
                      .transfers_digest = link.transfers,
                      .hash = head_.hash});
  if (failed_) {
    return Error{ErrorCode::io, fmt::format("injected: batch {} may be written", link.seq)};
  }
  return head_;
}

Result<void> MemoryJournal::replay(BatchSeq after,
                                   const std::function<Result<void>(const BatchView&)>& visit) {
  if (after > batches_.size()) {
    return bad_batch(after, "is missing");
  }
  JournalHead head;
  if (after > 0) {
    head = {.seq = after, .at = batches_[after - 1].at, .hash = batches_[after - 1].hash};
  }
  while (head.seq < batches_.size()) {
    const auto& batch = batches_[head.seq];
    const std::string_view transfers =
        batch.transfers.has_value() ? std::string_view{*batch.transfers} : std::string_view{};
    const auto next = follow(head, {.seq = head.seq + 1,
                                    .at = batch.at,
                                    .events = batch.events,
                                    .transfers = transfers,
                                    .transfers_dropped = !batch.transfers.has_value(),
                                    .transfers_digest = base::as_bytes(batch.transfers_digest),
                                    .hash = base::as_bytes(batch.hash)});
    if (!next) {
      return next.error();
    }
    head = *next;
    if (auto visited = visit({.seq = head.seq,
                              .at = head.at,
                              .events = batch.events,
                              .transfers = transfers,
                              .hash = head.hash,
                              .transfers_dropped = !batch.transfers.has_value()});
        !visited) {
      return visited;
    }
  }
  return {};
}

/// fn(seq, batch) for a copy of each of these: any thread, beside a change.
template <typename Fn>
Result<void> MemoryJournal::read_beside(BatchSeq first, BatchSeq last, Fn&& fn) {
  for (BatchSeq seq = std::max<BatchSeq>(first, 1); seq <= last; ++seq) {
    Batch batch;
    {
      const std::lock_guard held{lock_};
      if (seq > batches_.size()) {
        break;
      }
      batch = batches_[seq - 1];
    }
    if (auto visited = fn(seq, batch); !visited) {
      return visited;
    }
  }
  return {};
}

Result<void> MemoryJournal::read_transfers(
    BatchSeq first, BatchSeq last, const std::function<Result<void>(const BatchView&)>& visit) {
  return read_beside(first, last, [&](BatchSeq seq, const Batch& batch) {
    return visit({.seq = seq,
                  .at = batch.at,
                  .events = {},
                  .transfers = batch.transfers ? *batch.transfers : std::string_view{},
                  .hash = batch.hash,
                  .transfers_dropped = !batch.transfers.has_value()});
  });
}

Result<void> MemoryJournal::read_events(
    BatchSeq first, BatchSeq last, const std::function<Result<void>(const BatchView&)>& visit) {
  return read_beside(first, last, [&](BatchSeq seq, const Batch& batch) {
    return visit({.seq = seq,
                  .at = batch.at,
                  .events = batch.events,
                  .transfers = {},
                  .hash = batch.hash,
                  .transfers_dropped = !batch.transfers.has_value()});
  });
}

Result<port::ChainReport> MemoryJournal::verify() {
  port::ChainReport report;
  const auto walked = replay(0, [&report](const BatchView& batch) {
    report.head = {.seq = batch.seq, .at = batch.at, .hash = batch.hash};
    report.batches += 1;
    report.bytes += batch.events.size() + batch.transfers.size();
    return Result<void>{};
  });
  if (!walked) {
    return walked.error();
  }
  return report;
}

Result<void> MemoryJournal::drop_transfers(BatchSeq seq) {
  if (seq == 0 || seq > batches_.size()) {
    return Error{ErrorCode::not_found, fmt::format("there is no batch {}", seq)};
  }
  const std::lock_guard held{lock_};
  batches_[seq - 1].transfers.reset();
  return {};
}

void MemoryJournal::fail_at(BatchSeq seq, AppendFault fault) {
  fault_ = Fault{.seq = seq, .kind = fault};
}

void MemoryJournal::reopen() {
  fault_.reset();
  failed_ = false;
}

}  // namespace holdfast::store
