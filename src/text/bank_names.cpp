#include "text/bank_names.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace holdfast::text {

namespace {

constexpr std::array<std::u32string_view, 16> national{
    U"工商", U"农业", U"建设", U"交通", U"邮政储蓄", U"民生", U"光大", U"邮储",
    U"中信", U"招商", U"平安", U"兴业", U"浦发",     U"广发", U"华夏", U"浦东发展"};
// 中国 before and 银行 after; city and joint-stock banks take 银行 alone.
constexpr std::array<std::u32string_view, 84> regional{
    U"上海",     U"渤海",     U"广州",   U"金华", U"温州", U"徽商",     U"江苏", U"南京", U"宁波",
    U"北京",     U"汇丰",     U"渣打",   U"花旗", U"东亚", U"广东华兴", U"东莞", U"大新", U"永亨",
    U"星展",     U"恒丰",     U"天津",   U"浙商", U"厦门", U"福建海峡", U"吉林", U"汉口", U"盛京",
    U"大连",     U"河北",     U"绍兴",   U"成都", U"抚顺", U"郑州",     U"宁夏", U"重庆", U"哈尔滨",
    U"兰州",     U"青岛",     U"秦皇岛", U"青海", U"台州", U"长沙",     U"泉州", U"包商", U"龙江",
    U"内蒙古",   U"北部湾",   U"桂林",   U"湘江", U"邢台", U"东营",     U"上饶", U"德州", U"承德",
    U"柳州",     U"湖州",     U"潍坊",   U"赣州", U"日照", U"南昌",     U"贵阳", U"锦州", U"齐商",
    U"珠海华润", U"杭州",     U"辽阳",   U"洛阳", U"齐鲁", U"微众",     U"网商", U"百信", U"亿联",
    U"富民",     U"重庆三峡", U"三峡",   U"四川", U"西安", U"苏州",     U"晋商", U"中原", U"贵州",
    U"昆仑",     U"新网",     U"恒生"};
constexpr std::array<std::u32string_view, 44> whole{U"中国银行",
                                                    U"邮政银行",
                                                    U"工行",
                                                    U"农行",
                                                    U"建行",
                                                    U"交行",
                                                    U"招行",
                                                    U"农商行",
                                                    U"农商银行",
                                                    U"重庆农商行",
                                                    U"重庆农村商业银行",
                                                    U"重庆农商银行",
                                                    U"渝农商行",
                                                    U"渝农商",
                                                    U"上海浦东发展银行",
                                                    U"浦东发展银行",
                                                    U"国家开发银行",
                                                    U"国开行",
                                                    U"邮政储蓄",
                                                    U"上海农商银行",
                                                    U"深圳发展银行",
                                                    U"广东发展银行",
                                                    U"北京农商银行",
                                                    U"成都农商银行",
                                                    U"成都农商行",
                                                    U"北京农村商业银行",
                                                    U"农村商业银行",
                                                    U"农村信用社",
                                                    U"湖南农信",
                                                    U"广东农信",
                                                    U"四川农信",
                                                    U"贵州农信",
                                                    U"云南农信",
                                                    U"浙江农信",
                                                    U"江西农信",
                                                    U"广西农信",
                                                    U"江苏省农村信用社联合社",
                                                    U"湖南省农村信用社联合社",
                                                    U"浙江泰隆商业银行",
                                                    U"南洋商业银行",
                                                    U"衡水市商业银行",
                                                    U"重庆南川石银村镇银行",
                                                    U"招联金融",
                                                    U"农业发展银行"};
constexpr std::array<std::u32string_view, 12> everyday{U"光大", U"中信", U"民生", U"浦发",
                                                       U"广发", U"工商", U"兴业", U"平安",
                                                       U"华夏", U"汇丰", U"招商", U"中行"};

struct Name {
  std::u32string text;
  bool is_short = false;
};

std::vector<Name> make_names() {
  std::vector<Name> names;
  for (const auto name : national) {
    names.push_back({std::u32string(name) + U"银行"});
    names.push_back({U"中国" + std::u32string(name) + U"银行"});
  }
  for (const auto name : regional) {
    names.push_back({std::u32string(name) + U"银行"});
  }
  for (const auto name : whole) {
    names.push_back({std::u32string(name)});
  }
  names.push_back({U"邮储"});
  for (const auto name : everyday) {
    names.push_back({std::u32string(name), true});
  }
  // By first character, the longest first.
  std::ranges::sort(names, [](const Name& a, const Name& b) {
    return a.text[0] != b.text[0] ? a.text[0] < b.text[0] : a.text.size() > b.text.size();
  });
  return names;
}

}  // namespace

BankMatch bank_at(std::u32string_view folded, std::size_t begin) {
  static const std::vector<Name> names = make_names();
  const auto text = folded.substr(begin);
  if (text.empty()) {
    return {};
  }
  auto at = std::ranges::lower_bound(names, text[0], {}, [](const Name& n) { return n.text[0]; });
  for (; at != names.end() && at->text[0] == text[0]; ++at) {
    if (text.starts_with(at->text)) {
      return {at->text.size(), at->is_short};
    }
  }
  return {};
}

}  // namespace holdfast::text
