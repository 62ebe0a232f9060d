// Accounts that the live watch flags, by how sure it is, and the ring that one of them belongs to.
#include <boost/json.hpp>
#include <map>

#include "api/reads.hpp"
#include "api/routes.hpp"
#include "screen/ring.hpp"
#include "screen/screener.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t findings_max = 200;

json::array reasons_json(const std::vector<warn::Reason>& reasons) {
  json::array list;
  for (const auto& reason : reasons) {
    list.push_back(json::object{{"code", reason.code}, {"text", reason.words}});
  }
  return list;
}

json::object finding_json(const Call& call, const core::Routing& routing, const warn::Flag& flag,
                          const std::vector<desk::CaseId>& cases) {
  const auto& world = call.engine().world();
  json::array case_ids;
  for (const auto id : cases) {
    case_ids.emplace_back(order::to_text(id));
  }
  const auto balance = world.graph().known_balance(flag.account, call.engine().durable());
  return {{"account", account_label(world, routing, flag.account)},
          {"score_millionths", static_cast<std::int64_t>(flag.latest.score * 1e6)},
          {"pattern",
           flag.latest.pattern.empty() ? json::value(nullptr) : json::value(flag.latest.pattern)},
          {"since", base::format_instant(flag.since)},
          {"reasons", reasons_json(flag.latest.reasons)},
          {"first_reasons", reasons_json(flag.first.reasons)},
          {"balance_fen", balance.value()},
          {"cases", std::move(case_ids)}};
}

base::Result<std::shared_ptr<screen::Follower>> watch_of(const Call& call) {
  const auto& screener = call.service.options.screener;
  auto follower = screener == nullptr ? nullptr : screener->active();
  if (follower == nullptr || !follower->is_ready()) {
    return base::Error{base::ErrorCode::unavailable,
                       "the watch has not caught up with the feeds yet; try again in a moment"};
  }
  return follower;
}

Answer answer(const Call& call, const std::vector<warn::Flag>& flags, json::object more) {
  core::Routing routing;
  std::map<base::AccountId, std::vector<desk::CaseId>> cases;
  call.engine().read([&](const core::State& state) {
    routing = state.routing;
    for (const auto& flag : flags) {
      if (const auto found = state.cases_of.find(flag.account); found != state.cases_of.end()) {
        cases[flag.account] = found->second;
      }
    }
  });
  json::array items;
  for (const auto& flag : flags) {
    items.push_back(finding_json(call, routing, flag, cases[flag.account]));
  }
  more["items"] = std::move(items);
  more["seq"] = call.engine().seq();
  return net::json_response(200, json::serialize(more));
}

}  // namespace

Answer findings(const Call& call) {
  const auto watch = watch_of(call);
  if (!watch) {
    return watch.error();
  }
  auto flags = (*watch)->flags(findings_max);
  if (const auto pattern = call.query("pattern"); !pattern.empty()) {
    std::erase_if(flags, [&](const warn::Flag& flag) { return flag.latest.pattern != pattern; });
  }
  const auto standing = (*watch)->standing();
  return answer(call, flags, {{"flagged", standing.flagged}, {"behind", standing.behind}});
}

Answer finding_ring(const Call& call) {
  const auto watch = watch_of(call);
  if (!watch) {
    return watch.error();
  }
  const auto seed = read_account(call.engine().world(), call.request.param("account"));
  if (!seed) {
    return seed.error();
  }
  const auto ring = screen::grow_ring(call.engine().world().graph(), call.engine().durable(), *seed,
                                      (*watch)->flagged());
  std::vector<warn::Flag> members;
  for (const auto account : ring.members) {
    if (const auto flag = (*watch)->flag_of(account)) {
      members.push_back(*flag);
    }
  }
  json::array bonds;
  for (const auto& bond : ring.bonds) {
    bonds.push_back(json::object{{"from", "A" + std::to_string(bond.from.value())},
                                 {"to", "A" + std::to_string(bond.to.value())},
                                 {"shared", bond.shared},
                                 {"direct", bond.direct}});
  }
  return answer(call, members,
                {{"seed", "A" + std::to_string(seed->value())}, {"bonds", std::move(bonds)}});
}

}  // namespace holdfast::api
