// Names of apps and platforms by what stands around them: “聚鑫优选”APP, 下载极融宝,
// 平台叫易服工作台.
#include <algorithm>
#include <array>

#include "text/page.hpp"

namespace holdfast::text {

namespace {

// What everybody uses is no platform of swindlers.
constexpr std::array<std::u32string_view, 52> everyday{
    U"微信",    U"qq",        U"抖音",       U"支付宝",       U"淘宝",     U"腾讯会议",
    U"闲鱼",    U"快手",      U"小红书",     U"京东",         U"拼多多",   U"美团",
    U"百度",    U"钉钉",      U"zoom",       U"skype",        U"telegram", U"陌陌",
    U"探探",    U"soul",      U"云闪付",     U"国家反诈中心", U"王者荣耀", U"微博",
    U"贴吧",    U"whatsapp",  U"飞书",       U"企业微信",     U"饿了么",   U"滴滴",
    U"12306",   U"铁路12306", U"个人所得税", U"交管12123",    U"转转",     U"携程",
    U"飞猪",    U"去哪儿",    U"知乎",       U"豆瓣",         U"b站",      U"steam",
    U"discord", U"渝快办",    U"掌上生活",   U"手机银行",     U"应用商店", U"浏览器",
    U"花呗",    U"借呗",      U"得物",       U"苹果商店"};

constexpr std::array<std::u32string_view, 8> after_words{U"app",  U"软件", U"平台",   U"网站",
                                                         U"商城", U"程序", U"客户端", U"交易所"};
// Longest first, so that what is eaten is the whole word.
constexpr std::array<std::u32string_view, 26> install_words{
    U"下载安装", U"下载了", U"下载一个", U"下载",     U"安装了", U"安装",   U"下了个",
    U"下了一个", U"下了",   U"装了个",   U"装了一个", U"装了",   U"装一个", U"装个",
    U"下个",     U"软件叫", U"平台叫",   U"app叫",    U"app是",  U"软件是", U"平台是",
    U"装",       U"下",     U"注册",     U"登录",     U"名为"};

bool is_name(char32_t c) {
  return is_han(c) || is_letter(c) || is_digit(c);
}

bool is_everyday(std::u32string_view name) {
  return std::ranges::find(everyday, name) != everyday.end();
}

bool is_generic(std::u32string_view name) {
  constexpr std::array<std::u32string_view, 26> words{
      U"客服", U"老师", U"公司", U"保障", U"保险", U"会员", U"链接", U"文件",   U"指定",
      U"一个", U"某",   U"对方", U"这个", U"那个", U"什么", U"他们", U"办公室", U"警官",
      U"附件", U"资料", U"他说", U"我",   U"软件", U"手机", U"监管", U"木马"};
  return contains_any(name, words);
}

bool ends_with_install(std::u32string_view before) {
  return std::ranges::any_of(install_words, [&](auto word) { return before.ends_with(word); });
}

void take_app(Page& page, std::size_t begin, std::size_t end) {
  const auto name = page.after(begin, end - begin);
  if (name.size() >= 2 && page.is_free(begin, end) && !is_everyday(name) && !is_generic(name)) {
    page.take(Kind::app, begin, end);
  }
}

/// “X”APP, 下载“X”.
void find_quoted(Page& page) {
  constexpr std::u32string_view opening = U"“\"「『《";
  constexpr std::u32string_view closing = U"”\"」』》";
  for (std::size_t i = 0; i < page.folded.size(); ++i) {
    const auto mark = opening.find(page.at(i));
    if (mark == std::u32string_view::npos) {
      continue;
    }
    std::size_t end = i + 1;
    while (end < page.folded.size() && end - i <= 12 &&
           (is_name(page.at(end)) || page.at(end) == U' ')) {
      ++end;
    }
    if (page.at(end) != closing[mark]) {
      continue;
    }
    const auto after = page.after(end + 1, 3);
    const bool named =
        std::ranges::any_of(after_words, [&](auto word) { return after.starts_with(word); });
    const auto before = page.before(i, 4);
    // One of two quotations joined by 和 or 、 is told by the other; those are left to the tagger.
    if (named || (ends_with_install(before) && !before.ends_with(U"如下"))) {
      take_app(page, i + 1, end);
    }
    i = end;
  }
}

/// 下载X， 平台叫X。: without quotation marks, up to the next pause.
void find_installed(Page& page) {
  constexpr std::array<std::u32string_view, 12> strong{
      U"下载了", U"下载一个", U"下载",  U"安装",  U"下了个", U"装了个",
      U"软件叫", U"平台叫",   U"app叫", U"app是", U"软件是", U"平台是"};
  for (std::size_t i = 0; i < page.folded.size(); ++i) {
    std::size_t begin = 0;
    for (const auto word : strong) {
      if (page.after(i, word.size()) == word) {
        begin = i + word.size();
        break;
      }
    }
    if (begin == 0) {
      continue;
    }
    while (is_blank(page.at(begin))) {
      ++begin;
    }
    std::size_t end = begin;
    while (end < page.folded.size() && end - begin <= 9 && is_name(page.at(end)) &&
           page.taken[end] == 0) {
      ++end;
    }
    constexpr std::u32string_view pauses = U",，。;；:：、!！?？\n )）(（";
    const bool paused =
        end == page.folded.size() || pauses.find(page.at(end)) != std::u32string_view::npos;
    constexpr std::u32string_view verbs = U"的了后到里来去并做看填在就说进完注登是给好";
    const auto name = page.after(begin, end - begin);
    const bool clause = std::ranges::any_of(
        name, [&](char32_t c) { return verbs.find(c) != std::u32string_view::npos; });
    if (paused && !clause && end - begin <= 8) {
      take_app(page, begin, end);
    }
    i = std::max(end, i + 1) - 1;
  }
}

}  // namespace

void find_apps(Page& page) {
  find_quoted(page);
  find_installed(page);
}

}  // namespace holdfast::text
