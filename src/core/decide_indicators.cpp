// What partners tell of numbers, accounts and addresses, who may be told ours in full, and what is
// cleared. None of it restrains anybody: an indicator is never more than a hint.
#include <algorithm>
#include <fmt/core.h>
#include <set>

#include "core/drafting.hpp"
#include "core/outreach.hpp"
#include "indicator/digest.hpp"

namespace holdfast::core {

namespace {

using indicator::Indicator;

constexpr std::size_t taken_max = 1'000;  // in one command
constexpr std::size_t text_bytes_max = 256;

base::Result<void> knows_indicators(const Outcome& out) {
  if (out.state.rules.find("indicators.cap", out.at) == nullptr) {
    return refuse(base::ErrorCode::unavailable,
                  "no rule pack with the rules of indicators is loaded");
  }
  return {};
}

base::Result<void> check_told(const Indicator& told, std::size_t index) {
  const auto where = [&](std::string_view field) {
    return fmt::format("/indicators/{}/{}", index, field);
  };
  if (!indicator::is_digest(told.digest)) {
    return bad("is no digest", where("digest"));
  }
  if (!told.value.text.empty() && indicator::digest_of(told.kind, told.value.text) != told.digest) {
    return bad("the digest is not the value's", where("digest"));
  }
  if (told.told < 0 || told.told > 100) {
    return bad("a confidence is 0 to 100", where("confidence"));
  }
  if (told.until <= told.from) {
    return bad("ends before it begins", where("until"));
  }
  for (const auto& [text, field] :
       {std::pair{&told.reference, "reference"}, std::pair{&told.producer, "producer"},
        std::pair{&told.type, "type"}}) {
    if (text->size() > text_bytes_max) {
      return base::Error{base::ErrorCode::too_large,
                         fmt::format("longer than {} bytes", text_bytes_max), where(field)};
    }
  }
  if (told.reference.empty()) {
    return bad("an indicator has an id of its source", where("reference"));
  }
  return {};
}

/// A validity that our own cap cuts off moves with every telling: a week of it is no news.
bool says_the_same(const Indicator& one, const Indicator& other) {
  constexpr auto drift = std::chrono::days{7};
  const bool is_near = one.until - other.until < drift && other.until - one.until < drift;
  auto copy = other;
  copy.at = one.at;
  copy.until = one.until;
  return is_near && one == copy;
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const TakeIndicators& body) {
  if (const auto ok = knows_indicators(out); !ok) {
    return ok.error();
  }
  if (body.indicators.empty() || body.indicators.size() > taken_max) {
    return base::Error{base::ErrorCode::too_large,
                       fmt::format("1 to {} indicators at a time", taken_max), "/indicators"};
  }
  const auto cap = static_cast<int>(out.rule("indicators.cap").number);
  const auto longest = out.state.rules.end_of(out.rule("indicators.validity"), out.at);
  const auto most = static_cast<std::size_t>(out.rule("indicators.most").number);
  IndicatorsTaken taken;
  std::set<std::string_view> references;
  std::size_t fresh = 0;
  for (std::size_t i = 0; i < body.indicators.size(); ++i) {
    const auto& told = body.indicators[i];
    if (const auto ok = check_told(told, i); !ok) {
      return ok.error();
    }
    if (!references.insert(told.reference).second) {
      return bad("the same id twice", fmt::format("/indicators/{}/reference", i));
    }
    const auto known = out.state.told_as.find({out.command.actor, told.reference});
    const bool is_known = known != out.state.told_as.end();
    if (told.revoked && !is_known) {
      continue;  // what was never told need not be taken back
    }
    Indicator each = told;
    each.id = is_known ? known->second : out.new_indicator();
    fresh += is_known ? 0U : 1U;
    each.source = out.command.actor;
    each.confidence = std::min(each.told, cap);
    each.until = std::min(each.until, longest);
    each.at = out.at;
    if (each.revoked) {
      each.revoked = out.at;
    }
    if (each.until <= each.from || each.until <= out.at) {
      continue;  // over already
    }
    if (!each.value.text.empty()) {
      each.value.subject = base::subject_of(base::SubjectKind::indicator, each.id.value());
    }
    if (!is_known || !says_the_same(each, out.state.indicators.indicators.at(each.id))) {
      taken.indicators.push_back(std::move(each));
    }
  }
  if (out.state.indicators.indicators.size() + fresh > most) {
    return base::Error{base::ErrorCode::too_large,
                       fmt::format("more than {} indicators in all", most), "/indicators"};
  }
  out.answer.id = std::to_string(taken.indicators.size());
  if (!taken.indicators.empty()) {
    out.add(std::move(taken));
  }
  return {};
}

base::Result<void> decide_one(Outcome& out, const RecordAgreement& body) {
  if (const auto ok = knows_indicators(out); !ok) {
    return ok.error();
  }
  auto agreement = body.agreement;
  if (!out.state.api_keys.contains(agreement.partner)) {
    return bad(fmt::format("没有密钥 {}", agreement.partner), "/partner");
  }
  if (agreement.document.empty()) {
    return bad("须写明协议文号", "/document");
  }
  if (const auto ok = check_document(agreement.document); !ok) {
    return ok.error();
  }
  if (agreement.until <= agreement.from) {
    return bad("结束须晚于开始", "/until");
  }
  agreement.by = out.command.actor;
  agreement.at = out.at;
  agreement.ended.reset();
  out.answer.id = agreement.partner;
  out.add(AgreementRecorded{std::move(agreement)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const EndAgreement& body) {
  const auto found = out.state.indicators.agreements.find(body.partner);
  if (found == out.state.indicators.agreements.end()) {
    return refuse(base::ErrorCode::not_found, fmt::format("no agreement with {}", body.partner));
  }
  if (found->second.ended) {
    return refuse(base::ErrorCode::conflict, "协议已经终止");
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  out.answer.id = body.partner;
  out.add(AgreementEnded{body.partner, body.reason});
  return {};
}

base::Result<void> decide_one(Outcome& out, const NoteReputationAsked& body) {
  base::check(indicator::is_digest(body.digest), "what is asked about is told by its digest");
  out.add(ReputationAsked{body.kind, body.digest, body.standing});
  return {};
}

base::Result<void> decide_one(Outcome& out, const ClearReputation& body) {
  if (const auto ok = knows_indicators(out); !ok) {
    return ok.error();
  }
  if (!indicator::is_digest(body.digest)) {
    return bad("is no digest", "/digest");
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  out.answer.id = body.digest;
  out.add(ReputationCleared{body.digest, {body.kind, body.reason, out.command.actor, out.at}});
  return {};
}

base::Result<void> decide_one(Outcome& out, const NoteIndicatorsGiven& body) {
  out.add(IndicatorsGiven{body.format, body.count, body.full});
  return {};
}

}  // namespace holdfast::core
