#include <algorithm>
#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11.hpp>
#include <type_traits>
#include <utility>

#include "base/digest.hpp"
#include "core/codec.hpp"
#include "core/codec_kinds.hpp"

namespace holdfast::core {

namespace json = boost::json;

namespace {

struct Writer {
  const Seal& seal;
  int* version = nullptr;  // raised to the one that can read what was written

  void needs_version(int least) const {
    if (version != nullptr) {
      *version = std::max(*version, least);
    }
  }

  json::value write(bool value) const { return value; }
  json::value write(const std::string& value) const { return json::string{value}; }
  json::value write(base::Fen value) const { return value.value(); }
  json::value write(base::Instant value) const { return json::string{base::format_instant(value)}; }
  json::value write(const base::Personal& value) const {
    if (value.text.empty()) {
      return nullptr;
    }
    return json::object{{"s", value.subject.value()},
                        {"c", base::to_base64(seal(value.subject, value.text))}};
  }
  template <typename Tag, typename Rep>
  json::value write(base::StrongId<Tag, Rep> value) const {
    return static_cast<std::uint64_t>(value.value());
  }
  template <std::integral Number>
  requires(!std::same_as<Number, bool>) json::value write(Number value)
  const { return value; }
  template <typename Enum>
  requires std::is_enum_v<Enum> json::value write(Enum value)
  const {
    const char* name = boost::describe::enum_to_string(value, nullptr);
    base::check(name != nullptr, "an enumerator without a name");
    return json::string{name};
  }
  template <typename T>
  json::value write(const std::optional<T>& value) const {
    return value ? write(*value) : json::value(nullptr);
  }
  template <typename T>
  json::value write(const std::vector<T>& values) const {
    json::array list;
    list.reserve(values.size());
    for (const auto& value : values) {
      list.push_back(write(value));
    }
    return list;
  }
  template <typename Key, typename T>
  json::value write(const std::map<Key, T>& values) const {
    json::array list;
    list.reserve(values.size());
    for (const auto& [key, value] : values) {
      list.push_back(json::array{write(key), write(value)});
    }
    return list;
  }
  template <typename Struct>
  requires boost::describe::has_describe_members<Struct>::value json::value write(
      const Struct& value)
  const {
    json::object object;
    write_members(value, object);
    return object;
  }
  template <typename Struct>
  void write_members(const Struct& value, json::object& object) const {
    using Members = boost::describe::describe_members<Struct, boost::describe::mod_public>;
    boost::mp11::mp_for_each<Members>([&](auto member) {
      if (const auto brought_in = added_in<Struct>(member.name); brought_in > 0) {
        static const Struct plain{};
        if (value.*member.pointer == plain.*member.pointer) {
          return;
        }
        needs_version(brought_in);
      }
      auto written = write(value.*member.pointer);
      if (written.is_null()) {
        needs_version(since(nullable_members<Struct>, member.name));
      }
      object.emplace(member.name, std::move(written));
    });
  }
};

}  // namespace

std::string_view kind_of(const EventBody& body) {
  return kinds[body.index()].name;
}

std::string encode(const Event& event, const Seal& seal) {
  const auto& kind = kinds[event.body.index()];
  int version = 1;
  json::object body;
  std::visit(
      [&](const auto& each) {
        Writer{seal, &version}.write_members(each, body);
      },
      event.body);
  base::check(version <= kind.version, "an event holds a member that its version does not know");
  json::object object;
  object.emplace("kind", kind.name);
  object.emplace("v", version);
  object.emplace("at", base::format_instant(event.at));
  object.emplace("actor", event.actor);
  object.emplace("body", std::move(body));
  return json::serialize(object);
}

std::string encode_state(const State& state, const Seal& seal) {
  return json::serialize(Writer{seal}.write(state));
}

std::string state_digest(const State& state) {
  const Seal plain = [](base::SubjectId, std::string_view text) { return std::string{text}; };
  return base::to_hex(base::sha256(encode_state(state, plain)));
}

}  // namespace holdfast::core
