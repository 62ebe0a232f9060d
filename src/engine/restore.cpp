#include "engine/restore.hpp"

#include <chrono>
#include <fmt/core.h>

#include "base/log.hpp"
#include "core/codec.hpp"
#include "engine/read_ahead.hpp"

namespace holdfast::engine {

namespace {

constexpr std::string_view state_section = "state";
// A later one may hold members that this program does not know and would silently drop.
constexpr std::string_view state_version_section = "state version";
constexpr std::uint32_t state_version = 1;

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

base::Result<void> load_snapshot(const base::ImageIn& image, core::State& state, World& world,
                                 const core::Open& open) {
  const auto version = image.value<std::uint32_t>(state_version_section);
  const auto text = image.read(state_section);
  if (!version || !text) {
    return !version ? version.error() : text.error();
  }
  if (*version != state_version) {
    return base::Error{base::ErrorCode::corrupt,
                       fmt::format("its state has version {}, which is not read here", *version)};
  }
  auto read = core::decode_state(*text, open);
  if (!read) {
    return read.error();
  }
  if (const auto mapped = world.read_from(image); !mapped) {
    return mapped.error();
  }
  state = std::move(*read);
  return {};
}

}  // namespace

base::Result<Restored> restore(const Parts& parts, core::State& state, World& world) {
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
      if (auto loaded = load_snapshot(*(*found)->image, state, world, open); !loaded) {
        return with_instructions(
            {loaded.error().code, fmt::format("snapshot {}: {}; without its file the journal is "
                                              "replayed from its beginning",
                                              (*found)->place.seq, loaded.error().message)});
      }
      after = (*found)->place.seq;
      snapshot_hash = (*found)->place.journal_hash;
    }
  }
  std::uint64_t batches = 0;
  // The batch of the snapshot itself is read too, to see that it belongs to this journal.
  const auto replayed = read_ahead(
      *parts.journal, after == 0 ? 0 : after - 1, open,
      [&](DecodedBatch batch) -> base::Result<void> {
        if (batch.seq <= after) {
          return batch.hash == snapshot_hash
                     ? base::Result<void>{}
                     : base::Error{base::ErrorCode::corrupt,
                                   "the snapshot belongs to another journal: remove it"};
        }
        ++batches;
        if (const auto applied = world.apply(batch.seq, std::move(batch.segment), batch.transfers);
            !applied) {
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
  return Restored{after};
}

std::unique_ptr<base::ImageOut> image_of(const Parts& parts, const core::State& state,
                                         const World& world) {
  auto image = std::make_unique<base::ImageOut>();
  image->keep_value(std::string{state_version_section}, state_version);
  image->keep(std::string{state_section},
              core::encode_state(state, [&](base::SubjectId subject, std::string_view plain) {
                return parts.keys->seal(subject, plain);
              }));
  world.write_to(*image);
  return image;
}

}  // namespace holdfast::engine
