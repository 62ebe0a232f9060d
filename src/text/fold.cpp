#include "text/fold.hpp"

#include <array>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "base/check.hpp"

namespace holdfast::text {

namespace {

// Traditional characters that messages use to slip past filters, and their simplified forms in the
// same order. A conversion of whole texts would need words; for matching these characters do.
constexpr std::u32string_view traditional =
    U"萬資請貸銀帳賬戶號碼電話聯繫係賺錢單網點擊進門開關發財訊證據錄陳劉張趙黃吳鄭馮楊許鄧蕭羅"
    U"費稅務員學習國際環動態區縣鄉鎮樓層東買賣贈送獎勵額領導級別優惠價購訂貨運輸車輛飛機場航"
    U"艙誤時間長閱讀書寫說請問誰還會見親愛兒婦媽爺靈體驗測試樣標準備註冊裝載軟體應當確認實"
    U"對話誠信譽擔保險壽產業權益無憂處理歷歲麼這個們後從來過給轉匯款現鈔幣投盤漲跌獲倍穩"
    U"賠償損壞丟類順豐遞歡迎諮詢專線熱鏈結條紅綠藍藥醫療術養護頻視聽雙種團隊組織聯盟總經辦"
    U"報警審檢查訴訟執強凍緊急絕隱瞞騙詐賭淨賽決鬥獨佔領舉參與討論壇貼圖畫像頭條約見麗髮髒"
    U"兩幾萬億數據庫儲蓄彙總計劃劑濟滿減讓爲為嗎吶噠嘍噺號兲枷峩徽薇嶶溦葳";
constexpr std::u32string_view simplified =
    U"万资请贷银账账户号码电话联系系赚钱单网点击进门开关发财讯证据录陈刘张赵黄吴郑冯杨许邓萧罗"
    U"费税务员学习国际环动态区县乡镇楼层东买卖赠送奖励额领导级别优惠价购订货运输车辆飞机场航"
    U"舱误时间长阅读书写说请问谁还会见亲爱儿妇妈爷灵体验测试样标准备注册装载软体应当确认实"
    U"对话诚信誉担保险寿产业权益无忧处理历岁么这个们后从来过给转汇款现钞币投盘涨跌获倍稳"
    U"赔偿损坏丢类顺丰递欢迎咨询专线热链结条红绿蓝药医疗术养护频视听双种团队组织联盟总经办"
    U"报警审检查诉讼执强冻紧急绝隐瞒骗诈赌净赛决斗独占领举参与讨论坛贴图画像头条约见丽发脏"
    U"两几万亿数据库储蓄汇总计划剂济满减让为为吗呐哒喽新号天加我微微微微微";
static_assert(traditional.size() == simplified.size());

constexpr char32_t han_first = 0x4E00;
constexpr char32_t han_last = 0x9FFF;

std::array<char16_t, han_last - han_first + 1> make_han_table() {
  std::array<char16_t, han_last - han_first + 1> table{};
  for (char32_t c = han_first; c <= han_last; ++c) {
    table[c - han_first] = static_cast<char16_t>(c);
  }
  for (std::size_t i = 0; i < traditional.size(); ++i) {
    table[traditional[i] - han_first] = static_cast<char16_t>(simplified[i]);
  }
  return table;
}

char32_t lower(char32_t c) {
  return c >= U'A' && c <= U'Z' ? c + 32 : c;
}

/// Compatibility folding by ICU, where it answers with one code point.
char32_t fold_rare(char32_t c) {
  static const icu::Normalizer2* const folding = [] {
    UErrorCode status = U_ZERO_ERROR;
    const auto* const instance = icu::Normalizer2::getNFKCCasefoldInstance(status);
    base::check(U_SUCCESS(status) != 0, "ICU has its normalisation data");
    return instance;
  }();
  icu::UnicodeString decomposed;
  if (folding->getDecomposition(static_cast<UChar32>(c), decomposed) == 0) {
    return c;
  }
  if (decomposed.isEmpty()) {
    return gap;
  }
  return decomposed.countChar32() == 1 ? static_cast<char32_t>(decomposed.char32At(0)) : c;
}

/// Ours: what ICU leaves alone, or reads otherwise than people do.
char32_t fold_own(char32_t c) {
  if (c >= 0x2776 && c <= 0x2793) {  // digits on a disc, three sets of ten
    const char32_t digit = (c - 0x2776) % 10 + 1;
    return digit < 10 ? U'0' + digit : c;
  }
  if (c >= 0x24F5 && c <= 0x24FD) {
    return U'1' + (c - 0x24F5);
  }
  switch (c) {
    case 0x2795:  // heavy plus
    case U'✚':
      return U'加';
    case 0x20E3:  // keycap
      return gap;
    case U'丶':
    case 0x2E3F:
      return gap;
    case U'〇':
      return U'零';
    case 0x3000:
    case 0xA0:
      return U' ';
    default:
      return 0;
  }
}

bool is_circled(char32_t c) {
  return (c >= 0x2460 && c <= 0x249B) || (c >= 0x24EA && c <= 0x24FF) ||
         (c >= 0x2776 && c <= 0x2793);
}

}  // namespace

char32_t fold(char32_t c) {
  static const auto han = make_han_table();
  if (c < 0x80) {
    return lower(c);
  }
  if (c == U'丶') {
    return gap;
  }
  if (c >= han_first && c <= han_last) {
    return han[c - han_first];
  }
  if (c >= 0xFF01 && c <= 0xFF5E) {
    return lower(c - 0xFEE0);
  }
  if (const char32_t own = fold_own(c); own != 0) {
    return own;
  }
  if (c >= 0x3001 && c <= 0x303F) {
    return c;
  }
  const char32_t rare = fold_rare(c);
  return rare == U'〇' ? U'零' : rare;
}

std::u32string fold(std::u32string_view text) {
  std::u32string folded(text);
  for (std::size_t i = 0; i < text.size(); ++i) {
    // A circled digit alone numbers a list; beside another it is part of a number.
    const bool alone = is_circled(text[i]) && !(i > 0 && is_circled(text[i - 1])) &&
                       !(i + 1 < text.size() && is_circled(text[i + 1]));
    folded[i] = alone ? text[i] : fold(text[i]);
  }
  return folded;
}

}  // namespace holdfast::text
