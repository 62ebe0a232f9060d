#include "desk/series_index.hpp"

#include <algorithm>
#include <charconv>

namespace holdfast::desk {

namespace {

std::pair<CaseId, CaseId> pair_of(CaseId one, CaseId other) {
  return std::minmax(one, other);
}

/// The number in up to sixteen hexadecimal digits, mixed with what it is a digest of.
std::uint64_t posting(std::string_view digits, std::uint64_t salt) {
  std::uint64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  return (value ^ (salt + 1) * 0x9E3779B97F4A7C15ULL) * 0xD6E8FEB86659FD93ULL;
}

}  // namespace

std::size_t bands_shared(std::string_view one, std::string_view other) {
  constexpr auto size = wording_bands * band_digits;
  if (one.size() != size || other.size() != size) {
    return 0;
  }
  std::size_t shared = 0;
  for (std::size_t at = 0; at < size; at += band_digits) {
    shared += one.substr(at, band_digits) == other.substr(at, band_digits) ? 1U : 0U;
  }
  return shared;
}

std::vector<std::uint64_t> SeriesIndex::postings_of(const Trait& trait) {
  const std::string_view key = trait.key.text;
  const auto kind = static_cast<std::uint64_t>(trait.kind);
  if (key == base::erased_text) {
    return {};
  }
  if (trait.kind != TraitKind::wording) {
    return {posting(key.substr(0, 16), kind)};
  }
  std::vector<std::uint64_t> all;
  for (std::size_t band = 0; band < wording_bands && key.size() >= (band + 1) * band_digits;
       ++band) {
    all.push_back(posting(key.substr(band * band_digits, band_digits), kind + (band << 8)));
  }
  return all;
}

void SeriesIndex::add(CaseId id, const std::vector<Trait>& traits) {
  for (const auto& trait : traits) {
    for (const auto where : postings_of(trait)) {
      auto& cases = cases_[where];
      const auto place = std::lower_bound(cases.begin(), cases.end(), id);
      if (place == cases.end() || *place != id) {
        cases.insert(place, id);
      }
    }
  }
}

void SeriesIndex::drop(CaseId id, const std::vector<Trait>& traits) {
  for (const auto& trait : traits) {
    for (const auto where : postings_of(trait)) {
      const auto found = cases_.find(where);
      if (found != cases_.end()) {
        std::erase(found->second, id);
        if (found->second.empty()) {
          cases_.erase(found);
        }
      }
    }
  }
}

void SeriesIndex::join(const Link& link) {
  if (!link.together) {
    apart_.insert(pair_of(link.one, link.other));
    return;
  }
  joined_[link.one].insert(link.other);
  joined_[link.other].insert(link.one);
}

void SeriesIndex::part(const Link& link) {
  if (!link.together) {
    apart_.erase(pair_of(link.one, link.other));
    return;
  }
  for (const auto& [from, to] : {std::pair{link.one, link.other}, {link.other, link.one}}) {
    const auto found = joined_.find(from);
    if (found != joined_.end()) {
      found->second.erase(to);
      if (found->second.empty()) {
        joined_.erase(found);
      }
    }
  }
}

const std::vector<CaseId>& SeriesIndex::cases_at(std::uint64_t posting) const {
  static const std::vector<CaseId> none;
  const auto found = cases_.find(posting);
  return found == cases_.end() ? none : found->second;
}

std::vector<CaseId> SeriesIndex::members(CaseId id, const Link* without) const {
  const auto is_cut = [&](CaseId from, CaseId to) {
    return without != nullptr && pair_of(from, to) == pair_of(without->one, without->other);
  };
  std::set<CaseId> seen{id};
  std::vector<CaseId> next{id};
  while (!next.empty()) {
    const auto from = next.back();
    const auto found = joined_.find(from);
    next.pop_back();
    if (found == joined_.end()) {
      continue;
    }
    for (const auto other : found->second) {
      if (!is_cut(from, other) && seen.insert(other).second) {
        next.push_back(other);
      }
    }
  }
  return {seen.begin(), seen.end()};
}

bool SeriesIndex::is_together(CaseId one, CaseId other) const {
  const auto all = members(one);
  return std::binary_search(all.begin(), all.end(), other);
}

bool SeriesIndex::is_apart(CaseId one, CaseId other) const {
  return apart_.contains(pair_of(one, other));
}

}  // namespace holdfast::desk
