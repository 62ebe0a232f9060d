#include "engine/account_book.hpp"

#include <mutex>
#include <sodium.h>

#include "base/log.hpp"
#include "base/personal.hpp"

namespace holdfast::engine {

namespace {

// So many accounts in the clear make a generation; two are kept: some 120 MB in a city where as
// many are busy. A stop order that must first read the journal for its account's number is late.
constexpr std::size_t generation = 500'000;

}  // namespace

std::uint64_t AccountBook::hash_of(std::string_view name) const {
  if (name.empty()) {
    return 0;
  }
  std::uint64_t out = 0;
  crypto_shorthash_siphash24(reinterpret_cast<unsigned char*>(&out),
                             reinterpret_cast<const unsigned char*>(name.data()), name.size(),
                             hash_key_.data());
  return out == 0 ? 1 : out;
}

std::uint32_t AccountBook::institution_id(const std::string& code) {
  const auto [at, is_new] =
      institution_ids_.try_emplace(code, static_cast<std::uint32_t>(institutions_.size()) + 1);
  if (is_new) {
    institutions_.push_back(code);
  }
  return at->second;
}

void AccountBook::note(const SegmentAccount& news, port::BatchSeq batch) {
  const std::unique_lock held{lock_};
  while (count_ <= news.id.value()) {
    new (cards_.slot(count_++)) Card;
  }
  Card& card = cards_[news.id.value()];
  if (news.institution) {
    card.institution = institution_id(*news.institution);
  }
  if (!news.number && !news.name) {
    return;
  }
  Plain& plain = recent(news.id);
  if (news.number) {
    card.number_batch = static_cast<std::uint32_t>(batch);
    plain.number = *news.number;
  }
  if (news.name) {
    card.name_batch = static_cast<std::uint32_t>(batch);
    card.name_hash = hash_of(*news.name);
    card.name_source = news.name_source;
    plain.name = *news.name;
  }
}

void AccountBook::settle() {
  if (!open_) {
    return;
  }
  const std::unique_lock held{lock_};
  if (young_.size() >= generation) {
    old_ = std::move(young_);
    young_ = {};
  }
}

/// The account's entry among the young; the lock is held for writing.
AccountBook::Plain& AccountBook::recent(base::AccountId account) const {
  const auto [at, is_new] = young_.try_emplace(account);
  if (is_new) {
    if (auto node = old_.extract(account)) {
      at->second = std::move(node.mapped());
    }
  }
  return at->second;
}

bool AccountBook::is_news(base::AccountId account, std::string_view name, NameSource source) const {
  if (name.empty()) {
    return false;
  }
  const Card known = own_card(account);
  return source >= known.name_source && hash_of(name) != known.name_hash;
}

bool AccountBook::has_institution(base::AccountId account) const {
  return own_card(account).institution != 0;
}

/// The writer's look: nobody else changes cards, so that it needs no lock.
AccountBook::Card AccountBook::own_card(base::AccountId account) const {
  return account.value() < count_ ? cards_[account.value()] : Card{};
}

std::string AccountBook::institution(base::AccountId account) const {
  const std::shared_lock held{lock_};
  const std::uint32_t id = account.value() < count_ ? cards_[account.value()].institution : 0;
  return id == 0 ? std::string{} : institutions_[id - 1];
}

AccountFacts AccountBook::facts(base::AccountId account) const {
  Card known;
  AccountFacts facts;
  std::optional<std::string> number;
  std::optional<std::string> name;
  {
    const std::shared_lock held{lock_};
    if (account.value() >= count_) {
      return facts;
    }
    known = cards_[account.value()];
    if (known.institution != 0) {
      facts.institution = institutions_[known.institution - 1];
    }
    for (const Plains* plains : {&young_, &old_}) {
      if (const auto found = plains->find(account); found != plains->end()) {
        number = found->second.number;
        name = found->second.name;
        break;
      }
    }
  }
  const bool asks = (!number && known.number_batch != 0) || (!name && known.name_batch != 0);
  if (!number && known.number_batch != 0) {
    number = unsealed(account, known.number_batch, &SegmentPage::Sealed::number);
  }
  if (!name && known.name_batch != 0) {
    name = unsealed(account, known.name_batch, &SegmentPage::Sealed::name);
  }
  facts.number = number.value_or("");
  facts.name = name.value_or("");
  if (asks) {
    const std::unique_lock held{lock_};
    const Card& now = cards_[account.value()];
    Plain& plain = recent(account);
    // What the writer noted meanwhile is newer than what was read.
    if (!plain.number && now.number_batch == known.number_batch) {
      plain.number = facts.number;
    }
    if (!plain.name && now.name_batch == known.name_batch) {
      plain.name = facts.name;
    }
  }
  return facts;
}

std::string AccountBook::unsealed(base::AccountId account, port::BatchSeq batch,
                                  std::string_view SegmentPage::Sealed::*which) const {
  const auto page = store_.page_of(batch);
  if (!page || !open_) {
    return {};
  }
  const auto plain = open_(base::subject_of(base::SubjectKind::account, account.value()),
                           page->sealed(account).*which);
  if (plain) {
    return *plain;
  }
  if (plain.error().code == base::ErrorCode::not_found) {
    return std::string{base::erased_text};  // the key was destroyed
  }
  base::log_error("an account of batch {} cannot be opened: {}", batch, plain.error().message);
  return {};
}

std::size_t AccountBook::bytes() const {
  const std::shared_lock held{lock_};
  return count_ * sizeof(Card);
}

void AccountBook::write_to(base::ImageOut& out) const {
  out.add("account cards", cards_.bytes(count_));
  out.keep_texts("institutions", institutions_);
}

base::Result<void> AccountBook::read_from(const base::ImageIn& in) {
  const auto cards = in.range("account cards");
  const auto codes = in.texts("institutions");
  if (!cards || !codes) {
    return !cards ? cards.error() : codes.error();
  }
  if (!cards_.fits(*cards)) {
    return base::Error{base::ErrorCode::corrupt, "image: section account cards has an odd size"};
  }
  count_ = cards_.adopt(*cards);
  for (const auto& code : *codes) {
    (void)institution_id(code);
  }
  for (std::size_t i = 0; i < count_; ++i) {
    if (cards_[i].institution > institutions_.size()) {
      return base::Error{base::ErrorCode::corrupt, "image: an account of no institution"};
    }
  }
  return {};
}

}  // namespace holdfast::engine
