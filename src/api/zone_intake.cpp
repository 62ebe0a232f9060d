#include "api/zone_intake.hpp"

#include <fmt/format.h>

#include "api/password.hpp"
#include "base/digest.hpp"
#include "base/log.hpp"
#include "zone/letter_box.hpp"

namespace holdfast::api {

namespace {

constexpr zone::QueueLimits batch_limits{zone::batch_bytes_max, 10'000};
constexpr zone::QueueLimits letter_limits{letter_bytes_max * 2, 100'000};
constexpr auto asks_again_after = std::chrono::minutes{5};

}  // namespace

base::Result<std::unique_ptr<ZoneIntake>> ZoneIntake::open(const std::filesystem::path& data,
                                                           const std::filesystem::path& in,
                                                           const std::filesystem::path& out,
                                                           sign::PublicKey centre_key) {
  auto batches = zone::Queue::open(in, ".batch", batch_limits);
  auto letters = zone::Queue::open(out, ".letter", letter_limits);
  if (!batches || !letters) {
    return !batches ? batches.error() : letters.error();
  }
  std::error_code failed;
  std::filesystem::create_directories(data, failed);
  if (failed) {
    return base::Error{base::ErrorCode::io, failed.message(), data.string()};
  }
  auto shelf = zone::Shelf::open(data / "shelf.db");
  if (!shelf) {
    return shelf.error();
  }
  return std::unique_ptr<ZoneIntake>{new ZoneIntake{*std::move(shelf), *std::move(batches),
                                                    *std::move(letters), std::move(centre_key)}};
}

std::optional<zone::Batch> ZoneIntake::read(const std::string& name, std::string& digest) {
  const auto bytes = batches_.read(name);
  auto batch = bytes ? zone::read_batch(*bytes, centre_) : base::Result<zone::Batch>{bytes.error()};
  if (batch && zone::name_of(batch->number) == name) {
    digest = zone::digest_of(*bytes);
    slot_seen_ = batch->slot;
    return *std::move(batch);
  }
  if (refused_ != name) {
    refused_ = name;
    base::log_warn("zone: batch {} is not taken: {} {}", name,
                   batch ? std::string{} : batch.error().where,
                   batch ? "its name is another's" : batch.error().message);
  }
  return std::nullopt;
}

bool ZoneIntake::take(const std::string& name) {
  if (name <= zone::name_of(shelf_->standing().number)) {
    batches_.remove(name);
    return true;
  }
  std::string digest;
  const auto batch = read(name, digest);
  if (!batch) {
    return false;
  }
  const auto taken = shelf_->take(*batch, digest);
  if (!taken) {
    if (taken.error().code != base::ErrorCode::conflict) {
      base::log_warn("zone: {}", taken.error().message);
    }
    return false;
  }
  batches_.remove(name);
  return true;
}

void ZoneIntake::look(base::Instant now) {
  const auto names = batches_.names();
  if (!names) {
    return base::log_warn("zone: {} {}", names.error().where, names.error().message);
  }
  for (const auto& name : *names) {
    // One that is missing or not the centre's: a whole one further on goes past it.
    if (!take(name) && name == names->back()) {
      ask_for_whole(now);
    }
  }
}

void ZoneIntake::ask_for_whole(base::Instant now) {
  if (now - asked_at_ < asks_again_after) {
    return;
  }
  asked_at_ = now;
  ZoneLetter letter;
  letter.id = base::to_hex(random_bytes(16));
  letter.route = whole_wanted;
  const auto sent = send(letter, now);
  base::log_warn("zone: a batch is missing after {}; {}", shelf_->standing().number,
                 sent ? std::string{"the centre is asked for everything"} : sent.error().message);
}

base::Result<void> ZoneIntake::send(const ZoneLetter& letter, base::Instant now) {
  const std::scoped_lock held{sending_};
  const auto standing = shelf_->standing();
  const auto slot = zone::LetterSlot::from_hex(standing.number > 0 ? standing.slot : slot_seen_);
  if (!slot) {
    return base::Error{base::ErrorCode::unavailable, "暂时无法受理，请稍后再试或者拨打 96110"};
  }
  const auto text = write_letter(letter);
  if (text.size() > letter_bytes_max) {
    return base::Error{base::ErrorCode::too_large, "内容过长"};
  }
  const auto name = fmt::format("{:015}-{}", base::to_unix_ms(now), letter.id);
  const auto put = letters_.put(name, slot->seal(text));
  if (!put && put.error().code == base::ErrorCode::too_many) {
    return base::Error{base::ErrorCode::unavailable, "暂时无法受理，请稍后再试或者拨打 96110"};
  }
  return put;
}

}  // namespace holdfast::api
