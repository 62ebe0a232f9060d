// 入户走访 and the re-visits that check it. The seed of a draw is ours: no caller hands one in.
#include <fmt/core.h>
#include <sodium.h>

#include "api/body.hpp"
#include "api/outreach_routes.hpp"
#include "base/digest.hpp"

namespace holdfast::api {

namespace {

constexpr std::size_t text_bytes_max = 2'000;
constexpr std::size_t doors_bytes_max = 48 * 1024;
constexpr std::int64_t households_max = 10'000'000;
constexpr std::int64_t sample_max = 10'000;

std::string fresh_seed() {
  std::string bytes(32, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return base::to_hex(bytes);
}

}  // namespace

Answer list_rounds(const Call& call) {
  return list_of_street(call, "round");
}

Answer record_round(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  core::RecordRound round;
  round.street = fields->needed_text("street", 16);
  round.day = fields->needed_time("day");
  round.doors = fields->text("doors", doors_bytes_max);
  if (round.doors.empty()) {
    round.households =
        static_cast<std::uint64_t>(fields->needed_number("households", 1, households_max));
    round.first = static_cast<std::uint64_t>(fields->needed_number("first", 0, households_max));
  }
  if (const auto campaign = fields->text("campaign", 32); !campaign.empty()) {
    const auto number = read_number(campaign, 'E');
    if (!number) {
      fields->refuse("campaign", "is like E000001");
    }
    round.campaign = outreach::CampaignId{number.value_or(0)};
  }
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(round), "round", 201);
}

Answer withdraw_round(const Call& call) {
  const auto number = read_number(call.request.param("id"), 'V');
  if (!number) {
    return base::Error{base::ErrorCode::not_found, "no such round"};
  }
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  core::WithdrawRound body{outreach::RoundId{*number},
                           fields->needed_text("reason", text_bytes_max)};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(body), "round");
}

Answer list_audits(const Call& call) {
  return list_of_street(call, "audit");
}

Answer announce_audit(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  core::AnnounceAudit body;
  body.street = fields->needed_text("street", 16);
  body.wanted = static_cast<std::uint64_t>(fields->needed_number("wanted", 1, sample_max));
  body.reason = fields->needed_text("reason", text_bytes_max);
  body.seed = fresh_seed();
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(body), "audit", 201);
}

Answer check_household(const Call& call) {
  const auto number = read_number(call.request.param("id"), 'Z');
  const auto index = read_index(call.request.param("index"));
  if (!number || !index) {
    return base::Error{base::ErrorCode::not_found, "no such household of an audit"};
  }
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  core::CheckHousehold body;
  body.audit = outreach::AuditId{*number};
  body.index = *index;
  body.finding =
      needed_choice<outreach::Finding>(*fields, "finding", "confirmed, not_visited or unreachable");
  body.note = fields->text("note", text_bytes_max);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(body), "audit");
}

}  // namespace holdfast::api
