// Freezes and what follows them: a second one behind, renewal, money that goes back, release.
#include <boost/json.hpp>
#include <fmt/core.h>

#include "base/calendar.hpp"
#include "cli/conform_run.hpp"

namespace holdfast::cli::conform {

namespace json = boost::json;

namespace {

constexpr int freeze_months = 6;
// One month more than anybody may order (公安机关办理刑事案件程序规定 第二百四十三条).
constexpr int months_too_many = 13;
constexpr base::Fen given_back{1};

port::PartnerMessage paper_order(const Run& run, std::string code, std::string_view name) {
  auto made = run.order(std::move(code), name);
  made.article = "公安机关办理刑事案件程序规定 第二百三十七条";
  made.second_officer = "conform-2";
  made.organisation = "联调";
  made.document = "联调字1号";
  return made;
}

port::PartnerMessage freeze_order(const Run& run, std::string_view name) {
  auto made = paper_order(run, "100201", name);
  made.amount = run.plan.payment.amount;
  made.freeze_type = "01";
  made.term_months = freeze_months;
  return made;
}

/// One about the freeze that was done.
port::PartnerMessage later_order(const Run& run, std::string code, std::string_view name) {
  auto made = paper_order(run, std::move(code), name);
  made.original_application_id = run.freeze;
  return made;
}

port::PartnerMessage return_order(const Run& run, std::string_view name, base::Fen amount) {
  auto made = later_order(run, "300301", name);
  made.amount = amount;
  made.payee = {run.plan.payment.payer, run.plan.payment.payer_name, run.plan.payer_institution};
  return made;
}

const auto no_freeze = "冻结未成功";

}  // namespace

Verdict without_paper(Run& run) {
  auto order = freeze_order(run, "paper");
  order.document.clear();
  return answered(run, order, {"0600"});
}

Verdict beyond_term(Run& run) {
  auto order = freeze_order(run, "long");
  order.term_months = months_too_many;
  return answered(run, order, {"0802"});
}

Verdict freeze(Run& run) {
  const auto order = freeze_order(run, "freeze");
  json::object told;
  auto verdict = answered(run, order, {"0000", "1200"}, &told);
  if (!verdict.passed()) {
    return verdict;
  }
  verdict = held_within(
      told, *order.amount,
      [](base::Instant start) { return base::add_months(start, freeze_months); }, "六个月",
      &run.freeze_end);
  if (verdict.passed()) {
    run.freeze = order.application_id;
  }
  return verdict;
}

/// A freeze of everything stands behind one of a part: refused with who was first, or queued.
Verdict behind_it(Run& run) {
  if (run.freeze.empty()) {
    return skipped(no_freeze);
  }
  auto order = freeze_order(run, "behind");
  order.freeze_type = "03";
  order.amount.reset();
  if (auto verdict = answered(run, order, {"1302", "1303"}); !verdict.passed()) {
    return verdict;
  }
  order = freeze_order(run, "queue");
  order.freeze_type = "03";
  order.amount.reset();
  order.queue = true;
  json::object told;
  if (auto verdict = answered(run, order, {"0000", "1302", "1303"}, &told); !verdict.passed()) {
    return verdict;
  }
  if (!flag_in(told, "queued")) {
    return failed("要求轮候，结果没有 queued");
  }
  run.queued = order.application_id;
  return {};
}

Verdict renew(Run& run) {
  if (run.freeze.empty()) {
    return skipped(no_freeze);
  }
  auto order = later_order(run, "100205", "renew");
  order.term_months = freeze_months;
  json::object told;
  auto verdict = answered(run, order, {"0000"}, &told);
  if (!verdict.passed()) {
    return verdict;
  }
  const auto end = base::parse_instant(text_in(told, "end"));
  if (!end || *end <= run.freeze_end) {
    return failed("end 缺失，或不晚于原冻结期限");
  }
  return *end <= base::add_months(run.freeze_end, freeze_months) ? Verdict{}
                                                                 : failed("续冻超过申请的六个月");
}

Verdict returned_too_much(Run& run) {
  return run.freeze.empty()
             ? skipped(no_freeze)
             : answered(run, return_order(run, "more", run.plan.payment.amount + base::Fen{1}),
                        {"0200"});
}

Verdict returned(Run& run) {
  return run.freeze.empty() ? skipped(no_freeze)
                            : answered(run, return_order(run, "return", given_back), {"0000"});
}

Verdict leaves_the_queue(Run& run) {
  if (run.queued.empty()) {
    return skipped("轮候未成功");
  }
  auto order = later_order(run, "100203", "unqueue");
  order.original_application_id = run.queued;
  return answered(run, order, {"0000"});
}

Verdict thaw(Run& run) {
  return run.freeze.empty() ? skipped(no_freeze)
                            : answered(run, later_order(run, "100203", "thaw"), {"0000"});
}

Verdict thawed_before(Run& run) {
  return run.freeze.empty()
             ? skipped(no_freeze)
             : answered(run, later_order(run, "100203", "thaw-again"), {"0900", "1900"});
}

}  // namespace holdfast::cli::conform
