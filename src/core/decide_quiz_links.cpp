// Quizzes that are taken by link: opened for a community, taken by anybody, and at their end one
// entry of the ledger.
//
// Refusals: no rules, no such street or link, not this unit's, ended already, full, a field.
#include <fmt/core.h>

#include "core/drafting.hpp"
#include "core/outreach.hpp"
#include "core/tips.hpp"
#include "order/paper.hpp"

namespace holdfast::core {

namespace {

using outreach::QuizLink;

constexpr std::size_t name_bytes_max = 96;
constexpr std::size_t topic_bytes_max = 64;
constexpr std::uint64_t questions_max = 50;
constexpr std::uint64_t sheets_max = 100'000;
constexpr auto longest = std::chrono::days{92};

base::Result<void> check_campaign(const Outcome& out, const QuizLink& link) {
  if (!link.campaign) {
    return {};
  }
  const auto found = out.state.education.campaigns.find(*link.campaign);
  if (found == out.state.education.campaigns.end() || found->second.withdrawn) {
    return bad(fmt::format("没有宣传活动 {}", outreach::to_text(*link.campaign)), "/campaign");
  }
  return {};
}

base::Result<void> check_fields(const Outcome& out, const QuizLink& link) {
  if (link.community.empty() || link.community.size() > name_bytes_max) {
    return bad(fmt::format("社区（村）为 1 到 {} 字节", name_bytes_max), "/community");
  }
  if (link.topic.empty() || link.topic.size() > topic_bytes_max) {
    return bad(fmt::format("主题为 1 到 {} 字节", topic_bytes_max), "/topic");
  }
  if (link.questions == 0 || link.questions > questions_max) {
    return bad(fmt::format("题目为 1 到 {} 道", questions_max), "/topic");
  }
  if (link.until <= out.at || link.until - out.at > longest) {
    return bad("截止时间晚于现在，最长三个月", "/until");
  }
  return check_campaign(out, link);
}

void end(Outcome& out, const QuizLink& link, const std::string& by) {
  outreach::QuizLinkEnd ended{out.at, by, {}};
  if (link.takers > 0) {
    outreach::Quiz quiz;
    quiz.id = out.new_quiz();
    quiz.street = link.street;
    quiz.community = link.community;
    quiz.topic = link.topic;
    quiz.day = day_of(std::min(link.until, out.at));
    quiz.takers = link.takers;
    quiz.questions = link.questions;
    quiz.right = link.right;
    quiz.fell = link.fell;
    quiz.by = link.by;
    quiz.at = out.at;
    ended.quiz = quiz.id;
    out.add(QuizRecorded{std::move(quiz)});
  }
  out.add(QuizLinkEnded{link.id, std::move(ended)});
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const OpenQuizLink& body) {
  if (const auto ok = knows_outreach(out); !ok) {
    return ok;
  }
  const auto code = order::read_code(body.link.code);
  if (!code) {
    return code.error();
  }
  if (out.state.tip_index.link_by_code.contains(*code)) {
    return refuse(base::ErrorCode::conflict, "测验码已经用过");
  }
  if (const auto street = street_for(out, body.link.street, "/street"); !street) {
    return street.error();
  }
  if (const auto ok = check_fields(out, body.link); !ok) {
    return ok;
  }
  auto link = body.link;
  link.id = out.new_quiz_link();
  link.code = *code;
  link.by = out.command.actor;
  link.at = out.at;
  link.takers = link.right = link.fell = 0;
  link.end.reset();
  out.answer.id = outreach::to_text(link.id);
  out.add(QuizLinkOpened{std::move(link)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const TakeQuizSheet& body) {
  const auto found = out.state.quiz_links.find(body.link);
  if (found == out.state.quiz_links.end()) {
    return refuse(base::ErrorCode::not_found, "没有这一测验");
  }
  const auto& link = found->second;
  if (link.end || out.at >= link.until) {
    return refuse(base::ErrorCode::conflict, "测验已经结束");
  }
  if (link.takers >= sheets_max) {
    return refuse(base::ErrorCode::too_many, fmt::format("答卷已满 {} 份", sheets_max));
  }
  if (body.right > link.questions) {
    return bad("答对的题数不超过题目数", "/answers");
  }
  out.answer.id = outreach::to_text(body.link);
  out.add(QuizSheetTaken{body.link, body.right, body.fell});
  return {};
}

base::Result<void> decide_one(Outcome& out, const EndQuizLink& body) {
  const auto found = out.state.quiz_links.find(body.link);
  if (found == out.state.quiz_links.end()) {
    return refuse(base::ErrorCode::not_found,
                  fmt::format("no quiz {}", outreach::to_text(body.link)));
  }
  const auto& link = found->second;
  if (const auto street = street_for(out, link.street, "/street"); !street) {
    return street.error();
  }
  if (link.end) {
    return refuse(base::ErrorCode::conflict, "测验已经结束");
  }
  out.answer.id = outreach::to_text(body.link);
  end(out, link, out.command.actor);
  return {};
}

void end_quiz_links(Outcome& out) {
  for (const auto id : out.state.tip_index.open_links) {
    const auto& link = out.state.quiz_links.at(id);
    if (link.until <= out.at) {
      end(out, link, "engine");
    }
  }
}

}  // namespace holdfast::core
