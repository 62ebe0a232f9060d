// What the engine is plugged into: the ports, owned by it from `open` on.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/instant.hpp"
#include "engine/lane.hpp"
#include "engine/memory_watch.hpp"
#include "port/clock.hpp"
#include "port/files.hpp"
#include "port/journal.hpp"
#include "port/key_store.hpp"
#include "port/notifier.hpp"
#include "port/partner.hpp"
#include "port/projection.hpp"
#include "port/snapshots.hpp"

namespace holdfast::engine {

struct Parts {
  std::unique_ptr<port::Clock> clock;
  std::unique_ptr<port::Journal> journal;
  std::unique_ptr<port::KeyStore> keys;
  std::unique_ptr<port::Files> files;  // may be null: none are kept; goes before `keys`
  std::unique_ptr<port::Projection> projection;
  std::unique_ptr<port::ProjectionReader> reader;  // must be usable from many threads
  std::unique_ptr<port::Snapshots> snapshots;      // may be null: none are written or read
  std::unique_ptr<port::Partner> partner;          // may be null: orders wait in the outbox
  std::unique_ptr<port::Notifier> notifier;        // may be null: people send and call
  std::function<std::string(std::string_view)> search_hash;  // keyed hash for search terms
};

struct Options {
  std::size_t batch_items_max = 512;  // inbox entries in one journal batch
  std::size_t inbox_max = 100'000;    // beyond it callers are told `too_many`
  std::size_t inbox_feed_bytes_max = std::size_t{64}
                                     << 20;                // the same, of feeds' batches in memory
  std::size_t turn_feed_bytes_max = std::size_t{2} << 20;  // of them in one journal batch
  // A snapshot after so many batches, or transfers (an eighth of all where that is more): what a
  // restart has to replay.
  std::uint64_t snapshot_every_batches = 50'000;
  std::uint64_t snapshot_every_transfers = 4'000'000;
  std::uint64_t memory_limit_bytes = 0;  // see memory_watch.hpp; 0: none
  std::function<std::uint64_t()> memory_in_use = own_memory;
  std::string installation = "holdfast";       // begins every application id; unique to the journal
  base::Milliseconds legs_tolerance{120'000};  // see fund/duplicates.hpp
  base::Milliseconds tick{200};
  LaneLimits lanes = {};  // how orders go out, and how soon again
};

}  // namespace holdfast::engine
