// Indicators to and from partners, and who may be told ours in full. What partners tell is a hint:
// it stops no payment and opens no order.
#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <fmt/core.h>

#include "api/body.hpp"
#include "api/outreach_routes.hpp"
#include "api/public_house.hpp"
#include "indicator/digest.hpp"
#include "indicator/share.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t page_usual = 500;
constexpr std::size_t page_max = 1'000;
constexpr int confidence_confirmed = 90;
constexpr int confidence_suspected = 50;

std::string text_at(const json::object& doc, std::string_view name) {
  return std::string{doc.at(name).as_string()};
}

/// What the caller may be told.
struct Terms {
  bool full = false;
  indicator::Tlp tlp = indicator::Tlp::amber;
};

Terms terms_of(const Call& call) {
  Terms terms;
  const auto now = call.engine().now();
  call.engine().read([&](const core::State& state) {
    const auto found = state.indicators.agreements.find(call.who.name);
    if (call.who.is_bank() && found != state.indicators.agreements.end() &&
        indicator::is_in_force(found->second, now)) {
      terms = {found->second.full, found->second.tlp};
    }
  });
  return terms;
}

base::Result<std::size_t> limit_of(const Call& call) {
  const auto text = call.query("limit");
  std::size_t limit = page_usual;
  if (!text.empty()) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), limit);
    if (error != std::errc{} || end != text.data() + text.size() || limit < 1 || limit > page_max) {
      return base::Error{base::ErrorCode::bad_input, fmt::format("is 1 to {}", page_max), "?limit"};
    }
  }
  return limit;
}

base::Result<std::optional<base::Instant>> since_of(const Call& call) {
  const auto text = call.query("since");
  if (text.empty()) {
    return std::optional<base::Instant>{};
  }
  const auto at = base::parse_instant(text);
  if (!at) {
    return base::Error{base::ErrorCode::bad_input, at.error().message, "?since"};
  }
  return std::optional{*at};
}

/// The number itself, where the house has it in the clear: of accounts, and of hosts.
std::string value_of(const Call& call, const json::object& doc) {
  if (const auto* value = doc.if_contains("value")) {
    return std::string{value->as_string()};
  }
  if (const auto* account = doc.if_contains("account")) {
    const auto id = read_account(call.engine().world(), std::string{account->as_string()});
    const auto number =
        id ? indicator::canonical(indicator::Kind::account, call.engine().world().facts(*id).number)
           : base::Result<std::string>{id.error()};
    return number ? *number : std::string{};
  }
  return {};
}

/// Ours to be told; nothing of what is only partners' word, which is theirs to tell.
std::optional<indicator::Shared> shared_of(const Call& call, std::string_view text,
                                           std::optional<base::Instant> since, bool full) {
  const auto doc = json::parse(text).as_object();
  indicator::Shared shared;
  if (doc.at("cases").to_number<std::uint64_t>() == 0 ||
      !boost::describe::enum_from_string(text_at(doc, "kind").c_str(), shared.kind)) {
    return std::nullopt;
  }
  shared.last = base::parse_instant(text_at(doc, "last")).value();
  if (since && shared.last < *since) {
    return std::nullopt;
  }
  shared.digest = text_at(doc, "digest");
  shared.value = full ? value_of(call, doc) : std::string{};
  shared.type = text_at(doc, "type");
  shared.cases = doc.at("cases").to_number<std::uint64_t>();
  shared.confidence =
      text_at(doc, "standing") == "confirmed" ? confidence_confirmed : confidence_suspected;
  shared.since = base::parse_instant(text_at(doc, "since")).value();
  shared.until = base::parse_instant(text_at(doc, "until")).value();
  return shared;
}

/// An account that a case paid and one that its story names are one number: told once, by the row
/// that says more.
void add_shared(std::vector<indicator::Shared>& all, indicator::Shared one) {
  const auto same = std::find_if(all.begin(), all.end(), [&](const indicator::Shared& each) {
    return each.kind == one.kind && each.digest == one.digest;
  });
  if (same == all.end()) {
    all.push_back(std::move(one));
    return;
  }
  same->value = same->value.empty() ? one.value : same->value;
  same->confidence = std::max(same->confidence, one.confidence);
  same->cases = std::max(same->cases, one.cases);
  same->since = std::min(same->since, one.since);
  same->last = std::max(same->last, one.last);
  same->until = std::max(same->until, one.until);
}

json::object agreement_json(const indicator::Agreement& agreement, base::Instant now) {
  return {{"partner", agreement.partner},
          {"document", agreement.document},
          {"full", agreement.full},
          {"tlp", boost::describe::enum_to_string(agreement.tlp, "")},
          {"from", base::format_instant(agreement.from)},
          {"until", base::format_instant(agreement.until)},
          {"by", agreement.by},
          {"ended", agreement.ended ? json::value(base::format_instant(*agreement.ended))
                                    : json::value(nullptr)},
          {"in_force", indicator::is_in_force(agreement, now)}};
}

}  // namespace

Answer give_indicators(const Call& call) {
  const auto format_text = call.query("format");
  indicator::Format format{};
  if (!boost::describe::enum_from_string(format_text.c_str(), format)) {
    return base::Error{base::ErrorCode::bad_input, "is stix or misp", "?format"};
  }
  const auto since = since_of(call);
  const auto limit = limit_of(call);
  if (!since || !limit) {
    return !since ? since.error() : limit.error();
  }
  port::RowQuery query;
  query.kind = "reputation";
  query.states = {"for_all", "inside"};
  query.from_ms = base::to_unix_ms(call.engine().now());
  query.order = port::RowOrder::oldest_first;
  query.cursor = call.query("cursor");
  query.limit = *limit;
  const auto page = call.engine().list(query, call.min_seq);
  if (!page) {
    return page.error();
  }
  const auto terms = terms_of(call);
  std::vector<indicator::Shared> shared;
  for (const auto& text : page->docs) {
    if (auto one = shared_of(call, text, *since, terms.full)) {
      add_shared(shared, std::move(*one));
    }
  }
  const auto done = call.engine().submit_and_wait(
      call.caller(), core::NoteIndicatorsGiven{format_text, shared.size(), terms.full});
  if (!done) {
    return done.error();
  }
  auto response = net::json_response(
      200, indicator::write_indicators(format, {house_of(call).unit, public_root(call.service)},
                                       terms.tlp, shared, call.engine().now()));
  if (!page->next_cursor.empty()) {
    response.headers.set("X-Next-Cursor", page->next_cursor);
  }
  return with_seq(std::move(response), done->seq);
}

Answer take_indicators(const Call& call) {
  const auto told = indicator::read_indicators(call.request.body, call.engine().now());
  if (!told) {
    return told.error();
  }
  json::array passed_over;
  for (const auto& each : told->passed_over) {
    passed_over.push_back(json::object{{"pointer", each.pointer}, {"why", each.why}});
  }
  json::object body{{"read", told->indicators.size()},
                    {"changed", 0},
                    {"passed_over", std::move(passed_over)},
                    {"seq", call.engine().seq()}};
  if (!told->indicators.empty()) {
    const auto done =
        call.engine().submit_and_wait(call.caller(), core::TakeIndicators{told->indicators});
    if (!done) {
      return done.error();
    }
    std::uint64_t changed = 0;
    const auto& id = done->answer.id;
    std::from_chars(id.data(), id.data() + id.size(), changed);
    body["changed"] = changed;
    body["seq"] = done->seq;
  }
  const auto seq = body.at("seq").to_number<port::BatchSeq>();
  return with_seq(net::json_response(200, json::serialize(body)), seq);
}

Answer list_indicators(const Call& call) {
  auto query = page_query(call, "indicator");
  if (!query) {
    return query.error();
  }
  if (const auto state = call.query("state"); !state.empty()) {
    query->states = {state};
  }
  return list_page(call, *query);
}

Answer list_agreements(const Call& call) {
  json::array items;
  const auto now = call.engine().now();
  call.engine().read([&](const core::State& state) {
    for (const auto& [partner, agreement] : state.indicators.agreements) {
      items.push_back(agreement_json(agreement, now));
    }
  });
  return net::json_response(200, json::serialize(json::object{{"items", std::move(items)}}));
}

Answer record_agreement(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  indicator::Agreement agreement;
  agreement.partner = fields->needed_text("partner", 64);
  agreement.document = fields->needed_text("document", 64);
  agreement.full = fields->flag("full", false);
  agreement.tlp =
      needed_choice<indicator::Tlp>(*fields, "tlp", "clear, green, amber, amber_strict or red");
  agreement.from = fields->needed_time("from");
  agreement.until = fields->needed_time("until");
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, core::RecordAgreement{std::move(agreement)}, "partner", 201);
}

Answer end_agreement(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  core::EndAgreement body{std::string{call.request.param("partner")},
                          fields->needed_text("reason", 2'000)};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(body), "partner");
}

}  // namespace holdfast::api
