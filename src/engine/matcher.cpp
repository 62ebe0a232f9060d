#include "engine/matcher.hpp"

#include <algorithm>

namespace holdfast::engine {

namespace {

constexpr auto memory_error_max =
    std::chrono::hours{24};  // people remember the hour, not the minute

base::Milliseconds distance(base::Instant a, base::Instant b) {
  return a < b ? b - a : a - b;
}

bool fits(const desk::Loss& loss, const fund::Transfer& transfer) {
  return fund::is_payment(transfer.kind) && transfer.payer == loss.payer &&
         transfer.payee == loss.payee && transfer.amount == loss.amount &&
         distance(transfer.time, loss.time) <= memory_error_max;
}

}  // namespace

std::optional<base::Sequence> Matcher::find(const desk::Loss& loss, const World& world,
                                            const std::unordered_set<base::Sequence>& taken) const {
  const auto& graph = world.graph();
  if (!loss.payer || !loss.payee) {
    return std::nullopt;
  }
  std::optional<base::Sequence> best;
  base::Milliseconds best_distance{};
  graph.for_each_of(*loss.payer, graph.snapshot(), [&](base::Sequence sequence) {
    const auto transfer = graph.transfer(sequence);
    if (!fits(loss, transfer) || claimed_.contains(sequence) || taken.contains(sequence)) {
      return;
    }
    const auto away = distance(transfer.time, loss.time);
    const bool same_serial = !loss.serial.empty() && world.texts(sequence).serial == loss.serial;
    if (!best || same_serial || away < best_distance) {
      best = sequence;
      best_distance = same_serial ? base::Milliseconds{-1} : away;
    }
  });
  return best;
}

void Matcher::offer(Turn& turn, base::Sequence sequence) {
  const auto transfer = turn.world.graph().transfer(sequence);
  const auto found = waiting_.find(transfer.payee);
  if (found == waiting_.end() || claimed_.contains(sequence)) {
    return;
  }
  for (const auto& each : found->second) {
    if (fits(each.loss, transfer)) {
      // A copy: `note` takes the entry away while the decision is applied.
      const auto waiting = each;
      turn.decide_own(core::MatchLoss{waiting.case_id, waiting.index, sequence});
      return;
    }
  }
}

void Matcher::wait_for(desk::CaseId case_id, std::size_t index, const desk::Loss& loss) {
  if (loss.matched) {
    claimed_.insert(*loss.matched);
  } else if (loss.payee) {
    waiting_[*loss.payee].push_back({case_id, index, loss});
  } else {
    auto& kept = unnamed_[{case_id, index}] = loss;
    kept.particulars.clear();  // nothing is matched by them, and they may have to be erased
  }
}

void Matcher::note(const core::Event& event) {
  const auto add = [&](desk::CaseId case_id, const std::vector<desk::Loss>& losses) {
    auto& count = losses_of_[case_id];
    for (const auto& loss : losses) {
      wait_for(case_id, count++, loss);
    }
  };
  if (const auto* opened = std::get_if<core::CaseOpened>(&event.body)) {
    add(opened->case_id, opened->losses);
  } else if (const auto* added = std::get_if<core::LossesAdded>(&event.body)) {
    add(added->case_id, added->losses);
  } else if (const auto* named = std::get_if<core::PayeeNamed>(&event.body)) {
    if (auto entry = unnamed_.extract({named->case_id, named->index})) {
      auto& loss = entry.mapped();
      loss.payer = named->payer;
      loss.payee = named->payee;
      loss.serial = named->serial;
      loss.matched = named->matched;
      wait_for(named->case_id, named->index, loss);
    }
  } else if (const auto* matched = std::get_if<core::LossMatched>(&event.body)) {
    claimed_.insert(matched->transfer);
    for (auto entry = waiting_.begin(); entry != waiting_.end();) {
      std::erase_if(entry->second, [&](const Waiting& each) {
        return each.case_id == matched->case_id && each.index == matched->index;
      });
      entry = entry->second.empty() ? waiting_.erase(entry) : std::next(entry);
    }
  }
}

void Matcher::rebuild(const core::State& state) {
  waiting_.clear();
  unnamed_.clear();
  claimed_.clear();
  losses_of_.clear();
  for (const auto& [id, file] : state.cases) {
    losses_of_[id] = file.losses.size();
    for (std::size_t i = 0; i < file.losses.size(); ++i) {
      wait_for(id, i, file.losses[i]);
    }
  }
}

}  // namespace holdfast::engine
