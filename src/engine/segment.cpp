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
  return fixed.kind <= static_cast<std::uint8_t>(last_kind) &&
         fixed.role <= static_cast<std::uint8_t>(SegmentRole::split_leg) &&
         is_in_bounds(fixed.kind, fixed.amount_fen);
}

/// Versions 1 and 2.
base::Result<SegmentTransfers> read_former(Input& input, const Head& head) {
  const auto fixed_bytes = std::size_t{head.transfers} * sizeof(FixedTransfer);
  Input texts{input.rest()};
  if (!texts.skip(fixed_bytes)) {
    return corrupt(input, "cut short in the transfers");
  }
  SegmentTransfers transfers;
  transfers.reserve(head.transfers);
  for (std::uint32_t i = 0; i < head.transfers; ++i) {
    FixedTransfer fixed{};
    if (!input.take(fixed) || !is_valid(fixed, head.version)) {
      return corrupt(input, "a broken transfer");
    }
    SegmentEntry entry;
    entry.transfer = {base::from_unix_ms(fixed.time_ms), base::from_unix_ms(fixed.learned_ms),
                      base::AccountId{fixed.payer},      base::AccountId{fixed.payee},
                      base::Fen{fixed.amount_fen},       static_cast<fund::Kind>(fixed.kind)};
    entry.role = static_cast<SegmentRole>(fixed.role);
    entry.other = base::Sequence{fixed.other};
    const auto text_begin = texts.at();
    for (auto* text : {&entry.id, &entry.serial, &entry.clearing, &entry.feed}) {
      if (!texts.take_text<std::uint8_t>(*text)) {
        return corrupt(input, "cut short in the texts");
      }
    }
    if (texts.at() - text_begin != fixed.text_length) {
      return corrupt(input, "a transfer whose texts have another length");
    }
    transfers.push_back(entry);
  }
  if (!texts.done()) {
    return corrupt(input, "goes on after its end");
  }
  return transfers;
}

}  // namespace

base::Result<SegmentTransfers> layout::read_transfers(Input& input, const Head& head) {
  if (head.version < 3) {
    return read_former(input, head);
  }
  auto read = SegmentTransfers::read(input.rest(), head.transfers);
  if (!read) {
    return base::Error{base::ErrorCode::corrupt,
                       fmt::format("transfer segment: {}, of the transfers that begin at byte {}",
                                   read.error().message, input.at())};
  }
  return read;
}

std::string encode(const Segment& segment, const SealText& seal) {
  if (segment.empty()) {
    return {};
  }
  std::string out;
  out.reserve(16 + segment.accounts.size() * 120 + segment.transfers.bytes_written());
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
  segment.transfers.write_to(out);
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
  auto transfers = read_transfers(input, *head);
  if (!transfers) {
    return transfers.error();
  }
  segment.transfers = std::move(*transfers);
  return segment;
}

}  // namespace holdfast::engine
