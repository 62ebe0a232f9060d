#include "engine/segment.hpp"

#include <limits>
#include <tuple>

#include "engine/segment_layout.hpp"

namespace holdfast::engine {

namespace {

using namespace layout;

template <typename T>
void put(std::string& out, const T& value) {
  static_assert(std::is_trivially_copyable_v<T>);
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <typename Length>
void put_text(std::string& out, std::string_view text) {
  base::check(text.size() <= std::numeric_limits<Length>::max(), "segment text too long");
  put(out, static_cast<Length>(text.size()));
  out.append(text);
}

base::Result<std::string> opened(const OpenText& open, base::AccountId id,
                                 std::string_view sealed) {
  auto plain = open(subject_of(id), sealed);
  if (!plain && plain.error().code == base::ErrorCode::not_found) {
    return std::string{base::erased_text};  // the key was destroyed: the number is gone for good
  }
  return plain;
}

base::Result<SegmentAccount> read_open(Input& input, const OpenText& open) {
  const auto sealed = read_account(input);
  if (!sealed) {
    return sealed.error();
  }
  SegmentAccount account;
  account.id = sealed->id;
  if (sealed->has >> 4 > static_cast<unsigned>(NameSource::bank)) {
    return corrupt(input, "an unknown source of a name");
  }
  account.name_source = static_cast<NameSource>(sealed->has >> 4);
  if ((sealed->has & has_institution) != 0) {
    account.institution = std::string{sealed->institution};
  }
  for (const auto& [bit, text, target] : {std::tuple{has_number, sealed->number, &account.number},
                                          {has_name, sealed->name, &account.name}}) {
    if ((sealed->has & bit) == 0) {
      continue;
    }
    auto plain = opened(open, account.id, text);
    if (!plain) {
      return plain.error();
    }
    *target = std::move(*plain);
  }
  return account;
}

bool is_valid(const FixedTransfer& fixed, std::uint8_t of_version) {
  const auto last_kind = of_version == 1 ? fund::Kind::balance : fund::Kind::opening;
  const auto kind = static_cast<fund::Kind>(fixed.kind);
  const bool amount_fits =
      fixed.amount_fen >= 0 && base::Fen{fixed.amount_fen} <= base::Fen::limit();
  return fixed.kind <= static_cast<std::uint8_t>(last_kind) &&
         fixed.role <= static_cast<std::uint8_t>(SegmentRole::split_leg) && amount_fits &&
         (fixed.amount_fen > 0 || !fund::is_payment(kind)) &&
         (fixed.amount_fen == 0 || kind != fund::Kind::opening);
}

}  // namespace

bool SegmentTransfer::operator==(const SegmentTransfer& o) const {
  return transfer.time == o.transfer.time && transfer.learned == o.transfer.learned &&
         transfer.payer == o.transfer.payer && transfer.payee == o.transfer.payee &&
         transfer.amount == o.transfer.amount && transfer.kind == o.transfer.kind &&
         role == o.role && other == o.other && id == o.id && serial == o.serial &&
         clearing == o.clearing && feed == o.feed;
}

std::string encode(const Segment& segment, const SealText& seal) {
  if (segment.empty()) {
    return {};
  }
  std::string out;
  out.reserve(16 + segment.accounts.size() * 120 + segment.transfers.size() * 96);
  out.append(magic);
  put(out, version);
  out.append(3, '\0');
  put(out, static_cast<std::uint32_t>(segment.accounts.size()));
  put(out, static_cast<std::uint32_t>(segment.transfers.size()));
  for (const auto& account : segment.accounts) {
    put(out, account.id.value());
    put(out, static_cast<std::uint8_t>((account.number ? has_number : 0) |
                                       (account.name ? has_name : 0) |
                                       (account.institution ? has_institution : 0) |
                                       (static_cast<unsigned>(account.name_source) << 4)));
    if (account.number) {
      put_text<std::uint16_t>(out, seal(subject_of(account.id), *account.number));
    }
    if (account.name) {
      put_text<std::uint16_t>(out, seal(subject_of(account.id), *account.name));
    }
    if (account.institution) {
      put_text<std::uint16_t>(out, *account.institution);
    }
  }
  std::string texts;
  for (const auto& each : segment.transfers) {
    const auto before = texts.size();
    for (const auto* text : {&each.id, &each.serial, &each.clearing, &each.feed}) {
      put_text<std::uint8_t>(texts, *text);
    }
    put(out, FixedTransfer{base::to_unix_ms(each.transfer.time),
                           base::to_unix_ms(each.transfer.learned), each.transfer.amount.value(),
                           each.transfer.payer.value(), each.transfer.payee.value(),
                           each.other.value(), static_cast<std::uint8_t>(each.transfer.kind),
                           static_cast<std::uint8_t>(each.role), 0,
                           static_cast<std::uint32_t>(texts.size() - before)});
  }
  out.append(texts);
  return out;
}

base::Result<Segment> decode_segment(std::string_view bytes, const OpenText& open) {
  Segment segment;
  if (bytes.empty()) {
    return segment;
  }
  Input input{bytes};
  const auto head = read_head(input);
  if (!head) {
    return head.error();
  }
  for (std::uint32_t i = 0; i < head->accounts; ++i) {
    auto account = read_open(input, open);
    if (!account) {
      return account.error();
    }
    segment.accounts.push_back(std::move(*account));
  }
  segment.transfers.resize(head->transfers);
  for (auto& each : segment.transfers) {
    FixedTransfer fixed{};
    if (!input.take(fixed) || !is_valid(fixed, head->version)) {
      return corrupt(input, "a broken transfer");
    }
    each.transfer = {base::from_unix_ms(fixed.time_ms), base::from_unix_ms(fixed.learned_ms),
                     base::AccountId{fixed.payer},      base::AccountId{fixed.payee},
                     base::Fen{fixed.amount_fen},       static_cast<fund::Kind>(fixed.kind)};
    each.role = static_cast<SegmentRole>(fixed.role);
    each.other = base::Sequence{fixed.other};
  }
  for (auto& each : segment.transfers) {
    for (auto* text : {&each.id, &each.serial, &each.clearing, &each.feed}) {
      if (!input.take_text<std::uint8_t>(*text)) {
        return corrupt(input, "cut short in the texts");
      }
    }
  }
  if (!input.done()) {
    return corrupt(input, "goes on after its end");
  }
  return segment;
}

}  // namespace holdfast::engine
