#include "statement/twins.hpp"

#include <fmt/format.h>
#include <iterator>
#include <sodium.h>

namespace holdfast::statement {

namespace {

constexpr std::uint32_t looked_at_max = 4096;  // legs of one pair and amount

base::Milliseconds apart(base::Instant a, base::Instant b) {
  return a < b ? b - a : a - b;
}

}  // namespace

Twins::Key Twins::key_of(std::string_view text) const {
  static_assert(crypto_shorthash_siphashx24_BYTES == sizeof(Key));
  static_assert(crypto_shorthash_siphashx24_KEYBYTES == std::tuple_size_v<HashKey>);
  Key key;
  crypto_shorthash_siphashx24(reinterpret_cast<unsigned char*>(&key),
                              reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                              hash_key_.data());
  return key;
}

Twins::Verdict Twins::judge(const StatementRow& row) {
  if (is_duplicate(row)) {
    return Verdict::duplicate;
  }
  return is_second_leg(row) ? Verdict::second_leg : Verdict::fresh;
}

bool Twins::is_duplicate(const StatementRow& row) {
  const feed::TransferRow& told = row.transfer;
  text_.clear();
  fmt::format_to(std::back_inserter(text_), "{}\n{}\n{}\n{}\n{}\n{}\n{}", told.payer, told.payee,
                 static_cast<int>(row.teller), base::to_unix_ms(told.time), told.amount.value(),
                 told.serial, row.balance ? row.balance->value() : -1);
  Seen& seen = rows_[key_of(text_)];
  if (seen.sheet != sheet_) {
    seen.sheet = sheet_;
    seen.here = 0;
  }
  const bool is_repeated_serial = !told.serial.empty() && seen.here > 0;
  if (is_repeated_serial || ++seen.here <= seen.kept) {
    return true;
  }
  seen.kept = seen.here;
  return false;
}

bool Twins::is_second_leg(const StatementRow& row) {
  if (row.teller == Teller::neither) {
    return false;
  }
  const feed::TransferRow& told = row.transfer;
  text_.clear();
  fmt::format_to(std::back_inserter(text_), "{}\n{}\n{}", told.payer, told.payee,
                 told.amount.value());
  std::uint32_t& newest = pairs_[key_of(text_)];
  std::uint32_t looked_at = 0;
  Leg* nearest = nullptr;
  for (std::uint32_t at = newest; at != 0 && looked_at < looked_at_max; ++looked_at) {
    Chained& one = legs_[at - 1];
    const auto distance = apart(one.leg.time, told.time);
    if (one.leg.teller != row.teller && !one.leg.is_matched && distance <= legs_apart_max &&
        (nearest == nullptr || distance < apart(nearest->time, told.time))) {
      nearest = &one.leg;
    }
    at = one.before;
  }
  if (nearest != nullptr) {
    nearest->is_matched = true;
    return true;
  }
  legs_.push_back({{told.time, row.teller, false}, newest});
  newest = static_cast<std::uint32_t>(legs_.size());
  return false;
}

}  // namespace holdfast::statement
