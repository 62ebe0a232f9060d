#include "engine/views.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>

#include "engine/view_parts.hpp"

namespace holdfast::engine {

namespace json = boost::json;

std::string to_text(base::AccountId account) {
  return fmt::format("A{}", account.value());
}
std::string to_text(base::Sequence transfer) {
  return fmt::format("T{:06}", transfer.value());
}

json::object account_ref(const World& world, const core::Routing& routing, base::AccountId account,
                         std::string_view institution) {
  const auto facts = world.facts(account);
  const auto code = facts.institution.empty() ? std::string{institution} : facts.institution;
  json::object ref;
  ref["ref"] = to_text(account);
  ref["number"] = base::mask_number(facts.number);
  ref["name"] = base::mask_name(facts.name);
  if (code.empty()) {
    ref["institution"] = nullptr;
  } else {
    const auto* known = core::find_institution(routing, code);
    ref["institution"] = json::object{{"code", code}, {"name", known ? known->name : code}};
  }
  return ref;
}

base::Fen held_by(const order::Order& order) {
  if (!order::restrains(order.family) || order.state != order::State::in_force) {
    return {};
  }
  const auto back = order.freeze ? order.freeze->returned + order.freeze->confiscated : base::Fen{};
  const auto asked = order.amount.value_or(back);
  if (!order.reply.held) {
    return asked - back;
  }
  return (order.amount ? std::min(*order.reply.held, asked) : *order.reply.held) - back;
}

HeldAt held_at(const core::State& state, base::AccountId account) {
  HeldAt held;
  for (const auto id : core::orders_on(state, account)) {
    const auto& order = state.orders.at(id);
    if (!order::restrains(order.family)) {
      continue;
    }
    const bool stands = order.state == order::State::in_force;
    held.amount += held_by(order);
    held.holds_whole = held.holds_whole || (stands && !order.amount);
    if (order.family == order::Family::freeze) {
      held.frozen += held_by(order);
      held.is_frozen = held.is_frozen || stands;
      continue;
    }
    held.is_stopped = held.is_stopped || stands;
    held.is_stopping = held.is_stopping || order::awaits_partner(order);
    held.is_reviewed = held.is_reviewed || order.state == order::State::review;
    held.was_refused = order.state == order::State::refused;
  }
  return held;
}

namespace {

void add_reputations(std::vector<port::ProjectionRow>& rows, const Touched& touched,
                     const ViewContext& context) {
  const auto& state = context.state;
  auto accounts = touched.reputed;
  auto digests = touched.digests;
  if (touched.everything) {
    for (const auto& [account, cases] : state.cases_of) {
      accounts.insert(account);
    }
    for (const auto& [digest, cases] : state.named_in) {
      digests.insert(digest);
    }
    for (const auto& [digest, told] : state.told_of) {
      digests.insert(digest);
    }
    for (const auto& [digest, clearing] : state.indicators.clearings) {
      digests.insert(digest);
    }
    for (const auto& [digest, tips] : state.tip_index.naming) {
      digests.insert(digest);
    }
  }
  for (const auto account : accounts) {
    rows.push_back(account_reputation_row(account, context));
  }
  for (const auto& digest : digests) {
    rows.push_back(reputation_row(digest, context));
  }
}

/// Education, indicators and what is known of numbers.
void add_outreach(std::vector<port::ProjectionRow>& rows, const Touched& touched,
                  const ViewContext& context) {
  const auto& ledger = context.state.education;
  const auto each_of = [&](const auto& all, const auto& keys, const auto& row_of) {
    if (touched.everything) {
      for (const auto& [key, value] : all) {
        rows.push_back(row_of(value));
      }
      return;
    }
    for (const auto& key : keys) {
      rows.push_back(row_of(all.at(key)));
    }
  };
  each_of(ledger.campaigns, touched.campaigns, campaign_row);
  each_of(ledger.rounds, touched.rounds, round_row);
  each_of(ledger.audits, touched.audits, audit_row);
  each_of(ledger.quizzes, touched.quizzes, quiz_row);
  each_of(context.state.quiz_links, touched.quiz_links, quiz_link_row);
  each_of(context.state.indicators.indicators, touched.indicators, indicator_row);
  add_reputations(rows, touched, context);
}

}  // namespace

std::vector<port::ProjectionRow> rows_of(const Touched& touched, const ViewContext& context) {
  const auto& state = context.state;
  std::vector<port::ProjectionRow> rows = touched.timeline;
  // Everything there is, or those of the given keys that are there.
  const auto each_of = [&](const auto& all, const auto& keys, const auto& add) {
    if (touched.everything) {
      for (const auto& [key, value] : all) {
        add(value);
      }
      return;
    }
    for (const auto& key : keys) {
      if (const auto found = all.find(key); found != all.end()) {
        add(found->second);
      }
    }
  };
  each_of(state.cases, touched.cases, [&](const desk::CaseFile& file) {
    rows.push_back(case_row(file, context));
    if (touched.everything || touched.reworded.contains(file.id)) {
      rows.back().words = context.words.of(text_of_case(state, file));
    }
    if (file.erasure) {
      rows.push_back(erasure_row(file));
    }
  });
  each_of(state.orders, touched.orders,
          [&](const order::Order& order) { rows.push_back(order_row(order, context)); });
  each_of(state.tasks, touched.tasks,
          [&](const desk::Task& task) { rows.push_back(task_row(task, context)); });
  each_of(state.alarms, touched.alarms,
          [&](const core::Alarm& alarm) { rows.push_back(alarm_row(alarm)); });
  each_of(state.feeds, touched.feeds,
          [&](const core::Feed& feed) { rows.push_back(feed_row(feed, context)); });
  each_of(state.papers, touched.papers,
          [&](const order::Paper& paper) { rows.push_back(paper_row(paper)); });
  each_of(state.objections, touched.objections, [&](const desk::Objection& objection) {
    rows.push_back(objection_row(objection, context));
  });
  each_of(state.warnings, touched.warnings,
          [&](const dissuade::Warning& warning) { rows.push_back(warning_row(warning, context)); });
  for (const auto id : touched.warnings) {
    const auto past = state.past_warnings.find(id);
    if (past != state.past_warnings.end() && past->second.is_erased) {
      rows.push_back(erased_warning_row(id, past->second, context));
    }
  }
  each_of(state.screening.recent, touched.screenings, [&](const desk::Screening& screening) {
    if (screening.advice != desk::Advice::allow) {
      rows.push_back(screening_row(screening, context));
    }
  });
  each_of(state.plans, touched.plans,
          [&](const desk::ReturnPlan& plan) { rows.push_back(plan_row(plan, context)); });
  each_of(state.applications, touched.applications, [&](const desk::ReturnApplication& each) {
    rows.push_back(application_row(each, context));
  });
  each_of(state.comments, touched.comments,
          [&](const desk::Comment& comment) { rows.push_back(comment_row(comment)); });
  each_of(state.persons, touched.persons, [&](const person::Person& each) {
    rows.push_back(person_row(each, context));
    for (auto& step : person_step_rows(each, context)) {
      rows.push_back(std::move(step));
    }
  });
  each_of(state.leads, touched.leads,
          [&](const person::Lead& lead) { rows.push_back(lead_row(lead, context)); });
  each_of(state.files, touched.files,
          [&](const desk::Attachment& file) { rows.push_back(file_row(file)); });
  each_of(state.exhibits, touched.exhibits,
          [&](const desk::Exhibit& exhibit) { rows.push_back(exhibit_row(exhibit)); });
  each_of(state.statements, touched.statements, [&](const desk::StatementImport& statement) {
    rows.push_back(statement_row(statement, context));
  });
  each_of(state.analyses, touched.analyses,
          [&](const desk::Analysis& analysis) { rows.push_back(analysis_row(analysis, context)); });
  for (const auto id : touched.analyses) {
    if (!state.analyses.contains(id)) {
      rows.push_back(dropped_analysis_row(id));
    }
  }
  add_outreach(rows, touched, context);
  each_of(state.tips, touched.tips, [&](const tip::Tip& tip) {
    rows.push_back(tip_row(tip, context));
    for (auto& reward : reward_rows(tip, context)) {
      rows.push_back(std::move(reward));
    }
  });
  auto series = touched.series;
  if (touched.everything) {
    for (const auto& [id, link] : state.links) {
      if (link.together && !link.undone) {
        series.insert(state.series.head(link.one));
      }
    }
  }
  for (const auto head : series) {
    rows.push_back(series_row(head, context));
  }
  if (touched.everything) {
    for (const auto& [id, file] : state.cases) {
      for (const auto& [account, need] : file.needs) {
        rows.push_back(account_row(file, need, context));
      }
    }
    return rows;
  }
  for (const auto& [case_id, account] : touched.accounts) {
    const auto file = state.cases.find(case_id);
    if (file == state.cases.end()) {
      continue;
    }
    if (const auto need = file->second.needs.find(account); need != file->second.needs.end()) {
      rows.push_back(account_row(file->second, need->second, context));
    }
  }
  return rows;
}

std::vector<LiveEvent> live_events(const Touched& touched, port::BatchSeq seq) {
  std::vector<LiveEvent> events;
  const auto tell = [&](std::string_view name, std::string_view id) {
    events.push_back(
        {seq, std::string{name}, json::serialize(json::object{{"id", id}, {"seq", seq}}), {}});
  };
  for (const auto id : touched.cases) {
    tell("case", order::to_text(id));
  }
  for (const auto& [id, note] : touched.live) {
    json::object data{{"id", order::to_text(id)},
                      {"case", order::to_text(note.case_id)},
                      {"state", enum_text(note.state)},
                      {"seq", seq}};
    events.push_back({seq, "order", json::serialize(data), note.institution});
  }
  std::set<desk::CaseId> moved;
  for (const auto& [case_id, account] : touched.accounts) {
    moved.insert(case_id);
  }
  for (const auto id : moved) {
    events.push_back({seq,
                      "account",
                      json::serialize(json::object{{"case", order::to_text(id)}, {"seq", seq}}),
                      {}});
  }
  for (const auto id : touched.tasks) {
    tell("task", desk::to_text(id));
  }
  for (const auto id : touched.series) {
    tell("series", desk::series_text(id));
  }
  for (const auto id : touched.comments) {
    tell("comment", desk::to_text(id));
  }
  for (const auto id : touched.persons) {
    tell("person", person::to_text(id));
  }
  for (const auto id : touched.leads) {
    tell("lead", person::to_text(id));
  }
  for (const auto id : touched.files) {
    tell("file", desk::to_text(id));
  }
  for (const auto id : touched.exhibits) {
    tell("exhibit", desk::to_text(id));
  }
  for (const auto id : touched.statements) {
    tell("statement", desk::to_text(id));
  }
  for (const auto id : touched.analyses) {
    tell("analysis", desk::to_text(id));
  }
  for (const auto id : touched.campaigns) {
    tell("campaign", outreach::to_text(id));
  }
  for (const auto id : touched.rounds) {
    tell("round", outreach::to_text(id));
  }
  for (const auto id : touched.audits) {
    tell("audit", outreach::to_text(id));
  }
  for (const auto id : touched.tips) {
    tell("tip", tip::to_text(id));
  }
  for (const auto id : touched.quiz_links) {
    tell("quiz_link", outreach::to_text(id));
  }
  for (const auto id : touched.alarms) {
    tell("alarm", core::to_text(id));
  }
  for (const auto id : touched.warnings) {
    tell("warning", dissuade::to_text(id));
  }
  for (const auto& code : touched.feeds) {
    tell("feed", code);
  }
  for (const auto id : touched.scorings) {
    tell("scoring", desk::to_text(id));
  }
  return events;
}

}  // namespace holdfast::engine
