// GET /search: one line that finds anything. A number of ours finds what it names; any other
// number, a name or a telephone what bears exactly that; words the cases whose texts hold them.
#include "api/search.hpp"

#include <boost/json.hpp>
#include <set>

#include "api/reads.hpp"
#include "api/routes.hpp"
#include "engine/views.hpp"
#include "text/pairs.hpp"
#include "text/utf.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t asked_bytes_max = 256;
constexpr std::size_t hits_of_a_kind = 10;
constexpr std::size_t hits_of_words = 20;

std::string text_of(const json::object& doc, std::string_view name) {
  const auto* value = doc.if_contains({name.data(), name.size()});
  return value != nullptr && value->is_string() ? std::string{value->as_string()} : std::string{};
}

json::object case_hit(const json::object& doc) {
  return {
      {"title", text_of(doc, "id") + " " + text_of(doc, "victim")},
      {"subtitle", text_of(doc, "fraud_type") + " " + text_of(doc, "reported_at").substr(0, 10)}};
}

json::object hit_of(std::string_view kind, const json::object& doc) {
  json::object hit;
  if (kind == "case") {
    hit = case_hit(doc);
  } else if (kind == "series") {
    hit = {{"title", text_of(doc, "id")},
           {"subtitle", text_of(doc, "fraud_type") + " " +
                            std::to_string(doc.at("count").to_number<std::uint64_t>())}};
  } else if (kind == "task") {
    hit = {{"title", text_of(doc, "id") + " " + text_of(doc, "text")},
           {"subtitle", text_of(doc, "case") + " " + text_of(doc, "owner")}};
  } else if (kind == "paper") {
    hit = {{"title", text_of(doc, "number")},
           {"subtitle", text_of(doc, "case") + " " + text_of(doc, "order")}};
  } else if (kind == "person") {
    const auto& cases = doc.at("cases").as_array();
    hit = {{"title", text_of(doc, "id") + " " + text_of(doc, "name")},
           {"subtitle", cases.empty() ? "" : text_of(cases.front().as_object(), "role_name")}};
  } else {
    const auto& account = doc.at("account").as_object();
    const auto where = text_of(account, "number") + " " + text_of(account, "name");
    const bool is_order = kind == "order";
    hit = {{"title", is_order ? text_of(doc, "id") + " " + where : where},
           {"subtitle", text_of(doc, "case") + " " + text_of(doc, "state")}};
  }
  hit["kind"] = kind;
  hit["id"] =
      kind == "account" ? text_of(doc.at("account").as_object(), "ref") : text_of(doc, "id");
  // Where the console shows it: what has no page of its own stands on its case's, an order's paper
  // on the order's.
  hit["case"] = kind == "case" ? text_of(doc, "id") : text_of(doc, "case");
  hit["order"] = kind == "order" ? text_of(doc, "id") : text_of(doc, "order");
  return hit;
}

/// What bears the term, a few of each kind.
base::Result<void> add_exact(const Call& call, const std::string& term, json::array& items) {
  port::RowQuery query;
  query.term = term;
  query.limit = hits_of_a_kind;
  for (const auto* kind : {"case", "account", "order", "series", "task", "paper", "person"}) {
    query.kind = kind;
    query.states =
        query.kind == "series" ? std::vector<std::string>{"standing"} : std::vector<std::string>{};
    const auto page = call.engine().list(query, call.min_seq);
    if (!page) {
      return page.error();
    }
    for (const auto& doc : page->docs) {
      items.push_back(hit_of(kind, json::parse(doc).as_object()));
    }
  }
  return {};
}

base::Result<void> add_worded(const Call& call, std::string_view asked, json::array& items) {
  port::RowQuery query;
  query.kind = "case";
  query.limit = hits_of_words;
  const auto page = cases_with_words(call, query, asked);
  if (!page) {
    return page.error();
  }
  std::set<std::string> there;
  for (const auto& item : items) {
    there.insert(text_of(item.as_object(), "id"));
  }
  for (const auto& doc : page->docs) {
    auto hit = hit_of("case", json::parse(doc).as_object());
    if (!there.contains(text_of(hit, "id"))) {
      items.push_back(std::move(hit));
    }
  }
  return {};
}

}  // namespace

json::object case_summary(const std::string& doc) {
  auto summary = std::move(json::parse(doc).as_object());  // our own: if it does not parse, a bug
  for (const auto* name : {"victim_detail", "paid_by", "losses", "cascade", "closing", "next_step",
                           "seconds_to_first_hold", "filing", "truth", "gates", "withdrawal"}) {
    summary.erase(name);
  }
  return summary;
}

bool has_words(const Call& call, std::string_view asked) {
  return !call.engine().word_terms(asked).empty();
}

base::Result<port::RowPage> cases_with_words(const Call& call, port::RowQuery query,
                                             std::string_view asked) {
  query.words = call.engine().word_terms(asked);
  auto page = call.engine().list(query, call.min_seq);
  if (!page) {
    return page;
  }
  std::vector<std::string> texts;
  std::vector<desk::CaseId> ids;
  for (const auto& doc : page->docs) {
    const auto number = read_number(text_of(json::parse(doc).as_object(), "id"), 'C');
    ids.push_back(desk::CaseId{number.value_or(0)});
  }
  call.engine().read([&](const core::State& state) {
    for (const auto id : ids) {
      const auto file = state.cases.find(id);
      texts.push_back(file == state.cases.end() ? "" : engine::text_of_case(state, file->second));
    }
  });
  const auto words = text::decode(asked);
  std::vector<std::string> docs;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (text::has_words(text::decode(texts[i]), words)) {
      docs.push_back(std::move(page->docs[i]));
    }
  }
  page->docs = std::move(docs);
  return page;
}

Answer search(const Call& call) {
  const auto asked = call.query("q");
  json::array items;
  if (!plain_number(asked).empty() && asked.size() <= asked_bytes_max) {
    auto found = add_exact(call, search_term(call, asked), items);
    if (found && items.empty()) {
      found = add_exact(call, asked, items);  // a paper's number is nobody's secret
    }
    if (found && has_words(call, asked)) {
      found = add_worded(call, asked, items);
    }
    if (!found) {
      return found.error();
    }
  }
  return net::json_response(200, json::serialize(json::object{{"items", std::move(items)}}));
}

}  // namespace holdfast::api
