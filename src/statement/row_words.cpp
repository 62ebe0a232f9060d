#include "statement/row_words.hpp"

#include <algorithm>
#include <array>

#include "feed/usual_forms.hpp"

namespace holdfast::statement {

namespace {

template <std::size_t N>
bool holds_any(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::ranges::any_of(
      words, [text](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

}  // namespace

bool says_cash(std::string_view words) {
  static constexpr std::array<std::string_view, 14> known{
      "取现", "取款", "现金支取", "现支",  "支取现金", "存现",     "现金存",
      "现存", "现金", "ATM存",    "CDM存", "无卡存",   "自助存款", "柜台存款"};
  return holds_any(words, known);
}

bool says_purchase(std::string_view words) {
  static constexpr std::array<std::string_view, 4> known{"消费", "POS", "特约商户", "商户"};
  return holds_any(words, known);
}

bool says_overseas(std::string_view words) {
  return words.find("境外") != std::string_view::npos;
}

bool says_crypto(std::string_view words) {
  static constexpr std::array<std::string_view, 3> known{"虚拟币", "虚拟货币", "USDT"};
  return holds_any(words, known);
}

bool says_fee_or_interest(std::string_view words) {
  static constexpr std::array<std::string_view, 11> known{
      "手续费", "结息",     "利息",     "付息",   "年费",  "短信费",
      "工本费", "短信服务", "账户管理", "利息税", "服务费"};
  return holds_any(words, known);
}

std::optional<bool> says_done(std::string_view cleaned) {
  static constexpr std::array<std::string_view, 6> undone{"失败", "关闭",   "撤销",
                                                          "取消", "不成功", "未成功"};
  static constexpr std::array<std::string_view, 7> done{"成功",   "已转账", "已收钱",    "已存入",
                                                        "已到账", "已支付", "已全额退款"};
  if (const auto known = feed::read_success(cleaned)) {
    return known;
  }
  if (holds_any(cleaned, undone)) {
    return false;
  }
  return holds_any(cleaned, done) ? std::optional(true) : std::nullopt;
}

bool says_total(std::string_view cell) {
  // A cell that is a sentence holds such words by chance.
  static constexpr std::size_t longest = 60;
  static constexpr std::array<std::string_view, 14> beginnings{
      "合计", "总计", "小计",   "本页",   "累计",     "承前页",   "过次页",
      "期初", "期末", "上期余", "上页余", "借方合计", "贷方合计", "总笔数"};
  return cell.size() <= longest && std::ranges::any_of(beginnings, [cell](std::string_view word) {
           return cell.starts_with(word);
         });
}

}  // namespace holdfast::statement
