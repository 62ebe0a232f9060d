// Random turns of hand-overs, mostly where they can succeed.
#include <algorithm>

#include "core/handovers.hpp"
#include "core/random_command_test.hpp"

namespace holdfast::core::test {

namespace {

using desk::DisposalItem;
using desk::DisposalKind;
using desk::Handover;
using desk::HandoverKind;
using desk::HandoverState;
using desk::Organ;

std::string actor_of(Organ organ) {
  return organ == Organ::police ? "li" : organ == Organ::procuratorate ? "jian" : "fayuan";
}

/// A freeze that stands, or any order.
order::OrderId any_freeze(base::Rng& rng, const Centre& centre) {
  std::vector<order::OrderId> freezes;
  for (const auto& [id, order] : centre.state.orders) {
    if (order.family == order::Family::freeze && order.state == order::State::in_force) {
      freezes.push_back(id);
    }
  }
  return freezes.empty() ? order::OrderId{1}
                         : freezes[static_cast<std::size_t>(rng.below(freezes.size()))];
}

CommandBody draft(base::Rng& rng, Centre& centre) {
  const auto freeze = any_freeze(rng, centre);
  const auto& order = centre.state.orders.at(freeze);
  const auto organ = keeper_of(centre.state, order).organ;
  DraftHandover draft;
  draft.case_id = order.case_id;
  draft.kind = organ == Organ::police ? HandoverKind::prosecution
               : rng.chance(200'000)  ? HandoverKind::back
                                      : HandoverKind::indictment;
  draft.document = "移字1号";
  draft.to = draft.kind == HandoverKind::indictment ? "渝中法院" : "渝中检察院";
  draft.officer = "张警官";
  draft.freezes = {freeze};
  centre.actor = actor_of(desk::from_of(draft.kind));
  return draft;
}

CommandBody sent(base::Rng& rng, Centre& centre, const Handover& handover) {
  centre.actor = actor_of(desk::to_of(handover.kind));
  if (rng.chance(100'000)) {
    return ReturnHandover{handover.id, "清单不符"};
  }
  ReceiveHandover receive{handover.id, "收字1号", "接收人", {}};
  for (const auto id : handover.freezes) {
    receive.renewers.push_back({id, centre.actor});
  }
  return receive;
}

DisposalItem any_item(base::Rng& rng, order::OrderId freeze, DisposalKind kind) {
  DisposalItem item;
  item.kind = kind;
  item.freeze = freeze;
  if (kind != DisposalKind::release) {
    item.amount = base::Fen{rng.between(1, 40'000)};
  }
  if (kind == DisposalKind::give_back) {
    item.loss = 0;
  }
  return item;
}

CommandBody judge(base::Rng& rng, const Handover& handover, base::Instant now) {
  const auto freeze = handover.freezes.front();
  EnterDisposal entered{handover.id, "渝刑初1号", now, {}};
  for (const auto kind :
       {DisposalKind::give_back, DisposalKind::confiscate, DisposalKind::release}) {
    if (rng.chance(500'000)) {
      entered.items.push_back(any_item(rng, freeze, kind));
    }
  }
  return entered;
}

/// The first sum that is to be confiscated and was not, where there is one.
std::optional<CommandBody> pay(const Handover& handover, base::Instant now) {
  for (std::size_t d = 0; d < handover.disposals.size(); ++d) {
    const auto& items = handover.disposals[d].items;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (items[i].kind == DisposalKind::confiscate && !items[i].paid) {
        return NoteTreasury{handover.id, d, i, "国库1号", now};
      }
    }
  }
  return std::nullopt;
}

CommandBody received(base::Rng& rng, Centre& centre, const Handover& handover) {
  if (handover.kind != HandoverKind::indictment) {
    return draft(rng, centre);
  }
  centre.actor = "fayuan";
  if (auto paid = pay(handover, centre.now); paid && rng.chance(500'000)) {
    return std::move(*paid);
  }
  return judge(rng, handover, centre.now);
}

}  // namespace

void hire_justice(Centre& centre) {
  centre.must(AddUser{{"jian", "李检察官", Role::procurator, "渝中检察院", "hash"}});
  centre.must(AddUser{{"fayuan", "周法官", Role::court, "渝中法院", "hash"}});
}

CommandBody random_handover(base::Rng& rng, Centre& centre) {
  const auto& handovers = centre.state.handovers;
  if (handovers.empty() || rng.chance(300'000)) {
    return draft(rng, centre);
  }
  const auto skip = static_cast<long>(rng.below(handovers.size()));
  const auto& handover = std::next(handovers.begin(), skip)->second;
  switch (handover.state) {
    case HandoverState::draft:
      centre.actor = actor_of(desk::from_of(handover.kind));
      return rng.chance(900'000) ? CommandBody{SendHandover{handover.id}}
                                 : CommandBody{WithdrawHandover{handover.id, "列错了"}};
    case HandoverState::sent:
      return sent(rng, centre, handover);
    case HandoverState::received:
      return received(rng, centre, handover);
    case HandoverState::returned:
    case HandoverState::withdrawn:
      break;
  }
  return draft(rng, centre);
}

}  // namespace holdfast::core::test
