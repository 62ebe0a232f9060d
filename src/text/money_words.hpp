// What a text says of money, as a row of tokens: words that speak of paying, getting back, asking,
// having done, failing and the like, by their sense; entities by their kind; pauses and turns.
// Everything else falls away, so that two people who tell the same in other words look alike.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/kinds.hpp"
#include "text/sketch.hpp"

namespace holdfast::text {

enum class Sense : std::uint8_t {
  pay,       // 转 付 充 扫
  taken,     // 被扣 转走 划走
  receive,   // 返 到账 提现
  refund,    // 退
  done,      // 了 过 完 成功
  negation,  // 没 未 不
  failure,   // 失败 拦下 冻结 限额
  demand,    // 要 让 叫 需
  promise,   // 可以 就能 保证
  wish,      // 想 准备 打算
  total,     // 共 总计 前后
  each,      // 每 一单 月薪
  borrow,    // 借 贷 花呗
  holding,   // 余额 显示 账面
  fee,       // 保证金 手续费
  price,     // 价 货款 原价
  loss,      // 被骗 损失
  victim,    // 我 报警人
  swindler,  // 对方 客服
  outsider,  // 朋友 老婆 家里
  again,     // 又 再 第二
  first,     // 先 首
  only,      // 只 才
  ask,       // 吗 多少 怎么
  own,       // 自己 本人
  agree,     // 好 行 照做
  leave,     // 算了 挂断 报警
  suppose,   // 如果 的话 否则
  channel,   // 现金 二维码 微信
  goods,     // 罐 件 套
  pause,     // a comma
  stop,      // the end of a sentence
  turn,      // another speaks
  colon,
  bracket,
  entity,  // its kind is in `word`
};

struct Token {
  Sense sense = Sense::pause;
  std::uint16_t word = 0;   // which word of the table, or which kind of entity
  std::uint32_t place = 0;  // in the sketch
};

/// The tokens of a sketch, in order. Linear in the text.
[[nodiscard]] std::vector<Token> tokens_of(std::u32string_view sketch);

}  // namespace holdfast::text
