#include "engine/segment_transfers.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <fmt/core.h>
#include <limits>

#include "base/check.hpp"

namespace holdfast::engine {

static_assert(std::endian::native == std::endian::little);

namespace {

template <typename T>
void put(std::string& out, const T& value) {
  static_assert(std::is_trivially_copyable_v<T>);
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void put_text(std::string& out, std::string_view text) {
  base::check(text.size() <= std::numeric_limits<std::uint8_t>::max(), "segment text too long");
  out.push_back(static_cast<char>(text.size()));
  out.append(text);
}

template <typename T>
bool take(std::string_view& bytes, T& value) {
  if (bytes.size() < sizeof value) {
    return false;
  }
  std::memcpy(&value, bytes.data(), sizeof value);
  bytes.remove_prefix(sizeof value);
  return true;
}

bool take_text(std::string_view& bytes, std::string_view& text) {
  std::uint8_t length = 0;
  if (!take(bytes, length) || bytes.size() < length) {
    return false;
  }
  text = bytes.substr(0, length);
  bytes.remove_prefix(length);
  return true;
}

base::Error corrupt(std::string message) {
  return {base::ErrorCode::corrupt, std::move(message)};
}

}  // namespace

bool is_in_bounds(std::uint8_t kind_number, std::int64_t amount_fen) {
  const auto kind = static_cast<fund::Kind>(kind_number);
  return kind_number <= static_cast<std::uint8_t>(fund::Kind::opening) && amount_fen >= 0 &&
         base::Fen{amount_fen} <= base::Fen::limit() &&
         (amount_fen > 0 || !fund::is_payment(kind)) &&
         (amount_fen == 0 || kind != fund::Kind::opening);
}

bool SegmentEntry::operator==(const SegmentEntry& o) const {
  return transfer.time == o.transfer.time && transfer.learned == o.transfer.learned &&
         transfer.payer == o.transfer.payer && transfer.payee == o.transfer.payee &&
         transfer.amount == o.transfer.amount && transfer.kind == o.transfer.kind &&
         role == o.role && other == o.other && id == o.id && serial == o.serial &&
         clearing == o.clearing && feed == o.feed;
}

SegmentTransfer::SegmentTransfer(const SegmentEntry& entry)
    : transfer(entry.transfer),
      role(entry.role),
      other(entry.other),
      id(entry.id),
      serial(entry.serial),
      clearing(entry.clearing),
      feed(entry.feed) {}

SegmentEntry SegmentTransfer::view() const {
  return {transfer, role, other, id, serial, clearing, feed};
}

std::uint16_t SegmentTransfers::feed_place(std::string_view feed) {
  if (feeds_.empty() || feeds_.back() != feed) {
    const auto found = std::find(feeds_.begin(), feeds_.end(), feed);
    if (found != feeds_.end()) {
      return static_cast<std::uint16_t>(found - feeds_.begin());
    }
    base::check(feeds_.size() < std::numeric_limits<std::uint16_t>::max(),
                "too many feeds in a segment");
    feeds_.emplace_back(feed);
  }
  return static_cast<std::uint16_t>(feeds_.size() - 1);
}

void SegmentTransfers::reserve(std::size_t transfers) {
  fixed_.reserve(transfers);
  text_at_.reserve(transfers);
}

void SegmentTransfers::push_back(const SegmentEntry& entry) {
  const auto learned = base::to_unix_ms(entry.transfer.learned);
  if (fixed_.empty()) {
    learned_ms_ = learned;
  }
  const bool is_same = !entry.serial.empty() && entry.serial == entry.id;
  const auto flags = static_cast<std::uint8_t>(
      static_cast<unsigned>(entry.role) | (learned != learned_ms_ ? has_learned : 0U) |
      (entry.other.value() != 0 ? has_other : 0U) | (is_same ? serial_is_id : 0U));
  const auto begin = texts_.size();
  base::check(begin <= std::numeric_limits<std::uint32_t>::max(), "a segment's texts are too many");
  if ((flags & has_learned) != 0) {
    put(texts_, learned);
  }
  if ((flags & has_other) != 0) {
    put(texts_, entry.other.value());
  }
  put_text(texts_, entry.id);
  if (!is_same) {
    put_text(texts_, entry.serial);
  }
  put_text(texts_, entry.clearing);
  text_at_.push_back(static_cast<std::uint32_t>(begin));
  fixed_.push_back({base::to_unix_ms(entry.transfer.time), entry.transfer.amount.value(),
                    entry.transfer.payer.value(), entry.transfer.payee.value(),
                    feed_place(entry.feed), static_cast<std::uint16_t>(texts_.size() - begin),
                    static_cast<std::uint8_t>(entry.transfer.kind), flags, 0});
}

SegmentEntry SegmentTransfers::operator[](std::size_t place) const {
  base::check(place < fixed_.size(), "a segment has no such entry");
  const Fixed& fixed = fixed_[place];
  std::string_view bytes{texts_.data() + text_at_[place], fixed.text_bytes};
  auto learned = learned_ms_;
  std::uint64_t other = 0;
  // That these are there was seen to when they were written or read.
  if ((fixed.flags & has_learned) != 0) {
    (void)take(bytes, learned);
  }
  if ((fixed.flags & has_other) != 0) {
    (void)take(bytes, other);
  }
  SegmentEntry entry;
  (void)take_text(bytes, entry.id);
  if ((fixed.flags & serial_is_id) != 0) {
    entry.serial = entry.id;
  } else {
    (void)take_text(bytes, entry.serial);
  }
  (void)take_text(bytes, entry.clearing);
  entry.feed = feeds_[fixed.feed];
  entry.transfer.time = base::from_unix_ms(fixed.time_ms);
  entry.transfer.learned = base::from_unix_ms(learned);
  entry.transfer.payer = base::AccountId{fixed.payer};
  entry.transfer.payee = base::AccountId{fixed.payee};
  entry.transfer.amount = base::Fen{fixed.amount_fen};
  entry.transfer.kind = static_cast<fund::Kind>(fixed.kind);
  entry.role = role(place);
  entry.other = base::Sequence{other};
  return entry;
}

std::size_t SegmentTransfers::bytes() const {
  return fixed_.capacity() * sizeof(Fixed) + texts_.capacity() +
         text_at_.capacity() * sizeof(std::uint32_t);
}

bool SegmentTransfers::operator==(const SegmentTransfers& o) const {
  return size() == o.size() && std::equal(begin(), end(), o.begin());
}

// ---- Bytes ------------------------------------------------------------------------------------

std::size_t SegmentTransfers::bytes_written() const {
  std::size_t bytes = sizeof learned_ms_ + sizeof(std::uint16_t);
  for (const auto& feed : feeds_) {
    bytes += 1 + feed.size();
  }
  return bytes + fixed_.size() * sizeof(Fixed) + texts_.size();
}

void SegmentTransfers::write_to(std::string& out) const {
  put(out, learned_ms_);
  put(out, static_cast<std::uint16_t>(feeds_.size()));
  for (const auto& feed : feeds_) {
    put_text(out, feed);
  }
  out.append(reinterpret_cast<const char*>(fixed_.data()), fixed_.size() * sizeof(Fixed));
  out.append(texts_);
}

/// The entry's fields are within bounds, and its texts fill exactly what it has of them.
bool SegmentTransfers::is_sound(std::size_t place) const {
  const Fixed& fixed = fixed_[place];
  std::string_view bytes{texts_.data() + text_at_[place], fixed.text_bytes};
  std::int64_t number = 0;
  std::string_view text;
  return is_in_bounds(fixed.kind, fixed.amount_fen) && fixed.pad == 0 &&
         (fixed.flags & ~flags_known) == 0 && fixed.feed < feeds_.size() &&
         ((fixed.flags & has_learned) == 0 || take(bytes, number)) &&
         ((fixed.flags & has_other) == 0 || take(bytes, number)) && take_text(bytes, text) &&
         ((fixed.flags & serial_is_id) != 0 || take_text(bytes, text)) && take_text(bytes, text) &&
         bytes.empty();
}

base::Result<SegmentTransfers> SegmentTransfers::read(std::string_view bytes, std::uint32_t count) {
  SegmentTransfers made;
  std::uint16_t feeds = 0;
  if (!take(bytes, made.learned_ms_) || !take(bytes, feeds)) {
    return corrupt("cut short before the transfers");
  }
  for (std::string_view feed; feeds > 0; --feeds) {
    if (!take_text(bytes, feed)) {
      return corrupt("cut short in the feeds");
    }
    made.feeds_.emplace_back(feed);
  }
  if (bytes.size() / sizeof(Fixed) < count ||
      bytes.size() > std::numeric_limits<std::uint32_t>::max()) {
    return corrupt("cut short in the transfers");
  }
  made.fixed_.resize(count);
  if (count > 0) {
    std::memcpy(made.fixed_.data(), bytes.data(), count * sizeof(Fixed));
  }
  made.texts_.assign(bytes.substr(count * sizeof(Fixed)));
  made.text_at_.resize(count);
  std::uint64_t at = 0;
  for (std::size_t place = 0; place < count; ++place) {
    made.text_at_[place] = static_cast<std::uint32_t>(at);
    at += made.fixed_[place].text_bytes;
    if (at > made.texts_.size()) {
      return corrupt("cut short in the texts");
    }
    if (!made.is_sound(place)) {
      return corrupt(fmt::format("number {} is broken", place + 1));
    }
  }
  if (at != made.texts_.size()) {
    return corrupt("goes on after its end");
  }
  return made;
}

}  // namespace holdfast::engine
