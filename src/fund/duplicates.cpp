#include "fund/duplicates.hpp"

#include <algorithm>
#include <cstring>
#include <sodium.h>
#include <string>

namespace holdfast::fund {

namespace {

/// Different kinds of text never share a digest.
enum class Domain : std::uint8_t { serial = 1, uetr, clearing_serial, likeness };

class Bytes {
 public:
  explicit Bytes(Domain domain) { text_.push_back(static_cast<char>(domain)); }
  template <typename Number>
  Bytes& add(Number number) {
    const std::size_t at = text_.size();
    text_.resize(at + sizeof number);
    std::memcpy(text_.data() + at, &number, sizeof number);
    return *this;
  }
  Bytes& add_text(std::string_view text) {
    text_.append(text);
    return *this;
  }
  [[nodiscard]] std::string_view view() const { return text_; }

 private:
  std::string text_;
};

/// Two numbers of one kind that both legs carry: they settle the question, yes or no.
bool contradicts(const std::optional<Digest128>& a, const std::optional<Digest128>& b) {
  return a && b && !(*a == *b);
}

}  // namespace

Digest128 keyed_digest(const HashKey& key, std::string_view bytes) {
  static_assert(crypto_shorthash_siphashx24_BYTES == sizeof(Digest128));
  static_assert(crypto_shorthash_siphashx24_KEYBYTES == sizeof(HashKey));
  Digest128 digest;
  crypto_shorthash_siphashx24(reinterpret_cast<unsigned char*>(&digest),
                              reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                              key.data());
  return digest;
}

Digest128 Door::serial_digest(const Candidate& candidate) const {
  return keyed_digest(
      options_.key,
      Bytes(Domain::serial).add(candidate.institution.value()).add_text(candidate.serial).view());
}

// Legs that may be alike lie in the same stretch of time or in one of its neighbours, so that a
// payment repeated all year is compared with a few of its kind and not with all.
std::int64_t Door::bucket_of(base::Instant time) const {
  const std::int64_t width = std::max<std::int64_t>(1, options_.tolerance.count());
  const std::int64_t ms = base::to_unix_ms(time);
  return ms / width - (ms % width < 0 ? 1 : 0);
}

Digest128 Door::likeness_digest(const Leg& leg, std::int64_t bucket) const {
  return keyed_digest(options_.key, Bytes(Domain::likeness)
                                        .add(leg.payer.value())
                                        .add(leg.payee.value())
                                        .add(leg.amount.value())
                                        .add(bucket)
                                        .view());
}

Door::Leg Door::leg_of(const Candidate& candidate, Sequence sequence) const {
  Leg leg{};
  leg.time = candidate.transfer.time;
  leg.amount = candidate.transfer.amount;
  leg.sequence = sequence;
  leg.payer = candidate.transfer.payer;
  leg.payee = candidate.transfer.payee;
  leg.institution = candidate.institution;
  if (!candidate.uetr.empty()) {
    leg.uetr = keyed_digest(options_.key, Bytes(Domain::uetr).add_text(candidate.uetr).view());
  }
  if (!candidate.clearing_serial.empty()) {
    leg.clearing_serial = keyed_digest(
        options_.key, Bytes(Domain::clearing_serial).add_text(candidate.clearing_serial).view());
  }
  return leg;
}

Admission Door::admit(const Candidate& candidate, Sequence next) {
  base::check(next.value() < none, "the door is full");
  const bool has_serial = !candidate.serial.empty();
  const Digest128 serial = has_serial ? serial_digest(candidate) : Digest128{};
  if (has_serial) {
    if (const std::uint32_t of = serials_.find(serial); of != DigestTable::absent) {
      return {.verdict = Verdict::duplicate, .basis = Basis::serial, .of = Sequence{of}};
    }
  }
  Admission admission{.of = next};
  if (candidate.transfer.kind != Kind::balance) {
    Leg leg = leg_of(candidate, next);
    if (const Match found = match(leg); found.leg != none) {
      Leg& first = legs_[found.leg];
      first.is_matched = true;
      admission = {.verdict = Verdict::second_leg,
                   .basis = found.basis,
                   .of = first.sequence,
                   .facts_agree = first.payer == leg.payer && first.payee == leg.payee &&
                                  first.amount == leg.amount};
    } else {
      link(std::move(leg));
    }
  }
  if (has_serial) {
    serials_.set(serial, static_cast<std::uint32_t>(admission.of.value()));
  }
  return admission;
}

Door::Match Door::match(const Leg& leg) const {
  const auto oldest_free = [&](std::uint32_t at, std::uint32_t Leg::*next) {
    std::uint32_t found = none;
    for (; at != none; at = legs_[at].*next) {
      if (!legs_[at].is_matched && legs_[at].institution != leg.institution) {
        found = at;  // chains run from new to old
      }
    }
    return found;
  };
  if (leg.uetr) {
    if (const auto found = oldest_free(uetrs_.find(*leg.uetr), &Leg::next_by_uetr); found != none) {
      return {found, Basis::uetr};
    }
  }
  if (leg.clearing_serial) {
    if (const auto found =
            oldest_free(clearing_.find(*leg.clearing_serial), &Leg::next_by_clearing);
        found != none) {
      return {found, Basis::clearing_serial};
    }
  }
  const std::uint32_t found = alike(leg);
  return {found, found == none ? Basis::none : Basis::likeness};
}

/// The nearest in time, of two equally near the earlier arrival.
std::uint32_t Door::alike(const Leg& leg) const {
  std::uint32_t best = none;
  base::Milliseconds best_apart{};
  const std::int64_t middle = bucket_of(leg.time);
  for (std::int64_t bucket = middle - 1; bucket <= middle + 1; ++bucket) {
    std::uint32_t at = likeness_.find(likeness_digest(leg, bucket));
    for (; at != none; at = legs_[at].next_by_likeness) {
      const Leg& other = legs_[at];
      const base::Milliseconds apart = std::chrono::abs(other.time - leg.time);
      if (other.is_matched || other.institution == leg.institution || other.payer != leg.payer ||
          other.payee != leg.payee || other.amount != leg.amount || apart > options_.tolerance ||
          contradicts(other.uetr, leg.uetr) ||
          contradicts(other.clearing_serial, leg.clearing_serial)) {
        continue;
      }
      if (best == none || apart < best_apart ||
          (apart == best_apart && other.sequence < legs_[best].sequence)) {
        best = at;
        best_apart = apart;
      }
    }
  }
  return best;
}

void Door::link(Leg leg) {
  const auto index = static_cast<std::uint32_t>(legs_.size());
  if (leg.uetr) {
    leg.next_by_uetr = uetrs_.find(*leg.uetr);
    uetrs_.set(*leg.uetr, index);
  }
  if (leg.clearing_serial) {
    leg.next_by_clearing = clearing_.find(*leg.clearing_serial);
    clearing_.set(*leg.clearing_serial, index);
  }
  const Digest128 likeness = likeness_digest(leg, bucket_of(leg.time));
  leg.next_by_likeness = likeness_.find(likeness);
  likeness_.set(likeness, index);
  legs_.push_back(std::move(leg));
}

void Door::take_apart(const Candidate& leg, Sequence of, Sequence next) {
  const auto first =
      std::lower_bound(legs_.begin(), legs_.end(), of,
                       [](const Leg& one, Sequence wanted) { return one.sequence < wanted; });
  if (first != legs_.end() && first->sequence == of) {
    first->is_matched = false;
  }
  link(leg_of(leg, next));
  if (!leg.serial.empty()) {
    serials_.set(serial_digest(leg), static_cast<std::uint32_t>(next.value()));
  }
}

void Door::forget_legs_before(base::Instant time) {
  std::vector<Leg> kept;
  for (Leg& leg : legs_) {
    if (leg.time >= time) {
      kept.push_back(std::move(leg));
    }
  }
  legs_.clear();
  uetrs_.clear();
  clearing_.clear();
  likeness_.clear();
  for (Leg& leg : kept) {
    link(std::move(leg));
  }
}

}  // namespace holdfast::fund
