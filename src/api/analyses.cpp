// Questions that somebody keeps: listed, kept, renamed and shared, dropped, and asked now. When
// their cases' transfers move on they are asked again by themselves (analyst/keeper.hpp).
#include <boost/json.hpp>

#include "api/bench_routes.hpp"
#include "api/path_command.hpp"
#include "api/workbench_answer.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t name_bytes_max = 96;

base::Result<desk::AnalysisId> analysis_in_path(const Call& call) {
  const auto number = read_number(call.request.param("id"), 'N');
  if (!number) {
    return base::Error{base::ErrorCode::not_found, "没有这一研判"};
  }
  return desk::AnalysisId{*number};
}

/// One that the caller may see. Errors: not_found.
base::Result<desk::Analysis> analysis_seen(const Call& call, desk::AnalysisId id) {
  std::optional<desk::Analysis> seen;
  call.engine().read([&](const core::State& state) {
    const auto found = state.analyses.find(id);
    if (found != state.analyses.end() && (found->second.owner == call.who.name ||
                                          found->second.sharing == desk::Sharing::everyone)) {
      seen = found->second;
    }
  });
  if (!seen) {
    return base::Error{base::ErrorCode::not_found, "没有这一研判"};
  }
  return *std::move(seen);
}

}  // namespace

Answer list_analyses(const Call& call) {
  auto query = page_query(call, "analysis");
  if (!query) {
    return query.error();
  }
  const auto of = call.query("of");
  if (of != "mine" && of != "shared") {
    return base::Error{base::ErrorCode::bad_input, "?of is mine or shared", "?of"};
  }
  std::string term;
  if (const auto text = call.query("case"); !text.empty()) {
    const auto id = read_case(text);
    if (!id) {
      return id.error();
    }
    term = "case:" + order::to_text(*id);
  }
  if (of == "mine") {
    query->term = (term.empty() ? "" : term + " ") + "owner:" + call.who.name;
    query->states = {"own", "everyone"};
  } else {
    query->states = {"everyone"};
    if (!term.empty()) {
      query->term = term;
    }
  }
  return list_page(call, *query);
}

Answer save_analysis(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  const auto wanted = read_asking(call, *fields);
  core::SaveAnalysis save;
  save.name = fields->needed_text("name", name_bytes_max);
  save.sharing = needed_choice<desk::Sharing>(*fields, "sharing", "own or everyone", 16);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  if (!wanted) {
    return wanted.error();
  }
  const auto question = workbench::question_named(wanted->asking.question);
  if (!question) {
    return told_of(question.error());
  }
  if (const auto ok = workbench::Options(**question, wanted->asking.options).check(); !ok) {
    return told_of(ok.error());
  }
  save.question = wanted->asking.question;
  for (const auto& [name, text] : wanted->asking.options) {
    save.options.push_back({name, text});
  }
  save.accounts = wanted->asking.accounts;
  save.cases = wanted->cases;
  return submit(call, std::move(save), "analysis", 201);
}

Answer one_analysis(const Call& call) {
  const auto id = analysis_in_path(call);
  if (!id) {
    return id.error();
  }
  if (const auto seen = analysis_seen(call, *id); !seen) {
    return seen.error();
  }
  const auto doc = call.engine().find("analysis", desk::to_text(*id), call.min_seq);
  return doc ? Answer{net::json_response(200, *doc)} : doc.error();
}

Answer change_analysis(const Call& call) {
  return path_command(
      call, analysis_in_path(call), "analysis", 200,
      [](desk::AnalysisId id, const Fields& fields) -> base::Result<core::ChangeAnalysis> {
        return core::ChangeAnalysis{
            id, fields.needed_text("name", name_bytes_max),
            needed_choice<desk::Sharing>(fields, "sharing", "own or everyone", 16)};
      });
}

Answer drop_analysis(const Call& call) {
  const auto id = analysis_in_path(call);
  if (!id) {
    return id.error();
  }
  return submit(call, core::DropAnalysis{*id});
}

Answer answer_analysis(const Call& call) {
  const auto id = analysis_in_path(call);
  if (!id) {
    return id.error();
  }
  const auto analysis = analysis_seen(call, *id);
  if (!analysis) {
    return analysis.error();
  }
  const auto scope = analyst::scope_of(call.engine(), analysis->cases);
  if (!scope) {
    return scope.error();
  }
  const FlowFrame frame{call};
  if (const auto turn = frame.has_turn(); !turn) {
    return turn.error();
  }
  auto answered = analyst::ask_cases(call.engine(), frame.snapshot(), *scope,
                                     analyst::asking_of(*analysis, call.engine().now()));
  const auto noted = call.engine().submit_and_wait(
      {call.who.name}, core::NoteAnalysisRun{*id, analyst::run_of(answered, frame.snapshot())});
  if (!noted) {
    return noted.error();
  }
  if (!answered) {
    return told_of(answered.error());
  }
  mask_personal(analysis->question, answered->table);
  return frame.answer(answer_json(frame, analysis->question, *answered, *scope),
                      answered->table.truncated);
}

}  // namespace holdfast::api
