// The work around a case: tasks that colleagues hand each other, who has how much to do, comments,
// and the lists that somebody keeps.
#include <algorithm>
#include <boost/json.hpp>

#include "api/body.hpp"
#include "api/desk_routes.hpp"
#include "core/duties.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t tasks_at_once_max = 200;
constexpr std::size_t reason_bytes_max = 2000;

/// Somebody and how much waits for them.
struct Load {
  std::string name;
  std::string display;
  std::uint64_t open = 0;
  std::uint64_t overdue = 0;
};

std::vector<Load> people_of(const Call& call) {
  std::vector<Load> people;
  call.engine().read([&](const core::State& state) {
    for (const auto& [name, user] : state.users) {
      const bool works = user.role == core::Role::officer || user.role == core::Role::investigator;
      if (works && core::person_named(state, name) != nullptr) {
        people.push_back({name, user.display, 0, 0});
      }
    }
  });
  return people;
}

base::Result<std::uint64_t> open_tasks(const Call& call, const std::string& owner,
                                       std::optional<base::Instant> due_before) {
  port::RowQuery query;
  query.kind = "task";
  query.states = {"open"};
  query.term = "owner:" + owner;
  query.limit = 1;
  if (due_before) {
    query.until_ms = base::to_unix_ms(*due_before);
  }
  const auto page = call.engine().list(query, call.min_seq);
  return page ? base::Result<std::uint64_t>{page->total}
              : base::Result<std::uint64_t>{page.error()};
}

}  // namespace

Answer assign_tasks(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  core::AssignTasks assign;
  for (const auto& text : fields->texts("tasks", tasks_at_once_max, 32)) {
    const auto number = read_number(text, 'K');
    if (!number) {
      fields->refuse("tasks", "names no task: " + text);
    }
    assign.tasks.push_back(desk::TaskId{number.value_or(0)});
  }
  assign.to = fields->needed_text("to", 64);
  assign.due = fields->time("due");
  assign.reason = fields->needed_text("reason", reason_bytes_max);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(assign));
}

Answer open_task(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  core::OpenTask task;
  task.case_id = *id;
  task.what = fields->needed_text("what", 500);
  task.to = fields->needed_text("to", 64);
  task.due = fields->needed_time("due");
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(task), "task", 201);
}

/// Those who have least to do first: what is overdue weighs double.
Answer workload(const Call& call) {
  auto people = people_of(call);
  for (auto& person : people) {
    const auto open = open_tasks(call, person.name, std::nullopt);
    const auto overdue = open_tasks(call, person.name, call.engine().now());
    if (!open || !overdue) {
      return !open ? open.error() : overdue.error();
    }
    person.open = *open;
    person.overdue = *overdue;
  }
  std::ranges::stable_sort(people, {},
                           [](const Load& person) { return person.open + person.overdue; });
  json::array items;
  for (const auto& person : people) {
    items.push_back(json::object{{"name", person.name},
                                 {"display", person.display},
                                 {"open", person.open},
                                 {"overdue", person.overdue}});
  }
  return net::json_response(200, json::serialize(json::object{{"items", std::move(items)}}));
}

Answer list_comments(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  auto query = page_query(call, "comment");
  if (!id || !query) {
    return !id ? id.error() : query.error();
  }
  query->parent = order::to_text(*id);
  return list_page(call, *query);
}

Answer comment_on_case(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  core::CommentOnCase comment{*id, fields->needed_text("text", 6000)};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(comment), "comment", 201);
}

Answer list_filters(const Call& call) {
  json::array items;
  call.engine().read([&](const core::State& state) {
    for (const auto& filter : state.filters) {
      if (filter.owner == call.who.name) {
        items.push_back(
            json::object{{"page", filter.page}, {"name", filter.name}, {"query", filter.query}});
      }
    }
  });
  return net::json_response(200, json::serialize(json::object{{"items", std::move(items)}}));
}

Answer save_filter(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  core::SaveFilter filter{fields->needed_text("page", 64), fields->needed_text("name", 64),
                          fields->text("query", 1000)};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(filter));
}

Answer drop_filter(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  core::DropFilter filter{fields->needed_text("page", 64), fields->needed_text("name", 64)};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(filter));
}

}  // namespace holdfast::api
