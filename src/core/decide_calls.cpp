// Calls of the line, as its exchange tells them. Whatever it tells twice changes nothing; a call
// that it never told is taken in when its end or its recording comes, so that none is lost because
// one message was.
#include <algorithm>
#include <fmt/core.h>

#include "core/duties.hpp"
#include "core/warnings.hpp"

namespace holdfast::core {

namespace {

using dissuade::Call;
using dissuade::CallState;

constexpr std::size_t exchange_id_bytes_max = 64;
constexpr std::size_t extension_digits_max = 12;
constexpr std::size_t number_bytes_max = 64;
constexpr std::size_t reference_bytes_max = 300;
constexpr std::size_t digest_digits = 64;
constexpr std::int64_t seconds_max = 86'400;

base::Error bad_field(std::string message, std::string where) {
  return {base::ErrorCode::bad_input, std::move(message), std::move(where)};
}

bool is_plain(std::string_view text, std::size_t most) {
  return !text.empty() && text.size() <= most &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

base::Result<void> check_exchange_id(std::string_view id) {
  return is_plain(id, exchange_id_bytes_max)
             ? base::Result<void>{}
             : bad_field(fmt::format("1 to {} visible ASCII characters", exchange_id_bytes_max),
                         "/call");
}

base::Result<void> check_extension(std::string_view extension) {
  const bool is_number = !extension.empty() && extension.size() <= extension_digits_max &&
                         extension.find_first_not_of("0123456789") == std::string_view::npos;
  return is_number ? base::Result<void>{}
                   : bad_field(fmt::format("1 to {} digits", extension_digits_max), "/extension");
}

base::Result<void> check_about(const Outcome& out, const std::optional<order::CaseId>& case_id,
                               const std::optional<dissuade::WarningId>& about) {
  if (case_id) {
    if (const auto file = case_named(out.state, *case_id); !file) {
      return file.error();
    }
  }
  if (about && !is_warning(out.state, *about)) {
    return refuse(base::ErrorCode::not_found, fmt::format("no warning {}", to_text(*about)));
  }
  return {};
}

const Call* call_of(const State& state, const std::string& exchange_id) {
  const auto found = state.call_by_exchange.find(exchange_id);
  return found == state.call_by_exchange.end() ? nullptr : &state.calls.at(found->second);
}

/// The one that the exchange speaks of; a new one where it is the first that we hear of it.
Call heard_of(Outcome& out, const std::string& exchange_id) {
  if (const auto* known = call_of(out.state, exchange_id)) {
    return *known;
  }
  Call fresh;
  fresh.id = out.new_call();
  fresh.exchange_id = exchange_id;
  fresh.began = out.at;
  return fresh;
}

std::string officer_at(const State& state, const std::string& extension) {
  const auto found = state.extensions.find(extension);
  return found == state.extensions.end() ? std::string{} : found->second;
}

/// At which telephone somebody sits; empty: at none.
std::string extension_of(const State& state, std::string_view user) {
  const auto found = std::find_if(state.extensions.begin(), state.extensions.end(),
                                  [&](const auto& each) { return each.second == user; });
  return found == state.extensions.end() ? std::string{} : found->first;
}

void note(Outcome& out, Call call) {
  out.answer.id = dissuade::to_text(call.id);
  const auto known = out.state.calls.find(call.id);
  if (known == out.state.calls.end() || !(known->second == call)) {
    out.add(CallNoted{std::move(call)});
  }
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const TakeExtension& body) {
  const auto& actor = out.command.actor;
  if (person_named(out.state, actor) == nullptr) {
    return refuse(base::ErrorCode::forbidden, "须由本中心人员登记分机");
  }
  if (!body.extension.empty()) {
    if (const auto ok = check_extension(body.extension); !ok) {
      return ok.error();
    }
  }
  const auto before = extension_of(out.state, actor);
  if (before == body.extension) {
    return {};
  }
  if (!before.empty()) {
    out.add(ExtensionTaken{before, {}});
  }
  if (!body.extension.empty()) {
    out.add(ExtensionTaken{body.extension, actor});
  }
  return {};
}

base::Result<void> decide_one(Outcome& out, const NoteCall& body) {
  if (const auto ok = check_exchange_id(body.exchange_id); !ok) {
    return ok.error();
  }
  if (const auto ok = check_extension(body.extension); !ok) {
    return ok.error();
  }
  if (body.number.size() > number_bytes_max) {
    return bad_field(fmt::format("at most {} bytes", number_bytes_max), "/number");
  }
  if (const auto ok = check_about(out, body.case_id, body.about); !ok) {
    return ok.error();
  }
  auto call = heard_of(out, body.exchange_id);
  const bool is_another_desk = call.extension != body.extension;
  if (out.state.calls.contains(call.id) && (call.state == CallState::ended || !is_another_desk)) {
    out.answer.id = dissuade::to_text(call.id);
    return {};
  }
  call.way = body.way;
  call.number = body.number;
  call.extension = body.extension;
  call.officer = officer_at(out.state, body.extension);
  call.case_id = call.case_id ? call.case_id : body.case_id;
  call.about = call.about ? call.about : body.about;
  note(out, std::move(call));
  return {};
}

base::Result<void> decide_one(Outcome& out, const AskCall& body) {
  if (const auto ok = check_about(out, body.case_id, body.about); !ok) {
    return ok.error();
  }
  if (body.case_id.has_value() == body.about.has_value()) {
    return bad_field("a call is about a case or a warning", "/about");
  }
  Call call;
  call.extension = extension_of(out.state, out.command.actor);
  if (call.extension.empty()) {
    return refuse(base::ErrorCode::conflict, "请先登记本席位的分机号");
  }
  call.id = out.new_call();
  call.way = dissuade::CallWay::out;
  call.state = CallState::asked;
  call.number = body.number;
  call.officer = out.command.actor;
  call.case_id = body.case_id;
  call.about = body.about;
  call.began = out.at;
  note(out, std::move(call));
  return {};
}

base::Result<void> decide_one(Outcome& out, const EndCall& body) {
  if (const auto ok = check_exchange_id(body.exchange_id); !ok) {
    return ok.error();
  }
  if (body.seconds < 0 || body.seconds > seconds_max) {
    return bad_field(fmt::format("0 to {}", seconds_max), "/seconds");
  }
  if (body.call && !out.state.calls.contains(*body.call)) {
    return refuse(base::ErrorCode::not_found,
                  fmt::format("no call {}", dissuade::to_text(*body.call)));
  }
  auto call = body.call && call_of(out.state, body.exchange_id) == nullptr
                  ? out.state.calls.at(*body.call)
                  : heard_of(out, body.exchange_id);
  if (call.state == CallState::ended) {
    out.answer.id = dissuade::to_text(call.id);
    return {};
  }
  call.exchange_id = body.exchange_id;
  call.state = CallState::ended;
  call.result = body.result;
  call.seconds = body.seconds;
  call.ended = out.at;
  note(out, std::move(call));
  return {};
}

base::Result<void> decide_one(Outcome& out, const NoteRecording& body) {
  if (const auto ok = check_exchange_id(body.exchange_id); !ok) {
    return ok.error();
  }
  if (!is_plain(body.reference, reference_bytes_max)) {
    return bad_field(fmt::format("1 to {} visible ASCII characters", reference_bytes_max),
                     "/reference");
  }
  if (body.sha256.size() != digest_digits ||
      body.sha256.find_first_not_of("0123456789abcdef") != std::string::npos) {
    return bad_field("is not a SHA-256 in hex", "/sha256");
  }
  auto call = heard_of(out, body.exchange_id);
  if (call.recording) {
    const bool is_same =
        call.recording->reference == body.reference && call.recording->sha256 == body.sha256;
    out.answer.id = dissuade::to_text(call.id);
    return is_same ? base::Result<void>{}
                   : refuse(base::ErrorCode::conflict,
                            "the call has a recording already, and it is another one");
  }
  call.recording = dissuade::Recording{body.reference, body.sha256, out.at};
  note(out, std::move(call));
  return {};
}

base::Result<void> decide_one(Outcome& out, const FileCall& body) {
  const auto found = out.state.calls.find(body.call);
  if (found == out.state.calls.end()) {
    return refuse(base::ErrorCode::not_found,
                  fmt::format("no call {}", dissuade::to_text(body.call)));
  }
  if (!body.case_id && !body.about) {
    return bad_field("a call is about a case or a warning", "/about");
  }
  if (const auto ok = check_about(out, body.case_id, body.about); !ok) {
    return ok.error();
  }
  auto call = found->second;
  call.case_id = body.case_id ? body.case_id : call.case_id;
  call.about = body.about ? body.about : call.about;
  note(out, std::move(call));
  return {};
}

void forget_calls(Outcome& out) {
  const auto* kept = out.state.rules.find("call.kept", out.at);
  if (kept == nullptr) {
    return;
  }
  const auto before = out.at - law::term_of(*kept);
  const bool any = std::any_of(out.state.calls.begin(), out.state.calls.end(), [&](const auto& at) {
    return dissuade::is_forgettable(at.second, before);
  });
  if (any) {
    out.add(CallsForgotten{before});
  }
}

}  // namespace holdfast::core
