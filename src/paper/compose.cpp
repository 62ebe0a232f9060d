// From what a paper says to what stands on it. The holder's copy names nobody but the holder, and
// the account only by its mask; what goes to a bank names the account in full.
#include <algorithm>
#include <array>
#include <fmt/core.h>
#include <functional>
#include <map>

#include "base/calendar.hpp"
#include "paper/capital.hpp"
#include "paper/layout.hpp"
#include "paper/sheet.hpp"

namespace holdfast::paper {

namespace {

using order::Paper;
using order::PaperFacts;
using order::PaperKind;

using Names = std::map<std::string, std::string, std::less<>>;

/// Puts facts in the place of `{names}`. A name that nobody knows is a bug of the layout.
std::string filled(std::string_view text, const Names& names) {
  std::string out;
  while (!text.empty()) {
    const auto open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) {
      break;
    }
    const auto close = text.find('}', open);
    base::check(close != std::string_view::npos, "a layout opens a name and does not close it");
    const auto found = names.find(text.substr(open + 1, close - open - 1));
    base::check(found != names.end(), "a layout names a fact that there is not");
    out += found->second;
    text.remove_prefix(close + 1);
  }
  return out;
}

std::string or_dash(std::string text) {
  return text.empty() ? "—" : std::move(text);
}

/// Without the full stop that the sentence around it brings.
std::string without_stop(std::string text) {
  constexpr std::string_view stop = "。";
  if (text.ends_with(stop)) {
    text.resize(text.size() - stop.size());
  }
  return text;
}

/// "刑事诉讼法 第一百四十四条" -> "《刑事诉讼法》第一百四十四条"; what is cited by its number
/// ("银发〔2016〕86号") has no quotes.
std::string cited_one(std::string_view text) {
  constexpr std::string_view before_article = " 第";
  const auto place = text.find(before_article);
  std::string out{text};
  if (place != std::string_view::npos && text.find("〔") == std::string_view::npos) {
    out = fmt::format("《{}》{}", text.substr(0, place), text.substr(place + 1));
  }
  std::erase(out, ' ');
  return out;
}

/// The instruments of a rule, which semicolons part, as running text cites them.
std::string cited(std::string_view text) {
  constexpr std::string_view semicolon = "；";
  std::string out;
  while (!text.empty()) {
    const auto end = std::min(text.find(semicolon), text.size());
    out += (out.empty() ? "" : "、") + cited_one(text.substr(0, end));
    text.remove_prefix(std::min(end + semicolon.size(), text.size()));
  }
  return out;
}

std::string moment(const std::optional<base::Instant>& at) {
  return at ? base::display_instant(*at).substr(0, 16) : std::string{"—"};
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const auto& text : texts) {
    all += (all.empty() ? "" : "、") + text;
  }
  return or_dash(all);
}

std::string_view scope_text(const PaperFacts& facts) {
  if (facts.amount) {
    return "限额：账户内等于下列金额的款项";
  }
  return facts.scope == order::Scope::full ? "全额：不收不付" : "全额：只收不付";
}

std::string amount_text(const PaperFacts& facts) {
  return facts.amount ? fmt::format("{}（{}）", capital_yuan(*facts.amount),
                                    base::display_yuan(*facts.amount))
                      : std::string{"账户内全部款项"};
}

std::string term_text(const PaperFacts& facts) {
  if (facts.from && facts.until) {
    return fmt::format("自 {} 起至 {} 止", moment(facts.from), moment(facts.until));
  }
  if (facts.until) {
    return fmt::format("至 {} 止", moment(facts.until));
  }
  if (facts.term_months > 0) {
    return fmt::format("自办理之时起 {} 个月", facts.term_months);
  }
  constexpr std::int64_t hours_a_day = 24;
  if (facts.term_hours > 3 * hours_a_day && facts.term_hours % hours_a_day == 0) {
    return fmt::format("自办理之时起 {} 日", facts.term_hours / hours_a_day);
  }
  return fmt::format("自办理之时起 {} 小时", facts.term_hours);
}

Names names_of(const Paper& paper) {
  const auto& facts = paper.facts;
  const auto nobody = std::string{facts.mark.text.empty() ? "账户持有人" : "使用人"};
  const auto holder = facts.holder.text.empty() ? nobody : facts.holder.text;
  return {{"institution", facts.institution},
          {"holder", holder},
          {"fraud_type", facts.fraud_type.empty() ? "电信网络诈骗" : facts.fraud_type},
          {"file", facts.filing.empty() ? "案件编号 " + facts.case_number : facts.filing},
          {"article", cited(facts.article)},
          {"about", facts.about.empty() ? std::string{} : "以" + facts.about},
          {"notice", without_stop(facts.notice)},
          {"appeal", without_stop(facts.appeal)},
          {"reporter", facts.holder.text.empty() ? std::string{"报案人"} : facts.holder.text},
          {"case", facts.case_number},
          {"form", or_dash(facts.about)},
          {"reason", without_stop(facts.reason)},
          {"from", moment(facts.from)},
          {"until", moment(facts.until)},
          {"hours", std::to_string(facts.term_hours)},
          {"days", std::to_string(facts.term_hours / 24)}};
}

std::string account_text(const PaperFacts& facts) {
  return or_dash(base::group_number(facts.number.text));
}

Table application_rows(const PaperFacts& facts) {
  const auto applicant = facts.applicant.value_or(order::Applicant{});
  const auto paid = applicant.amount ? fmt::format("{}（{}）", capital_yuan(*applicant.amount),
                                                   base::display_yuan(*applicant.amount))
                                     : std::string{"—"};
  return {{{"申请人", or_dash(applicant.name.text), "联系电话", or_dash(applicant.phone.text)},
           {"证件号码", or_dash(applicant.id_no.text), "案件类别", or_dash(facts.fraud_type)},
           {"转出账号", or_dash(base::group_number(applicant.payer_number.text)), "转出机构",
            or_dash(applicant.payer_institution)},
           {"转出金额", paid, "", ""},
           {"转出时间", moment(applicant.time), "交易流水号", or_dash(applicant.serial)},
           {"止付户名", or_dash(facts.holder.text), "止付机构", or_dash(facts.institution)},
           {"止付账号", account_text(facts), "", ""},
           {"止付金额", amount_text(facts), "", ""},
           {"申请理由", facts.reason, "", ""}}};
}

/// A number, an address or a profile: in full for whoever switches it off, masked on a copy that
/// anybody may hold.
Table mark_rows(const Paper& paper) {
  const auto& facts = paper.facts;
  const bool is_copy = paper.kind == PaperKind::holder_notice;
  const auto mark = is_copy ? base::mask_number(facts.mark.text) : facts.mark.text;
  Table table;
  table.rows.push_back({"处置对象", mark, "平台", or_dash(facts.mark_platform)});
  if (paper.kind == PaperKind::release_notice) {
    table.rows.push_back({"原措施", moment(facts.since) + " 起", "", ""});
    table.rows.push_back({"解除理由", facts.reason, "", ""});
    return table;
  }
  table.rows.push_back({"期限", term_text(facts), "", ""});
  if (is_copy) {
    table.rows.push_back({"依据", cited(facts.article), "", ""});
    table.rows.push_back({"决定单位", facts.unit, "联系电话", facts.telephone});
    return table;
  }
  table.rows.push_back({"事由", facts.reason, "", ""});
  if (!facts.document.empty()) {
    table.rows.push_back({"法律文书", facts.document, "", ""});
  }
  return table;
}

Table evidence_rows(const PaperFacts& facts) {
  Table table;
  table.rows.push_back({"户名", or_dash(facts.holder.text), "开户机构", facts.institution});
  table.rows.push_back({"账号", account_text(facts), "", ""});
  for (const auto& line : facts.asked) {
    table.rows.push_back({"调取内容", line, "", ""});
  }
  if (!facts.document.empty()) {
    table.rows.push_back({"法律文书", facts.document, "", ""});
  }
  return table;
}

Table return_rows(const PaperFacts& facts) {
  return {{{"冻结户名", or_dash(facts.holder.text), "开户机构", facts.institution},
           {"冻结账号", account_text(facts), "", ""},
           {"原冻结文书", or_dash(facts.about), "", ""},
           {"返还金额", amount_text(facts), "", ""},
           {"被害人", or_dash(facts.to_holder.text), "收款机构", or_dash(facts.to_institution)},
           {"收款账号", or_dash(base::group_number(facts.to_number.text)), "", ""},
           {"法律文书", or_dash(facts.document), "", ""}}};
}

Table acceptance_rows(const PaperFacts& facts) {
  const auto reporter = facts.applicant.value_or(order::Applicant{});
  Table table{{{"报案人", or_dash(reporter.name.text), "联系电话", or_dash(reporter.phone.text)},
               {"证件号码", or_dash(reporter.id_no.text), "案件类别", or_dash(facts.fraud_type)},
               {"报案时间", moment(reporter.time), "案件编号", facts.case_number}}};
  if (reporter.amount) {
    table.rows.push_back({"报称损失",
                          fmt::format("{}（{}）", capital_yuan(*reporter.amount),
                                      base::display_yuan(*reporter.amount)),
                          "", ""});
  }
  for (const auto& line : facts.asked) {
    table.rows.push_back({"付款", line, "", ""});
  }
  table.rows.push_back({"简要案情", or_dash(facts.narrative.text), "", ""});
  return table;
}

Table transfer_rows(const PaperFacts& facts) {
  Table table{{{"报案人", or_dash(facts.holder.text), "报案时间", moment(facts.from)},
               {"受案登记表", or_dash(facts.about), "", ""}}};
  for (const auto& line : facts.asked) {
    table.rows.push_back({"已采取的措施", line, "", ""});
  }
  if (facts.asked.empty()) {
    table.rows.push_back({"已采取的措施", "没有仍在生效的措施", "", ""});
  }
  return table;
}

Table holder_rows(const PaperFacts& facts) {
  return {{{"账号", base::mask_number(facts.number.text), "开户机构", facts.institution},
           {"措施范围", std::string{scope_text(facts)}, "", ""},
           {"金额", amount_text(facts), "", ""},
           {"期限", term_text(facts), "", ""},
           {"依据", cited(facts.article), "", ""},
           {"决定单位", facts.unit, "联系电话", facts.telephone}}};
}

Table bank_rows(const Paper& paper) {
  const auto& facts = paper.facts;
  Table table;
  table.rows.push_back({"户名", or_dash(facts.holder.text), "开户机构", facts.institution});
  table.rows.push_back({"账号", account_text(facts), "", ""});
  if (paper.kind == PaperKind::query_notice) {
    return table;
  }
  table.rows.push_back({"范围", std::string{scope_text(facts)}, "", ""});
  table.rows.push_back({"金额", amount_text(facts), "", ""});
  if (paper.kind == PaperKind::freeze_notice) {
    table.rows.push_back(
        {"孳息", facts.fruits ? "及于孳息" : "不及于孳息", "轮候", facts.queue ? "是" : "否"});
    if (!facts.why_whole.empty()) {
      table.rows.push_back({"全额理由", facts.why_whole, "", ""});
    }
  }
  if (paper.kind == PaperKind::release_notice) {
    table.rows.push_back({"原措施", moment(facts.since) + " 起", "", ""});
    table.rows.push_back({"解除理由", facts.reason, "", ""});
  } else {
    table.rows.push_back({"期限", term_text(facts), "", ""});
  }
  if (!facts.document.empty()) {
    table.rows.push_back({"法律文书", facts.document, "", ""});
  }
  return table;
}

Table rows_of(const Paper& paper) {
  if (!paper.facts.mark.text.empty()) {
    return mark_rows(paper);
  }
  switch (paper.kind) {
    case PaperKind::stop_application:
      return application_rows(paper.facts);
    case PaperKind::holder_notice:
      return holder_rows(paper.facts);
    case PaperKind::query_notice:
    case PaperKind::freeze_notice:
    case PaperKind::renewal_notice:
    case PaperKind::release_notice:
      return bank_rows(paper);
    case PaperKind::evidence_notice:
      return evidence_rows(paper.facts);
    case PaperKind::return_notice:
    case PaperKind::return_receipt:
      return return_rows(paper.facts);
    case PaperKind::restriction_notice:
      return mark_rows(paper);
    case PaperKind::acceptance_form:
      return acceptance_rows(paper.facts);
    case PaperKind::transfer_notice:
      return transfer_rows(paper.facts);
    case PaperKind::acceptance_receipt:
    case PaperKind::refusal_notice:
      return {};
  }
  return {};
}

/// Who acted: on what stays among officers and banks.
void add_people(Sheet& sheet, const Paper& paper) {
  const auto& facts = paper.facts;
  if (paper.kind == PaperKind::holder_notice || paper.kind == PaperKind::refusal_notice) {
    return;
  }
  Table people;
  if (paper.kind == PaperKind::stop_application) {
    people.rows.push_back({"申请人签名", "", "受理民警", joined(facts.officers)});
  } else if (paper.kind == PaperKind::acceptance_form) {
    people.rows.push_back({"报案人签名", "", "受理民警", joined(facts.officers)});
  } else {
    if (paper.kind == PaperKind::return_receipt) {
      people.rows.push_back({"领取人签名", "", "签收日期", ""});
    }
    people.rows.push_back({"办案民警", joined(facts.officers), "联系电话", facts.telephone});
  }
  if (!facts.approved_by.empty()) {
    people.rows.push_back({"批准人", facts.approved_by, "批准时间", moment(facts.approved_at)});
  }
  sheet.blocks.emplace_back(std::move(people));
}

void add_receipt(Sheet& sheet, const Paper& paper, const Form& form) {
  if (form.receipt.empty()) {
    return;
  }
  sheet.blocks.emplace_back(Cut{});
  sheet.blocks.emplace_back(Line{Style::heading, sheet.title + "（回执）"});
  sheet.blocks.emplace_back(Line{Style::addressee, paper.facts.unit + "："});
  sheet.blocks.emplace_back(
      Line{Style::body, fmt::format("你单位{}收悉，现将办理情况回复如下：", paper.number)});
  Table table;
  const auto& mark = paper.facts.mark.text;
  if (order::is_of_case(paper.kind)) {
    table.rows.push_back({"案件编号", paper.facts.case_number, "", ""});
  } else {
    table.rows.push_back({mark.empty() ? "账号" : "处置对象",
                          mark.empty() ? account_text(paper.facts) : mark, "", ""});
  }
  for (const auto& asked : form.receipt) {
    table.rows.push_back({std::string{asked.label}, std::string{asked.choices}, "", ""});
  }
  sheet.blocks.emplace_back(std::move(table));
  sheet.blocks.emplace_back(Seal{"（协助单位公章）", "　　　年　　月　　日"});
}

bool is_erased(const Paper& paper) {
  const auto gone = [](const base::Personal& text) { return text.text == base::erased_text; };
  const auto& applicant = paper.facts.applicant;
  return gone(paper.facts.number) || gone(paper.facts.holder) || gone(paper.facts.mark) ||
         gone(paper.facts.to_number) || gone(paper.facts.to_holder) ||
         gone(paper.facts.narrative) ||
         (applicant && (gone(applicant->name) || gone(applicant->payer_number)));
}

}  // namespace

base::Result<Sheet> compose(const Paper& paper) {
  const auto& facts = paper.facts;
  const auto* form = form_of(paper.layout, paper.kind, facts.family);
  if (form == nullptr) {
    return base::Error{
        base::ErrorCode::conflict,
        fmt::format("{} 的版式 {} 本版本不能识别", order::to_text(paper.id), paper.layout)};
  }
  if (is_erased(paper)) {
    return base::Error{base::ErrorCode::conflict,
                       fmt::format("{} 所载个人信息已销毁，不能再出具", order::to_text(paper.id))};
  }
  const auto names = names_of(paper);
  Sheet sheet;
  sheet.title = order::title_of(paper.kind, facts.family);
  sheet.subject = paper.number;
  sheet.date = paper.issued_at;
  sheet.check_url = facts.check_url;
  sheet.code = order::grouped_code(paper.code);
  sheet.check_lines = {"核验码", sheet.code, "扫码核验真伪，或致电 " + facts.telephone};
  if (facts.drill) {
    sheet.title = "【演练】" + sheet.title;
  }
  sheet.blocks.emplace_back(Line{Style::unit, facts.unit});
  sheet.blocks.emplace_back(Line{Style::title, sheet.title});
  sheet.blocks.emplace_back(Line{Style::number, paper.number});
  if (!form->addressee.empty()) {
    sheet.blocks.emplace_back(Line{Style::addressee, filled(form->addressee, names)});
  }
  if (!form->lead.empty()) {
    sheet.blocks.emplace_back(Line{Style::body, filled(form->lead, names)});
  }
  if (auto table = rows_of(paper); !table.rows.empty()) {
    sheet.blocks.emplace_back(std::move(table));
  }
  for (const auto paragraph : form->after) {
    sheet.blocks.emplace_back(Line{Style::body, filled(paragraph, names)});
  }
  add_people(sheet, paper);
  sheet.blocks.emplace_back(Seal{facts.unit, base::date_in_words(paper.issued_at)});
  add_receipt(sheet, paper, *form);
  return sheet;
}

std::string text_of(const Sheet& sheet) {
  std::string text;
  for (const auto& block : sheet.blocks) {
    if (const auto* line = std::get_if<Line>(&block)) {
      text += line->text + "\n";
    } else if (const auto* table = std::get_if<Table>(&block)) {
      for (const auto& row : table->rows) {
        text += row.label + "\t" + row.text;
        text += row.label2.empty() ? "\n" : "\t" + row.label2 + "\t" + row.text2 + "\n";
      }
    } else if (const auto* seal = std::get_if<Seal>(&block)) {
      text += seal->unit + "\n" + seal->date + "\n";
    } else {
      text += "--\n";
    }
  }
  for (const auto& line : sheet.check_lines) {
    text += line + "\n";
  }
  return text;
}

}  // namespace holdfast::paper
