// The analyst's workbench over HTTP: which questions there are, a question asked of cases, and its
// answer as a file. Asked on the caller's worker, against the durable transfers, with the limits of
// the console; a few at a time.
#include <boost/json.hpp>
#include <fmt/core.h>

#include "api/bench_routes.hpp"
#include "api/body.hpp"
#include "api/workbench_answer.hpp"
#include "engine/views.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t reason_bytes_max = 2000;

json::array options_json(const workbench::Question& question) {
  json::array options;
  for (const auto& option : question.options) {
    options.push_back(json::object{{"name", option.name},
                                   {"form", to_text(option.form)},
                                   {"otherwise", option.otherwise},
                                   {"least", option.least},
                                   {"most", option.most},
                                   {"choices", option.choices}});
  }
  return options;
}

/// Plain numbers go out only after the look is on record, once for each case.
base::Result<void> note_reveal(const Call& call, const std::vector<desk::CaseId>& cases,
                               const std::string& reason) {
  for (const auto id : cases) {
    const auto done = call.engine().submit_and_wait(
        {call.who.name}, core::Reveal{"case", order::to_text(id), "workbench", reason});
    if (!done) {
      return done.error();
    }
  }
  return {};
}

workbench::Names names_of(const Call& call, bool is_plain) {
  return {.account =
              [&call, is_plain](base::AccountId account) {
                const auto facts = call.engine().world().facts(account);
                return is_plain ? facts.number : base::mask_number(facts.number);
              },
          .transfer = [](base::Sequence transfer) { return engine::to_text(transfer); }};
}

/// Asks what is wanted of the cases it names; fn(frame, scope, answered) makes the answer of it.
template <typename Wanted, typename Fn>
Answer asked_of_cases(const Call& call, const Wanted& wanted, Fn&& fn) {
  const auto scope = analyst::scope_of(call.engine(), wanted.cases);
  if (!scope) {
    return scope.error();
  }
  const FlowFrame frame{call};
  if (const auto turn = frame.has_turn(); !turn) {
    return turn.error();
  }
  auto answered = analyst::ask_cases(call.engine(), frame.snapshot(), *scope, wanted.asking);
  if (!answered) {
    return told_of(answered.error());
  }
  return fn(frame, *scope, *answered);
}

}  // namespace

Answer workbench_questions(const Call& call) {
  json::array list;
  for (const auto& question : workbench::questions()) {
    list.push_back(json::object{{"name", question.name},
                                {"accounts_min", question.accounts_min},
                                {"accounts_max", question.accounts_max},
                                {"options", options_json(question)}});
  }
  return tagged(call, json::serialize(json::object{{"questions", std::move(list)}}));
}

Answer workbench_answer(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  const auto wanted = read_asking(call, *fields);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  if (!wanted) {
    return wanted.error();
  }
  return asked_of_cases(
      call, *wanted, [&](const FlowFrame& frame, const auto& scope, auto& answered) -> Answer {
        mask_personal(wanted->asking.question, answered.table);
        return frame.answer(answer_json(frame, wanted->asking.question, answered, scope),
                            answered.table.truncated);
      });
}

Answer workbench_file(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  const auto wanted = read_asking(call, *fields);
  const auto form = fields->needed_text("form", 16);
  const bool is_plain = fields->flag("plain", false);
  const auto reason = fields->text("reason", reason_bytes_max);
  if (form != "csv" && form != "graphml") {
    fields->refuse("form", "is csv or graphml");
  }
  if (is_plain && reason.empty()) {
    fields->refuse("reason", "须写明查看完整账号的理由");
  }
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  if (!wanted) {
    return wanted.error();
  }
  return asked_of_cases(
      call, *wanted, [&](const FlowFrame& /*frame*/, const auto& scope, auto& answered) -> Answer {
        if (is_plain) {
          if (const auto ok = note_reveal(call, scope.cases, reason); !ok) {
            return ok.error();
          }
        } else {
          mask_personal(wanted->asking.question, answered.table);
        }
        const auto names = names_of(call, is_plain);
        net::Response response;
        response.body = form == "csv"
                            ? "\xEF\xBB\xBF" + to_csv(answered.table, names)
                            : to_graphml(picture_of(answered.table, answered.payments), names);
        response.headers.set("Content-Type", form == "csv"
                                                 ? "text/csv; charset=utf-8"
                                                 : "application/graphml+xml; charset=utf-8");
        response.headers.set("Content-Disposition", fmt::format("attachment; filename=\"{}.{}\"",
                                                                wanted->asking.question, form));
        return response;
      });
}

}  // namespace holdfast::api
