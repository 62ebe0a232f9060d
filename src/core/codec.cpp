#include "core/codec.hpp"

#include <algorithm>
#include <array>
#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11.hpp>
#include <fmt/core.h>
#include <span>
#include <type_traits>
#include <utility>

#include "base/digest.hpp"

namespace holdfast::core {

namespace json = boost::json;

namespace {

// ---- members that came later ------------------------------------------------------------------
//
// A member that joins a struct after its first release is written only where it says something: its
// default means what the lack of it meant. So an older text reads as it was meant and is written
// again byte for byte, and a line carries the lowest version that can read it.

struct Added {
  std::string_view name;
  int since;  // the version of the event kinds that the struct is part of
};

template <typename Struct>
constexpr std::array<Added, 0> added_members{};
template <>
constexpr std::array<Added, 7> added_members<desk::CaseFile>{{{"closed", 2},
                                                              {"resumed", 2},
                                                              {"erasure", 2},
                                                              {"filed", 3},
                                                              {"truth", 3},
                                                              {"gates", 4},
                                                              {"withdrawn", 5}}};
template <>
constexpr std::array<Added, 2> added_members<desk::Loss>{{{"paid_by", 2}, {"particulars", 2}}};
template <>
constexpr std::array<Added, 3> added_members<desk::Task>{{{"loss", 2}, {"order", 3}, {"duty", 3}}};
template <>
constexpr std::array<Added, 1> added_members<TransfersTaken>{{{"batch", 2}}};
template <>
constexpr std::array<Added, 12> added_members<order::Order>{{{"approval", 2},
                                                             {"freeze", 2},
                                                             {"replaces", 2},
                                                             {"countersigned", 2},
                                                             {"rung", 2},
                                                             {"handling", 3},
                                                             {"objection_due", 3},
                                                             {"consent", 4},
                                                             {"evidence", 4},
                                                             {"payback", 4},
                                                             {"mark", 4},
                                                             {"drill", 4}}};
template <>
constexpr std::array<Added, 2> added_members<order::Freeze>{{{"until", 4}, {"returned", 4}}};
template <>
constexpr std::array<Added, 1> added_members<order::Payback>{{{"victim_of", 5}}};
template <>
constexpr std::array<Added, 1> added_members<order::Handling>{{{"spoken", 4}}};
template <>
constexpr std::array<Added, 7> added_members<order::PaperFacts>{{{"asked", 2},
                                                                 {"to_institution", 2},
                                                                 {"to_number", 2},
                                                                 {"to_holder", 2},
                                                                 {"mark", 2},
                                                                 {"mark_platform", 2},
                                                                 {"drill", 2}}};
template <>
constexpr std::array<Added, 1> added_members<order::Ground>{{{"term_months", 2}}};
template <>
constexpr std::array<Added, 2> added_members<order::Reply>{{{"former", 2}, {"evidence", 3}}};
template <>
constexpr std::array<Added, 2> added_members<OrderApproved>{{{"deadline", 2}, {"papers_due", 2}}};
template <>
constexpr std::array<Added, 2> added_members<OrderAnswered>{{{"renew_by", 2}, {"screen_by", 2}}};
template <>
constexpr std::array<Added, 1> added_members<User>{{{"duty", 2}}};
template <>
constexpr std::array<Added, 3> added_members<Institution>{
    {{"backup", 2}, {"duty", 2}, {"kind", 3}}};
template <>
constexpr std::array<Added, 2> added_members<Channel>{{{"kind", 2}, {"practice", 3}}};
// A snapshot has no versions by struct: one that holds the member is read here, and an older
// program forgets the numbers with it, never a transfer.
template <>
constexpr std::array<Added, 7> added_members<State>{{{"batches", 2},
                                                     {"delegations", 2},
                                                     {"papers", 2},
                                                     {"objections", 2},
                                                     {"drill", 3},
                                                     {"plans", 4},
                                                     {"applications", 4}}};

/// Members that were always there and may be null only since that version.
template <typename Struct>
constexpr std::array<Added, 0> nullable_members{};
template <>
constexpr std::array<Added, 2> nullable_members<desk::Loss>{{{"payer", 2}, {"payee", 2}}};

int since(std::span<const Added> members, std::string_view name) {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const Added& each) { return each.name == name; });
  return found == members.end() ? 0 : found->since;
}

/// The version that brought the member; 0 for one that was there from the first.
template <typename Struct>
int added_in(std::string_view name) {
  return since(added_members<Struct>, name);
}

// ---- writing ----------------------------------------------------------------------------------

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

// ---- reading ----------------------------------------------------------------------------------

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

// ---- kinds and versions -----------------------------------------------------------------------

struct Kind {
  std::string_view name;
  int version;  // the newest that is read; a line's own says what its members need
};

/// In the order of EventBody.
constexpr std::array<Kind, std::variant_size_v<EventBody>> kinds{{
    {"rules_loaded", 1},       {"routing_set", 3},
    {"user_added", 2},         {"user_disabled", 1},
    {"password_set", 1},       {"api_key_added", 1},
    {"case_opened", 2},        {"losses_added", 2},
    {"loss_matched", 1},       {"cascade_authorised", 1},
    {"pursuit_moved", 1},      {"need_unmet", 1},
    {"order_drafted", 5},      {"order_held_for_review", 1},
    {"order_approved", 2},     {"order_rejected", 1},
    {"order_sent", 1},         {"order_acknowledged", 1},
    {"order_send_failed", 1},  {"order_answered", 3},
    {"candidate_found", 1},    {"order_expired", 1},
    {"order_released", 1},     {"excess_found", 1},
    {"transfers_taken", 2},    {"legs_split", 1},
    {"feed_silent", 1},        {"task_opened", 3},
    {"task_finished", 1},      {"alarm_raised", 1},
    {"alarm_cleared", 1},      {"alarm_acknowledged", 1},
    {"revealed", 1},           {"key_answered", 1},
    {"keys_forgotten", 1},     {"case_closed", 1},
    {"case_reopened", 1},      {"payee_named", 1},
    {"victim_completed", 1},   {"erasure_requested", 1},
    {"case_erased", 1},        {"erasure_declined", 1},
    {"case_filed", 1},         {"truth_reviewed", 1},
    {"order_signed", 1},       {"order_countersigned", 1},
    {"paper_supplied", 1},     {"freeze_advanced", 1},
    {"freeze_renewed", 1},     {"freeze_screened", 1},
    {"order_converted", 1},    {"clock_rung", 1},
    {"duty_delegated", 1},     {"delegation_ended", 1},
    {"order_requeued", 1},     {"order_given_up", 1},
    {"paper_issued", 2},       {"paper_made", 1},
    {"objection_filed", 1},    {"objection_answered", 1},
    {"case_studied", 1},       {"inquiry_recorded", 1},
    {"result_recorded", 1},    {"stop_extended", 1},
    {"protection_revoked", 1}, {"funds_returned", 1},
    {"order_spoken", 1},       {"filing_withdrawn", 1},
    {"drill_declared", 1},     {"return_planned", 1},
    {"return_plan_worked", 1}, {"return_plan_signed", 1},
    {"return_notice_begun", 1}, {"return_notice_ended", 1},
    {"plan_objection_filed", 1}, {"plan_objection_answered", 1},
    {"plan_objection_lapsed", 1}, {"return_plan_ended", 1},
    {"return_applied", 1}, {"return_application_decided", 1},
}};

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
                                 std::make_index_sequence<std::variant_size_v<EventBody>>{});
    base::check(known, "an event kind without a reader");
    return event;
  } catch (const Unreadable& what) {
    return corrupt(what);
  }
}

std::string encode_state(const State& state, const Seal& seal) {
  return json::serialize(Writer{seal}.write(state));
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

std::string state_digest(const State& state) {
  const Seal plain = [](base::SubjectId, std::string_view text) { return std::string{text}; };
  return base::to_hex(base::sha256(encode_state(state, plain)));
}

}  // namespace holdfast::core
