// STIX 2.1. Hosts and IP addresses are the observables that the standard has; numbers and names of
// platforms, for which it has none, are `x-holdfast-number`, told with its extension.
#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <fmt/core.h>
#include <map>

#include "indicator/digest.hpp"
#include "indicator/share_parts.hpp"

namespace holdfast::indicator {

namespace json = boost::json;

namespace {

struct Marking {
  Tlp tlp;
  std::string_view id;
  std::string_view name;
};
/// The markings of TLP 2.0 as its standard numbers them, and those of TLP 1.
constexpr std::array markings{
    Marking{Tlp::clear, "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487", "clear"},
    Marking{Tlp::green, "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb", "green"},
    Marking{Tlp::amber, "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421", "amber"},
    Marking{Tlp::amber_strict, "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
            "amber+strict"},
    Marking{Tlp::red, "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1", "red"},
    Marking{Tlp::clear, "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9", "clear"},
    Marking{Tlp::green, "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da", "green"},
    Marking{Tlp::amber, "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82", "amber"},
    Marking{Tlp::red, "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed", "red"},
};
constexpr std::string_view tlp_extension =
    "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";
constexpr std::string_view number_type = "x-holdfast-number";

const Marking& marking_of(Tlp tlp) {
  return *std::find_if(markings.begin(), markings.end(),
                       [&](const Marking& each) { return each.tlp == tlp; });
}

std::string quoted(std::string_view value) {
  std::string out = "'";
  for (const char c : value) {
    if (c == '\'' || c == '\\') {
      out += '\\';
    }
    out += c;
  }
  return out + "'";
}

std::string pattern_of(const Shared& shared) {
  if (shared.value.empty()) {
    return fmt::format("[{}:kind = '{}' AND {}:digest = '{}']", number_type, word_of(shared.kind),
                       number_type, shared.digest);
  }
  if (shared.kind == Kind::host) {
    return fmt::format("[domain-name:value = {}]", quoted(shared.value));
  }
  if (shared.kind == Kind::ip) {
    const auto* type = shared.value.find(':') == std::string::npos ? "ipv4-addr" : "ipv6-addr";
    return fmt::format("[{}:value = {}]", type, quoted(shared.value));
  }
  return fmt::format("[{}:kind = '{}' AND {}:value = {}]", number_type, word_of(shared.kind),
                     number_type, quoted(shared.value));
}

/// STIX writes times in UTC with milliseconds.
std::string time_text(base::Instant at) {
  const auto shifted = base::format_instant(at - std::chrono::hours{8});
  return shifted.substr(0, 23) + "Z";
}

/// `type:member = 'value'` pairs joined by AND within one pair of brackets; nothing for any other
/// pattern.
std::optional<std::map<std::string, std::string>> comparisons_in(std::string_view pattern) {
  std::map<std::string, std::string> found;
  const auto skip_blanks = [&] {
    while (pattern.starts_with(' ')) {
      pattern.remove_prefix(1);
    }
  };
  skip_blanks();
  if (!pattern.starts_with('[')) {
    return std::nullopt;
  }
  pattern.remove_prefix(1);
  for (;;) {
    skip_blanks();
    const auto end = pattern.find_first_of(" =[]'");
    if (end == 0 || end == std::string_view::npos) {
      return std::nullopt;
    }
    const std::string path{pattern.substr(0, end)};
    pattern.remove_prefix(end);
    skip_blanks();
    if (!pattern.starts_with('=')) {
      return std::nullopt;
    }
    pattern.remove_prefix(1);
    skip_blanks();
    if (!pattern.starts_with('\'')) {
      return std::nullopt;
    }
    pattern.remove_prefix(1);
    std::string value;
    while (!pattern.empty() && pattern.front() != '\'') {
      if (pattern.front() == '\\' && pattern.size() > 1) {
        pattern.remove_prefix(1);
      }
      value += pattern.front();
      pattern.remove_prefix(1);
    }
    if (pattern.empty() || !found.emplace(path, value).second) {
      return std::nullopt;
    }
    pattern.remove_prefix(1);
    skip_blanks();
    if (pattern.starts_with(']')) {
      pattern.remove_prefix(1);
      skip_blanks();
      return pattern.empty() ? std::optional{found} : std::nullopt;
    }
    if (!pattern.starts_with("AND ")) {
      return std::nullopt;
    }
    pattern.remove_prefix(4);
  }
}

bool take_pattern(Indicator& indicator, std::string_view pattern, const std::string& pointer,
                  Told& told) {
  const auto pairs = comparisons_in(pattern);
  const auto refuse = [&](std::string why) {
    told.passed_over.push_back({pointer, std::move(why)});
    return false;
  };
  if (!pairs) {
    return refuse("only equalities joined by AND are read");
  }
  if (pairs->size() == 1) {
    const auto& [path, value] = *pairs->begin();
    if (path == "domain-name:value" || path == "url:value") {
      return take_value(indicator, Kind::host, value, pointer, told);
    }
    if (path == "ipv4-addr:value" || path == "ipv6-addr:value") {
      return take_value(indicator, Kind::ip, value, pointer, told);
    }
    return refuse("no use for " + path);
  }
  const auto member = [&](std::string_view name) {
    const auto found = pairs->find(fmt::format("{}:{}", number_type, name));
    return found == pairs->end() ? std::string{} : found->second;
  };
  Kind kind{};
  if (pairs->size() != 2 || !boost::describe::enum_from_string(member("kind").c_str(), kind)) {
    return refuse("no use for this pattern");
  }
  if (const auto digest = member("digest"); !digest.empty()) {
    return take_digest(indicator, digest_text(kind, digest), pointer, told);
  }
  return take_value(indicator, kind, member("value"), pointer, told);
}

base::Result<Tlp> tlp_of(const Reader& object, Tlp usual) {
  const auto refs = object.list("object_marking_refs");
  if (!refs) {
    return refs.error();
  }
  for (const auto& ref : *refs) {
    const auto id = ref.as_text();
    if (!id) {
      return id.error();
    }
    for (const auto& marking : markings) {
      usual = marking.id == *id ? marking.tlp : usual;
    }
  }
  return usual;
}

/// What was told by whom: `identity` objects by id.
base::Result<std::map<std::string, std::string>> identities_in(const std::vector<Reader>& objects) {
  std::map<std::string, std::string> names;
  for (const auto& object : objects) {
    const auto type = object.text("type");
    const auto id = object.text("id");
    const auto name = object.text("name");
    for (const auto* field : {&type, &id, &name}) {
      if (!*field) {
        return field->error();
      }
    }
    if (*type == "identity") {
      names[*id] = *name;
    }
  }
  return names;
}

base::Result<void> read_one(const Reader& object, base::Instant now,
                            const std::map<std::string, std::string>& names, Told& told) {
  Indicator indicator;
  const auto id = object.needed_text("id");
  const auto pattern = object.needed_text("pattern");
  const auto language = object.needed_text("pattern_type");
  const auto by = object.text("created_by_ref");
  const auto from = object.time("valid_from");
  const auto until = object.time("valid_until");
  const auto confidence = object.number("confidence");
  const auto revoked = object.flag("revoked");
  const auto tlp = tlp_of(object, Tlp::amber);
  const auto labels = object.list("labels");
  for (const auto* field : {&id, &pattern, &language, &by}) {
    if (!*field) {
      return field->error();
    }
  }
  if (!from || !until || !confidence || !revoked || !tlp || !labels) {
    return !from         ? from.error()
           : !until      ? until.error()
           : !confidence ? confidence.error()
           : !revoked    ? revoked.error()
           : !tlp        ? tlp.error()
                         : labels.error();
  }
  if (!*from) {
    return base::Error{base::ErrorCode::bad_input, "is missing", object.pointer() + "/valid_from"};
  }
  if (*until && **until <= **from) {
    return base::Error{base::ErrorCode::bad_input, "ends before it begins",
                       object.pointer() + "/valid_until"};
  }
  if (*confidence && (**confidence < 0 || **confidence > 100)) {
    return base::Error{base::ErrorCode::bad_input, "is not 0 to 100",
                       object.pointer() + "/confidence"};
  }
  if (*language != "stix") {
    told.passed_over.push_back({object.pointer(), "no use for patterns of " + *language});
    return {};
  }
  if (!take_pattern(indicator, *pattern, object.pointer() + "/pattern", told)) {
    return {};
  }
  if (!labels->empty()) {
    const auto label = labels->front().as_text();
    if (!label) {
      return label.error();
    }
    indicator.type = type_text(*label);
  }
  const auto name = names.find(*by);
  indicator.producer = name == names.end() ? *by : name->second;
  indicator.reference = *id;
  indicator.told = static_cast<int>(confidence->value_or(50));
  indicator.tlp = *tlp;
  indicator.from = **from;
  indicator.until = until->value_or(**from + std::chrono::days{3'650});
  if (*revoked) {
    indicator.revoked = now;
  }
  told.indicators.push_back(std::move(indicator));
  return {};
}

json::object indicator_json(const Producer& producer, Tlp tlp, const Shared& shared,
                            const std::string& identity) {
  const auto name = fmt::format("{}\n{}\n{}", producer.root, word_of(shared.kind), shared.digest);
  json::object object{{"type", "indicator"},
                      {"spec_version", "2.1"},
                      {"id", "indicator--" + uuid_of("indicator\n" + name)},
                      {"created_by_ref", identity},
                      {"created", time_text(shared.since)},
                      {"modified", time_text(shared.last)},
                      {"indicator_types", json::array{"malicious-activity"}},
                      {"pattern", pattern_of(shared)},
                      {"pattern_type", "stix"},
                      {"valid_from", time_text(shared.since)},
                      {"valid_until", time_text(shared.until)},
                      {"confidence", shared.confidence},
                      {"object_marking_refs", json::array{json::string{marking_of(tlp).id}}}};
  if (!shared.type.empty()) {
    object["labels"] = json::array{json::string{shared.type}};
  }
  return object;
}

}  // namespace

std::string write_stix(const Producer& producer, Tlp tlp, const std::vector<Shared>& shared,
                       base::Instant now) {
  const auto identity = "identity--" + uuid_of("identity\n" + producer.root);
  const auto& marking = marking_of(tlp);
  json::array objects;
  objects.push_back(json::object{{"type", "identity"},
                                 {"spec_version", "2.1"},
                                 {"id", identity},
                                 {"created", "2026-01-01T00:00:00.000Z"},
                                 {"modified", "2026-01-01T00:00:00.000Z"},
                                 {"name", producer.name},
                                 {"identity_class", "organization"}});
  objects.push_back(json::object{
      {"type", "marking-definition"},
      {"spec_version", "2.1"},
      {"id", json::string{marking.id}},
      {"created", "2022-10-01T00:00:00.000Z"},
      {"name", fmt::format("TLP:{}", marking.name)},
      {"extensions",
       json::object{{tlp_extension, json::object{{"extension_type", "property-extension"},
                                                 {"tlp_2_0", json::string{marking.name}}}}}}});
  for (const auto& each : shared) {
    objects.push_back(indicator_json(producer, tlp, each, identity));
  }
  const auto id = "bundle--" + uuid_of(fmt::format("bundle\n{}\n{}\n{}", producer.root,
                                                   base::to_unix_ms(now), shared.size()));
  return json::serialize(
      json::object{{"type", "bundle"}, {"id", id}, {"objects", std::move(objects)}});
}

base::Result<Told> read_stix(const Reader& bundle, base::Instant now) {
  const auto type = bundle.needed_text("type");
  const auto objects = bundle.list("objects");
  if (!type || !objects) {
    return !type ? type.error() : objects.error();
  }
  if (*type != "bundle") {
    return base::Error{base::ErrorCode::bad_input, "is not bundle", "/type"};
  }
  const auto names = identities_in(*objects);
  if (!names) {
    return names.error();
  }
  Told told;
  for (const auto& object : *objects) {
    if (!object.is_object()) {
      return base::Error{base::ErrorCode::bad_input, "is no object", object.pointer()};
    }
    const auto kind = object.needed_text("type");
    if (!kind) {
      return kind.error();
    }
    if (*kind == "indicator") {
      if (const auto ok = read_one(object, now, *names, told); !ok) {
        return ok.error();
      }
    } else if (*kind != "identity" && *kind != "marking-definition" &&
               *kind != "extension-definition") {
      told.passed_over.push_back({object.pointer(), "no use for " + *kind});
    }
  }
  return told;
}

}  // namespace holdfast::indicator
