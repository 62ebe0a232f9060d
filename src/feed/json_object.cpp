#include <algorithm>
#include <array>
#include <boost/json/basic_parser_impl.hpp>
#include <fmt/core.h>
#include <vector>

#include "feed/json_rows.hpp"
#include "feed/utf8.hpp"

namespace holdfast::feed {

namespace {

namespace json = boost::json;

/// The member's meaning; `none` for members that are passed over.
Field member_field(std::string_view name) {
  if (name == "uetr") {
    return Field::clearing;
  }
  const auto field = parse_field(name);
  const bool is_ours = field && name != "amount" && name != "amount_yuan" &&
                       (*field <= Field::note || *field == Field::amount_fen);
  return is_ours ? *field : Field::none;
}

// What Boost.JSON calls while it reads. Returning false stops it; `reason` then says why. `depth`
// is 1 inside the row itself; what lies deeper belongs to members that are passed over.
struct Handler {
  static constexpr std::size_t max_object_size = 256;  // members
  static constexpr std::size_t max_array_size = 1U << 16;
  static constexpr std::size_t max_key_size = 1U << 16;
  static constexpr std::size_t max_string_size = 1U << 16;
  using Code = json::error_code;

  TransferRow row;
  TimeReader times;
  std::optional<base::Instant> now;
  std::array<std::string, field_count> texts;
  std::array<bool, field_count> seen{};
  std::vector<std::vector<std::string>> names;  // of the members seen, for each open object
  std::string name;                             // of the member at hand
  std::string partial;                          // a key or string that comes in parts
  Field field = Field::none;
  std::size_t depth = 0;
  std::string reason;
  std::string_view input;
  std::size_t name_offset = 0;

  void reset(std::string_view text) {
    input = text;
    name_offset = 0;
    row = {};
    seen = {};
    names.clear();
    name.clear();
    partial.clear();
    field = Field::none;
    depth = 0;
    reason.clear();
  }

  bool refuse(Code& code, std::string why) {
    reason = std::move(why);
    code = json::make_error_code(json::error::exception);  // any code stops the parser
    return false;
  }
  /// Where the member's name begins, when the parser shows it in the input and not in a copy.
  void note_place(std::string_view part) {
    const auto first = reinterpret_cast<std::uintptr_t>(input.data());
    const auto at = reinterpret_cast<std::uintptr_t>(part.data());
    if (at > first && at < first + input.size()) {
      name_offset = at - first - 1;  // its quote
    }
  }
  [[nodiscard]] bool is_ours() const { return depth == 1 && field != Field::none; }
  bool wrong_type(Code& code, std::string_view found) {
    if (depth == 0) {
      return refuse(code, fmt::format("{} where an object should be", found));
    }
    const bool whole = field == Field::amount_fen;
    return !is_ours() || refuse(code, fmt::format("{} must be {}, not {}", name,
                                                  whole ? "an integer" : "a string", found));
  }
  bool take_text(Code& code, std::string_view text);
  bool take_whole(Code& code, std::int64_t value);

  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_object_begin(Code& code) {
    if (depth > 0 && !wrong_type(code, "an object")) {
      return false;
    }
    ++depth;
    names.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t, Code&) {
    --depth;
    names.pop_back();
    return true;
  }
  bool on_array_begin(Code& code) {
    if (!wrong_type(code, "an array")) {
      return false;
    }
    ++depth;
    return true;
  }
  bool on_array_end(std::size_t, Code&) {
    --depth;
    return true;
  }
  bool on_key_part(json::string_view part, std::size_t, Code&) {
    partial.append(part.data(), part.size());
    return true;
  }
  bool on_key(json::string_view part, std::size_t, Code& code) {
    partial.append(part.data(), part.size());
    if (depth == 1) {
      name = partial;
      field = member_field(name);
      note_place(part);
    }
    auto& own = names.back();
    if (std::ranges::find(own, partial) != own.end()) {
      return refuse(code, fmt::format("the member \"{}\" is there twice", cut_utf8(partial, 48)));
    }
    own.push_back(partial);
    partial.clear();
    return true;
  }
  bool on_string_part(json::string_view part, std::size_t, Code&) {
    partial.append(part.data(), part.size());
    return true;
  }
  bool on_string(json::string_view part, std::size_t, Code& code) {
    partial.append(part.data(), part.size());
    const bool good = take_text(code, partial);
    partial.clear();
    return good;
  }
  bool on_number_part(json::string_view, Code&) { return true; }
  bool on_int64(std::int64_t value, json::string_view, Code& code) {
    return take_whole(code, value);
  }
  bool on_uint64(std::uint64_t, json::string_view, Code& code) {
    return is_ours() && field == Field::amount_fen ? refuse(code, "amount_fen is over the limit")
                                                   : wrong_type(code, "a number");
  }
  bool on_double(double, json::string_view, Code& code) {
    return wrong_type(code, "a number with a fraction or an exponent, or one too large");
  }
  bool on_bool(bool, Code& code) { return wrong_type(code, "a truth value"); }
  bool on_null(Code& code) {
    const bool needed = field == Field::id || field == Field::time || field == Field::payer ||
                        field == Field::payee || field == Field::amount_fen;
    return depth > 0 && !needed ? true : wrong_type(code, "null");
  }
  bool on_comment_part(json::string_view, Code&) { return true; }
  bool on_comment(json::string_view, Code&) { return true; }
};

bool Handler::take_text(Code& code, std::string_view text) {
  if (!is_ours()) {
    return depth > 0 || wrong_type(code, "a string");
  }
  if (field == Field::amount_fen) {
    return wrong_type(code, "a string");
  }
  seen[index_of(field)] = true;
  if (field == Field::time) {
    const auto time = times.read(text);
    if (!time) {
      return refuse(code, time.error().message);
    }
    row.time = *time;
    auto future = refuse_future(*time, now);
    return !future || refuse(code, *std::move(future));
  }
  if (field == Field::kind) {
    const auto kind = fund::parse_kind(text);
    if (!kind) {
      return refuse(code, kind.error().message);
    }
    row.kind = *kind;
    return true;
  }
  if (auto why = refuse_text(field, text)) {
    return refuse(code, *std::move(why));
  }
  std::string& kept = texts[index_of(field)];
  kept = text;
  put_text(row, field, kept);
  return true;
}

bool Handler::take_whole(Code& code, std::int64_t value) {
  if (!is_ours() || field != Field::amount_fen) {
    return wrong_type(code, "a number");
  }
  const auto amount = bounded(base::Fen{value});
  if (!amount) {
    return refuse(code, amount.error().message);
  }
  row.amount = *amount;
  seen[index_of(field)] = true;
  return true;
}

json::parse_options strict_options() {
  json::parse_options options;
  options.max_depth = json_depth_max;
  return options;
}

/// What Boost.JSON did not like, in words.
std::string syntax_reason(const json::error_code& code) {
  if (code == json::error::too_deep) {
    return fmt::format("the JSON is nested deeper than {}", json_depth_max);
  }
  if (code == json::error::object_too_large) {
    return "an object has more than 256 members";
  }
  if (code == json::error::incomplete) {
    return "the JSON ends too early";
  }
  return fmt::format("this is not JSON: {}", code.message());
}

}  // namespace

struct JsonObject::Parser {
  json::basic_parser<Handler> json{strict_options()};
};

JsonObject::JsonObject(std::optional<base::Instant> now) : parser_(std::make_unique<Parser>()) {
  parser_->json.handler().now = now;
}
JsonObject::~JsonObject() = default;
JsonObject::JsonObject(JsonObject&&) noexcept = default;
JsonObject& JsonObject::operator=(JsonObject&&) noexcept = default;

RowOutcome JsonObject::read(std::string_view text, RowPosition start, std::string_view pointer) {
  Handler& handler = parser_->json.handler();
  parser_->json.reset();
  handler.reset(text);
  json::error_code code;
  const std::size_t used = parser_->json.write_some(false, text.data(), text.size(), code);
  const auto place_of = [&](std::size_t offset) {
    RowPosition place = start;
    for (const char c : text.substr(0, offset)) {
      place =
          c == '\n' ? RowPosition{place.line + 1, 1} : RowPosition{place.line, place.column + 1};
    }
    return place;
  };
  const auto fault = [&](RowPosition at, std::string_view member, std::string reason) {
    std::string field(pointer);
    field += member.empty() ? "" : "/";
    field += cut_utf8(member, 64);
    return RowFault{at, std::move(field), std::move(reason)};
  };
  if (code) {
    return handler.reason.empty()
               ? fault(place_of(used), {}, syntax_reason(code))
               : fault(place_of(handler.name_offset), handler.name, handler.reason);
  }
  if (!trim(text.substr(used)).empty()) {
    return fault(place_of(used), {}, "text after the object");
  }
  for (const Field field :
       {Field::id, Field::time, Field::payer, Field::payee, Field::amount_fen}) {
    if (!handler.seen[index_of(field)]) {
      return fault(start, to_text(field), fmt::format("{} is missing", to_text(field)));
    }
  }
  handler.row.position = start;
  return handler.row;
}

}  // namespace holdfast::feed
