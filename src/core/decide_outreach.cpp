// The ledger of education: streets, campaigns, rounds of visits, quizzes, and where a case belongs
// in its statistics. Re-visits are in decide_audits.cpp.
//
// Refusals: no rules, no such street or entry, not this unit's, withdrawn already, a field.
#include <algorithm>
#include <fmt/core.h>
#include <set>

#include "base/calendar.hpp"
#include "core/drafting.hpp"
#include "core/outreach.hpp"
#include "core/text_limits.hpp"

namespace holdfast::core {

namespace {

using outreach::Campaign;
using outreach::Round;

constexpr std::size_t streets_max = 2'000;  // in one command
constexpr std::uint64_t households_max = 10'000'000;
constexpr std::uint64_t people_max = 100'000'000;
constexpr std::size_t name_bytes_max = 96;
constexpr std::size_t note_bytes_max = 2'000;
constexpr std::size_t doors_max = 2'000;
constexpr std::size_t door_bytes_max = 200;
constexpr auto campaign_most = std::chrono::days{366};

base::Result<void> check_count(std::uint64_t value, std::uint64_t least, std::uint64_t most,
                               std::string_view where) {
  if (value < least || value > most) {
    return bad(fmt::format("须在 {} 到 {} 之间", least, most), std::string{where});
  }
  return {};
}

base::Result<void> check_past(const Outcome& out, base::Instant day, std::string_view where) {
  if (day > out.at) {
    return bad("不能晚于今天", std::string{where});
  }
  return {};
}

base::Result<void> check_topic(std::string_view topic) {
  return check_text(topic, 1, 64, "/topic");
}

outreach::Withdrawn withdrawn_by(const Outcome& out, const std::string& reason) {
  return {out.command.actor, out.at, reason};
}

/// The entry, not withdrawn yet, and whoever acts may write of it.
template <typename Map, typename Id>
base::Result<const typename Map::mapped_type*> entry_of(const Map& map, Id id) {
  const auto found = map.find(id);
  if (found == map.end()) {
    return refuse(base::ErrorCode::not_found, fmt::format("no entry {}", outreach::to_text(id)));
  }
  if (found->second.withdrawn) {
    return refuse(base::ErrorCode::conflict, fmt::format("{} 已经撤回", outreach::to_text(id)));
  }
  return &found->second;
}

base::Result<const Campaign*> campaign_for(const Outcome& out, outreach::CampaignId id) {
  auto campaign = entry_of(out.state.education.campaigns, id);
  if (campaign && !acts_for(out, (*campaign)->unit)) {
    return refuse(base::ErrorCode::forbidden, "不是本单位的宣传活动");
  }
  return campaign;
}

/// Which doors of the street were visited before, in rounds that stand.
std::set<std::string_view> doors_known(const State& state, std::string_view street) {
  std::set<std::string_view> known;
  for (const auto& [id, round] : state.education.rounds) {
    if (round.street == street && !round.withdrawn) {
      const auto doors = outreach::doors_in(round.doors.text);
      known.insert(doors.begin(), doors.end());
    }
  }
  return known;
}

/// Counts the doors of the list, and those never visited before.
base::Result<void> count_doors(const Outcome& out, const std::string& text, Round& round) {
  const auto doors = outreach::doors_in(text);
  if (doors.size() > doors_max) {
    return base::Error{base::ErrorCode::too_large, fmt::format("一次最多 {} 户", doors_max),
                       "/doors"};
  }
  const auto known = doors_known(out.state, round.street);
  std::set<std::string_view> here;
  for (std::size_t i = 0; i < doors.size(); ++i) {
    if (doors[i].size() > door_bytes_max) {
      return bad(fmt::format("第 {} 户超过 {} 字节", i + 1, door_bytes_max), "/doors");
    }
    if (!here.insert(doors[i]).second) {
      return bad(fmt::format("第 {} 户重复", i + 1), "/doors");
    }
    round.first += known.contains(doors[i]) ? 0U : 1U;
  }
  round.households = doors.size();
  return {};
}

base::Result<void> check_street(const Outcome& out, const outreach::Street& street,
                                std::size_t index) {
  const auto where = [&](std::string_view field) {
    return fmt::format("/streets/{}/{}", index, field);
  };
  if (!outreach::is_street_code(street.code)) {
    return bad("街道（乡镇）代码为九位数字", where("code"));
  }
  if (find_unit(out.state.routing, street.unit) == nullptr) {
    return bad(fmt::format("没有单位 {}", street.unit), where("unit"));
  }
  if (!acts_for(out, street.unit)) {
    return refuse(base::ErrorCode::forbidden, "不是本单位的街道");
  }
  // A street that a unit answers for is not taken over by another one.
  if (const auto known = out.state.education.streets.find(street.code);
      known != out.state.education.streets.end() && !acts_for(out, known->second.unit)) {
    return refuse(base::ErrorCode::forbidden, "不是本单位的街道");
  }
  return first_fault({check_text(street.name, 1, name_bytes_max, where("name")),
                      check_text(street.district, 1, name_bytes_max, where("district")),
                      check_count(street.households, 1, households_max, where("households")),
                      check_text(street.source, 1, note_bytes_max, where("source"))});
}

}  // namespace

base::Instant day_of(base::Instant at) {
  constexpr std::int64_t day_ms = 86'400'000;
  constexpr std::int64_t offset_ms = 28'800'000;
  const auto local = base::to_unix_ms(at) + offset_ms;
  return base::from_unix_ms(local - (local % day_ms + day_ms) % day_ms - offset_ms);
}

bool is_listed(std::string_view rule_text, std::string_view code) {
  bool is_code = true;
  while (!rule_text.empty()) {
    const auto end = std::min(rule_text.find(' '), rule_text.size());
    if (is_code && rule_text.substr(0, end) == code) {
      return true;
    }
    is_code = !is_code;
    rule_text.remove_prefix(std::min(end + 1, rule_text.size()));
  }
  return false;
}

base::Result<void> knows_outreach(const Outcome& out) {
  if (out.state.rules.find("outreach.audiences", out.at) == nullptr) {
    return refuse(base::ErrorCode::unavailable,
                  "no rule pack with the rules of education is loaded");
  }
  return {};
}

std::string unit_of_actor(const Outcome& out) {
  const auto user = out.state.users.find(out.command.actor);
  return user == out.state.users.end() ? std::string{} : user->second.unit;
}

bool acts_for(const Outcome& out, std::string_view unit) {
  const auto own = unit_of_actor(out);
  const auto chain = chain_of(out.state.routing, unit);
  return own.empty() || std::find(chain.begin(), chain.end(), own) != chain.end();
}

base::Result<const outreach::Street*> street_for(const Outcome& out, std::string_view code,
                                                 std::string_view where) {
  const auto found = out.state.education.streets.find(std::string{code});
  if (found == out.state.education.streets.end()) {
    return bad(fmt::format("没有街道 {}：先登记街道", code), std::string{where});
  }
  if (!acts_for(out, found->second.unit)) {
    return refuse(base::ErrorCode::forbidden, "不是本单位的街道");
  }
  return &found->second;
}

base::Result<void> decide_one(Outcome& out, const NoteStreets& body) {
  if (const auto ok = knows_outreach(out); !ok) {
    return ok.error();
  }
  if (body.streets.empty() || body.streets.size() > streets_max) {
    return bad(fmt::format("一次 1 到 {} 个街道", streets_max), "/streets");
  }
  StreetsNoted noted;
  std::set<std::string_view> codes;
  for (std::size_t i = 0; i < body.streets.size(); ++i) {
    if (const auto ok = check_street(out, body.streets[i], i); !ok) {
      return ok.error();
    }
    if (!codes.insert(body.streets[i].code).second) {
      return bad("同一街道写了两次", fmt::format("/streets/{}/code", i));
    }
    auto& street = noted.streets.emplace_back(body.streets[i]);
    street.by = out.command.actor;
    street.at = out.at;
  }
  out.add(std::move(noted));
  return {};
}

base::Result<void> decide_one(Outcome& out, const PlanCampaign& body) {
  if (const auto ok = knows_outreach(out); !ok) {
    return ok.error();
  }
  Campaign campaign = body.campaign;
  if (!campaign.street.empty()) {
    const auto street = street_for(out, campaign.street, "/street");
    if (!street) {
      return street.error();
    }
    campaign.unit = (*street)->unit;
  } else if (campaign.unit.empty()) {
    campaign.unit = unit_of_actor(out);
  } else if (find_unit(out.state.routing, campaign.unit) == nullptr) {
    return bad(fmt::format("没有单位 {}", campaign.unit), "/unit");
  }
  if (!acts_for(out, campaign.unit)) {
    return refuse(base::ErrorCode::forbidden, "不是本单位的宣传活动");
  }
  if (!is_listed(out.rule("outreach.audiences").text, campaign.audience)) {
    return bad("不是规则所列的宣传对象", "/audience");
  }
  if (campaign.until <= campaign.from || campaign.until - campaign.from > campaign_most) {
    return bad("结束须晚于开始，最长一年", "/until");
  }
  if (const auto ok = first_fault(
          {check_text(campaign.title, 1, name_bytes_max, "/title"), check_topic(campaign.topic)});
      !ok) {
    return ok.error();
  }
  campaign.id = out.new_campaign();
  campaign.by = out.command.actor;
  campaign.at = out.at;
  campaign.report.reset();
  campaign.withdrawn.reset();
  out.answer.id = outreach::to_text(campaign.id);
  out.add(CampaignPlanned{std::move(campaign)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const ReportCampaign& body) {
  const auto campaign = campaign_for(out, body.campaign);
  if (!campaign) {
    return campaign.error();
  }
  if ((*campaign)->from > out.at) {
    return refuse(base::ErrorCode::conflict, "活动尚未开始，不能报送结果");
  }
  if (const auto ok = first_fault({check_count(body.reached, 0, people_max, "/reached"),
                                   check_count(body.material, 0, people_max, "/material"),
                                   check_text(body.note, 0, note_bytes_max, "/note")});
      !ok) {
    return ok.error();
  }
  out.answer.id = outreach::to_text(body.campaign);
  out.add(CampaignReported{body.campaign,
                           {body.reached, body.material, body.note, out.command.actor, out.at}});
  return {};
}

base::Result<void> decide_one(Outcome& out, const WithdrawCampaign& body) {
  const auto campaign = campaign_for(out, body.campaign);
  if (!campaign) {
    return campaign.error();
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  out.answer.id = outreach::to_text(body.campaign);
  out.add(CampaignWithdrawn{body.campaign, withdrawn_by(out, body.reason)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const RecordRound& body) {
  if (const auto ok = knows_outreach(out); !ok) {
    return ok.error();
  }
  const auto street = street_for(out, body.street, "/street");
  if (!street) {
    return street.error();
  }
  if (body.campaign) {
    if (const auto campaign = entry_of(out.state.education.campaigns, *body.campaign); !campaign) {
      return campaign.error();
    }
  }
  Round round;
  round.street = body.street;
  round.unit = (*street)->unit;
  round.campaign = body.campaign;
  round.day = day_of(body.day);
  round.households = body.households;
  round.first = body.first;
  if (!outreach::doors_in(body.doors).empty()) {
    round.households = round.first = 0;
    if (const auto ok = count_doors(out, body.doors, round); !ok) {
      return ok.error();
    }
  }
  const auto most = (*street)->households;
  if (const auto ok = first_fault({check_past(out, round.day, "/day"),
                                   check_count(round.households, 1, most, "/households"),
                                   check_count(round.first, 0, round.households, "/first")});
      !ok) {
    return ok.error();
  }
  round.id = out.new_round();
  if (!outreach::doors_in(body.doors).empty()) {
    round.doors = {base::subject_of(base::SubjectKind::visit_round, round.id.value()), body.doors};
  }
  round.by = out.command.actor;
  round.at = out.at;
  out.answer.id = outreach::to_text(round.id);
  out.add(RoundRecorded{std::move(round)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const WithdrawRound& body) {
  const auto round = entry_of(out.state.education.rounds, body.round);
  if (!round) {
    return round.error();
  }
  if (!acts_for(out, (*round)->unit)) {
    return refuse(base::ErrorCode::forbidden, "不是本单位的走访");
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  for (const auto& [id, audit] : out.state.education.audits) {
    const auto& drawn = audit.sampled;
    if (std::any_of(drawn.begin(), drawn.end(),
                    [&](const outreach::Sampled& each) { return each.round == body.round; })) {
      return refuse(base::ErrorCode::conflict,
                    fmt::format("{} 已被抽查 {} 抽中，不能撤回", outreach::to_text(body.round),
                                outreach::to_text(id)));
    }
  }
  out.answer.id = outreach::to_text(body.round);
  out.add(RoundWithdrawn{body.round, withdrawn_by(out, body.reason)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const RecordQuiz& body) {
  if (const auto ok = knows_outreach(out); !ok) {
    return ok.error();
  }
  auto quiz = body.quiz;
  if (const auto street = street_for(out, quiz.street, "/street"); !street) {
    return street.error();
  }
  quiz.day = day_of(quiz.day);
  if (const auto ok = first_fault(
          {check_text(quiz.community, 1, name_bytes_max, "/community"), check_topic(quiz.topic),
           check_past(out, quiz.day, "/day"), check_count(quiz.takers, 1, 1'000'000, "/takers"),
           check_count(quiz.questions, 1, 200, "/questions"),
           check_count(quiz.right, 0, quiz.takers * quiz.questions, "/right"),
           check_count(quiz.fell, 0, quiz.takers, "/fell")});
      !ok) {
    return ok.error();
  }
  quiz.id = out.new_quiz();
  quiz.by = out.command.actor;
  quiz.at = out.at;
  quiz.withdrawn.reset();
  out.answer.id = outreach::to_text(quiz.id);
  out.add(QuizRecorded{std::move(quiz)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const WithdrawQuiz& body) {
  const auto quiz = entry_of(out.state.education.quizzes, body.quiz);
  if (!quiz) {
    return quiz.error();
  }
  if (const auto street = street_for(out, (*quiz)->street, "/street"); !street) {
    return street.error();
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  out.answer.id = outreach::to_text(body.quiz);
  out.add(QuizWithdrawn{body.quiz, withdrawn_by(out, body.reason)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const PlaceCase& body) {
  if (const auto ok = knows_outreach(out); !ok) {
    return ok.error();
  }
  const auto file = case_named(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  if (desk::is_erased(**file)) {
    return refuse(base::ErrorCode::conflict,
                  fmt::format("案件 {} 的个人信息已销毁", order::to_text(body.case_id)));
  }
  if (!body.street.empty() && !out.state.education.streets.contains(body.street)) {
    return bad(fmt::format("没有街道 {}：先登记街道", body.street), "/street");
  }
  if (!body.occupation.empty() &&
      !is_listed(out.rule("outreach.occupations").text, body.occupation)) {
    return bad("不是规则所列的职业", "/occupation");
  }
  desk::CasePlace place{body.case_id,    body.street,       body.age,
                        body.occupation, out.command.actor, out.at};
  const auto& groups = out.rule("outreach.ages").text;
  if (place.age.empty()) {
    place.age = desk::age_group(
        groups, desk::age_by_id_no((*file)->victim.id_no.text, (*file)->reported_at));
  } else if (desk::age_group(groups, std::atoi(place.age.c_str())) != place.age) {
    return bad("不是规则所列的年龄段", "/age");
  }
  if (place.street.empty() && place.age.empty() && place.occupation.empty()) {
    return bad("须写明街道、年龄段或者职业", "/street");
  }
  out.answer.id = order::to_text(body.case_id);
  const auto known = out.state.places.find(body.case_id);
  if (known == out.state.places.end() || known->second.street != place.street ||
      known->second.age != place.age || known->second.occupation != place.occupation) {
    out.add(CasePlaced{std::move(place)});
  }
  return {};
}

}  // namespace holdfast::core
