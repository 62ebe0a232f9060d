#include "cli/conform_run.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>

namespace holdfast::cli::conform {

namespace json = boost::json;

namespace {

constexpr std::int64_t query_hours = 24;

}  // namespace

Verdict failed(std::string why) {
  return {CaseOutcome::failed, std::move(why)};
}
Verdict skipped(std::string why) {
  return {CaseOutcome::skipped, std::move(why)};
}

bool flag_in(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(json::string_view{name.data(), name.size()});
  return value != nullptr && value->is_bool() && value->as_bool();
}

port::PartnerMessage Run::order(std::string code, std::string_view name) const {
  port::PartnerMessage made;
  made.code = std::move(code);
  made.application_id = fmt::format("{}-{}", id, name);
  made.case_number = "C000000";
  made.institution = plan.name;
  made.account = plan.account.number;
  made.account_name = plan.account.name;
  made.reason = "联调测试";
  made.article = "反电信网络诈骗法 第二十条";
  made.officer = "conform";
  made.term_hours = query_hours;
  made.approved_at = plan.payment.time;
  made.drill = true;
  return made;
}

Verdict taken(Run& run, const port::PartnerMessage& order, port::PartnerAck* ack) {
  const auto sent = run.line.send(order);
  if (!sent) {
    return failed(sent.error().message);
  }
  if (!sent->ack) {
    return failed(fmt::format("HTTP {}: {}", sent->status, sent->ack.error().message));
  }
  if (sent->ack->code != "100000" && sent->ack->code != "200003") {
    return failed(fmt::format("签收代码 {} {}", sent->ack->code, sent->ack->message));
  }
  if (ack != nullptr) {
    *ack = *sent->ack;
  }
  return {};
}

Verdict answered(Run& run, const port::PartnerMessage& order,
                 std::initializer_list<std::string_view> codes, json::object* told) {
  if (auto verdict = taken(run, order); !verdict.passed()) {
    return verdict;
  }
  auto result = run.line.result_of(order.application_id);
  if (!result) {
    return failed(result.error().message);
  }
  const auto code = text_in(*result, "result");
  if (std::find(codes.begin(), codes.end(), code) == codes.end()) {
    std::string wanted;
    for (const auto each : codes) {
      wanted += (wanted.empty() ? "" : " / ") + std::string{each};
    }
    return failed(fmt::format("结果 {}，应为 {}", code, wanted));
  }
  if (told != nullptr) {
    *told = std::move(*result);
  }
  return {};
}

Verdict held_within(const json::object& told, base::Fen asked,
                    base::Instant (*latest)(base::Instant start), std::string_view limit,
                    base::Instant* end) {
  const auto start = base::parse_instant(text_in(told, "start"));
  const auto until = base::parse_instant(text_in(told, "end"));
  if (!start || !until || *until <= *start || *until > latest(*start)) {
    return failed(fmt::format("start、end 缺失，或期限不在{}以内", limit));
  }
  const auto* held = told.if_contains("held_fen");
  if (held == nullptr || !held->is_int64() || held->as_int64() < 0 ||
      held->as_int64() > asked.value()) {
    return failed("held_fen 缺失，或大于申请金额");
  }
  if (end != nullptr) {
    *end = *until;
  }
  return {};
}

}  // namespace holdfast::cli::conform
