#include "engine/partner_message.hpp"

#include <boost/describe.hpp>
#include <charconv>
#include <fmt/core.h>

namespace holdfast::engine {

namespace {

std::string_view message_code(order::Family family) {
  switch (family) {
    case order::Family::stop:
      return "100101";
    case order::Family::stop_release:
      return "100103";
    case order::Family::transaction_query:
      return "100301";
    case order::Family::subject_query:
      return "100303";
    case order::Family::freeze:
      return "100201";
    case order::Family::freeze_release:
      return "100203";
    case order::Family::freeze_renewal:
      return "100205";
    case order::Family::stop_extension:
      return "100105";
    case order::Family::protective_stop:
      return "300101";
    case order::Family::protective_release:
      return "300103";
    case order::Family::evidence_request:
      return "300201";
    case order::Family::fund_return:
      return "300301";
    case order::Family::number_suspension:
      return "400101";
    case order::Family::number_restoration:
      return "400103";
    case order::Family::url_block:
      return "400201";
    case order::Family::url_unblock:
      return "400203";
    case order::Family::profile_suspension:
      return "400301";
    case order::Family::profile_restoration:
      return "400303";
    case order::Family::payment_recall:
      return "300401";
  }
  return {};
}

std::string_view freeze_type(order::Scope scope) {
  switch (scope) {
    case order::Scope::limited:
      return "01";
    case order::Scope::in_only:
      return "02";
    case order::Scope::full:
      return "03";
  }
  return {};
}

void add_freeze(port::PartnerMessage& message, const order::Order& order, const core::State& state,
                const std::string& installation) {
  const auto& filed = state.cases.at(order.case_id).filed;
  message.organisation = filed ? filed->unit : std::string{};
  message.document = order.approval->document;
  message.papers_later = message.document.empty() && !order.approval->emergency.empty();
  message.officer = order.approval->drafted_by;
  message.second_officer = order.approval->second;
  if (order.freeze) {
    message.freeze_type = freeze_type(order.freeze->scope);
    message.term_months = order.freeze->months;
    message.queue = order.freeze->queue;
    message.fruits = order.freeze->fruits;
    message.until = order.freeze->until;
  }
  for (const auto id : order.replaces) {
    message.replaces.push_back(application_id(installation, id));
  }
}

template <typename Enum>
std::string name_of(Enum value) {
  return boost::describe::enum_to_string(value, "");
}

/// What only the rarer families say.
void add_special(port::PartnerMessage& message, const order::Order& order, const core::State& state,
                 const World& world) {
  if (order.consent) {
    message.consent = {name_of(order.consent->way), order.consent->reference,
                       order.consent->given_at};
  }
  if (order.evidence) {
    const auto& ask = *order.evidence;
    message.from = ask.from;
    message.until = ask.until;
    message.evidence = {name_of(ask.kind), ask.place, ask.serials, ask.overwrites_at};
  }
  if (order.family == order::Family::payment_recall && order.target) {
    const auto& stop = state.orders.at(*order.target);
    const auto facts = world.facts(stop.account);
    message.payee = {facts.number, facts.name, stop.institution};
  }
  if (order.payback) {
    const auto facts = world.facts(order.payback->to);
    message.payee = {facts.number, facts.name, order.payback->institution};
  }
  if (order.mark) {
    message.mark = order.mark->value.text;
    message.platform = order.mark->platform;
  }
}

}  // namespace

port::PartnerMessage partner_message(const order::Order& order, const core::State& state,
                                     const World& world, const std::string& installation) {
  port::PartnerMessage message;
  message.code = message_code(order.family);
  message.application_id = application_id(installation, order.id);
  const bool is_query = order.family == order::Family::subject_query ||
                        order.family == order::Family::transaction_query;
  const bool names_another = !is_query && order.family != order::Family::freeze;
  if (order.target && names_another) {
    message.original_application_id = application_id(installation, *order.target);
  }
  message.case_number = order::to_text(order.case_id);
  message.institution = order.institution;
  if (!order.mark) {
    const auto facts = world.facts(order.account);
    message.account = facts.number;
    message.account_name = order.named ? order.named->text : facts.name;
  }
  message.amount = order.amount;
  if (order.justification) {
    const auto payer = world.facts(order.justification->payer);
    message.justification = {payer.number, payer.name, order.justification->amount,
                             order.justification->time, order.justification->serial};
  }
  message.reason = order.ground.reason;
  message.article = order.ground.article;
  message.term_hours = order.ground.term_ms / 3'600'000;
  message.officer = order.authority ? order.authority->by : std::string{};
  if (order.approval) {
    add_freeze(message, order, state, installation);
  }
  add_special(message, order, state, world);
  message.drill = order.drill;
  const auto text_of = [&](std::string_view key) {
    const auto* rule = state.rules.find(key, order.times.drafted);
    return rule == nullptr ? std::string{} : rule->text;
  };
  message.telephone = text_of("centre.telephone");
  message.may_be_told =
      order::restrains(order.family) || order.family == order::Family::protective_stop
          ? text_of("stop.may_be_told")
          : std::string{};
  message.approved_at = order.times.approved.value_or(order.times.drafted);
  return message;
}

std::string application_id(const std::string& installation, order::OrderId id) {
  return fmt::format("{}-{}", installation, order::to_text(id));
}

std::optional<order::OrderId> order_of_application(const std::string& installation,
                                                   std::string_view text) {
  const auto head = installation + "-O";
  if (!text.starts_with(head)) {
    return std::nullopt;
  }
  const auto digits = text.substr(head.size());
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size() || number == 0) {
    return std::nullopt;
  }
  return order::OrderId{number};
}

}  // namespace holdfast::engine
