// The public zone's end of the line: batches of the centre come in, letters to it go out (internal
// to api). `look` is for one thread at a time; everything else for any.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "api/zone_letter.hpp"
#include "sign/key.hpp"
#include "zone/queue.hpp"
#include "zone/shelf.hpp"

namespace holdfast::api {

class ZoneIntake {
 public:
  /// Errors: bad_input for a directory that is none; those of the shelf's file.
  [[nodiscard]] static base::Result<std::unique_ptr<ZoneIntake>> open(
      const std::filesystem::path& data, const std::filesystem::path& in,
      const std::filesystem::path& out, sign::PublicKey centre_key);

  [[nodiscard]] const zone::Shelf& shelf() const { return *shelf_; }
  [[nodiscard]] zone::Shelf& shelf() { return *shelf_; }

  /// Takes every batch that follows. Where one is missing, a whole one is looked for, and asked for
  /// now and then where there is none.
  void look(base::Instant now);

  /// Seals and lays it out; durable on return. Errors: unavailable before the first batch, or while
  /// nobody takes the letters away; too_large.
  [[nodiscard]] base::Result<void> send(const ZoneLetter& letter, base::Instant now);

 private:
  ZoneIntake(std::unique_ptr<zone::Shelf> shelf, zone::Queue batches, zone::Queue letters,
             sign::PublicKey centre_key)
      : shelf_(std::move(shelf)),
        batches_(std::move(batches)),
        letters_(std::move(letters)),
        centre_(std::move(centre_key)) {}

  /// What lies under that name. Nothing, and a line in the log, for what is not the centre's.
  [[nodiscard]] std::optional<zone::Batch> read(const std::string& name, std::string& digest);
  /// True where the batch was taken or had been.
  [[nodiscard]] bool take(const std::string& name);
  void ask_for_whole(base::Instant now);

  const std::unique_ptr<zone::Shelf> shelf_;
  const zone::Queue batches_;
  const zone::Queue letters_;
  const sign::PublicKey centre_;
  std::string slot_seen_;  // of a batch that does not follow: enough to ask with
  std::string refused_;    // the name that was complained about last
  base::Instant asked_at_ = {};
  std::mutex sending_;
};

}  // namespace holdfast::api
