#include "workbench/ask.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "workbench/appearing.hpp"
#include "workbench/asked.hpp"
#include "workbench/common.hpp"
#include "workbench/groups.hpp"
#include "workbench/levels.hpp"
#include "workbench/passing.hpp"
#include "workbench/returning.hpp"
#include "workbench/rhythm.hpp"

namespace holdfast::workbench {

namespace {

using base::Result;
using Form = Cell::Form;

std::vector<AccountId> accounts_of(const auto& rows) {
  std::vector<AccountId> accounts;
  for (const auto& row : rows) {
    accounts.push_back(row.account);
  }
  return accounts;
}

void add_asked(AnswerTable& table, const Asked& asked) {
  table.accounts.insert(table.accounts.end(), asked.accounts().begin(), asked.accounts().end());
}

Result<Answered> answer_common(const Asked& asked) {
  Answered done{.table = {}, .payments = asked.payments()};
  const auto answer = common_counterparties(
      done.payments, {asked.accounts(), asked.options.count("shared"), asked.asking.effort});
  done.table.columns = {{"account", Form::accounts},   {"with", Form::accounts},
                        {"received_yuan", Form::yuan}, {"paid_yuan", Form::yuan},
                        {"transfers", Form::number},   {"first", Form::moment},
                        {"last", Form::moment}};
  for (const auto& one : answer.counterparties) {
    done.table.rows.push_back({Cell(one.account), Cell(one.with), Cell(one.received),
                               Cell(one.paid), Cell(std::uint64_t{one.transfers}), Cell(one.first),
                               Cell(one.last)});
  }
  done.table.truncated = answer.truncated;
  done.table.accounts = accounts_of(answer.counterparties);
  add_asked(done.table, asked);
  return done;
}

Result<Answered> answer_appearing(const Asked& asked) {
  Answered done{.table = {}, .payments = asked.payments_of_all_times()};
  const auto answer = appearing(done.payments, {asked.range, asked.options.length("silence"),
                                                asked.accounts(), asked.asking.effort});
  done.table.columns = {{"account", Form::accounts}, {"change", Form::text},
                        {"first", Form::moment},     {"last", Form::moment},
                        {"transfers", Form::number}, {"in_yuan", Form::yuan},
                        {"out_yuan", Form::yuan}};
  for (const auto& one : answer.accounts) {
    const std::string change = one.is_new && one.is_gone ? "new and gone"
                               : one.is_new              ? "new"
                                                         : "gone";
    done.table.rows.push_back({Cell(one.account), Cell(change), Cell(one.first), Cell(one.last),
                               Cell(std::uint64_t{one.transfers}), Cell(one.in), Cell(one.out)});
  }
  done.table.truncated = answer.truncated;
  done.table.accounts = accounts_of(answer.accounts);
  return done;
}

Result<Answered> answer_passing(const Asked& asked) {
  Answered done{.table = {}, .payments = asked.payments()};
  const auto answer = passing(
      done.payments,
      {asked.options.length("quickly"), asked.options.yuan("in_min_yuan"), asked.asking.effort});
  done.table.columns = {{"account", Form::accounts}, {"role", Form::text},
                        {"in_yuan", Form::yuan},     {"out_yuan", Form::yuan},
                        {"quick_yuan", Form::yuan},  {"passed_yuan", Form::yuan},
                        {"kept_yuan", Form::yuan},   {"last", Form::moment}};
  for (const auto& one : answer.accounts) {
    done.table.rows.push_back({Cell(one.account), Cell(to_text(one.role)), Cell(one.in),
                               Cell(one.out), Cell(one.quick), Cell(one.passed), Cell(one.kept),
                               Cell(one.last)});
  }
  done.table.truncated = answer.truncated;
  done.table.accounts = accounts_of(answer.accounts);
  return done;
}

Result<Answered> answer_returning(const Asked& asked) {
  Answered done{.table = {}, .payments = asked.payments()};
  const auto answer =
      returning(done.payments, {asked.accounts(), asked.options.count("hops"),
                                asked.options.length("window"), asked.asking.effort});
  done.table.columns = {{"from", Form::accounts},   {"over", Form::accounts},
                        {"least_yuan", Form::yuan}, {"first", Form::moment},
                        {"last", Form::moment},     {"transfers", Form::transfers}};
  for (const auto& circle : answer.circles) {
    done.table.accounts.insert(done.table.accounts.end(), circle.accounts.begin(),
                               circle.accounts.end());
    done.table.rows.push_back(
        {Cell(circle.accounts.front()),
         Cell(std::vector<AccountId>(circle.accounts.begin() + 1, circle.accounts.end())),
         Cell(circle.least), Cell(circle.first), Cell(circle.last), Cell(circle.transfers)});
  }
  done.table.remarks.push_back({"looked_at", {fmt::format("{}", answer.visited)}});
  done.table.truncated = answer.truncated;
  return done;
}

fund::Side side_of(std::string_view text) {
  return text == "in" ? fund::Side::in : text == "any" ? fund::Side::any : fund::Side::out;
}

Result<Answered> answer_rhythm(const Asked& asked) {
  constexpr std::array<std::string_view, 7> days{"周一", "周二", "周三", "周四",
                                                 "周五", "周六", "周日"};
  constexpr std::array<std::string_view, 24> hours{"00", "01", "02", "03", "04", "05", "06", "07",
                                                   "08", "09", "10", "11", "12", "13", "14", "15",
                                                   "16", "17", "18", "19", "20", "21", "22", "23"};
  Answered done{.table = {}, .payments = asked.payments()};
  const auto answer =
      rhythm(done.payments,
             {asked.accounts().front(), side_of(asked.options.choice("side")), asked.asking.now});
  auto& table = done.table;
  table.columns = {{"day", Form::text}};
  for (const auto hour : hours) {
    table.columns.push_back({hour, Form::number});
  }
  for (std::size_t day = 0; day < days.size(); ++day) {
    std::vector<Cell> row{Cell(days[day])};
    for (const std::uint32_t count : answer.hours[day]) {
      row.emplace_back(std::uint64_t{count});
    }
    table.rows.push_back(std::move(row));
  }
  table.remarks.push_back({"payments", {fmt::format("{}", answer.payments)}});
  if (answer.last) {
    table.remarks.push_back({"last", {base::display_instant(*answer.last)}});
  }
  if (answer.next) {
    const auto& next = *answer.next;
    table.remarks.push_back({"forecast",
                             {base::display_instant(next.from), base::display_instant(next.to),
                              base::display_instant(next.middle), fmt::format("{}", next.pauses),
                              fmt::format("{}", next.right), fmt::format("{}", next.tried)}});
  } else {
    table.remarks.push_back({"no_forecast", {fmt::format("{}", pauses_needed)}});
  }
  table.truncated = answer.truncated;
  table.accounts = asked.accounts();
  return done;
}

Result<Answered> answer_levels(const Asked& asked) {
  Answered done{.table = {}, .payments = asked.payments()};
  const auto way = asked.options.choice("way") == "up" ? Way::up : Way::down;
  const auto answer =
      levels(done.payments, {asked.accounts(), asked.options.count("levels"),
                             asked.options.length("stay"), way, asked.asking.effort});
  done.table.columns = {{"level", Form::number},
                        {"account", Form::accounts},
                        {way == Way::up ? "paid_yuan" : "received_yuan", Form::yuan},
                        {"transfers", Form::number},
                        {"first", Form::moment},
                        {"last", Form::moment},
                        {"exit", Form::text}};
  for (const auto& one : answer.accounts) {
    done.table.rows.push_back({Cell(std::uint64_t{one.level}), Cell(one.account),
                               Cell(one.received), Cell(std::uint64_t{one.transfers}),
                               Cell(one.first), Cell(one.last),
                               Cell(std::string(one.is_exit ? "yes" : "no"))});
  }
  done.table.truncated = answer.truncated;
  done.table.accounts = accounts_of(answer.accounts);
  add_asked(done.table, asked);
  return done;
}

Result<Answered> answer_groups(const Asked& asked) {
  Answered done{.table = {}, .payments = asked.payments()};
  const auto answer = groups(done.payments, {.between_min = asked.options.yuan("in_min_yuan"),
                                             .size_min = asked.options.count("size_min"),
                                             .effort = asked.asking.effort});
  done.table.columns = {{"group", Form::number},      {"account", Form::accounts},
                        {"betweenness", Form::text},  {"joint", Form::text},
                        {"neighbours", Form::number}, {"in_yuan", Form::yuan},
                        {"out_yuan", Form::yuan}};
  for (const auto& one : answer.members) {
    done.table.rows.push_back({Cell(std::uint64_t{one.group}), Cell(one.account),
                               Cell(fmt::format("{:.1f}", one.betweenness)),
                               Cell(std::string(one.is_joint ? "yes" : "no")),
                               Cell(std::uint64_t{one.neighbours}), Cell(one.in), Cell(one.out)});
  }
  done.table.remarks.push_back({"groups", {fmt::format("{}", answer.groups)}});
  if (answer.is_sampled) {
    done.table.remarks.push_back({"sampled", {}});
  }
  done.table.truncated = answer.truncated;
  done.table.accounts = accounts_of(answer.members);
  return done;
}

/// In the order of `questions()`.
constexpr std::array<Answer, 10> answers{
    answer_common, answer_appearing, answer_passing, answer_returning, answer_together,
    answer_rhythm, answer_levels,    answer_groups,  answer_cash,      answer_shared};

Result<void> check_accounts(const Question& question, std::size_t accounts) {
  if (accounts >= question.accounts_min &&
      accounts <= std::max(question.accounts_max, question.accounts_min)) {
    return {};
  }
  const auto text = question.accounts_max == 0
                        ? fmt::format("{} is asked of no account in particular", question.name)
                    : question.accounts_min == question.accounts_max
                        ? fmt::format("{} takes {} account", question.name, question.accounts_min)
                        : fmt::format("{} takes {} to {} accounts", question.name,
                                      question.accounts_min, question.accounts_max);
  return base::Error{base::ErrorCode::wrong_usage, text, "account"};
}

}  // namespace

Result<Answered> ask(const Asking& asking, const Sources& sources) {
  const auto question = question_named(asking.question);
  if (!question) {
    return question.error();
  }
  if (const auto ok = check_accounts(**question, asking.accounts.size()); !ok) {
    return ok.error();
  }
  Options options{**question, asking.options};
  if (const auto ok = options.check(); !ok) {
    return ok.error();
  }
  const fund::TimeRange range{options.moment("since").value_or(base::Instant{}),
                              options.moment("until").value_or(base::Instant::max())};
  const Asked asked{asking, sources, std::move(options), range};
  return answers[static_cast<std::size_t>(*question - questions().data())](asked);
}

}  // namespace holdfast::workbench
