// Cases: the list, the page, and what an officer asks for in one.
#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>
#include <set>

#include "api/body.hpp"
#include "api/reads.hpp"
#include "api/routes.hpp"
#include "api/search.hpp"
#include "engine/json_values.hpp"
#include "engine/views.hpp"

namespace holdfast::api {

using engine::text_or_null;
using engine::time_or_null;

namespace json = boost::json;

namespace {

constexpr std::size_t account_pages_max = 20;
constexpr std::size_t rows_a_page = 1000;

json::object parsed(const std::string& doc) {
  auto value = json::parse(doc);  // our own document: if it does not parse, that is a bug
  return std::move(value.as_object());
}

json::object page_object(json::array items, const port::RowPage& page) {
  return {{"items", std::move(items)},
          {"next", page.next_cursor},
          {"total", page.total},
          {"total_is_least", page.total_is_least},
          {"seq", page.seq}};
}

/// What bears what is asked for exactly; where nothing does, what has its words.
base::Result<port::RowPage> cases_asked_for(const Call& call, const port::RowQuery& query,
                                            const std::string& q) {
  if (q.empty() || !has_words(call, q) || query.order != port::RowOrder::newest_first) {
    return call.engine().list(query, call.min_seq);
  }
  auto exact = query;
  exact.cursor.clear();
  exact.limit = 1;
  const auto found = call.engine().list(exact, call.min_seq);
  if (!found || found->total > 0) {
    return found ? call.engine().list(query, call.min_seq) : found;
  }
  auto worded = query;
  worded.term.reset();
  return cases_with_words(call, worded, q);
}

/// The cases that the account of this term belongs to, beside those the term names themselves.
base::Result<std::set<std::string>> cases_of_account(const Call& call, const std::string& term) {
  port::RowQuery query;
  query.kind = "account";
  query.term = term;
  query.limit = 100;
  const auto page = call.engine().list(query, call.min_seq);
  if (!page) {
    return page.error();
  }
  std::set<std::string> ids;
  for (const auto& doc : page->docs) {
    ids.insert(std::string{parsed(doc).at("case").as_string()});
  }
  return ids;
}

}  // namespace

Answer list_cases(const Call& call) {
  auto query = page_query(call, "case");
  if (!query) {
    return query.error();
  }
  if (const auto state = call.query("state"); !state.empty()) {
    if (state != "open" && state != "closed") {
      return base::Error{base::ErrorCode::bad_input, "state is open or closed", "?state"};
    }
    query->states = {state};
  }
  const auto q = call.query("q");
  if (!q.empty()) {
    query->term = search_term(call, q);
  }
  if (const auto gap = call.query("gap"); !gap.empty()) {
    desk::Gate gate{};
    if (!boost::describe::enum_from_string(gap.c_str(), gate)) {
      return base::Error{base::ErrorCode::bad_input, "gap is study, inquiry or result", "?gap"};
    }
    if (!q.empty()) {
      return base::Error{base::ErrorCode::bad_input, "gap goes without q", "?gap"};
    }
    query->term = "gap:" + gap;
  }
  const auto page = cases_asked_for(call, *query, q);
  if (!page) {
    return page.error();
  }
  json::array items;
  for (const auto& doc : page->docs) {
    items.push_back(case_summary(doc));
  }
  auto total = *page;
  if (!q.empty() && query->cursor.empty() && items.empty()) {
    const auto ids = cases_of_account(call, *query->term);
    if (!ids) {
      return ids.error();
    }
    for (const auto& id : *ids) {
      if (const auto doc = call.engine().find("case", id, call.min_seq)) {
        items.push_back(case_summary(*doc));
      }
    }
    total.total = items.size();
  }
  return with_seq(net::json_response(200, json::serialize(page_object(std::move(items), total))),
                  page->seq);
}

Answer one_case(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  if (!id) {
    return id.error();
  }
  const auto doc = call.engine().find("case", order::to_text(*id), call.min_seq);
  if (!doc) {
    return doc.error();
  }
  auto body = parsed(*doc);
  body["victim"] = std::move(body["victim_detail"]);
  body.erase("victim_detail");
  call.engine().read([&](const core::State& state) {
    const auto found = state.cases.find(*id);
    body["narrative"] =
        found == state.cases.end() ? "" : base::mask_text(found->second.narrative.text);
  });
  body["feeds"] = feed_marks(call);
  return tagged(call, json::serialize(body));
}

Answer case_accounts(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  if (!id) {
    return id.error();
  }
  const auto there = call.engine().find("case", order::to_text(*id), call.min_seq);
  if (!there) {
    return there.error();
  }
  port::RowQuery query;
  query.kind = "account";
  query.parent = order::to_text(*id);
  query.order = port::RowOrder::amount_descending;
  query.limit = rows_a_page;
  std::string items;
  std::uint64_t total = 0;
  for (std::size_t pages = 0; pages < account_pages_max; ++pages) {
    const auto page = call.engine().list(query, call.min_seq);
    if (!page) {
      return page.error();
    }
    for (const auto& doc : page->docs) {
      items += items.empty() ? "" : ",";
      items += doc;
    }
    total = page->total;
    query.cursor = page->next_cursor;
    if (query.cursor.empty()) {
      break;
    }
  }
  return tagged(call, fmt::format("{{\"as_of\":\"{}\",\"total\":{},\"items\":[{}]}}",
                                  base::format_instant(told_until(call)), total, items));
}

Answer case_timeline(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  auto query = page_query(call, "timeline");
  if (!id || !query) {
    return !id ? id.error() : query.error();
  }
  const auto there = call.engine().find("case", order::to_text(*id), call.min_seq);
  if (!there) {
    return there.error();
  }
  query->parent = order::to_text(*id);
  const auto asked = call.query("kind");
  for (std::string_view kinds = asked; !kinds.empty();) {
    const auto end = std::min(kinds.find(','), kinds.size());
    query->states.emplace_back(kinds.substr(0, end));
    kinds.remove_prefix(std::min(end + 1, kinds.size()));
  }
  return list_page(call, *query);
}

Answer draft_stop(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  const auto account = fields->needed_text("account", 32);
  core::DraftStop stop;
  stop.case_id = *id;
  stop.amount = fields->amount("amount_fen");
  stop.reason = fields->needed_text("reason", 2000);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  const auto known = read_account(call.engine().world(), account);
  if (!known) {
    return known.error();
  }
  stop.account = *known;
  return submit(call, std::move(stop), "order", 201);
}

Answer authorise_cascade(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  core::AuthoriseCascade cascade;
  cascade.case_id = *id;
  cascade.hops_max = static_cast<int>(fields->needed_number("hops_max", 1, 100));
  cascade.amount_max = fields->needed_amount("amount_max_fen");
  cascade.minutes = static_cast<int>(fields->needed_number("minutes", 1, 60 * 24 * 30));
  cascade.accounts_max = static_cast<int>(fields->needed_number("accounts_max", 1, 100'000));
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, cascade);
}

}  // namespace holdfast::api
