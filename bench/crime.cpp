#include "crime.hpp"

#include <boost/json.hpp>

#include "surroundings.hpp"

namespace holdfast::bench {

namespace json = boost::json;

Crime commit_crime(Accounts& accounts, Feeds& feeds, std::int64_t stolen_fen,
                   const std::vector<std::size_t>& tiers) {
  Crime crime;
  crime.stolen_fen = stolen_fen;
  crime.time = system_now() - std::chrono::minutes{10};
  const auto victim = accounts.next();
  crime.victim = victim.number;
  crime.victim_bank = victim.bank;
  struct Holder {
    Accounts::Account account;
    std::int64_t has = 0;
  };
  std::vector<Holder> tier{{accounts.next(), stolen_fen}};
  crime.first_mule = tier[0].account.number;
  feeds.pay(victim, tier[0].account, stolen_fen, crime.time);
  auto when = crime.time;
  for (std::size_t depth = 0; depth <= tiers.size(); ++depth) {
    const std::size_t below = depth < tiers.size() ? tiers[depth] : 0;
    std::vector<Holder> next;
    for (std::size_t i = 0; i < tier.size(); ++i) {
      const auto children = below / tier.size() + (i < below % tier.size() ? 1 : 0);
      const auto part = tier[i].has / static_cast<std::int64_t>(children + 1);
      for (std::size_t child = 0; child < children; ++child) {
        when += std::chrono::milliseconds{500};
        next.push_back({accounts.next(), part});
        tier[i].has -= part;
        feeds.pay(tier[i].account, next.back().account, part, when);
      }
      crime.accounts.push_back(tier[i].account.number);
      crime.rests.push_back(tier[i].has);
    }
    tier = std::move(next);
  }
  return crime;
}

std::string report_body(const Crime& crime) {
  return json::serialize(json::object{
      {"victim", {{"name", "张三丰"}, {"phone", "13800000000"}, {"id_no", ""}}},
      {"fraud_type", "刷单返利"},
      {"paid_by", "transfer"},
      {"narrative", "benchmark"},
      {"losses", json::array{json::object{{"payer_account", crime.victim},
                                          {"payee_account", crime.first_mule},
                                          {"payee_name", "某"},
                                          {"amount_fen", crime.stolen_fen},
                                          {"time", base::format_instant(crime.time)}}}},
      {"authorise_cascade", true}});
}

}  // namespace holdfast::bench
