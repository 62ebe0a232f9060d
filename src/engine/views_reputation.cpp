// What is known of numbers, accounts and addresses, as it is asked for by digest; and what partners
// told of them.
#include <boost/json.hpp>

#include "core/reputation.hpp"
#include "engine/view_parts.hpp"
#include "indicator/digest.hpp"

namespace holdfast::engine {

namespace json = boost::json;

namespace {

/// A row whose number nothing is held against says so, and is passed over by whoever reads.
port::ProjectionRow row_of(std::string id, const std::string& digest,
                           const std::optional<core::Reputation>& known, json::object doc = {}) {
  port::ProjectionRow row;
  row.kind = "reputation";
  row.id = std::move(id);
  row.parent = digest.substr(0, reputation_prefix_digits);
  row.terms = {digest};
  doc["digest"] = digest;
  doc["standing"] = "none";
  row.state = "none";
  if (known) {
    doc["standing"] = enum_text(known->standing);
    doc["kind"] = enum_text(known->kind);
    doc["cases"] = known->cases;
    doc["told"] = known->told;
    doc["tips"] = known->tips;
    doc["hearsay"] = known->hearsay;
    doc["since"] = base::format_instant(known->since);
    doc["last"] = base::format_instant(known->last);
    doc["until"] = base::format_instant(known->until);
    doc["type"] = known->type;
    row.state = known->standing == core::RepStanding::cleared ? "cleared"
                : known->for_all                              ? "for_all"
                                                              : "inside";
    row.at_ms = base::to_unix_ms(known->until);
  }
  row.doc = json::serialize(doc);
  return row;
}

/// The host that cases name under the digest; hosts are shown to all. Empty: it is none.
std::string host_named(const core::State& state, const std::string& digest) {
  const auto named = state.named_in.find(digest);
  if (named == state.named_in.end()) {
    return {};
  }
  for (const auto& trait : state.traits.at(named->second.front())) {
    if (trait.kind == desk::TraitKind::url && trait.digest.text == digest) {
      return trait.shown.text;
    }
  }
  return {};
}

std::string shown(const indicator::Indicator& indicator) {
  const bool is_public =
      indicator.kind == indicator::Kind::host || indicator.kind == indicator::Kind::ip;
  return is_public ? indicator.value.text : base::mask_number(indicator.value.text);
}

}  // namespace

port::ProjectionRow account_reputation_row(base::AccountId account, const ViewContext& context) {
  const auto number =
      indicator::canonical(indicator::Kind::account, context.world.facts(account).number);
  if (!number) {  // a merchant code or a counter: nobody asks for it by number
    return row_of(to_text(account), {}, {});
  }
  const auto digest = indicator::digest_of(indicator::Kind::account, *number);
  return row_of(to_text(account), digest,
                core::account_reputation(context.state, account, digest, context.now),
                {{"account", to_text(account)}});
}

port::ProjectionRow reputation_row(const std::string& digest, const ViewContext& context) {
  json::object doc;
  if (const auto host = host_named(context.state, digest); !host.empty()) {
    doc["value"] = host;
  }
  return row_of(digest, digest, core::reputation(context.state, digest, context.now),
                std::move(doc));
}

port::ProjectionRow indicator_row(const indicator::Indicator& indicator) {
  json::object doc{{"id", indicator::to_text(indicator.id)},
                   {"kind", enum_text(indicator.kind)},
                   {"value", shown(indicator)},
                   {"digest", indicator.digest},
                   {"type", indicator.type},
                   {"told", indicator.told},
                   {"confidence", indicator.confidence},
                   {"tlp", enum_text(indicator.tlp)},
                   {"source", indicator.source},
                   {"producer", indicator.producer},
                   {"reference", indicator.reference},
                   {"from", base::format_instant(indicator.from)},
                   {"until", base::format_instant(indicator.until)},
                   {"at", base::format_instant(indicator.at)},
                   {"state", indicator.revoked ? "revoked" : "told"}};
  port::ProjectionRow row;
  row.kind = "indicator";
  row.id = indicator::to_text(indicator.id);
  row.state = indicator.revoked ? "revoked" : "told";
  row.at_ms = base::to_unix_ms(indicator.at);
  row.terms = {row.id, indicator.digest, indicator.source};
  row.doc = json::serialize(doc);
  return row;
}

}  // namespace holdfast::engine
