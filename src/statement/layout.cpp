#include "statement/layout.hpp"

#include <algorithm>

#include "feed/aliases.hpp"
#include "feed/utf8.hpp"
#include "statement/cell_text.hpp"

namespace holdfast::statement {

namespace {

using enum Column;

struct Meaning {
  Column column = none;
  Source source = Source::none;
};

Meaning meaning_of(std::string_view heading, const Mapping& mapping) {
  if (heading.empty() || heading.size() > 256) {
    return {};
  }
  const std::string normal = feed::normal_heading(heading);
  if (const auto found = mapping.by_hand.find(normal); found != mapping.by_hand.end()) {
    return {found->second, Source::by_hand};
  }
  if (const auto found = mapping.learnt.find(normal); found != mapping.learnt.end()) {
    return {found->second, Source::learnt};
  }
  const Column known = column_of_heading(heading);
  return {known, known == none ? Source::none : Source::known};
}

/// The headings of the column: lower, both together, upper, whichever is known first. A heading
/// that somebody named by hand as "passed over" is known too.
Layout::One heading_of(const std::string& upper, const std::string& spanning,
                       const std::string& lower, const Mapping& mapping) {
  std::vector<std::string> candidates;
  if (!lower.empty()) {
    candidates.push_back(spanning + lower);
    candidates.push_back(lower);
    if (!upper.empty()) {
      candidates.push_back(upper);
    }
  } else {
    candidates.push_back(upper);
  }
  for (const std::string& candidate : candidates) {
    if (const Meaning meaning = meaning_of(candidate, mapping); meaning.source != Source::none) {
      return {candidate, meaning.column, meaning.source};
    }
  }
  return {lower.empty() ? upper : candidates.front(), none, Source::none};
}

std::string at(const std::vector<std::string>& texts, std::size_t i) {
  return i < texts.size() ? texts[i] : std::string{};
}

}  // namespace

std::string_view to_text(Source source) {
  switch (source) {
    case Source::none:
      return "none";
    case Source::by_hand:
      return "by_hand";
    case Source::learnt:
      return "learnt";
    case Source::known:
      return "known";
  }
  return "";
}

std::size_t Layout::meanings() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(places, [](const auto& columns_of) { return !columns_of.empty(); }));
}

std::optional<Column> Layout::missing(bool has_owner) const {
  if (!has(time) && !has(date)) {
    return time;
  }
  if (!has(amount) && !has(debit) && !has(credit)) {
    return amount;
  }
  if (has(payer) && has(payee)) {
    return std::nullopt;
  }
  if (!has(own_account) && !has(own_card) && !has_owner) {
    return own_account;
  }
  return std::nullopt;
}

Layout layout_of(const std::vector<std::string>& upper, const std::vector<std::string>& lower,
                 const Mapping& mapping) {
  Layout layout;
  layout.constants = mapping.constants;
  std::string spanning;
  const std::size_t width = std::max(upper.size(), lower.size());
  for (std::size_t i = 0; i < width; ++i) {
    const std::string above = clean(feed::cut_utf8(at(upper, i), 256));
    const std::string below = clean(feed::cut_utf8(at(lower, i), 256));
    spanning = above.empty() ? spanning : above;
    layout.columns.push_back(heading_of(above, spanning, below, mapping));
    const Column column = layout.columns.back().column;
    if (column != none && !mapping.constants[index_of(column)]) {
      layout.places[index_of(column)].push_back(static_cast<std::uint16_t>(i));
    }
  }
  // By hand before learnt before known, and among the known by the table's order.
  for (auto& places : layout.places) {
    std::ranges::stable_sort(places, {}, [&](std::uint16_t place) {
      const Layout::One& one = layout.columns[place];
      return std::pair(one.source, one.source == Source::known ? preference_of(one.heading) : 0);
    });
  }
  return layout;
}

}  // namespace holdfast::statement
