#include "cli/demo_summary.hpp"

#include <algorithm>
#include <fmt/core.h>

#include "base/personal.hpp"

namespace holdfast::cli {

namespace {

void print_sums(std::FILE* out, const OnceSummary& one) {
  const auto line = [&](std::string_view what, base::Fen amount) {
    fmt::print(out, "  {:<28}{:>18}\n", what, base::display_yuan(amount));
  };
  line("被骗 stolen", one.happened.stolen);
  line("止付 held at the banks", one.shown.held);
  line("仍在流动 still running", one.shown.running);
  line("已流出 left the banks", one.shown.exited);
  line("未跟踪 not followed", one.shown.unfollowed);
}

void print_banks(std::FILE* out, const std::vector<BookedAccount>& booked) {
  fmt::print(out, "\n  各银行账上止付 held in each bank's own book\n");
  for (const auto& site : city::bank_sites()) {
    base::Fen held;
    int accounts = 0;
    for (const auto& one : booked) {
      if (one.institution == site.code && one.held.is_positive()) {
        held += one.held;
        ++accounts;
      }
    }
    fmt::print(out, "    {}  {:>16}  {:>2} 户 accounts  {}{}\n", site.code,
               base::display_yuan(held), accounts, site.name,
               site.behind_hub ? "（经国家平台 through the hub）" : "");
  }
}

void print_orders(std::FILE* out, const std::vector<ShownCase::Order>& orders) {
  fmt::print(out, "\n  从报案到止付 from the report to each hold\n");
  for (const auto& order : orders) {
    fmt::print(out, "    {}  第 {} 层 tier  {}  {}  {:>16}  {:>7}  {}\n", order.id, order.tier,
               order.institution, order.number, base::display_yuan(order.held),
               order.report_to_hold_ms
                   ? fmt::format("{:.3f} s", static_cast<double>(*order.report_to_hold_ms) / 1000.0)
                   : "-",
               order.state);
  }
}

}  // namespace

void print_summary(std::FILE* out, const OnceSummary& one) {
  int tiers = 0;
  for (const auto& account : one.shown.accounts) {
    tiers = std::max(tiers, account.tier);
  }
  fmt::print(out, "\n案件 case {}   报案人 victim {} {}\n\n", one.shown.id,
             base::mask_name(one.victim.name), base::mask_number(one.victim.number));
  print_sums(out, one);
  fmt::print(out,
             "\n  账户 accounts {}   层级 tiers {}   止付 stops {}   被拒支出 refused debits {}\n"
             "  落空的转账 moves for which the money never came {}\n",
             one.shown.accounts.size(), tiers, one.shown.orders.size(), one.refused, one.cut_short);
  print_banks(out, one.booked);
  print_orders(out, one.shown.orders);
}

void print_verdict(std::FILE* out, const std::vector<std::string>& faults) {
  fmt::print(out, "\n");
  for (const auto& fault : faults) {
    fmt::print(out, "  ✗ {}\n", fault);
  }
  fmt::print(
      out, "{}\n",
      faults.empty() ? "成功：钱在银行被拦住了 OK: the money is held at the banks" : "失败 FAILED");
}

}  // namespace holdfast::cli
