// The commands that a story may ask for of statements and analyses.
#include "core/story_words_test.hpp"

namespace holdfast::core::test {

namespace {

desk::StatementId statement_id(const Words& words) {
  return desk::StatementId{number_of(words.word(0))};
}

CommandBody begin(const Words& words, Fields& fields) {
  BeginStatement body;
  body.case_id = desk::CaseId{number_of(words.word(0))};
  const auto files = fields.number("files", 1);
  for (std::int64_t i = 0; i < files; ++i) {
    body.files.push_back(
        {{{}, fields.text("name", "流水.xlsx")}, fields.text("sha256", std::string(64, 'a')), 100});
  }
  body.bank = fields.text("bank");
  body.document = fields.text("paper");
  return body;
}

/// "failed=7 bank=YZ01": one query failed, for account 7.
CommandBody end(const Words& words, Fields& fields) {
  EndStatement body{statement_id(words), {}};
  body.outcome.files.resize(1);
  body.outcome.fresh = static_cast<std::uint64_t>(fields.number("fresh", 1));
  body.outcome.error = fields.text("error");
  if (fields.has("failed")) {
    body.outcome.failed.push_back(
        {base::AccountId{static_cast<std::uint32_t>(fields.number("failed"))},
         fields.text("bank", "YZ01"),
         fields.text("why", "系统繁忙"),
         {}});
  }
  if (fields.has("account")) {
    body.outcome.accounts.push_back(
        {base::AccountId{static_cast<std::uint32_t>(fields.number("account"))},
         fields.text("bank", "YZ01")});
  }
  return body;
}

CommandBody ask_failed(const Words& words, Fields& fields) {
  AskFailedQueries body;
  body.statement = statement_id(words);
  body.failed = {static_cast<std::uint64_t>(fields.number("index", 0))};
  body.document = fields.text("paper");
  body.second = fields.text("second", "wang");
  body.emergency = fields.text("emergency");
  body.reason = fields.text("reason", "反馈未成功，重新查询");
  return body;
}

CommandBody save(const Words& words, Fields& fields) {
  SaveAnalysis body;
  for (const auto& word : words.plain) {
    body.cases.push_back(desk::CaseId{number_of(word)});
  }
  body.name = fields.text("name");
  body.question = fields.text("question", "passing");
  body.options.push_back({"quickly", "1h"});
  body.sharing =
      fields.text("sharing") == "everyone" ? desk::Sharing::everyone : desk::Sharing::own;
  return body;
}

/// "accounts=1 digest=x": as of the answer.
CommandBody ran(const Words& words, Fields& fields) {
  NoteAnalysisRun body{desk::AnalysisId{number_of(words.word(0))}, {}};
  const auto from = static_cast<std::uint32_t>(fields.number("from", 1));
  const auto until = static_cast<std::uint32_t>(fields.number("until", 1));
  for (auto id = from; id < until; ++id) {
    body.run.accounts.push_back(base::AccountId{id});
  }
  body.run.digest = fields.text("digest");
  body.run.error = fields.text("error");
  return body;
}

}  // namespace

std::optional<CommandBody> workbench_command(const Words& words, Fields& fields) {
  if (words.verb == "statement") {
    return begin(words, fields);
  }
  if (words.verb == "marks") {
    return MarkStatement{statement_id(words),
                         {{{}, fields.text("spots", "观音桥\tATM7\t\t\t")}, {12, 4}, {}}};
  }
  if (words.verb == "statement_ended") {
    return end(words, fields);
  }
  if (words.verb == "ask_failed") {
    return ask_failed(words, fields);
  }
  if (words.verb == "learn") {
    LearnHeadings body{words.word(0), {}};
    if (fields.has("heading")) {
      body.headings.push_back({fields.text("heading"), fields.text("column", "amount")});
    }
    return body;
  }
  if (words.verb == "save_analysis") {
    return save(words, fields);
  }
  const auto analysis = [&] { return desk::AnalysisId{number_of(words.word(0))}; };
  if (words.verb == "change_analysis") {
    return ChangeAnalysis{
        analysis(), fields.text("name"),
        fields.text("sharing") == "everyone" ? desk::Sharing::everyone : desk::Sharing::own};
  }
  if (words.verb == "drop_analysis") {
    return DropAnalysis{analysis()};
  }
  if (words.verb == "analysis_ran") {
    return ran(words, fields);
  }
  return std::nullopt;
}

}  // namespace holdfast::core::test
