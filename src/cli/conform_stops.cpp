// What is asked of a partner and what is stopped there.
#include <boost/json.hpp>
#include <fmt/core.h>

#include "cli/conform_run.hpp"

namespace holdfast::cli::conform {

namespace json = boost::json;

namespace {

constexpr std::int64_t stop_hours = 48;
constexpr std::string_view absent_account = "0000000000000001";

port::PartnerMessage stop_order(const Run& run, std::string_view name) {
  auto made = run.order("100101", name);
  made.term_hours = stop_hours;
  made.amount = run.plan.payment.amount;
  made.justification = run.plan.payment;
  return made;
}

port::PartnerMessage release_order(const Run& run, std::string_view name) {
  auto order = run.order("100103", name);
  order.original_application_id = run.stop;
  return order;
}

}  // namespace

Verdict subject(Run& run) {
  json::object told;
  auto verdict = answered(run, run.order("100303", "subject"), {"0000"}, &told);
  if (verdict.passed() && text_in(told, "registered_name") != run.plan.account.name) {
    return failed("registered_name 与测试账户户名不符");
  }
  return verdict;
}

Verdict absent_subject(Run& run) {
  auto order = run.order("100303", "absent");
  order.account = absent_account;
  order.account_name.clear();
  return answered(run, order, {"0300"});
}

Verdict transactions(Run& run) {
  json::object told;
  auto verdict = answered(run, run.order("100301", "rows"), {"0000"}, &told);
  if (!verdict.passed()) {
    return verdict;
  }
  const auto* rows = told.if_contains("rows");
  if (rows == nullptr || !rows->is_array()) {
    return failed("结果没有 rows");
  }
  for (const auto& each : rows->as_array()) {
    const auto* row = each.if_object();
    const auto* amount = row == nullptr ? nullptr : row->if_contains("amount_fen");
    if (amount != nullptr && amount->is_int64() &&
        amount->as_int64() == run.plan.payment.amount.value() &&
        text_in(*row, "payer") == run.plan.payment.payer) {
      return {};
    }
  }
  return failed("明细中没有约定的那笔测试付款");
}

Verdict other_name(Run& run) {
  auto order = stop_order(run, "name");
  order.account_name = run.plan.account.name + "某";
  return answered(run, order, {"0301"});
}

Verdict other_amount(Run& run) {
  auto order = stop_order(run, "amount");
  order.justification->amount += base::Fen{1};
  return answered(run, order, {"0200", "0400"});
}

Verdict no_payment(Run& run) {
  auto order = stop_order(run, "payment");
  order.justification->serial = "conform-none";
  return answered(run, order, {"0400"});
}

Verdict stop(Run& run) {
  const auto order = stop_order(run, "stop");
  port::PartnerAck ack;
  if (auto verdict = taken(run, order, &ack); !verdict.passed()) {
    return verdict;
  }
  json::object told;
  auto verdict = answered(run, order, {"0000", "1200"}, &told);
  if (!verdict.passed()) {
    return verdict;
  }
  verdict = held_within(
      told, *order.amount,
      [](base::Instant start) { return start + std::chrono::hours{stop_hours}; }, " 48 小时");
  if (!verdict.passed()) {
    return verdict;
  }
  run.stop = order.application_id;
  run.stop_number = ack.partner_number;
  return {};
}

Verdict repeated(Run& run) {
  if (run.stop.empty()) {
    return skipped("止付未成功");
  }
  port::PartnerAck ack;
  if (auto verdict = taken(run, stop_order(run, "stop"), &ack); !verdict.passed()) {
    return verdict;
  }
  if (ack.partner_number != run.stop_number) {
    return failed(
        fmt::format("同一申请编号先后得到 {} 和 {}", run.stop_number, ack.partner_number));
  }
  return {};
}

/// Whoever sends another content under a number that was used gets no other effect.
Verdict other_content(Run& run) {
  if (run.stop.empty()) {
    return skipped("止付未成功");
  }
  const auto before = run.line.results_of(run.stop);
  auto order = stop_order(run, "stop");
  order.amount = base::Fen{1};
  const auto sent = run.line.send(order);
  if (!sent) {
    return failed(sent.error().message);
  }
  for (const auto& each : run.line.results_of(run.stop)) {
    if (text_in(each, "result") != text_in(before.front(), "result")) {
      return failed("同一申请编号得到不同结果");
    }
  }
  return {};
}

Verdict release(Run& run) {
  return run.stop.empty() ? skipped("止付未成功")
                          : answered(run, release_order(run, "release"), {"0000"});
}

Verdict released_before(Run& run) {
  return run.stop.empty() ? skipped("止付未成功")
                          : answered(run, release_order(run, "again"), {"0900", "1900"});
}

}  // namespace holdfast::cli::conform
