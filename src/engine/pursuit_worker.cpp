#include "engine/pursuit_worker.hpp"

#include <algorithm>
#include <set>

#include "base/log.hpp"
#include "base/thread_name.hpp"
#include "engine/turn.hpp"

namespace holdfast::engine {

namespace {

desk::ExitKind exit_kind(fund::Kind kind) {
  switch (kind) {
    case fund::Kind::cash:
      return desk::ExitKind::cash;
    case fund::Kind::merchant:
      return desk::ExitKind::merchant;
    case fund::Kind::overseas:
      return desk::ExitKind::overseas;
    case fund::Kind::crypto:
      return desk::ExitKind::crypto;
    case fund::Kind::transfer:
    case fund::Kind::balance:
    case fund::Kind::opening:
      break;
  }
  return desk::ExitKind::none;
}

/// The case whose seeds an event may have changed.
std::optional<desk::CaseId> reseeded(const core::EventBody& body) {
  if (const auto* opened = std::get_if<core::CaseOpened>(&body)) {
    return opened->case_id;
  }
  if (const auto* added = std::get_if<core::LossesAdded>(&body)) {
    return added->case_id;
  }
  if (const auto* matched = std::get_if<core::LossMatched>(&body)) {
    return matched->case_id;
  }
  if (const auto* named = std::get_if<core::PayeeNamed>(&body)) {
    return named->case_id;
  }
  if (const auto* closed = std::get_if<core::CaseClosed>(&body)) {
    return closed->case_id;
  }
  if (const auto* reopened = std::get_if<core::CaseReopened>(&body)) {
    return reopened->case_id;
  }
  // What was not to be filed is: it is pursued again.
  if (const auto* filed = std::get_if<core::CaseFiled>(&body)) {
    return filed->case_id;
  }
  if (const auto* ruled = std::get_if<core::AppealRuled>(&body)) {
    return ruled->case_id;
  }
  return std::nullopt;
}

/// What was told of an account that the pursuit no longer reaches, taken back.
desk::Need taken_back(desk::Need need) {
  need.due = need.low = need.high = need.received = base::Fen{};
  return need;
}

trace::PursuitId pursuit_of(desk::CaseId id) {
  return trace::PursuitId{id.value()};
}
desk::CaseId case_of(trace::PursuitId id) {
  return desk::CaseId{id.value()};
}

}  // namespace

PursuitWorker::PursuitWorker(const World& world, Inbox& inbox) : world_(world), inbox_(inbox) {
  thread_ = std::thread{[this] {
    base::name_thread("pursuit");
    run();
  }};
}

PursuitWorker::~PursuitWorker() {
  {
    const std::scoped_lock held{lock_};
    stopping_ = true;
  }
  arrived_.notify_all();
  thread_.join();
}

PursuitWorker::CaseSeeds PursuitWorker::seeds_of(const core::State& state,
                                                 const desk::CaseFile& file) {
  CaseSeeds seeds;
  seeds.is_closed = file.closed.has_value();
  if (file.resumed) {
    for (const auto& [account, need] : file.needs) {
      if (need.due.is_positive() || need.received.is_positive()) {
        seeds.told_before.push_back(need);
      }
    }
  }
  std::set<base::Sequence> named;
  for (const auto& loss : file.losses) {
    if (loss.matched && named.insert(*loss.matched).second) {
      seeds.seeds.push_back({*loss.matched, loss.amount});
    }
  }
  seeds.limits.min_amount =
      base::Fen{state.rules.at("pursuit.min_amount", file.reported_at).number};
  seeds.limits.hops =
      static_cast<std::uint32_t>(state.rules.at("pursuit.hops_max", file.reported_at).number);
  seeds.limits.still = law::term_of(state.rules.at("pursuit.still_days", file.reported_at));
  return seeds;
}

void PursuitWorker::note(const std::vector<core::Event>& events, const core::State& state,
                         fund::Snapshot durable) {
  std::set<desk::CaseId> cases;
  for (const auto& event : events) {
    if (const auto id = reseeded(event.body)) {
      cases.insert(*id);
    }
  }
  {
    const std::scoped_lock held{lock_};
    if (cases.empty() && durable == durable_) {
      return;
    }
    for (const auto id : cases) {
      changed_[id] = seeds_of(state, state.cases.at(id));
    }
    durable_ = durable;
  }
  arrived_.notify_one();
}

void PursuitWorker::refill(const core::State& state, fund::Snapshot durable) {
  {
    const std::scoped_lock held{lock_};
    for (const auto& [id, file] : state.cases) {
      if (!file.closed) {
        changed_[id] = seeds_of(state, file);
      }
    }
    durable_ = durable;
  }
  arrived_.notify_one();
}

fund::Snapshot PursuitWorker::as_of() const {
  const std::scoped_lock held{lock_};
  return as_of_;
}

void PursuitWorker::run() {
  for (;;) {
    std::map<desk::CaseId, CaseSeeds> changed;
    fund::Snapshot durable;
    {
      std::unique_lock held{lock_};
      arrived_.wait(held, [&] { return stopping_ || !changed_.empty() || as_of_ != durable_; });
      if (stopping_) {
        return;
      }
      changed.swap(changed_);
      durable = durable_;
    }
    for (auto& news : set_.advance(world_.graph(), durable)) {
      if (news.needs) {
        tell(case_of(news.pursuit), *news.needs);
      } else {
        quarantine(case_of(news.pursuit), news.needs.error());
      }
    }
    for (const auto& [id, seeds] : changed) {
      if (seeds.is_closed) {
        set_.remove(pursuit_of(id));
      } else if (!seeds.seeds.empty()) {
        start_case(id, seeds, durable);
      }
    }
    const std::scoped_lock held{lock_};
    as_of_ = durable;
  }
}

void PursuitWorker::start_case(desk::CaseId id, const CaseSeeds& seeds, fund::Snapshot durable) {
  auto pursuit = trace::Pursuit::start(world_.graph(), durable, seeds.seeds, seeds.limits);
  if (!pursuit) {
    quarantine(id, pursuit.error());
    return;
  }
  // A case that gets a further loss starts over with all its seeds: what the old pursuit told of
  // accounts that the new one does not reach must be taken back.
  std::vector<trace::Need> gone;
  if (const auto* before = set_.find(pursuit_of(id))) {
    for (auto need : before->needs(world_.graph())) {
      need.amount = need.exited = need.unfollowed = need.unseen = base::Fen{};
      gone.push_back(need);
    }
  }
  auto needs = set_.add(world_.graph(), pursuit_of(id), std::move(*pursuit));
  if (!needs) {
    quarantine(id, needs.error());
    return;
  }
  for (const auto& need : gone) {
    const auto same = [&](const trace::Need& each) { return each.account == need.account; };
    if (std::none_of(needs->begin(), needs->end(), same)) {
      needs->push_back(need);
    }
  }
  tell(id, *needs, seeds.told_before);
}

void PursuitWorker::tell(desk::CaseId id, const std::vector<trace::Need>& changed,
                         const std::vector<desk::Need>& told_before) {
  core::MovePursuit move;
  move.case_id = id;
  move.standing = standing_of(*set_.find(pursuit_of(id)));
  move.needs.reserve(changed.size());
  std::vector<core::AskAboutGap> gaps;
  for (const auto& need : changed) {
    if (need.account == trace::unseen_account) {
      continue;  // what a bank's balance showed to be gone: no account to act on
    }
    move.needs.push_back(describe(need));
    gaps.push_back(
        {id, need.account, need.unseen, need.unseen_by, world_.graph().time_of(need.unseen_by)});
  }
  std::set<base::AccountId> reached;
  for (const auto& need : move.needs) {
    reached.insert(need.account);
  }
  for (const auto& before : told_before) {
    if (!reached.contains(before.account)) {
      move.needs.push_back(taken_back(before));
    }
  }
  inbox_.push_always([move = std::move(move), gaps = std::move(gaps)](Turn& turn) {
    turn.decide_own(move);
    turn.gaps.insert(turn.gaps.end(), gaps.begin(), gaps.end());
  });
}

void PursuitWorker::quarantine(desk::CaseId id, const base::Error& error) {
  base::log_error("pursuit of {} quarantined: {}", order::to_text(id), error.message);
  inbox_.push_always([id, why = error.message](Turn& turn) {
    turn.decide_own(core::QuarantinePursuit{id, why});
  });
}

desk::Need PursuitWorker::describe(const trace::Need& need) const {
  const auto facts = world_.facts(need.account);
  const auto transfer = world_.graph().transfer(need.justification);
  desk::Need told;
  told.account = need.account;
  told.institution = facts.institution;
  told.name_known = !facts.name.empty();
  told.tier = static_cast<int>(need.tier);
  told.known_balance = need.known_balance;
  told.received = need.amount;
  told.high = need.amount;
  told.low = need.least;
  told.due = std::min(need.known_balance, need.amount - need.exited - need.unfollowed);
  told.exit = need.exit ? exit_kind(need.exit_kind) : desk::ExitKind::none;
  told.justification = {need.justification, transfer.payer, transfer.amount, transfer.time,
                        std::string{world_.texts(need.justification).serial}};
  return told;
}

desk::Standing PursuitWorker::standing_of(const trace::Pursuit& pursuit) const {
  desk::Standing standing;
  standing.as_of = base::Sequence{pursuit.as_of().value()};
  standing.tainted = pursuit.stolen();
  for (const auto& need : pursuit.needs(world_.graph())) {
    if (need.amount.is_zero()) {
      continue;
    }
    if (need.account == trace::unseen_account) {
      standing.unfollowed += need.amount;
      continue;
    }
    standing.exited += need.exited;
    standing.unfollowed += need.unfollowed;
    standing.tiers = std::max(standing.tiers, static_cast<int>(need.tier));
    ++standing.accounts;
  }
  return standing;
}

}  // namespace holdfast::engine
