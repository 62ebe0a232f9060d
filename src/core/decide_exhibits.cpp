// Exhibits: asked for here, made beside the engine, and noted with the digests of what was made.
//
// Refusals of a question, the first that holds is told: no such case, erased; one is being made
// already, too many; the reason; no payment of the case was found in the feeds, or too many were.
// Of what was made: no such exhibit, it ended already, its digests.
#include <algorithm>
#include <fmt/core.h>
#include <set>

#include "base/digest.hpp"
#include "core/drafting.hpp"

namespace holdfast::core {

namespace {

constexpr std::size_t exhibits_max = 500;  // of one case
constexpr std::size_t sources_max = 2000;
constexpr std::size_t parts_max = 64;
constexpr std::size_t why_bytes_max = 500;
constexpr std::size_t digest_symbols = 64;

base::Result<void> check_free(const State& state, desk::CaseId id) {
  const auto found = state.exhibits_of.find(id);
  if (found == state.exhibits_of.end()) {
    return {};
  }
  for (const auto each : found->second) {
    if (state.exhibits.at(each).state == desk::ExhibitState::asked) {
      return refuse(base::ErrorCode::conflict,
                    fmt::format("{} 正在制作，请等待其完成", desk::to_text(each)));
    }
  }
  return found->second.size() < exhibits_max
             ? base::Result<void>{}
             : refuse(base::ErrorCode::too_large, fmt::format("一案最多 {} 份", exhibits_max));
}

/// The losses whose transfers were found. A transfer that two losses name counts for the first.
std::vector<desk::ExhibitSource> sources_of(const State& state, const AskForExhibit& body) {
  std::vector<desk::ExhibitSource> sources;
  std::set<base::Sequence> taken;
  const auto cases =
      body.of_series ? state.series.members(body.case_id) : std::vector{body.case_id};
  for (const auto id : cases) {
    const auto& losses = state.cases.at(id).losses;
    for (std::size_t i = 0; i < losses.size(); ++i) {
      const auto& matched = losses[i].matched;
      if (matched && *matched < body.as_of && taken.insert(*matched).second) {
        sources.push_back({id, i, *matched, losses[i].amount});
      }
    }
  }
  return sources;
}

bool is_digest(std::string_view text) {
  return text.size() == digest_symbols &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

base::Result<const desk::Exhibit*> asked_exhibit(const State& state, desk::ExhibitId id) {
  const auto found = state.exhibits.find(id);
  if (found == state.exhibits.end()) {
    return refuse(base::ErrorCode::not_found, fmt::format("no exhibit {}", desk::to_text(id)));
  }
  if (found->second.state != desk::ExhibitState::asked) {
    return refuse(base::ErrorCode::conflict, fmt::format("{} 已制作完毕", desk::to_text(id)));
  }
  return &found->second;
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const AskForExhibit& body) {
  const auto file = case_named(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  if (desk::is_erased(**file)) {
    return refuse(base::ErrorCode::conflict, "个人信息已销毁，不能再出具");
  }
  if (const auto ok = check_free(out.state, body.case_id); !ok) {
    return ok.error();
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  auto sources = sources_of(out.state, body);
  if (sources.empty()) {
    return refuse(base::ErrorCode::conflict,
                  "本案尚无在流水中匹配到的被骗转账，没有可以追踪的起点");
  }
  if (sources.size() > sources_max) {
    return refuse(base::ErrorCode::too_large, fmt::format("最多 {} 笔被骗转账", sources_max));
  }
  desk::Exhibit exhibit;
  exhibit.id = out.new_exhibit();
  exhibit.case_id = body.case_id;
  exhibit.of_series = body.of_series;
  exhibit.method = body.method;
  exhibit.sources = std::move(sources);
  exhibit.as_of = body.as_of;
  exhibit.rules = fmt::format("{} {}", out.state.rules.name(), out.state.rules.version());
  exhibit.rules_sha256 = base::to_hex(base::sha256(out.state.rules_toml));
  exhibit.reason = body.reason;
  exhibit.asked_by = out.command.actor;
  exhibit.asked_at = out.at;
  out.answer.id = desk::to_text(exhibit.id);
  out.add(ExhibitAsked{std::move(exhibit)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const NoteExhibitMade& body) {
  const auto exhibit = asked_exhibit(out.state, body.exhibit);
  if (!exhibit) {
    return exhibit.error();
  }
  const auto& bundle = body.bundle;
  const bool told = is_digest(bundle.sha256) && bundle.parts.size() <= parts_max &&
                    std::ranges::all_of(bundle.parts, [](const desk::ExhibitPart& part) {
                      return is_digest(part.sha256);
                    });
  if (!told) {
    return bad("is not a SHA-256 in hex", "/sha256");
  }
  out.answer.id = desk::to_text(body.exhibit);
  if (desk::is_erased(out.state.cases.at((*exhibit)->case_id))) {
    out.add(ExhibitFailed{body.exhibit, "制作期间个人信息已销毁"});
  } else {
    out.add(ExhibitMade{body.exhibit, bundle});
  }
  return {};
}

base::Result<void> decide_one(Outcome& out, const NoteExhibitFailed& body) {
  const auto exhibit = asked_exhibit(out.state, body.exhibit);
  if (!exhibit) {
    return exhibit.error();
  }
  out.answer.id = desk::to_text(body.exhibit);
  out.add(ExhibitFailed{body.exhibit, body.why.substr(0, why_bytes_max)});
  return {};
}

}  // namespace holdfast::core
