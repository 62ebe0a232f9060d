#include "engine/segment_page.hpp"

#include "engine/segment_layout.hpp"

namespace holdfast::engine {

namespace {

bool is_leg(SegmentRole role) {
  return role == SegmentRole::leg || role == SegmentRole::certain_leg;
}

struct Beginning {
  layout::Head head;
  std::size_t accounts_at = 0;
};

/// Passes head and accounts.
base::Result<Beginning> pass_accounts(layout::Input& input) {
  const auto head = layout::read_head(input);
  if (!head) {
    return head.error();
  }
  const Beginning passed{*head, input.at()};
  for (std::uint32_t i = 0; i < head->accounts; ++i) {
    if (const auto account = layout::read_account(input); !account) {
      return account.error();
    }
  }
  return passed;
}

}  // namespace

base::Result<std::shared_ptr<const SegmentPage>> SegmentPage::of(port::BatchSeq batch,
                                                                 base::Sequence first,
                                                                 std::string_view bytes) {
  if (bytes.empty()) {
    return of(batch, first, bytes, {});
  }
  layout::Input input{bytes};
  const auto begun = pass_accounts(input);
  if (!begun) {
    return begun.error();
  }
  auto transfers = layout::read_transfers(input, begun->head);
  if (!transfers) {
    return transfers.error();
  }
  return of(batch, first, bytes, std::move(*transfers));
}

base::Result<std::shared_ptr<const SegmentPage>> SegmentPage::of(port::BatchSeq batch,
                                                                 base::Sequence first,
                                                                 std::string_view bytes,
                                                                 SegmentTransfers transfers) {
  std::shared_ptr<SegmentPage> page{new SegmentPage};
  page->batch_ = batch;
  page->first_ = first;
  page->transfers_ = std::move(transfers);
  if (!bytes.empty()) {
    layout::Input input{bytes};
    const auto begun = pass_accounts(input);
    if (!begun) {
      return begun.error();
    }
    page->accounts_ = bytes.substr(begun->accounts_at, input.at() - begun->accounts_at);
    page->account_count_ = begun->head.accounts;
  }
  const std::size_t entries = page->transfers_.size();
  bool has_legs = false;
  for (std::size_t i = 0; i < entries; ++i) {
    const bool leg = is_leg(page->transfers_.role(i));
    if (leg && !has_legs) {
      has_legs = true;
      for (std::size_t before = 0; before < i; ++before) {
        page->places_.push_back(static_cast<std::uint32_t>(before));
      }
    } else if (has_legs && !leg) {
      page->places_.push_back(static_cast<std::uint32_t>(i));
    }
  }
  page->count_ = has_legs ? page->places_.size() : entries;
  return std::shared_ptr<const SegmentPage>{page};
}

SegmentEntry SegmentPage::entry_of(base::Sequence sequence) const {
  const std::size_t nth = sequence.value() - first_.value();
  return transfers_[places_.empty() ? nth : places_[nth]];
}

SegmentPage::Sealed SegmentPage::sealed(base::AccountId account) const {
  Sealed found;
  layout::Input input{accounts_};
  for (std::uint32_t i = 0; i < account_count_; ++i) {
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
  return overhead + accounts_.capacity() + transfers_.bytes() +
         places_.capacity() * sizeof(std::uint32_t);
}

}  // namespace holdfast::engine
