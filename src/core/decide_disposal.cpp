// 涉案财物处置: a judgment in force says what becomes of every sum that was handed over.
//
// What goes back to victims is drawn up as returns at once: the judgment is their authority, and no
// head of ours approves what a court has decided. What is confiscated moves by the court's own
// paper at the bank, which knows no such order of ours; the treasury's receipt is what is recorded.
// What is let go is let go last, when the rest of the freeze came where it was to go: earlier, the
// bank would pay it out to the holder.
//
// Refusals, the first that holds is told: no such hand-over, not the court's, its state, case
// closed; the judgment's number, its day; the items, each with its place: what it names, whose it
// is, more than the freeze holds or than the victim lost. Of a receipt: no such sum, receipted
// already, its number, its day.
#include <algorithm>
#include <fmt/core.h>

#include "core/drafting.hpp"
#include "core/freezes.hpp"
#include "core/handover_steps.hpp"
#include "core/returns.hpp"

namespace holdfast::core {

namespace {

using desk::Disposal;
using desk::DisposalItem;
using desk::DisposalKind;
using desk::Handover;
using order::Order;
using order::OrderId;

constexpr std::size_t items_max = 200;
constexpr std::size_t disposals_max = 20;  // of one hand-over: a judgment may be corrected

/// What is being done by this very decision, and the state does not know yet.
struct DoneNow {
  std::optional<OrderId> order;        // a return
  const DisposalItem* paid = nullptr;  // a confiscation
};

enum class Standing { done, pending, failed };

Standing standing_of(const State& state, const DisposalItem& item) {
  if (item.kind == DisposalKind::confiscate) {
    return item.paid ? Standing::done : Standing::pending;
  }
  if (item.kind != DisposalKind::give_back) {
    return Standing::done;
  }
  const auto& order = state.orders.at(*item.order);
  return order.state == order::State::answered ? Standing::done
         : order::is_live(order)               ? Standing::pending
                                               : Standing::failed;
}

bool concerns(const Disposal& disposal, OrderId freeze) {
  return std::any_of(disposal.items.begin(), disposal.items.end(),
                     [&](const DisposalItem& item) { return item.freeze == freeze; });
}

/// To be confiscated out of the freeze, and not receipted.
base::Fen still_to_confiscate(const State& state, const Order& freeze) {
  base::Fen sum;
  for (const auto id : handovers_of(state, freeze.case_id)) {
    for (const auto& disposal : state.handovers.at(id).disposals) {
      for (const auto& item : disposal.items) {
        const bool counts =
            item.kind == DisposalKind::confiscate && item.freeze == freeze.id && !item.paid;
        sum += counts ? *item.amount : base::Fen{};
      }
    }
  }
  return sum;
}

/// Lets the rest of the freeze go where a judgment says so and nothing else of it is still to come.
/// What a bank refused is in the way until a later judgment says what becomes of that freeze.
void let_rest_go(Outcome& out, const Order& freeze, const DoneNow& now) {
  const bool stands =
      freeze.state == order::State::in_force || freeze.state == order::State::queued;
  if (!stands || out.ended_now.contains(freeze.id)) {
    return;
  }
  const Disposal* lets_go = nullptr;
  bool has_failed = false;
  for (const auto id : handovers_of(out.state, freeze.case_id)) {
    for (const auto& disposal : out.state.handovers.at(id).disposals) {
      has_failed = has_failed && !concerns(disposal, freeze.id);
      for (const auto& item : disposal.items) {
        if (item.freeze != freeze.id) {
          continue;
        }
        const bool is_now = &item == now.paid || (item.order && item.order == now.order);
        const auto standing = is_now ? Standing::done : standing_of(out.state, item);
        if (standing == Standing::pending) {
          return;
        }
        has_failed = has_failed || standing == Standing::failed;
        lets_go = item.kind == DisposalKind::release ? &disposal : lets_go;
      }
    }
  }
  if (lets_go != nullptr && !has_failed) {
    release_by_rule(out, freeze, fmt::format("判决解除冻结：{}", lets_go->judgment),
                    lets_go->article);
  }
}

class Entering {
 public:
  Entering(Outcome& out, const Handover& handover, Disposal disposal)
      : out_(out), handover_(handover), disposal_(std::move(disposal)) {}

  base::Result<void> check() {
    for (std::size_t i = 0; i < disposal_.items.size(); ++i) {
      where_ = fmt::format("/items/{}", i);
      const auto& item = disposal_.items[i];
      const auto ok = item.kind == DisposalKind::pursue ? check_pursued(item) : check_held(item);
      if (!ok) {
        return ok;
      }
    }
    return {};
  }

  void carry_out() {
    for (auto& item : disposal_.items) {
      if (item.kind == DisposalKind::give_back) {
        item.order = give_back(item);
      }
    }
    out_.add(DisposalEntered{handover_.id, disposal_});
    for (const auto& item : disposal_.items) {
      if (item.kind == DisposalKind::release && stands_alone(item)) {
        release_by_rule(out_, freeze_of(item), fmt::format("判决解除冻结：{}", disposal_.judgment),
                        disposal_.article);
      } else if (item.kind == DisposalKind::pursue) {
        tell_officer(item);
      }
    }
  }

 private:
  [[nodiscard]] base::Error bad_item(std::string why, std::string_view member) const {
    return bad(std::move(why), fmt::format("{}/{}", where_, member));
  }
  [[nodiscard]] base::Error refused(std::string why, std::string_view member) const {
    auto error = refuse(base::ErrorCode::refused_by_rule, std::move(why), disposal_.article);
    error.where = fmt::format("{}/{}", where_, member);
    return error;
  }
  [[nodiscard]] const Order& freeze_of(const DisposalItem& item) const {
    return out_.state.orders.at(*item.freeze);
  }
  [[nodiscard]] static bool is_amount(const std::optional<base::Fen>& amount) {
    return amount && amount->is_positive() && *amount <= base::Fen::limit();
  }

  base::Result<void> check_pursued(const DisposalItem& item) const {
    if (item.freeze) {
      return bad_item("继续追缴的不在冻结之内", "freeze");
    }
    return is_amount(item.amount) ? base::Result<void>{}
                                  : base::Result<void>{bad_item("金额大于零", "amount_fen")};
  }

  base::Result<void> check_held(const DisposalItem& item) {
    if (!item.freeze || !desk::names(handover_, *item.freeze)) {
      return bad_item("不是本次移送的冻结", "freeze");
    }
    const auto& freeze = freeze_of(item);
    const auto id = order::to_text(freeze.id);
    if (keeper_of(out_.state, freeze).by != handover_.id) {
      return bad_item(id + " 已不由本院保管", "freeze");
    }
    if (freeze.state != order::State::in_force && freeze.state != order::State::queued) {
      return refused(id + " 已不在冻结中", "freeze");
    }
    if (item.kind == DisposalKind::release) {
      if (item.amount) {
        return bad_item("解除冻结及于其余全部，不写金额", "amount_fen");
      }
      return released_.insert(freeze.id).second
                 ? base::Result<void>{}
                 : base::Result<void>{bad_item(id + " 已写明解除", "freeze")};
    }
    if (!is_amount(item.amount)) {
      return bad_item("金额大于零", "amount_fen");
    }
    return item.kind == DisposalKind::confiscate ? take(freeze, *item.amount)
                                                 : check_given_back(freeze, item);
  }

  /// Out of what the freeze holds beyond what is promised already, by this judgment too.
  base::Result<void> take(const Order& freeze, base::Fen amount) {
    if (freeze.state != order::State::in_force) {
      return refused(fmt::format("{} 尚在轮候，没有可处置的资金", order::to_text(freeze.id)),
                     "freeze");
    }
    const auto held = left_to_return(out_.state, freeze).value_or(base::Fen{});
    const auto promised = still_to_confiscate(out_.state, freeze) + taken_[freeze.id];
    const auto left = held - std::min(held, promised);
    if (amount > left) {
      return refused(fmt::format("{} 尚可处置 {}，不得超出", order::to_text(freeze.id),
                                 base::display_yuan(left)),
                     "amount_fen");
    }
    taken_[freeze.id] += amount;
    return {};
  }

  base::Result<void> check_given_back(const Order& freeze, const DisposalItem& item) {
    const auto& cases = out_.state.cases;
    const auto file = cases.find(item.victim_of.value_or(freeze.case_id));
    if (file == cases.end()) {
      return bad_item("没有这一案件", "victim_of");
    }
    const auto& losses = file->second.losses;
    if (!item.loss || *item.loss >= losses.size() || !losses[*item.loss].payer) {
      return bad_item("须写明被害人的一笔付款，且登记了付款账户", "loss");
    }
    if (const auto obstacle = order::obstacle_to(freeze, order::Act::pay_back, out_.at)) {
      return in_the_way(freeze, *obstacle);
    }
    const auto payer = *losses[*item.loss].payer;
    const auto lost = open_loss(out_.state, file->second, payer);
    auto& given = given_[{file->first, payer}];
    const auto open = lost - std::min(lost, given);
    if (*item.amount > open) {
      return refused(fmt::format("被害人该账户的损失尚余 {}，不得超出", base::display_yuan(open)),
                     "amount_fen");
    }
    given += *item.amount;
    return take(freeze, *item.amount);
  }

  OrderId give_back(const DisposalItem& item) {
    const auto& freeze = freeze_of(item);
    const auto victim_of = item.victim_of.value_or(freeze.case_id);
    const auto& loss = out_.state.cases.at(victim_of).losses[*item.loss];
    auto order =
        return_order(out_, freeze, *item.amount,
                     {*loss.payer, loss.payer_institution,
                      victim_of == freeze.case_id ? std::nullopt : std::optional{victim_of}},
                     fmt::format("判决返还被害人：{}", disposal_.judgment));
    // No step is asked for: the judgment is the paper that a bank wants to see.
    order.approval.emplace();
    order.approval->drafted_by = out_.command.actor;
    order.approval->second = out_.state.cases.at(freeze.case_id).officer;
    order.approval->document = disposal_.judgment;
    const auto id = order.id;
    out_.add(OrderDrafted{std::move(order)});
    out_.add(OrderApproved{id,
                           {order::AuthorityKind::rule, out_.command.actor, out_.at,
                            fmt::format("{} {}", handover_.to, disposal_.judgment)},
                           out_.at + law::term_of(out_.rule("return.answer.term")),
                           std::nullopt});
    return id;
  }

  /// Nothing else of the freeze is still to be done, by this judgment or an earlier one.
  [[nodiscard]] bool stands_alone(const DisposalItem& release) const {
    const auto& freeze = freeze_of(release);
    return !taken_.contains(freeze.id) && still_to_confiscate(out_.state, freeze).is_zero() &&
           being_returned(out_.state, freeze).is_zero();
  }

  void tell_officer(const DisposalItem& item) {
    const auto& term = out_.rule("handover.pursue.term");
    desk::Task task;
    task.kind = desk::TaskKind::pursue_on;
    task.amount = *item.amount;
    task.due = law::end_of(term, out_.at);
    task.article = disposal_.article;
    task.what = desk::to_text(handover_.id);
    open_task(out_, out_.state.cases.at(handover_.case_id), std::move(task));
  }

  Outcome& out_;
  const Handover& handover_;
  Disposal disposal_;
  std::string where_;
  std::map<OrderId, base::Fen> taken_;  // out of each freeze, by the items so far
  std::map<std::pair<desk::CaseId, base::AccountId>, base::Fen> given_;
  std::set<OrderId> released_;
};

}  // namespace

void disposal_went_on(Outcome& out, const Order& freeze, OrderId done) {
  let_rest_go(out, freeze, {done});
}

base::Result<void> decide_one(Outcome& out, const EnterDisposal& body) {
  const auto found = handover_named(out, body.handover, Side::receiver);
  if (!found) {
    return found.error();
  }
  const auto& handover = **found;
  if (handover.kind != desk::HandoverKind::indictment) {
    return refuse(base::ErrorCode::forbidden, "涉案财物由人民法院判决处置");
  }
  if (handover.state != desk::HandoverState::received) {
    return handover_is(handover);
  }
  if (const auto open = open_case_named(out.state, handover.case_id); !open) {
    return open.error();
  }
  if (handover.disposals.size() >= disposals_max) {
    return refuse(base::ErrorCode::conflict, fmt::format("一次移送最多 {} 份判决", disposals_max));
  }
  if (body.judgment.empty() || body.judgment.size() > document_bytes_max) {
    return bad(fmt::format("判决书文号为 1 到 {} 字节", document_bytes_max), "/judgment");
  }
  if (body.effective_at > out.at) {
    return bad("判决尚未生效", "/effective_at");
  }
  if (body.items.empty() || body.items.size() > items_max) {
    return bad(fmt::format("一次处置 1 到 {} 项", items_max), "/items");
  }
  Disposal disposal{body.judgment,
                    body.effective_at,
                    {},
                    out.command.actor,
                    out.at,
                    out.rule("handover.disposal").article};
  for (const auto& item : body.items) {
    // An order and a receipt are ours to write.
    disposal.items.push_back(
        {item.kind, item.freeze, item.amount, item.victim_of, item.loss, {}, {}});
  }
  Entering entering{out, handover, std::move(disposal)};
  if (const auto ok = entering.check(); !ok) {
    return ok.error();
  }
  entering.carry_out();
  out.answer.id = desk::to_text(handover.id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const NoteTreasury& body) {
  const auto found = handover_named(out, body.handover, Side::receiver);
  if (!found) {
    return found.error();
  }
  const auto& handover = **found;
  const bool is_there = body.disposal < handover.disposals.size() &&
                        body.item < handover.disposals[body.disposal].items.size();
  const auto* item = is_there ? &handover.disposals[body.disposal].items[body.item] : nullptr;
  if (item == nullptr || item->kind != DisposalKind::confiscate) {
    return refuse(base::ErrorCode::not_found, "没有这一没收项");
  }
  if (item->paid) {
    return refuse(base::ErrorCode::conflict,
                  fmt::format("该项已登记国库回执 {}", item->paid->number));
  }
  if (body.number.empty() || body.number.size() > document_bytes_max) {
    return bad(fmt::format("回执编号为 1 到 {} 字节", document_bytes_max), "/number");
  }
  const auto& disposal = handover.disposals[body.disposal];
  if (body.paid_at > out.at || body.paid_at < disposal.effective_at) {
    return bad("上缴日期在判决生效之后、今天以前", "/paid_at");
  }
  const auto& freeze = out.state.orders.at(*item->freeze);
  out.add(FundsConfiscated{handover.id,
                           body.disposal,
                           body.item,
                           freeze.id,
                           *item->amount,
                           {body.number, body.paid_at, out.command.actor, out.at}});
  const auto gone = freeze.freeze->returned + freeze.freeze->confiscated + *item->amount;
  if (freeze.amount && gone == *freeze.amount && freeze.state == order::State::in_force) {
    release_by_rule(out, freeze, "已全部处置", disposal.article);
  } else {
    let_rest_go(out, freeze, {std::nullopt, item});
  }
  out.answer.id = desk::to_text(handover.id);
  return {};
}

}  // namespace holdfast::core
