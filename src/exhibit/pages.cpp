#include "exhibit/pages.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <map>

#include "exhibit/picture.hpp"
#include "exhibit/tables.hpp"

namespace holdfast::exhibit {

namespace {

using base::Fen;
using paper::Words;
using Rank = paper::Words::Rank;

// Longer tables go on in the workbook and the CSV, and the page says so.
constexpr std::size_t accounts_printed = 120;
constexpr std::size_t transfers_printed = 200;
constexpr std::size_t origins_printed = 60;
constexpr std::size_t seeds_printed = 60;

/// The sign stays on the line of its sum.
std::string yuan(Fen amount) {
  auto text = base::display_yuan(amount);
  if (const auto blank = text.find(' '); blank != std::string::npos) {
    text.replace(blank, 1, "\u00A0");
  }
  return text;
}

const PolicyEffect& main_effect(const Dossier& dossier, const Findings& findings) {
  return *std::ranges::find(findings.effects, dossier.method.policy, &PolicyEffect::policy);
}

/// "+¥ 12.00" beside the policy that the exhibit goes by; nothing for that one itself.
std::string against(Fen amount, Fen main) {
  if (amount == main) {
    return "";
  }
  const auto gap = amount > main ? amount - main : main - amount;
  return fmt::format(" ({}{})", amount > main ? "+" : "−", yuan(gap));
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const auto& text : texts) {
    all += (all.empty() ? "" : "；") + text;
  }
  return all;
}

std::string account_text(const Account& account) {
  const auto& number = account.number.empty() ? account.key : account.number;
  return account.name.empty() ? number : fmt::format("{} {}", number, account.name);
}

class Pages {
 public:
  Pages(const Dossier& dossier, const Findings& findings, const std::vector<PartDigest>& parts)
      : dossier_(dossier), findings_(findings), parts_(parts) {}

  paper::Report write() && {
    const Head& head = dossier_.head;
    report_.title = "资金追踪材料";
    report_.subject = fmt::format("{} {}", head.case_number, head.number);
    report_.date = head.at;
    report_.footer = fmt::format("资金追踪材料 {} · 案件 {} · 计算分析，非鉴定意见{}", head.number,
                                 head.case_number, head.is_drill ? " · 演练" : "");
    opening();
    policies();
    seeds();
    report_.blocks.emplace_back(paper::NewPage{});
    heading("资金流向图", "Where the money went");
    say(Rank::small,
        "自左向右按层级排列，线宽为涉案金额的平方根；每层画出收到最多的账户，其余合为一框。橙色：仍"
        "有涉案"
        "资金停留；灰色：出口（取现、商户、境外、虚拟货币）。Columns are tiers; a line's width is "
        "the "
        "square root of the stolen money on it.");
    report_.blocks.emplace_back(paper::Picture{picture_of(dossier_, findings_)});
    accounts();
    transfers();
    origins();
    checking();
    return std::move(report_);
  }

 private:
  void say(Rank rank, std::string text) {
    report_.blocks.emplace_back(Words{rank, std::move(text)});
  }
  void heading(std::string_view zh, std::string_view en) {
    say(Rank::heading, fmt::format("{}  {}", zh, en));
  }
  void more(std::size_t shown, std::size_t all, std::string_view part) {
    if (shown < all) {
      say(Rank::small,
          fmt::format("本页列出 {} 行，全部 {} 行见 {}（{} of {} rows; all are in {}）", shown, all,
                      part, shown, all, part));
    }
  }

  void opening() {
    const Head& head = dossier_.head;
    say(Rank::title, head.is_drill ? "资金追踪材料（演练）" : "资金追踪材料");
    say(Rank::subtitle, fmt::format("Exhibit of a fund trace\n{}  案件 {}  {}", head.number,
                                    head.case_number, head.unit));
    report_.blocks.emplace_back(
        paper::Framed{"本材料是什么，不是什么  What this is, and what it is not",
                      caveats_of(dossier_, findings_)});
    heading("方法", "Method");
    const auto& method = dossier_.method;
    say(Rank::item, fmt::format("口径：{}；规则包 {}（SHA-256 {}）", policy_in_words(method.policy),
                                head.rules.empty() ? "—" : head.rules,
                                head.rules_sha256.empty() ? "—" : head.rules_sha256));
    say(Rank::item, "限制：" + joined(limits_in_words(method.limits)));
    say(Rank::item, fmt::format("数据截至：{}；平台内前 {} 笔流水；所附流水 {} 笔，涉及账户 {} 个",
                                method.until ? base::display_instant(*method.until) : "制作时",
                                head.as_of == 0 ? dossier_.rows.size() : head.as_of,
                                dossier_.rows.size(), dossier_.accounts.size()));
    say(Rank::item, fmt::format("制作：{}，{}；事由：{}；程序 {}", head.asked_by,
                                base::display_instant(head.at), head.reason, head.program));
  }

  void policies() {
    heading("五种口径的差别", "What each policy makes of it, in yuan");
    const auto& main = main_effect(dossier_, findings_);
    paper::Grid grid{{{"口径 policy", 2.2},
                      {"账户", 0.8, true},
                      {"层级", 0.7, true},
                      {"仍在账户 resting", 2.4, true},
                      {"出口 exited", 2.4, true},
                      {"限制外 unfollowed", 2.2, true}},
                     {}};
    for (const PolicyEffect& one : findings_.effects) {
      grid.rows.push_back(
          {fmt::format("{}{}", policy_in_words(one.policy), one.policy == main.policy ? " ★" : ""),
           std::to_string(one.accounts), std::to_string(one.tiers),
           yuan(one.resting) + against(one.resting, main.resting),
           yuan(one.exited) + against(one.exited, main.exited),
           yuan(one.unfollowed) + against(one.unfollowed, main.unfollowed)});
    }
    report_.blocks.emplace_back(std::move(grid));
    say(Rank::small,
        "★ 本材料其余各页所用口径；括号内为与其相差。The policy of the other pages; in "
        "brackets the difference from it.");
    if (findings_.spreads.empty()) {
      return;
    }
    say(Rank::body, "因口径不同而出入最大的账户（停留金额）：");
    paper::Grid spread{{{"账户 account", 4}, {"最少 least", 1.6, true}, {"最多 most", 1.6, true}},
                       {}};
    for (const Spread& one : findings_.spreads) {
      spread.rows.push_back(
          {account_text(dossier_.accounts[one.account]), yuan(one.least), yuan(one.most)});
    }
    report_.blocks.emplace_back(std::move(spread));
  }

  void seeds() {
    heading("起点：被骗转账", "Stolen payments");
    paper::Grid grid{{{"来源", 0.6},
                      {"案件", 1.1},
                      {"被害人", 1},
                      {"时间", 1.9},
                      {"付款账户", 2.2},
                      {"收款账户", 2.2},
                      {"转账", 1.5, true},
                      {"被骗", 1.5, true}},
                     {}};
    const auto shown = std::min(seeds_printed, dossier_.seeds.size());
    for (std::size_t i = 0; i < shown; ++i) {
      const Seed& seed = dossier_.seeds[i];
      const Row& row = dossier_.rows[seed.row];
      grid.rows.push_back(
          {std::to_string(i), seed.case_number, seed.victim, base::display_instant(row.time),
           account_text(dossier_.accounts[row.payer]), account_text(dossier_.accounts[row.payee]),
           yuan(row.amount), yuan(seed.stolen)});
    }
    report_.blocks.emplace_back(std::move(grid));
    more(shown, dossier_.seeds.size(), "input/seeds.csv");
  }

  void accounts() {
    heading("涉案账户", "Accounts that the money reached");
    const auto table = result_accounts(dossier_, findings_);
    paper::Grid grid{{{"层", 0.4},
                      {"账号", 2.3},
                      {"户名", 1.3},
                      {"机构", 1.1},
                      {"收到", 1.4, true},
                      {"转出", 1.4, true},
                      {"停留", 1.4, true},
                      {"出口", 0.6}},
                     {}};
    const auto shown = std::min(accounts_printed, table.rows.size());
    for (std::size_t i = 0; i < shown; ++i) {
      const auto& row = table.rows[i];
      grid.rows.push_back({row[0], row[2].empty() ? row[1] : row[2], row[3], row[4], row[5], row[6],
                           row[7], row[10].empty() ? "" : "是"});
    }
    report_.blocks.emplace_back(std::move(grid));
    more(shown, table.rows.size(), "results/accounts.csv");
  }

  void transfers() {
    heading("涉案转账及其来源", "Transfers that carried stolen money, and where each comes from");
    paper::Grid grid{{{"时间", 1.8},
                      {"付款账户", 2},
                      {"收款账户", 2},
                      {"金额", 1.3, true},
                      {"涉案", 1.3, true},
                      {"流水号", 1.5},
                      {"来源:行", 0.9}},
                     {}};
    const auto& all = findings_.main.transfers;
    const auto shown = std::min(transfers_printed, all.size());
    for (std::size_t i = 0; i < shown; ++i) {
      const Row& row = dossier_.rows[all[i].transfer.value()];
      const auto number = [&](std::uint32_t account) {
        const Account& who = dossier_.accounts[account];
        return who.number.empty() ? who.key : who.number;
      };
      grid.rows.push_back({base::display_instant(row.time), number(row.payer), number(row.payee),
                           base::format_yuan(row.amount), base::format_yuan(all[i].tainted),
                           row.serial.empty() ? row.id : row.serial,
                           fmt::format("[{}]:{}", row.origin, row.place)});
    }
    report_.blocks.emplace_back(std::move(grid));
    more(shown, all.size(), "results/transfers.csv");
  }

  void origins() {
    heading("数据来源", "Origins of the rows");
    std::map<std::uint32_t, std::size_t> counts;
    for (const Row& row : dossier_.rows) {
      ++counts[row.origin];
    }
    paper::Grid grid{{{"来源", 0.6},
                      {"机构、批次或文件", 2.6},
                      {"原件 SHA-256", 3.4},
                      {"取得依据", 2},
                      {"导入", 1.8},
                      {"行数", 0.7, true}},
                     {}};
    const auto shown = std::min(origins_printed, dossier_.origins.size());
    for (std::size_t i = 0; i < shown; ++i) {
      const Origin& one = dossier_.origins[i];
      grid.rows.push_back(
          {fmt::format("[{}]", i), one.source, one.sha256, one.obtained,
           fmt::format("{}\n{}", one.by, one.at ? base::display_instant(*one.at) : ""),
           std::to_string(counts[static_cast<std::uint32_t>(i)])});
    }
    report_.blocks.emplace_back(std::move(grid));
    more(shown, dossier_.origins.size(), "input/origins.csv");
  }

  void checking() {
    heading("如何核验", "How to check it");
    say(Rank::item,
        "本文件所在的压缩包内 manifest.json 列明各部分的 SHA-256，manifest.sig "
        "为制作单位密钥的签名。运行 "
        "holdfast verify-exhibit 文件 即核对签名和摘要，并由所附流水重新计算全部结果，逐行比对。");
    say(Rank::item,
        "holdfast verify-exhibit FILE checks the signature and every digest, and computes all "
        "results anew from the rows in input/.");
    paper::Grid grid{{{"部分 part", 2}, {"字节", 0.9, true}, {"SHA-256", 5}}, {}};
    for (const PartDigest& part : parts_) {
      grid.rows.push_back({part.name, std::to_string(part.bytes), part.sha256});
    }
    report_.blocks.emplace_back(std::move(grid));
  }

  const Dossier& dossier_;
  const Findings& findings_;
  const std::vector<PartDigest>& parts_;
  paper::Report report_;
};

}  // namespace

std::vector<std::string> caveats_of(const Dossier& dossier, const Findings& findings) {
  const auto& main = main_effect(dossier, findings);
  std::vector<std::string> items;
  items.emplace_back(
      "1. "
      "本材料是按写明的规则对所附流水的计算分析，不是鉴定意见，也不是审计报告；事实由办案人员认定。"
      "An "
      "analysis by stated rules, not an expert opinion.");
  items.push_back(
      fmt::format("2. 期初余额未见：账户余额从所附第一笔流水起算，此前视为零。所追 {} 个账户中 {} "
                  "个付出超过所见收入，共 "
                  "{}，按不涉案处理。Opening balances were not seen.",
                  findings.followed, findings.overdrawn_accounts, yuan(findings.overdrawn)));
  const auto silent = joined(dossier.head.silent);
  items.push_back(
      silent.empty()
          ? "3. "
            "未报送的银行：制作时没有已知中断报送的银行；从未报送的机构，其账户之后的去向不在其内。"
            "No bank was known to be silent."
          : fmt::format("3. 未报送的银行：{}。其账户此后的去向未见。Banks that were silent.",
                        silent));
  items.push_back(
      fmt::format("4. 双方各报一次的转账合为一笔：所附流水中 {} 笔；银行所报余额 {} "
                  "次，按所报时刻计入。Legs matched; "
                  "balances stated.",
                  findings.merged, findings.stated));
  items.push_back(fmt::format(
      "5. 限制：{}。因限制不再追的涉案资金 {}，仍计入合计。Limits, and what they left out.",
      joined(limits_in_words(dossier.method.limits)), yuan(main.unfollowed)));
  Fen least = main.resting;
  Fen most = main.resting;
  for (const PolicyEffect& one : findings.effects) {
    least = std::min(least, one.resting);
    most = std::max(most, one.resting);
  }
  items.push_back(
      fmt::format("6. 口径的影响：被骗 {}，本材料用{}，仍在账户 {}；改用其他口径为 {} 至 "
                  "{}（下表）。What the choice "
                  "of policy changes.",
                  yuan(findings.main.stolen), policy_in_words(main.policy), yuan(main.resting),
                  yuan(least), yuan(most)));
  return items;
}

paper::Report pages_of(const Dossier& dossier, const Findings& findings,
                       const std::vector<PartDigest>& parts) {
  return Pages(dossier, findings, parts).write();
}

}  // namespace holdfast::exhibit
