#include "cli/analyse_questions.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <map>

#include "cli/transfer_marks.hpp"
#include "port/clock.hpp"
#include "workbench/appearing.hpp"
#include "workbench/cashing.hpp"
#include "workbench/common.hpp"
#include "workbench/groups.hpp"
#include "workbench/levels.hpp"
#include "workbench/passing.hpp"
#include "workbench/returning.hpp"
#include "workbench/rhythm.hpp"
#include "workbench/together.hpp"

namespace holdfast::cli {

namespace {

using base::Error;
using base::Result;
using fund::AccountId;

Error usage(std::string message, std::string_view option) {
  return {base::ErrorCode::wrong_usage, std::move(message), std::string(option)};
}

/// What all questions read from the options.
struct Asked {
  const AnalyseArguments& arguments;
  const TransferFile& transfers;
  std::vector<AccountId> accounts;
  fund::TimeRange range;
  base::Instant now;
  base::Fen amount_min;
  flow::Effort effort;

  [[nodiscard]] AnswerCell account(AccountId one) const {
    return AnswerCell(transfers.graph().key(one));
  }
  /// The payments of the range, or of all times.
  [[nodiscard]] workbench::Payments payments(bool within_range = true) const {
    const fund::TimeRange all{base::Instant{}, base::Instant::max()};
    return workbench::payments_of(
        transfers.graph(), transfers.graph().snapshot(),
        {.range = within_range ? range : all, .amount_min = amount_min, .effort = effort});
  }
};

Result<Asked> understand(const AnalyseArguments& arguments, const TransferFile& transfers) {
  Asked asked{.arguments = arguments,
              .transfers = transfers,
              .accounts = {},
              .range = {base::Instant{}, base::Instant::max()},
              .now = port::SystemClock{}.now(),
              .amount_min = {},
              .effort = {.accounts = arguments.limit, .transfers = arguments.transfers_max}};
  for (const std::string& text : arguments.accounts) {
    const auto account = account_option(transfers, text, "--account");
    if (!account) {
      return account.error();
    }
    asked.accounts.push_back(*account);
  }
  struct Moment {
    const std::string& text;
    std::string_view option;
    base::Instant& into;
  };
  for (const auto& [text, option, into] : {Moment{arguments.since, "--since", asked.range.first},
                                           Moment{arguments.until, "--until", asked.range.last},
                                           Moment{arguments.now, "--now", asked.now}}) {
    if (text.empty()) {
      continue;
    }
    const auto moment = instant_option(text, option);
    if (!moment) {
      return moment.error();
    }
    into = *moment;
  }
  const auto least = yuan_option(arguments.amount_min, "--amount-min-yuan");
  if (!least) {
    return least.error();
  }
  asked.amount_min = *least;
  return asked;
}

std::vector<AccountId> accounts_of(const auto& rows) {
  std::vector<AccountId> accounts;
  for (const auto& row : rows) {
    accounts.push_back(row.account);
  }
  return accounts;
}

Result<Analysis> common(const Asked& asked) {
  if (asked.accounts.size() < 2) {
    return usage("takes at least two accounts", "--account");
  }
  Analysis done{.table = {}, .payments = asked.payments()};
  const auto answer = workbench::common_counterparties(
      done.payments, {asked.accounts, asked.arguments.shared_min, asked.effort});
  done.table.headings = {"account",   "with",  "received_yuan", "paid_yuan",
                         "transfers", "first", "last"};
  for (const auto& one : answer.counterparties) {
    std::string with;
    for (const AccountId account : one.with) {
      with += with.empty() ? "" : " ";
      with += asked.transfers.graph().key(account);
    }
    done.table.rows.push_back({asked.account(one.account), AnswerCell(with),
                               AnswerCell(one.received), AnswerCell(one.paid),
                               AnswerCell(std::uint64_t{one.transfers}), AnswerCell(one.first),
                               AnswerCell(one.last)});
  }
  done.table.truncated = answer.truncated;
  done.table.accounts = accounts_of(answer.counterparties);
  done.table.accounts.insert(done.table.accounts.end(), asked.accounts.begin(),
                             asked.accounts.end());
  return done;
}

Result<Analysis> appearing(const Asked& asked) {
  const auto silence = length_option(asked.arguments.silence, "--silence");
  if (!silence) {
    return silence.error();
  }
  Analysis done{.table = {}, .payments = asked.payments(false)};
  const auto answer =
      workbench::appearing(done.payments, {asked.range, *silence, asked.accounts, asked.effort});
  done.table.headings = {"account", "change", "first", "last", "transfers", "in_yuan", "out_yuan"};
  for (const auto& one : answer.accounts) {
    done.table.rows.push_back({asked.account(one.account),
                               AnswerCell(std::string(one.is_new && one.is_gone ? "new and gone"
                                                      : one.is_new              ? "new"
                                                                                : "gone")),
                               AnswerCell(one.first), AnswerCell(one.last),
                               AnswerCell(std::uint64_t{one.transfers}), AnswerCell(one.in),
                               AnswerCell(one.out)});
  }
  done.table.truncated = answer.truncated;
  done.table.accounts = accounts_of(answer.accounts);
  return done;
}

Result<Analysis> passing(const Asked& asked) {
  const auto quickly = length_option(asked.arguments.quickly, "--quickly");
  const auto least = yuan_option(asked.arguments.in_min, "--in-min-yuan");
  if (!quickly || !least) {
    return quickly ? least.error() : quickly.error();
  }
  Analysis done{.table = {}, .payments = asked.payments()};
  const auto answer = workbench::passing(done.payments, {*quickly, *least, asked.effort});
  done.table.headings = {"account",    "role",        "in_yuan",   "out_yuan",
                         "quick_yuan", "passed_yuan", "kept_yuan", "last"};
  for (const auto& one : answer.accounts) {
    done.table.rows.push_back({asked.account(one.account), AnswerCell(to_text(one.role)),
                               AnswerCell(one.in), AnswerCell(one.out), AnswerCell(one.quick),
                               AnswerCell(one.passed), AnswerCell(one.kept), AnswerCell(one.last)});
  }
  done.table.truncated = answer.truncated;
  done.table.accounts = accounts_of(answer.accounts);
  return done;
}

Result<Analysis> returning(const Asked& asked) {
  const std::string& told = asked.arguments.window;
  const auto window = length_option(told.empty() ? "3d" : told, "--window");
  if (!window) {
    return window.error();
  }
  if (asked.arguments.hops < 2) {
    return usage("a circle has two transfers or more", "--hops");
  }
  Analysis done{.table = {}, .payments = asked.payments()};
  const auto answer = workbench::returning(
      done.payments, {asked.accounts, asked.arguments.hops, *window, asked.effort});
  done.table.headings = {"from", "over", "least_yuan", "first", "last", "transfers"};
  for (const auto& circle : answer.circles) {
    std::string over;
    std::string ids;
    for (std::size_t i = 0; i < circle.accounts.size(); ++i) {
      over += i < 2 ? "" : " ";
      over += i == 0 ? "" : asked.transfers.graph().key(circle.accounts[i]);
      ids += i == 0 ? "" : " ";
      ids += asked.transfers.id(circle.transfers[i]);
      done.table.accounts.push_back(circle.accounts[i]);
    }
    done.table.rows.push_back({asked.account(circle.accounts.front()), AnswerCell(over),
                               AnswerCell(circle.least), AnswerCell(circle.first),
                               AnswerCell(circle.last), AnswerCell(ids)});
  }
  done.table.remarks.push_back(fmt::format("{} transfers looked at", answer.visited));
  done.table.truncated = answer.truncated;
  return done;
}

Result<Analysis> together(const Asked& asked) {
  const auto apart = length_option(asked.arguments.apart, "--apart");
  if (!apart) {
    return apart.error();
  }
  TransferMarks marks;
  if (const auto read = marks.read(asked.arguments.file.transfers, asked.transfers); !read) {
    return read.error();
  }
  Analysis done{.table = {}, .payments = asked.payments()};
  std::vector<workbench::Use> uses = marks.uses();
  std::erase_if(uses, [&](const workbench::Use& use) {
    return use.at < asked.range.first || use.at > asked.range.last;
  });
  const auto answer = workbench::used_together(
      uses, {.apart_max = *apart, .users_max = asked.arguments.users_max, .effort = asked.effort});
  done.table.headings = {"account", "other", "times", "handovers", "shared", "first", "last"};
  for (const auto& pair : answer.pairs) {
    std::string shared;
    for (const auto kind : workbench::all_mark_kinds) {
      if (const auto count = pair.by_kind[static_cast<std::size_t>(kind)]; count > 0) {
        shared += fmt::format("{}{} {}", shared.empty() ? "" : ", ", to_text(kind), count);
      }
    }
    done.table.rows.push_back({asked.account(pair.one), asked.account(pair.other),
                               AnswerCell(std::uint64_t{pair.times}),
                               AnswerCell(std::uint64_t{pair.handovers}), AnswerCell(shared),
                               AnswerCell(pair.first), AnswerCell(pair.last)});
    done.table.accounts.push_back(pair.one);
    done.table.accounts.push_back(pair.other);
  }
  done.table.remarks.push_back(
      fmt::format("{} uses of addresses, devices and places; {} groups; {} values used by more "
                  "than {} accounts "
                  "join nobody",
                  uses.size(), answer.groups, answer.too_common, asked.arguments.users_max));
  done.table.truncated = answer.truncated;
  return done;
}

Result<Analysis> rhythm(const Asked& asked) {
  constexpr std::array<std::string_view, 7> days{"周一", "周二", "周三", "周四",
                                                 "周五", "周六", "周日"};
  if (asked.accounts.size() != 1) {
    return usage("takes one account", "--account");
  }
  const std::map<std::string_view, fund::Side> sides{
      {"out", fund::Side::out}, {"in", fund::Side::in}, {"any", fund::Side::any}};
  const auto side = sides.find(asked.arguments.side);
  if (side == sides.end()) {
    return usage(fmt::format("\"{}\" is not out, in or any", asked.arguments.side), "--side");
  }
  Analysis done{.table = {}, .payments = asked.payments()};
  const auto answer =
      workbench::rhythm(done.payments, {asked.accounts.front(), side->second, asked.now});
  done.table.headings = {"day"};
  for (int hour = 0; hour < 24; ++hour) {
    done.table.headings.push_back(fmt::format("{:02}", hour));
  }
  for (std::size_t day = 0; day < days.size(); ++day) {
    std::vector<AnswerCell> row{AnswerCell(days[day])};
    for (const std::uint32_t count : answer.hours[day]) {
      row.emplace_back(std::uint64_t{count});
    }
    done.table.rows.push_back(std::move(row));
  }
  done.table.remarks.push_back(
      fmt::format("{} payments{}", answer.payments,
                  answer.last ? ", the last at " + base::display_instant(*answer.last) : ""));
  done.table.remarks.push_back(
      answer.next
          ? fmt::format("the next probably between {} and {}, half by {} (from {} pauses; such a "
                        "forecast would have been right {} of {} times)",
                        base::display_instant(answer.next->from),
                        base::display_instant(answer.next->to),
                        base::display_instant(answer.next->middle), answer.next->pauses,
                        answer.next->right, answer.next->tried)
          : fmt::format("no forecast: fewer than {} pauses were as long as this one",
                        workbench::pauses_needed));
  done.table.truncated = answer.truncated;
  return done;
}

Result<Analysis> levels(const Asked& asked) {
  if (asked.accounts.empty()) {
    return usage("names the accounts that stand above", "--account");
  }
  const auto stay = length_option(asked.arguments.stay, "--stay");
  if (!stay) {
    return stay.error();
  }
  Analysis done{.table = {}, .payments = asked.payments()};
  const auto answer = workbench::levels(
      done.payments, {asked.accounts, asked.arguments.levels, *stay, asked.effort});
  done.table.headings = {"level", "account", "received_yuan", "transfers", "first", "last", "exit"};
  for (const auto& one : answer.accounts) {
    done.table.rows.push_back({AnswerCell(std::uint64_t{one.level}), asked.account(one.account),
                               AnswerCell(one.received), AnswerCell(std::uint64_t{one.transfers}),
                               AnswerCell(one.first), AnswerCell(one.last),
                               AnswerCell(std::string(one.is_exit ? "yes" : "no"))});
  }
  done.table.truncated = answer.truncated;
  done.table.accounts = accounts_of(answer.accounts);
  done.table.accounts.insert(done.table.accounts.end(), asked.accounts.begin(),
                             asked.accounts.end());
  return done;
}

Result<Analysis> groups(const Asked& asked) {
  Analysis done{.table = {}, .payments = asked.payments()};
  const auto between = yuan_option(asked.arguments.in_min, "--in-min-yuan");
  if (!between) {
    return between.error();
  }
  const auto answer = workbench::groups(
      done.payments,
      {.between_min = *between, .size_min = asked.arguments.size_min, .effort = asked.effort});
  done.table.headings = {"group",      "account", "betweenness", "joint",
                         "neighbours", "in_yuan", "out_yuan"};
  for (const auto& one : answer.members) {
    done.table.rows.push_back({AnswerCell(std::uint64_t{one.group}), asked.account(one.account),
                               AnswerCell(fmt::format("{:.1f}", one.betweenness)),
                               AnswerCell(std::string(one.is_joint ? "yes" : "no")),
                               AnswerCell(std::uint64_t{one.neighbours}), AnswerCell(one.in),
                               AnswerCell(one.out)});
  }
  done.table.remarks.push_back(fmt::format("{} groups", answer.groups));
  if (answer.is_sampled) {
    done.table.remarks.emplace_back(
        "betweenness is an estimate from the accounts with most neighbours");
  }
  done.table.truncated = answer.truncated;
  done.table.accounts = accounts_of(answer.members);
  return done;
}

Result<Analysis> cash(const Asked& asked) {
  const auto kept = length_option(asked.arguments.kept, "--kept");
  if (!kept) {
    return kept.error();
  }
  TransferMarks marks;
  if (const auto read = marks.read(asked.arguments.file.transfers, asked.transfers); !read) {
    return read.error();
  }
  Analysis done{.table = {}, .payments = asked.payments()};
  const auto answer = workbench::cashing(done.payments, marks.spots_of(done.payments),
                                         {asked.now, *kept, asked.effort});
  done.table.headings = {"place",   "terminal", "draws", "drawn_yuan",     "accounts",
                         "busiest", "first",    "last",  "still_recorded", "recorded_until"};
  for (const auto& one : answer.spots) {
    const auto busiest = std::ranges::max_element(one.hours) - one.hours.begin();
    done.table.rows.push_back(
        {AnswerCell(marks.text(one.spot.place)), AnswerCell(marks.text(one.spot.terminal)),
         AnswerCell(std::uint64_t{one.times}), AnswerCell(one.drawn),
         AnswerCell(std::uint64_t{one.accounts.size()}),
         AnswerCell(fmt::format("{:02}:00", busiest)), AnswerCell(one.first), AnswerCell(one.last),
         AnswerCell(std::uint64_t{one.on_record}), AnswerCell(one.first_lost)});
    done.table.accounts.insert(done.table.accounts.end(), one.accounts.begin(), one.accounts.end());
  }
  done.table.truncated = answer.truncated;
  return done;
}

}  // namespace

Result<Analysis> analyse(const AnalyseArguments& arguments, const TransferFile& transfers) {
  using Answer = Result<Analysis> (*)(const Asked&);
  constexpr std::array<Answer, analyse_questions.size()> answers{
      common, appearing, passing, returning, together, rhythm, levels, groups, cash};
  const auto* const found = std::ranges::find(analyse_questions, arguments.question);
  if (found == analyse_questions.end()) {
    return usage(fmt::format("there is no question \"{}\"; there are {}", arguments.question,
                             fmt::join(analyse_questions, ", ")),
                 "QUESTION");
  }
  const auto asked = understand(arguments, transfers);
  if (!asked) {
    return asked.error();
  }
  return answers[static_cast<std::size_t>(found - analyse_questions.begin())](*asked);
}

}  // namespace holdfast::cli
