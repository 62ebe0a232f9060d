#include "engine/world.hpp"

#include <algorithm>
#include <array>
#include <fmt/core.h>
#include <limits>
#include <mutex>
#include <sodium.h>
#include <utility>

namespace holdfast::engine {

namespace {

// No text from outside holds it: no number looks like another account's key.
constexpr char key_separator = '\x1f';

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

bool stands_for_itself(std::string_view number) {
  return number.size() >= 13 && number.size() <= 19 &&
         std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string account_key(std::string_view number, std::string_view institution) {
  if (stands_for_itself(number) || institution.empty()) {
    return std::string{number};
  }
  return fmt::format("{}{}{}", institution, key_separator, number);
}

World::World() : World(Options{}) {}
World::World(const Options& options)
    : hash_key_(options.hash_key),
      store_(options.read_segments),
      book_(options.hash_key, store_, options.open),
      graph_(options.hash_key, fund::KeyTexts::dropped),
      door_({options.hash_key, options.legs_tolerance}, graph_, *this) {}
World::~World() = default;

// ---- Accounts ---------------------------------------------------------------------------------

/// Of `account_key`, without making a string of it where it is as short as nearly all are.
fund::KeyIndex::Identity World::identity(std::string_view number,
                                         std::string_view institution) const {
  const auto& keys = graph_.keys();
  if (stands_for_itself(number) || institution.empty()) {
    return keys.identity(number);
  }
  std::array<char, 128> key;
  const std::size_t size = institution.size() + 1 + number.size();
  if (size > key.size()) {
    return keys.identity(account_key(number, institution));
  }
  auto end = std::copy(institution.begin(), institution.end(), key.begin());
  *end++ = key_separator;
  std::copy(number.begin(), number.end(), end);
  return keys.identity({key.data(), size});
}

base::AccountId World::account(const Named& named, Naming naming, const core::Routing& routing,
                               Segment& segment) {
  auto id = graph_.keys().known(named.who);
  if (id && book_.has_institution(*id) && !book_.is_news(*id, naming.name, naming.source)) {
    return *id;
  }
  auto institution = named.institution;
  if (institution.empty() && stands_for_itself(named.number)) {
    if (const auto* issuer = core::institution_of_card(routing, named.number)) {
      institution = issuer->code;
    }
  }
  SegmentAccount news;
  if (!id) {
    id = graph_.intern(account_key(named.number, institution), named.who);
    news.number = std::string{named.number};
  }
  news.id = *id;
  if (!institution.empty() && (news.number || !book_.has_institution(*id))) {
    news.institution = std::string{institution};
  }
  if (book_.is_news(*id, naming.name, naming.source)) {
    news.name = std::string{naming.name};
    news.name_source = naming.source;
  }
  if (news.number || news.name || news.institution) {
    book_.note(news, batch_);
    segment.accounts.push_back(std::move(news));
  }
  return *id;
}

void World::name_account(base::AccountId account, Naming naming, Segment& segment) {
  if (!book_.is_news(account, naming.name, naming.source)) {
    return;
  }
  SegmentAccount news;
  news.id = account;
  news.name = std::string{naming.name};
  news.name_source = naming.source;
  book_.note(news, batch_);
  segment.accounts.push_back(std::move(news));
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

/// As the door looks at a row (RowView) or at what was made of one (SegmentEntry).
template <typename Told>
fund::Candidate candidate_of(const Told& told, const fund::Transfer& transfer, fund::FeedId feed) {
  fund::Candidate one;
  one.serial = serial_of(told.serial, told.id);
  (is_uetr(told.clearing) ? one.uetr : one.clearing_serial) = told.clearing;
  one.transfer = transfer;
  one.transfer.feed = feed;
  return one;
}

}  // namespace

fund::FeedId World::feed_id(std::string_view feed) {
  if (const auto found = feeds_.find(feed); found != feeds_.end()) {
    return found->second;  // this thread alone changes them: no lock
  }
  base::check(feed_names_.size() <= std::numeric_limits<std::uint16_t>::max(), "too many feeds");
  const std::unique_lock held{feeds_lock_};
  const auto next = fund::FeedId{static_cast<std::uint16_t>(feed_names_.size())};
  feed_names_.emplace_back(feed);
  feeds_.emplace(feed, next);
  return next;
}

std::string World::feed(base::Sequence sequence) const {
  const auto id = graph_.packed(sequence).feed();
  const std::shared_lock held{feeds_lock_};
  return feed_names_[id.value()];
}

bool World::bears(base::Sequence sequence, fund::FeedId feed, std::string_view serial) const {
  if (graph_.packed(sequence).feed() == feed) {
    const auto own = texts(sequence);
    if (serial_of(own.serial, own.id) == serial) {
      return true;
    }
  }
  std::vector<Leg> told;  // by this feed; looked up once no lock is held
  legs_.for_each(sequence, [&](const Leg& leg) {
    if (!leg.is_split() && leg.feed == feed.value()) {
      told.push_back(leg);
    }
    return false;
  });
  return std::any_of(told.begin(), told.end(), [&](const Leg& leg) {
    const auto entry = entry_of(leg);
    return entry && serial_of(entry->serial, entry->id) == serial;
  });
}

fund::Numbers World::numbers_of(base::Sequence sequence) const {
  auto clearing = texts(sequence).clearing;
  return is_uetr(clearing) ? fund::Numbers{std::move(clearing), {}}
                           : fund::Numbers{{}, std::move(clearing)};
}

namespace {

World::Texts texts_of(const SegmentEntry& entry) {
  return {std::string{entry.id}, std::string{entry.serial}, std::string{entry.clearing},
          std::string{entry.feed}};
}

}  // namespace

World::Texts World::texts(base::Sequence sequence) const {
  if (sequence.value() < committed_.load(std::memory_order_acquire)) {
    const auto page = store_.page_of(sequence);
    if (!page) {
      return {};
    }
    return texts_of(page->entry_of(sequence));
  }
  // Not in the journal yet: the writer alone knows of it.
  const std::uint64_t nth = sequence.value() - committed_.load();
  const std::size_t ended = ended_ ? ended_->places.size() : 0;
  return texts_of(nth < ended ? ended_->at(nth) : turn_.at(nth - ended));
}

port::BatchSeq World::batch_of(base::Sequence sequence) const {
  const auto page = store_.page_of(sequence);
  return page ? page->batch() : 0;
}

std::optional<SegmentTransfer> World::entry_of(const Leg& leg) const {
  if (leg.batch == batch_) {
    return SegmentTransfer{turn_.segment->transfers[leg.place]};
  }
  if (ended_ && leg.batch + 1 == batch_) {
    return SegmentTransfer{ended_->segment->transfers[leg.place]};
  }
  const auto page = store_.page_of(port::BatchSeq{leg.batch});
  return page ? std::optional{SegmentTransfer{page->entry(leg.place)}} : std::nullopt;
}

void World::work_on(const Segment& segment) {
  // The one before may have brought nothing: then nothing was committed.
  base::check(turn_.segment == &segment || turn_.places.empty(), "a turn has one segment");
  turn_.segment = &segment;
}

std::optional<World::Source> World::find_source(std::string_view feed) const {
  const std::shared_lock held{feeds_lock_};
  const auto found = feeds_.find(feed);
  return found == feeds_.end() ? std::nullopt : std::optional{Source{feed, found->second}};
}

World::RowKeys World::keys_of(const RowView& row, const Source& from) const {
  return {.payer = identity(row.payer, row.payer_institution),
          .payee = identity(row.payee, row.payee_institution),
          .ticket = door_.ticket(candidate_of(row, {}, from.id))};
}

void World::ask_for_slots(const RowKeys& keys) const {
  graph_.keys().prefetch(keys.payer);
  graph_.keys().prefetch(keys.payee);
  door_.prefetch(keys.ticket);
}

void World::ask_for_records(const RowKeys& keys) const {
  for (const auto* who : {&keys.payer, &keys.payee}) {
    if (const auto account = graph_.keys().guess(*who)) {
      graph_.prefetch_account(*account);
      book_.prefetch(*account);
    }
  }
}

void World::ask_for_logs(const RowKeys& keys) const {
  for (const auto* who : {&keys.payer, &keys.payee}) {
    if (const auto account = graph_.keys().guess(*who)) {
      graph_.prefetch_tail(*account);
    }
  }
}

World::Taking World::take(const RowView& row, const RowKeys& keys, const Source& from,
                          base::Instant learned, const core::Routing& routing, Segment& segment) {
  const auto payer = account({row.payer, row.payer_institution, keys.payer},
                             {row.payer_name, NameSource::feed}, routing, segment);
  const auto payee = account({row.payee, row.payee_institution, keys.payee},
                             {row.payee_name, NameSource::feed}, routing, segment);
  SegmentEntry entry{.transfer = {row.time, learned, payer, payee, row.amount, row.kind},
                     .role = SegmentRole::own,
                     .other = {},
                     .id = row.id,
                     .serial = row.serial,
                     .clearing = row.clearing,
                     .feed = from.feed};
  const base::Sequence next{graph_.snapshot().value()};
  work_on(segment);
  const auto admission = door_.admit(candidate_of(row, entry.transfer, from.id), keys.ticket, next);
  const auto place = segment.transfers.size();
  switch (admission.verdict) {
    case fund::Verdict::duplicate:
      return {Taken::duplicate, admission.of};
    case fund::Verdict::fresh:
      append(entry, from.id, place);
      segment.transfers.push_back(entry);
      return {Taken::fresh, next};
    case fund::Verdict::second_leg:
      break;
  }
  const bool certain = admission.basis != fund::Basis::likeness && admission.facts_agree;
  entry.role = certain ? SegmentRole::certain_leg : SegmentRole::leg;
  entry.other = admission.of;
  keep_leg(entry, from.id, place);
  segment.transfers.push_back(entry);
  return {Taken::leg, admission.of};
}

/// The entry, in this place of the turn's segment, is the next transfer.
void World::append(const SegmentEntry& entry, fund::FeedId feed, std::size_t place) {
  turn_.places.push_back(static_cast<std::uint32_t>(place));
  auto transfer = entry.transfer;
  transfer.feed = feed;
  (void)graph_.append(transfer);
}

void World::keep_leg(const SegmentEntry& leg, fund::FeedId feed, std::size_t place) {
  legs_.add(
      {.time_ms = base::to_unix_ms(leg.transfer.time),
       .of = static_cast<std::uint32_t>(leg.other.value()),
       .batch = static_cast<std::uint32_t>(batch_),
       .place = static_cast<std::uint32_t>(place),
       .feed = feed.value(),
       .is_certain = leg.role == SegmentRole::certain_leg ? std::uint8_t{1} : std::uint8_t{0}});
}

void World::state_balance(base::AccountId account, base::Fen balance, base::Instant at,
                          base::Instant learned, Segment& segment) {
  SegmentEntry entry;
  entry.transfer = {at, learned, account, account, balance, fund::Kind::balance};
  work_on(segment);
  append(entry, feed_id({}), segment.transfers.size());
  segment.transfers.push_back(entry);
}

void World::open_exit(base::AccountId account, base::Instant since, base::Instant learned,
                      Segment& segment) {
  const auto before = graph_.opening_of(account, graph_.snapshot());
  if (before && graph_.time_of(*before) <= since) {
    return;
  }
  SegmentEntry entry;
  entry.transfer = {since, learned, account, account, base::Fen{0}, fund::Kind::opening};
  work_on(segment);
  append(entry, feed_id({}), segment.transfers.size());
  segment.transfers.push_back(entry);
}

std::optional<base::Instant> World::opened_at(base::AccountId account) const {
  const auto opening = graph_.opening_of(account, graph_.snapshot());
  return opening ? std::optional{graph_.transfer(*opening).learned} : std::nullopt;
}

base::Result<base::Sequence> World::split(base::Sequence merged_into, Segment& segment,
                                          base::Instant learned) {
  const auto leg = legs_.oldest_whole(merged_into);
  if (!leg) {
    return base::Error{base::ErrorCode::not_found, "no leg was merged into this transfer"};
  }
  work_on(segment);
  auto entry = entry_of(*leg);
  if (!entry) {
    return base::Error{base::ErrorCode::not_found,
                       "the leg's record was dropped from the journal by retention"};
  }
  entry->role = SegmentRole::split_leg;
  entry->transfer.learned = learned;
  const base::Sequence sequence{graph_.snapshot().value()};
  append_split(entry->view(), feed_id(entry->feed), segment.transfers.size());
  segment.transfers.push_back(*entry);
  return sequence;
}

void World::append_split(const SegmentEntry& entry, fund::FeedId feed, std::size_t place) {
  const base::Sequence sequence{graph_.snapshot().value()};
  legs_.split(entry.other, sequence);
  door_.take_apart(candidate_of(entry, entry.transfer, feed), entry.other, sequence);
  append(entry, feed, place);
}

std::optional<World::MergedLeg> World::merged_leg(base::Sequence into) const {
  const auto leg = legs_.newest(into);
  if (!leg) {
    return std::nullopt;
  }
  const std::shared_lock held{feeds_lock_};
  return MergedLeg{into, feed_names_[leg->feed], base::from_unix_ms(leg->time_ms),
                   leg->is_certain != 0, leg->is_split()};
}

// ---- Replay and snapshot ----------------------------------------------------------------------

void World::end_turn() {
  base::check(!ended_, "two turns that are not in the journal");
  ended_ = std::exchange(turn_, {});
  ++batch_;
}

void World::committed(port::BatchSeq batch, std::string_view segment, SegmentTransfers transfers) {
  base::check(ended_ && batch + 1 == batch_, "batches come in order");
  const std::uint64_t first = committed_.load(std::memory_order_relaxed);
  store_.committed(batch, base::Sequence{first}, segment, std::move(transfers));
  committed_.store(first + ended_->places.size(), std::memory_order_release);
  ended_.reset();
  book_.settle();
}

base::Result<void> World::apply(port::BatchSeq batch, Segment segment, std::string_view bytes) {
  if (batch != batch_) {
    return base::Error{base::ErrorCode::corrupt, "a batch is missing"};
  }
  work_on(segment);
  auto applied = apply_accounts(segment);
  if (applied) {
    applied = apply_transfers(segment);
  }
  if (!applied) {
    turn_ = {};
    return applied;
  }
  end_turn();
  committed(batch, bytes, std::move(segment.transfers));
  return {};
}

base::Result<void> World::apply_accounts(const Segment& segment) {
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
    book_.note(account, batch_);
  }
  return {};
}

base::Result<void> World::apply_transfers(const Segment& segment) {
  const auto& entries = segment.transfers;
  // As those who take rows do: what an entry leads to is asked for some entries before its turn.
  constexpr std::size_t tickets_ahead = 24;
  constexpr std::size_t logs_ahead = 8;
  struct Ahead {
    SegmentEntry entry;
    fund::FeedId feed;
    fund::Door::Ticket ticket;
  };
  std::array<Ahead, 32> ring;  // of places, as far as they were looked at
  static_assert(tickets_ahead < std::tuple_size_v<decltype(ring)>);
  const auto at = [&ring](std::size_t place) -> Ahead& { return ring[place % ring.size()]; };
  std::optional<Source> from;
  const std::size_t accounts = graph_.account_count();
  std::size_t looked = 0;
  const auto look_to = [&](std::size_t end) {
    for (; looked < std::min(end, entries.size()); ++looked) {
      Ahead& ahead = at(looked);
      ahead.entry = entries[looked];
      const auto& told = ahead.entry;
      if (told.transfer.payer.value() >= accounts || told.transfer.payee.value() >= accounts) {
        return false;
      }
      if (!from || told.feed != from->feed) {
        from = source(told.feed);
      }
      ahead.feed = from->id;
      ahead.ticket = door_.ticket(candidate_of(told, told.transfer, from->id));
      door_.prefetch(ahead.ticket);
      graph_.prefetch_account(told.transfer.payer);
      graph_.prefetch_account(told.transfer.payee);
    }
    return true;
  };
  for (std::size_t place = 0; place < entries.size(); ++place) {
    if (!look_to(place + tickets_ahead + 1)) {
      return base::Error{base::ErrorCode::corrupt, "a segment names an account that is not there"};
    }
    if (place + logs_ahead < entries.size()) {
      const auto& soon = at(place + logs_ahead).entry.transfer;
      graph_.prefetch_tail(soon.payer);
      graph_.prefetch_tail(soon.payee);
    }
    const auto& [entry, feed, ticket] = at(place);
    const auto candidate = candidate_of(entry, entry.transfer, feed);
    const base::Sequence next{graph_.snapshot().value()};
    // The door judged these rows when they came.
    switch (entry.role) {
      case SegmentRole::own:
        if (fund::is_payment(entry.transfer.kind)) {
          door_.readmit(candidate, ticket, fund::Verdict::fresh, next);
        }
        append(entry, feed, place);
        break;
      case SegmentRole::leg:
      case SegmentRole::certain_leg:
        if (entry.other.value() >= next.value()) {
          return base::Error{base::ErrorCode::corrupt,
                             "a segment has a leg of a transfer that is not there"};
        }
        door_.readmit(candidate, ticket, fund::Verdict::second_leg, entry.other);
        keep_leg(entry, feed, place);
        break;
      case SegmentRole::split_leg:
        append_split(entry, feed, place);
        break;
    }
  }
  return {};
}

/// Tells another key from this one and nothing else.
std::uint64_t World::key_check() const {
  constexpr std::string_view text = "the key of this image";
  std::uint64_t out = 0;
  crypto_shorthash_siphash24(reinterpret_cast<unsigned char*>(&out),
                             reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                             hash_key_.data());
  return out;
}

void World::write_to(base::ImageOut& out) const {
  base::check(turn_.places.empty() && !ended_, "an image within a turn");
  out.keep_value("key check", key_check());
  store_.write_to(out);
  book_.write_to(out);
  graph_.write_to(out);
  door_.write_to(out);
  legs_.write_to(out);
  out.keep_texts("feeds", feed_names_);
}

base::Result<void> World::read_from(const base::ImageIn& in) {
  const auto key = in.value<std::uint64_t>("key check");
  if (!key) {
    return key.error();
  }
  if (*key != key_check()) {
    return base::Error{base::ErrorCode::corrupt, "the image was written under another master key"};
  }
  for (const auto& read : {store_.read_from(in), book_.read_from(in), graph_.read_from(in),
                           door_.read_from(in), legs_.read_from(in)}) {
    if (!read) {
      return read;
    }
  }
  const auto feeds = in.texts("feeds");
  if (!feeds) {
    return feeds.error();
  }
  for (const auto& feed : *feeds) {
    (void)feed_id(feed);
  }
  committed_.store(graph_.snapshot().value(), std::memory_order_release);
  batch_ = store_.last() + 1;
  return {};
}

std::size_t World::bytes() const {
  return graph_.bytes() + door_.bytes() + legs_.bytes() + book_.bytes();
}

}  // namespace holdfast::engine
