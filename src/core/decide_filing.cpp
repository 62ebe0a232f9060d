// Filing a case, and whether its report is true.
//
// A stop does not wait for the truth: what must precede it is the application and who made it. The
// truth is found within the stop's term. Untrue: every stop goes at once. True: the case is to be
// filed, by the statute's clock or before the last stop lapses, whichever comes first. A filing
// that is taken back takes what stood on it along.
#include <algorithm>
#include <fmt/core.h>

#include "core/drafting.hpp"
#include "core/first_days.hpp"
#include "core/freezes.hpp"
#include "core/persons.hpp"

namespace holdfast::core {

namespace {

using order::Family;

constexpr std::size_t filing_field_bytes_max = 200;

base::Result<void> check_filing_text(std::string_view text, std::string_view where) {
  if (text.empty() || text.size() > filing_field_bytes_max) {
    return base::Error{base::ErrorCode::bad_input, "1 到 200 字节", std::string{where}};
  }
  return {};
}

base::Result<void> check_filing(const Outcome& out, const desk::CaseFile& file,
                                const FileCase& body) {
  for (const auto& [text, where] :
       {std::pair{&body.number, "/number"}, std::pair{&body.unit, "/unit"},
        std::pair{&body.approved_by, "/approved_by"}}) {
    if (const auto ok = check_filing_text(*text, where); !ok) {
      return ok;
    }
  }
  if (body.decided_at && (*body.decided_at > out.at || *body.decided_at < file.reported_at)) {
    return base::Error{base::ErrorCode::bad_input, "立案时间应在报案之后、当前之前", "/decided_at"};
  }
  return {};
}

/// When the last stop of the case that stands will have lapsed.
std::optional<base::Instant> last_lapse(const State& state, const desk::CaseFile& file) {
  std::optional<base::Instant> last;
  for (const auto id : file.orders) {
    const auto& order = state.orders.at(id);
    if (order.family == Family::stop && order.state == order::State::in_force) {
      last = std::max(last.value_or(*order.times.deadline), *order.times.deadline);
    }
  }
  return last;
}

}  // namespace

/// What waits is turned down, what stands ends at once. A holder's own consent is not touched.
void let_all_go(Outcome& out, const desk::CaseFile& file, const std::string& reason,
                const std::string& article) {
  for (const auto id : file.orders) {
    const auto& order = out.state.orders.at(id);
    const bool stands =
        order.state == order::State::in_force || order.state == order::State::queued;
    if (order.state == order::State::draft || order.state == order::State::review) {
      if (!order::is_restoration(order.family) && order.family != Family::freeze_release) {
        out.add(OrderRejected{id, reason});
        out.ended_now.insert(id);
      }
    } else if (order.family == Family::stop && order.state == order::State::in_force) {
      let_go(out, file, order, reason);
    } else if (order.family == Family::freeze && stands) {
      release_by_rule(out, order, reason, article);
    } else if (order::is_restriction(order.family) && stands) {
      end_at_once(out, order, {order::AuthorityKind::rule, "engine", out.at, article}, reason);
    }
  }
}

base::Instant filing_due(const State& state, const desk::CaseFile& file, base::Instant at) {
  const auto* clock = file.first_days ? desk::filing_clock(*file.first_days) : nullptr;
  const auto statute = clock != nullptr
                           ? clock->due
                           : law::end_of(state.rules.at("filing.term", at), file.reported_at);
  return std::min(statute, last_lapse(state, file).value_or(statute));
}

base::Result<void> decide_one(Outcome& out, const FileCase& body) {
  const auto file = open_case_named(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  if ((*file)->filed) {
    return refuse(
        base::ErrorCode::conflict,
        fmt::format("案件 {} 已立案：{}", order::to_text(body.case_id), (*file)->filed->number));
  }
  if ((*file)->truth && (*file)->truth->verdict == desk::Verdict::unfounded) {
    return refuse(base::ErrorCode::conflict, "报案已核实为不实，不得立案；请先更正核实结论");
  }
  if (const auto ok =
          first_fault({first_days_allow_filing(**file), check_filing(out, **file, body)});
      !ok) {
    return ok.error();
  }
  out.add(CaseFiled{body.case_id,
                    {body.number, body.unit, body.approved_by, body.decided_at.value_or(out.at),
                     out.command.actor, out.at}});
  finish_tasks(out, body.case_id, {desk::TaskKind::stop_review, desk::TaskKind::file_case}, {},
               "已立案：" + body.number);
  finish_by_filing(out, **file, "已立案：" + body.number);
  out.answer.id = order::to_text(body.case_id);
  return {};
}

void open_filing_task(Outcome& out, const desk::CaseFile& file, desk::TaskKind kind,
                      std::string what) {
  const auto* clock = file.first_days ? desk::filing_clock(*file.first_days) : nullptr;
  desk::Task task;
  task.kind = kind;
  task.what = std::move(what);
  task.due = std::max(filing_due(out.state, file, out.at), out.at);
  if (task.due == last_lapse(out.state, file)) {
    task.article = out.rule("stop.term").article;
  } else {
    task.article = clock != nullptr ? clock->article : out.rule("filing.term").article;
  }
  open_task(out, file, std::move(task));
}

void move_filing_tasks(Outcome& out, const desk::CaseFile& file, base::Instant statute,
                       const std::string& note) {
  const auto found = out.state.tasks_of.find(file.id);
  if (found == out.state.tasks_of.end()) {
    return;
  }
  const auto due = std::min(statute, last_lapse(out.state, file).value_or(statute));
  for (const auto id : found->second) {
    const auto& task = out.state.tasks.at(id);
    if (task.kind == desk::TaskKind::file_case && !task.done_at && task.due != due) {
      out.add(TaskAssigned{id, task.owner, due, note});
    }
  }
}

void let_go(Outcome& out, const desk::CaseFile& file, const order::Order& stop,
            const std::string& reason) {
  for (const auto id : out.state.orders_of.at(stop.account)) {
    const auto& other = out.state.orders.at(id);
    if (other.family == Family::stop_release && other.target == stop.id &&
        order::awaits_partner(other)) {
      return;
    }
  }
  OrderPlan plan;
  plan.family = Family::stop_release;
  plan.account = stop.account;
  plan.institution = stop.institution;
  plan.tier = stop.tier;
  plan.target = stop.id;
  plan.reason = reason;
  approve(out, draft_order(out, file, std::move(plan)),
          {order::AuthorityKind::officer, out.command.actor, out.at, {}});
}

base::Result<void> decide_one(Outcome& out, const WithdrawFiling& body) {
  const auto found = open_case_named(out.state, body.case_id);
  if (!found) {
    return found.error();
  }
  const auto& file = **found;
  if (!file.filed) {
    return refuse(base::ErrorCode::conflict, "案件没有立案，无须撤案");
  }
  if (const auto ok = first_fault({check_filing_text(body.number, "/number"),
                                   check_filing_text(body.approved_by, "/approved_by"),
                                   need_reason(body.reason)});
      !ok) {
    return ok.error();
  }
  if (body.decided_at && (*body.decided_at > out.at || *body.decided_at < file.filed->decided_at)) {
    return bad("撤案时间应在立案之后、当前之前", "/decided_at");
  }
  out.add(
      FilingWithdrawn{file.id,
                      {body.number, file.filed->number, body.approved_by,
                       body.decided_at.value_or(out.at), out.command.actor, out.at, body.reason}});
  filing_gone(out, file.id);
  let_all_go(out, file, "已撤案：" + body.number, out.rule("filing.withdrawal").article);
  finish_tasks(out, body.case_id, {desk::TaskKind::stop_lapsing, desk::TaskKind::freeze_failed}, {},
               "已撤案");
  out.answer.id = order::to_text(body.case_id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const ReviewTruth& body) {
  const auto found = open_case_named(out.state, body.case_id);
  if (!found) {
    return found.error();
  }
  const auto& file = **found;
  if (file.truth && file.truth->verdict == body.verdict) {
    return refuse(base::ErrorCode::conflict, "核实结论已记录");
  }
  if (file.filed && body.verdict == desk::Verdict::unfounded) {
    return refuse(base::ErrorCode::conflict, "案件已立案，请先依法撤案");
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  out.add(TruthReviewed{body.case_id, body.verdict, body.reason});
  finish_tasks(out, body.case_id, {desk::TaskKind::stop_review}, {}, "已核实：" + body.reason);
  if (body.verdict == desk::Verdict::genuine) {
    if (!file.filed) {
      open_filing_task(out, file, desk::TaskKind::file_case, {});
    }
    out.answer.id = order::to_text(body.case_id);
    return {};
  }
  let_all_go(out, file, "报案不实：" + body.reason, out.rule("stop.review").article);
  finish_tasks(out, body.case_id, {desk::TaskKind::stop_lapsing, desk::TaskKind::file_case}, {},
               "报案不实");
  out.answer.id = order::to_text(body.case_id);
  return {};
}

}  // namespace holdfast::core
