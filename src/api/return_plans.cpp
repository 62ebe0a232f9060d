// 返还方案: drafting one, its way through signatures and objections, its worksheet; and what
// victims asked for online.
#include <boost/json.hpp>
#include <fmt/core.h>

#include "api/path_command.hpp"
#include "api/routes.hpp"
#include "engine/division.hpp"

namespace holdfast::api {

namespace {

constexpr std::size_t reason_bytes_max = 2000;
constexpr std::size_t document_bytes_max = 64;
constexpr std::size_t exclusions_max = 1000;

base::Result<desk::PlanId> plan_in_path(const Call& call) {
  const auto number = read_number(call.request.param("id"), 'F');
  if (!number) {
    return base::Error{base::ErrorCode::not_found, "no such return plan"};
  }
  return desk::PlanId{*number};
}

base::Result<desk::ApplicationId> application_in_path(const Call& call) {
  const auto number = read_number(call.request.param("id"), 'Q');
  if (!number) {
    return base::Error{base::ErrorCode::not_found, "no such application"};
  }
  return desk::ApplicationId{*number};
}

desk::PlanChoice read_choice(const Fields& fields) {
  desk::PlanChoice choice;
  choice.ladder = needed_choice<desk::PlanLadder>(fields, "ladder", "timestamp or prorata");
  if (fields.has("method")) {
    choice.method = needed_choice<desk::PlanMethod>(fields, "method", "fifo or lifo");
  }
  if (fields.has("basis")) {
    choice.basis = needed_choice<desk::PlanBasis>(fields, "basis", "received or loss");
  }
  return choice;
}

std::vector<desk::Exclusion> read_exclusions(const Fields& fields) {
  std::vector<desk::Exclusion> exclusions;
  for (const auto& each : fields.objects("exclusions", exclusions_max)) {
    const auto order = read_order(each.needed_text("order", 16));
    if (!order) {
      each.refuse("order", "is no order");
      continue;
    }
    exclusions.push_back(
        {*order, each.amount("amount_fen"), each.needed_text("decision", reason_bytes_max)});
  }
  return exclusions;
}

template <typename Command>
Answer step(const Call& call) {
  return path_command(call, plan_in_path(call), "plan", 200,
                      [](desk::PlanId id, const Fields& fields) -> base::Result<Command> {
                        return Command{id, fields.needed_text("reason", reason_bytes_max)};
                      });
}

}  // namespace

Answer draft_plan(const Call& call) {
  return path_command(call, read_case(call.request.param("id")), "plan", 201,
                      [](desk::CaseId id, const Fields& fields) -> base::Result<core::PlanReturn> {
                        return core::PlanReturn{id,
                                                read_choice(fields),
                                                read_exclusions(fields),
                                                fields.text("document", document_bytes_max),
                                                fields.needed_text("second", 64),
                                                fields.needed_text("reason", reason_bytes_max)};
                      });
}

Answer list_plans(const Call& call) {
  auto query = page_query(call, "return_plan");
  if (!query) {
    return query.error();
  }
  query->parent = call.query("case");
  if (const auto state = call.query("state"); !state.empty()) {
    query->states = {state};
  }
  return list_page(call, *query);
}

Answer one_plan(const Call& call) {
  const auto id = plan_in_path(call);
  if (!id) {
    return id.error();
  }
  const auto doc = call.engine().find("return_plan", desk::to_text(*id), call.min_seq);
  if (!doc) {
    return doc.error();
  }
  return tagged(call, *doc);
}

Answer sign_plan(const Call& call) {
  return step<core::SignPlan>(call);
}

Answer approve_plan(const Call& call) {
  return step<core::ApprovePlan>(call);
}

Answer reject_plan(const Call& call) {
  return step<core::RejectPlan>(call);
}

Answer answer_plan_objection(const Call& call) {
  const auto index = read_index(call.request.param("index"));
  if (!index) {
    return index.error();
  }
  return path_command(
      call, plan_in_path(call), "plan", 200,
      [&](desk::PlanId id, const Fields& fields) -> base::Result<core::AnswerPlanObjection> {
        const auto ruling = fields.needed_text("ruling", 16);
        if (ruling != "uphold" && ruling != "refuse" && !ruling.empty()) {
          fields.refuse("ruling", "is uphold or refuse");
        }
        return core::AnswerPlanObjection{id, *index, ruling == "uphold",
                                         fields.needed_text("reason", reason_bytes_max)};
      });
}

/// Worked out anew from what the plan stands on, and held against the digest in the journal.
/// Account numbers stand there in full: the look is put on record.
Answer plan_worksheet(const Call& call) {
  const auto id = plan_in_path(call);
  if (!id) {
    return id.error();
  }
  std::optional<desk::ReturnPlan> plan;
  call.engine().read([&](const core::State& state) {
    const auto found = state.plans.find(*id);
    if (found != state.plans.end()) {
      plan = found->second;
    }
  });
  if (!plan) {
    return base::Error{base::ErrorCode::not_found, "no such return plan"};
  }
  if (!plan->worked) {
    return base::Error{base::ErrorCode::conflict, "方案还没有算出"};
  }
  const Gate::Turn turn{call.service.traces};
  if (!turn.has_it()) {
    return base::Error{base::ErrorCode::too_many, "too many traces are under way; try again"};
  }
  auto made =
      engine::divide_plan(call.engine().world(), fund::Snapshot{plan->worked->transfers}, *plan);
  if (!made) {
    return made.error();
  }
  if (made->worked.worksheet_sha256 != plan->worked->worksheet_sha256) {
    return base::Error{base::ErrorCode::unavailable,
                       fmt::format("{} 的工作表与当时的摘要不符", desk::to_text(plan->id))};
  }
  const auto name = desk::to_text(plan->id);
  const auto looked = call.engine().submit_and_wait(
      {call.who.name}, core::Reveal{"return_plan", name, "worksheet", "调取返还计算工作表"});
  if (!looked) {
    return looked.error();
  }
  net::Response response;
  response.headers.set("Content-Type", "text/plain; charset=utf-8");
  response.headers.set("Content-Disposition",
                       fmt::format("inline; filename=\"worksheet-{}.txt\"", name));
  response.body = std::move(made->worksheet);
  return with_seq(std::move(response), looked->seq);
}

Answer list_applications(const Call& call) {
  auto query = page_query(call, "return_application");
  if (!query) {
    return query.error();
  }
  if (call.query("order").empty()) {
    query->order = port::RowOrder::oldest_first;
  }
  if (const auto state = call.query("state"); !state.empty()) {
    query->states = {state};
  }
  if (call.query("hardship") == "yes") {
    query->term = "hardship";
  }
  return list_page(call, *query);
}

Answer decide_application(const Call& call) {
  return path_command(
      call, application_in_path(call), "application", 200,
      [](desk::ApplicationId id, const Fields& fields) -> base::Result<core::DecideApplication> {
        core::DecideApplication decide{id, std::nullopt,
                                       fields.needed_text("reason", reason_bytes_max)};
        if (const auto text = fields.text("case", 16); !text.empty()) {
          const auto case_id = read_case(text);
          if (!case_id) {
            fields.refuse("case", "is no case");
          } else {
            decide.case_id = *case_id;
          }
        }
        return decide;
      });
}

}  // namespace holdfast::api
