#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11.hpp>
#include <fmt/core.h>
#include <type_traits>
#include <utility>

#include "base/digest.hpp"
#include "core/codec.hpp"
#include "core/codec_kinds.hpp"

namespace holdfast::core {

namespace json = boost::json;

namespace {

/// Thrown inside this file only; `decode` turns it into an Error.
struct Unreadable {
  std::string where;
  std::string why;
};

struct Reader {
  const Open& open;

  void read(const json::value& from, bool& to) const {
    to = typed(from.if_bool(), "true or false");
  }
  void read(const json::value& from, std::string& to) const {
    to = std::string{typed(from.if_string(), "text")};
  }
  void read(const json::value& from, base::Fen& to) const {
    to = base::Fen{integer<std::int64_t>(from)};
  }
  void read(const json::value& from, base::Instant& to) const {
    const auto at = base::parse_instant(typed(from.if_string(), "a time"));
    if (!at) {
      throw Unreadable{{}, at.error().message};
    }
    to = *at;
  }
  void read(const json::value& from, base::Personal& to) const {
    if (from.is_null()) {
      to = {};
      return;
    }
    const auto& object = typed(from.if_object(), "a sealed text");
    std::uint64_t subject = 0;
    std::string cipher;
    field(object, "s", subject);
    field(object, "c", cipher);
    to.subject = base::SubjectId{subject};
    const auto bytes = base::from_base64(cipher);
    if (!bytes) {
      throw Unreadable{{}, bytes.error().message};
    }
    auto plain = open(to.subject, *bytes);
    if (!plain && plain.error().code != base::ErrorCode::not_found) {
      throw Unreadable{{}, plain.error().message};
    }
    to.text = plain ? std::move(*plain) : std::string{base::erased_text};
  }
  template <typename Tag, typename Rep>
  void read(const json::value& from, base::StrongId<Tag, Rep>& to) const {
    to = base::StrongId<Tag, Rep>{integer<Rep>(from)};
  }
  template <std::integral Number>
  requires(!std::same_as<Number, bool>) void read(const json::value& from, Number& to) const {
    to = integer<Number>(from);
  }
  template <typename Enum>
  requires std::is_enum_v<Enum>
  void read(const json::value& from, Enum& to) const {
    const auto& name = typed(from.if_string(), "a name");
    if (!boost::describe::enum_from_string(std::string{name}.c_str(), to)) {
      throw Unreadable{{}, fmt::format("\"{}\" is not known here", std::string{name})};
    }
  }
  template <typename T>
  void read(const json::value& from, std::optional<T>& to) const {
    if (from.is_null()) {
      to.reset();
    } else {
      read(from, to.emplace());
    }
  }
  template <typename T>
  void read(const json::value& from, std::vector<T>& to) const {
    const auto& list = typed(from.if_array(), "a list");
    to.resize(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) {
      read(list[i], to[i]);
    }
  }
  template <typename Key, typename T>
  void read(const json::value& from, std::map<Key, T>& to) const {
    to.clear();
    for (const auto& each : typed(from.if_array(), "a list of pairs")) {
      const auto& pair = typed(each.if_array(), "a pair");
      if (pair.size() != 2) {
        throw Unreadable{{}, "is not a pair"};
      }
      Key key{};
      T value{};
      read(pair[0], key);
      read(pair[1], value);
      to.emplace(std::move(key), std::move(value));
    }
  }
  template <typename Struct>
  requires boost::describe::has_describe_members<Struct>::value void read(const json::value& from,
                                                                          Struct& to) const {
    read_members(typed(from.if_object(), "an object"), to);
  }
  template <typename Struct>
  void read_members(const json::object& from, Struct& to) const {
    using Members = boost::describe::describe_members<Struct, boost::describe::mod_public>;
    boost::mp11::mp_for_each<Members>([&](auto member) {
      if (added_in<Struct>(member.name) > 0 && from.if_contains(member.name) == nullptr) {
        to.*member.pointer = Struct{}.*member.pointer;
        return;
      }
      field(from, member.name, to.*member.pointer);
    });
  }
  template <typename T>
  void field(const json::object& from, const char* name, T& to) const {
    const auto* found = from.if_contains(name);
    if (found == nullptr) {
      throw Unreadable{name, "is missing"};
    }
    try {
      read(*found, to);
    } catch (Unreadable& inner) {
      throw Unreadable{inner.where.empty() ? name : fmt::format("{}.{}", name, inner.where),
                       inner.why};
    }
  }

 private:
  template <typename T>
  static const T& typed(const T* found, std::string_view what) {
    if (found == nullptr) {
      throw Unreadable{{}, fmt::format("is not {}", what)};
    }
    return *found;
  }
  template <typename Number>
  static Number integer(const json::value& from) {
    boost::json::error_code error;
    const auto number = from.to_number<Number>(error);
    if (error || from.is_double()) {
      throw Unreadable{{}, "is not a whole number in range"};
    }
    return number;
  }
};

template <std::size_t... index>
bool read_kind(std::string_view name, const Reader& reader, const json::object& from, EventBody& to,
               std::index_sequence<index...> /*all*/) {
  return ((kinds[index].name == name ? (reader.read_members(from, to.emplace<index>()), true)
                                     : false) ||
          ...);
}

int current_version(std::string_view name) {
  for (const auto& kind : kinds) {
    if (kind.name == name) {
      return kind.version;
    }
  }
  throw Unreadable{"kind", fmt::format("\"{}\" is not an event of this version", name)};
}

base::Error corrupt(const Unreadable& what) {
  return {base::ErrorCode::corrupt,
          what.where.empty() ? what.why : fmt::format("field {} {}", what.where, what.why),
          what.where};
}

json::value parse(std::string_view text) {
  boost::json::error_code error;
  json::parse_options options;
  options.max_depth = 64;
  auto value = json::parse(text, error, {}, options);
  if (error) {
    throw Unreadable{{}, "is not JSON: " + error.message()};
  }
  return value;
}

const json::object& object_of(const json::value& value) {
  const auto* object = value.if_object();
  if (object == nullptr) {
    throw Unreadable{{}, "is not a JSON object"};
  }
  return *object;
}

}  // namespace

base::Result<Event> decode(std::string_view line, const Open& open) {
  try {
    const auto value = parse(line);
    const auto& object = object_of(value);
    const Reader reader{open};
    std::string kind;
    int version = 0;
    Event event;
    reader.field(object, "kind", kind);
    reader.field(object, "v", version);
    reader.field(object, "at", event.at);
    reader.field(object, "actor", event.actor);
    if (const int newest = current_version(kind); version < 1 || version > newest) {
      throw Unreadable{
          "v", fmt::format("of {} is {}, and this version reads 1 to {}", kind, version, newest)};
    }
    const auto* body = object.if_contains("body");
    if (body == nullptr) {
      throw Unreadable{"body", "is missing"};
    }
    const bool known = read_kind(kind, reader, object_of(*body), event.body,
                                 std::make_index_sequence<std::variant_size_v<EventKinds>>{});
    base::check(known, "an event kind without a reader");
    return event;
  } catch (const Unreadable& what) {
    return corrupt(what);
  }
}

base::Result<State> decode_state(std::string_view text, const Open& open) {
  try {
    State state;
    Reader{open}.read_members(object_of(parse(text)), state);
    if (!state.rules_toml.empty() && !law::RuleBook::parse(state.rules_toml).ok()) {
      throw Unreadable{"rules_toml", "is not a rule pack"};
    }
    rebuild_indexes(state);
    return state;
  } catch (const Unreadable& what) {
    return corrupt(what);
  }
}

}  // namespace holdfast::core
