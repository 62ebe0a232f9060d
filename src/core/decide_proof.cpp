// What proves how good a version is: accounts that it flagged, and what became of payments that it
// had stopped. Both are kept for `screening.proof_kept`, and no more of either than
// `screening.proof_max`.
//
// Refusals of what became of a payment: it was not stopped, is another's or too long ago; the note.
#include <algorithm>
#include <fmt/core.h>
#include <set>

#include "core/outcome.hpp"
#include "core/screening.hpp"

namespace holdfast::core {

namespace {

constexpr std::size_t flagged_max = 1'000;  // in one command
constexpr std::size_t pattern_bytes_max = 128;
constexpr std::size_t note_bytes_max = 600;
constexpr std::int64_t score_max = 1'000'000;
/// Forgotten a day's worth at a time: not with every tick.
constexpr auto slack = std::chrono::days{1};

/// From when on there would be at most `most` of them left, once there are a tenth more than that.
template <typename All, typename At>
std::optional<base::Instant> cut_at(const All& all, std::size_t most, At at) {
  if (all.size() <= most + most / 10) {
    return std::nullopt;
  }
  auto first = all.begin();
  std::advance(first, static_cast<std::ptrdiff_t>(all.size() - most));
  return at(*first);
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const NoteFlagged& body) {
  if (body.flagged.size() > flagged_max) {
    return base::Error{base::ErrorCode::too_large,
                       fmt::format("at most {} accounts at once", flagged_max), "/flagged"};
  }
  AccountsFlagged event;
  std::set<std::pair<desk::ScoringId, base::AccountId>> fresh;
  for (auto each : body.flagged) {
    if (!out.state.screening.scorings.contains(each.scoring)) {
      return refuse(base::ErrorCode::not_found,
                    fmt::format("no version {}", desk::to_text(each.scoring)));
    }
    const std::pair key{each.scoring, each.account};
    if (out.state.flagged_by.contains(key) || !fresh.insert(key).second) {
      continue;
    }
    each.score = std::clamp(each.score, std::int64_t{0}, score_max);
    each.pattern.resize(std::min(each.pattern.size(), pattern_bytes_max));
    each.at = out.at;
    event.flagged.push_back(std::move(each));
  }
  if (!event.flagged.empty()) {
    out.add(std::move(event));
  }
  return {};
}

base::Result<void> decide_one(Outcome& out, const EndStoppedPayment& body) {
  const auto id =
      body.screening ? body.screening : stopped_under(out.state, body.institution, body.payment);
  const auto* stopped = id ? find_stopped(out.state, body.institution, *id) : nullptr;
  if (stopped == nullptr || (!body.payment.empty() && stopped->payment != body.payment)) {
    return refuse(base::ErrorCode::not_found, "no payment of yours was stopped under this number");
  }
  if (body.note.size() > note_bytes_max) {
    return base::Error{base::ErrorCode::too_large,
                       fmt::format("备注不超过 {} 字节", note_bytes_max), "/note"};
  }
  out.answer.id = desk::to_text(*id);
  if (stopped->ended && stopped->ended->how == body.how && stopped->ended->note == body.note) {
    return {};  // told before
  }
  out.add(StoppedPaymentEnded{*id, {body.how, body.note, out.command.actor, out.at}});
  return {};
}

void forget_proof(Outcome& out) {
  const auto* kept = out.state.rules.find("screening.proof_kept", out.at);
  if (kept == nullptr) {
    return;  // a pack from before anything was proven
  }
  const auto& all = out.state.screening;
  const auto most = static_cast<std::size_t>(out.rule("screening.proof_max").number);
  const auto horizon = out.at - law::term_of(*kept);
  const bool is_old = (!all.stopped.empty() && all.stopped.begin()->second.at < horizon - slack) ||
                      (!all.flagged.empty() && all.flagged.front().at < horizon - slack);
  auto before = is_old ? std::optional{horizon} : std::nullopt;
  for (const auto& cut :
       {cut_at(all.stopped, most, [](const auto& each) { return each.second.at; }),
        cut_at(all.flagged, most, [](const auto& each) { return each.at; })}) {
    before = cut ? std::max(before.value_or(*cut), *cut) : before;
  }
  if (before) {
    out.add(ProofForgotten{*before});
  }
}

}  // namespace holdfast::core
