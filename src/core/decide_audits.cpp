// Re-visits that check what units say they visited.
//
// Nobody chooses: the seed comes from the shell's source of randomness and is written down together
// with the rounds it is drawn from, before the draw, which follows from the two alone. Whoever did
// not like a draw cannot make another one: until all of it is checked the street has no second.
#include <algorithm>
#include <fmt/core.h>

#include "core/drafting.hpp"
#include "core/outreach.hpp"
#include "indicator/digest.hpp"
#include "outreach/draw.hpp"

namespace holdfast::core {

namespace {

using outreach::Audit;

constexpr std::size_t note_bytes_max = 2'000;

/// A unit does not check itself: it is for the centre, or a unit above the street's.
base::Result<void> check_auditor(const Outcome& out, const outreach::Street& street) {
  if (!unit_of_actor(out).empty() && unit_of_actor(out) == street.unit) {
    return refuse(base::ErrorCode::forbidden, "走访单位不得自行抽查：由上级单位或者中心抽查",
                  "outreach.audit.most");
  }
  return {};
}

std::vector<outreach::Drawable> drawable(const State& state, const Audit& audit) {
  std::vector<outreach::Drawable> from;
  for (const auto id : audit.rounds) {
    from.push_back({id, state.education.rounds.at(id).households});
  }
  return from;
}

/// Rounds of the street that stand and were not drawn from before, so that later audits look at
/// what came since.
std::vector<outreach::RoundId> rounds_open(const State& state, std::string_view street) {
  outreach::RoundId seen{0};
  for (const auto& [id, audit] : state.education.audits) {
    if (audit.street == street && !audit.rounds.empty()) {
      seen = std::max(seen, audit.rounds.back());
    }
  }
  std::vector<outreach::RoundId> open;
  for (const auto& [id, round] : state.education.rounds) {
    if (round.street == street && !round.withdrawn && id > seen) {
      open.push_back(id);
    }
  }
  return open;
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const AnnounceAudit& body) {
  if (const auto ok = knows_outreach(out); !ok) {
    return ok.error();
  }
  const auto street = street_for(out, body.street, "/street");
  if (!street) {
    return street.error();
  }
  if (const auto ok = check_auditor(out, **street); !ok) {
    return ok.error();
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  base::check(indicator::is_digest(body.seed), "a seed has 64 hexadecimal digits");
  const auto most = static_cast<std::uint64_t>(out.rule("outreach.audit.most").number);
  if (body.wanted < 1 || body.wanted > most) {
    return bad(fmt::format("一次抽查 1 到 {} 户", most), "/wanted");
  }
  for (const auto& [id, audit] : out.state.education.audits) {
    if (audit.street == body.street && !outreach::is_done(audit)) {
      return refuse(base::ErrorCode::conflict,
                    fmt::format("该街道的抽查 {} 尚未完成", outreach::to_text(id)));
    }
  }
  Audit audit;
  audit.id = out.new_audit();
  audit.street = body.street;
  audit.seed = body.seed;
  audit.rounds = rounds_open(out.state, body.street);
  audit.wanted = body.wanted;
  audit.reason = body.reason;
  audit.by = out.command.actor;
  audit.at = out.at;
  if (audit.rounds.empty()) {
    return refuse(base::ErrorCode::conflict, "该街道没有尚未抽查的走访");
  }
  auto sampled = outreach::draw(audit.seed, drawable(out.state, audit), audit.wanted);
  const auto id = audit.id;
  out.answer.id = outreach::to_text(id);
  out.add(AuditAnnounced{std::move(audit)});
  out.add(AuditDrawn{id, std::move(sampled)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const CheckHousehold& body) {
  const auto found = out.state.education.audits.find(body.audit);
  if (found == out.state.education.audits.end() || body.index >= found->second.sampled.size()) {
    return refuse(base::ErrorCode::not_found, fmt::format("no household {} of audit {}", body.index,
                                                          outreach::to_text(body.audit)));
  }
  const auto& audit = found->second;
  const auto street = street_for(out, audit.street, "/street");
  if (!street) {
    return street.error();
  }
  if (const auto ok = check_auditor(out, **street); !ok) {
    return ok.error();
  }
  const auto& sampled = audit.sampled[body.index];
  if (out.state.education.rounds.at(sampled.round).by == out.command.actor) {
    return refuse(base::ErrorCode::forbidden, "走访登记人不得回访自己的走访",
                  "outreach.audit.most");
  }
  if (body.note.size() > note_bytes_max) {
    return bad(fmt::format("最多 {} 字节", note_bytes_max), "/note");
  }
  if (body.finding != outreach::Finding::confirmed && body.note.empty()) {
    return bad("未属实或者未能核实的，须写明情况", "/note");
  }
  out.answer.id = outreach::to_text(body.audit);
  out.add(HouseholdChecked{
      body.audit, body.index, {body.finding, body.note, out.command.actor, out.at}});
  return {};
}

}  // namespace holdfast::core
