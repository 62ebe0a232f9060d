#include "cli/analyse_questions.hpp"

#include <algorithm>

#include "cli/transfer_marks.hpp"
#include "port/clock.hpp"

namespace holdfast::cli {

std::string option_text(std::string_view name) {
  std::string text = "--" + std::string(name);
  std::replace(text.begin(), text.end(), '_', '-');
  return text;
}

workbench::Names names_in(const TransferFile& transfers) {
  return {.account = [&](fund::AccountId one) { return std::string(transfers.graph().key(one)); },
          .transfer = [&](fund::Sequence one) { return std::string(transfers.id(one)); }};
}

base::Result<workbench::Answered> analyse(const AnalyseArguments& arguments,
                                          const TransferFile& transfers) {
  workbench::Asking asking{
      .question = arguments.question,
      .options = arguments.options,
      .accounts = {},
      .now = port::SystemClock{}.now(),
      .effort = {.accounts = arguments.limit, .transfers = arguments.transfers_max}};
  if (!arguments.now.empty()) {
    const auto now = instant_option(arguments.now, "--now");
    if (!now) {
      return now.error();
    }
    asking.now = *now;
  }
  for (const std::string& text : arguments.accounts) {
    const auto account = account_option(transfers, text, "--account");
    if (!account) {
      return account.error();
    }
    asking.accounts.push_back(*account);
  }
  const workbench::Sources sources{
      .payments =
          [&](const workbench::Scope& scope) {
            return workbench::payments_of(transfers.graph(), transfers.graph().snapshot(), scope);
          },
      .marks = [&] { return read_marks(arguments.file.transfers, transfers); }};
  auto done = workbench::ask(asking, sources);
  if (!done && done.error().code == base::ErrorCode::wrong_usage) {
    auto error = done.error();
    error.where = error.where == "question" ? "QUESTION" : option_text(error.where);
    return error;
  }
  return done;
}

}  // namespace holdfast::cli
