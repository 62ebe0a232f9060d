// A data directory: the journal, the keys, the projection and the snapshots of one centre, opened
// together and plugged into an engine.
//
//   journal.db       the truth            keys/keys.db, keys/master.key   the subjects' keys
//   projection.db    derived, rebuildable snapshots/                      derived, rebuildable
//   sessions.json    who is logged in     installation                    begins application ids
//   files/           files with cases and exhibits, sealed
//   models/          models and rules of versions that judge payments, by digest
#pragma once

#include <filesystem>
#include <memory>

#include "base/result.hpp"
#include "cli/config.hpp"
#include "engine/engine.hpp"
#include "net/stream.hpp"
#include "partner/file_drops.hpp"
#include "screen/screener.hpp"
#include "sign/key.hpp"

namespace holdfast::cli {

enum class Outside {
  none,      // no orders leave: for commands that work on the directory by themselves
  partners,  // orders go out through the channels
};

/// Opens or makes the directory and starts an engine with the rule pack, the routing and the keys
/// of the configuration loaded. Errors: conflict when another process has it; corrupt; bad_input.
/// `drops` takes the orders of channels that are directories; without it they wait.
[[nodiscard]] base::Result<std::unique_ptr<engine::Engine>> open_engine(
    const Config& config, Outside outside, std::shared_ptr<partner::FileDrops> drops = {});

/// The key that signs orders and receipts: the configured file, or DATA/keys/signing.pem, which is
/// made (Ed25519) where there is none. Errors: bad_input naming the file, io.
[[nodiscard]] base::Result<sign::PrivateKey> open_signing_key(const Config& config);
/// How we verify partners' servers, and what we show them.
[[nodiscard]] net::ClientTlsOptions client_tls(const Config& config);
/// What judges payments beside the engine, as the configuration says: the model and rules that the
/// binary carries unless others are named; files of versions lie in models/. Errors: bad_input,
/// corrupt, io.
[[nodiscard]] base::Result<std::unique_ptr<screen::Screener>> start_screener(
    const Config& config, engine::Engine& engine);

[[nodiscard]] std::filesystem::path journal_file(const std::filesystem::path& data);
[[nodiscard]] std::filesystem::path files_folder(const std::filesystem::path& data);
[[nodiscard]] std::filesystem::path sessions_file(const std::filesystem::path& data);

}  // namespace holdfast::cli
