#include "text/surnames.hpp"

#include <algorithm>
#include <array>
#include <bitset>

namespace holdfast::text {

namespace {

constexpr std::u32string_view single =
    U"赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛"
    U"奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康"
    U"伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵"
    U"席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗"
    U"丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫"
    U"乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄"
    U"印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮"
    U"牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡"
    U"国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查"
    U"后荆红游竺权逯盖益桓公肖覃粟牟佟楚闫代付涂仝原母苟漆郇墨银鄢谯敬兰冼佘郐昂税帅瞿么";
constexpr std::array<std::u32string_view, 24> doubles{
    U"欧阳", U"司马", U"上官", U"诸葛", U"夏侯", U"皇甫", U"尉迟", U"公孙",
    U"慕容", U"令狐", U"宇文", U"长孙", U"司徒", U"端木", U"南宫", U"东方",
    U"百里", U"呼延", U"轩辕", U"独孤", U"第五", U"单于", U"司空", U"闻人"};

}  // namespace

std::uint8_t surname_at(std::u32string_view folded, std::size_t begin) {
  static const auto set = [] {
    std::bitset<0x10000> bits;
    for (const char32_t c : single) {
      bits.set(c);
    }
    return bits;
  }();
  const auto word = folded.substr(begin, 2);
  if (std::ranges::find(doubles, word) != doubles.end()) {
    return 2;
  }
  return !word.empty() && word[0] < 0x10000 && set.test(word[0]) ? 1 : 0;
}

char32_t random_surname(std::uint64_t draw) {
  return single[draw % single.size()];
}

}  // namespace holdfast::text
