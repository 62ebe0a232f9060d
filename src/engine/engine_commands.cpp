// What people and banks' answers ask of the engine.
#include <unordered_set>

#include "engine/engine_state.hpp"
#include "engine/partner_message.hpp"
#include "engine/taking.hpp"

namespace holdfast::engine {

namespace {

/// Answers once the batch is durable; a refusal too, so that its reader sees what it was judged by.
void finish(Turn& turn, base::Result<core::Answer> answer, OnDone done) {
  turn.after_commit([answer = std::move(answer), done = std::move(done)](port::BatchSeq seq) {
    if (answer) {
      done(Done{*answer, seq});
    } else {
      done(answer.error());
    }
  });
}

bool was_answered(const Turn& turn, const core::Command& command) {
  return !command.idempotency_key.empty() && turn.state.answered.contains(command.idempotency_key);
}

/// The accounts of a payment, as far as they are told: numbers to ids.
void resolve_accounts(Turn& turn, const ReportedLoss& told, desk::Loss& loss) {
  if (!told.payer_account.empty()) {
    loss.payer = turn.world.account(told.payer_account, told.payer_institution, {},
                                    turn.state.routing, turn.segment);
    loss.payer_institution = turn.world.institution(*loss.payer);
  }
  if (!told.payee_account.empty()) {
    loss.payee =
        turn.world.account(told.payee_account, told.payee_institution,
                           {told.payee_name, NameSource::victim}, turn.state.routing, turn.segment);
    loss.payee_institution = turn.world.institution(*loss.payee);
  }
}

/// Account numbers to ids, and to each loss the transfer that the feeds showed for it.
std::vector<desk::Loss> resolve(Turn& turn, const Matcher& matcher,
                                const std::vector<ReportedLoss>& reported) {
  std::vector<desk::Loss> losses;
  std::unordered_set<base::Sequence> taken;
  for (const auto& each : reported) {
    desk::Loss loss;
    resolve_accounts(turn, each, loss);
    loss.amount = each.amount;
    loss.time = each.time;
    loss.serial = each.serial;
    loss.paid_by = each.paid_by;
    loss.particulars = each.particulars;
    loss.matched = matcher.find(loss, turn.world, taken);
    if (loss.matched) {
      taken.insert(*loss.matched);
    }
    losses.push_back(std::move(loss));
  }
  return losses;
}

}  // namespace

void Engine::submit(Caller caller, core::CommandBody body, OnDone done) {
  const bool taken = state_->inbox.push([caller, body = std::move(body), done](Turn& turn) {
    const auto* split = std::get_if<core::SplitLegs>(&body);
    if (split != nullptr) {
      const auto leg = turn.world.merged_leg(split->transfer);
      if (!leg || leg->split) {
        finish(turn,
               base::Error{base::ErrorCode::not_found, "no leg was merged into this transfer"},
               done);
        return;
      }
    }
    auto answer = turn.decide(command_of(caller, turn.now, body));
    if (split != nullptr && answer) {
      const auto own = turn.world.split(split->transfer, turn.segment, turn.now);
      base::check(own.ok(), "a leg that was there is gone");
    }
    finish(turn, std::move(answer), done);
  });
  if (!taken) {
    done(overloaded());
  }
}

void Engine::report(Caller caller, Report report, OnDone done) {
  auto& matcher = state_->matcher;
  const bool taken = state_->inbox.push([&matcher, caller, report = std::move(report),
                                         done](Turn& turn) {
    core::ReportLoss body;
    body.victim = {{{}, report.victim_name}, {{}, report.victim_phone}, {{}, report.victim_id_no}};
    body.fraud_type = report.fraud_type;
    body.paid_by = report.paid_by;
    body.narrative = report.narrative;
    body.authorise_cascade = report.authorise_cascade;
    body.traits = report.traits;
    auto command = command_of(caller, turn.now, {});
    if (!was_answered(turn, command)) {
      body.losses = resolve(turn, matcher, report.losses);
    }
    command.body = std::move(body);
    finish(turn, turn.decide(std::move(command)), done);
  });
  if (!taken) {
    done(overloaded());
  }
}

void Engine::add_losses(Caller caller, desk::CaseId case_id, std::vector<ReportedLoss> losses,
                        OnDone done) {
  auto& matcher = state_->matcher;
  const bool taken =
      state_->inbox.push([&matcher, caller, case_id, losses = std::move(losses), done](Turn& turn) {
        auto command = command_of(caller, turn.now, {});
        core::AddLosses body{case_id, {}};
        if (!was_answered(turn, command)) {
          body.losses = resolve(turn, matcher, losses);
        }
        command.body = std::move(body);
        finish(turn, turn.decide(std::move(command)), done);
      });
  if (!taken) {
    done(overloaded());
  }
}

void Engine::warn(Caller caller, ReportedWarning warning, OnDone done) {
  if (!warning.body.phone.empty()) {
    warning.body.person = search_term(warning.body.phone);
  }
  const bool taken = state_->inbox.push([caller, warning = std::move(warning), done](Turn& turn) {
    auto command = command_of(caller, turn.now, {});
    auto body = warning.body;
    if (!warning.account_number.empty() && !was_answered(turn, command)) {
      body.account = turn.world.account(warning.account_number, body.institution,
                                        {warning.account_name, NameSource::nobody},
                                        turn.state.routing, turn.segment);
      body.institution = turn.world.institution(*body.account);
    }
    command.body = std::move(body);
    finish(turn, turn.decide(std::move(command)), done);
  });
  if (!taken) {
    done(overloaded());
  }
}

void Engine::end_statement(Caller caller, EndedStatement ended, OnDone done) {
  const bool taken = state_->inbox.push([caller, ended = std::move(ended), done](Turn& turn) {
    auto command = command_of(caller, turn.now, {});
    auto body = ended.body;
    const auto statement = turn.state.statements.find(body.statement);
    // A refusal leaves no account behind.
    const bool is_under_way =
        statement != turn.state.statements.end() && !statement->second.outcome;
    if (is_under_way && !was_answered(turn, command)) {
      for (const auto& each : ended.failed) {
        const auto account =
            turn.world.account(each.number, each.institution, {{}, NameSource::nobody},
                               turn.state.routing, turn.segment);
        auto institution = turn.world.institution(account);
        body.outcome.failed.push_back(
            {account, institution.empty() ? each.institution : institution, each.why, {}});
      }
    }
    command.body = std::move(body);
    finish(turn, turn.decide(std::move(command)), done);
  });
  if (!taken) {
    done(overloaded());
  }
}

namespace {

/// The payment as it will be with its payee; as it is where the core will refuse to name one, so
/// that a refusal leaves no account behind.
desk::Loss with_payee(Turn& turn, const Matcher& matcher, const core::NamePayee& wanted,
                      const ReportedLoss& named) {
  const auto file = turn.state.cases.find(wanted.case_id);
  if (file == turn.state.cases.end() || file->second.closed ||
      wanted.index >= file->second.losses.size()) {
    return {};
  }
  auto loss = file->second.losses[wanted.index];
  if (loss.payee || (!loss.payer && named.payer_account.empty())) {
    return {};
  }
  const auto payer = loss.payer;
  resolve_accounts(turn, named, loss);
  loss.payer = payer ? payer : loss.payer;
  loss.serial = named.serial.empty() ? loss.serial : named.serial;
  loss.matched = matcher.find(loss, turn.world, {});
  return loss;
}

}  // namespace

void Engine::name_payee(Caller caller, desk::CaseId case_id, std::size_t index, ReportedLoss named,
                        OnDone done) {
  auto& matcher = state_->matcher;
  const bool taken = state_->inbox.push(
      [&matcher, caller, case_id, index, named = std::move(named), done](Turn& turn) {
        auto command = command_of(caller, turn.now, {});
        core::NamePayee body{case_id, index, {}};
        if (!was_answered(turn, command)) {
          body.loss = with_payee(turn, matcher, body, named);
        }
        command.body = std::move(body);
        finish(turn, turn.decide(std::move(command)), done);
      });
  if (!taken) {
    done(overloaded());
  }
}

void Engine::answer_order(Caller caller, PartnerReply reply, OnDone done) {
  auto& matcher = state_->matcher;
  auto& statements = state_->statements;
  const auto id = engine::order_of_application(state_->options.installation, reply.application_id);
  if (!id) {
    done(base::Error{base::ErrorCode::not_found, fmt::format("application {} is not of this centre",
                                                             reply.application_id.substr(0, 64))});
    return;
  }
  const bool pushed = state_->inbox.push([&matcher, &statements, caller, id = *id,
                                          reply = std::move(reply), done](Turn& turn) {
    const auto events_before = turn.events.size();
    auto answer = turn.decide(command_of(
        caller, turn.now,
        core::NoteOrderAnswered{id, reply.reply, reply.start, reply.end, reply.registered_name,
                                reply.shows_account, reply.queued}));
    // A repeated reply decides nothing and tells nothing new.
    if (answer && turn.events.size() > events_before) {
      const auto& order = turn.state.orders.at(id);
      if (order.mark) {
        finish(turn, std::move(answer), done);
        return;  // it is about no account
      }
      turn.world.name_account(order.account, {reply.registered_name, NameSource::bank},
                              turn.segment);
      if (reply.shows_account && order.state == order::State::answered &&
          core::is_about_exit(turn.state, order)) {
        turn.world.open_exit(order.account, reply.account_since.value_or(base::from_unix_ms(0)),
                             turn.now, turn.segment);
      }
      if (!reply.rows.empty()) {
        const auto taken = take_rows(turn, make_ready(turn.world, order.institution, reply.rows));
        offer_rows(turn, matcher, taken);
        turn.decide_own(note_of(taken));
      }
      if (reply.reply.balance && reply.balance_at) {
        statements.note({order.institution, order.account, *reply.reply.balance,
                         std::min(*reply.balance_at, turn.now)});
        statements.settle(turn);
      }
    }
    finish(turn, std::move(answer), done);
  });
  if (!pushed) {
    done(overloaded());
  }
}

}  // namespace holdfast::engine
