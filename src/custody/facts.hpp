// What the custody ledger is derived from, read off a case and the orders that touch its money; and
// what the banks say of it, beside what they were asked. Pure; any thread.
#pragma once

#include <vector>

#include "custody/ledger.hpp"
#include "desk/case_file.hpp"
#include "desk/handover.hpp"

namespace holdfast::custody {

/// Money of this case that a measure of another case binds besides its own.
struct Shared {
  const order::Order* measure = nullptr;
  base::Fen amount;
};

/// What a stop or freeze is known to bind: what the bank says, at most what was asked for, less
/// what went back. Of a whole account of which the bank says nothing: what the trace says is there.
[[nodiscard]] base::Fen bound_by(const order::Order& measure, const desk::CaseFile& file);
/// A stop or freeze that binds money now, or waits in the queue for it.
[[nodiscard]] bool binds(const order::Order& order);

/// `orders`: those of the case. `returns`: those to its victim, done, of whatever case. `shared`:
/// of other cases' measures at its accounts. `handovers`: of all the cases whose measures are among
/// them.
[[nodiscard]] Facts facts_of(const desk::CaseFile& file,
                             const std::vector<const order::Order*>& orders,
                             const std::vector<const order::Order*>& returns,
                             const std::vector<Shared>& shared,
                             const std::vector<const desk::Handover*>& handovers,
                             base::Instant now);

enum class Difference {
  held_less,        // 冻结不足: the bank binds less than it was asked to
  held_unknown,     // 银行未告知金额
  balance_below,    // 余额低于应控金额: less is there than is bound
  beyond_loss,      // 超出本案损失: more is bound than is of this case
  not_returned,     // 银行答复不能返还
  returned_beyond,  // 返还超出冻结: more went back than the freeze held
  disposed_beyond,  // 返还和没收合计超出冻结
};
BOOST_DESCRIBE_ENUM(Difference, held_less, held_unknown, balance_below, beyond_loss, not_returned,
                    returned_beyond, disposed_beyond)

/// What a bank was asked, and what it says.
struct Check {
  order::OrderId order;
  base::AccountId account;
  std::optional<base::Fen> asked;           // none: the whole account
  std::optional<base::Fen> held;            // by the bank's answer
  base::Fen returned;                       // out of it since
  base::Fen confiscated;                    // out of it since, by a judgment
  std::optional<base::Fen> stated_balance;  // with the answer
  std::optional<base::Fen> known_balance;   // by what was told since
  std::vector<Difference> differences;
};

/// One for each order of the case that a bank has carried out or refused and that moves or binds
/// money, as they were drawn up.
[[nodiscard]] std::vector<Check> check_with_banks(const desk::CaseFile& file,
                                                  const std::vector<const order::Order*>& orders,
                                                  const Ledger& ledger);

}  // namespace holdfast::custody
