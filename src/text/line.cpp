#include "text/line.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>

#include "text/utf.hpp"

namespace holdfast::text {

namespace {

namespace json = boost::json;

base::Error bad(std::string message) {
  return {base::ErrorCode::bad_input, std::move(message)};
}

base::Result<json::object> read_object(std::string_view line) {
  json::parse_options options;
  options.max_depth = 8;
  boost::system::error_code code;
  json::value value = json::parse(line, code, {}, options);
  if (code) {
    return bad(fmt::format("this is not JSON: {}", code.message()));
  }
  if (!value.is_object()) {
    return bad("a line must be a JSON object");
  }
  return std::move(value.as_object());
}

base::Result<std::string> text_member(const json::object& object, std::string_view name) {
  const auto* const member = object.if_contains(name);
  if (member == nullptr) {
    return bad(fmt::format("\"{}\" is missing", name));
  }
  if (!member->is_string()) {
    return bad(fmt::format("\"{}\" must be a string", name));
  }
  return std::string(member->as_string());
}

/// Absent and null are the same.
std::string or_null(const std::string& value) {
  return value.empty() ? "null" : json::serialize(json::string(value));
}

base::Result<std::vector<Turn>> read_turns(const json::value& value) {
  if (!value.is_array()) {
    return bad("\"turns\" must be an array");
  }
  std::vector<Turn> turns;
  for (const json::value& element : value.as_array()) {
    if (!element.is_object()) {
      return bad(fmt::format("turn {} must be an object", turns.size()));
    }
    const auto speaker = text_member(element.as_object(), "speaker");
    const auto said = text_member(element.as_object(), "text");
    if (!speaker || !said) {
      const auto& error = speaker ? said.error() : speaker.error();
      return bad(fmt::format("turn {}: {}", turns.size(), error.message));
    }
    turns.push_back({decode(*speaker), decode(*said)});
  }
  return turns;
}

void append_entities(std::string& out, const TextLine& line, const Analysis& analysis) {
  out += "\"entities\":[";
  for (std::size_t i = 0; i < analysis.spans.size(); ++i) {
    const Span& span = analysis.spans[i];
    const std::u32string& said = line.is_talk ? line.turns[analysis.turn_of[i]].text : line.text;
    out += fmt::format(
        "{}{{\"kind\":\"{}\",\"text\":{},\"start\":{},\"end\":{}", i == 0 ? "" : ",",
        name_of(span.kind),
        json::serialize(json::string(encode(said.substr(span.begin, span.end - span.begin)))),
        span.begin, span.end);
    if (line.is_talk) {
      out += fmt::format(",\"turn\":{}", analysis.turn_of[i]);
    }
    out += '}';
  }
  out += ']';
}

void append_ledger(std::string& out, const Analysis& analysis) {
  out += "\"ledger\":[";
  for (std::size_t i = 0; i < analysis.ledger.size(); ++i) {
    const Payment& payment = analysis.ledger[i];
    out += fmt::format(
        "{}{{\"time\":{},\"amount_fen\":{},\"payer_account\":{},\"payee_account\":{},"
        "\"payee_name\":{},\"payee_bank\":{},\"direction\":\"{}\"}}",
        i == 0 ? "" : ",", or_null(payment.time), payment.amount_fen,
        or_null(payment.payer_account), or_null(payment.payee_account), or_null(payment.payee_name),
        or_null(payment.payee_bank), payment.direction == Direction::out ? "out" : "back");
  }
  out += ']';
}

}  // namespace

base::Result<TextLine> read_text_line(std::string_view bytes) {
  const auto object = read_object(bytes);
  if (!object) {
    return object.error();
  }
  TextLine line;
  if (const auto* const id = object->if_contains("id"); id != nullptr) {
    auto name = text_member(*object, "id");
    if (!name) {
      return name.error();
    }
    line.id = *std::move(name);
  }
  if (const auto* const report = object->if_contains("report"); report && !report->is_null()) {
    auto when = text_member(*object, "report");
    if (!when) {
      return when.error();
    }
    line.report = *std::move(when);
  }
  if (const auto* const turns = object->if_contains("turns")) {
    auto read = read_turns(*turns);
    if (!read) {
      return read.error();
    }
    line.turns = *std::move(read);
    line.is_talk = true;
    return line;
  }
  const auto said = text_member(*object, "text");
  if (!said) {
    return bad("\"text\" or \"turns\" is missing, or \"text\" is not a string");
  }
  line.text = decode(*said);
  return line;
}

base::Result<Analysis> analyse(const Model& model, const TextLine& line) {
  return line.is_talk ? analyse_talk(model, line.turns, line.report)
                      : analyse(model, line.text, line.report);
}

std::string write_analysis(const TextLine& line, const Analysis& analysis) {
  std::string out = "{";
  if (!line.id.empty()) {
    out += fmt::format("\"id\":{},", json::serialize(json::string(line.id)));
  }
  out += fmt::format("\"fraud\":{},\"score\":{:.4f},\"type\":\"{}\",\"reasons\":[",
                     analysis.verdict.fraud, analysis.verdict.score,
                     type_names[analysis.verdict.type]);
  for (std::size_t i = 0; i < analysis.reasons.size(); ++i) {
    out += fmt::format("{}{}", i == 0 ? "" : ",",
                       json::serialize(json::string(encode(analysis.reasons[i]))));
  }
  out += "],";
  append_entities(out, line, analysis);
  out += ',';
  append_ledger(out, analysis);
  if (line.is_talk) {
    out += ",\"turn_scores\":[";
    for (std::size_t i = 0; i < analysis.turn_scores.size(); ++i) {
      out += fmt::format("{}{:.4f}", i == 0 ? "" : ",", analysis.turn_scores[i]);
    }
    out += ']';
  }
  out += '}';
  return out;
}

base::Result<Labelled> read_labelled_line(std::string_view bytes) {
  const auto object = read_object(bytes);
  if (!object) {
    return object.error();
  }
  const auto said = text_member(*object, "text");
  if (!said) {
    return said.error();
  }
  Labelled labelled;
  const std::u32string whole = decode(*said);
  std::u32string_view rest = whole;
  while (!rest.empty()) {
    const auto end = rest.find(U'\n');
    std::u32string_view turn = rest.substr(0, end);
    rest.remove_prefix(end == std::u32string_view::npos ? rest.size() : end + 1);
    for (const std::u32string_view speaker : {U"left:", U"right:"}) {
      if (turn.starts_with(speaker)) {
        turn.remove_prefix(speaker.size());
      }
    }
    labelled.text += turn;
    labelled.text += U'\n';
  }
  labelled.knows_type = false;
  if (const auto* const is_fraud = object->if_contains("is_fraud")) {
    if (!is_fraud->is_bool()) {
      return bad("\"is_fraud\" must be true or false");
    }
    labelled.type = is_fraud->as_bool() ? ordinary - 1 : ordinary;
    return labelled;
  }
  const auto label = text_member(*object, "label");
  if (!label) {
    return bad("\"is_fraud\" or \"label\" is missing");
  }
  // Of the messages of fake base stations, advertisements are ordinary; gambling, forged papers and
  // the like are neither.
  const bool calm = *label == "正常" || label->starts_with("AD:") || *label == "Other";
  labelled.importance = label->starts_with("IL:") ? 0.0F : 1.0F;
  labelled.type = calm ? ordinary : ordinary - 1;
  return labelled;
}

}  // namespace holdfast::text
