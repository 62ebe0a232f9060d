#include "api/handover_contents.hpp"

#include <fmt/core.h>

#include "engine/division.hpp"

namespace holdfast::api {

namespace {

struct Found {
  dossier::Contents contents;
  std::vector<order::Paper> papers;
  std::vector<desk::ReturnPlan> plans;
};

std::optional<Found> find(const engine::Engine& engine, desk::HandoverId id) {
  std::optional<Found> found;
  engine.read([&](const core::State& state) {
    const auto handover = state.handovers.find(id);
    if (handover == state.handovers.end()) {
      return;
    }
    found.emplace();
    found->contents.handover = handover->second;
    for (const auto order : handover->second.evidence) {
      found->contents.evidence.push_back(state.orders.at(order));
    }
    for (const auto paper : handover->second.papers) {
      found->papers.push_back(state.papers.at(paper));
    }
    if (const auto& facts = handover->second.facts) {
      for (const auto plan : facts->plans) {
        found->plans.push_back(state.plans.at(plan));
      }
    }
  });
  return found;
}

base::Result<std::string> worksheet_of(const engine::Engine& engine, const desk::ReturnPlan& plan) {
  auto made = engine::divide_plan(engine.world(), fund::Snapshot{plan.worked->transfers}, plan);
  if (!made) {
    return made.error();
  }
  if (made->worked.worksheet_sha256 != plan.worked->worksheet_sha256) {
    return base::Error{base::ErrorCode::unavailable,
                       fmt::format("{} 的工作表与当时的摘要不符", desk::to_text(plan.id))};
  }
  return std::move(made->worksheet);
}

}  // namespace

base::Result<dossier::Contents> handover_contents(const engine::Engine& engine, desk::HandoverId id,
                                                  const DrawPaper& draw) {
  auto found = find(engine, id);
  if (!found) {
    return base::Error{base::ErrorCode::not_found, "no such hand-over"};
  }
  auto& contents = found->contents;
  if (!contents.handover.sent_at) {
    return base::Error{base::ErrorCode::conflict, "尚未送出的移送没有移送包"};
  }
  for (const auto& paper : found->papers) {
    auto bytes = draw(paper);
    if (!bytes) {
      return bytes.error();
    }
    contents.papers.push_back(
        {fmt::format("papers/{}.pdf", order::to_text(paper.id)),
         fmt::format("{} {}", order::title_of(paper.kind, paper.facts.family), paper.number),
         std::move(*bytes)});
  }
  for (const auto& plan : found->plans) {
    auto text = worksheet_of(engine, plan);
    if (!text) {
      return text.error();
    }
    const auto name = desk::to_text(plan.id);
    contents.worksheets.push_back({fmt::format("worksheets/{}.txt", name),
                                   fmt::format("返还计算工作表 {}", name), std::move(*text)});
  }
  return std::move(contents);
}

}  // namespace holdfast::api
