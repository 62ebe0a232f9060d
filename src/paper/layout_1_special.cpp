// Layout 1, the rarer families.
#include <array>

#include "paper/layout.hpp"

namespace holdfast::paper {

namespace {

using order::Family;
using order::PaperKind;

constexpr std::string_view to_institution = "{institution}：";

constexpr std::array<std::string_view, 3> evidence_after{
    "一、请提供原件，或者与原件核对无误、注明来源并加盖公章的复制件；电子数据请写明文件名称和SHA-"
    "256"
    "值。",
    "二、监控录像等将被覆盖的，请在收到本通知书后立即封存。",
    "三、请对调取情况保密；不能提供的，请在回执中写明原因。"};
constexpr std::array evidence_receipt{
    Asked{"办理结果", "□ 已提供，共　　份　□ 部分提供　□ 不能提供"}, Asked{"材料名称、SHA-256", ""},
    Asked{"不能提供的原因", ""}, Asked{"经办人、联系电话", ""}};

constexpr std::array<std::string_view, 3> return_after{
    "一、请当场办理；不能当场办理的，自收到本通知书之日起{days}"
    "个工作日内办理完毕，不收取任何费用。",
    "二、款项只能返还至上列账户。返还后剩余的冻结款项继续冻结，期限不变。",
    "三、请核对办案民警的证件，并将办理结果填入回执退回我单位，留存本通知书。"};
constexpr std::array return_receipt{Asked{"办理结果", "□ 已返还　□ 不能返还"},
                                    Asked{"返还金额、时间、流水号", ""}, Asked{"剩余冻结金额", ""},
                                    Asked{"不能返还的原因", ""}, Asked{"经办人、联系电话", ""}};

constexpr std::array<std::string_view, 3> receipt_after{
    "一、上列款项由银行从冻结账户直接返还至收款账户，不收取任何费用。",
    "二、请领取人核对金额后签名；由代理人签收的，附授权委托书。",
    "三、本清单一式两份，一份交领取人，一份附卷。"};

constexpr std::array<std::string_view, 3> restriction_after{
    "一、请在收到本通知书后立即办理，并将办理结果填入回执退回我单位；不能办理的，请写明原因。",
    "二、期限届满，我单位没有另行通知的，请恢复使用。",
    "三、使用人对处置有异议的，请告知其凭核验码向我单位申诉；核查认为不当的，我单位立即通知解除。"};
constexpr std::array restriction_receipt{
    Asked{"办理结果", "□ 已处置　□ 不能处置"},
    Asked{"处置起止时间", "自　　　年　　月　　日　　时起至　　　年　　月　　日止"},
    Asked{"不能处置的原因", ""}, Asked{"经办人、联系电话", ""}};
constexpr std::array<std::string_view, 1> restoration_after{
    "请在收到本通知书后立即办理，并将办理结果填入回执退回我单位。"};
constexpr std::array restoration_receipt{
    Asked{"办理结果", "□ 已恢复　□ 此前已自动恢复　□ 未能恢复"}, Asked{"恢复时间", ""},
    Asked{"经办人、联系电话", ""}};

constexpr std::array<std::string_view, 3> holder_after{
    "一、{notice}。", "二、{appeal}。",
    "三、办理上述事项不收取任何费用，也不会要求你转账、提供密码或者验证码。"};

constexpr std::string_view restriction_lead =
    "因办理{fraud_type}案（{file}）工作需要，根据{article}之规定，请你单位对下列对象采取处置措施：";
constexpr std::string_view restoration_lead =
    "我单位{about}通知你单位处置的下列对象，现已不需要继续处置。根据{article}"
    "之规定，请你单位恢复：";
constexpr std::string_view restricted_lead =
    "你（单位）使用的下列号码、网址或者账号涉嫌用于电信网络诈骗。我单位依法通知有关企业采取处置措施"
    "，"
    "现将有关事项告知如下：";

constexpr Form restriction(Family family) {
  return {PaperKind::restriction_notice,
          family,
          to_institution,
          restriction_lead,
          restriction_after,
          restriction_receipt};
}
constexpr Form restoration(Family family) {
  return {PaperKind::release_notice, family, to_institution, restoration_lead, restoration_after,
          restoration_receipt};
}
constexpr Form restricted(Family family) {
  return {PaperKind::holder_notice, family, "{holder}：", restricted_lead, holder_after, {}};
}

constexpr std::array forms{
    Form{PaperKind::evidence_notice, Family::evidence_request, to_institution,
         "因办理{fraud_type}案（{file}）工作需要，根据{article}之规定，请你单位于{hours}"
         "小时内提供下列"
         "证据：",
         evidence_after, evidence_receipt},
    Form{PaperKind::return_notice, Family::fund_return, to_institution,
         "我单位冻结的下列账户内，部分款项权属明确，应当返还被害人。根据{article}"
         "之规定，请你单位协助"
         "返还：",
         return_after, return_receipt},
    Form{PaperKind::return_receipt,
         Family::fund_return,
         {},
         "我单位依法冻结的下列款项，已由银行返还被害人。根据{article}之规定，开列清单如下：",
         receipt_after,
         {}},
    Form{PaperKind::holder_notice,
         Family::protective_stop,
         "{holder}：",
         "你可能正在遭受电信网络诈骗。经你同意，我单位通知开户机构对你名下的下列账户暂停支出，现将"
         "有关"
         "事项告知如下：",
         holder_after,
         {}},
    Form{PaperKind::release_notice, Family::protective_release, to_institution,
         "我单位通知你单位保护性止付的下列账户，持有人已撤回同意或者不再需要保护，请你单位立即解除"
         "：",
         restoration_after, restoration_receipt},
    restriction(Family::number_suspension),
    restriction(Family::url_block),
    restriction(Family::profile_suspension),
    restoration(Family::number_restoration),
    restoration(Family::url_unblock),
    restoration(Family::profile_restoration),
    restricted(Family::number_suspension),
    restricted(Family::url_block),
    restricted(Family::profile_suspension)};

}  // namespace

std::span<const Form> special_forms_1() {
  return forms;
}

}  // namespace holdfast::paper
