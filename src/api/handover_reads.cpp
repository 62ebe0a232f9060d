// Hand-overs as both sides see them, and what may go into the next one.
#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "api/handover_json.hpp"
#include "api/handover_routes.hpp"
#include "api/reads.hpp"
#include "core/handovers.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

using desk::Handover;
using order::Order;

constexpr std::size_t listed_max = 500;

void add_accounts(const Call& call, json::array& freezes,
                  const std::vector<base::AccountId>& accounts, const core::Routing& routing) {
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    freezes[i].as_object()["account"] = account_label(call.engine().world(), routing, accounts[i]);
  }
}

/// What may go into a hand-over that the caller draws up.
struct Ready {
  json::object doc;
  std::vector<base::AccountId> accounts;
  core::Routing routing;
};

/// All that the caller's organ was given of the case; the centre has all of it.
struct Given {
  bool is_all = false;
  std::set<order::OrderId> orders;
  std::set<order::PaperId> papers;
};

Given given_to(const core::State& state, desk::CaseId case_id, const Identity& who) {
  Given given;
  given.is_all = !core::is_of_justice(who.role);
  for (const auto id : core::handovers_of(state, case_id)) {
    const auto& handover = state.handovers.at(id);
    if (handover.receipt && core::is_of_receiver(state, handover, who.name)) {
      given.orders.insert(handover.freezes.begin(), handover.freezes.end());
      given.orders.insert(handover.evidence.begin(), handover.evidence.end());
      given.papers.insert(handover.papers.begin(), handover.papers.end());
    }
  }
  return given;
}

bool is_on_its_way(const core::State& state, const Order& freeze) {
  return std::ranges::any_of(core::handovers_of(state, freeze.case_id), [&](desk::HandoverId id) {
    const auto& handover = state.handovers.at(id);
    return desk::is_open(handover) && desk::names(handover, freeze.id);
  });
}

json::array organs_of(const core::State& state, core::Role role) {
  std::set<std::string> names;
  for (const auto& [name, user] : state.users) {
    if (user.role == role && !user.disabled) {
      names.insert(user.institution);
    }
  }
  json::array list;
  for (const auto& name : names) {
    list.push_back(json::value(name));
  }
  return list;
}

Ready ready_of(const core::State& state, const desk::CaseFile& file, const Identity& who,
               base::Instant now) {
  Ready ready{{}, {}, state.routing};
  const auto given = given_to(state, file.id, who);
  const auto organ = core::organ_of(state, who.name);
  json::array freezes;
  json::array evidence;
  json::array papers;
  for (const auto id : file.orders) {
    const auto& order = state.orders.at(id);
    if (!given.is_all && !given.orders.contains(id)) {
      continue;
    }
    if (order.family == order::Family::freeze && stands(order) && !is_on_its_way(state, order)) {
      const auto keeper = core::keeper_of(state, order);
      if (keeper.organ == organ &&
          (organ == desk::Organ::police || keeper.name == who.institution)) {
        freezes.push_back(handed_freeze(state, order, now));
        ready.accounts.push_back(order.account);
      }
    } else if (order.family == order::Family::evidence_request &&
               order.state == order::State::answered) {
      evidence.push_back(handed_evidence(order));
    }
  }
  for (const auto& [id, paper] : state.papers) {
    if (paper.case_id == file.id && (given.is_all || given.papers.contains(id))) {
      papers.push_back(handed_paper(paper));
    }
  }
  ready.doc = {{"freezes", std::move(freezes)},
               {"evidence", std::move(evidence)},
               {"papers", std::move(papers)},
               {"procuratorates", organs_of(state, core::Role::procurator)},
               {"courts", organs_of(state, core::Role::court)}};
  return ready;
}

/// Those that the caller may see, the newest first.
template <typename Wanted>
json::array summaries(const core::State& state, const Identity& who, base::Instant now,
                      const Wanted& wanted) {
  json::array items;
  for (auto it = state.handovers.rbegin();
       it != state.handovers.rend() && items.size() < listed_max; ++it) {
    if (may_see(who, it->second) && wanted(it->second)) {
      items.push_back(handover_summary(state, it->second, who, now));
    }
  }
  return items;
}

}  // namespace

bool may_see(const Identity& who, const Handover& handover) {
  if (!core::is_of_justice(who.role)) {
    return true;
  }
  const auto organ =
      who.role == core::Role::procurator ? desk::Organ::procuratorate : desk::Organ::court;
  const bool is_sender = desk::from_of(handover.kind) == organ && handover.from == who.institution;
  const bool is_receiver = desk::to_of(handover.kind) == organ && handover.to == who.institution;
  return is_sender || (is_receiver && handover.sent_at);
}

Answer list_handovers(const Call& call) {
  const auto state_wanted = call.query("state");
  const auto now = call.engine().now();
  json::array items;
  call.engine().read([&](const core::State& state) {
    items = summaries(state, call.who, now, [&](const Handover& handover) {
      return state_wanted.empty() ||
             boost::describe::enum_to_string(handover.state, "") == state_wanted;
    });
  });
  return tagged(call, json::serialize(json::object{{"items", std::move(items)}}));
}

Answer case_handovers(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  if (!id) {
    return id.error();
  }
  const auto now = call.engine().now();
  json::array items;
  std::optional<Ready> ready;
  call.engine().read([&](const core::State& state) {
    const auto file = state.cases.find(*id);
    if (file == state.cases.end()) {
      return;
    }
    items = summaries(state, call.who, now,
                      [&](const Handover& handover) { return handover.case_id == *id; });
    if (!items.empty() || !core::is_of_justice(call.who.role)) {
      ready = ready_of(state, file->second, call.who, now);
    }
  });
  if (!ready) {
    return base::Error{base::ErrorCode::not_found, "no such case"};
  }
  add_accounts(call, ready->doc["freezes"].as_array(), ready->accounts, ready->routing);
  return tagged(call, json::serialize(json::object{{"items", std::move(items)},
                                                   {"ready", std::move(ready->doc)}}));
}

Answer one_handover(const Call& call) {
  const auto id = read_handover(call.request.param("id"));
  if (!id) {
    return id.error();
  }
  const auto now = call.engine().now();
  std::optional<HandoverSeen> seen;
  call.engine().read([&](const core::State& state) {
    const auto found = state.handovers.find(*id);
    if (found != state.handovers.end() && may_see(call.who, found->second)) {
      seen = seen_of(state, found->second, call.who, now);
    }
  });
  if (!seen) {
    return base::Error{base::ErrorCode::not_found, "no such hand-over"};
  }
  add_accounts(call, (*seen->doc)["freezes"].as_array(), seen->accounts, seen->routing);
  return tagged(call, json::serialize(*seen->doc));
}

}  // namespace holdfast::api
