#include "desk/payment.hpp"

#include <algorithm>
#include <array>

namespace holdfast::desk {

namespace {

using enum PaymentField;
using enum Asked;

constexpr std::array by_transfer{
    FieldRule{payer_account, required},
    FieldRule{payee_account, required},
};
constexpr std::array by_qr{
    FieldRule{payer_account, required}, FieldRule{merchant, one_of},
    FieldRule{order_number, one_of},    FieldRule{payee_account, one_of},
    FieldRule{platform, optional},
};
constexpr std::array by_atm{
    FieldRule{payer_account, required},
    FieldRule{payee_account, optional},
    FieldRule{terminal, optional},
    FieldRule{place, optional},
};
constexpr std::array by_cash{
    FieldRule{place, one_of},        FieldRule{plate, one_of},
    FieldRule{order_number, one_of}, FieldRule{payee_account, one_of},
    FieldRule{platform, optional},   FieldRule{payer_account, optional},
};
constexpr std::array by_gift_card{
    FieldRule{card_code, one_of},     FieldRule{order_number, one_of},
    FieldRule{payee_account, one_of}, FieldRule{platform, optional},
    FieldRule{merchant, optional},    FieldRule{payer_account, optional},
};
constexpr std::array by_crypto{
    FieldRule{wallet, one_of},          FieldRule{order_number, one_of},
    FieldRule{payee_account, one_of},   FieldRule{platform, optional},
    FieldRule{payer_account, optional},
};

}  // namespace

std::span<const FieldRule> fields_of(PaidBy way) {
  switch (way) {
    case PaidBy::transfer:
      return by_transfer;
    case PaidBy::qr:
      return by_qr;
    case PaidBy::atm:
      return by_atm;
    case PaidBy::cash:
      return by_cash;
    case PaidBy::gift_card:
      return by_gift_card;
    case PaidBy::crypto:
      return by_crypto;
  }
  return {};
}

std::optional<PaymentFault> fault_of(PaidBy way, const std::set<PaymentField>& given) {
  const auto rules = fields_of(way);
  const FieldRule* one = nullptr;
  bool is_any_given = false;
  for (const auto& rule : rules) {
    const bool is_given = given.contains(rule.field);
    if (rule.asked == required && !is_given) {
      return PaymentFault{rule.field, "is needed for this way of payment"};
    }
    if (rule.asked == one_of) {
      one = one == nullptr ? &rule : one;
      is_any_given = is_any_given || is_given;
    }
  }
  if (one != nullptr && !is_any_given) {
    return PaymentFault{one->field, "or another mark of the payment is needed"};
  }
  for (const auto field : given) {
    if (std::none_of(rules.begin(), rules.end(),
                     [&](const FieldRule& rule) { return rule.field == field; })) {
      return PaymentFault{field, "says nothing of this way of payment"};
    }
  }
  if (given.contains(payee_account) && !given.contains(payer_account)) {
    return PaymentFault{payer_account, "is needed where the payee's account is known"};
  }
  return std::nullopt;
}

}  // namespace holdfast::desk
