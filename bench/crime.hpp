// Crimes for measurements: what banks told before somebody reports, and what must rest where. One
// thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "centre.hpp"

namespace holdfast::bench {

/// Account numbers that nobody used before, spread over the banks.
class Accounts {
 public:
  struct Account {
    std::string number;
    std::size_t bank = 0;
  };
  Account next() {
    const auto serial = next_++;
    const auto bank = static_cast<std::size_t>(serial % Centre::banks_count);
    return {Centre::account(bank, serial), bank};
  }

 private:
  std::uint64_t next_ = 1;
};

/// Rows by the bank that tells them, handed in together; serials never repeat.
class Feeds {
 public:
  void pay(const Accounts::Account& from, const Accounts::Account& to, std::int64_t amount_fen,
           base::Instant time) {
    append_line(rows_[from.bank], {.serial = "P" + std::to_string(next_++),
                                   .time = time,
                                   .payer = from.number,
                                   .payee = to.number,
                                   .amount_fen = amount_fen});
  }
  void hand_in(Centre& centre) {
    for (std::size_t bank = 0; bank < rows_.size(); ++bank) {
      if (!rows_[bank].empty()) {
        centre.feed(bank, std::exchange(rows_[bank], {}));
      }
    }
  }
  std::string take(std::size_t bank) { return std::exchange(rows_[bank], {}); }

 private:
  std::array<std::string, Centre::banks_count> rows_;
  std::uint64_t next_ = 0;
};

/// What the banks told of one crime before it is reported, and what must rest where.
struct Crime {
  std::string victim;
  std::size_t victim_bank = 0;
  std::string first_mule;
  std::int64_t stolen_fen = 0;
  base::Instant time;
  std::vector<std::string> accounts;  // that hold some of it
  std::vector<std::int64_t> rests;    // how much, beside `accounts`
};

/// A theft whose money has run down tiers of the given sizes, each account keeping a share. Ten
/// minutes ago; the rows are in `feeds`, not handed in.
[[nodiscard]] Crime commit_crime(Accounts& accounts, Feeds& feeds, std::int64_t stolen_fen,
                                 const std::vector<std::size_t>& tiers);

/// The body of the victim's report, the cascade allowed.
[[nodiscard]] std::string report_body(const Crime& crime);

}  // namespace holdfast::bench
