// Rewards of tips: the steps of their officers, and what months add up to.
#include <boost/json.hpp>
#include <map>

#include "api/path_command.hpp"
#include "api/tip_form.hpp"
#include "api/tip_routes.hpp"
#include "base/calendar.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t reason_bytes_max = 2'000;

struct Month {
  std::uint64_t proposed = 0;
  std::uint64_t approved = 0;
  std::uint64_t paid = 0;
  base::Fen paid_fen;
};

/// "2026-11" in Beijing.
std::string month_of(base::Instant at) {
  return base::format_instant(at).substr(0, 7);
}

}  // namespace

Answer list_rewards(const Call& call) {
  std::map<std::string, Month> months;
  base::Fen waiting;
  std::uint64_t waiting_count = 0;
  call.engine().read([&](const core::State& state) {
    for (const auto& [id, tip] : state.tips) {
      for (const auto& reward : tip.rewards) {
        ++months[month_of(reward.at)].proposed;
        if (reward.ruling && reward.ruling->approved) {
          ++months[month_of(reward.ruling->at)].approved;
        }
        if (reward.payment) {
          auto& month = months[month_of(reward.payment->paid_at)];
          ++month.paid;
          month.paid_fen += reward.amount;
        } else if (reward.ruling && reward.ruling->approved && !reward.lapsed) {
          waiting += reward.amount;
          ++waiting_count;
        }
      }
    }
  });
  json::array totals;
  for (auto month = months.rbegin(); month != months.rend(); ++month) {
    totals.push_back(json::object{{"month", month->first},
                                  {"proposed", month->second.proposed},
                                  {"approved", month->second.approved},
                                  {"paid", month->second.paid},
                                  {"paid_fen", month->second.paid_fen.value()}});
  }
  auto query = page_query(call, "tip_reward");
  if (!query) {
    return query.error();
  }
  if (const auto state = call.query("state"); !state.empty()) {
    query->states = {state};
  }
  auto page = call.engine().list(*query, call.min_seq);
  if (!page) {
    return page.error();
  }
  std::string items;
  for (const auto& doc : page->docs) {
    items += items.empty() ? doc : "," + doc;
  }
  json::object rest{{"next", page->next_cursor},      {"total", page->total},
                    {"months", std::move(totals)},    {"waiting", waiting_count},
                    {"waiting_fen", waiting.value()}, {"seq", page->seq}};
  return with_seq(
      net::json_response(200, "{\"items\":[" + items + "]," + json::serialize(rest).substr(1)),
      page->seq);
}

Answer propose_reward(const Call& call) {
  return path_command(call, tip_in_path(call), "tip", 201, [](tip::TipId id, const Fields& fields) {
    return base::Result<core::ProposeReward>{
        core::ProposeReward{id, fields.needed_text("kind", 32), fields.needed_amount("amount_fen"),
                            fields.needed_text("reason", reason_bytes_max)}};
  });
}

Answer rule_reward(const Call& call) {
  return path_command(call, tip_in_path(call), "tip", 200, [](tip::TipId id, const Fields& fields) {
    const auto ruling = fields.needed_text("ruling", 16);
    if (ruling != "approve" && ruling != "decline") {
      fields.refuse("ruling", "is approve or decline");
    }
    return base::Result<core::RuleReward>{
        core::RuleReward{id, ruling == "approve", fields.text("reason", reason_bytes_max)}};
  });
}

Answer claim_reward(const Call& call) {
  return path_command(call, tip_in_path(call), "tip", 200, [](tip::TipId id, const Fields& fields) {
    return base::Result<core::ClaimReward>{
        core::ClaimReward{id, {}, fields.needed_text("way", 32), fields.text("to", 200)}};
  });
}

Answer pay_reward(const Call& call) {
  return path_command(call, tip_in_path(call), "tip", 200, [](tip::TipId id, const Fields& fields) {
    return base::Result<core::PayReward>{core::PayReward{id, fields.needed_text("way", 32),
                                                         fields.needed_time("paid_at"),
                                                         fields.needed_text("receipt", 64)}};
  });
}

}  // namespace holdfast::api
