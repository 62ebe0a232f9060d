#include "analyst/known_transfers.hpp"

#include <algorithm>

#include "fund/graph_seek.hpp"

namespace holdfast::analyst {

template <typename Fits>
std::optional<base::Sequence> KnownTransfers::nearest(const engine::RowView& row,
                                                      fund::Snapshot snapshot,
                                                      base::Milliseconds apart_max,
                                                      const Fits& fits) {
  const auto payer = world_.find(row.payer, row.payer_institution);
  const auto payee = world_.find(row.payee, row.payee_institution);
  if (!payer || !payee) {
    return std::nullopt;
  }
  const auto& graph = world_.graph();
  const bool by_payee = graph.entry_count(*payer) > graph.entry_count(*payee);
  std::optional<base::Sequence> best;
  base::Milliseconds best_apart{};
  graph.for_each_within(
      by_payee ? *payee : *payer, snapshot, {row.time - apart_max, row.time + apart_max},
      by_payee ? fund::Side::in : fund::Side::out,
      [&](base::Sequence sequence, const fund::Transfer& one) {
        if (one.payer != *payer || one.payee != *payee || one.amount != row.amount ||
            !fund::is_payment(one.kind) || answered_.contains(sequence.value())) {
          return;
        }
        const base::Milliseconds apart = std::chrono::abs(one.time - row.time);
        const bool is_better =
            !best || apart < best_apart || (apart == best_apart && sequence < *best);
        if (is_better && fits(sequence, apart)) {
          best = sequence;
          best_apart = apart;
        }
      });
  if (best) {
    answered_.insert(best->value());
  }
  return best;
}

std::optional<base::Sequence> KnownTransfers::known(const engine::RowView& row,
                                                    fund::Snapshot snapshot,
                                                    std::string_view source) {
  return nearest(row, snapshot, tolerance, [&](base::Sequence sequence, base::Milliseconds apart) {
    return !is_own(sequence) &&
           (apart == base::Milliseconds{0} || source.empty() || world_.feed(sequence) != source);
  });
}

std::optional<base::Sequence> KnownTransfers::became(const engine::RowView& row,
                                                     fund::Snapshot snapshot) {
  return nearest(row, snapshot, base::Milliseconds{0},
                 [](base::Sequence /*sequence*/, base::Milliseconds /*apart*/) { return true; });
}

bool KnownTransfers::is_told_otherwise(const engine::RowView& row, fund::Snapshot snapshot) const {
  const auto moved = [&](std::string_view number, std::string_view institution, fund::Side side) {
    const auto account = world_.find(number, institution);
    bool found = false;
    if (account) {
      world_.graph().for_each_within(
          *account, snapshot, {row.time, row.time}, side,
          [&](base::Sequence /*sequence*/, const fund::Transfer& one) {
            found = found || (one.amount == row.amount && fund::is_payment(one.kind));
          });
    }
    return found;
  };
  return moved(row.payer, row.payer_institution, fund::Side::out) ||
         moved(row.payee, row.payee_institution, fund::Side::in);
}

void KnownTransfers::note_own(base::Sequence first, std::uint64_t count) {
  if (count > 0) {
    own_.push_back({first.value(), first.value() + count});
  }
}

bool KnownTransfers::is_own(base::Sequence sequence) const {
  const auto after =
      std::upper_bound(own_.begin(), own_.end(), sequence.value(),
                       [](std::uint64_t value, const Range& range) { return value < range.first; });
  return after != own_.begin() && sequence.value() < std::prev(after)->end;
}

}  // namespace holdfast::analyst
