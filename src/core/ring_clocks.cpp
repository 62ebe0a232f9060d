// What happens when a clock rings. Before it lapses a person is told, by a task with the clock's
// own deadline; when it lapses, what the law lays down happens: a freeze or stop ends by itself
// (decide_house.cpp), a missing paper or an overdue release lifts the freeze, an unanswered
// screening goes to a head, a missing second signature to the unit's.
#include <fmt/core.h>

#include "core/drafting.hpp"
#include "core/freezes.hpp"
#include "core/handovers.hpp"
#include "order/clock.hpp"

namespace holdfast::core {

namespace {

using order::Clock;
using order::Order;
using order::Ring;

enum class About { the_order, the_case };

void open(Outcome& out, const Order& order, desk::TaskKind kind, base::Instant due,
          std::string_view article_rule, About about, order::Duty duty = order::Duty::none) {
  desk::Task task;
  task.kind = kind;
  task.due = due;
  task.article = out.rule(article_rule).article;
  task.duty = duty;
  if (about == About::the_order) {
    task.account = order.mark ? std::nullopt : std::optional{order.account};
    task.amount = order.amount.value_or(base::Fen{});
    task.order = order.id;
  }
  const bool is_renewal =
      kind == desk::TaskKind::renew_freeze || kind == desk::TaskKind::freeze_lapsing;
  if (is_renewal) {
    const auto keeper = keeper_of(out.state, order);
    task.owner = keeper.owner;
  }
  open_task(out, out.state.cases.at(order.case_id), std::move(task));
}

bool renewal_is_under_way(const Outcome& out, const Order& freeze) {
  const auto& ids = out.state.orders_of.at(freeze.account);
  return std::any_of(ids.begin(), ids.end(), [&](order::OrderId id) {
    const auto& other = out.state.orders.at(id);
    return other.family == order::Family::freeze_renewal && other.target == freeze.id &&
           order::is_live(other);
  });
}

void ring_papers(Outcome& out, const Order& order, const Ring& ring) {
  if (!ring.is_lapse()) {
    open(out, order, desk::TaskKind::papers, ring.due, "papers.term", About::the_order);
    return;
  }
  // One that the partner has not executed yet is lifted as soon as it says that it did.
  if (order::is_restriction(order.family)) {
    if (order.state == order::State::in_force) {
      end_at_once(out, order, {order::AuthorityKind::rule, "engine", out.at, {}},
                  "后补手续逾期未补齐");
    }
    return;
  }
  if (order.state == order::State::in_force || order.state == order::State::queued) {
    release_by_rule(out, order, "后补手续逾期未补齐", out.rule("papers.term").article);
  }
}

void ring_renewal(Outcome& out, const Order& order, const Ring& ring) {
  if (renewal_is_under_way(out, order)) {
    return;
  }
  if (ring.is_lapse()) {
    open(out, order, desk::TaskKind::freeze_lapsing, *order.times.deadline, "freeze.renewal",
         About::the_order);
  } else {
    open(out, order, desk::TaskKind::renew_freeze, ring.due, "freeze.renewal.ahead",
         About::the_order);
  }
}

void ring_screening(Outcome& out, const Order& order, const Ring& ring) {
  const auto* rule = binds_whole(order) ? "freeze.screen.whole" : "freeze.screen.other";
  if (ring.is_lapse()) {
    finish_tasks(out, order.case_id, {desk::TaskKind::screen_freeze}, order.id, "甄别期限届满");
    open(out, order, desk::TaskKind::screening_lapsed,
         law::end_of(out.rule("freeze.release.unrelated"), out.at), rule, About::the_order,
         order::Duty::district_head);
  } else {
    open(out, order, desk::TaskKind::screen_freeze, ring.due, rule, About::the_order);
  }
}

void ring_release(Outcome& out, const Order& order, const Ring& ring) {
  if (ring.is_lapse()) {
    release_by_rule(out, order, "甄别为与案件无关，三日内未解除",
                    out.rule("freeze.release.unrelated").article);
  } else {
    open(out, order, desk::TaskKind::release_unrelated, ring.due, "freeze.release.unrelated",
         About::the_order);
  }
}

void ring_objection(Outcome& out, const Order& order, const Ring& ring) {
  if (ring.is_lapse()) {
    open(out, order, desk::TaskKind::objection_overdue,
         law::end_of(out.rule("objection.urgent.term"), out.at), "objection.term", About::the_order,
         order::Duty::unit_head);
  } else {
    open(out, order, desk::TaskKind::answer_objection, ring.due, "objection.term",
         About::the_order);
  }
}

void ring_evidence(Outcome& out, const Order& order, const Ring& ring) {
  if (ring.clock == Clock::overwriting) {
    open(out, order, desk::TaskKind::recording_at_risk, ring.due, "evidence.overwriting.leads",
         About::the_order, ring.is_lapse() ? order::Duty::unit_head : order::Duty::none);
  } else if (ring.is_lapse()) {
    open(out, order, desk::TaskKind::evidence_overdue, ring.due, "evidence.term", About::the_order,
         order::Duty::unit_head);
  } else {
    open(out, order, desk::TaskKind::evidence_due, ring.due, "evidence.term", About::the_order);
  }
}

void ring_return(Outcome& out, const Order& order, const Ring& ring) {
  open(out, order, ring.is_lapse() ? desk::TaskKind::return_overdue : desk::TaskKind::return_due,
       ring.due, "return.term", About::the_order,
       ring.is_lapse() ? order::Duty::unit_head : order::Duty::none);
}

void ring(Outcome& out, const Order& order, const Ring& ring) {
  const auto& file = out.state.cases.at(order.case_id);
  const bool followed = desk::is_pursued(file);
  switch (ring.clock) {
    case Clock::stop_review:
      if (followed && !file.truth && !file.filed) {
        open(out, order, desk::TaskKind::stop_review, ring.due, "stop.review", About::the_case);
      }
      return;
    case Clock::stop_lapse:
      if (followed) {
        open(out, order, desk::TaskKind::stop_lapsing, ring.due, "stop.term", About::the_case);
      }
      return;
    case Clock::countersign:
      if (followed && ring.is_lapse()) {
        open(out, order, desk::TaskKind::countersign_overdue, ring.due, "countersign.term",
             About::the_case, order::Duty::unit_head);
      } else if (followed) {
        open(out, order, desk::TaskKind::countersign, ring.due, "countersign.term",
             About::the_case);
      }
      return;
    case Clock::papers:
      return ring_papers(out, order, ring);
    case Clock::renewal:
      return ring_renewal(out, order, ring);
    case Clock::freeze_lapse:
      if (!renewal_is_under_way(out, order)) {
        open(out, order, desk::TaskKind::freeze_lapsing, ring.due, "freeze.renewal",
             About::the_order);
      }
      return;
    case Clock::screening:
      return ring_screening(out, order, ring);
    case Clock::release:
      return ring_release(out, order, ring);
    case Clock::delivery:
    case Clock::feedback:
      return;  // the ringing itself puts the order on its list
    case Clock::objection:
      return ring_objection(out, order, ring);
    case Clock::protection:
      return open(out, order, desk::TaskKind::protection_lapsing, ring.due, "protect.term",
                  About::the_order);
    case Clock::evidence:
    case Clock::overwriting:
      return ring_evidence(out, order, ring);
    case Clock::fund_return:
      return ring_return(out, order, ring);
    case Clock::restriction:
      return open(out, order, desk::TaskKind::restriction_lapsing, ring.due, "restrict.term",
                  About::the_order);
  }
}

}  // namespace

void ring_clocks(Outcome& out) {
  for (const auto& [at, ids] : out.state.rings) {
    if (at > out.at) {
      break;
    }
    for (const auto id : ids) {
      const auto& order = out.state.orders.at(id);
      const bool is_over = out.ended_now.contains(id);
      // Of the rings that are past, the last of each clock is told.
      std::map<Clock, Ring> last;
      for (const auto& each : order::rings_of(order, out.state.rules)) {
        // A stop that stood until just now is only still to be signed for.
        const bool counts =
            !is_over || (each.clock == Clock::countersign && order.state == order::State::in_force);
        if (each.at <= out.at && counts) {
          last[each.clock] = each;
        }
      }
      for (const auto& [clock, each] : last) {
        out.add(ClockRung{id, {clock, each.due, each.at}});
        ring(out, order, each);
      }
    }
  }
}

}  // namespace holdfast::core
