#include "order/clock.hpp"

#include <algorithm>
#include <string_view>

namespace holdfast::order {

namespace {

enum class AtLapse { acts, is_silent };  // silent: the order's own deadline ends it

class Rings {
 public:
  Rings(const Order& order, const law::RuleBook& rules) : order_(order), rules_(rules) {}

  void add(Clock clock, base::Instant due, std::string_view leads_key, AtLapse at_lapse) {
    const auto* leads = rules_.find(leads_key, order_.times.drafted);
    if (leads != nullptr) {
      for (const auto lead : law::leads_of(*leads)) {
        keep({due - lead, clock, due});
      }
    }
    if (at_lapse == AtLapse::acts) {
      keep({due, clock, due});
    }
  }
  void add_term(Clock clock, base::Instant from, std::string_view term_key,
                std::string_view leads_key) {
    if (const auto* term = rules_.find(term_key, order_.times.drafted)) {
      add(clock, law::end_of(*term, from), leads_key, AtLapse::acts);
    }
  }
  std::vector<Ring> take() {
    std::sort(rings_.begin(), rings_.end(), [](const Ring& a, const Ring& b) {
      return a.at != b.at ? a.at < b.at : a.clock < b.clock;
    });
    return std::move(rings_);
  }

 private:
  void keep(Ring ring) {
    const bool rang = std::any_of(order_.rung.begin(), order_.rung.end(), [&](const Rung& each) {
      return each.clock == ring.clock && each.due == ring.due && each.at >= ring.at;
    });
    if (!rang) {
      rings_.push_back(ring);
    }
  }

  const Order& order_;
  const law::RuleBook& rules_;
  std::vector<Ring> rings_;
};

void add_stop(Rings& rings, const Order& order) {
  if (order.family == Family::stop && order.state == State::in_force && order.times.deadline) {
    rings.add(Clock::stop_review, *order.times.deadline, "stop.review.leads", AtLapse::is_silent);
    rings.add(Clock::stop_lapse, *order.times.deadline, "stop.lapse.leads", AtLapse::is_silent);
  }
}

void add_countersign(Rings& rings, const Order& order) {
  const bool came_to_nothing = order.state == State::rejected || order.state == State::refused ||
                               order.state == State::failed;
  if (is_pressed(order.family) && order.times.approved && !order.countersigned &&
      !came_to_nothing) {
    rings.add_term(Clock::countersign, *order.times.approved, "countersign.term",
                   "countersign.leads");
  }
}

void add_freeze(Rings& rings, const Order& order) {
  const bool stands = order.state == State::in_force || order.state == State::queued;
  if (order.family != Family::freeze || !order.freeze || !stands) {
    return;
  }
  const auto& freeze = *order.freeze;
  if (order.state == State::in_force && order.times.deadline) {
    rings.add(Clock::freeze_lapse, *order.times.deadline, "freeze.lapse.leads", AtLapse::is_silent);
  }
  if (freeze.release_by) {
    rings.add(Clock::release, *freeze.release_by, "freeze.release.leads", AtLapse::acts);
    return;  // it will be lifted: nobody renews or screens it
  }
  if (order.state == State::in_force && freeze.renew_by) {
    rings.add(Clock::renewal, *freeze.renew_by, "freeze.renewal.leads", AtLapse::acts);
  }
  if (order.state == State::in_force && freeze.screen_by && !freeze.screening) {
    rings.add(Clock::screening, *freeze.screen_by, "freeze.screen.leads", AtLapse::acts);
  }
}

/// Nobody is told by a task: the order joins what has not arrived, or what owes an answer.
void add_delivery(Rings& rings, const Order& order) {
  const bool on_its_way = order.state == State::approved || order.state == State::sent;
  if (on_its_way && order.times.approved) {
    const auto begins = order.handling.anew.value_or(*order.times.approved);
    rings.add_term(Clock::delivery, begins,
                   order.handling.by_hand ? "delivery.unheard.by_hand" : "delivery.unheard", {});
  }
  if (order.state == State::acknowledged && order.times.acknowledged) {
    const auto acknowledged = *order.times.acknowledged;
    const auto begins = std::max(acknowledged, order.handling.anew.value_or(acknowledged));
    rings.add_term(Clock::feedback, begins, "delivery.feedback", {});
  }
}

void add_papers(Rings& rings, const Order& order) {
  if (order.approval && order.approval->papers_due && is_live(order) &&
      !is_complete(*order.approval)) {
    rings.add(Clock::papers, *order.approval->papers_due, "papers.leads", AtLapse::acts);
  }
}

/// A protective stop and a restriction end by themselves; somebody is told before they do.
void add_end(Rings& rings, const Order& order) {
  if (order.state != State::in_force || !order.times.deadline) {
    return;
  }
  if (order.family == Family::protective_stop) {
    rings.add(Clock::protection, *order.times.deadline, "protect.leads", AtLapse::is_silent);
  } else if (is_restriction(order.family)) {
    rings.add(Clock::restriction, *order.times.deadline, "restrict.leads", AtLapse::is_silent);
  }
}

/// A recording does not wait for signatures: its clock runs from the draft.
void add_evidence(Rings& rings, const Order& order, const law::RuleBook& rules) {
  if (order.family != Family::evidence_request || !is_live(order) || !order.evidence) {
    return;
  }
  if (const auto& gone = order.evidence->overwrites_at) {
    rings.add(Clock::overwriting, *gone, "evidence.overwriting.leads", AtLapse::acts);
  }
  if (const auto due = due_of(order, rules)) {
    rings.add(Clock::evidence, *due, "evidence.leads", AtLapse::acts);
  }
}

void add_return(Rings& rings, const Order& order, const law::RuleBook& rules) {
  if (order.family == Family::fund_return && awaits_partner(order)) {
    if (const auto due = due_of(order, rules)) {
      rings.add(Clock::fund_return, *due, "return.leads", AtLapse::acts);
    }
  }
}

/// The holder is answered whatever became of the measure meanwhile.
void add_objection(Rings& rings, const Order& order) {
  if (order.objection_due) {
    rings.add(Clock::objection, *order.objection_due, "objection.leads", AtLapse::acts);
  }
}

}  // namespace

std::optional<base::Instant> due_of(const Order& order, const law::RuleBook& rules) {
  const bool is_return = order.family == Family::fund_return;
  if ((!is_return && order.family != Family::evidence_request) || !order.times.approved) {
    return std::nullopt;
  }
  const auto* term = rules.find(is_return ? "return.term" : "evidence.term", order.times.drafted);
  return term == nullptr ? std::nullopt : std::optional{rules.end_of(*term, *order.times.approved)};
}

std::vector<Ring> rings_of(const Order& order, const law::RuleBook& rules) {
  Rings rings{order, rules};
  add_stop(rings, order);
  add_countersign(rings, order);
  add_freeze(rings, order);
  add_papers(rings, order);
  add_delivery(rings, order);
  add_objection(rings, order);
  add_end(rings, order);
  add_evidence(rings, order, rules);
  add_return(rings, order, rules);
  return rings.take();
}

}  // namespace holdfast::order
