// The documents of tasks, alarms and feeds.
#include <boost/json.hpp>
#include <fmt/core.h>

#include "engine/view_parts.hpp"
#include "person/terms.hpp"

namespace holdfast::engine {

namespace json = boost::json;

namespace {

std::string_view task_words(desk::TaskKind kind) {
  switch (kind) {
    case desk::TaskKind::exit_cash:
      return "取现：调取网点、柜员机位置与录像";
    case desk::TaskKind::exit_merchant:
      return "商户收款：联系支付机构查询并暂缓结算";
    case desk::TaskKind::exit_overseas:
      return "汇往境外：经国际合作渠道协查";
    case desk::TaskKind::exit_crypto:
      return "虚拟币：向交易平台发协查函";
    case desk::TaskKind::institution_unknown:
      return "查明开户机构或联络渠道后止付";
    case desk::TaskKind::stop_exhausted:
      return "止付已无法使用：立案后办理冻结";
    case desk::TaskKind::loss_unmatched:
      return "报案转账未见于银行报送：核对账号、金额与时间";
    case desk::TaskKind::hold_excess:
      return "止付金额多于现有依据：核实后解除";
    case desk::TaskKind::revoke_transfer:
      return "柜员机转账未满 24 小时：请被害人立即致电发卡行撤销";
    case desk::TaskKind::gift_card:
      return "礼品卡：联系发卡方冻结卡内余额";
    case desk::TaskKind::stop_review:
      return "止付期限内核实报案真伪：不实的立即解除，属实的立案";
    case desk::TaskKind::stop_lapsing:
      return "止付即将到期：立案冻结、延长或者解除";
    case desk::TaskKind::file_case:
      return "决定是否立案，并登记立案决定书";
    case desk::TaskKind::countersign:
      return "第二名民警补签止付";
    case desk::TaskKind::countersign_overdue:
      return "止付逾期未补签：由办案部门负责人督办";
    case desk::TaskKind::papers:
      return "紧急冻结补齐文书和签批，逾期即解除";
    case desk::TaskKind::freeze_failed:
      return "冻结、续冻或解除未办成：按答复处理";
    case desk::TaskKind::renew_freeze:
      return "续冻：法制审核后于截止日前办理";
    case desk::TaskKind::freeze_lapsing:
      return "冻结即将到期：续冻须说明逾期理由，否则自动解除";
    case desk::TaskKind::screen_freeze:
      return "甄别冻结资金是否与案件有关";
    case desk::TaskKind::screening_lapsed:
      return "甄别期限届满：由负责人决定继续冻结或者解除";
    case desk::TaskKind::release_unrelated:
      return "已甄别为无关：三日内解除并通知持有人，逾期自动解除";
    case desk::TaskKind::answer_objection:
      return "持有人提出异议：期限内答复";
    case desk::TaskKind::objection_overdue:
      return "异议逾期未答复：由办案部门负责人督办";
    case desk::TaskKind::protection_lapsing:
      return "保护性止付即将到期：回访持有人，需要的再次征得同意";
    case desk::TaskKind::evidence_due:
      return "调取的证据即将到期：催办";
    case desk::TaskKind::evidence_overdue:
      return "调取的证据逾期未到：由办案部门负责人督办";
    case desk::TaskKind::recording_at_risk:
      return "监控录像即将覆盖：电话催调，请对方先行封存";
    case desk::TaskKind::return_due:
      return "返还即将到期：催办";
    case desk::TaskKind::return_overdue:
      return "返还逾期未办：由办案部门负责人督办";
    case desk::TaskKind::restriction_lapsing:
      return "号码、网址或者账号处置即将到期：需要的重新办理";
    case desk::TaskKind::return_plan_due:
      return "返还方案待审批：逐级批准后制发返还";
    case desk::TaskKind::plan_objection:
      return "返还公告收到异议：期限内答复";
    case desk::TaskKind::plan_objection_overdue:
      return "返还公告的异议逾期未答复：由办案部门负责人督办";
    case desk::TaskKind::person_due:
      return "期限将届满：办理下一步";
    case desk::TaskKind::person_overdue:
      return "期限届满：释放、变更措施或者进入下一步";
    case desk::TaskKind::by_hand:
      return "交办事项";
    case desk::TaskKind::mentioned:
      return "留言提醒：阅读并处理";
    case desk::TaskKind::handover_question:
      return "接收机关就随案移送提出询问：期限内答复";
    case desk::TaskKind::handover_returned:
      return "随案移送被退回：按所述理由补正后重新移送";
    case desk::TaskKind::handover_back:
      return "退回补充侦查：签收，一个月内补充侦查完毕后重新移送";
    case desk::TaskKind::pursue_on:
      return "判决继续追缴：报告追缴情况";
    case desk::TaskKind::first_due:
      return "期限将届满：办理下一步";
    case desk::TaskKind::first_overdue:
      return "期限届满：由负责人督办，作出决定或者送达";
  }
  return "";
}

/// "人员 R000001 拘留后提请批准逮捕：期限将届满 …".
std::string person_task_text(const desk::Task& task) {
  auto kind = person::ClockKind::holding;
  const bool is_clock = boost::describe::enum_from_string(task.what.c_str(), kind);
  return fmt::format("人员 {} {}：{}", person::to_text(*task.person),
                     is_clock ? person::words_of(kind) : "撤案后的措施", task_words(task.kind));
}

/// "立案审查：期限将届满 …".
std::string first_task_text(const desk::Task& task) {
  auto kind = desk::FirstClockKind::review;
  const bool is_known = boost::describe::enum_from_string(task.what.c_str(), kind);
  return fmt::format("{}：{}", is_known ? desk::words_of(kind) : task.what, task_words(task.kind));
}

bool is_of_first_days(desk::TaskKind kind) {
  return kind == desk::TaskKind::first_due || kind == desk::TaskKind::first_overdue;
}

bool is_of_handover(desk::TaskKind kind) {
  return kind == desk::TaskKind::handover_question || kind == desk::TaskKind::handover_returned ||
         kind == desk::TaskKind::handover_back || kind == desk::TaskKind::pursue_on;
}

}  // namespace

port::ProjectionRow task_row(const desk::Task& task, const ViewContext& context) {
  json::object doc;
  doc["id"] = desk::to_text(task.id);
  doc["case"] = order::to_text(task.case_id);
  doc["kind"] = enum_text(task.kind);
  doc["text"] = task.person                            ? person_task_text(task)
                : task.kind == desk::TaskKind::by_hand ? task.what
                : is_of_first_days(task.kind)          ? first_task_text(task)
                                                       : std::string{task_words(task.kind)};
  doc["comment"] = task.kind == desk::TaskKind::mentioned ? json::value(task.what) : nullptr;
  doc["handover"] = is_of_handover(task.kind) ? json::value(task.what) : nullptr;
  doc["asked_by"] = text_or_null(task.asked_by);
  doc["owner"] = task.owner;
  doc["opened"] = base::format_instant(task.opened);
  doc["due"] = base::format_instant(task.due);
  doc["state"] = task.done_at ? "done" : "open";
  doc["account"] =
      task.account ? json::value(account_ref(context.world, context.state.routing, *task.account))
                   : json::value(nullptr);
  doc["order"] = task.order ? json::value(order::to_text(*task.order)) : json::value(nullptr);
  doc["person"] = task.person ? json::value(person::to_text(*task.person)) : json::value(nullptr);
  doc["duty"] = enum_text(task.duty);
  doc["loss"] = task.loss ? json::value(*task.loss) : json::value(nullptr);
  doc["amount_fen"] = task.amount.value();
  doc["article"] = task.article;
  doc["done_at"] = time_or_null(task.done_at);
  doc["done_by"] = text_or_null(task.done_by);
  doc["note"] = task.note;
  port::ProjectionRow row;
  row.kind = "task";
  row.id = desk::to_text(task.id);
  row.parent = order::to_text(task.case_id);
  row.state = task.done_at ? "done" : "open";
  row.at_ms = base::to_unix_ms(task.due);
  row.amount_fen = task.amount.value();
  row.terms = {row.id, "owner:" + task.owner, "kind:" + enum_text(task.kind)};
  row.doc = json::serialize(doc);
  return row;
}

port::ProjectionRow comment_row(const desk::Comment& comment) {
  json::array mentions;
  for (const auto& name : comment.mentions) {
    mentions.push_back(json::value(name));
  }
  json::object doc;
  doc["id"] = desk::to_text(comment.id);
  doc["case"] = order::to_text(comment.case_id);
  doc["text"] = base::mask_text(comment.text.text);
  doc["mentions"] = std::move(mentions);
  doc["by"] = comment.by;
  doc["at"] = base::format_instant(comment.at);
  port::ProjectionRow row;
  row.kind = "comment";
  row.id = desk::to_text(comment.id);
  row.parent = order::to_text(comment.case_id);
  row.at_ms = base::to_unix_ms(comment.at);
  row.terms = {row.id};
  row.doc = json::serialize(doc);
  return row;
}

port::ProjectionRow erasure_row(const desk::CaseFile& file) {
  const auto& erasure = *file.erasure;
  json::object doc;
  doc["case"] = order::to_text(file.id);
  doc["state"] = enum_text(erasure.state);
  doc["requested_by"] = erasure.requested_by;
  doc["requested_at"] = base::format_instant(erasure.requested_at);
  doc["reason"] = erasure.reason;
  doc["decided_by"] = text_or_null(erasure.decided_by);
  doc["decided_at"] = time_or_null(erasure.decided_at);
  doc["decision"] = text_or_null(erasure.decision);
  port::ProjectionRow row;
  row.kind = "erasure";
  row.id = order::to_text(file.id);
  row.state = enum_text(erasure.state);
  row.at_ms = base::to_unix_ms(erasure.requested_at);
  row.terms = {row.id};
  row.doc = json::serialize(doc);
  return row;
}

port::ProjectionRow alarm_row(const core::Alarm& alarm) {
  json::object doc;
  doc["id"] = core::to_text(alarm.id);
  doc["kind"] = enum_text(alarm.kind);
  doc["subject"] = alarm.subject;
  doc["text"] = alarm.detail.empty() ? alarm.subject : alarm.detail;
  doc["since"] = base::format_instant(alarm.since);
  doc["cleared"] = time_or_null(alarm.cleared);
  doc["acknowledged_by"] = text_or_null(alarm.acknowledged_by);
  port::ProjectionRow row;
  row.kind = "alarm";
  row.id = core::to_text(alarm.id);
  row.state = alarm.cleared ? "cleared" : "open";
  row.at_ms = base::to_unix_ms(alarm.since);
  row.terms = {row.id};
  row.doc = json::serialize(doc);
  return row;
}

port::ProjectionRow feed_row(const core::Feed& feed, const ViewContext& context) {
  const auto* known = core::find_institution(context.state.routing, feed.institution);
  json::object doc;
  doc["institution"] = feed.institution;
  doc["name"] = known == nullptr ? feed.institution : known->name;
  doc["state"] = feed_state(feed);
  doc["watermark"] = time_or_null(feed.watermark);
  doc["last_heard"] = time_or_null(feed.last_heard);
  doc["rows"] = feed.rows;
  doc["duplicates"] = feed.duplicates;
  doc["legs"] = feed.legs;
  doc["refused"] = feed.refused;
  port::ProjectionRow row;
  row.kind = "feed";
  row.id = feed.institution;
  row.state = std::string{feed_state(feed)};
  row.at_ms = feed.last_heard ? base::to_unix_ms(*feed.last_heard) : 0;
  row.terms = {feed.institution};
  row.doc = json::serialize(doc);
  return row;
}

std::string_view feed_state(const core::Feed& feed) {
  if (!feed.last_heard) {
    return "blind";
  }
  return feed.silent ? "silent" : "live";
}

}  // namespace holdfast::engine
