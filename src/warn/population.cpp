#include "warn/population.hpp"

#include <algorithm>

namespace holdfast::warn {

double quantity_of(const Facts& facts, Quantity quantity) {
  const auto mean = [](const Side& side) { return side.count == 0 ? 0 : side.sum / side.count; };
  const auto share = [](double part, double whole) { return whole > 0 ? part / whole : 0; };
  const auto stained = [&](Stain stain) {
    return share(facts.stained_in[static_cast<std::size_t>(stain)], facts.in.sum);
  };
  switch (quantity) {
    case Quantity::sum_in:
      return facts.in.sum;
    case Quantity::sum_out:
      return facts.out.sum;
    case Quantity::mean_in:
      return mean(facts.in);
    case Quantity::mean_out:
      return mean(facts.out);
    case Quantity::max_in:
      return facts.in.max;
    case Quantity::max_out:
      return facts.out.max;
    case Quantity::count_in:
      return facts.in.count;
    case Quantity::count_out:
      return facts.out.count;
    case Quantity::partners_in:
      return facts.in.partners;
    case Quantity::partners_out:
      return facts.out.partners;
    case Quantity::peak_week:
      return facts.peak_week;
    case Quantity::flow_a_day:
      return facts.days == 0 ? 0 : (facts.in.sum + facts.out.sum) / facts.days;
    case Quantity::covered_1d:
      return share(facts.covered[1], facts.out.sum);
    case Quantity::passed_on_20d:
      return share(facts.covered[3], facts.in.sum);
    case Quantity::swept:
      return share(facts.swept, facts.out.sum);
    case Quantity::new_in:
      return share(facts.in.new_sum, facts.in.sum);
    case Quantity::new_out:
      return share(facts.out.new_sum, facts.out.sum);
    case Quantity::surprise_in:
      return share(facts.in.surprise_sum, facts.in.sum);
    case Quantity::stained_strange:
      return stained(Stain::strange);
    case Quantity::stained_record:
      return stained(Stain::record);
    case Quantity::stained_hurried:
      return stained(Stain::hurried);
    case Quantity::peak_share:
      return share(facts.peak_week, facts.in.sum + facts.out.sum);
    case Quantity::regular_in:
      return share(facts.in.regular_sum, facts.in.sum);
    case Quantity::fresh_in:
      return share(facts.in.partner_new, facts.in.count);
    case Quantity::spread_in: {
      const double count = facts.in.count;
      const double all = facts.in.log_sum;
      return count < 2 ? 0 : facts.in.log_square / count - all * all / (count * count);
    }
    case Quantity::payers_a_movement:
      return share(facts.in.partners, facts.in.count);
    case Quantity::aside_in:
      return facts.aside.in;
    case Quantity::aside_passed:
      return share(facts.aside.covered[1], facts.aside.in);
    case Quantity::aside_strange:
      return share(facts.aside.stained[0], facts.aside.in);
    case Quantity::aside_record:
      return share(facts.aside.stained[1], facts.aside.in);
    case Quantity::aside_payers:
      return facts.aside.payers;
  }
  return 0;
}

void Population::refresh(const Book& book) {
  for (auto& values : sorted_) {
    values.clear();
  }
  const std::size_t stride = std::max<std::size_t>(1, book.accounts() / sample_max);
  for (std::size_t i = 0; i < book.accounts(); i += stride) {
    const Facts& facts = book.facts(static_cast<std::uint32_t>(i));
    for (std::size_t q = 0; q < quantities; ++q) {
      const double value = quantity_of(facts, static_cast<Quantity>(q));
      if (value > 0) {
        sorted_[q].push_back(static_cast<float>(value));
      }
    }
  }
  for (auto& values : sorted_) {
    std::ranges::sort(values);
  }
}

double Population::rank(Quantity quantity, double value) const {
  const auto& values = sorted_[static_cast<std::size_t>(quantity)];
  if (value <= 0) {
    return 0;
  }
  if (values.empty()) {
    return 0.5;
  }
  const auto below = std::ranges::lower_bound(values, static_cast<float>(value));
  return static_cast<double>(below - values.begin()) / static_cast<double>(values.size());
}

}  // namespace holdfast::warn
