#include "workbench/returning.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace holdfast::workbench {

namespace {

class Search {
 public:
  Search(const Payments& payments, const ReturningQuestion& question, ReturningAnswer& answer)
      : rows_(payments.rows), question_(question), answer_(answer) {
    for (std::uint32_t i = 0; i < rows_.size(); ++i) {
      if (!fund::is_exit(rows_[i].kind) && rows_[i].payer != rows_[i].payee) {
        paid_[rows_[i].payer].push_back(i);
      }
    }
  }

  void run() {
    const std::set<AccountId> from(question_.from.begin(), question_.from.end());
    for (std::uint32_t i = 0; i < rows_.size() && !answer_.truncated; ++i) {
      const Payment& first = rows_[i];
      if (fund::is_exit(first.kind) || first.payer == first.payee ||
          (!from.empty() && !from.contains(first.payer))) {
        continue;
      }
      path_.assign(1, i);
      extend();
    }
  }

 private:
  /// Tries every transfer that may follow the path's last.
  void extend() {
    const Payment& start = rows_[path_.front()];
    const Payment& last = rows_[path_.back()];
    const auto outgoing = paid_.find(last.payee);
    if (outgoing == paid_.end()) {
      return;
    }
    const auto after = std::ranges::upper_bound(outgoing->second, last.time, {},
                                                [&](std::uint32_t i) { return rows_[i].time; });
    for (auto at = after; at != outgoing->second.end(); ++at) {
      const Payment& next = rows_[*at];
      if (next.time - start.time > question_.window || answer_.truncated) {
        return;
      }
      if (question_.effort.transfers && answer_.visited == *question_.effort.transfers) {
        answer_.truncated = flow::Truncated{flow::Limit::transfers, answer_.visited};
        return;
      }
      ++answer_.visited;
      path_.push_back(*at);
      if (next.payee == start.payer) {
        tell();
      } else if (path_.size() < question_.hops_max && !is_on_path(next.payee)) {
        extend();
      }
      path_.pop_back();
    }
  }

  [[nodiscard]] bool is_on_path(AccountId account) const {
    return std::ranges::any_of(path_, [&](std::uint32_t i) { return rows_[i].payer == account; });
  }

  void tell() {
    if (question_.effort.accounts && answer_.circles.size() == *question_.effort.accounts) {
      answer_.truncated = flow::Truncated{flow::Limit::accounts, answer_.circles.size()};
      return;
    }
    Circle circle{.transfers = {},
                  .accounts = {},
                  .least = rows_[path_.front()].amount,
                  .first = rows_[path_.front()].time,
                  .last = rows_[path_.back()].time};
    for (const std::uint32_t i : path_) {
      circle.transfers.push_back(rows_[i].sequence);
      circle.accounts.push_back(rows_[i].payer);
      circle.least = std::min(circle.least, rows_[i].amount);
    }
    answer_.circles.push_back(std::move(circle));
  }

  const std::vector<Payment>& rows_;
  const ReturningQuestion& question_;
  ReturningAnswer& answer_;
  std::map<AccountId, std::vector<std::uint32_t>> paid_;  // by time
  std::vector<std::uint32_t> path_;
};

}  // namespace

ReturningAnswer returning(const Payments& payments, const ReturningQuestion& question) {
  ReturningAnswer answer{.circles = {}, .truncated = {}};
  Search(payments, question, answer).run();
  answer.truncated = answer.truncated ? answer.truncated : payments.truncated;
  std::ranges::sort(answer.circles, {}, [](const Circle& circle) {
    return std::tuple(-circle.least.value(), circle.first, circle.transfers);
  });
  return answer;
}

}  // namespace holdfast::workbench
