#include "core/series.hpp"

#include <algorithm>
#include <bit>

namespace holdfast::core {

namespace {

using desk::CaseId;
using desk::TieKind;

// As if there were so many cases more that show none of it: a new centre's first two cases are not
// strangers to each other only because there are no others.
constexpr std::size_t unseen_cases = 1000;
constexpr std::int64_t points_a_band = 5;

/// Sixteen times the binary logarithm, the mantissa taken as it is: whole numbers, the same
/// everywhere.
std::int64_t log2_sixteenths(std::size_t value) {
  const auto whole = static_cast<int>(std::bit_width(value)) - 1;
  const auto mantissa = whole >= 4 ? value >> (whole - 4) : value << (4 - whole);
  return 16 * whole + static_cast<std::int64_t>(mantissa & 15U);
}

/// How much a thing of the kind says, beside how rare it is: an account is one hand's, an app's
/// name is easily misread.
std::int64_t weight_of(TieKind kind) {
  switch (kind) {
    case TieKind::account:
    case TieKind::wallet:
    case TieKind::device:
      return 10;
    case TieKind::card:
    case TieKind::phone:
    case TieKind::wechat:
    case TieKind::qq:
    case TieKind::alipay:
      return 8;
    case TieKind::path:
    case TieKind::url:
      return 7;
    case TieKind::plate:
      return 6;
    case TieKind::app:
      return 3;
    case TieKind::wording:
      break;
  }
  return 0;  // counted by bands
}

using Ties = std::map<CaseId, std::vector<Tie>>;

/// What the pursuit followed the money of the case into and not out of sight.
bool is_followed(const desk::CaseFile& file, base::AccountId account) {
  const auto need = file.needs.find(account);
  return need == file.needs.end() || need->second.exit == desk::ExitKind::none;
}

bool was_paid(const desk::CaseFile& file, base::AccountId account) {
  return std::any_of(file.losses.begin(), file.losses.end(),
                     [&](const desk::Loss& loss) { return loss.payee == account; });
}

std::set<base::AccountId> accounts_of(const desk::CaseFile& file) {
  std::set<base::AccountId> accounts;
  for (const auto& loss : file.losses) {
    if (loss.payee && is_followed(file, *loss.payee)) {
      accounts.insert(*loss.payee);
    }
  }
  for (const auto& [account, need] : file.needs) {
    if (need.exit == desk::ExitKind::none) {
      accounts.insert(account);
    }
  }
  return accounts;
}

void add_accounts(const State& state, const desk::CaseFile& file, Ties& ties) {
  const auto all = state.cases.size();
  for (const auto account : accounts_of(file)) {
    const auto found = state.cases_of.find(account);
    if (found == state.cases_of.end() || found->second.size() > common_from(all)) {
      continue;
    }
    for (const auto other : found->second) {
      const auto& there = state.cases.at(other);
      if (other == file.id || !is_followed(there, account)) {
        continue;
      }
      const auto kind =
          was_paid(file, account) && was_paid(there, account) ? TieKind::account : TieKind::path;
      ties[other].push_back(
          {kind, points(kind, found->second.size(), all), found->second.size(), account, 0});
    }
  }
}

bool shows(const State& state, CaseId id, const desk::Trait& trait) {
  const auto& traits = traits_of(state, id);
  return std::any_of(traits.begin(), traits.end(), [&](const desk::Trait& each) {
    return each.kind == trait.kind && each.key.text == trait.key.text;
  });
}

void add_trait(const State& state, CaseId id, std::size_t index, Ties& ties) {
  const auto& trait = traits_of(state, id)[index];
  const auto all = state.cases.size();
  for (const auto posting : desk::SeriesIndex::postings_of(trait)) {
    const auto& cases = state.series.cases_at(posting);
    if (cases.size() > common_from(all)) {
      continue;
    }
    std::vector<CaseId> holding;  // a posting may be another trait's as well
    std::copy_if(cases.begin(), cases.end(), std::back_inserter(holding),
                 [&](CaseId each) { return shows(state, each, trait); });
    const auto kind = desk::tie_of(trait.kind);
    const auto score = points(kind, holding.size(), all);
    for (const auto other : holding) {
      if (other != id) {
        ties[other].push_back({kind, score, holding.size(), std::nullopt, index});
      }
    }
  }
}

void add_wording(const State& state, CaseId id, std::size_t index, Ties& ties) {
  std::map<CaseId, std::size_t> bands;
  for (const auto posting : desk::SeriesIndex::postings_of(traits_of(state, id)[index])) {
    const auto& cases = state.series.cases_at(posting);
    if (cases.size() > common_from(state.cases.size())) {
      continue;  // what everybody says
    }
    for (const auto other : cases) {
      bands[other] += other == id ? 0U : 1U;
    }
  }
  for (const auto& [other, shared] : bands) {
    if (shared >= bands_least) {
      ties[other].push_back({TieKind::wording, points_a_band * static_cast<std::int64_t>(shared),
                             shared, std::nullopt, index});
    }
  }
}

bool is_account(const Tie& tie) {
  return tie.kind == TieKind::account || tie.kind == TieKind::path;
}

void put_in_order(std::vector<Tie>& ties) {
  if (std::any_of(ties.begin(), ties.end(), is_account)) {
    std::erase_if(ties, [](const Tie& tie) { return tie.kind == TieKind::card; });
  }
  std::stable_sort(ties.begin(), ties.end(),
                   [](const Tie& one, const Tie& other) { return one.score > other.score; });
}

Ties all_ties(const State& state, CaseId id) {
  Ties ties;
  add_accounts(state, state.cases.at(id), ties);
  const auto& traits = traits_of(state, id);
  for (std::size_t i = 0; i < traits.size(); ++i) {
    if (traits[i].kind == desk::TraitKind::wording) {
      add_wording(state, id, i, ties);
    } else {
      add_trait(state, id, i, ties);
    }
  }
  for (auto& [other, list] : ties) {
    put_in_order(list);
  }
  return ties;
}

std::int64_t sum_of(const std::vector<Tie>& ties) {
  std::int64_t sum = 0;
  for (const auto& tie : ties) {
    sum += tie.score;
  }
  return sum;
}

}  // namespace

std::size_t common_from(std::size_t cases) {
  return std::clamp<std::size_t>(cases / 200, 50, 500);
}

std::int64_t points(TieKind kind, std::size_t holding, std::size_t all) {
  const auto rarity =
      log2_sixteenths(all + unseen_cases) - log2_sixteenths(std::max<std::size_t>(holding, 1));
  return weight_of(kind) * rarity / 16;
}

std::vector<Suggestion> suggestions(const State& state, CaseId id) {
  std::vector<Suggestion> all;
  if (!state.cases.contains(id)) {
    return all;
  }
  const auto own = state.series.members(id);
  for (auto& [other, ties] : all_ties(state, id)) {
    const auto score = sum_of(ties);
    if (score >= suggest_least && !std::binary_search(own.begin(), own.end(), other) &&
        !state.series.is_apart(id, other) && !desk::is_erased(state.cases.at(other))) {
      all.push_back({other, score, std::move(ties)});
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Suggestion& one, const Suggestion& other) {
    return one.score > other.score;
  });
  return all;
}

std::vector<Tie> ties_between(const State& state, CaseId one, CaseId other) {
  auto ties = all_ties(state, one);
  const auto found = ties.find(other);
  return found == ties.end() ? std::vector<Tie>{} : std::move(found->second);
}

const std::vector<desk::Trait>& traits_of(const State& state, CaseId id) {
  static const std::vector<desk::Trait> none;
  const auto found = state.traits.find(id);
  return found == state.traits.end() ? none : found->second;
}

}  // namespace holdfast::core
