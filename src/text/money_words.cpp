#include "text/money_words.hpp"

#include <algorithm>
#include <array>

namespace holdfast::text {

namespace {

struct Words {
  Sense sense;
  std::u32string_view words;  // apart by blanks
};

constexpr std::array table{
    Words{Sense::pay,
          U"转账 转帐 转给 转到 转入 转了 转去 转过去 转 汇款 汇给 汇入 "
          U"汇到 汇去 汇 打款 打给 打到 打入 打去 打过去 打了 付款 付给 "
          U"付了 付 支付 交给 交到 交了 交 缴纳 缴 充值 充入 充了 充 投入 "
          U"投资 投了 投 存入 存进 存到 存了 存 垫付 垫了 垫 买入 买了 "
          U"购买 买 扫码 扫了 扫 刷了 刷 下单 拍下 拍 给了 给他 给她 寄给 "
          U"寄去 寄 入金 加仓 打赏 赠送 送 发了 发红包 红包 递给 放进 放了 "
          U"放 补交 补了 补 押 做单 做了 投进 补缴 预付 首付 出资 认购 "
          U"转出 转至 汇出 汇至 打进 拿给 塞给 塞 掏"},
    Words{Sense::taken,
          U"被扣 被转 转走 划走 扣走 被划 被刷 盗刷 刷走 扣款 扣了 扣除 "
          U"消费 划扣 少了 转出去 被盗 取走 拿走 套走 支出 没了"},
    Words{Sense::receive,
          U"返还 返现 返利 返回 返了 返给 返 到账 到帐 收到 收了 得到 得了 "
          U"提现 提出 提取 提了 提到 佣金 赚了 赚 回款 收回 入账 进账 回来 "
          U"打回 给我返 结了 结给 领取 领 补贴 挣 转回 返佣 利息 奖励 本息 "
          U"回本 拿到 拿回"},
    Words{Sense::refund, U"退回 退还 退款 退了 退给 退 赔付 赔偿 赔 理赔"},
    Words{Sense::done, U"成功 完成 已经 已 了 过 完 好了 毕 出去了 到了 掉"},
    Words{Sense::negation,
          U"没有 没得 没 未 不 无 并未 尚未 别 莫 冇 还没 不敢 不肯 拒绝 "
          U"从未"},
    Words{Sense::failure,
          U"失败 未成功 没成功 拦截 拦下 拦住 拦 冻结 限额 止付 不足 超限 "
          U"风控 不够 退票 异常 限制 报错 撤销 撤回 阻止 劝阻 制止 幸好 "
          U"幸亏 及时 不了 不出 未遂 不让"},
    Words{Sense::demand,
          U"要求 需要 需再 需 要我 要他 要她 要其 还要 又要 要交 要先 要 "
          U"让我 让他 让她 让其 让 叫我 叫他 叫她 叫其 叫 喊我 喊他 喊她 "
          U"喊 必须 应缴 应 得先 得 请 催 继续 才能 方可 说 称 索要 开口 "
          U"诱导 指导 指示 通知 提示 发来"},
    Words{Sense::promise,
          U"可以 可 能 会 就能 就 保证 承诺 预计 即可 即 马上 明天 到时 "
          U"以后 下次 下周 最低 最高 起步 起"},
    Words{Sense::wish, U"想 准备 打算 正要 差点 正在 商量 犹豫 本来 原本 还想 考虑"},
    Words{Sense::total,
          U"共计 总计 合计 一共 累计 前后 总共 总额 先后 共 总 加起来 全部 "
          U"统共 拢共 分 计"},
    Words{Sense::each,
          U"每次 每天 每月 每单 每 一单 一天 一个月 一年 一条 一件 一套 "
          U"一张 月薪 日薪 工资 单价 各 年薪 月供 一次 一首 一个 一斤 天天"},
    Words{Sense::borrow,
          U"贷款 贷 借款 借了 借给 借 花呗 借呗 白条 额度 套现 信用卡 网贷 "
          U"放款 批了 授信 下款 欠"},
    Words{Sense::holding,
          U"余额 卡里 卡上 卡内 账户里 账户内 显示 账面 账上 本金 盈利 利润 "
          U"收益 价值 存款 积蓄 资产 流水 涨到 变成 有 剩 剩下 面上"},
    Words{Sense::fee,
          U"保证金 手续费 押金 解冻费 定金 订金 服务费 会员费 税费 税款 税 "
          U"验证金 诚意金 工本费 公证费 激活费 保险费 认证费 费用 费 违约金 "
          U"金 学费 运费 报名费 资料费"},
    Words{Sense::price,
          U"价格 价钱 价 货款 原价 金额 订单 标价 卖 售价 报价 合同 市价 "
          U"挂牌 便宜 优惠 房租 租金 首付款"},
    Words{Sense::loss, U"被骗 损失 骗走 骗了 骗 诈骗 涉案 亏"},
    Words{Sense::victim, U"报案人 报警人 受害人 被害人 事主 我 俺 其 她 他 当事人 咱"},
    Words{Sense::swindler,
          U"对方 客服 老师 导师 骗子 嫌疑人 专员 助理 教练 他们 人家 群主 "
          U"卖家 商家 网友 平台 系统 后台 经理"},
    Words{Sense::outsider,
          U"朋友 同事 同学 老婆 老公 丈夫 妻子 父亲 母亲 爸 妈 儿子 女儿 "
          U"哥 姐 弟 妹 家人 家里 亲戚 舅 叔 姨 邻居 别人 其他人 另一个 "
          U"银行卡里"},
    Words{Sense::again,
          U"又 再次 再 第二 第三 第四 第五 另外 另 随后 接着 然后 后来 "
          U"之后 后 次日 继而 还 也 同样 同日 当天 当日 最后 最终 第一"},
    Words{Sense::first, U"先 首次 首 起初 刚开始 开始 最初 一开始"},
    Words{Sense::only, U"只有 只 才 仅 就是 至少 起码"},
    Words{Sense::ask,
          U"吗 多少 好多 怎么 咋 什么 啥 为什么 为啥 哪 几 么 能不能 "
          U"是不是 嘛"},
    Words{Sense::own, U"自己 本人 名下 我的 自己的 同名"},
    Words{Sense::agree,
          U"照做 照办 按要求 按照 按 同意 好的 好 行 可以的 嗯 收到了 搞定 "
          U"弄好 信以为真 便 遂 于是 照 依 听"},
    Words{Sense::leave,
          U"算了 挂断 挂了 报警 举报 拉黑 不信 不转 不交 不付 不要 察觉 "
          U"发觉 发现 意识到 识破 拒接 民警 反诈 核实 退出 联系不上 失联 "
          U"骗人"},
    Words{Sense::suppose, U"如果 要是 的话 否则 不然 假如 若 比如 例如"},
    Words{Sense::channel,
          U"现金 二维码 收款码 付款码 微信 支付宝 网银 手机银行 柜台 "
          U"数字人民币 购物卡 礼品卡 油卡 京东卡 黄金 金条 快递 对公 账户 "
          U"帐户 账号 帐号 卡号 户名 卡"},
    Words{Sense::goods, U"罐 套 箱 台 桌 桶 吨 斤 双 辆 部 份 瓶 顶 床 盒"}};

struct Word {
  std::u32string_view text;
  Sense sense;
  std::uint16_t number;
};

/// By first character, the longest first.
class Lexicon {
 public:
  Lexicon() {
    for (const Words& row : table) {
      for (std::u32string_view rest = row.words; !rest.empty();) {
        const auto end = std::min(rest.find(U' '), rest.size());
        words_.push_back(
            {rest.substr(0, end), row.sense, static_cast<std::uint16_t>(words_.size())});
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
    std::ranges::sort(words_, [](const Word& a, const Word& b) {
      return a.text[0] != b.text[0] ? a.text[0] < b.text[0] : a.text.size() > b.text.size();
    });
    first_.assign(0x10000, none);
    for (std::size_t i = words_.size(); i-- > 0;) {
      first_[words_[i].text[0]] = static_cast<std::uint16_t>(i);
    }
  }
  /// The longest word that begins there; null where none does.
  [[nodiscard]] const Word* at(std::u32string_view text, std::size_t i) const {
    const char32_t c = text[i];
    if (c >= first_.size() || first_[c] == none) {
      return nullptr;
    }
    for (std::size_t k = first_[c]; k < words_.size() && words_[k].text[0] == c; ++k) {
      if (text.substr(i).starts_with(words_[k].text)) {
        return &words_[k];
      }
    }
    return nullptr;
  }

 private:
  static constexpr std::uint16_t none = 0xFFFF;
  std::vector<Word> words_;
  std::vector<std::uint16_t> first_;  // of each character: the first word that begins with it
};

constexpr std::uint16_t no_word = 0xFFFF;

}  // namespace

std::vector<Token> tokens_of(std::u32string_view sketch) {
  static const Lexicon lexicon;
  std::vector<Token> tokens;
  const auto put = [&](Sense sense, std::size_t word, std::size_t place) {
    tokens.push_back({sense, static_cast<std::uint16_t>(word), static_cast<std::uint32_t>(place)});
  };
  for (std::size_t i = 0; i < sketch.size();) {
    const char32_t c = sketch[i];
    if (const auto kind = Sketch::kind_at(c)) {
      put(Sense::entity, static_cast<std::size_t>(*kind), i++);
    } else if (c == U'\n') {
      put(Sense::turn, no_word, i++);
    } else if (ends_sentence(c)) {
      put(Sense::stop, no_word, i++);
    } else if (c == U',' || c == U'、' || c == U' ') {
      put(Sense::pause, c, i++);
    } else if (c == U':' || c == U'→' || c == U'=') {
      put(Sense::colon, c, i++);
    } else if (c == U'(' || c == U')') {
      put(Sense::bracket, c, i++);
    } else if (const Word* const word = lexicon.at(sketch, i)) {
      put(word->sense, word->number, i);
      i += word->text.size();
    } else {
      ++i;
    }
  }
  return tokens;
}

}  // namespace holdfast::text
