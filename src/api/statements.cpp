// Statements of banks in a case: preview, import, how far it is, what was refused, the queries that
// a police return says failed, and what was learnt of banks' headings.
#include <boost/json.hpp>
#include <fmt/core.h>

#include "api/bench_routes.hpp"
#include "api/case_files.hpp"
#include "api/path_command.hpp"
#include "api/reads.hpp"
#include "api/statement_json.hpp"
#include "feed/aliases.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t headings_max = 200;
constexpr std::size_t heading_bytes_max = 200;
constexpr std::size_t document_bytes_max = 64;
constexpr std::size_t reason_bytes_max = 2000;

base::Result<desk::StatementId> statement_in_path(const Call& call) {
  const auto number = read_number(call.request.param("id"), 'B');
  if (!number) {
    return base::Error{base::ErrorCode::not_found, "没有这一流水导入"};
  }
  return desk::StatementId{*number};
}

std::optional<statement::Column> column_of(std::string_view name) {
  return name.empty() ? std::optional{statement::Column::none} : statement::parse_column(name);
}

/// [{"heading","column"}], an empty column passes the heading over.
std::map<std::string, statement::Column> read_mapping(const Fields& fields) {
  std::map<std::string, statement::Column> mapping;
  for (const auto& each : fields.objects("mapping", headings_max)) {
    const auto heading = feed::normal_heading(each.needed_text("heading", heading_bytes_max));
    const auto name = each.text("column", 32);
    const auto column = column_of(name);
    if (!column) {
      each.refuse("column", fmt::format("there is no column \"{}\"", name));
    } else if (!heading.empty()) {
      mapping[heading] = *column;
    }
  }
  return mapping;
}

std::optional<statement::SignBeside> read_sign(const Fields& fields) {
  const auto text = fields.text("sign", 16);
  if (text == "repeats") {
    return statement::SignBeside::repeats;
  }
  if (text == "reverses") {
    return statement::SignBeside::reverses;
  }
  if (!text.empty()) {
    fields.refuse("sign", "is repeats or reverses");
  }
  return std::nullopt;
}

/// What was learnt of the bank, and how banks are called.
void read_house(const Call& call, analyst::StatementPlan& plan) {
  call.engine().read([&](const core::State& state) {
    plan.routing = state.routing;
    const auto learnt = state.headings.find(plan.bank);
    if (learnt == state.headings.end()) {
      return;
    }
    for (const auto& each : learnt->second) {
      if (const auto column = column_of(each.column)) {
        plan.learnt[each.heading] = *column;
      }
    }
  });
}

base::Result<analyst::StatementPlan> read_plan(const Call& call, desk::CaseId case_id,
                                               const Fields& fields) {
  analyst::StatementPlan plan;
  plan.case_id = case_id;
  const auto& statements = *call.service.statements;
  const auto files = fields.objects("files", statements.limits().files_max);
  if (files.empty()) {
    fields.refuse("files", "names at least one file");
  }
  for (const auto& each : files) {
    const auto name = each.needed_text("name", 255);
    const auto token = each.needed_text("file", 64);
    if (token.empty()) {
      continue;
    }
    auto content = call.service.statements->kept(token, call.who.name);
    if (!content) {
      each.refuse("file", content.error().message);
      continue;
    }
    plan.files.push_back({name, *std::move(content)});
  }
  plan.bank = fields.text("bank", 64);
  plan.owner = plain_number(fields.text("owner", 64));
  plan.sign = read_sign(fields);
  plan.by_hand = read_mapping(fields);
  plan.now = call.engine().now();
  return plan;
}

/// The headings that the plan adds to what the bank is known for. Errors: of the command.
base::Result<void> learn(const Call& call, const analyst::StatementPlan& plan) {
  auto known = plan.learnt;
  for (const auto& [heading, column] : plan.by_hand) {
    known[heading] = column;
  }
  core::LearnHeadings body{plan.bank, {}};
  for (const auto& [heading, column] : known) {
    body.headings.push_back({heading, std::string(statement::to_text(column))});
  }
  const auto done = call.engine().submit_and_wait({call.who.name}, std::move(body));
  return done ? base::Result<void>{} : done.error();
}

/// The files stay with the case byte for byte, so that what is traced can be held against them.
base::Result<void> keep_originals(const Call& call, const analyst::StatementPlan& plan) {
  for (const auto& file : plan.files) {
    core::AddFile add;
    add.case_id = plan.case_id;
    add.name = file.name;
    add.obtained.origin =
        plan.document.empty() ? desk::FileOrigin::handed_in : desk::FileOrigin::collected;
    add.obtained.document = plan.document;
    if (const auto kept = keep_original(call, std::move(add), file.content->bytes()); !kept) {
      return kept;
    }
  }
  return {};
}

json::value progress_of(const Call& call, desk::StatementId id) {
  const auto job = call.service.statements->import_of(id);
  return job ? json::value(progress_json(*job)) : json::value(nullptr);
}

}  // namespace

Answer preview_statement(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  auto plan = read_plan(call, *id, *fields);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  read_house(call, *plan);
  const auto token = call.service.statements->preview(call.who.name, *std::move(plan));
  if (!token) {
    return token.error();
  }
  return net::json_response(202, json::serialize(json::object{{"preview", *token}}));
}

Answer statement_preview(const Call& call) {
  const auto job =
      call.service.statements->preview_of(std::string{call.request.param("token")}, call.who.name);
  if (!job) {
    return job.error();
  }
  json::object answer{{"progress", progress_json(*job)}, {"preview", nullptr}};
  if (job->preview) {
    answer["preview"] = preview_json(*job->preview);
  }
  return net::json_response(200, json::serialize(answer));
}

Answer import_statement(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  auto plan = read_plan(call, *id, *fields);
  plan->document = fields->text("document", document_bytes_max);
  const bool learns = fields->flag("learn", false);
  if (learns && plan->bank.empty()) {
    fields->refuse("bank", "须写明银行，才能记住它的表头");
  }
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  read_house(call, *plan);
  if (learns && !plan->by_hand.empty()) {
    if (const auto ok = learn(call, *plan); !ok) {
      return ok.error();
    }
  }
  if (const auto kept = keep_originals(call, *plan); !kept) {
    return kept.error();
  }
  core::BeginStatement begin{plan->case_id, {}, plan->bank, plan->document};
  for (const auto& file : plan->files) {
    begin.files.push_back({{{}, file.name}, file.content->digest(), file.content->size()});
  }
  const auto done = call.engine().submit_and_wait(call.caller(), std::move(begin));
  if (!done) {
    return done.error();
  }
  const desk::StatementId statement{read_number(done->answer.id, 'B').value_or(0)};
  // A command told again got the answer of then: its import runs, or is over.
  const bool is_running = call.service.statements->import_of(statement).has_value();
  bool is_over = false;
  call.engine().read([&](const core::State& state) {
    const auto found = state.statements.find(statement);
    is_over = found == state.statements.end() || found->second.outcome.has_value();
  });
  if (!is_running && !is_over) {
    call.service.statements->import(call.who.name, statement, *std::move(plan));
  }
  return with_seq(net::json_response(201, json::serialize(json::object{
                                              {"statement", done->answer.id}, {"seq", done->seq}})),
                  done->seq);
}

Answer list_statements(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  auto query = page_query(call, "statement");
  if (!id || !query) {
    return !id ? id.error() : query.error();
  }
  query->parent = order::to_text(*id);
  return list_page(call, *query);
}

Answer one_statement(const Call& call) {
  const auto id = statement_in_path(call);
  if (!id) {
    return id.error();
  }
  const auto doc = call.engine().find("statement", desk::to_text(*id), call.min_seq);
  if (!doc) {
    return doc.error();
  }
  auto answer = json::parse(*doc).as_object();
  answer["progress"] = progress_of(call, *id);
  return net::json_response(200, json::serialize(answer));
}

Answer statement_rejects(const Call& call) {
  const auto id = statement_in_path(call);
  if (!id) {
    return id.error();
  }
  bool is_theirs = false;
  call.engine().read([&](const core::State& state) {
    const auto found = state.statements.find(*id);
    is_theirs = found != state.statements.end() && found->second.by == call.who.name;
  });
  const auto job = is_theirs ? call.service.statements->import_of(*id) : std::nullopt;
  if (!job || !job->rejects) {
    return base::Error{
        base::ErrorCode::not_found,
        "未导入行的清单只在导入后一段时间内提供给导入人；重新导入原文件可再得到一份"};
  }
  net::Response response;
  response.headers.set("Content-Type", "text/csv; charset=utf-8");
  response.headers.set("Content-Disposition",
                       fmt::format("attachment; filename=\"{}-rejects.csv\"", desk::to_text(*id)));
  response.body = std::string{job->rejects->bytes()};
  return response;
}

Answer ask_failed_queries(const Call& call) {
  const auto id = statement_in_path(call);
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  core::AskFailedQueries body;
  body.statement = *id;
  for (const auto& text : fields->texts("failed", 200, 8)) {
    const auto index = read_index(text);
    if (!index) {
      fields->refuse("failed", fmt::format("\"{}\" is not a number", text));
    } else {
      body.failed.push_back(*index);
    }
  }
  body.document = fields->text("document", document_bytes_max);
  body.second = fields->needed_text("second", 64);
  body.emergency = fields->text("emergency", reason_bytes_max);
  body.reason = fields->needed_text("reason", reason_bytes_max);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(body), "order", 201);
}

Answer statement_headings(const Call& call) {
  json::array known;
  call.engine().read([&](const core::State& state) {
    for (const auto& [bank, headings] : state.headings) {
      json::array list;
      for (const auto& each : headings) {
        list.push_back(json::object{{"heading", each.heading}, {"column", each.column}});
      }
      known.push_back(json::object{{"bank", bank}, {"headings", std::move(list)}});
    }
  });
  json::array columns;
  for (std::size_t i = 1; i < statement::column_count; ++i) {
    columns.push_back(json::value(statement::to_text(static_cast<statement::Column>(i))));
  }
  return net::json_response(200, json::serialize(json::object{{"banks", std::move(known)},
                                                              {"columns", std::move(columns)}}));
}

Answer learn_headings(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  core::LearnHeadings body{fields->needed_text("bank", 64), {}};
  for (const auto& [heading, column] : read_mapping(*fields)) {
    body.headings.push_back({heading, std::string(statement::to_text(column))});
  }
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(body));
}

}  // namespace holdfast::api
