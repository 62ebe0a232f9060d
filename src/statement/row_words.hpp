// What the words of a bank's row say (internal to statement). Pure.
#pragma once

#include <optional>
#include <string_view>

namespace holdfast::statement {

/// 取现, 现金支取, ATM取款, 存现, ...
[[nodiscard]] bool says_cash(std::string_view words);
/// 消费, POS, ...
[[nodiscard]] bool says_purchase(std::string_view words);
[[nodiscard]] bool says_overseas(std::string_view words);
[[nodiscard]] bool says_crypto(std::string_view words);
/// 手续费, 结息, ...
[[nodiscard]] bool says_fee_or_interest(std::string_view words);
/// Whether it happened: 成功, 支付成功, 已转账; 失败, 交易关闭; nothing for other words.
[[nodiscard]] std::optional<bool> says_done(std::string_view cleaned);
/// A sum or a carried balance instead of a transfer: 合计, 承前页, 期初余额, ...
[[nodiscard]] bool says_total(std::string_view cell);

}  // namespace holdfast::statement
