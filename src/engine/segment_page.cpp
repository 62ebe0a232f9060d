#include "engine/segment_page.hpp"

#include <limits>

#include "engine/segment_layout.hpp"

namespace holdfast::engine {

namespace {

using layout::FixedTransfer;

bool is_leg(std::uint8_t role) {
  return role == static_cast<std::uint8_t>(SegmentRole::leg) ||
         role == static_cast<std::uint8_t>(SegmentRole::certain_leg);
}

FixedTransfer fixed_at(const std::string& bytes, std::size_t at) {
  FixedTransfer fixed{};
  std::memcpy(&fixed, bytes.data() + at, sizeof fixed);
  return fixed;
}

}  // namespace

base::Result<std::shared_ptr<const SegmentPage>> SegmentPage::of(port::BatchSeq batch,
                                                                 base::Sequence first,
                                                                 std::string bytes) {
  std::shared_ptr<SegmentPage> page{new SegmentPage};
  page->batch_ = batch;
  page->first_ = first;
  page->bytes_ = std::move(bytes);
  if (page->bytes_.empty()) {
    return std::shared_ptr<const SegmentPage>{page};
  }
  layout::Input input{page->bytes_};
  const auto head = layout::read_head(input);
  if (!head) {
    return head.error();
  }
  page->accounts_ = head->accounts;
  for (std::uint32_t i = 0; i < head->accounts; ++i) {
    if (const auto account = layout::read_account(input); !account) {
      return account.error();
    }
  }
  page->fixed_at_ = input.at();
  if (input.left() / sizeof(FixedTransfer) < head->transfers ||
      page->bytes_.size() > std::numeric_limits<std::uint32_t>::max()) {
    return layout::corrupt(input, "cut short in the transfers");
  }
  std::size_t text = page->fixed_at_ + head->transfers * sizeof(FixedTransfer);
  page->text_at_.reserve(head->transfers);
  bool has_legs = false;
  for (std::uint32_t i = 0; i < head->transfers; ++i) {
    const auto fixed = fixed_at(page->bytes_, page->fixed_at_ + i * sizeof(FixedTransfer));
    page->text_at_.push_back(static_cast<std::uint32_t>(text));
    text += fixed.text_length;
    if (text > page->bytes_.size()) {
      return layout::corrupt(input, "cut short in the texts");
    }
    if (is_leg(fixed.role) && !has_legs) {
      has_legs = true;
      for (std::uint32_t before = 0; before < i; ++before) {
        page->places_.push_back(before);
      }
    } else if (has_legs && !is_leg(fixed.role)) {
      page->places_.push_back(i);
    }
  }
  page->count_ = has_legs ? page->places_.size() : head->transfers;
  return std::shared_ptr<const SegmentPage>{page};
}

SegmentPage::Texts SegmentPage::texts_at(std::size_t place) const {
  layout::Input input{std::string_view{bytes_}.substr(text_at_[place])};
  Texts texts;
  for (auto* text : {&texts.id, &texts.serial, &texts.clearing, &texts.feed}) {
    if (!input.take_text<std::uint8_t>(*text)) {
      return {};  // bytes that the journal's digests vouch for do not end here
    }
  }
  return texts;
}

SegmentPage::Texts SegmentPage::texts(base::Sequence sequence) const {
  const std::size_t nth = sequence.value() - first_.value();
  return texts_at(places_.empty() ? nth : places_[nth]);
}

SegmentTransfer SegmentPage::entry(std::size_t place) const {
  base::check(place < text_at_.size(), "a segment has no such entry");
  const auto fixed = fixed_at(bytes_, fixed_at_ + place * sizeof(FixedTransfer));
  const auto texts = texts_at(place);
  SegmentTransfer entry;
  entry.transfer = {base::from_unix_ms(fixed.time_ms), base::from_unix_ms(fixed.learned_ms),
                    base::AccountId{fixed.payer},      base::AccountId{fixed.payee},
                    base::Fen{fixed.amount_fen},       static_cast<fund::Kind>(fixed.kind)};
  entry.role = static_cast<SegmentRole>(fixed.role);
  entry.other = base::Sequence{fixed.other};
  entry.id = texts.id;
  entry.serial = texts.serial;
  entry.clearing = texts.clearing;
  entry.feed = texts.feed;
  return entry;
}

SegmentPage::Sealed SegmentPage::sealed(base::AccountId account) const {
  Sealed found;
  if (accounts_ == 0) {
    return found;
  }
  layout::Input input{bytes_};
  (void)layout::read_head(input);
  for (std::size_t i = 0; i < accounts_; ++i) {
    const auto news = layout::read_account(input);
    if (!news) {
      break;
    }
    if (news->id != account) {
      continue;
    }
    if ((news->has & layout::has_number) != 0) {
      found.number = news->number;
    }
    if ((news->has & layout::has_name) != 0) {
      found.name = news->name;  // of several in one batch the last
    }
  }
  return found;
}

std::size_t SegmentPage::bytes() const {
  constexpr std::size_t overhead = 256;
  return overhead + bytes_.capacity() +
         (text_at_.capacity() + places_.capacity()) * sizeof(std::uint32_t);
}

}  // namespace holdfast::engine
