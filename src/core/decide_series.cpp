// What ties cases together, and what officers make of it.
//
// Refusals of a trait, in this order: no such case, erased, none named, a text that is missing or
// too long, too many. Of a link or its refusal: no such case, erased, the case itself, no reason,
// together already, said to be apart. Of an undoing: no such link, undone already, no reason.
#include <algorithm>
#include <fmt/core.h>

#include "core/outcome.hpp"
#include "core/series.hpp"
#include "indicator/digest.hpp"

namespace holdfast::core {

namespace {

using desk::CaseId;
using desk::Trait;
using desk::TraitKind;

constexpr std::size_t traits_max = 200;  // of a case
constexpr std::size_t key_bytes_max = 256;
constexpr std::size_t shown_bytes_max = 256;

base::Result<const desk::CaseFile*> kept_case(const State& state, CaseId id) {
  auto file = case_named(state, id);
  if (file && desk::is_erased(**file)) {
    return refuse(base::ErrorCode::conflict,
                  fmt::format("案件 {} 的个人信息已销毁，不能并案", order::to_text(id)));
  }
  return file;
}

base::Result<void> check_trait(const Trait& trait, std::size_t index) {
  const auto where = [&](std::string_view name) {
    return fmt::format("/traits/{}/{}", index, name);
  };
  const bool is_wording = trait.kind == TraitKind::wording;
  const auto exact = desk::wording_bands * desk::band_digits;
  const auto& key = trait.key.text;
  const bool is_hex = std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  });
  if (key.size() < 16 || key.size() > key_bytes_max || !is_hex ||
      (is_wording && key.size() != exact)) {
    return base::Error{base::ErrorCode::bad_input, "is no digest of a trait", where("key")};
  }
  if (!trait.digest.text.empty() && !indicator::is_digest(trait.digest.text)) {
    return base::Error{base::ErrorCode::bad_input, "is no digest", where("digest")};
  }
  if (trait.shown.text.size() > shown_bytes_max) {
    return base::Error{base::ErrorCode::too_large,
                       fmt::format("is longer than {} bytes", shown_bytes_max), where("shown")};
  }
  return {};
}

bool is_among(const std::vector<Trait>& traits, const Trait& trait) {
  return std::any_of(traits.begin(), traits.end(), [&](const Trait& each) {
    return each.kind == trait.kind &&
           (each.kind == TraitKind::wording || each.key.text == trait.key.text);
  });
}

struct Pair {
  const desk::CaseFile* one;
  const desk::CaseFile* other;
};

/// The two cases, the earlier one first, of which nothing was said yet that stands in the way.
base::Result<Pair> unsettled(const State& state, CaseId one, CaseId other,
                             std::string_view reason) {
  const auto first = kept_case(state, std::min(one, other));
  const auto second = kept_case(state, std::max(one, other));
  if (!first || !second) {
    return !first ? first.error() : second.error();
  }
  if (one == other) {
    return base::Error{base::ErrorCode::bad_input, "不能与自身并案", "/case"};
  }
  if (const auto ok = need_reason(reason); !ok) {
    return ok.error();
  }
  if (state.series.is_together(one, other)) {
    return refuse(base::ErrorCode::conflict,
                  fmt::format("两案已在同一串并案 {}", desk::series_text(state.series.head(one))));
  }
  if (state.series.is_apart(one, other)) {
    return refuse(base::ErrorCode::conflict, "此前已认定两案不并案，须先撤销该认定");
  }
  return Pair{*first, *second};
}

desk::Link link_of(Outcome& out, const Pair& pair, std::string reason) {
  desk::Link link;
  link.id = out.new_link();
  link.one = pair.one->id;
  link.other = pair.other->id;
  for (const auto& tie : ties_between(out.state, link.one, link.other)) {
    link.score += tie.score;
    if (std::find(link.ties.begin(), link.ties.end(), tie.kind) == link.ties.end()) {
      link.ties.push_back(tie.kind);
    }
  }
  link.reason = std::move(reason);
  link.by = out.command.actor;
  link.at = out.at;
  return link;
}

/// The series on either side of a link, were it not there, by their earliest cases; a case alone is
/// none.
std::vector<CaseId> sides(const desk::SeriesIndex& series, const desk::Link& link) {
  std::vector<CaseId> heads;
  for (const auto id : {link.one, link.other}) {
    if (const auto members = series.members(id, &link); members.size() > 1) {
      heads.push_back(members.front());
    }
  }
  return heads;
}

}  // namespace

base::Result<void> note_traits(Outcome& out, CaseId id, const std::vector<Trait>& wanted) {
  const auto& known = traits_of(out.state, id);
  const auto subject = base::subject_of(base::SubjectKind::case_file, id.value());
  TraitsNoted noted{id, {}};
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (const auto ok = check_trait(wanted[i], i); !ok) {
      return ok.error();
    }
    if (is_among(known, wanted[i]) || is_among(noted.traits, wanted[i])) {
      continue;
    }
    if (known.size() + noted.traits.size() >= traits_max) {
      return refuse(base::ErrorCode::conflict, fmt::format("串并要素已达 {} 条", traits_max));
    }
    noted.traits.push_back(
        {wanted[i].kind, {subject, wanted[i].key.text}, {subject, wanted[i].shown.text}, {}});
    if (noted.traits.back().shown.text.empty()) {
      noted.traits.back().shown = {};
    }
    if (!wanted[i].digest.text.empty()) {
      noted.traits.back().digest = {subject, wanted[i].digest.text};
    }
  }
  if (!noted.traits.empty()) {
    out.add(std::move(noted));
  }
  return {};
}

base::Result<void> decide_one(Outcome& out, const NoteTraits& body) {
  const auto file = kept_case(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  if (body.traits.empty()) {
    return base::Error{base::ErrorCode::bad_input, "names no trait", "/traits"};
  }
  out.answer.id = order::to_text(body.case_id);
  return note_traits(out, body.case_id, body.traits);
}

base::Result<void> decide_one(Outcome& out, const LinkCases& body) {
  const auto pair = unsettled(out.state, body.case_id, body.other, body.reason);
  if (!pair) {
    return pair.error();
  }
  auto link = link_of(out, *pair, body.reason);
  auto joined = sides(out.state.series, link);
  out.answer.id = desk::to_text(link.id);
  out.add(CasesLinked{std::move(link), std::move(joined)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const DeclineLink& body) {
  const auto pair = unsettled(out.state, body.case_id, body.other, body.reason);
  if (!pair) {
    return pair.error();
  }
  auto link = link_of(out, *pair, body.reason);
  link.together = false;
  out.answer.id = desk::to_text(link.id);
  out.add(LinkDeclined{std::move(link)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const UndoLink& body) {
  const auto found = out.state.links.find(body.link);
  if (found == out.state.links.end()) {
    return refuse(base::ErrorCode::not_found, fmt::format("no link {}", desk::to_text(body.link)));
  }
  const auto& link = found->second;
  if (link.undone) {
    return refuse(base::ErrorCode::conflict, fmt::format("{} 已撤销", desk::to_text(link.id)));
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  LinkUndone undone{link.id, body.reason, {}};
  if (link.together) {
    undone.parts = sides(out.state.series, link);
  }
  out.add(std::move(undone));
  out.answer.id = desk::to_text(link.id);
  return {};
}

}  // namespace holdfast::core
