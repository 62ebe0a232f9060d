// What is known of a number. Anybody asks by the first digits of its digest and compares at home;
// partners and officers ask outright, and it is on record that they did.
#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <fmt/core.h>
#include <map>

#include "api/body.hpp"
#include "api/outreach_routes.hpp"
#include "api/reputation_list.hpp"
#include "base/digest.hpp"
#include "engine/views.hpp"
#include "indicator/digest.hpp"
#include "text/kinds.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t rows_max = 1'000;
constexpr std::size_t least_usual = 16;

/// Of two rows about one number the graver says what it is.
int weight(std::string_view standing) {
  return standing == "confirmed" ? 3 : standing == "suspected" ? 2 : standing == "cleared" ? 1 : 0;
}

using Known = std::map<std::string, json::object>;  // by digest

base::Result<Known> known_under(const Call& call, port::RowQuery query) {
  query.kind = "reputation";
  query.from_ms = base::to_unix_ms(call.engine().now());
  query.limit = rows_max;
  const auto page = call.engine().list(query, call.min_seq);
  if (!page) {
    return page.error();
  }
  Known known;
  for (const auto& text : page->docs) {
    auto doc = json::parse(text).as_object();
    const std::string digest{doc.at("digest").as_string()};
    const auto found = known.find(digest);
    if (found == known.end() ||
        weight(found->second.at("standing").as_string()) < weight(doc.at("standing").as_string())) {
      known.insert_or_assign(digest, std::move(doc));
    }
  }
  return known;
}

json::object public_json(const std::string& digest, std::string_view kind,
                         std::string_view standing, std::string_view since, std::string_view type) {
  return {{"digest", digest},
          {"kind", kind},
          {"standing", standing},
          {"since", since.substr(0, 7)},  // the month: no more is needed
          {"type", type}};
}

}  // namespace

void fill_up(const std::string& prefix, std::size_t least, base::Instant now,
             const std::function<std::string(const std::string& text)>& keyed, json::array& items) {
  constexpr std::array kinds{"account", "phone", "host", "phone"};
  constexpr std::size_t months = 24;
  constexpr std::size_t types = 12;  // those after them are no types of fraud
  for (std::size_t i = 0; items.size() < least; ++i) {
    const auto bytes = base::sha256(keyed(fmt::format("reputation:{}:{}", prefix, i)));
    auto digest = base::to_hex(bytes);
    digest.replace(0, prefix.size(), prefix);
    const auto since = now - std::chrono::days{30 * (bytes[20] % months)};
    items.push_back(public_json(digest, kinds[bytes[21] % kinds.size()],
                                bytes[22] % 3 == 0 ? "suspected" : "confirmed",
                                base::format_instant(since), text::type_names[bytes[23] % types]));
  }
  std::sort(items.begin(), items.end(), [](const json::value& one, const json::value& other) {
    return one.at("digest").as_string() < other.at("digest").as_string();
  });
}

bool is_prefix(std::string_view text) {
  return text.size() == engine::reputation_prefix_digits &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

namespace {

struct Asked {
  indicator::Kind kind = indicator::Kind::phone;
  std::string digest;
};

base::Result<Asked> read_asked(const Fields& fields) {
  Asked asked;
  asked.kind = needed_choice<indicator::Kind>(fields, "kind",
                                              "account, phone, host, ip, wechat, qq or alipay");
  const auto value = fields.needed_text("value", indicator::value_bytes_max);
  if (const auto ok = fields.finish(); !ok) {
    return ok.error();
  }
  const auto plain = indicator::canonical(asked.kind, value);
  if (!plain) {
    return plain.error();
  }
  asked.digest = indicator::digest_of(asked.kind, *plain);
  return asked;
}

}  // namespace

Answer public_reputation(const Call& call) {
  if (const auto ok = note_visit(call); !ok) {
    return ok.error();
  }
  const std::string prefix{call.request.param("prefix")};
  if (!is_prefix(prefix)) {
    return base::Error{
        base::ErrorCode::bad_input,
        fmt::format("a prefix has {} hexadecimal digits", engine::reputation_prefix_digits),
        "prefix"};
  }
  port::RowQuery query;
  query.parent = prefix;
  query.states = {"for_all"};
  const auto known = known_under(call, std::move(query));
  if (!known) {
    return known.error();
  }
  std::size_t least = least_usual;
  const auto now = call.engine().now();
  call.engine().read([&](const core::State& state) {
    if (const auto* rule = state.rules.find("reputation.least", now)) {
      least = static_cast<std::size_t>(std::min<std::int64_t>(rule->number, rows_max));
    }
  });
  json::array items;
  for (const auto& [digest, doc] : *known) {
    items.push_back(public_json(digest, doc.at("kind").as_string(), doc.at("standing").as_string(),
                                doc.at("since").as_string(), doc.at("type").as_string()));
  }
  fill_up(
      prefix, least, now, [&](const std::string& text) { return call.engine().search_term(text); },
      items);
  return net::json_response(200, json::serialize(json::object{{"items", std::move(items)}}));
}

Answer ask_reputation(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  const auto asked = read_asked(*fields);
  if (!asked) {
    return asked.error();
  }
  port::RowQuery query;
  query.term = asked->digest;
  query.states = {"for_all", "inside", "cleared"};
  const auto known = known_under(call, std::move(query));
  if (!known) {
    return known.error();
  }
  json::object body{{"kind", boost::describe::enum_to_string(asked->kind, "")},
                    {"digest", asked->digest},
                    {"standing", "unknown"},
                    {"cases", 0},
                    {"told", 0},
                    {"tips", 0},
                    {"hearsay", 0},
                    {"since", nullptr},
                    {"last", nullptr},
                    {"until", nullptr},
                    {"type", ""}};
  if (!known->empty()) {
    for (const auto* name :
         {"standing", "cases", "told", "tips", "hearsay", "since", "last", "until", "type"}) {
      body[name] = known->begin()->second.at(name);
    }
  }
  const auto done = call.engine().submit_and_wait(
      call.caller(), core::NoteReputationAsked{asked->kind, asked->digest,
                                               std::string{body.at("standing").as_string()}});
  if (!done) {
    return done.error();
  }
  body["seq"] = done->seq;
  return with_seq(net::json_response(200, json::serialize(body)), done->seq);
}

Answer clear_reputation(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  const auto reason = fields->needed_text("reason", 2'000);
  const auto asked = read_asked(*fields);
  if (!asked) {
    return asked.error();
  }
  return submit(call, core::ClearReputation{asked->kind, asked->digest, reason});
}

}  // namespace holdfast::api
