#include "engine/world.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <limits>
#include <mutex>

namespace holdfast::engine {

namespace {

// No text from outside holds it: no number looks like another account's key.
constexpr char key_separator = '\x1f';

bool is_card(std::string_view number) {
  return number.size() >= 13 && number.size() <= 19 &&
         std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// 8-4-4-4-12 hexadecimal digits: an end-to-end reference that both banks share.
bool is_uetr(std::string_view text) {
  if (text.size() != 36) {
    return false;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const char c = text[i];
    const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (dash ? c != '-' : !hex) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::string account_key(std::string_view number, std::string_view institution) {
  if (is_card(number) || institution.empty()) {
    return std::string{number};
  }
  return fmt::format("{}{}{}", institution, key_separator, number);
}

World::World() : World(Options{}) {}
World::World(const Options& options)
    : graph_(options.hash_key), door_({options.hash_key, options.legs_tolerance}, graph_, *this) {}
World::~World() = default;

// ---- Accounts ---------------------------------------------------------------------------------

base::AccountId World::account(std::string_view number, std::string_view institution, Naming naming,
                               const core::Routing& routing, Segment& segment) {
  if (institution.empty() && is_card(number)) {
    if (const auto* issuer = core::institution_of_card(routing, number)) {
      institution = issuer->code;
    }
  }
  const auto key = account_key(number, institution);
  auto id = graph_.find(key);
  SegmentAccount news;
  if (!id) {
    id = graph_.intern(key);
    news.number = std::string{number};
  }
  news.id = *id;
  const Person known = news.number ? Person{} : people_[id->value()];
  if (!institution.empty() && known.institution.empty()) {
    news.institution = std::string{institution};
  }
  if (!naming.name.empty() && naming.source >= known.name_source && naming.name != known.name) {
    news.name = std::string{naming.name};
    news.name_source = naming.source;
  }
  if (news.number || news.name || news.institution) {
    apply_account(news);
    segment.accounts.push_back(std::move(news));
  }
  return *id;
}

void World::name_account(base::AccountId account, Naming naming, Segment& segment) {
  const auto& known = people_[account.value()];
  if (naming.name.empty() || naming.source < known.name_source || naming.name == known.name) {
    return;
  }
  SegmentAccount news;
  news.id = account;
  news.name = std::string{naming.name};
  news.name_source = naming.source;
  apply_account(news);
  segment.accounts.push_back(std::move(news));
}

void World::apply_account(const SegmentAccount& account) {
  const std::unique_lock held{people_lock_};
  if (account.id.value() >= people_.size()) {
    people_.resize(account.id.value() + 1);
  }
  auto& person = people_[account.id.value()];
  if (account.number) {
    person.number = *account.number;
  }
  if (account.institution) {
    person.institution = *account.institution;
  }
  if (account.name) {
    person.name = *account.name;
    person.name_source = account.name_source;
  }
}

AccountFacts World::facts(base::AccountId account) const {
  const std::shared_lock held{people_lock_};
  if (account.value() >= people_.size()) {
    return {};
  }
  const auto& person = people_[account.value()];
  return {person.number, person.name, person.institution};
}

std::optional<base::AccountId> World::find(std::string_view number,
                                           std::string_view institution) const {
  return graph_.find(account_key(number, institution));
}

// ---- Transfers --------------------------------------------------------------------------------

namespace {

/// A source without serials of its own is known by its ids, so that a file taken twice counts once.
std::string_view serial_of(std::string_view serial, std::string_view id) {
  return serial.empty() ? id : serial;
}

}  // namespace

fund::FeedId World::feed_id(const std::string& feed) {
  base::check(feeds_.size() <= std::numeric_limits<std::uint16_t>::max(), "too many feeds");
  const auto next = fund::FeedId{static_cast<std::uint16_t>(feeds_.size())};
  return feeds_.try_emplace(feed, next).first->second;
}

fund::Candidate World::candidate_of(const SegmentTransfer& entry) {
  fund::Candidate one;
  one.serial = serial_of(entry.serial, entry.id);
  if (is_uetr(entry.clearing)) {
    one.uetr = entry.clearing;
  } else {
    one.clearing_serial = entry.clearing;
  }
  one.transfer = entry.transfer;
  one.transfer.feed = feed_id(entry.feed);
  return one;
}

bool World::bears(base::Sequence sequence, fund::FeedId feed, std::string_view serial) const {
  const auto is_it = [&](std::string_view of_feed, std::string_view of_serial) {
    const auto known = feeds_.find(of_feed);
    return known != feeds_.end() && known->second == feed && of_serial == serial;
  };
  const auto texts = texts_.at(sequence);
  if (is_it(texts.feed, serial_of(texts.serial, texts.id))) {
    return true;
  }
  const auto legs = legs_of_.find(sequence);  // this thread alone changes them: no lock
  return legs != legs_of_.end() &&
         std::any_of(legs->second.begin(), legs->second.end(), [&](std::size_t at) {
           const auto& leg = legs_[at];
           return !leg.split_at && is_it(leg.entry.feed, serial_of(leg.entry.serial, leg.entry.id));
         });
}

fund::Numbers World::numbers_of(base::Sequence sequence) const {
  const auto clearing = texts_.at(sequence).clearing;
  return is_uetr(clearing) ? fund::Numbers{std::string{clearing}, {}}
                           : fund::Numbers{{}, std::string{clearing}};
}

World::Taking World::take(const FeedRow& row, std::string_view feed, base::Instant learned,
                          const core::Routing& routing, Segment& segment) {
  const auto payer = account(row.payer, row.payer_institution, {row.payer_name, NameSource::feed},
                             routing, segment);
  const auto payee = account(row.payee, row.payee_institution, {row.payee_name, NameSource::feed},
                             routing, segment);
  SegmentTransfer entry;
  entry.transfer = {row.time, learned, payer, payee, row.amount, row.kind};
  entry.id = row.id;
  entry.serial = row.serial;
  entry.clearing = row.clearing;
  entry.feed = std::string{feed};
  const base::Sequence next{graph_.snapshot().value()};
  const auto admission = door_.admit(candidate_of(entry), next);
  switch (admission.verdict) {
    case fund::Verdict::duplicate:
      return {Taken::duplicate, admission.of};
    case fund::Verdict::fresh:
      append(entry);
      break;
    case fund::Verdict::second_leg: {
      const bool certain = admission.basis != fund::Basis::likeness && admission.facts_agree;
      entry.role = certain ? SegmentRole::certain_leg : SegmentRole::leg;
      entry.other = admission.of;
      keep_leg(entry);
      segment.transfers.push_back(std::move(entry));
      return {Taken::leg, admission.of};
    }
  }
  segment.transfers.push_back(std::move(entry));
  return {Taken::fresh, next};
}

void World::append(const SegmentTransfer& entry) {
  const base::Sequence sequence{graph_.snapshot().value()};
  texts_.add(sequence, {entry.id, entry.serial, entry.clearing, entry.feed});
  auto transfer = entry.transfer;
  transfer.feed = feed_id(entry.feed);
  const auto given = graph_.append(transfer);
  base::check(given == sequence, "the graph and the texts went apart");
}

void World::keep_leg(const SegmentTransfer& leg) {
  const std::unique_lock held{people_lock_};
  legs_of_[leg.other].push_back(legs_.size());
  legs_.push_back({leg, base::Sequence{graph_.snapshot().value()}, std::nullopt});
}

void World::state_balance(base::AccountId account, base::Fen balance, base::Instant at,
                          base::Instant learned, Segment& segment) {
  SegmentTransfer entry;
  entry.transfer = {at, learned, account, account, balance, fund::Kind::balance};
  append(entry);
  segment.transfers.push_back(std::move(entry));
}

void World::open_exit(base::AccountId account, base::Instant since, base::Instant learned,
                      Segment& segment) {
  const auto before = graph_.opening_of(account, graph_.snapshot());
  if (before && graph_.time_of(*before) <= since) {
    return;
  }
  SegmentTransfer entry;
  entry.transfer = {since, learned, account, account, base::Fen{0}, fund::Kind::opening};
  append(entry);
  segment.transfers.push_back(std::move(entry));
}

std::optional<base::Instant> World::opened_at(base::AccountId account) const {
  const auto opening = graph_.opening_of(account, graph_.snapshot());
  return opening ? std::optional{graph_.transfer(*opening).learned} : std::nullopt;
}

base::Result<base::Sequence> World::split(base::Sequence merged_into, Segment& segment,
                                          base::Instant learned) {
  const auto* leg = oldest_whole_leg(merged_into);
  if (leg == nullptr) {
    return base::Error{base::ErrorCode::not_found, "no leg was merged into this transfer"};
  }
  auto entry = leg->entry;
  entry.role = SegmentRole::split_leg;
  entry.transfer.learned = learned;
  const base::Sequence sequence{graph_.snapshot().value()};
  append_split(entry);
  segment.transfers.push_back(std::move(entry));
  return sequence;
}

const World::Leg* World::oldest_whole_leg(base::Sequence merged_into) const {
  const auto legs = legs_of_.find(merged_into);
  if (legs == legs_of_.end()) {
    return nullptr;
  }
  const auto found = std::find_if(legs->second.begin(), legs->second.end(),
                                  [&](std::size_t at) { return !legs_[at].split_at; });
  return found == legs->second.end() ? nullptr : &legs_[*found];
}

void World::append_split(const SegmentTransfer& entry) {
  const base::Sequence sequence{graph_.snapshot().value()};
  if (const auto* leg = oldest_whole_leg(entry.other)) {
    const std::unique_lock held{people_lock_};
    legs_[static_cast<std::size_t>(leg - legs_.data())].split_at = sequence;
  }
  door_.take_apart(candidate_of(entry), entry.other, sequence);
  append(entry);
}

std::optional<World::MergedLeg> World::merged_leg(base::Sequence into) const {
  const std::shared_lock held{people_lock_};
  const auto found = legs_of_.find(into);
  if (found == legs_of_.end()) {
    return std::nullopt;
  }
  const auto& leg = legs_[found->second.back()];
  return MergedLeg{into,
                   leg.entry.feed,
                   leg.entry.serial,
                   leg.entry.transfer.time,
                   leg.entry.role == SegmentRole::certain_leg,
                   leg.split_at.has_value()};
}

// ---- Replay and snapshot ----------------------------------------------------------------------

base::Result<void> World::apply(const Segment& segment) {
  for (const auto& account : segment.accounts) {
    if (account.id.value() > graph_.account_count() ||
        (account.id.value() == graph_.account_count() && !account.number)) {
      return base::Error{base::ErrorCode::corrupt, "a segment names an account out of order"};
    }
    if (account.id.value() == graph_.account_count()) {
      // An account whose key was destroyed has no number any more: its id stands for it.
      const auto key = *account.number == base::erased_text
                           ? fmt::format("{}{}", key_separator, account.id.value())
                           : account_key(*account.number, account.institution.value_or(""));
      const auto id = graph_.intern(key);
      base::check(id == account.id, "an account was interned twice in the journal");
    }
    apply_account(account);
  }
  for (const auto& entry : segment.transfers) {
    const auto& transfer = entry.transfer;
    if (transfer.payer.value() >= graph_.account_count() ||
        transfer.payee.value() >= graph_.account_count()) {
      return base::Error{base::ErrorCode::corrupt, "a segment names an account that is not there"};
    }
    // The door judged the same rows in the same order when they came; it does so again.
    switch (entry.role) {
      case SegmentRole::own:
        if (fund::is_payment(transfer.kind)) {
          (void)door_.admit(candidate_of(entry), base::Sequence{graph_.snapshot().value()});
        }
        append(entry);
        break;
      case SegmentRole::leg:
      case SegmentRole::certain_leg:
        (void)door_.admit(candidate_of(entry), base::Sequence{graph_.snapshot().value()});
        keep_leg(entry);
        break;
      case SegmentRole::split_leg:
        append_split(entry);
        break;
    }
  }
  return {};
}

SegmentTransfer World::entry_at(base::Sequence sequence) const {
  const auto texts = texts_.at(sequence);
  SegmentTransfer entry;
  entry.transfer = graph_.transfer(sequence);
  entry.id = texts.id;
  entry.serial = texts.serial;
  entry.clearing = texts.clearing;
  entry.feed = texts.feed;
  return entry;
}

Segment World::dump(fund::Snapshot snapshot) const {
  Segment segment;
  const std::shared_lock held{people_lock_};
  for (std::size_t i = 0; i < people_.size(); ++i) {
    const auto& person = people_[i];
    SegmentAccount account;
    account.id = base::AccountId{static_cast<std::uint32_t>(i)};
    account.number = person.number;
    if (!person.name.empty()) {
      account.name = person.name;
      account.name_source = person.name_source;
    }
    if (!person.institution.empty()) {
      account.institution = person.institution;
    }
    segment.accounts.push_back(std::move(account));
  }
  segment.transfers.reserve(snapshot.value() + legs_.size());
  std::map<base::Sequence, base::Sequence> split;  // where a leg stands for itself -> its other
  for (const auto& leg : legs_) {
    if (leg.split_at) {
      split[*leg.split_at] = leg.entry.other;
    }
  }
  auto leg = legs_.begin();
  for (std::uint64_t i = 0; i <= snapshot.value(); ++i) {
    for (; leg != legs_.end() && leg->arrived.value() == i; ++leg) {
      segment.transfers.push_back(leg->entry);
    }
    if (i == snapshot.value()) {
      break;
    }
    auto entry = entry_at(base::Sequence{i});
    if (const auto found = split.find(base::Sequence{i}); found != split.end()) {
      entry.role = SegmentRole::split_leg;
      entry.other = found->second;
    }
    segment.transfers.push_back(std::move(entry));
  }
  return segment;
}

}  // namespace holdfast::engine
