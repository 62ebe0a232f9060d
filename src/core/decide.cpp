#include "core/decide.hpp"

#include <fmt/core.h>

#include "core/outcome.hpp"

namespace holdfast::core {

base::Error refuse(base::ErrorCode code, std::string message, std::string rule) {
  return {code, std::move(message), {}, std::move(rule)};
}

base::Result<const desk::CaseFile*> case_named(const State& state, desk::CaseId id) {
  const auto found = state.cases.find(id);
  if (found == state.cases.end()) {
    return refuse(base::ErrorCode::not_found, fmt::format("no case {}", order::to_text(id)));
  }
  return &found->second;
}

base::Result<const desk::CaseFile*> open_case_named(const State& state, desk::CaseId id) {
  auto file = case_named(state, id);
  if (file && (*file)->closed) {
    return refuse(base::ErrorCode::conflict,
                  fmt::format("案件 {} 已结案，须先恢复办理（reopen）", order::to_text(id)));
  }
  return file;
}

base::Result<void> need_reason(std::string_view reason, std::string_view where) {
  if (reason.empty()) {
    return base::Error{base::ErrorCode::bad_input, "say why", std::string{where}};
  }
  if (reason.size() > 2000) {
    return base::Error{base::ErrorCode::too_large, "the reason is longer than 2,000 bytes",
                       std::string{where}};
  }
  return {};
}

base::Result<const order::Order*> order_named(const State& state, order::OrderId id) {
  const auto found = state.orders.find(id);
  if (found == state.orders.end()) {
    return refuse(base::ErrorCode::not_found, fmt::format("no order {}", order::to_text(id)));
  }
  return &found->second;
}

base::Result<Decision> decide(const State& state, const Command& command) {
  if (!command.idempotency_key.empty()) {
    const auto found = state.answered.find(command.idempotency_key);
    if (found != state.answered.end()) {
      if (found->second.digest != command.digest) {
        return refuse(base::ErrorCode::conflict,
                      "this Idempotency-Key was used for a different request");
      }
      return Decision{{}, Answer{found->second.answer, true}};
    }
  }
  Outcome out{state, command};
  const auto decided =
      std::visit([&](const auto& body) { return decide_one(out, body); }, command.body);
  if (!decided) {
    return decided.error();
  }
  if (!command.idempotency_key.empty()) {
    out.add(KeyAnswered{command.idempotency_key, command.digest, out.answer.id});
  }
  return Decision{std::move(out.events), std::move(out.answer)};
}

}  // namespace holdfast::core
