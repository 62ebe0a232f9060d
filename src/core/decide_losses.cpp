// The payments of a case: what must be told of one, and what is done about one that no feed shows.
//
// A payment to a known account gets a transaction query at the payee's bank. One that no account is
// known to have received has no seed: a person finds out where it went, by the play of its way of
// payment, with a clock; where the payer's own bank can tell (ATM, QR code) it is asked. An ATM
// transfer can be taken back at the payer's bank for some hours, whoever received it.
#include <algorithm>
#include <boost/describe.hpp>
#include <fmt/core.h>

#include "core/outcome.hpp"

namespace holdfast::core {

namespace {

constexpr std::size_t losses_max = 200;
constexpr std::size_t particular_bytes_max = 200;
constexpr std::size_t victim_field_bytes_max = 200;

std::string name_of(desk::PaymentField field) {
  return boost::describe::enum_to_string(field, "");
}

base::Error bad(std::string message, std::string where) {
  return {base::ErrorCode::bad_input, std::move(message), std::move(where)};
}

base::Result<void> check_particulars(const desk::Loss& loss, desk::PaidBy way,
                                     const std::string& where) {
  std::set<desk::PaymentField> given;
  if (loss.payer) {
    given.insert(desk::PaymentField::payer_account);
  }
  if (loss.payee) {
    given.insert(desk::PaymentField::payee_account);
  }
  for (const auto& particular : loss.particulars) {
    const auto there = fmt::format("{}/{}", where, name_of(particular.field));
    if (!given.insert(particular.field).second || particular.text.text.empty()) {
      return bad("is told once, and not empty", there);
    }
    if (particular.text.text.size() > particular_bytes_max) {
      return base::Error{base::ErrorCode::too_large, "is longer than 200 bytes", there};
    }
  }
  if (const auto fault = desk::fault_of(way, given)) {
    return bad(std::string{fault->why}, fmt::format("{}/{}", where, name_of(fault->field)));
  }
  return {};
}

base::Result<void> check_loss(const desk::Loss& loss, desk::PaidBy way, base::Instant now,
                              const std::string& where) {
  if (!loss.amount.is_positive() || loss.amount > base::Fen::limit()) {
    return bad("an amount lies above 0 and below 9 billion yuan", where + "/amount_fen");
  }
  if (!base::is_plausible(loss.time) || loss.time > now + std::chrono::hours{24}) {
    return bad("the time lies in the future", where + "/time");
  }
  if (loss.payer && loss.payer == loss.payee) {
    return bad("payer and payee are the same account", where + "/payee_account");
  }
  return check_particulars(loss, way, where);
}

/// Asks the bank of `account` for the transfer that the loss tells of.
void query(Outcome& out, const desk::CaseFile& file, const desk::Loss& loss,
           base::AccountId account, const std::string& bank) {
  if (!has_channel(out.state.routing, bank) || !loss.payer) {
    return;
  }
  OrderPlan plan;
  plan.family = order::Family::transaction_query;
  plan.account = account;
  plan.institution = bank;
  plan.tier = loss.payee == account ? 1 : 0;
  plan.justification = order::Justification{{}, *loss.payer, loss.amount, loss.time, loss.serial};
  plan.reason =
      reason_text(loss.payee == account ? QueryReason::loss_unmatched : QueryReason::payee_unknown);
  approve(out, draft_order(out, file, std::move(plan)),
          {order::AuthorityKind::officer, out.command.actor, out.at, {}});
}

/// An ATM transfer to another person settles after a legal delay; until then the payer's own bank
/// takes it back when its holder asks.
void open_revocation(Outcome& out, const desk::CaseFile& file, const desk::Loss& loss,
                     std::uint64_t index) {
  const auto* rule = out.state.rules.find("atm.revoke.term", loss.time);
  if (rule == nullptr || loss.time + law::term_of(*rule) <= out.at) {
    return;
  }
  desk::Task task;
  task.kind = desk::TaskKind::revoke_transfer;
  task.due = loss.time + law::term_of(*rule);
  task.article = rule->article;
  task.account = loss.payer;
  task.amount = loss.amount;
  task.loss = index;
  open_task(out, file, std::move(task));
}

struct Play {
  desk::TaskKind kind;
  std::string_view rule;
};

/// Who finds out where money went that no known account received, and by when.
Play play_of(desk::PaidBy way) {
  switch (way) {
    case desk::PaidBy::qr:
      return {desk::TaskKind::exit_merchant, "exit.merchant.due"};
    case desk::PaidBy::cash:
      return {desk::TaskKind::exit_cash, "exit.cash.due"};
    case desk::PaidBy::gift_card:
      return {desk::TaskKind::gift_card, "gift_card.due"};
    case desk::PaidBy::crypto:
      return {desk::TaskKind::exit_crypto, "exit.crypto.due"};
    case desk::PaidBy::transfer:
    case desk::PaidBy::atm:
      break;
  }
  return {desk::TaskKind::loss_unmatched, "query.term"};
}

void open_play(Outcome& out, const desk::CaseFile& file, const desk::Loss& loss,
               std::uint64_t index) {
  const auto play = play_of(desk::way_of(file, loss));
  desk::Task task;
  task.kind = play.kind;
  task.amount = loss.amount;
  task.loss = index;
  // An older pack may lack the rule: then the general one for exits stands in.
  const auto* rule = out.state.rules.find(play.rule, out.at);
  rule = rule == nullptr ? &out.rule("exit.cash.due") : rule;
  task.due = out.at + law::term_of(*rule);
  task.article = rule->article;
  open_task(out, file, std::move(task));
}

}  // namespace

base::Result<std::vector<desk::Loss>> taken_losses(std::vector<desk::Loss> losses,
                                                   desk::CaseId case_id, desk::PaidBy way,
                                                   base::Instant now) {
  if (losses.empty() || losses.size() > losses_max) {
    return bad("a report names 1 to 200 payments", "/losses");
  }
  const auto subject = base::subject_of(base::SubjectKind::case_file, case_id.value());
  for (std::size_t i = 0; i < losses.size(); ++i) {
    auto& loss = losses[i];
    if (const auto ok =
            check_loss(loss, loss.paid_by.value_or(way), now, fmt::format("/losses/{}", i));
        !ok) {
      return ok.error();
    }
    if (loss.paid_by == way) {
      loss.paid_by.reset();
    }
    for (auto& particular : loss.particulars) {
      particular.text.subject = subject;
    }
  }
  return losses;
}

void pursue_unmatched(Outcome& out, const desk::CaseFile& file,
                      const std::vector<desk::Loss>& losses, std::size_t first) {
  for (std::size_t i = 0; i < losses.size(); ++i) {
    const auto& loss = losses[i];
    const auto way = desk::way_of(file, loss);
    if (way == desk::PaidBy::atm) {
      open_revocation(out, file, loss, first + i);
    }
    if (loss.matched) {
      continue;
    }
    if (loss.payee) {
      open_task(out, file, desk::TaskKind::loss_unmatched, loss.payee, loss.amount, "query.term",
                base::Milliseconds{});
      query(out, file, loss, *loss.payee, loss.payee_institution);
      continue;
    }
    open_play(out, file, loss, first + i);
    if (loss.payer && (way == desk::PaidBy::atm || way == desk::PaidBy::qr)) {
      query(out, file, loss, *loss.payer, loss.payer_institution);
    }
  }
}

desk::Victim victim_of(desk::Victim victim, desk::CaseId case_id) {
  const auto subject = base::subject_of(base::SubjectKind::case_file, case_id.value());
  // An absent text has no subject: so it is written down, and so it must read back.
  for (auto* text : {&victim.name, &victim.phone, &victim.id_no}) {
    text->subject = text->text.empty() ? base::SubjectId{} : subject;
  }
  return victim;
}

base::Result<void> check_victim(const desk::Victim& victim) {
  const auto check = [](const base::Personal& text, std::string_view where) -> base::Result<void> {
    if (text.text.size() > victim_field_bytes_max) {
      return base::Error{base::ErrorCode::too_large, "is longer than 200 bytes",
                         std::string{where}};
    }
    return {};
  };
  for (const auto& [text, where] :
       {std::pair{&victim.name, "/victim/name"}, std::pair{&victim.phone, "/victim/phone"},
        std::pair{&victim.id_no, "/victim/id_no"}}) {
    if (const auto ok = check(*text, where); !ok) {
      return ok;
    }
  }
  return {};
}

base::Result<void> decide_one(Outcome& out, const AddLosses& body) {
  const auto file = open_case_named(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  auto losses = taken_losses(body.losses, body.case_id, (*file)->paid_by, out.at);
  if (!losses) {
    return losses.error();
  }
  const auto first = (*file)->losses.size();
  if (first + losses->size() > losses_max) {
    return refuse(base::ErrorCode::too_large, "a case names at most 200 payments");
  }
  out.add(LossesAdded{body.case_id, *losses});
  pursue_unmatched(out, **file, *losses, first);
  out.answer.id = order::to_text(body.case_id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const NamePayee& body) {
  const auto file = open_case_named(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  if (body.index >= (*file)->losses.size()) {
    return refuse(base::ErrorCode::not_found, "no such payment in the case");
  }
  auto loss = (*file)->losses[body.index];
  if (loss.payee) {
    return refuse(base::ErrorCode::conflict, "这笔付款的收款账户已经登记");
  }
  loss.payer = loss.payer ? loss.payer : body.loss.payer;
  loss.payee = body.loss.payee;
  if (!loss.payer) {
    return bad("is needed where the payee's account is known", "/payer_account");
  }
  if (!loss.payee || loss.payee == loss.payer) {
    return bad("names an account other than the payer's", "/payee_account");
  }
  if (loss.payer_institution.empty()) {
    loss.payer_institution = body.loss.payer_institution;
  }
  loss.payee_institution = body.loss.payee_institution;
  loss.serial = body.loss.serial.empty() ? loss.serial : body.loss.serial;
  loss.matched = body.loss.matched;
  out.add(PayeeNamed{body.case_id, body.index, *loss.payer, *loss.payee, loss.payer_institution,
                     loss.payee_institution, loss.serial, loss.matched});
  pursue_unmatched(out, **file, {loss}, body.index);
  out.answer.id = order::to_text(body.case_id);
  return {};
}

}  // namespace holdfast::core
