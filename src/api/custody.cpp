// 款项: where every fen of a case's loss is, how it came there, and what the banks say of it.
#include <boost/json.hpp>
#include <fmt/core.h>

#include "api/reads.hpp"
#include "api/routes.hpp"
#include "base/calendar.hpp"
#include "core/custody_of.hpp"
#include "engine/json_values.hpp"
#include "engine/views.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

using custody::Place;

template <typename Enum>
std::string name_of(Enum value) {
  return boost::describe::enum_to_string(value, "");
}

struct Seen {
  core::Custody custody;
  base::Fen loss;
  core::Routing routing;
  std::map<order::OrderId, order::Family> families;
};

base::Result<Seen> custody_seen(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  if (!id) {
    return id.error();
  }
  std::optional<Seen> seen;
  const auto now = call.engine().now();
  call.engine().read([&](const core::State& state) {
    const auto file = state.cases.find(*id);
    if (file == state.cases.end()) {
      return;
    }
    seen = Seen{core::custody_of(state, file->second, now),
                desk::total_loss(file->second),
                state.routing,
                {}};
    for (const auto& check : seen->custody.checks) {
      seen->families[check.order] = state.orders.at(check.order).family;
    }
  });
  if (!seen) {
    return base::Error{base::ErrorCode::not_found, "no such case"};
  }
  base::check(custody::is_balanced(seen->custody.ledger), "a custody ledger does not balance");
  return std::move(*seen);
}

json::value order_of(std::optional<order::OrderId> id) {
  return id ? json::value(order::to_text(*id)) : json::value(nullptr);
}

json::value account_of(const Call& call, const core::Routing& routing,
                       std::optional<base::AccountId> id) {
  return id ? json::value(account_label(call.engine().world(), routing, *id))
            : json::value(nullptr);
}

json::array states(const custody::Ledger& ledger) {
  json::array list;
  for (std::size_t i = 1; i < custody::places; ++i) {
    list.push_back(json::object{{"place", name_of(static_cast<Place>(i))},
                                {"amount_fen", ledger.balance[i].value()}});
  }
  return list;
}

json::array checks(const Call& call, const Seen& seen) {
  json::array list;
  for (const auto& check : seen.custody.checks) {
    json::array differences;
    for (const auto difference : check.differences) {
      differences.push_back(json::value(name_of(difference)));
    }
    const auto beyond = seen.custody.ledger.beyond.find(check.order);
    list.push_back(json::object{
        {"order", order::to_text(check.order)},
        {"family", name_of(seen.families.at(check.order))},
        {"account", account_of(call, seen.routing, check.account)},
        {"asked_fen", engine::fen_or_null(check.asked)},
        {"held_fen", engine::fen_or_null(check.held)},
        {"returned_fen", check.returned.value()},
        {"confiscated_fen", check.confiscated.value()},
        {"beyond_fen", beyond == seen.custody.ledger.beyond.end() ? 0 : beyond->second.value()},
        {"stated_balance_fen", engine::fen_or_null(check.stated_balance)},
        {"known_balance_fen", engine::fen_or_null(check.known_balance)},
        {"differences", std::move(differences)}});
  }
  return list;
}

std::string_view words_of(Place place) {
  switch (place) {
    case Place::claim:
      return "被害人损失";
    case Place::lost:
      return "未追及";
    case Place::traced:
      return "已追踪";
    case Place::stopped:
      return "已止付";
    case Place::frozen:
      return "已冻结";
    case Place::queued:
      return "轮候冻结";
    case Place::returned:
      return "已返还";
    case Place::released:
      return "已解除";
    case Place::prosecution:
      return "随案移送检察院";
    case Place::court:
      return "随案移送法院";
    case Place::confiscated:
      return "已没收上缴国库";
    case Place::discharged:
      return "判决解除";
  }
  return {};
}

}  // namespace

Answer case_custody(const Call& call) {
  const auto seen = custody_seen(call);
  if (!seen) {
    return seen.error();
  }
  const auto& ledger = seen->custody.ledger;
  json::array lines;
  for (const auto& line : ledger.lines) {
    lines.push_back(json::object{{"place", name_of(line.place)},
                                 {"amount_fen", line.amount.value()},
                                 {"order", order_of(line.order)},
                                 {"account", account_of(call, seen->routing, line.account)}});
  }
  json::array entries;
  for (const auto& entry : ledger.entries) {
    entries.push_back(json::object{{"at", base::format_instant(entry.at)},
                                   {"from", name_of(entry.from)},
                                   {"to", name_of(entry.to)},
                                   {"amount_fen", entry.amount.value()},
                                   {"order", order_of(entry.order)},
                                   {"account", account_of(call, seen->routing, entry.account)}});
  }
  return tagged(call, json::serialize(json::object{{"loss_fen", seen->loss.value()},
                                                   {"places", states(ledger)},
                                                   {"lines", std::move(lines)},
                                                   {"entries", std::move(entries)},
                                                   {"checks", checks(call, *seen)}}));
}

/// The entries, as they would stand in a book. Numbers are masked: nobody's look is put on record.
Answer case_custody_file(const Call& call) {
  const auto seen = custody_seen(call);
  if (!seen) {
    return seen.error();
  }
  // A byte-order mark, so that spreadsheets read it as UTF-8.
  std::string text = "\xEF\xBB\xBF时间,转出,转入,金额（元）,指令,账户,开户机构\r\n";
  for (const auto& entry : seen->custody.ledger.entries) {
    std::string number;
    std::string bank;
    if (entry.account) {
      const auto facts = call.engine().world().facts(*entry.account);
      const auto* known = core::find_institution(seen->routing, facts.institution);
      number = base::mask_number(facts.number);
      bank = known == nullptr ? facts.institution : known->name;
    }
    text += fmt::format("{},{},{},{},{},{},\"{}\"\r\n", base::display_instant(entry.at),
                        words_of(entry.from), words_of(entry.to), base::format_yuan(entry.amount),
                        entry.order ? order::to_text(*entry.order) : std::string{}, number, bank);
  }
  net::Response response;
  response.headers.set("Content-Type", "text/csv; charset=utf-8");
  response.headers.set("Content-Disposition", fmt::format("attachment; filename=\"custody-{}.csv\"",
                                                          call.request.param("id")));
  response.body = std::move(text);
  return response;
}

}  // namespace holdfast::api
