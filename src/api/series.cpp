// Series: what ties a case to others, what officers make of it, and the cases that belong together.
#include "core/series.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>

#include "api/body.hpp"
#include "api/desk_routes.hpp"
#include "api/reads.hpp"
#include "api/search.hpp"
#include "api/traits.hpp"
#include "engine/views.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t suggestions_max = 50;
constexpr std::size_t members_max = 500;  // shown of a series
constexpr std::size_t reason_bytes_max = 2000;

template <typename Enum>
std::string name_of(Enum value) {
  return boost::describe::enum_to_string(value, "");
}

/// A tie as the case page tells it; an account's label is added outside the engine's thread.
struct ToldTie {
  core::Tie tie;
  std::string shown;
};
struct ToldSuggestion {
  desk::CaseId other;
  std::int64_t score = 0;
  std::vector<ToldTie> ties;
  std::optional<desk::CaseId> series;  // that the other case is in
};
struct Seen {
  std::vector<desk::CaseId> members;
  std::vector<json::object> links;
  std::vector<ToldSuggestion> suggestions;
  std::size_t suggested = 0;
  std::vector<desk::Trait> traits;
};

ToldSuggestion told(const core::State& state, const core::Suggestion& suggestion,
                    const std::vector<desk::Trait>& traits) {
  ToldSuggestion one{suggestion.other, suggestion.score, {}, {}};
  for (const auto& tie : suggestion.ties) {
    one.ties.push_back({tie, tie.account ? std::string{} : traits[tie.trait].shown.text});
  }
  if (const auto members = state.series.members(suggestion.other); members.size() > 1) {
    one.series = members.front();
  }
  return one;
}

base::Result<Seen> look_at(const Call& call, desk::CaseId id) {
  Seen seen;
  bool found = false;
  call.engine().read([&](const core::State& state) {
    found = state.cases.contains(id);
    if (!found) {
      return;
    }
    seen.members = state.series.members(id);
    seen.traits = core::traits_of(state, id);
    auto suggestions = core::suggestions(state, id);
    seen.suggested = suggestions.size();
    suggestions.resize(std::min(suggestions.size(), suggestions_max));
    for (const auto& each : suggestions) {
      seen.suggestions.push_back(told(state, each, seen.traits));
    }
    if (const auto links = state.links_of.find(id); links != state.links_of.end()) {
      for (const auto link : links->second) {
        seen.links.push_back(engine::link_json(state.links.at(link)));
      }
    }
  });
  if (!found) {
    return base::Error{base::ErrorCode::not_found, fmt::format("no case {}", order::to_text(id))};
  }
  return seen;
}

/// What a list says of the case, from its own row; null where it has none yet.
json::value summary(const Call& call, desk::CaseId id) {
  const auto doc = call.engine().find("case", order::to_text(id), call.min_seq);
  return doc ? json::value(case_summary(*doc)) : json::value(nullptr);
}

json::array summaries(const Call& call, const std::vector<desk::CaseId>& ids) {
  json::array list;
  for (const auto id : ids) {
    if (list.size() < members_max) {
      list.push_back(summary(call, id));
    }
  }
  return list;
}

json::array ties_json(const Call& call, const core::Routing& routing,
                      const std::vector<ToldTie>& ties) {
  json::array list;
  for (const auto& [tie, shown] : ties) {
    const bool is_wording = tie.kind == desk::TieKind::wording;
    list.push_back(json::object{
        {"kind", name_of(tie.kind)},
        {"score", tie.score},
        {"cases", is_wording ? json::value(nullptr) : json::value(tie.cases)},
        {"alike", is_wording ? json::value(tie.cases) : json::value(nullptr)},
        {"shown", shown},
        {"account", tie.account
                        ? json::value(account_label(call.engine().world(), routing, *tie.account))
                        : json::value(nullptr)}});
  }
  return list;
}

json::array traits_json(const std::vector<desk::Trait>& traits) {
  json::array list;
  for (const auto& trait : traits) {
    list.push_back(json::object{{"kind", name_of(trait.kind)}, {"shown", trait.shown.text}});
  }
  return list;
}

struct Word {
  desk::CaseId case_id;
  desk::CaseId other;
  std::string reason;
};

/// {"case","reason"} about the case of the path.
base::Result<Word> read_word(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  const auto text = fields->needed_text("case", 32);
  Word word{*id, {}, fields->needed_text("reason", reason_bytes_max)};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  const auto other = read_case(text);
  if (!other) {
    return base::Error{base::ErrorCode::not_found, other.error().message, "/case"};
  }
  word.other = *other;
  return word;
}

}  // namespace

Answer case_series(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  if (!id) {
    return id.error();
  }
  auto seen = look_at(call, *id);
  if (!seen) {
    return seen.error();
  }
  const auto routing = routing_of(call);
  json::array suggestions;
  for (const auto& each : seen->suggestions) {
    suggestions.push_back(
        json::object{{"case", summary(call, each.other)},
                     {"score", each.score},
                     {"series", each.series ? json::value(desk::series_text(*each.series))
                                            : json::value(nullptr)},
                     {"ties", ties_json(call, routing, each.ties)}});
  }
  json::array links;
  for (auto& link : seen->links) {
    links.push_back(std::move(link));
  }
  const bool is_in_one = seen->members.size() > 1;
  json::object body{{"series", is_in_one ? json::value(desk::series_text(seen->members.front()))
                                         : json::value(nullptr)},
                    {"members", is_in_one ? summaries(call, seen->members) : json::array{}},
                    {"members_total", is_in_one ? seen->members.size() : 0U},
                    {"links", std::move(links)},
                    {"suggestions", std::move(suggestions)},
                    {"suggestions_total", seen->suggested},
                    {"traits", traits_json(seen->traits)}};
  return net::json_response(200, json::serialize(body));
}

Answer note_trait(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  const auto kind = needed_choice<desk::TraitKind>(
      *fields, "kind", "card, phone, url, app, wechat, qq, alipay, wallet, plate or device");
  const auto text = fields->needed_text("text", 200);
  if (kind == desk::TraitKind::wording) {
    fields->refuse("kind", "is read from the narrative alone");
  }
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  auto trait = trait_by_hand(call, kind, text, "/text");
  if (!trait) {
    return trait.error();
  }
  return submit(call, core::NoteTraits{*id, {std::move(*trait)}}, "case");
}

Answer link_cases(const Call& call) {
  auto word = read_word(call);
  if (!word) {
    return word.error();
  }
  return submit(call, core::LinkCases{word->case_id, word->other, std::move(word->reason)}, "link",
                201);
}

Answer decline_link(const Call& call) {
  auto word = read_word(call);
  if (!word) {
    return word.error();
  }
  return submit(call, core::DeclineLink{word->case_id, word->other, std::move(word->reason)},
                "link", 201);
}

Answer undo_link(const Call& call) {
  const auto number = read_number(call.request.param("id"), 'L');
  if (!number) {
    return base::Error{base::ErrorCode::not_found, "no such link"};
  }
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  core::UndoLink undo{desk::LinkId{*number}, fields->needed_text("reason", reason_bytes_max)};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(undo), "link");
}

Answer list_series(const Call& call) {
  auto query = page_query(call, "series");
  if (!query) {
    return query.error();
  }
  query->states = {"standing"};
  return list_page(call, *query);
}

}  // namespace holdfast::api
