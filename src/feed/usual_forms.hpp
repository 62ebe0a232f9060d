// Times, amounts and accounts in the forms that banks' statements use. Text is valid UTF-8;
// full-width characters, blanks at the ends and spreadsheet wrappings (`="622..."`, a leading
// apostrophe) are accepted everywhere. Errors are bad_input with one sentence. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "feed/row.hpp"

namespace holdfast::feed {

/// Half-width, without spreadsheet wrapping and blanks at the ends.
[[nodiscard]] std::string plain_text(std::string_view text);

/// A day and a time of day: `yyyyMMddHHmmss[SSS]`, `yyyyMMdd HH:mm:ss`, `yyyy-MM-dd
/// HH:mm[:ss[.fff]]`, the same with `/`, `.` or 年月日 and 时分秒, `T` for the blank, an offset
/// (`Z`, `+08:00`) at the end; without an offset Beijing time.
[[nodiscard]] base::Result<base::Instant> read_usual_time(std::string_view text);

/// The day of `date` (its time of day, if any, is passed over) at the time of day in `clock`
/// (`HH:mm[:ss[.fff]]`, `HHmmss`, 时分秒; one lost leading zero is given back), Beijing time.
[[nodiscard]] base::Result<base::Instant> read_day_and_clock(std::string_view date,
                                                             std::string_view clock);
/// The day alone, at midnight in Beijing; a time of day after it is read too.
[[nodiscard]] base::Result<base::Instant> read_day(std::string_view date);
[[nodiscard]] bool is_clock(std::string_view text);

/// Yuan with a sign: thousands separators in their places, ¥, 元, RMB, CNY, 人民币 around the
/// number; decimals beyond the second only as zeros.
[[nodiscard]] base::Result<base::Fen> read_usual_amount(std::string_view text);

/// Numbers lose the blanks and hyphens that group them; a number that a spreadsheet has rounded
/// (`6.22202E+18`) is refused.
[[nodiscard]] base::Result<std::string> read_account(std::string_view text);

enum class Flow { out, in };
/// 借/贷, D/C, 出/进, 付/收, 支出/收入, -/+, 0/1 and the like, seen from the own account.
[[nodiscard]] std::optional<Flow> read_direction(std::string_view text);
/// The canonical words and 转账, 取现, 消费, 境外, 虚拟币 and the like.
[[nodiscard]] std::optional<fund::Kind> read_usual_kind(std::string_view text);
[[nodiscard]] bool is_yuan(std::string_view currency);
/// Nothing when the word says neither.
[[nodiscard]] std::optional<bool> read_success(std::string_view text);

}  // namespace holdfast::feed
