#include "workbench/marks.hpp"

#include <array>
#include <utility>

namespace holdfast::workbench {

void Marks::add_row(AccountId account, base::Instant at, fund::Sequence transfer,
                    const RowMarks& row) {
  const std::array<std::pair<MarkKind, std::string_view>, all_mark_kinds.size()> told{
      {{MarkKind::ip, row.ip},
       {MarkKind::mac, row.mac},
       {MarkKind::device, row.device},
       {MarkKind::terminal, row.terminal},
       {MarkKind::place, row.place}}};
  for (const auto& [kind, text] : told) {
    if (!text.empty()) {
      uses_.push_back({account, at, kind, number_of(text)});
    }
  }
  const std::array<std::pair<SharedKind, std::string_view>, 3> shared{
      {{SharedKind::device, row.device}, {SharedKind::ip, row.ip}, {SharedKind::mac, row.mac}}};
  for (const auto& [kind, text] : shared) {
    if (!text.empty()) {
      bonds_.push_back({account, kind, number_of(text), at});
    }
  }
  const Spot spot{number_of(row.place), number_of(row.terminal)};
  if (spot != Spot{}) {
    spots_[transfer.value()] = spot;
  }
}

void Marks::add_holder(AccountId account, SharedKind kind, std::string_view text) {
  if (!text.empty()) {
    bonds_.push_back({account, kind, number_of(text), std::nullopt});
  }
}

std::vector<Spot> Marks::spots_of(const Payments& payments) const {
  std::vector<Spot> spots;
  spots.reserve(payments.rows.size());
  for (const Payment& payment : payments.rows) {
    const auto spot = spots_.find(payment.sequence.value());
    spots.push_back(spot == spots_.end() ? Spot{} : spot->second);
  }
  return spots;
}

std::uint32_t Marks::number_of(std::string_view text) {
  const auto known = numbers_.find(text);
  if (known != numbers_.end()) {
    return known->second;
  }
  const auto number = static_cast<std::uint32_t>(texts_.size());
  texts_.emplace_back(text);
  numbers_.emplace(texts_.back(), number);
  return number;
}

}  // namespace holdfast::workbench
