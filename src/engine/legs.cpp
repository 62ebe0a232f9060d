#include "engine/legs.hpp"

#include <mutex>

namespace holdfast::engine {

std::uint64_t Legs::hash_of(base::Sequence of) {
  // Sequences are dense; a multiplication spreads them over the table (the finaliser of
  // SplitMix64).
  std::uint64_t mixed = of.value() + 0x9E3779B97F4A7C15ULL;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9ULL;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBULL;
  return mixed ^ (mixed >> 31);
}

void Legs::add(const Leg& leg) {
  const std::unique_lock held{lock_};
  new (legs_.slot(count_)) Leg{leg};
  by_transfer_.add(hash_of(leg.into()), base::Sequence{count_});
  ++count_;
}

/// Place of the leg that is before all others of the transfer by `better`, or nothing.
template <typename Better>
std::optional<std::size_t> Legs::best(base::Sequence of, Better&& better) const {
  std::optional<std::size_t> found;
  by_transfer_.for_each(hash_of(of), [&](base::Sequence place) {
    const std::size_t at = place.value();
    if (legs_[at].of == of.value() && better(at, found)) {
      found = at;
    }
    return false;
  });
  return found;
}

void Legs::split(base::Sequence of, base::Sequence sequence) {
  const std::unique_lock held{lock_};
  const auto at = best(of, [&](std::size_t one, std::optional<std::size_t> other) {
    return !legs_[one].is_split() && (!other || one < *other);
  });
  if (at) {
    legs_[*at].split_at_plus_one = static_cast<std::uint32_t>(sequence.value()) + 1;
  }
}

std::optional<Leg> Legs::oldest_whole(base::Sequence of) const {
  const std::shared_lock held{lock_};
  const auto at = best(of, [&](std::size_t one, std::optional<std::size_t> other) {
    return !legs_[one].is_split() && (!other || one < *other);
  });
  return at ? std::optional{legs_[*at]} : std::nullopt;
}

std::optional<Leg> Legs::newest(base::Sequence of) const {
  const std::shared_lock held{lock_};
  const auto at = best(
      of, [](std::size_t one, std::optional<std::size_t> other) { return !other || one > *other; });
  return at ? std::optional{legs_[*at]} : std::nullopt;
}

std::size_t Legs::bytes() const {
  const std::shared_lock held{lock_};
  return count_ * sizeof(Leg) + by_transfer_.bytes();
}

void Legs::write_to(base::ImageOut& out) const {
  out.add("legs", legs_.bytes(count_));
  by_transfer_.write_to("legs by transfer", out);
}

base::Result<void> Legs::read_from(const base::ImageIn& in) {
  const auto legs = in.range("legs");
  if (!legs) {
    return legs.error();
  }
  if (!legs_.fits(*legs)) {
    return base::Error{base::ErrorCode::corrupt, "image: section legs has an odd size"};
  }
  count_ = legs_.adopt(*legs);
  return by_transfer_.read_from("legs by transfer", in);
}

}  // namespace holdfast::engine
