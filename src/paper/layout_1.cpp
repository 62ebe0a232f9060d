// Layout 1.
#include <algorithm>
#include <array>

#include "paper/layout.hpp"

namespace holdfast::paper {

namespace {

using order::Family;
using order::PaperKind;

constexpr std::string_view to_bank = "{institution}：";

constexpr std::array<std::string_view, 3> freeze_after{
    "一、请在收到本通知书后立即办理，并将办理结果填入回执退回我单位；不能办理的，请写明原因。",
    "二、上述财产已被其他机关冻结的，请办理轮候冻结，并写明在先冻结的机关、金额和期限。",
    "三、冻结期限内，非经我单位书面通知不得解除；期限届满前未办理续冻手续的，冻结自动解除。"};
constexpr std::array<std::string_view, 2> renewal_after{
    "一、请在原冻结期限届满前办理，并将办理结果填入回执退回我单位；不能办理的，请写明原因。",
    "二、续冻期限届满前未再办理续冻手续的，冻结自动解除。"};
constexpr std::array<std::string_view, 2> release_after{
    "一、请在收到本通知书后立即办理，并将办理结果填入回执退回我单位。",
    "二、解除只及于上列措施；该账户另有其他机关依法采取的措施的，不受影响。"};
constexpr std::array<std::string_view, 2> query_after{
    "一、请对查询内容保密，不得向账户持有人或者其他人员透露。",
    "二、没有上列账户或者资料不全的，请在回执中写明。"};
constexpr std::array<std::string_view, 3> application_after{
    "申请人声明：以上情况属实，申请对收款账户紧急止付；虚构事实报案的，依法承担法律责任。",
    "止付自开户机构办理之时起{hours}小时内有效，期满自动解除；依法冻结的，转为冻结。",
    "依据：{article}。"};
constexpr std::array<std::string_view, 4> holder_after{
    "一、{notice}。", "二、{appeal}。",
    "三、该款项系出售商品、转让二手物品、工资报酬、借款往来等正当来源的，可以凭上方核验码在核验页"
    "查看所需材料并提出异议；基本生活、就医急需用款的，可以申请先行解除部分款项。",
    "四、办理上述事项不收取任何费用，也不会要求你转账、提供密码或者验证码。"};

constexpr std::array freeze_receipt{
    Asked{"办理结果", "□ 已足额冻结　□ 部分冻结　□ 轮候冻结　□ 未能冻结"},
    Asked{"实际冻结金额", ""},
    Asked{"冻结起止时间", "自　　　年　　月　　日　　时起至　　　年　　月　　日止"},
    Asked{"在先冻结或者未能办理的原因", ""}, Asked{"经办人、联系电话", ""}};
constexpr std::array renewal_receipt{
    Asked{"办理结果", "□ 已继续冻结　□ 未能继续冻结"},
    Asked{"续冻起止时间", "自　　　年　　月　　日起至　　　年　　月　　日止"},
    Asked{"未能办理的原因", ""}, Asked{"经办人、联系电话", ""}};
constexpr std::array release_receipt{Asked{"办理结果", "□ 已解除　□ 此前已自动解除　□ 未能解除"},
                                     Asked{"解除时间、金额", ""}, Asked{"未能办理的原因", ""},
                                     Asked{"经办人、联系电话", ""}};
constexpr std::array query_receipt{
    Asked{"查询结果", "□ 查有，资料附后，共　　页　□ 部分查有　□ 查无此户"}, Asked{"说明", ""},
    Asked{"经办人、联系电话", ""}};

constexpr std::array forms{
    Form{PaperKind::stop_application, Family::stop, {}, {}, application_after, {}},
    Form{PaperKind::query_notice, Family::subject_query, to_bank,
         "因办理{fraud_type}案（{file}）工作需要，根据{article}之规定，请你单位协助查询下列账户的"
         "户名、证件、联系方式等开户资料，并于{hours}小时内反馈：",
         query_after, query_receipt},
    Form{PaperKind::query_notice, Family::transaction_query, to_bank,
         "因办理{fraud_type}案（{file}）工作需要，根据{article}之规定，请你单位协助查询下列账户的"
         "交易明细（时间、金额、余额、对方户名和账号、渠道），并于{hours}小时内反馈：",
         query_after, query_receipt},
    Form{PaperKind::freeze_notice, Family::freeze, to_bank,
         "因侦查{fraud_type}案（{file}）工作需要，根据{article}之规定，请你单位协助冻结下列财产：",
         freeze_after, freeze_receipt},
    Form{PaperKind::renewal_notice, Family::freeze_renewal, to_bank,
         "我单位{about}通知你单位冻结的下列财产，冻结期限即将届满。因侦查工作需要，根据{article}之"
         "规定，请你单位协助继续冻结：",
         renewal_after, renewal_receipt},
    Form{PaperKind::release_notice, Family::freeze_release, to_bank,
         "我单位{about}通知你单位冻结的下列财产，现已不需要继续冻结。根据{article}之规定，请你单位"
         "协助解除冻结：",
         release_after, release_receipt},
    Form{PaperKind::release_notice, Family::stop_release, to_bank,
         "我单位通知你单位紧急止付的下列账户，现已不需要继续止付。根据{article}之规定，请你单位解除"
         "止付：",
         release_after, release_receipt},
    Form{PaperKind::holder_notice,
         Family::stop,
         "{holder}：",
         "你（单位）名下的下列账户收到的款项涉嫌系电信网络诈骗所得。为防止款项转移，我单位依法采取"
         "紧急止付措施，现将有关事项告知如下：",
         holder_after,
         {}},
    Form{
        PaperKind::holder_notice,
        Family::freeze,
        "{holder}：",
        "你（单位）名下的下列账户收到的款项涉嫌系电信网络诈骗所得。因侦查犯罪的需要，我单位依法采取"
        "冻结措施，现将有关事项告知如下：",
        holder_after,
        {}},
};

}  // namespace

const Form* form_of(int layout, PaperKind kind, Family family) {
  if (layout != 1) {
    return nullptr;
  }
  const auto fits = [&](const Form& form) { return form.kind == kind && form.family == family; };
  const auto* found = std::find_if(forms.begin(), forms.end(), fits);
  if (found != forms.end()) {
    return found;
  }
  for (const auto rarer : {special_forms_1(), case_forms_1()}) {
    const auto there = std::find_if(rarer.begin(), rarer.end(), fits);
    if (there != rarer.end()) {
      return &*there;
    }
  }
  return nullptr;
}

}  // namespace holdfast::paper
