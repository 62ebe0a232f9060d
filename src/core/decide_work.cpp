// Who does what: tasks handed to colleagues or thought of by hand, what is said on a case, and the
// lists that somebody keeps.
//
// Refusals of an assignment, for the first task that does not fit: no tasks, too many, no such
// person, no reason, no such task, done already, an office that the person does not hold, a date
// that the law set. Of a task by hand: no such case, closed, its text, the person, its date. Of a
// comment: no such case, erased, its text, whom it calls.
#include <algorithm>
#include <fmt/core.h>

#include "core/duties.hpp"
#include "core/outcome.hpp"

namespace holdfast::core {

namespace {

constexpr std::size_t tasks_at_once_max = 200;
constexpr std::size_t what_bytes_max = 500;
constexpr std::size_t comment_bytes_max = 6000;
constexpr std::size_t mentions_max = 20;
constexpr std::size_t filters_max = 50;  // of one person
constexpr std::size_t filter_name_bytes_max = 64;
constexpr std::size_t filter_query_bytes_max = 1000;
constexpr auto due_within = std::chrono::days{366};
constexpr auto mention_term = std::chrono::days{1};

/// Somebody who can be given work.
base::Result<const User*> colleague(const State& state, const std::string& name,
                                    std::string_view where) {
  const auto* user = person_named(state, name);
  if (user == nullptr || (user->role != Role::officer && user->role != Role::investigator)) {
    return base::Error{base::ErrorCode::bad_input, fmt::format("没有民警 {}", name),
                       std::string{where}};
  }
  return user;
}

base::Result<void> check_due(const Outcome& out, base::Instant due) {
  if (due <= out.at || due > out.at + due_within) {
    return base::Error{base::ErrorCode::bad_input, "期限须在一年以内，且晚于现在", "/due"};
  }
  return {};
}

bool is_of_clock(const desk::Task& task) {
  return task.kind != desk::TaskKind::by_hand && task.kind != desk::TaskKind::mentioned;
}

base::Result<void> assign(Outcome& out, const desk::Task& task, const AssignTasks& body) {
  if (task.done_at) {
    return refuse(base::ErrorCode::conflict, fmt::format("任务 {} 已办结", desk::to_text(task.id)));
  }
  const auto offices = offices_of(out.state, body.to, out.at);
  if (task.duty != order::Duty::none &&
      std::none_of(offices.begin(), offices.end(),
                   [&](const Office& office) { return order::covers(office.duty, task.duty); })) {
    return refuse(base::ErrorCode::forbidden, fmt::format("任务 {} 须由负责人办结，{} 不任此职",
                                                          desk::to_text(task.id), body.to));
  }
  if (body.due && is_of_clock(task)) {
    return refuse(base::ErrorCode::refused_by_rule,
                  fmt::format("任务 {} 的期限由规定确定，不能改期", desk::to_text(task.id)),
                  task.article);
  }
  const auto due = body.due.value_or(task.due);
  if (task.owner != body.to || task.due != due) {
    out.add(TaskAssigned{task.id, body.to, due, body.reason});
  }
  return {};
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const AssignTasks& body) {
  if (body.tasks.empty() || body.tasks.size() > tasks_at_once_max) {
    return base::Error{base::ErrorCode::bad_input,
                       fmt::format("一次交办 1 到 {} 项任务", tasks_at_once_max), "/tasks"};
  }
  if (const auto to = colleague(out.state, body.to, "/to"); !to) {
    return to.error();
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  if (body.due) {
    if (const auto ok = check_due(out, *body.due); !ok) {
      return ok.error();
    }
  }
  auto tasks = body.tasks;
  std::sort(tasks.begin(), tasks.end());
  tasks.erase(std::unique(tasks.begin(), tasks.end()), tasks.end());
  for (const auto id : tasks) {
    const auto found = out.state.tasks.find(id);
    if (found == out.state.tasks.end()) {
      return refuse(base::ErrorCode::not_found, fmt::format("no task {}", desk::to_text(id)));
    }
    if (const auto ok = assign(out, found->second, body); !ok) {
      return ok.error();
    }
  }
  return {};
}

base::Result<void> decide_one(Outcome& out, const OpenTask& body) {
  const auto file = open_case_named(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  if (body.what.empty() || body.what.size() > what_bytes_max) {
    return base::Error{base::ErrorCode::bad_input, fmt::format("1 到 {} 字节", what_bytes_max),
                       "/what"};
  }
  if (const auto to = colleague(out.state, body.to, "/to"); !to) {
    return to.error();
  }
  if (const auto ok = check_due(out, body.due); !ok) {
    return ok.error();
  }
  desk::Task task;
  task.id = out.new_task();
  task.case_id = body.case_id;
  task.kind = desk::TaskKind::by_hand;
  task.owner = body.to;
  task.opened = out.at;
  task.due = body.due;
  task.what = body.what;
  task.asked_by = out.command.actor;
  out.answer.id = desk::to_text(task.id);
  out.add(TaskOpened{std::move(task)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const CommentOnCase& body) {
  const auto file = case_named(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  if (desk::is_erased(**file)) {
    return refuse(base::ErrorCode::conflict, "该案个人信息已销毁");
  }
  if (body.text.empty() || body.text.size() > comment_bytes_max) {
    return base::Error{base::ErrorCode::bad_input, fmt::format("1 到 {} 字节", comment_bytes_max),
                       "/text"};
  }
  auto mentions = desk::mentions_in(body.text);
  if (mentions.size() > mentions_max) {
    return base::Error{base::ErrorCode::bad_input, fmt::format("一次最多提醒 {} 人", mentions_max),
                       "/text"};
  }
  for (const auto& name : mentions) {
    if (const auto to = colleague(out.state, name, "/text"); !to) {
      return to.error();
    }
  }
  desk::Comment comment;
  comment.id = out.new_comment();
  comment.case_id = body.case_id;
  comment.text = {base::subject_of(base::SubjectKind::case_file, body.case_id.value()), body.text};
  comment.mentions = mentions;
  comment.by = out.command.actor;
  comment.at = out.at;
  const auto id = desk::to_text(comment.id);
  out.add(CommentMade{std::move(comment)});
  for (const auto& name : mentions) {
    desk::Task task;
    task.id = out.new_task();
    task.case_id = body.case_id;
    task.kind = desk::TaskKind::mentioned;
    task.owner = name;
    task.opened = out.at;
    task.due = out.at + mention_term;
    task.what = id;
    task.asked_by = out.command.actor;
    out.add(TaskOpened{std::move(task)});
  }
  out.answer.id = id;
  return {};
}

base::Result<void> decide_one(Outcome& out, const SaveFilter& body) {
  if (body.name.empty() || body.name.size() > filter_name_bytes_max) {
    return base::Error{base::ErrorCode::bad_input,
                       fmt::format("1 到 {} 字节", filter_name_bytes_max), "/name"};
  }
  if (body.page.empty() || body.page.size() > filter_name_bytes_max) {
    return base::Error{base::ErrorCode::bad_input,
                       fmt::format("1 到 {} 字节", filter_name_bytes_max), "/page"};
  }
  if (body.query.size() > filter_query_bytes_max) {
    return base::Error{base::ErrorCode::too_large,
                       fmt::format("最多 {} 字节", filter_query_bytes_max), "/query"};
  }
  const auto& actor = out.command.actor;
  const auto& kept = out.state.filters;
  const auto mine = std::count_if(kept.begin(), kept.end(), [&](const auto& each) {
    return each.owner == actor && !(each.page == body.page && each.name == body.name);
  });
  if (static_cast<std::size_t>(mine) >= filters_max) {
    return refuse(base::ErrorCode::conflict, fmt::format("最多保存 {} 个筛选", filters_max));
  }
  out.add(FilterSaved{{actor, body.page, body.name, body.query}});
  return {};
}

base::Result<void> decide_one(Outcome& out, const DropFilter& body) {
  const auto& actor = out.command.actor;
  const auto& kept = out.state.filters;
  const bool is_there = std::any_of(kept.begin(), kept.end(), [&](const auto& each) {
    return each.owner == actor && each.page == body.page && each.name == body.name;
  });
  if (!is_there) {
    return refuse(base::ErrorCode::not_found, fmt::format("没有筛选 {}", body.name));
  }
  out.add(FilterDropped{actor, body.page, body.name});
  return {};
}

}  // namespace holdfast::core
