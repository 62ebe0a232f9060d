// How a payment was made, what tells such a payment apart, and what follows from it when no account
// is known to have received it. One table, for the report's refusals and for the intake screen.
// Values; any thread.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <set>
#include <span>
#include <string_view>

#include "base/personal.hpp"

namespace holdfast::desk {

/// cash: handed over, posted or fetched, be it notes or gold.
enum class PaidBy { transfer, qr, atm, cash, gift_card, crypto };
BOOST_DESCRIBE_ENUM(PaidBy, transfer, qr, atm, cash, gift_card, crypto)

/// What a victim can tell of a payment beside its amount and time.
enum class PaymentField {
  payer_account,
  payee_account,
  merchant,      // 商户号或商户名
  order_number,  // 订单号、运单号、交易哈希
  platform,      // 支付机构、快递公司、发卡方、交易平台
  terminal,      // 柜员机或终端号
  place,         // 交付、投寄地点
  plate,         // 车牌号
  card_code,     // 礼品卡卡号或卡密
  wallet,        // 收币地址
};
BOOST_DESCRIBE_ENUM(PaymentField, payer_account, payee_account, merchant, order_number, platform,
                    terminal, place, plate, card_code, wallet)

/// `one_of`: at least one of the fields so marked is given.
enum class Asked { required, one_of, optional };
BOOST_DESCRIBE_ENUM(Asked, required, one_of, optional)

struct FieldRule {
  PaymentField field;
  Asked asked;
};

/// What the intake asks for, in the order in which it asks. A field that is not named there says
/// nothing of such a payment.
[[nodiscard]] std::span<const FieldRule> fields_of(PaidBy way);

/// Why a payment so described cannot be taken.
struct PaymentFault {
  PaymentField field;  // the first that lacks, or that does not belong
  std::string_view why;
};
/// Nothing when `given` is enough. Beside the table: a payee's account needs the payer's, since
/// without it no bank's record of the transfer can be told.
[[nodiscard]] std::optional<PaymentFault> fault_of(PaidBy way, const std::set<PaymentField>& given);

/// One thing told of a payment that is not an account. All of it is personal: it may lead to the
/// victim, to a driver, or be worth money.
struct Particular {
  PaymentField field = PaymentField::place;
  base::Personal text;
  bool operator==(const Particular&) const = default;
};
BOOST_DESCRIBE_STRUCT(Particular, (), (field, text))

}  // namespace holdfast::desk
