#include "warn/watch.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "base/check.hpp"
#include "warn/own_features.hpp"
#include "warn/trees.hpp"

namespace holdfast::warn {

namespace {

constexpr float margin_limit = 9;
constexpr Scored unscored{-margin_limit, -margin_limit, 0, 0};
constexpr std::size_t first_stock = 512;
constexpr std::uint32_t beginners_count = 4;  // movements until which every one is looked at

class Writer {
 public:
  explicit Writer(std::span<float> row) : row_(row) {}
  void add(double value) { row_[at_++] = static_cast<float>(value); }
  [[nodiscard]] std::span<float> next(std::size_t count) {
    const auto part = row_.subspan(at_, count);
    at_ += count;
    return part;
  }
  void finish() const { base::check(at_ == row_.size(), "a row is as long as its features"); }

 private:
  std::span<float> row_;
  std::size_t at_ = 0;
};

template <std::size_t N>
std::array<std::size_t, N> places_of(const std::array<std::string_view, N>& names) {
  std::array<std::size_t, N> places{};
  for (std::size_t i = 0; i < N; ++i) {
    const auto seen = seen_features();
    const auto at = std::ranges::find(seen, names[i], &OwnFeature::name);
    base::check(at != seen.end(), "what is remembered is one of the seen features");
    places[i] = static_cast<std::size_t>(at - seen.begin());
  }
  return places;
}

enum class Toward : std::uint8_t { payees, payers };

std::span<const std::uint32_t> newest(const Book& book, std::uint32_t account, Toward toward) {
  const auto all = toward == Toward::payees ? book.payees(account) : book.payers(account);
  return all.last(std::min(all.size(), partners_max));
}

std::uint32_t other_of(const Pair& pair, Toward toward) {
  return toward == Toward::payees ? pair.payee : pair.payer;
}

/// Means and maxima of what the newest partners show, then how the account stands to them.
void add_partners(Writer& writer, const Book& book, std::span<const float> seen,
                  std::uint32_t account, Toward toward) {
  const auto means = writer.next(seen_width);
  const auto highest = writer.next(seen_width);
  std::array<double, seen_width> sums{};
  double weight = 0;
  double share_of_theirs = 0;
  double log_count = 0;
  double log_known = 0;
  double sole = 0;
  bool any = false;
  for (const std::uint32_t number : newest(book, account, toward)) {
    const Pair& pair = book.pair(number);
    const std::uint32_t other = other_of(pair, toward);
    if (other == account) {
      continue;
    }
    // By the root of the money: a large sum counts for more, many small ones are not drowned.
    const double share = std::sqrt(pair.sum);
    const float* const view = seen.data() + other * seen_width;
    for (std::size_t i = 0; i < seen_width; ++i) {
      sums[i] += share * static_cast<double>(view[i]);
      highest[i] = any ? std::max(highest[i], view[i]) : view[i];
    }
    any = true;
    weight += share;
    const Facts& theirs = book.facts(other);
    const Side& side = toward == Toward::payees ? theirs.in : theirs.out;
    share_of_theirs += share * (pair.sum / side.sum);
    log_count += share * std::log1p(pair.count);
    log_known += share * std::log1p(pair.last - pair.first);
    sole += share * (side.partners == 1 ? 1 : 0);
  }
  const double scale = weight > 0 ? 1 / weight : 0;
  for (std::size_t i = 0; i < seen_width; ++i) {
    means[i] = any ? static_cast<float>(sums[i] * scale) : -1;
    highest[i] = any ? highest[i] : -1;
  }
  writer.add(share_of_theirs * scale);
  writer.add(log_count * scale);
  writer.add(log_known * scale);
  writer.add(sole * scale);
}

void add_steps(Writer& writer, const TwoSteps& steps) {
  writer.add(steps.over > 1 ? (steps.most - 1.0) / (steps.over - 1.0) : 0);
  writer.add(std::log1p(steps.most > 0 ? steps.most - 1 : 0));
  writer.add(std::log1p(static_cast<double>(steps.reached.size())));
  writer.add(steps.over > 1 ? steps.meeting / (steps.over - 1.0) : 0);
  writer.add(std::log1p(steps.meeting));
}

void add_acquaintance(Writer& writer, const Acquaintance& side) {
  writer.add(side.asked > 0 ? static_cast<double>(side.known) / side.asked : -1);
  writer.add(side.money > 0 ? side.known_money / side.money : -1);
}

double log_or(double hours) {
  return hours < 0 ? -1 : std::log1p(hours);
}

double log_ratio(double one, double other) {
  return one > 0 && other > 0 ? std::clamp(std::log(one / other), -5.0, 5.0) : 5;
}

}  // namespace

Watch::Watch(std::size_t accounts)
    : book_(accounts),
      seen_(accounts * seen_width, -1.0F),
      scored_(accounts),
      next_stock_(first_stock) {
  base::check(seen_features().size() == seen_own, "the width of what is seen");
  std::ranges::fill(scored_, unscored);
}

void Watch::make_room(std::size_t accounts) {
  book_.make_room(accounts);
  seen_.resize(accounts * seen_width, -1.0F);
  scored_.resize(accounts, unscored);
}

std::size_t Watch::bytes() const {
  return book_.bytes() + seen_.capacity() * sizeof(float) + scored_.capacity() * sizeof(Scored);
}

Watch::View Watch::view_of(std::uint32_t account) const {
  View view{{}, scored_[account]};
  std::copy_n(seen_.data() + account * seen_width, seen_width, view.seen.data());
  return view;
}

void Watch::set_view(std::uint32_t account, const View& view) {
  std::ranges::copy(view.seen, seen_.data() + account * seen_width);
  scored_[account] = view.scored;
}

void Watch::try_out(const Movement& movement, const std::function<void()>& look) {
  const Book::Before before = book_.before(movement);
  const View payer = view_of(before.payer);
  const View payee = view_of(before.payee);
  const auto taken_last = std::pair{moment_, movement_};
  moment_ = book_.take(movement);
  movement_ = movement;
  see(before.payer);
  see(before.payee);
  look();
  book_.undo(before);
  set_view(before.payer, payer);
  set_view(before.payee, payee);
  std::tie(moment_, movement_) = taken_last;
  moment_.pair = nullptr;  // pairs may have moved
  around_ = {};            // was looked around in a book that never was
}

void Watch::see(std::uint32_t account) {
  const Sight sight{book_.facts(account), population_, book_.time()};
  float* view = seen_.data() + account * seen_width;
  for (const OwnFeature& feature : seen_features()) {
    *view++ = static_cast<float>(feature.read(sight));
  }
}

const Moment& Watch::take(const Movement& movement) {
  moment_ = book_.take(movement);
  movement_ = movement;
  if (book_.movements() >= next_stock_) {
    take_stock();
  }
  see(movement.payer.value());
  see(movement.payee.value());
  return moment_;
}

void Watch::take_stock() {
  population_.refresh(book_);
  next_stock_ = book_.movements() + book_.movements() / 5 + first_stock;
}

bool Watch::is_due(AccountId account) const {
  const Facts& facts = book_.facts(account.value());
  if (facts.in.count + facts.out.count <= beginners_count) {
    return true;
  }
  const bool is_aside = (account == movement_.payer && moment_.is_aside_out) ||
                        (account == movement_.payee && moment_.is_aside_in);
  const std::uint32_t count = facts.aside.in_count + facts.aside.out_count;
  return (is_aside || moment_.circle != 0) && (count <= 48 || count % (count / 24) == 0);
}

const Neighbourhood& Watch::around(std::uint32_t account) const {
  for (const Around& known : around_) {
    if (known.account == account && known.movements == book_.movements()) {
      return known.found;
    }
  }
  Around& next = around_[next_around_];
  next_around_ = 1 - next_around_;
  next = {account, book_.movements(), look_around(book_, account)};
  return next.found;
}

void Watch::account_row(AccountId account, std::span<float> row) {
  const std::uint32_t number = account.value();
  Writer writer(row);
  const Sight sight{book_.facts(number), population_, book_.time()};
  for (const OwnFeature& feature : own_features()) {
    writer.add(feature.read(sight));
  }
  const std::size_t begin = own_features().size();
  add_partners(writer, book_, seen_, number, Toward::payees);
  add_partners(writer, book_, seen_, number, Toward::payers);
  static const auto from_payees = places_of(around_payees);
  static const auto from_payers = places_of(around_payers);
  float* view = seen_.data() + number * seen_width + seen_own;
  for (const std::size_t place : from_payees) {
    *view++ = row[begin + place];
  }
  const std::size_t payers_begin = begin + 2 * seen_width + edge_width;
  for (const std::size_t place : from_payers) {
    *view++ = row[payers_begin + place];
  }
  const Neighbourhood& around = this->around(number);
  for (const TwoSteps* const steps :
       {&around.co_payees, &around.co_payers, &around.onward, &around.upstream}) {
    add_steps(writer, *steps);
  }
  writer.add(std::log1p(around.siblings));
  writer.add(std::log1p(around.rounds));
  add_acquaintance(writer, around.payees);
  add_acquaintance(writer, around.payers);
  writer.finish();
}

void Watch::account_scores(AccountId account, std::span<float> row) const {
  const std::uint32_t number = account.value();
  Writer writer(row);
  const Scored& own = scored_[number];
  writer.add(own.last);
  writer.add(own.highest);
  writer.add(own.count > 0 ? own.sum / static_cast<float>(own.count) : -margin_limit);
  // Of partners on each side and of those two steps away: how many are suspicious.
  std::array<double, 6> shares{};
  std::size_t next = 0;
  for (const Toward toward : {Toward::payees, Toward::payers}) {
    std::uint32_t count = 0;
    double weight = 0;
    double last = 0;
    double highest = 0;
    double suspicious = 0;
    float top = -margin_limit;
    std::uint32_t above = 0;
    for (const std::uint32_t pair_number : newest(book_, number, toward)) {
      const Pair& pair = book_.pair(pair_number);
      const std::uint32_t other = other_of(pair, toward);
      if (other == number) {
        continue;
      }
      const Scored& scored = scored_[other];
      weight += pair.sum;
      last += pair.sum * static_cast<double>(scored.last);
      highest += pair.sum * static_cast<double>(scored.highest);
      suspicious += pair.sum * static_cast<double>(probability(scored.last));
      top = std::max(top, scored.highest);
      above += scored.highest > 0 ? 1U : 0U;
      ++count;
    }
    shares[next++] = count > 0 ? static_cast<double>(above) / count : 0;
    writer.add(weight > 0 ? last / weight : -margin_limit);
    writer.add(weight > 0 ? highest / weight : -margin_limit);
    writer.add(top);
    writer.add(std::log1p(above));
    writer.add(weight > 0 ? suspicious / weight : 0);
  }
  const Neighbourhood& around = this->around(number);
  for (const TwoSteps* const steps :
       {&around.co_payees, &around.co_payers, &around.onward, &around.upstream}) {
    float top = -margin_limit;
    double sum = 0;
    std::uint32_t ways = 0;
    std::uint32_t above = 0;
    for (const Reached& reached : steps->reached) {
      const float margin = scored_[reached.account].highest;
      top = std::max(top, margin);
      sum += static_cast<double>(margin) * reached.ways;
      ways += reached.ways;
      above += margin > 0 ? 1U : 0U;
    }
    shares[next++] = steps->reached.empty()
                         ? 0
                         : static_cast<double>(above) / static_cast<double>(steps->reached.size());
    writer.add(top);
    writer.add(ways > 0 ? sum / ways : -margin_limit);
  }
  for (const double share : shares) {
    writer.add(share);
  }
  writer.add(std::log1p(own.count));
  writer.finish();
}

void Watch::note(AccountId account, float margin) {
  margin = std::clamp(margin, -margin_limit, margin_limit);
  Scored& scored = scored_[account.value()];
  scored.last = margin;
  scored.highest = std::max(scored.highest, margin);
  scored.sum += margin;
  ++scored.count;
}

void Watch::transfer_row(std::span<float> row) {
  const std::size_t width = features_of(Target::account, Round::first).size();
  account_row(movement_.payer, row.first(width));
  account_row(movement_.payee, row.subspan(width, width));
  Writer writer(row.subspan(2 * width));
  const Facts& payer = book_.facts(movement_.payer.value());
  const Facts& payee = book_.facts(movement_.payee.value());
  const Moment& moment = moment_;
  const double beijing = std::fmod(moment.time + 8, 24.0);
  writer.add(std::log1p(moment.pair->count));
  writer.add(log_or(moment.pair_gap));
  writer.add(std::log1p(moment.pair->last - moment.pair->first));
  writer.add(moment.surprise);
  writer.add(moment.payee_surprise);
  writer.add(log_ratio(moment.amount, moment.payer_pot));
  writer.add(log_ratio(moment.amount, moment.payer_recent));
  writer.add(log_or(moment.payer_since_in));
  writer.add(log_or(moment.payee_age));
  writer.add(log_or(moment.payer_age));
  writer.add(log_or(moment.payer_gap));
  writer.add(moment.is_record ? 1 : 0);
  writer.add(moment.is_matched ? 1 : 0);
  writer.add(moment.circle == 2 ? 1 : 0);
  writer.add(moment.circle == 3 ? 1 : 0);
  writer.add(moment.circle == 4 ? 1 : 0);
  writer.add(beijing);
  writer.add(movement_.kind == fund::Kind::cash ? 1 : 0);
  writer.add(movement_.kind == fund::Kind::merchant ? 1 : 0);
  writer.add(fund::is_exit(movement_.kind) ? 1 : 0);
  writer.add(std::fmod(moment.amount, 100.0) < 0.005 ? 1 : 0);
  writer.add(population_.rank(Quantity::mean_out, moment.amount));
  writer.add(log_ratio(moment.amount, payer.out.max));
  writer.add(log_ratio(moment.amount, payee.in.max));
  writer.add(std::log1p(payer.out.two_days.now(moment.time, 48)));
  writer.add(std::log1p(payee.in.two_days.now(moment.time, 48)));
  writer.add(std::log1p(payer.out.new_week.now(moment.time, 168)));
  writer.add(std::log1p(payee.in.new_week.now(moment.time, 168)));
  writer.add(book_.find(movement_.payee.value(), movement_.payer.value()) != nullptr ? 1 : 0);
  writer.add(log_ratio(moment.amount, payer.last_in[(payer.next_in + 3) % 4]));
  writer.finish();
}

void Watch::transfer_scores(std::span<float> row) const {
  account_scores(movement_.payer, row.first(account_score_width));
  account_scores(movement_.payee, row.subspan(account_score_width));
}

}  // namespace holdfast::warn
