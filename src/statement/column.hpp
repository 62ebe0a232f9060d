// What a column of a bank's sheet can mean, and which headings are known to mean it.
//
// "own" is the account that the statement is about, "other" the counterparty; payer and payee are
// for tables that name both. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace holdfast::statement {

enum class Column : std::uint8_t {
  none,
  // When.
  time,   // day and time of day in one
  date,   // the day, where the time of day is a column of its own
  clock,  // the time of day
  // How much, and which way.
  direction,  // 借贷标志: debit or credit of the own account
  amount,     // with a sign where there is no direction
  debit,      // what left the own account
  credit,     // what came in
  balance,    // after the row
  currency,
  success,  // whether it happened
  // Between whom.
  own_account,
  own_card,
  own_name,
  own_bank,
  own_identity,  // 证件号码
  other_account,
  other_card,
  other_name,
  other_bank,
  other_identity,
  payer,
  payee,
  payer_name,
  payee_name,
  payer_bank,
  payee_bank,
  // What it was.
  serial,
  kind,     // 交易类型: 转账, 取现, 消费
  summary,  // 摘要
  note,     // 备注, 附言
  cash,     // 现金标志
  merchant,
  // Where and with what.
  place,
  branch,
  terminal,
  teller,
  ip,
  mac,
  device,
  // Of the sheets of the police return that are not transfers.
  bank,         // whose answer it is
  state,        // of an account
  opened,       // when an account was opened
  phone,        // of its holder
  task,         // 任务流水号, 请求单号
  outcome,      // 查询结果
  reason,       // why a query failed
  authority,    // who ordered a measure
  measure,      // 冻结措施类型
  measure_end,  // when it lapses
  held,         // 冻结金额
};
inline constexpr std::size_t column_count = static_cast<std::size_t>(Column::held) + 1;

[[nodiscard]] constexpr std::size_t index_of(Column column) {
  return static_cast<std::size_t>(column);
}
/// The column's name as --map spells it.
[[nodiscard]] std::string_view to_text(Column column);
[[nodiscard]] std::optional<Column> parse_column(std::string_view name);

struct Heading {
  std::string_view text;  // as feed::normal_heading writes it
  Column column;
};
/// In order of preference: of two columns that mean the same, the one whose heading stands earlier
/// is read first, the other where the first is empty.
[[nodiscard]] std::span<const Heading> known_headings();
/// The meaning of a heading in any spelling; none where it is not known. O(1).
[[nodiscard]] Column column_of_heading(std::string_view heading);
/// How early it stands among those of its column; headings that are not known come last.
[[nodiscard]] std::size_t preference_of(std::string_view heading);

}  // namespace holdfast::statement
