#include "statement/balance_chain.hpp"

namespace holdfast::statement {

void BalanceChain::judge(base::Fen expected, base::Fen told, std::uint64_t row) {
  ++report_.checked;
  if (expected != told) {
    ++report_.breaks;
    report_.first_row = report_.first_row == 0 ? row : report_.first_row;
  }
}

void BalanceChain::add(const StatementRow& row) {
  if (row.teller == Teller::neither) {
    return;
  }
  const feed::TransferRow& told = row.transfer;
  const bool out = row.teller == Teller::payer;
  const std::string_view own = out ? told.payer : told.payee;
  const auto known = run_.find(own);
  if (!row.balance) {
    if (known != run_.end()) {
      run_.erase(known);
    }
    if (const auto before = previous_.find(own); before != previous_.end()) {
      previous_.erase(before);
    }
    return;
  }
  const base::Fen before = out ? *row.balance + told.amount : *row.balance - told.amount;
  if (known == run_.end()) {
    run_.emplace(own, Link{before, *row.balance, told.position.line});
    return;
  }
  judge(known->second.after, before, told.position.line);
  known->second.after = *row.balance;
  known->second.row = told.position.line;
}

void BalanceChain::end_run(Runs runs) {
  for (const auto& [own, link] : run_) {
    const auto former = previous_.find(own);
    if (former == previous_.end()) {
      previous_.emplace(own, link);
      continue;
    }
    if (runs == Runs::forwards) {
      judge(former->second.after, link.before, link.row);
    } else {
      judge(link.after, former->second.before, link.row);
    }
    former->second = link;
  }
  run_.clear();
}

}  // namespace holdfast::statement
