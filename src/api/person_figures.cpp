// How many persons were dealt with, by a definition that stands in the answer, down to the records.
//
// The figures are read off the steps of the window, in the order in which they were taken (decision
// 0102). Both answers come from one count, so a figure and its records cannot disagree.
#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>
#include <map>
#include <set>

#include "api/person_routes.hpp"
#include "base/calendar.hpp"
#include "person/terms.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t steps_max = 200'000;
constexpr std::size_t records_max = 1000;
constexpr std::string_view definition_zh =
    "人数：期间内该类步骤至少有一次、登记未被撤销的不同人员；同一人同一类在一个期间只计一次，无论涉"
    "及几起案件，"
    "归入期间内第一次所在的单位、类型或者月份，因此各行之和等于合计。次数：该类步骤的次数；释放以后"
    "再次采取的"
    "另计一次。时间以措施发生的时间为准，不以登记的时间为准。";
constexpr std::string_view definition_en =
    "persons: different people of whom at least one step of the kind was taken within the window "
    "and "
    "not undone; each once a kind, however many cases, in the unit, type or month of the first, so "
    "that rows add up to the total. times: how often; a measure taken anew after a release counts "
    "again. What counts is when a step was taken, not when it was recorded.";

enum class By { unit, type, month };
BOOST_DESCRIBE_ENUM(By, unit, type, month)

struct Window {
  base::Instant from;
  base::Instant to;
  By by = By::month;
};

/// One step of the window. `is_first`: of its kind and person.
struct Counted {
  json::object doc;
  std::string kind;
  std::string key;
  bool is_first = false;
};

base::Error bad_query(std::string name, std::string why) {
  return {base::ErrorCode::bad_input, "?" + name + " " + std::move(why), "?" + name};
}

/// A day alone is its midnight in Beijing.
base::Result<base::Instant> instant_of(const Call& call, const std::string& name) {
  const auto text = call.query(name);
  const auto at = base::parse_instant_beijing(text.size() == 10 ? text + "T00:00:00" : text);
  return at ? at : base::Result<base::Instant>{bad_query(name, "is a day or a moment")};
}

base::Result<Window> window_of(const Call& call) {
  const auto from = instant_of(call, "from");
  const auto to = instant_of(call, "to");
  if (!from || !to) {
    return !from ? from.error() : to.error();
  }
  if (*to <= *from) {
    return bad_query("to", "is later than from");
  }
  Window window{*from, *to, By::month};
  if (const auto by = call.query("by");
      !by.empty() && !boost::describe::enum_from_string(by.c_str(), window.by)) {
    return bad_query("by", "is unit, type or month");
  }
  return window;
}

std::string text_at(const json::object& doc, std::string_view name) {
  const auto* value = doc.if_contains(name);
  return value != nullptr && value->is_string() ? std::string{value->as_string()} : std::string{};
}

std::string key_of(const json::object& doc, By by) {
  switch (by) {
    case By::unit:
      return text_at(doc, "unit");
    case By::type:
      return text_at(doc, "fraud_type");
    case By::month:
      return text_at(doc, "taken_at").substr(0, 7);  // documents tell Beijing's time
  }
  return {};
}

std::vector<std::string> all_kinds() {
  std::vector<std::string> kinds;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<person::StepKind>>(
      [&](auto kind) { kinds.emplace_back(kind.name); });
  return kinds;
}

/// Every step of the window that stands, in the order in which they were taken.
base::Result<std::vector<Counted>> count(const Call& call, const Window& window) {
  port::RowQuery query;
  query.kind = "person_step";
  query.states = all_kinds();  // those undone have another
  query.from_ms = base::to_unix_ms(window.from);
  query.until_ms = base::to_unix_ms(window.to);
  query.order = port::RowOrder::oldest_first;
  query.limit = 1000;
  std::vector<Counted> steps;
  std::set<std::pair<std::string, std::string>> seen;
  do {
    const auto page = call.engine().list(query, call.min_seq);
    if (!page) {
      return page.error();
    }
    for (const auto& text : page->docs) {
      Counted step;
      step.doc = json::parse(text).as_object();
      step.kind = text_at(step.doc, "kind");
      step.key = key_of(step.doc, window.by);
      step.is_first = seen.emplace(step.kind, text_at(step.doc, "person")).second;
      steps.push_back(std::move(step));
    }
    if (steps.size() > steps_max) {
      return base::Error{base::ErrorCode::too_large,
                         "more than 200,000 steps: ask for a shorter window", "?from"};
    }
    query.cursor = page->next_cursor;
  } while (!query.cursor.empty());
  return steps;
}

struct Figure {
  std::uint64_t persons = 0;
  std::uint64_t times = 0;
};

void add(Figure& figure, const Counted& step) {
  figure.persons += step.is_first ? 1U : 0U;
  ++figure.times;
}

json::object figure_json(const Figure& figure) {
  return {{"persons", figure.persons}, {"times", figure.times}};
}

std::map<std::string, std::string> unit_names(const Call& call) {
  std::map<std::string, std::string> names{{"", "本中心"}};
  call.engine().read([&](const core::State& state) {
    for (const auto& unit : state.routing.units) {
      names[unit.code] = unit.name;
    }
  });
  return names;
}

}  // namespace

Answer person_figures(const Call& call) {
  const auto window = window_of(call);
  if (!window) {
    return window.error();
  }
  const auto steps = count(call, *window);
  if (!steps) {
    return steps.error();
  }
  std::map<std::string, Figure> totals;
  std::map<std::string, std::map<std::string, Figure>> rows;  // by kind, by key
  for (const auto& step : *steps) {
    add(totals[step.kind], step);
    add(rows[step.kind][step.key], step);
  }
  const auto names =
      window->by == By::unit ? unit_names(call) : std::map<std::string, std::string>{};
  json::array kinds;
  for (const auto& kind : all_kinds()) {
    if (!totals.contains(kind)) {
      continue;
    }
    json::array list;
    for (const auto& [key, figure] : rows[kind]) {
      auto row = figure_json(figure);
      const auto name = names.find(key);
      row["key"] = key;
      row["name"] = name == names.end() ? key : name->second;
      list.push_back(std::move(row));
    }
    auto each = figure_json(totals[kind]);
    each["kind"] = kind;
    each["rows"] = std::move(list);
    kinds.push_back(std::move(each));
  }
  const json::object body{{"from", base::format_instant(window->from)},
                          {"to", base::format_instant(window->to)},
                          {"by", boost::describe::enum_to_string(window->by, "")},
                          {"definition_zh", definition_zh},
                          {"definition_en", definition_en},
                          {"kinds", std::move(kinds)}};
  return net::json_response(200, json::serialize(body));
}

/// The steps behind one figure: those that count a person, the first of each; ?count=times: all.
Answer person_records(const Call& call) {
  const auto window = window_of(call);
  if (!window) {
    return window.error();
  }
  const auto kind = call.query("kind");
  const auto kinds = all_kinds();
  if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) {
    return bad_query("kind", "is a kind of step");
  }
  const auto counted = call.query("count");
  if (!counted.empty() && counted != "persons" && counted != "times") {
    return bad_query("count", "is persons or times");
  }
  const auto steps = count(call, *window);
  if (!steps) {
    return steps.error();
  }
  const auto& query = call.request.query;  // an empty key is the centre's own: not the lack of one
  const auto key = std::find_if(query.begin(), query.end(),
                                [](const net::Field& field) { return field.name == "key"; });
  json::array items;
  std::uint64_t total = 0;
  for (const auto& step : *steps) {
    if (step.kind != kind || (key != query.end() && step.key != key->value) ||
        (counted != "times" && !step.is_first)) {
      continue;
    }
    ++total;
    if (items.size() < records_max) {
      items.push_back(step.doc);
    }
  }
  return net::json_response(
      200, json::serialize(json::object{{"items", std::move(items)}, {"total", total}}));
}

}  // namespace holdfast::api
