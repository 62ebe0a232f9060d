// What may be done in the first days of a case now, by whoever asks. Nothing is decided twice: each
// act is put to the core as it would be sent, with texts that pass, and listed where it would not
// be refused. The core changes nothing by judging.
#include <boost/json.hpp>
#include <string_view>
#include <utility>
#include <vector>

#include "api/first_routes.hpp"
#include "core/decide.hpp"
#include "order/paper.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

using core::FirstPaper;
using desk::AppealKind;

/// A code that was not given out; nobody is ever told it.
std::string free_code(const core::State& state, std::uint64_t from) {
  auto code = order::code_of(from);
  while (state.paper_by_code.contains(code)) {
    code = order::code_of(++from);
  }
  return code;
}

std::vector<std::pair<std::string_view, core::CommandBody>> acts_of(const core::State& state,
                                                                    const desk::CaseFile& file) {
  const auto id = file.id;
  const std::string why = "—";
  const auto code = free_code(state, 1);
  const auto other = free_code(state, 1'000'003);
  const auto serve = [&](FirstPaper paper, AppealKind kind = AppealKind::reconsideration) {
    return core::ServeFirstPaper{id, paper, kind, {}};
  };
  const auto ask = [&](AppealKind kind) { return core::FileAppeal{id, kind, why, {}}; };
  const auto rule = [&](AppealKind kind) {
    const bool is_ours = kind == AppealKind::reconsideration;
    return core::RuleAppeal{
        id, kind, desk::AppealOutcome::upheld, why, is_ours ? std::string{} : why, {}, why};
  };
  return {{"accept", core::AcceptReport{id, {}, code, other, {}}},
          {"extend_doubtful", core::ExtendFilingReview{id, desk::ReviewTerm::doubtful, why}},
          {"extend_complex", core::ExtendFilingReview{id, desk::ReviewTerm::complex, why}},
          {"propose_refusal", core::ProposeRefusal{id, desk::RefusalGround::no_crime, why}},
          {"decide_refusal", core::DecideRefusal{id, true, why, code, {}}},
          {"serve_refusal", serve(FirstPaper::refusal)},
          {"ask_reconsideration", ask(AppealKind::reconsideration)},
          {"ask_superior", ask(AppealKind::superior)},
          {"ask_supervision", ask(AppealKind::supervision)},
          {"extend_reconsideration", core::ExtendAppeal{id, AppealKind::reconsideration, why}},
          {"extend_superior", core::ExtendAppeal{id, AppealKind::superior, why}},
          {"explain", serve(FirstPaper::explanation)},
          {"rule_reconsideration", rule(AppealKind::reconsideration)},
          {"rule_superior", rule(AppealKind::superior)},
          {"rule_supervision", rule(AppealKind::supervision)},
          {"serve_reconsideration", serve(FirstPaper::ruling)},
          {"serve_superior", serve(FirstPaper::ruling, AppealKind::superior)},
          {"propose_transfer", core::ProposeTransfer{id, why, why, {}}},
          {"decide_transfer", core::DecideTransfer{id, true, why, code, {}}},
          {"hand_transfer", core::HandTransfer{id, {}}},
          {"tell_transfer", serve(FirstPaper::transfer)},
          {"answer_transfer", core::AnswerTransfer{id, false, {}, why, {}}},
          {"file", core::FileCase{id, why, why, why, {}}}};
}

}  // namespace

json::array first_acts(const Call& call, const core::State& state, const desk::CaseFile& file) {
  json::array names;
  if (file.closed && !file.first_days) {
    return names;
  }
  for (auto& [name, body] : acts_of(state, file)) {
    const core::Command command{call.engine().now(), call.who.name, {}, {}, std::move(body)};
    if (core::decide(state, command)) {
      names.push_back(json::value(name));
    }
  }
  return names;
}

}  // namespace holdfast::api
