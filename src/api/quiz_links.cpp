// Quizzes that are taken by link: an officer opens one for a community; anybody takes it on a
// telephone. Of a sheet two numbers are kept.
#include <boost/json.hpp>
#include <fmt/core.h>

#include "api/password.hpp"
#include "api/path_command.hpp"
#include "api/public_house.hpp"
#include "api/tip_routes.hpp"
#include "api/words.hpp"
#include "order/paper.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t name_bytes_max = 96;
constexpr std::size_t answers_max = 50;
constexpr std::string_view general_topic = "general";  // as campaigns and quizzes on paper call it
constexpr std::string_view general_type = "其他";

const guide::Quiz* quiz_of(const Call& call, std::string_view topic) {
  const auto* words = call.service.options.words.get();
  return words == nullptr
             ? nullptr
             : guide::find_quiz(words->quizzes, topic == general_topic ? general_type : topic);
}

json::object wording_json(const guide::QuestionWording& words) {
  json::array options;
  for (const auto& each : words.options) {
    options.push_back(json::value(each));
  }
  return {{"ask", words.ask}, {"options", std::move(options)}};
}

struct Found {
  outreach::QuizLink link;
  const guide::Quiz* quiz = nullptr;
};

/// The link under the code of the path, still open. Errors: bad_input, not_found, conflict.
base::Result<Found> link_under_code(const Call& call) {
  const auto code = order::read_code(call.request.param("code"));
  if (!code) {
    return code.error();
  }
  std::optional<outreach::QuizLink> link;
  call.engine().read([&](const core::State& state) {
    const auto found = state.tip_index.link_by_code.find(*code);
    if (found != state.tip_index.link_by_code.end()) {
      link = state.quiz_links.at(found->second);
    }
  });
  const auto* quiz = link ? quiz_of(call, link->topic) : nullptr;
  if (quiz == nullptr) {
    return base::Error{base::ErrorCode::not_found, "没有这一测验，请核对测验码"};
  }
  // Other questions than those that it was opened with would be counted as if they were the same.
  if (link->end || call.engine().now() >= link->until ||
      quiz->questions.size() != link->questions) {
    return base::Error{base::ErrorCode::conflict, "测验已经结束"};
  }
  return Found{*std::move(link), quiz};
}

base::Result<outreach::QuizLinkId> link_in_path(const Call& call) {
  const auto text = std::string{call.request.param("id")};
  const auto number = text.starts_with("QL") ? read_number(text.substr(1), 'L') : std::nullopt;
  return number ? base::Result<outreach::QuizLinkId>{outreach::QuizLinkId{*number}}
                : base::Error{base::ErrorCode::not_found, "no such quiz by link"};
}

}  // namespace

Answer list_quiz_links(const Call& call) {
  auto query = page_query(call, "quiz_link");
  if (!query) {
    return query.error();
  }
  if (const auto state = call.query("state"); !state.empty()) {
    query->states = {state};
  }
  if (const auto street = call.query("street"); !street.empty()) {
    query->parent = street;
  }
  const auto page = call.engine().list(*query, call.min_seq);
  if (!page) {
    return page.error();
  }
  json::array topics;
  if (const auto* words = call.service.options.words.get()) {
    for (const auto& quiz : words->quizzes) {
      topics.push_back(json::object{
          {"topic", quiz.type == general_type ? std::string{general_topic} : quiz.type},
          {"questions", quiz.questions.size()}});
    }
  }
  std::string items;
  for (const auto& doc : page->docs) {
    items += items.empty() ? doc : "," + doc;
  }
  const json::object rest{{"next", page->next_cursor},
                          {"total", page->total},
                          {"topics", std::move(topics)},
                          {"root", public_root(call.service) + "/#/quiz/"},
                          {"seq", page->seq}};
  return with_seq(
      net::json_response(200, "{\"items\":[" + items + "]," + json::serialize(rest).substr(1)),
      page->seq);
}

Answer open_quiz_link(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  outreach::QuizLink link;
  link.code = order::code_of(random_number());
  link.street = fields->needed_text("street", 16);
  link.community = fields->needed_text("community", name_bytes_max);
  link.topic = fields->needed_text("topic", 64);
  link.until = fields->needed_time("until");
  if (const auto campaign = fields->text("campaign", 16); !campaign.empty()) {
    const auto number = read_number(campaign, 'E');
    if (!number) {
      fields->refuse("campaign", "is like E000001");
    }
    link.campaign = outreach::CampaignId{number.value_or(0)};
  }
  const auto* quiz = quiz_of(call, link.topic);
  if (quiz == nullptr) {
    fields->refuse("topic", "没有这一主题的测验题");
  } else {
    link.questions = quiz->questions.size();
  }
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, core::OpenQuizLink{std::move(link)}, "quiz_link", 201);
}

Answer end_quiz_link(const Call& call) {
  const auto id = link_in_path(call);
  return id ? submit(call, core::EndQuizLink{*id}, "quiz_link") : Answer{id.error()};
}

Answer public_quiz(const Call& call) {
  if (const auto ok = note_visit(call); !ok) {
    return ok.error();
  }
  const auto found = link_under_code(call);
  if (!found) {
    return found.error();
  }
  json::array questions;
  for (const auto& each : found->quiz->questions) {
    questions.push_back(json::object{{"zh", wording_json(each.zh)}, {"en", wording_json(each.en)}});
  }
  return net::json_response(
      200, json::serialize(json::object{{"topic", found->link.topic},
                                        {"community", found->link.community},
                                        {"until", base::format_instant(found->link.until)},
                                        {"questions", std::move(questions)},
                                        {"telephone", house_of(call).telephone}}));
}

Answer public_quiz_sheet(const Call& call) {
  if (!is_json(call)) {
    return net::problem(415, "unsupported_type", "send application/json");
  }
  if (const auto ok = note_telling(call); !ok) {
    return ok.error();
  }
  const auto found = link_under_code(call);
  const auto fields = Fields::parse(call.request.body);
  if (!found || !fields) {
    return !found ? found.error() : fields.error();
  }
  std::vector<std::uint64_t> answers;
  for (const auto& text : fields->texts("answers", answers_max, 2)) {
    const bool is_number = text.size() == 1 && text[0] >= '0' && text[0] <= '9';
    answers.push_back(is_number ? static_cast<std::uint64_t>(text[0] - '0') : answers_max);
  }
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  const auto marks = guide::mark_sheet(*found->quiz, answers);
  if (!marks) {
    return marks.error();
  }
  const auto done =
      call.engine().submit_and_wait(public_caller(call, "quiz/" + found->link.code),
                                    core::TakeQuizSheet{found->link.id, marks->right, marks->fell});
  if (!done) {
    return done.error();
  }
  json::array told;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const auto& question = found->quiz->questions[i];
    told.push_back(
        json::object{{"right", question.right}, {"zh", question.zh.why}, {"en", question.en.why}});
  }
  return with_seq(net::json_response(201, json::serialize(json::object{{"right", marks->right},
                                                                       {"fell", marks->fell},
                                                                       {"answers", std::move(told)},
                                                                       {"seq", done->seq}})),
                  done->seq);
}

}  // namespace holdfast::api
