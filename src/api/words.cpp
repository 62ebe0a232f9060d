// What is this text: for the officer who takes a call, and, without a login, for whoever wonders
// whether something is a scam. Neither writes anything down.
#include "api/words.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>

#include "api/body.hpp"
#include "api/public_house.hpp"
#include "api/routes.hpp"
#include "guide/poster.hpp"
#include "text/line.hpp"
#include "text/utf.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t asked_bytes_max = 60'000;
/// Below an alarm, and yet more than chance: people are told to look twice.
constexpr double doubt_least = 0.25;

base::Result<const Words*> words_of(const Call& call) {
  if (const auto* words = call.service.options.words.get()) {
    return words;
  }
  return base::Error{base::ErrorCode::not_found, "this server was started without a text model"};
}

json::object link_json(const std::string& address, const link::Judgement& judged) {
  json::value of;
  if (judged.of != nullptr) {
    of = json::object{{"domain", judged.of->domain}, {"zh", judged.of->zh}, {"en", judged.of->en}};
  }
  return {{"text", address},
          {"host", judged.host},
          {"standing", link::name_of(judged.standing)},
          {"guise", judged.guise == link::Guise::none ? json::value(nullptr)
                                                      : json::value(link::name_of(judged.guise))},
          {"of", std::move(of)}};
}

/// The addresses of the web in a text, each with what it is.
json::array links_json(const Words& words, const text::TextLine& line,
                       const text::Analysis& analysis, bool& imitates) {
  json::array links;
  for (std::size_t i = 0; i < analysis.spans.size(); ++i) {
    const auto& span = analysis.spans[i];
    if (span.kind != text::Kind::url) {
      continue;
    }
    const auto& said = line.is_talk ? line.turns[analysis.turn_of[i]].text : line.text;
    const auto address = text::encode(said.substr(span.begin, span.end - span.begin));
    const auto judged = words.sites.judge(address);
    imitates = imitates || judged.standing == link::Standing::imitates;
    links.push_back(link_json(address, judged));
  }
  return links;
}

json::array texts_json(const std::vector<std::string>& texts) {
  json::array list;
  for (const auto& text : texts) {
    list.push_back(json::value(text));
  }
  return list;
}

json::object wording_json(const guide::Wording& wording) {
  return {{"title", wording.title},
          {"summary", wording.summary},
          {"story", wording.story},
          {"dialogue", texts_json(wording.dialogue)},
          {"steps", texts_json(wording.steps)},
          {"signs", texts_json(wording.signs)},
          {"do", texts_json(wording.do_now)},
          {"never", texts_json(wording.never)},
          {"if_paid", texts_json(wording.if_paid)},
          {"ask", texts_json(wording.ask)}};
}

std::string guides_json(const std::vector<guide::Guide>& guides) {
  json::array items;
  for (const auto& guide : guides) {
    items.push_back(json::object{{"type", guide.type},
                                 {"updated", guide.updated},
                                 {"zh", wording_json(guide.zh)},
                                 {"en", wording_json(guide.en)}});
  }
  return json::serialize(json::object{{"items", std::move(items)}});
}

}  // namespace

base::Result<std::shared_ptr<const Words>> read_words(std::string_view text_model,
                                                      std::string_view official_sites,
                                                      std::span<const NamedText> guides,
                                                      std::string_view quizzes) {
  auto words = std::make_shared<Words>();
  auto model = text::read_model(text_model);
  if (!model) {
    return model.error();
  }
  words->model = *std::move(model);
  auto sites = link::OfficialSites::parse(official_sites);
  if (!sites) {
    return sites.error();
  }
  words->sites = *std::move(sites);
  for (const auto& [name, text] : guides) {
    auto guide = guide::parse_guide(name, text);
    if (!guide) {
      return guide.error();
    }
    words->guides.push_back(*std::move(guide));
  }
  words->guides_json = guides_json(words->guides);
  auto questions = guide::parse_quizzes(quizzes);
  if (!questions) {
    return questions.error();
  }
  words->quizzes = *std::move(questions);
  return std::shared_ptr<const Words>{std::move(words)};
}

Answer analyse_text(const Call& call) {
  const auto words = words_of(call);
  if (!words) {
    return words.error();
  }
  const auto line = text::read_text_line(call.request.body);
  if (!line) {
    return line.error();
  }
  const auto analysis = text::analyse((*words)->model, *line);
  if (!analysis) {
    return analysis.error();
  }
  bool imitates = false;
  const auto links = links_json(**words, *line, *analysis, imitates);
  auto body = text::write_analysis(*line, *analysis);
  body.pop_back();  // the object goes on
  body += ",\"links\":" + json::serialize(links) + "}";
  return net::json_response(200, std::move(body));
}

Answer advise(const Call& call) {
  if (const auto ok = note_visit(call); !ok) {
    return ok.error();
  }
  const auto words = words_of(call);
  if (!words) {
    return words.error();
  }
  auto advice = advice_on(**words, call.request.body, house_of(call).telephone);
  return advice ? Answer{net::json_response(200, *std::move(advice))} : advice.error();
}

base::Result<std::string> advice_on(const Words& words, std::string_view body,
                                    std::string_view telephone) {
  const auto fields = Fields::parse(body);
  if (!fields) {
    return fields.error();
  }
  text::TextLine line;
  line.text = text::decode(fields->needed_text("text", asked_bytes_max));
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  const auto analysis = text::analyse(words.model, line);
  if (!analysis) {
    return analysis.error();
  }
  bool imitates = false;
  auto links = links_json(words, line, *analysis, imitates);
  const auto& verdict = analysis->verdict;
  const bool doubtful = imitates || verdict.score >= doubt_least;
  json::array reasons;
  if (verdict.fraud) {
    for (const auto& reason : analysis->reasons) {
      reasons.push_back(json::value(text::encode(reason)));
    }
  }
  return json::serialize(json::object{
      {"verdict", verdict.fraud ? "fraud"
                  : doubtful    ? "doubtful"
                                : "nothing_found"},
      {"type", verdict.fraud ? json::value(text::type_names[verdict.type]) : json::value(nullptr)},
      {"reasons", std::move(reasons)},
      {"links", std::move(links)},
      {"telephone", telephone}});
}

Answer guides(const Call& call) {
  const auto words = words_of(call);
  if (!words) {
    return words.error();
  }
  return tagged(call, (*words)->guides_json);
}

namespace {

base::Result<std::string> draw_poster(PosterShelf& shelf, Gate& drawings, const std::string& root,
                                      const guide::Guide& guide, guide::Language language,
                                      paper::PosterSize size) {
  const auto name =
      fmt::format("{} {} {}", guide.type, static_cast<int>(language), static_cast<int>(size));
  {
    const std::lock_guard held{shelf.mutex};
    if (const auto found = shelf.made.find(name); found != shelf.made.end()) {
      return found->second;
    }
  }
  const Gate::Turn turn{drawings};
  if (!turn.has_it()) {
    return base::Error{base::ErrorCode::too_many, "too many papers are being made; try again"};
  }
  auto bytes = paper::poster_pdf(guide::poster_of(guide, language, root), size);
  if (bytes) {
    const std::lock_guard held{shelf.mutex};
    shelf.made.emplace(name, *bytes);
  }
  return bytes;
}

}  // namespace

base::Result<std::string> poster_asked_for(const net::Request& request, const Words& words,
                                           PosterShelf& shelf, Gate& drawings,
                                           const std::string& root) {
  const auto or_else = [&](const char* name, const char* usual) {
    const auto given = request.query_value(name);
    return given && !given->empty() ? std::string{*given} : std::string{usual};
  };
  const auto language = guide::language_named(or_else("lang", "zh"));
  const auto size = guide::size_named(or_else("size", "a4"));
  const auto* guide = guide::guide_to(words.guides, request.param("type"));
  if (!language || !size) {
    return language ? size.error() : language.error();
  }
  if (guide == nullptr) {
    return base::Error{base::ErrorCode::not_found, "there is no guide to such a type"};
  }
  return draw_poster(shelf, drawings, root, *guide, *language, *size);
}

Answer guide_poster(const Call& call) {
  if (const auto ok = note_visit(call); !ok) {
    return ok.error();
  }
  const auto words = words_of(call);
  if (!words) {
    return words.error();
  }
  auto& service = call.service;
  auto bytes = poster_asked_for(call.request, **words, service.posters, service.drawings,
                                public_root(service));
  if (!bytes) {
    return bytes.error();
  }
  auto response = tagged(call, *std::move(bytes));
  response.headers.set("Content-Type", "application/pdf");
  response.headers.set("Cache-Control", "public, max-age=86400");
  return response;
}

}  // namespace holdfast::api
