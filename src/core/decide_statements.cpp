// Statements that investigators bring into a case: which files, what became of them, and the
// queries that a police return says failed.
//
// Refusals of a beginning: no such case, closed; too many files or none, a file's name, digest; the
// bank's name, the paper's number; too many statements in the case. Of marks and an end: no such
// statement, somebody else's, over already; their size. Of queries anew: no such statement, not
// over, case closed; none, too many, one named twice, no such query; reason, second officer, paper;
// asked already, no channel. Of headings: the bank's name, too many, one named twice.
#include <algorithm>
#include <fmt/core.h>
#include <set>

#include "core/drafting.hpp"

namespace holdfast::core {

namespace {

constexpr std::size_t files_max = 20;
constexpr std::size_t file_name_bytes_max = 255;
constexpr std::size_t digest_symbols = 64;
constexpr std::size_t bank_bytes_max = 64;
constexpr std::size_t statements_max = 500;  // of one case
constexpr std::size_t spots_bytes_max = std::size_t{1} << 20;
constexpr std::size_t mark_numbers_max = 200'000;
constexpr std::size_t holders_max = 5000;
constexpr std::size_t marks_max = 64;  // pieces of one statement
constexpr std::size_t accounts_max = 5000;
constexpr std::size_t failed_max = 5000;
constexpr std::size_t why_bytes_max = 300;
constexpr std::size_t queries_at_once_max = 200;
constexpr std::size_t banks_max = 500;
constexpr std::size_t headings_max = 200;
constexpr std::size_t heading_bytes_max = 200;
constexpr std::size_t column_bytes_max = 32;

bool is_digest(std::string_view text) {
  return text.size() == digest_symbols &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

base::Result<void> check_files(const std::vector<desk::StatementFile>& files) {
  if (files.empty() || files.size() > files_max) {
    return bad(fmt::format("一次导入 1 到 {} 个文件", files_max), "/files");
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto& file = files[i];
    if (file.name.text.empty() || file.name.text.size() > file_name_bytes_max) {
      return bad(fmt::format("文件名为 1 到 {} 字节", file_name_bytes_max),
                 fmt::format("/files/{}/name", i));
    }
    if (!is_digest(file.sha256)) {
      return bad("is not a SHA-256 in hex", fmt::format("/files/{}/sha256", i));
    }
  }
  return {};
}

base::Result<void> check_bank(std::string_view bank) {
  return bank.size() > bank_bytes_max
             ? base::Result<void>{bad(fmt::format("银行名称最多 {} 字节", bank_bytes_max), "/bank")}
             : base::Result<void>{};
}

base::Result<const desk::StatementImport*> statement_named(const State& state,
                                                           desk::StatementId id) {
  const auto found = state.statements.find(id);
  if (found == state.statements.end()) {
    return refuse(base::ErrorCode::not_found, fmt::format("没有流水导入 {}", desk::to_text(id)));
  }
  return &found->second;
}

/// Under way, and begun by whoever acts.
base::Result<const desk::StatementImport*> own_statement(const Outcome& out, desk::StatementId id) {
  const auto statement = statement_named(out.state, id);
  if (!statement) {
    return statement.error();
  }
  if ((*statement)->by != out.command.actor) {
    return refuse(base::ErrorCode::forbidden,
                  fmt::format("{} 由 {} 导入", desk::to_text(id), (*statement)->by));
  }
  if ((*statement)->outcome) {
    return refuse(base::ErrorCode::conflict, fmt::format("{} 已导入完毕", desk::to_text(id)));
  }
  return statement;
}

base::SubjectId subject_of(const desk::StatementImport& statement) {
  return base::subject_of(base::SubjectKind::case_file, statement.case_id.value());
}

void give_subject(base::Personal& text, base::SubjectId subject) {
  if (!text.text.empty()) {
    text.subject = subject;
  }
}

/// The failed query may be asked anew: nobody has, or what was asked came to nothing.
bool is_open(const State& state, const desk::FailedQuery& failed) {
  return !failed.asked || (!order::is_live(state.orders.at(*failed.asked)) &&
                           state.orders.at(*failed.asked).state != order::State::answered);
}

base::Result<void> check_wanted(const std::vector<std::uint64_t>& wanted) {
  if (wanted.empty() || wanted.size() > queries_at_once_max) {
    return bad(fmt::format("一次查询 1 到 {} 个账户", queries_at_once_max), "/failed");
  }
  if (std::set<std::uint64_t>{wanted.begin(), wanted.end()}.size() != wanted.size()) {
    return bad("同一账户只列一次", "/failed");
  }
  return {};
}

base::Result<void> check_query(const Outcome& out, const desk::StatementImport& statement,
                               std::uint64_t index, std::string where) {
  const auto& failed = statement.outcome->failed;
  if (index >= failed.size()) {
    return bad(fmt::format("没有第 {} 个未成功的查询", index), std::move(where));
  }
  if (!is_open(out.state, failed[index])) {
    auto refused = refuse(base::ErrorCode::conflict,
                          fmt::format("{} 已重新查询该账户", order::to_text(*failed[index].asked)));
    refused.where = std::move(where);
    return refused;
  }
  if (!has_channel(out.state.routing, failed[index].institution)) {
    auto refused = refuse(base::ErrorCode::conflict, "没有通道通往该账户的开户机构");
    refused.where = std::move(where);
    return refused;
  }
  return {};
}

order::OrderId draw_up_query(Outcome& out, const desk::CaseFile& file,
                             const desk::FailedQuery& failed, const AskFailedQueries& body) {
  OrderPlan plan;
  plan.family = order::Family::transaction_query;
  plan.account = failed.account;
  plan.institution = failed.institution;
  plan.reason = body.reason;
  if (const auto need = file.needs.find(failed.account); need != file.needs.end()) {
    plan.tier = need->second.tier;
  }
  auto order = drawn_up(out, file, std::move(plan), {"query.legal_ground", {}, {}, "query.term"});
  auto approval = approval_by(out, "query.approval", body.second, body.document);
  hasten(approval, body.emergency);
  await_signatures(out, order, std::move(approval));
  const auto id = order.id;
  out.add(OrderDrafted{std::move(order)});
  return id;
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const BeginStatement& body) {
  const auto file = open_case_named(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  if (const auto ok = first_fault(
          {check_files(body.files), check_bank(body.bank), check_document(body.document)});
      !ok) {
    return ok.error();
  }
  if (const auto found = out.state.statements_of.find(body.case_id);
      found != out.state.statements_of.end() && found->second.size() >= statements_max) {
    return refuse(base::ErrorCode::conflict, fmt::format("一案最多导入 {} 次流水", statements_max));
  }
  desk::StatementImport statement;
  statement.id = out.new_statement();
  statement.case_id = body.case_id;
  statement.files = body.files;
  for (auto& each : statement.files) {
    give_subject(each.name, subject_of(statement));
  }
  statement.bank = body.bank;
  statement.document = body.document;
  statement.by = out.command.actor;
  statement.at = out.at;
  out.answer.id = desk::to_text(statement.id);
  out.add(StatementBegun{std::move(statement)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const MarkStatement& body) {
  const auto statement = own_statement(out, body.statement);
  if (!statement) {
    return statement.error();
  }
  if (body.marks.spots.text.size() > spots_bytes_max || body.marks.rows.size() % 2 != 0 ||
      body.marks.rows.size() > mark_numbers_max || body.marks.holders.size() > holders_max) {
    return bad("要素过多", "/marks");
  }
  if ((*statement)->marks.size() >= marks_max) {
    return refuse(base::ErrorCode::too_large, fmt::format("一次导入的要素最多 {} 份", marks_max));
  }
  auto marks = body.marks;
  const auto subject = subject_of(**statement);
  give_subject(marks.spots, subject);
  for (auto& holder : marks.holders) {
    give_subject(holder.name, subject);
    give_subject(holder.identity, subject);
    give_subject(holder.phone, subject);
  }
  out.add(StatementMarked{body.statement, std::move(marks)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const EndStatement& body) {
  const auto statement = own_statement(out, body.statement);
  if (!statement) {
    return statement.error();
  }
  auto outcome = body.outcome;
  if (outcome.files.size() > (*statement)->files.size()) {
    return bad("文件数与开始时不符", "/files");
  }
  const bool are_short =
      outcome.error.size() <= why_bytes_max &&
      std::all_of(outcome.failed.begin(), outcome.failed.end(),
                  [](const auto& each) { return each.why.size() <= why_bytes_max; });
  if (outcome.accounts.size() > accounts_max || outcome.failed.size() > failed_max || !are_short) {
    return bad("账户或者说明过多", "/accounts");
  }
  outcome.at = out.at;
  for (auto& failed : outcome.failed) {
    failed.asked.reset();
  }
  out.answer.id = desk::to_text(body.statement);
  out.add(StatementEnded{body.statement, std::move(outcome)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const AskFailedQueries& body) {
  const auto statement = statement_named(out.state, body.statement);
  if (!statement) {
    return statement.error();
  }
  if (!(*statement)->outcome) {
    return refuse(base::ErrorCode::conflict,
                  fmt::format("{} 尚未导入完毕", desk::to_text(body.statement)));
  }
  const auto file = open_case_named(out.state, (*statement)->case_id);
  if (!file) {
    return file.error();
  }
  const bool is_urgent = !body.emergency.empty();
  if (const auto ok =
          first_fault({check_wanted(body.failed), need_reason(body.reason),
                       check_second_known(out, body.second), check_document(body.document),
                       is_urgent ? need_reason(body.emergency, "/emergency") : base::Result<void>{},
                       check_two_officers(out, body.second),
                       is_urgent ? base::Result<void>{}
                                 : check_paper_named(out, body.document, "query.approval")});
      !ok) {
    return ok.error();
  }
  for (std::size_t i = 0; i < body.failed.size(); ++i) {
    if (const auto ok = check_query(out, **statement, body.failed[i], fmt::format("/failed/{}", i));
        !ok) {
      return ok.error();
    }
  }
  FailedQueriesAsked asked{body.statement, {}};
  for (const auto index : body.failed) {
    const auto& failed = (*statement)->outcome->failed[index];
    asked.asked.push_back({index, draw_up_query(out, **file, failed, body)});
  }
  out.answer.id = order::to_text(asked.asked.front().query);
  out.add(std::move(asked));
  return {};
}

base::Result<void> decide_one(Outcome& out, const LearnHeadings& body) {
  if (body.bank.empty()) {
    return bad("须写明银行", "/bank");
  }
  if (const auto ok = check_bank(body.bank); !ok) {
    return ok.error();
  }
  if (body.headings.size() > headings_max) {
    return bad(fmt::format("一家银行最多 {} 个表头", headings_max), "/headings");
  }
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < body.headings.size(); ++i) {
    const auto& each = body.headings[i];
    const bool fits = !each.heading.empty() && each.heading.size() <= heading_bytes_max &&
                      !each.column.empty() && each.column.size() <= column_bytes_max;
    if (!fits || !seen.insert(each.heading).second) {
      return bad("表头为空、过长或者重复", fmt::format("/headings/{}", i));
    }
  }
  const auto known = out.state.headings.find(body.bank);
  if (known == out.state.headings.end()) {
    if (body.headings.empty()) {
      return refuse(base::ErrorCode::not_found, fmt::format("没有学过 {} 的表头", body.bank));
    }
    if (out.state.headings.size() >= banks_max) {
      return refuse(base::ErrorCode::conflict, fmt::format("最多记住 {} 家银行的表头", banks_max));
    }
  } else if (known->second == body.headings) {
    return {};
  }
  out.add(HeadingsLearnt{body.bank, body.headings});
  return {};
}

}  // namespace holdfast::core
