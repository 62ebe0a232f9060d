// 随案移送: what each side does with a hand-over. Which side may do what the core judges; that
// nobody else hears of it, too.
#include "api/handover_routes.hpp"
#include "api/path_command.hpp"

namespace holdfast::api {

namespace {

constexpr std::size_t reason_bytes_max = 2000;
constexpr std::size_t document_bytes_max = 64;
constexpr std::size_t officer_bytes_max = 128;
constexpr std::size_t text_bytes_max = 6000;
constexpr std::size_t named_max = 500;
constexpr std::size_t items_max = 200;

base::Result<desk::HandoverId> handover_in_path(const Call& call) {
  return read_handover(call.request.param("id"));
}

/// Ids by their letter. One that is none is refused by its place.
template <typename Id>
std::vector<Id> read_ids(const Fields& fields, std::string_view name, char letter) {
  std::vector<Id> ids;
  for (const auto& text : fields.texts(name, named_max, 16)) {
    const auto number = read_number(text, letter);
    if (!number) {
      fields.refuse(name, "\"" + text + "\" is none");
      break;
    }
    ids.push_back(Id{*number});
  }
  return ids;
}

std::vector<desk::Renewer> read_renewers(const Fields& fields) {
  std::vector<desk::Renewer> renewers;
  for (const auto& each : fields.objects("renewers", named_max)) {
    const auto order = read_order(each.needed_text("order", 16));
    const auto owner = each.needed_text("owner", 64);
    if (!order) {
      each.refuse("order", "is no order");
      continue;
    }
    renewers.push_back({*order, owner});
  }
  return renewers;
}

base::Result<order::OrderId> order_in_path(const Call& call) {
  return read_order(call.request.param("order"));
}

desk::DisposalItem read_item(const Fields& fields) {
  desk::DisposalItem item;
  item.kind =
      needed_choice<desk::DisposalKind>(fields, "kind", "give_back, confiscate, release or pursue");
  if (const auto text = fields.text("freeze", 16); !text.empty()) {
    if (const auto order = read_order(text)) {
      item.freeze = *order;
    } else {
      fields.refuse("freeze", "is no order");
    }
  }
  item.amount = fields.amount("amount_fen");
  if (fields.has("loss")) {
    item.loss = static_cast<std::uint64_t>(fields.needed_number("loss", 0, 1'000'000));
  }
  if (const auto text = fields.text("victim_of", 16); !text.empty()) {
    if (const auto id = read_case(text)) {
      item.victim_of = *id;
    } else {
      fields.refuse("victim_of", "is no case");
    }
  }
  return item;
}

/// Of the hand-over's freezes, as the graph knows their accounts.
std::vector<core::HandoverAccount> accounts_of(const Call& call, desk::HandoverId id) {
  std::vector<std::pair<order::OrderId, base::AccountId>> freezes;
  call.engine().read([&](const core::State& state) {
    const auto found = state.handovers.find(id);
    if (found != state.handovers.end()) {
      for (const auto freeze : found->second.freezes) {
        freezes.emplace_back(freeze, state.orders.at(freeze).account);
      }
    }
  });
  std::vector<core::HandoverAccount> accounts;
  for (const auto& [freeze, account] : freezes) {
    const auto facts = call.engine().world().facts(account);
    accounts.push_back({freeze, facts.number, facts.name});
  }
  return accounts;
}

}  // namespace

base::Result<desk::HandoverId> read_handover(std::string_view text) {
  const auto number = read_number(text, 'H');
  if (!number) {
    return base::Error{base::ErrorCode::not_found, "no such hand-over"};
  }
  return desk::HandoverId{*number};
}

Answer draft_handover(const Call& call) {
  return path_command(
      call, read_case(call.request.param("id")), "handover", 201,
      [](desk::CaseId id, const Fields& fields) -> base::Result<core::DraftHandover> {
        core::DraftHandover draft;
        draft.case_id = id;
        draft.kind =
            needed_choice<desk::HandoverKind>(fields, "kind", "prosecution, indictment or back");
        draft.document = fields.text("document", document_bytes_max);
        draft.to = fields.text("to", officer_bytes_max);
        draft.officer = fields.needed_text("officer", officer_bytes_max);
        draft.freezes = read_ids<order::OrderId>(fields, "freezes", 'O');
        draft.evidence = read_ids<order::OrderId>(fields, "evidence", 'O');
        draft.papers = read_ids<order::PaperId>(fields, "papers", 'P');
        draft.note = fields.text("note", reason_bytes_max);
        if (const auto text = fields.text("supplements", 16); !text.empty()) {
          if (const auto earlier = read_handover(text)) {
            draft.supplements = *earlier;
          } else {
            fields.refuse("supplements", "is no hand-over");
          }
        }
        return draft;
      });
}

Answer send_handover(const Call& call) {
  return path_command(
      call, handover_in_path(call), "handover", 200,
      [&](desk::HandoverId id, const Fields& /*fields*/) -> base::Result<core::SendHandover> {
        return core::SendHandover{id, accounts_of(call, id)};
      });
}

Answer withdraw_handover(const Call& call) {
  return path_command(
      call, handover_in_path(call), "handover", 200,
      [](desk::HandoverId id, const Fields& fields) -> base::Result<core::WithdrawHandover> {
        return core::WithdrawHandover{id, fields.needed_text("reason", reason_bytes_max)};
      });
}

Answer receive_handover(const Call& call) {
  return path_command(
      call, handover_in_path(call), "handover", 200,
      [](desk::HandoverId id, const Fields& fields) -> base::Result<core::ReceiveHandover> {
        return core::ReceiveHandover{id, fields.text("document", document_bytes_max),
                                     fields.needed_text("officer", officer_bytes_max),
                                     read_renewers(fields)};
      });
}

Answer return_handover(const Call& call) {
  return path_command(
      call, handover_in_path(call), "handover", 200,
      [](desk::HandoverId id, const Fields& fields) -> base::Result<core::ReturnHandover> {
        return core::ReturnHandover{id, fields.needed_text("reason", reason_bytes_max)};
      });
}

Answer name_renewer(const Call& call) {
  const auto order = order_in_path(call);
  if (!order) {
    return order.error();
  }
  return path_command(
      call, handover_in_path(call), "handover", 200,
      [&](desk::HandoverId id, const Fields& fields) -> base::Result<core::NameRenewer> {
        return core::NameRenewer{id, {*order, fields.needed_text("owner", 64)}};
      });
}

Answer ask_handover(const Call& call) {
  return path_command(
      call, handover_in_path(call), "handover", 201,
      [](desk::HandoverId id, const Fields& fields) -> base::Result<core::AskHandover> {
        return core::AskHandover{id, fields.needed_text("text", text_bytes_max)};
      });
}

Answer answer_handover(const Call& call) {
  const auto index = read_index(call.request.param("index"));
  if (!index) {
    return index.error();
  }
  return path_command(
      call, handover_in_path(call), "handover", 200,
      [&](desk::HandoverId id, const Fields& fields) -> base::Result<core::AnswerHandover> {
        return core::AnswerHandover{id, *index, fields.needed_text("text", text_bytes_max)};
      });
}

Answer keep_freeze(const Call& call) {
  const auto order = order_in_path(call);
  if (!order) {
    return order.error();
  }
  return path_command(
      call, handover_in_path(call), "order", 200,
      [&](desk::HandoverId id, const Fields& fields) -> base::Result<core::KeepFreeze> {
        return core::KeepFreeze{id, *order, fields.text("document", document_bytes_max),
                                fields.needed_time("until")};
      });
}

Answer enter_disposal(const Call& call) {
  return path_command(
      call, handover_in_path(call), "handover", 201,
      [](desk::HandoverId id, const Fields& fields) -> base::Result<core::EnterDisposal> {
        core::EnterDisposal entered;
        entered.handover = id;
        entered.judgment = fields.needed_text("judgment", document_bytes_max);
        entered.effective_at = fields.needed_time("effective_at");
        for (const auto& each : fields.objects("items", items_max)) {
          entered.items.push_back(read_item(each));
        }
        return entered;
      });
}

Answer note_treasury(const Call& call) {
  const auto index = read_index(call.request.param("index"));
  const auto item = read_index(call.request.param("item"));
  if (!index || !item) {
    return !index ? index.error() : item.error();
  }
  return path_command(
      call, handover_in_path(call), "handover", 200,
      [&](desk::HandoverId id, const Fields& fields) -> base::Result<core::NoteTreasury> {
        return core::NoteTreasury{id, *index, *item,
                                  fields.needed_text("number", document_bytes_max),
                                  fields.needed_time("paid_at")};
      });
}

}  // namespace holdfast::api
