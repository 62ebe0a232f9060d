#include "cli/conform_cases.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <fmt/core.h>

namespace holdfast::cli {

namespace json = boost::json;

namespace {

constexpr std::int64_t stop_hours = 48;
constexpr std::string_view absent_account = "0000000000000001";

struct Verdict {
  CaseOutcome outcome = CaseOutcome::passed;
  std::string detail = {};
};

Verdict failed(std::string why) {
  return {CaseOutcome::failed, std::move(why)};
}
Verdict skipped(std::string why) {
  return {CaseOutcome::skipped, std::move(why)};
}

std::string text_in(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(json::string_view{name.data(), name.size()});
  const auto* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string{} : std::string{text->data(), text->size()};
}

/// What a run knows: each case may leave something for those after it.
struct Run {
  const ConformPlan& plan;
  ConformLine& line;
  const std::string id;
  std::string stop = {};         // the stop that was done
  std::string stop_number = {};  // the partner's number of it

  [[nodiscard]] port::PartnerMessage order(std::string code, std::string_view name) const {
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
    made.term_hours = made.code == "100101" ? stop_hours : 24;
    made.approved_at = plan.payment.time;
    made.drill = true;
    return made;
  }
  [[nodiscard]] port::PartnerMessage stop_order(std::string_view name) const {
    auto made = order("100101", name);
    made.amount = plan.payment.amount;
    made.justification = plan.payment;
    return made;
  }
};

/// The partner took the order: 100000, or 200003 where it had it.
Verdict taken(Run& run, const port::PartnerMessage& order, port::PartnerAck* ack = nullptr) {
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

/// It was taken, and its result has one of these codes.
Verdict answered(Run& run, const port::PartnerMessage& order,
                 std::initializer_list<std::string_view> codes, json::object* told = nullptr) {
  if (auto verdict = taken(run, order); verdict.outcome != CaseOutcome::passed) {
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

Verdict subject(Run& run) {
  json::object told;
  auto verdict = answered(run, run.order("100303", "subject"), {"0000"}, &told);
  if (verdict.outcome == CaseOutcome::passed &&
      text_in(told, "registered_name") != run.plan.account.name) {
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
  if (verdict.outcome != CaseOutcome::passed) {
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
  auto order = run.stop_order("name");
  order.account_name = run.plan.account.name + "某";
  return answered(run, order, {"0301"});
}

Verdict other_amount(Run& run) {
  auto order = run.stop_order("amount");
  order.justification->amount += base::Fen{1};
  return answered(run, order, {"0200", "0400"});
}

Verdict no_payment(Run& run) {
  auto order = run.stop_order("payment");
  order.justification->serial = "conform-none";
  return answered(run, order, {"0400"});
}

Verdict stop(Run& run) {
  const auto order = run.stop_order("stop");
  port::PartnerAck ack;
  if (auto verdict = taken(run, order, &ack); verdict.outcome != CaseOutcome::passed) {
    return verdict;
  }
  json::object told;
  auto verdict = answered(run, order, {"0000", "1200"}, &told);
  if (verdict.outcome != CaseOutcome::passed) {
    return verdict;
  }
  const auto start = base::parse_instant(text_in(told, "start"));
  const auto end = base::parse_instant(text_in(told, "end"));
  if (!start || !end || *end <= *start || *end - *start > std::chrono::hours{stop_hours}) {
    return failed(fmt::format("start、end 缺失，或期限不在 {} 小时以内", stop_hours));
  }
  const auto* held = told.if_contains("held_fen");
  if (held == nullptr || !held->is_int64() || held->as_int64() < 0 ||
      held->as_int64() > order.amount->value()) {
    return failed("held_fen 缺失，或大于申请金额");
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
  if (auto verdict = taken(run, run.stop_order("stop"), &ack);
      verdict.outcome != CaseOutcome::passed) {
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
  auto order = run.stop_order("stop");
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

port::PartnerMessage release_order(const Run& run, std::string_view name) {
  auto order = run.order("100103", name);
  order.original_application_id = run.stop;
  return order;
}

Verdict release(Run& run) {
  return run.stop.empty() ? skipped("止付未成功")
                          : answered(run, release_order(run, "release"), {"0000"});
}

Verdict released_before(Run& run) {
  return run.stop.empty() ? skipped("止付未成功")
                          : answered(run, release_order(run, "again"), {"0900", "1900"});
}

Verdict unreadable(Run& run) {
  const auto sent = run.line.send(run.order("100303", "broken"), {.body = "{\"code\":"});
  if (!sent) {
    return failed(sent.error().message);
  }
  const bool is_refused = sent->status / 100 == 4 || (sent->ack && sent->ack->code == "200001");
  return is_refused ? Verdict{} : failed(fmt::format("HTTP {}，未以 200001 拒收", sent->status));
}

Verdict wrong_key(Run& run) {
  const auto sent =
      run.line.send(run.order("100303", "key"), {.key = "not-the-key-that-was-agreed-on"});
  if (!sent) {
    return failed(sent.error().message);
  }
  return sent->status == 401 || sent->status == 403
             ? Verdict{}
             : failed(fmt::format("HTTP {}，应为 401 或 403", sent->status));
}

Verdict no_signature(Run& run) {
  if (!run.plan.signing) {
    return skipped("未约定签名");
  }
  const auto sent = run.line.send(run.order("100303", "plain"), {.seal = Seal::unsigned_one});
  if (!sent) {
    return failed(sent.error().message);
  }
  return sent->status == 401 || sent->status == 403
             ? Verdict{}
             : failed(fmt::format("HTTP {}，未签名的指令应以 401 拒收", sent->status));
}

Verdict replayed(Run& run) {
  if (!run.plan.signing) {
    return skipped("未约定签名");
  }
  const auto order = run.order("100303", "replay");
  if (auto verdict = taken(run, order); verdict.outcome != CaseOutcome::passed) {
    return verdict;
  }
  const auto sent = run.line.send(order, {.seal = Seal::as_before});
  if (!sent) {
    return failed(sent.error().message);
  }
  return sent->status == 409 || sent->status == 401
             ? Verdict{}
             : failed(fmt::format("HTTP {}，同一签名第二次应以 409 拒收", sent->status));
}

Verdict results_signed(Run& run) {
  if (!run.plan.public_key) {
    return skipped("未提供机构公钥");
  }
  if (run.plan.reply_listen.empty()) {
    return skipped("结果为轮询取得");
  }
  const auto seals = run.line.seals();
  if (seals.bad > 0) {
    return failed(fmt::format("{} 条结果签名不符：{}", seals.bad, seals.why));
  }
  return seals.good > 0 ? Verdict{} : failed("没有收到任何结果");
}

struct Case {
  std::string_view name;
  std::string_view title;
  Verdict (*run)(Run&);
};

constexpr std::array cases{
    Case{"subject", "主体查询得到登记户名 · a subject query gets the registered name", subject},
    Case{"absent", "不存在的账户 0300 · an account that is not there", absent_subject},
    Case{"rows", "明细查询含测试付款 · a statement holds the test payment", transactions},
    Case{"name", "户名不符 0301，不止付 · another name, no stop", other_name},
    Case{"amount", "金额不符 0200，不止付 · another amount, no stop", other_amount},
    Case{"payment", "无此交易 0400，不止付 · no such payment, no stop", no_payment},
    Case{"stop", "止付成功，期限不超过 48 小时 · a stop of at most 48 hours", stop},
    Case{"repeated", "同一编号只执行一次 · the same number is carried out once", repeated},
    Case{"content", "同一编号的另一内容不生效 · another content under it has no effect",
         other_content},
    Case{"release", "解除止付 · the stop is released", release},
    Case{"again", "再次解除 0900 · released a second time", released_before},
    Case{"broken", "格式错误 200001 · what cannot be read is refused", unreadable},
    Case{"key", "密钥不符 401 · another key is refused", wrong_key},
    Case{"plain", "无签名 401 · an unsigned order is refused", no_signature},
    Case{"replay", "重放 409 · a signature is good once", replayed},
    Case{"signed", "结果均已签名 · results are signed", results_signed},
};

}  // namespace

std::vector<CaseResult> run_conform_cases(const ConformPlan& plan, ConformLine& line,
                                          const std::string& run_id) {
  Run run{plan, line, run_id};
  std::vector<CaseResult> results;
  for (const auto& each : cases) {
    const auto begun = std::chrono::steady_clock::now();
    auto verdict = each.run(run);
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - begun);
    results.push_back({std::string{each.name}, std::string{each.title}, verdict.outcome,
                       std::move(verdict.detail), took.count()});
  }
  return results;
}

std::vector<std::pair<std::string_view, std::string_view>> conform_cases() {
  std::vector<std::pair<std::string_view, std::string_view>> all;
  for (const auto& each : cases) {
    all.emplace_back(each.name, each.title);
  }
  return all;
}

}  // namespace holdfast::cli
