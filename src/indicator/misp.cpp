// MISP events, as its core format (JSON) has them: one attribute a number, account or address.
#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <fmt/core.h>

#include "indicator/share_parts.hpp"

namespace holdfast::indicator {

namespace json = boost::json;

namespace {

struct Type {
  std::string_view name;
  std::string_view category;
  Kind kind;
};
/// The first of a kind is the one we write.
constexpr std::array types{
    Type{"bank-account-nr", "Financial fraud", Kind::account},
    Type{"cc-number", "Financial fraud", Kind::account},
    Type{"iban", "Financial fraud", Kind::account},
    Type{"phone-number", "Financial fraud", Kind::phone},
    Type{"domain", "Network activity", Kind::host},
    Type{"hostname", "Network activity", Kind::host},
    Type{"url", "Network activity", Kind::host},
    Type{"ip-dst", "Network activity", Kind::ip},
    Type{"ip-src", "Network activity", Kind::ip},
};

struct Sureness {
  std::string_view tag;
  int confidence;
};
/// How sure somebody is, in MISP's own words.
constexpr std::array sureness{
    Sureness{"misp:confidence-level=\"completely-confident\"", 100},
    Sureness{"misp:confidence-level=\"usually-confident\"", 75},
    Sureness{"misp:confidence-level=\"fairly-confident\"", 50},
    Sureness{"misp:confidence-level=\"rarely-confident\"", 25},
    Sureness{"misp:confidence-level=\"unconfident\"", 0},
};

std::string_view tag_of(int confidence) {
  return std::find_if(sureness.begin(), sureness.end() - 1,
                      [&](const Sureness& each) { return confidence >= each.confidence; })
      ->tag;
}

std::string tlp_tag(Tlp tlp) {
  return tlp == Tlp::amber_strict ? "tlp:amber+strict"
                                  : fmt::format("tlp:{}", boost::describe::enum_to_string(tlp, ""));
}

struct Tags {
  Tlp tlp = Tlp::amber;
  int confidence = 50;
  std::string type;
};

base::Result<Tags> tags_of(const Reader& reader, Tags usual) {
  const auto tags = reader.list("Tag");
  if (!tags) {
    return tags.error();
  }
  for (const auto& each : *tags) {
    const auto name = each.needed_text("name");
    if (!name) {
      return name.error();
    }
    for (const auto tlp : {Tlp::clear, Tlp::green, Tlp::amber, Tlp::amber_strict, Tlp::red}) {
      usual.tlp = *name == tlp_tag(tlp) ? tlp : usual.tlp;
    }
    usual.tlp = *name == "tlp:white" ? Tlp::clear : usual.tlp;
    for (const auto& [tag, confidence] : sureness) {
      usual.confidence = *name == tag ? confidence : usual.confidence;
    }
    constexpr std::string_view type_tag = "fraud-type:";
    if (name->starts_with(type_tag)) {
      usual.type = type_text(std::string_view{*name}.substr(type_tag.size()));
    }
  }
  return usual;
}

/// Seconds since 1970, as text or number.
base::Result<std::optional<base::Instant>> seconds_of(const Reader& reader, std::string_view name) {
  std::int64_t seconds = 0;
  if (const auto number = reader.number(name)) {
    if (!*number) {
      return std::optional<base::Instant>{};
    }
    seconds = **number;
  } else {
    const auto text = reader.text(name);
    if (!text) {
      return text.error();
    }
    const auto* end = text->data() + text->size();
    const auto [stop, error] = std::from_chars(text->data(), end, seconds);
    if (error != std::errc{} || stop != end) {
      return base::Error{base::ErrorCode::bad_input, "is no number of seconds",
                         fmt::format("{}/{}", reader.pointer(), name)};
    }
  }
  if (seconds < 0 || seconds > 32'503'680'000) {
    return base::Error{base::ErrorCode::bad_input, "is no number of seconds",
                       fmt::format("{}/{}", reader.pointer(), name)};
  }
  return std::optional{base::from_unix_ms(seconds * 1000)};
}

bool take_attribute(Indicator& indicator, const std::string& type, const std::string& value,
                    const std::string& pointer, Told& told) {
  for (const auto& each : types) {
    if (each.name == type) {
      return take_value(indicator, each.kind, value, pointer, told);
    }
  }
  if (type == "other" && value.starts_with("holdfast-1:")) {
    return take_digest(indicator, value, pointer, told);
  }
  for (const auto kind : {Kind::wechat, Kind::qq, Kind::alipay}) {
    const auto prefix = fmt::format("{}:", word_of(kind));
    if (type == "other" && value.starts_with(prefix)) {
      return take_value(indicator, kind, value.substr(prefix.size()), pointer, told);
    }
  }
  told.passed_over.push_back({pointer, "no use for attributes of type " + type});
  return false;
}

base::Result<void> read_one(const Reader& attribute, base::Instant now, const Tags& of_event,
                            const std::string& producer, Told& told) {
  Indicator indicator;
  const auto uuid = attribute.needed_text("uuid");
  const auto type = attribute.needed_text("type");
  const auto value = attribute.needed_text("value");
  for (const auto* field : {&uuid, &type, &value}) {
    if (!*field) {
      return field->error();
    }
  }
  const auto tags = tags_of(attribute, of_event);
  const auto first = attribute.time("first_seen");
  const auto stamp = seconds_of(attribute, "timestamp");
  const auto deleted = attribute.flag("deleted");
  if (!tags || !first || !stamp || !deleted) {
    return !tags ? tags.error() : !first ? first.error() : !stamp ? stamp.error() : deleted.error();
  }
  if (!take_attribute(indicator, *type, *value, attribute.pointer(), told)) {
    return {};
  }
  indicator.type = tags->type;
  indicator.told = tags->confidence;
  indicator.tlp = tags->tlp;
  indicator.producer = producer;
  indicator.reference = *uuid;
  indicator.from = first->value_or(stamp->value_or(now));
  indicator.until = indicator.from + std::chrono::days{3'650};  // it has no end of its own
  if (*deleted) {
    indicator.revoked = now;
  }
  told.indicators.push_back(std::move(indicator));
  return {};
}

json::object attribute_json(const Producer& producer, const Shared& shared) {
  std::string type = "other";
  std::string category = "Other";
  std::string value = shared.value.empty()
                          ? digest_text(shared.kind, shared.digest)
                          : fmt::format("{}:{}", word_of(shared.kind), shared.value);
  const auto known = std::find_if(types.begin(), types.end(),
                                  [&](const Type& each) { return each.kind == shared.kind; });
  if (!shared.value.empty() && known != types.end()) {
    type = known->name;
    category = known->category;
    value = shared.value;
  }
  json::array tags{json::object{{"name", json::string{tag_of(shared.confidence)}}}};
  if (!shared.type.empty()) {
    tags.push_back(json::object{{"name", "fraud-type:" + shared.type}});
  }
  return {{"uuid", uuid_of(fmt::format("attribute\n{}\n{}\n{}", producer.root, word_of(shared.kind),
                                       shared.digest))},
          {"type", type},
          {"category", category},
          {"value", value},
          {"to_ids", false},
          {"comment", fmt::format("{} 起案件；有效至 {}", shared.cases,
                                  base::format_instant(shared.until).substr(0, 10))},
          {"timestamp", std::to_string(base::to_unix_ms(shared.last) / 1000)},
          {"first_seen", base::format_instant(shared.since)},
          {"last_seen", base::format_instant(shared.last)},
          {"Tag", std::move(tags)}};
}

}  // namespace

std::string write_misp(const Producer& producer, Tlp tlp, const std::vector<Shared>& shared,
                       base::Instant now) {
  json::array attributes;
  for (const auto& each : shared) {
    attributes.push_back(attribute_json(producer, each));
  }
  const auto org =
      json::object{{"name", producer.name}, {"uuid", uuid_of("identity\n" + producer.root)}};
  json::object event{{"uuid", uuid_of(fmt::format("event\n{}\n{}\n{}", producer.root,
                                                  base::to_unix_ms(now), shared.size()))},
                     {"info", "涉电信网络诈骗号码、账户和网址"},
                     {"date", base::format_instant(now).substr(0, 10)},
                     {"threat_level_id", "2"},
                     {"analysis", "2"},
                     {"distribution", "0"},
                     {"published", true},
                     {"timestamp", std::to_string(base::to_unix_ms(now) / 1000)},
                     {"Orgc", org},
                     {"Tag", json::array{json::object{{"name", tlp_tag(tlp)}}}},
                     {"Attribute", std::move(attributes)}};
  return json::serialize(json::object{{"Event", std::move(event)}});
}

base::Result<Told> read_misp(const Reader& event, base::Instant now) {
  const auto attributes = event.list("Attribute");
  const auto tags = tags_of(event, {});
  if (!attributes || !tags) {
    return !attributes ? attributes.error() : tags.error();
  }
  std::string producer;
  if (event.has("Orgc")) {
    const auto org = event.object("Orgc");
    const auto name = org ? org->text("name") : base::Result<std::string>{org.error()};
    if (!name) {
      return name.error();
    }
    producer = *name;
  }
  Told told;
  for (const auto& attribute : *attributes) {
    if (!attribute.is_object()) {
      return base::Error{base::ErrorCode::bad_input, "is no object", attribute.pointer()};
    }
    if (const auto ok = read_one(attribute, now, *tags, producer, told); !ok) {
      return ok.error();
    }
  }
  if (event.has("Object")) {
    told.passed_over.push_back({event.pointer() + "/Object", "objects are not read"});
  }
  return told;
}

}  // namespace holdfast::indicator
