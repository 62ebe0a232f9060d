#include "flow/holder.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <map>
#include <set>

#include "base/calendar.hpp"
#include "fund/graph_seek.hpp"

namespace holdfast::flow {

namespace {

using base::Fen;

constexpr std::uint32_t wages_months_min = 3;
constexpr std::uint32_t wages_a_month_max = 2;
constexpr std::int64_t wages_least_fen = 50'000;  // 500 yuan: less is pocket money
constexpr std::int64_t wages_spread_percent = 20;
constexpr std::uint32_t customers_min = 20;
constexpr std::int64_t customers_usual_max_fen = 200'000;
constexpr base::Milliseconds long_history = std::chrono::hours{24 * 180};
constexpr base::Milliseconds short_history = std::chrono::hours{24 * 30};
constexpr base::Milliseconds lately = std::chrono::hours{24 * 7};
constexpr std::int64_t small_part_divisor = 10;
constexpr std::uint32_t known_sender_min = 3;
constexpr int estimate_base = 350;
constexpr int estimate_least = 20;
constexpr int estimate_most = 980;

struct Payer {
  std::vector<Fen> amounts;
  std::map<std::pair<int, unsigned>, std::uint32_t> by_month;  // year, month
  base::Instant last;
};

std::pair<int, unsigned> month_of(base::Instant at) {
  const auto date = base::date_in_beijing(at);
  return {static_cast<int>(date.year()), static_cast<unsigned>(date.month())};
}

Fen middle(std::vector<Fen> amounts) {
  const auto half = amounts.begin() + static_cast<std::ptrdiff_t>(amounts.size() / 2);
  std::nth_element(amounts.begin(), half, amounts.end());
  return *half;
}

/// What the account's transfers before `at` come to.
struct Seen {
  std::map<fund::AccountId, Payer> payers;
  std::vector<Fen> credits;
  std::uint64_t looked_at = 0;
  bool cut = false;
  Fen lately_in;
  Fen lately_out;
  HolderAnswer answer;
};

void take(Seen& seen, const HolderQuestion& question, const fund::Transfer& transfer) {
  auto& answer = seen.answer;
  answer.first = std::min(answer.first.value_or(transfer.time), transfer.time);
  const bool is_credit = transfer.payee == question.account;
  const auto other = is_credit ? transfer.payer : transfer.payee;
  answer.dealings += question.sender == other ? 1U : 0U;
  const bool is_late = question.at - transfer.time <= lately;
  if (!is_credit) {
    seen.lately_out += is_late ? transfer.amount : Fen{};
    return;
  }
  ++answer.credits;
  answer.credited += transfer.amount;
  seen.lately_in += is_late ? transfer.amount : Fen{};
  seen.credits.push_back(transfer.amount);
  auto& payer = seen.payers[other];
  payer.amounts.push_back(transfer.amount);
  ++payer.by_month[month_of(transfer.time)];
  payer.last = std::max(payer.last, transfer.time);
}

Seen look(const fund::Graph& graph, fund::Snapshot snapshot, const HolderQuestion& question) {
  Seen seen;
  const fund::TimeRange range{question.at - question.look_back,
                              question.at - base::Milliseconds{1}};
  graph.for_each_within(
      question.account, snapshot, range, fund::Side::any,
      [&](fund::Sequence, const fund::Transfer& transfer) {
        if (!fund::is_payment(transfer.kind) || transfer.payer == transfer.payee) {
          return;
        }
        if (question.effort.transfers && seen.looked_at >= *question.effort.transfers) {
          seen.cut = true;
          return;
        }
        ++seen.looked_at;
        take(seen, question, transfer);
      });
  return seen;
}

/// Nearly the same amount, once or twice a month, in several months.
std::optional<Wages> wages_in(const Seen& seen) {
  std::optional<Wages> best;
  for (const auto& [id, payer] : seen.payers) {
    const auto months = static_cast<std::uint32_t>(payer.by_month.size());
    const auto usual = middle(payer.amounts);
    const auto is_near = [&](Fen amount) {
      const auto apart = amount.value() > usual.value() ? amount - usual : usual - amount;
      return apart.value() * 100 <= usual.value() * wages_spread_percent;
    };
    const bool is_regular =
        months >= wages_months_min && usual.value() >= wages_least_fen &&
        std::ranges::all_of(payer.by_month,
                            [](const auto& month) { return month.second <= wages_a_month_max; }) &&
        std::ranges::all_of(payer.amounts, is_near);
    if (is_regular && (!best || months > best->months)) {
      best = Wages{id, months, usual, payer.last};
    }
  }
  return best;
}

std::optional<Customers> customers_in(const Seen& seen) {
  if (seen.payers.size() < customers_min) {
    return std::nullopt;
  }
  const auto usual = middle(seen.credits);
  return usual.value() <= customers_usual_max_fen
             ? std::optional{Customers{static_cast<std::uint32_t>(seen.payers.size()), usual}}
             : std::nullopt;
}

std::vector<Sign> signs_of(const Seen& seen, const HolderQuestion& question) {
  const auto& answer = seen.answer;
  std::vector<Sign> signs;
  const auto add = [&](bool holds, Sign sign) {
    if (holds) {
      signs.push_back(sign);
    }
  };
  const auto history = answer.first ? question.at - *answer.first : base::Milliseconds{};
  const bool all_seen = !seen.cut;
  add(answer.wages.has_value(), Sign::wages);
  add(answer.customers.has_value(), Sign::customers);
  add(history >= long_history, Sign::long_history);
  add(question.disputed.is_positive() &&
          question.disputed.value() <= answer.credited.value() / small_part_divisor,
      Sign::small_part);
  add(question.sender && answer.dealings == 0 && all_seen, Sign::first_contact);
  add(answer.dealings >= known_sender_min, Sign::known_sender);
  add(answer.first && history < short_history && all_seen, Sign::new_account);
  add(seen.lately_in.is_positive() && seen.lately_out.value() / 9 >= seen.lately_in.value() / 10,
      Sign::passed_on);
  return signs;
}

}  // namespace

std::string_view to_text(Sign sign) {
  switch (sign) {
    case Sign::wages:
      return "wages";
    case Sign::customers:
      return "customers";
    case Sign::long_history:
      return "long_history";
    case Sign::small_part:
      return "small_part";
    case Sign::first_contact:
      return "first_contact";
    case Sign::known_sender:
      return "known_sender";
    case Sign::new_account:
      return "new_account";
    case Sign::passed_on:
      return "passed_on";
  }
  return "";
}

int weight_of(Sign sign) {
  switch (sign) {
    case Sign::wages:
      return 250;
    case Sign::customers:
      return 250;
    case Sign::long_history:
      return 100;
    case Sign::small_part:
      return 150;
    case Sign::first_contact:
      return 50;
    case Sign::known_sender:
      return -150;
    case Sign::new_account:
      return -200;
    case Sign::passed_on:
      return -250;
  }
  return 0;
}

base::Result<HolderAnswer> holder(const fund::Graph& graph, fund::Snapshot snapshot,
                                  const HolderQuestion& question) {
  if (question.account.value() >= graph.account_count()) {
    return base::Error{base::ErrorCode::bad_input,
                       fmt::format("there is no account {}", question.account.value())};
  }
  auto seen = look(graph, snapshot, question);
  seen.answer.wages = wages_in(seen);
  seen.answer.customers = customers_in(seen);
  seen.answer.signs = signs_of(seen, question);
  int estimate = estimate_base;
  for (const auto sign : seen.answer.signs) {
    estimate += weight_of(sign);
  }
  seen.answer.unrelated = std::clamp(estimate, estimate_least, estimate_most);
  if (seen.cut) {
    seen.answer.truncated = Truncated{Limit::transfers, *question.effort.transfers};
  }
  return std::move(seen.answer);
}

}  // namespace holdfast::flow
