#include "dossier/inventory.hpp"

#include <algorithm>
#include <array>
#include <fmt/core.h>
#include <fmt/format.h>

#include "base/calendar.hpp"
#include "base/personal.hpp"
#include "paper/capital.hpp"

namespace holdfast::dossier {

namespace {

using desk::Handover;
using desk::HandoverItem;
using paper::Style;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// One cell. A leading "=", "+", "-" or "@" would be read as a formula.
std::string cell(std::string_view text) {
  std::string made = "\"";
  if (!text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos) {
    made += '\'';
  }
  for (const char c : text) {
    made += c == '"' ? "\"\"" : std::string(1, c);
  }
  return made + '"';
}

class Table {
 public:
  explicit Table(std::string_view headings)
      : text_(fmt::format("{}{}\r\n", byte_order_mark, headings)) {}
  void row(const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      text_ += (i == 0 ? "" : ",") + cell(cells[i]);
    }
    text_ += "\r\n";
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

std::string yuan(const std::optional<base::Fen>& amount, std::string_view otherwise) {
  return amount ? base::format_yuan(*amount) : std::string{otherwise};
}

std::string time(const std::optional<base::Instant>& at) {
  return at ? base::display_instant(*at) : std::string{};
}

std::string_view words_of(order::Scope scope) {
  switch (scope) {
    case order::Scope::limited:
      return "限额冻结";
    case order::Scope::in_only:
      return "只收不付";
    case order::Scope::full:
      break;
  }
  return "不收不付";
}

std::string or_dash(std::string_view text) {
  return text.empty() ? "—" : std::string{text};
}

std::string in_capitals(const std::optional<base::Fen>& amount) {
  return amount ? fmt::format("{}（{}）", base::display_yuan(*amount), paper::capital_yuan(*amount))
                : "账户全部";
}

paper::Table rows_of(std::size_t number, const HandoverItem& item) {
  return {
      {{fmt::format("第 {} 项", number), fmt::format("冻结 {}", order::to_text(item.order)),
        "法律文书", or_dash(item.document)},
       {"户名", or_dash(item.holder.text), "开户机构", item.institution},
       {"账号", or_dash(base::group_number(item.number.text)), "", ""},
       {"范围", std::string{words_of(item.scope)}, "状态",
        item.state == order::State::queued ? "轮候冻结" : "冻结中"},
       {"冻结金额", in_capitals(item.amount), "", ""},
       {"银行已控", item.held ? base::display_yuan(*item.held) : "银行未告知", "已返还",
        base::display_yuan(item.returned)},
       {"冻结日期", or_dash(time(item.since)), "届满日期", or_dash(time(item.deadline))},
       {"银行指令号", or_dash(item.partner_number), "续冻次数", fmt::format("{}", item.renewals)},
       {"理由", or_dash(item.reason), "", ""},
       {"依据", or_dash(item.article), "", ""}}};
}

paper::Sheet sheet_of(const Handover& handover, std::string title) {
  paper::Sheet sheet;
  sheet.title = title;
  sheet.subject = fmt::format("{} {}", title, desk::to_text(handover.id));
  sheet.date = handover.sent_at.value_or(handover.drafted_at);
  sheet.blocks.emplace_back(paper::Line{Style::unit, handover.from});
  sheet.blocks.emplace_back(paper::Line{Style::title, std::move(title)});
  sheet.blocks.emplace_back(paper::Line{Style::number, handover.document});
  sheet.blocks.emplace_back(paper::Line{Style::addressee, handover.to + "："});
  return sheet;
}

void add_body(paper::Sheet& sheet, std::string text) {
  sheet.blocks.emplace_back(paper::Line{Style::body, std::move(text)});
}

}  // namespace

std::string_view place_in_words(std::string_view place) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> words{{
      {"claim", "被害人损失"},
      {"lost", "未追及"},
      {"traced", "已追踪"},
      {"stopped", "已止付"},
      {"frozen", "已冻结"},
      {"queued", "轮候冻结"},
      {"returned", "已返还"},
      {"released", "已解除"},
      {"prosecution", "随案移送检察院"},
      {"court", "随案移送法院"},
      {"confiscated", "已没收上缴国库"},
      {"discharged", "判决解除"},
  }};
  for (const auto& [name, word] : words) {
    if (name == place) {
      return word;
    }
  }
  return place;
}

std::string inventory_csv(const desk::HandoverFacts& facts) {
  Table table{
      "序号,冻结指令,法律文书,户名,账号,开户机构,范围,状态,冻结金额（元）,银行已控（元）,"
      "已返还（元）,"
      "冻结日期,届满日期,续冻次数,银行指令号,理由,依据,签批"};
  std::size_t number = 0;
  for (const auto& item : facts.items) {
    table.row(
        {fmt::format("{}", ++number), order::to_text(item.order), item.document, item.holder.text,
         item.number.text, item.institution, std::string{words_of(item.scope)},
         item.state == order::State::queued ? "轮候冻结" : "冻结中", yuan(item.amount, "账户全部"),
         yuan(item.held, "银行未告知"), base::format_yuan(item.returned), time(item.since),
         time(item.deadline), fmt::format("{}", item.renewals), item.partner_number, item.reason,
         item.article, fmt::format("{}", fmt::join(item.signed_by, " "))});
  }
  return table.take();
}

std::string losses_csv(const desk::HandoverFacts& facts) {
  Table table{"序号,付款时间,金额（元）,付款机构"};
  for (const auto& loss : facts.losses) {
    table.row({fmt::format("{}", loss.index), base::display_instant(loss.time),
               base::format_yuan(loss.amount), loss.payer_institution});
  }
  return table.take();
}

std::string custody_csv(const desk::HandoverFacts& facts) {
  Table table{"时间,转出,转入,金额（元）,指令"};
  for (const auto& entry : facts.entries) {
    table.row({base::display_instant(entry.at), std::string{place_in_words(entry.from)},
               std::string{place_in_words(entry.to)}, base::format_yuan(entry.amount),
               entry.order ? order::to_text(*entry.order) : std::string{}});
  }
  return table.take();
}

std::string evidence_csv(const std::vector<order::Order>& evidence) {
  Table table{"调取指令,取得时间,机构,材料,SHA-256,说明,法律文书"};
  for (const auto& order : evidence) {
    const auto given = order.reply.evidence.value_or(order::EvidenceGiven{});
    table.row({order::to_text(order.id), time(order.times.answered), order.institution,
               given.reference, given.sha256, given.note,
               order.approval ? order.approval->document : ""});
  }
  return table.take();
}

paper::Sheet inventory_sheet(const Handover& handover) {
  const auto& facts = handover.facts.value();
  auto sheet = sheet_of(handover, "涉案财物清单");
  base::Fen sum;
  for (const auto& item : facts.items) {
    const auto held = item.held.value_or(item.amount.value_or(base::Fen{}));
    sum += held - std::min(held, item.returned);
  }
  add_body(sheet,
           fmt::format(
               "案件 {}（{}，立案决定书 {}）冻结的涉案财物共 {} 项，截至 {} 银行已控合计 {}（{}），"
               "开列如下。",
               order::to_text(handover.case_id), or_dash(facts.fraud_type), or_dash(facts.filing),
               facts.items.size(), base::display_instant(sheet.date), base::display_yuan(sum),
               paper::capital_yuan(sum)));
  for (std::size_t i = 0; i < facts.items.size(); ++i) {
    sheet.blocks.emplace_back(rows_of(i + 1, facts.items[i]));
  }
  add_body(sheet, "依据：" + handover.property_article);
  sheet.blocks.emplace_back(paper::Seal{handover.from, base::date_in_words(sheet.date)});
  return sheet;
}

paper::Sheet handover_sheet(const Handover& handover, const std::vector<Part>& parts) {
  auto sheet = sheet_of(handover, "随案移送清单");
  add_body(sheet,
           fmt::format(
               "现将案件 {} 的涉案财物清单、证据和文书随案移送（{}，{}）。所附文件及其 SHA-256 "
               "见移送包内 manifest.json，内容有任何改动均可核验。",
               order::to_text(handover.case_id), desk::name_of(handover.kind), handover.article));
  paper::Table table;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    table.rows.push_back({fmt::format("{}", i + 1), parts[i].title, "文件", parts[i].name});
  }
  sheet.blocks.emplace_back(std::move(table));
  if (!handover.note.empty()) {
    add_body(sheet, "说明：" + handover.note);
  }
  add_body(sheet, "移送人：" + handover.officer);
  sheet.blocks.emplace_back(paper::Seal{handover.from, base::date_in_words(sheet.date)});
  sheet.blocks.emplace_back(paper::Cut{});
  sheet.blocks.emplace_back(paper::Line{Style::heading, "签收回执"});
  sheet.blocks.emplace_back(
      paper::Table{{{"移送文号", handover.document, "移送编号", desk::to_text(handover.id)},
                    {"签收人", "", "回执文号", ""},
                    {"续冻责任人", "", "签收日期", ""}}});
  sheet.blocks.emplace_back(paper::Seal{"（接收机关公章）", "　　　年　　月　　日"});
  return sheet;
}

}  // namespace holdfast::dossier
