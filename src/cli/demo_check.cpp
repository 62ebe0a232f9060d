#include "cli/demo_check.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>
#include <set>

#include "base/personal.hpp"

namespace holdfast::cli {

namespace json = boost::json;

namespace {

/// House rule `stop.threshold`: less than this is noted, not stopped.
constexpr base::Fen stop_threshold{10'000};

std::string text(const json::value& value) {
  return value.is_string() ? std::string{value.get_string()} : std::string{};
}
base::Fen money(const json::value& value) {
  return base::Fen{value.is_int64() ? value.get_int64() : 0};
}

ShownCase::Account read_account(const json::object& item) {
  const auto& account = item.at("account").as_object();
  ShownCase::Account one;
  one.number = text(account.at("number"));
  if (const auto* institution = account.at("institution").if_object()) {
    one.institution = text(institution->at("code"));
  }
  one.tier = item.at("tier").to_number<int>();
  one.held = money(item.at("held_fen"));
  if (const auto* unmet = item.at("unmet").if_object()) {
    one.unmet = text(unmet->at("reason"));
  }
  return one;
}

ShownCase::Order read_order(const json::object& item) {
  ShownCase::Order one;
  one.id = text(item.at("id"));
  one.number = text(item.at("account").at("number"));
  if (const auto* institution = item.at("account").at("institution").if_object()) {
    one.institution = text(institution->at("code"));
  }
  one.state = text(item.at("state"));
  one.result = text(item.at("result"));
  one.tier = item.at("tier").to_number<int>();
  one.held = money(item.at("held_fen"));
  if (const auto& ms = item.at("ms").at("report_to_hold"); ms.is_int64()) {
    one.report_to_hold_ms = ms.get_int64();
  }
  return one;
}

void expect_same(std::vector<std::string>& faults, std::string_view what, base::Fen is,
                 base::Fen should) {
  if (is != should) {
    faults.push_back(
        fmt::format("{}: {} ≠ {}", what, base::display_yuan(is), base::display_yuan(should)));
  }
}

void check_sums(std::vector<std::string>& faults, const ShownCase& shown,
                const WhatHappened& happened) {
  if (!shown.held.is_positive()) {
    faults.emplace_back("没有止付到任何资金 nothing was held");
  }
  if (shown.losses_unmatched > 0) {
    faults.push_back(fmt::format("{} 笔报案转账未匹配 payments of the victim were not found",
                                 shown.losses_unmatched));
  }
  expect_same(faults, "涉案与被骗不符 tainted is not stolen", shown.tainted, happened.stolen);
  expect_same(faults, "止付、流动、流出之和不等于被骗 held + running + gone is not stolen",
              shown.held + shown.running + shown.exited + shown.unfollowed, happened.stolen);
  expect_same(faults, "流出金额与银行不符 what left differs from what the banks paid out",
              shown.exited, happened.left);
}

void check_orders(std::vector<std::string>& faults, const ShownCase& shown) {
  if (shown.orders_waiting > 0) {
    faults.push_back(fmt::format("{} 条指令未了结 orders still wait", shown.orders_waiting));
  }
  for (const auto& order : shown.orders) {
    if (order.state != "in_force") {
      faults.push_back(fmt::format("止付 {} 未生效 is not in force: {} {}", order.id, order.state,
                                   order.result));
    }
  }
}

/// The chase went as deep and as wide as the story.
void check_reach(std::vector<std::string>& faults, const ShownCase& shown) {
  std::set<std::string> banks;
  int deepest = 0;
  for (const auto& account : shown.accounts) {
    if (!account.institution.empty()) {
      banks.insert(account.institution);
    }
    deepest = std::max(deepest, account.tier);
  }
  if (deepest < 3) {
    faults.push_back(fmt::format("资金只追到第 {} 层 traced to that tier only", deepest));
  }
  if (banks.size() < 4) {
    faults.push_back(fmt::format("只追到 {} 家银行 traced to so few banks", banks.size()));
  }
}

const BookedAccount* book_of(const std::vector<BookedAccount>& booked,
                             const ShownCase::Account& account) {
  const auto book = std::ranges::find_if(booked, [&](const BookedAccount& one) {
    return one.institution == account.institution &&
           base::mask_number(one.number) == account.number;
  });
  return book == booked.end() ? nullptr : &*book;
}

/// What the centre calls held is so in the bank's own book, and nothing there is free to go unless
/// the centre says why it cannot be stopped.
void check_account(std::vector<std::string>& faults, const ShownCase::Account& account,
                   const std::vector<BookedAccount>& booked) {
  const auto* book = book_of(booked, account);
  const auto held = book == nullptr ? base::Fen{} : book->held;
  if (account.held.is_positive() && (held < account.held || book->balance < account.held)) {
    faults.push_back(fmt::format("{} {} 应止付 {}，银行账上 the bank holds {}", account.institution,
                                 account.number, base::display_yuan(account.held),
                                 base::display_yuan(held)));
  }
  if (book != nullptr && account.unmet.empty() && book->balance - held > stop_threshold) {
    faults.push_back(fmt::format("{} {} 仍有 {} 未止付 runs free", account.institution,
                                 account.number, base::display_yuan(book->balance - held)));
  }
}

void check_books(std::vector<std::string>& faults, const ShownCase& shown,
                 const std::vector<BookedAccount>& booked, const WhatHappened& happened) {
  auto found = happened.left;
  for (const auto& one : booked) {
    found += one.balance;
  }
  expect_same(faults, "银行账上资金不守恒 the banks' books do not add up to what was stolen", found,
              happened.stolen);
  for (const auto& account : shown.accounts) {
    check_account(faults, account, booked);
  }
}

void check_hub(std::vector<std::string>& faults, const ShownCase& shown) {
  const auto went_through_hub = [](const ShownCase::Order& order) {
    return std::ranges::any_of(city::bank_sites(), [&](const city::BankSite& site) {
      return site.behind_hub && site.code == order.institution;
    });
  };
  if (std::ranges::none_of(shown.orders, went_through_hub)) {
    faults.emplace_back("没有经国家平台的止付 no stop went through the hub");
  }
}

}  // namespace

base::Result<ShownCase> read_case(std::string_view body, std::string_view accounts,
                                  std::string_view orders) {
  try {
    const auto value = json::parse(body);
    ShownCase shown;
    shown.id = text(value.at("id"));
    for (const auto& loss : value.at("losses").as_array()) {
      shown.losses_unmatched += loss.at("matched").as_bool() ? 0 : 1;
    }
    shown.tainted = money(value.at("tainted_fen"));
    shown.held = money(value.at("held_fen"));
    shown.running = money(value.at("running_fen"));
    shown.exited = money(value.at("exited_fen"));
    shown.unfollowed = money(value.at("unfollowed_fen"));
    shown.orders_waiting = value.at("orders_waiting").to_number<std::int64_t>();
    const auto account_list = json::parse(accounts);
    for (const auto& item : account_list.at("items").as_array()) {
      shown.accounts.push_back(read_account(item.as_object()));
    }
    const auto order_list = json::parse(orders);
    for (const auto& item : order_list.at("items").as_array()) {
      shown.orders.push_back(read_order(item.as_object()));
    }
    std::ranges::sort(shown.orders, {}, &ShownCase::Order::id);
    return shown;
  } catch (const std::exception& error) {
    return base::Error{base::ErrorCode::unavailable,
                       fmt::format("the centre's answer is not as promised: {}", error.what())};
  }
}

std::vector<std::string> find_faults(const ShownCase& shown,
                                     const std::vector<BookedAccount>& booked,
                                     const WhatHappened& happened) {
  std::vector<std::string> faults;
  check_sums(faults, shown, happened);
  check_orders(faults, shown);
  check_reach(faults, shown);
  check_hub(faults, shown);
  check_books(faults, shown, booked, happened);
  return faults;
}

std::vector<std::string> find_passing_debits(const ShownCase& shown,
                                             const std::vector<BookedAccount>& booked) {
  std::vector<std::string> faults;
  for (const auto& account : shown.accounts) {
    const auto* book = book_of(booked, account);
    if (account.held.is_positive() && (book == nullptr || !book->debit_refused)) {
      faults.push_back(fmt::format("{} {} 止付后仍可支出 a debit of held money passed",
                                   account.institution, account.number));
    }
  }
  return faults;
}

}  // namespace holdfast::cli
