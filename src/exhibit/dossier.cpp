#include "exhibit/dossier.hpp"

#include <fmt/core.h>

namespace holdfast::exhibit {

std::vector<std::string> limits_in_words(const trace::Limits& limits) {
  std::vector<std::string> lines;
  if (limits.min_amount.is_positive()) {
    lines.push_back(
        fmt::format("单笔涉案金额低于 {} 的不再追 (payments that carry less than {} yuan "
                    "are not followed)",
                    base::display_yuan(limits.min_amount), base::format_yuan(limits.min_amount)));
  }
  if (limits.hops) {
    lines.push_back(fmt::format("追到第 {} 层为止 (accounts beyond tier {} are not followed)",
                                *limits.hops, *limits.hops));
  }
  if (limits.still) {
    const auto days = limits.still->count() / 86'400'000;
    lines.push_back(
        fmt::format("账户 {} 天没有变动即不再追 (an account that stood still for {} days "
                    "is given up)",
                    days, days));
  }
  if (limits.accounts) {
    lines.push_back(fmt::format("最多追 {} 个账户 (at most {} accounts are followed)",
                                *limits.accounts, *limits.accounts));
  }
  if (lines.empty()) {
    lines.emplace_back("不设限 (none)");
  }
  return lines;
}

std::string_view policy_in_words(trace::Policy policy) {
  switch (policy) {
    case trace::Policy::fifo:
      return "先进先出 (fifo)";
    case trace::Policy::lifo:
      return "后进先出 (lifo)";
    case trace::Policy::prorata:
      return "按比例 (prorata)";
    case trace::Policy::taint_first:
      return "涉案优先流出 (taint_first)";
    case trace::Policy::clean_first:
      return "干净优先流出 (clean_first)";
  }
  return "";
}

}  // namespace holdfast::exhibit
