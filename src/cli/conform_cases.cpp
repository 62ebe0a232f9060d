#include "cli/conform_cases.hpp"

#include <array>

#include "cli/conform_run.hpp"

namespace holdfast::cli {

namespace {

using namespace conform;

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
    Case{"paper", "无法律文书 0600，不冻结 · a freeze without its paper", without_paper},
    Case{"long", "超过最长期限 0802，不冻结 · a freeze beyond the longest term", beyond_term},
    Case{"freeze", "冻结成功，期限不超过六个月 · a freeze of at most six months", freeze},
    Case{"behind", "在先冻结 1302/1303，轮候登记 · behind an earlier one, and in its queue",
         behind_it},
    Case{"renew", "续冻自原期限届满起算 · a renewal counts from the end", renew},
    Case{"more", "返还超过冻结金额 0200 · more is to go back than is frozen", returned_too_much},
    Case{"return", "返还一分钱至付款户 · one fen goes back to the payer", returned},
    Case{"unqueue", "撤销轮候 · the one in the queue is taken back", leaves_the_queue},
    Case{"thaw", "解除冻结 · the freeze is released", thaw},
    Case{"thaw-again", "再次解除冻结 0900 · released a second time", thawed_before},
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
