// Rows as text.
#include <array>

#include "traffic.hpp"

namespace holdfast::bench {

using fund::AccountId;

namespace {

void append_digits(std::string& text, std::uint64_t value, int digits) {
  std::array<char, 20> shown{};
  for (int i = digits - 1; i >= 0; --i) {
    shown[static_cast<std::size_t>(i)] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  text.append(shown.data(), static_cast<std::size_t>(digits));
}

}  // namespace

std::string account_text(AccountId account) {
  std::string text = "622202";
  append_digits(text, account.value(), 10);
  return text;
}

std::string row_id(std::uint64_t number) {
  std::string text = "T";
  append_digits(text, number, 10);
  return text;
}

std::string_view traffic_header() {
  return "id,time,payer,payee,amount_yuan,kind\n";
}

void append_row(std::string& csv, const TrafficRow& row) {
  using std::chrono::floor;
  const auto local = row.transfer.time + std::chrono::hours{8};
  const auto midnight = floor<std::chrono::days>(local);
  const std::chrono::year_month_day day{midnight};
  const auto in_day = static_cast<std::uint64_t>((local - midnight).count());
  csv.push_back('T');
  append_digits(csv, row.number, 10);
  csv.push_back(',');
  append_digits(csv, static_cast<std::uint64_t>(int{day.year()}), 4);
  csv.push_back('-');
  append_digits(csv, unsigned{day.month()}, 2);
  csv.push_back('-');
  append_digits(csv, unsigned{day.day()}, 2);
  csv.push_back('T');
  append_digits(csv, in_day / 3'600'000, 2);
  csv.push_back(':');
  append_digits(csv, in_day / 60'000 % 60, 2);
  csv.push_back(':');
  append_digits(csv, in_day / 1000 % 60, 2);
  csv.push_back('.');
  append_digits(csv, in_day % 1000, 3);
  csv.append("+08:00,622202");
  append_digits(csv, row.transfer.payer.value(), 10);
  csv.append(",622202");
  append_digits(csv, row.transfer.payee.value(), 10);
  csv.push_back(',');
  const auto fen = static_cast<std::uint64_t>(row.transfer.amount.value());
  csv.append(std::to_string(fen / 100));
  csv.push_back('.');
  append_digits(csv, fen % 100, 2);
  csv.push_back(',');
  csv.append(fund::to_text(row.transfer.kind));
  csv.push_back('\n');
}

}  // namespace holdfast::bench
