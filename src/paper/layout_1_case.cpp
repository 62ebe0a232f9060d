// Layout 1, papers of a case in its first days.
#include <array>

#include "paper/layout.hpp"

namespace holdfast::paper {

namespace {

using order::Family;
using order::PaperKind;

constexpr auto any = Family::stop;  // what papers of no order carry

constexpr std::array<std::string_view, 2> form_after{
    "报案人声明：以上情况属实；捏造事实诬告陷害他人的，依法承担法律责任。", "依据：{article}。"};
constexpr std::array<std::string_view, 3> receipt_after{
    "一、{notice}。", "二、立案审查期限至{until}；依法延长的，以查询页所示为准。",
    "三、查询和办案均不收取任何费用，也不会要求你转账、提供密码或者验证码。"};
constexpr std::array<std::string_view, 2> refusal_after{"{appeal}。",
                                                        "因本案采取的止付等措施随即解除。"};
constexpr std::array<std::string_view, 2> transfer_after{
    "一、上列措施移送时仍在生效，期限届满自动解除；需要继续的，请在期限届满前办理。",
    "二、请审查后将是否受理填入回执退回我单位；不予受理的，请写明理由并退回案卷。"};
constexpr std::array transfer_receipt{Asked{"办理结果", "□ 已受理　□ 退回"},
                                      Asked{"受案登记表文号", ""}, Asked{"退回的理由", ""},
                                      Asked{"经办人、联系电话", ""}};

constexpr std::array forms{
    Form{PaperKind::acceptance_form, any, {}, {}, form_after, {}},
    Form{PaperKind::acceptance_receipt,
         any,
         "{reporter}：",
         "你于{from}报称被骗的{fraud_type}案（案件编号 {case}），我单位已经接受，受案登记表文号为"
         "{form}。根据{article}之规定，出具本回执。",
         receipt_after,
         {}},
    Form{PaperKind::refusal_notice,
         any,
         "{reporter}：",
         "你于{from}报称被骗的{fraud_type}案（案件编号 {case}，受案登记表 "
         "{form}），我单位经审查认为："
         "{reason}。根据{article}之规定，决定不予立案。",
         refusal_after,
         {}},
    Form{PaperKind::transfer_notice, any, "{institution}：",
         "我单位接受的{fraud_type}案（案件编号 {case}），经审查认为不属于我单位管辖：{reason}。根据"
         "{article}之规定，现将该案移送你单位，请予审查处理。",
         transfer_after, transfer_receipt}};

}  // namespace

std::span<const Form> case_forms_1() {
  return forms;
}

}  // namespace holdfast::paper
