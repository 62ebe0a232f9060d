#include "engine/restore.hpp"

#include <chrono>
#include <cstring>
#include <fmt/core.h>

#include "base/log.hpp"
#include "core/codec.hpp"
#include "engine/segment.hpp"

namespace holdfast::engine {

namespace {

/// A version may hold members that the one before does not know and would silently drop.
constexpr std::string_view magic{"HFSN\3\0\0\0", 8};
constexpr std::string_view magic_before{"HFSN\2\0\0\0", 8};
constexpr std::string_view magic_first{"HFSN\1\0\0\0", 8};

base::Error with_instructions(base::Error error) {
  if (error.code == base::ErrorCode::corrupt) {
    error.message +=
        "; nothing was changed. Run `holdfast audit verify --data DIR` to see where the journal "
        "breaks, and restore the data directory from a backup or a follower";
  }
  return error;
}

base::Result<void> apply_events(std::string_view lines, core::State& state,
                                const core::Open& open) {
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    const auto line = lines.substr(0, end);
    lines = end == std::string_view::npos ? std::string_view{} : lines.substr(end + 1);
    if (line.empty()) {
      continue;
    }
    const auto event = core::decode(line, open);
    if (!event) {
      return event.error();
    }
    core::evolve(state, *event);
  }
  return {};
}

base::Result<void> load_snapshot(const port::SnapshotBytes& snapshot, core::State& state,
                                 World& world, const core::Open& open) {
  const std::string_view bytes{snapshot.bytes};
  std::uint64_t state_length = 0;
  const auto head = magic.size() + sizeof state_length;
  const bool known =
      bytes.starts_with(magic) || bytes.starts_with(magic_before) || bytes.starts_with(magic_first);
  if (!known || bytes.size() < head) {
    return base::Error{base::ErrorCode::corrupt, "a snapshot of another version"};
  }
  std::memcpy(&state_length, bytes.data() + magic.size(), sizeof state_length);
  if (state_length > bytes.size() - head) {
    return base::Error{base::ErrorCode::corrupt, "a snapshot cut short"};
  }
  auto read = core::decode_state(bytes.substr(head, state_length), open);
  if (!read) {
    return read.error();
  }
  const auto segment = decode_segment(bytes.substr(head + state_length), open);
  if (!segment) {
    return segment.error();
  }
  if (const auto applied = world.apply(*segment); !applied) {
    return applied.error();
  }
  state = std::move(*read);
  return {};
}

}  // namespace

base::Result<void> restore(const Parts& parts, core::State& state, World& world) {
  const auto started = std::chrono::steady_clock::now();
  const core::Open open = [&](base::SubjectId subject, std::string_view sealed) {
    return parts.keys->open(subject, sealed);
  };
  port::BatchSeq after = 0;
  base::Digest snapshot_hash{};
  if (parts.snapshots) {
    auto found = parts.snapshots->newest(parts.journal->head().seq);
    if (!found) {
      return with_instructions(found.error());
    }
    if (*found) {
      if (const auto loaded = load_snapshot(**found, state, world, open); !loaded) {
        return with_instructions(loaded.error());
      }
      after = (*found)->seq;
      snapshot_hash = (*found)->journal_hash;
    }
  }
  std::uint64_t batches = 0;
  // The batch of the snapshot itself is read too, to see that it belongs to this journal.
  const auto replayed = parts.journal->replay(
      after == 0 ? 0 : after - 1, [&](const port::BatchView& batch) -> base::Result<void> {
        if (batch.seq <= after) {
          return batch.hash == snapshot_hash
                     ? base::Result<void>{}
                     : base::Error{base::ErrorCode::corrupt,
                                   "the snapshot belongs to another journal: remove it"};
        }
        ++batches;
        const auto segment = decode_segment(batch.transfers, open);
        if (!segment) {
          return segment.error();
        }
        if (const auto applied = world.apply(*segment); !applied) {
          return applied.error();
        }
        return apply_events(batch.events, state, open);
      });
  if (!replayed) {
    return with_instructions(replayed.error());
  }
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - started);
  base::log_info("journal at batch {}: snapshot {}, {} batches replayed, {} transfers, {} ms",
                 parts.journal->head().seq, after, batches, world.graph().snapshot().value(),
                 took.count());
  return {};
}

base::Result<void> write_snapshot(const Parts& parts, const core::State& state,
                                  const World& world) {
  if (!parts.snapshots) {
    return {};
  }
  const auto seal = [&](base::SubjectId subject, std::string_view plain) {
    return parts.keys->seal(subject, plain);
  };
  const auto text = core::encode_state(state, seal);
  const auto segment = encode(world.dump(world.graph().snapshot()), seal);
  const std::uint64_t state_length = text.size();
  port::SnapshotBytes snapshot;
  const auto head = parts.journal->head();
  snapshot.seq = head.seq;
  snapshot.journal_hash = head.hash;
  snapshot.bytes.reserve(magic.size() + sizeof state_length + text.size() + segment.size());
  snapshot.bytes.append(magic);
  snapshot.bytes.append(reinterpret_cast<const char*>(&state_length), sizeof state_length);
  snapshot.bytes.append(text);
  snapshot.bytes.append(segment);
  return parts.snapshots->write(snapshot);
}

}  // namespace holdfast::engine
