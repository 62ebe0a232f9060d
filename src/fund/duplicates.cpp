#include "fund/duplicates.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <sodium.h>
#include <span>

namespace holdfast::fund {

namespace {

/// Different kinds of text never share a hash but by chance.
enum class Domain : std::uint8_t { serial = 1, uetr, clearing_serial };

std::uint64_t hash_of(const HashKey& key, Domain domain, FeedId feed, std::string_view text) {
  static_assert(crypto_shorthash_siphash24_KEYBYTES == sizeof(HashKey));
  constexpr std::size_t head = 3;
  std::array<unsigned char, 256 + head> small;
  std::vector<unsigned char> large;
  std::span<unsigned char> bytes{small.data(), head + std::min<std::size_t>(text.size(), 256)};
  if (text.size() > 256) {
    large.resize(head + text.size());
    bytes = large;
  }
  const std::uint16_t number = feed.value();
  bytes[0] = static_cast<unsigned char>(domain);
  bytes[1] = static_cast<unsigned char>(number & 0xFF);
  bytes[2] = static_cast<unsigned char>(number >> 8);
  if (!text.empty()) {
    std::memcpy(bytes.data() + head, text.data(), text.size());
  }
  std::uint64_t out = 0;
  crypto_shorthash_siphash24(reinterpret_cast<unsigned char*>(&out), bytes.data(), bytes.size(),
                             key.data());
  return out;
}

}  // namespace

Door::Ticket Door::ticket(const Candidate& candidate) const {
  Ticket made;
  if (!candidate.serial.empty()) {
    made.serial = hash_of(options_.key, Domain::serial, candidate.transfer.feed, candidate.serial);
  }
  if (!candidate.uetr.empty()) {
    made.uetr = hash_of(options_.key, Domain::uetr, {}, candidate.uetr);
  }
  if (!candidate.clearing_serial.empty()) {
    made.clearing_serial =
        hash_of(options_.key, Domain::clearing_serial, {}, candidate.clearing_serial);
  }
  return made;
}

Admission Door::admit(const Candidate& candidate, const Ticket& ticket, Sequence next) {
  if (!candidate.serial.empty()) {
    if (const auto of = holder(candidate, ticket.serial)) {
      return {.verdict = Verdict::duplicate, .basis = Basis::serial, .of = *of};
    }
  }
  Admission admission{.of = next};
  const Transfer& told = candidate.transfer;
  if (is_payment(told.kind)) {
    if (const Match found = match(candidate, ticket); found.basis != Basis::none) {
      set_matched(found.of, true);
      const Transfer first = graph_.payment(found.of);
      admission = {.verdict = Verdict::second_leg,
                   .basis = found.basis,
                   .of = found.of,
                   .facts_agree = first.payer == told.payer && first.payee == told.payee &&
                                  first.amount == told.amount};
    } else {
      link(candidate, ticket, next);
    }
  }
  if (!candidate.serial.empty()) {
    serials_.add(ticket.serial, admission.of);
  }
  return admission;
}

void Door::readmit(const Candidate& candidate, const Ticket& ticket, Verdict verdict, Sequence of) {
  if (verdict == Verdict::second_leg) {
    set_matched(of, true);
  } else {
    link(candidate, ticket, of);
  }
  if (!candidate.serial.empty()) {
    serials_.add(ticket.serial, of);
  }
}

std::optional<Sequence> Door::holder(const Candidate& candidate, std::uint64_t hash) const {
  std::optional<Sequence> found;
  serials_.for_each(hash, [&](Sequence one) {
    if (register_.bears(one, candidate.transfer.feed, candidate.serial)) {
      found = one;
    }
    return found.has_value();
  });
  return found;
}

Door::Match Door::match(const Candidate& candidate, const Ticket& ticket) const {
  const FeedId feed = candidate.transfer.feed;
  if (!candidate.uetr.empty()) {
    if (const auto of = with_number(uetrs_, ticket.uetr, &Numbers::uetr, candidate.uetr, feed)) {
      return {*of, Basis::uetr};
    }
  }
  if (!candidate.clearing_serial.empty()) {
    if (const auto of = with_number(clearing_, ticket.clearing_serial, &Numbers::clearing_serial,
                                    candidate.clearing_serial, feed)) {
      return {*of, Basis::clearing_serial};
    }
  }
  const auto of = alike(candidate);
  return of ? Match{*of, Basis::likeness} : Match{};
}

/// The oldest that bears the number and is still without a second leg.
std::optional<Sequence> Door::with_number(const FingerprintTable& table, std::uint64_t hash,
                                          std::string Numbers::*which, std::string_view number,
                                          FeedId feed) const {
  std::optional<Sequence> oldest;
  table.for_each(hash, [&](Sequence one) {
    const bool is_older = !oldest || one < *oldest;
    if (is_older && !is_matched(one) && graph_.packed(one).feed() != feed &&
        register_.numbers_of(one).*which == number) {
      oldest = one;
    }
    return false;
  });
  return oldest;
}

/// The nearest in time, of two equally near the earlier arrival. Both parties' logs hold it; the
/// one with fewer entries since the tolerance began is asked, which is nearly always neither.
std::optional<Sequence> Door::alike(const Candidate& candidate) const {
  const Transfer& told = candidate.transfer;
  const TimeRange near{told.time - options_.tolerance, told.time + options_.tolerance};
  if (!graph_.has_any_since(told.payer, near.first) ||
      !graph_.has_any_since(told.payee, near.first)) {
    return std::nullopt;
  }
  const bool payer_is_busier = graph_.entry_count(told.payer) > graph_.entry_count(told.payee);
  std::optional<Sequence> best;
  base::Milliseconds best_apart{};
  graph_.for_each_lately(payer_is_busier ? told.payee : told.payer, near, [&](Sequence one) {
    const PackedTransfer& other = graph_.packed(one);
    if (other.payer != told.payer.value() || other.payee != told.payee.value() ||
        other.amount() != told.amount || !is_payment(other.kind()) || other.feed() == told.feed ||
        is_matched(one) || contradicts(candidate, one)) {
      return;
    }
    const base::Milliseconds apart = std::chrono::abs(other.time() - told.time);
    if (!best || apart < best_apart || (apart == best_apart && one < *best)) {
      best = one;
      best_apart = apart;
    }
  });
  return best;
}

/// Two numbers of one kind that both legs carry settle the question, yes or no.
bool Door::contradicts(const Candidate& candidate, Sequence other) const {
  if (candidate.uetr.empty() && candidate.clearing_serial.empty()) {
    return false;
  }
  const Numbers numbers = register_.numbers_of(other);
  const auto differ = [](std::string_view a, std::string_view b) {
    return !a.empty() && !b.empty() && a != b;
  };
  return differ(candidate.uetr, numbers.uetr) ||
         differ(candidate.clearing_serial, numbers.clearing_serial);
}

void Door::link(const Candidate& candidate, const Ticket& ticket, Sequence sequence) {
  if (!candidate.uetr.empty()) {
    uetrs_.add(ticket.uetr, sequence);
  }
  if (!candidate.clearing_serial.empty()) {
    clearing_.add(ticket.clearing_serial, sequence);
  }
}

void Door::take_apart(const Candidate& leg, Sequence of, Sequence next) {
  set_matched(of, false);
  const Ticket made = ticket(leg);
  link(leg, made, next);
  if (!leg.serial.empty()) {
    serials_.add(made.serial, next);
  }
}

bool Door::is_matched(Sequence sequence) const {
  const std::size_t word = sequence.value() / 64;
  return word < matched_words_ && (matched_[word] >> (sequence.value() % 64) & 1) != 0;
}

void Door::set_matched(Sequence sequence, bool matched) {
  const std::size_t word = sequence.value() / 64;
  matched_words_ = std::max(matched_words_, word + 1);
  const std::uint64_t bit = std::uint64_t{1} << (sequence.value() % 64);
  std::uint64_t& bits = *matched_.slot(word);
  bits = matched ? bits | bit : bits & ~bit;
}

std::size_t Door::bytes() const {
  return serials_.bytes() + uetrs_.bytes() + clearing_.bytes() +
         matched_words_ * sizeof(std::uint64_t);
}

void Door::write_to(base::ImageOut& out) const {
  serials_.write_to("serials", out);
  uetrs_.write_to("uetrs", out);
  clearing_.write_to("clearing serials", out);
  out.add("matched", matched_.bytes(matched_words_));
}

base::Result<void> Door::read_from(const base::ImageIn& in) {
  const std::pair<std::string_view, FingerprintTable*> tables[] = {
      {"serials", &serials_}, {"uetrs", &uetrs_}, {"clearing serials", &clearing_}};
  for (const auto& [name, table] : tables) {
    if (const auto read = table->read_from(name, in); !read) {
      return read.error();
    }
  }
  const auto file = in.range("matched");
  if (!file) {
    return file.error();
  }
  if (!matched_.fits(*file)) {
    return base::Error{base::ErrorCode::corrupt, "image: section matched has an odd size"};
  }
  matched_words_ = matched_.adopt(*file);
  return {};
}

}  // namespace holdfast::fund
