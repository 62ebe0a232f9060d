#include "warn/course.hpp"

#include <array>

namespace holdfast::warn {

namespace {

class Row {
 public:
  explicit Row(Target target)
      : values_(features_of(target, Round::second).size()),
        first_width_(features_of(target, Round::first).size()) {}

  [[nodiscard]] std::span<float> first() { return std::span(values_).first(first_width_); }
  [[nodiscard]] std::span<float> scores() { return std::span(values_).subspan(first_width_); }
  [[nodiscard]] std::span<const float> whole() const { return values_; }

 private:
  std::vector<float> values_;
  std::size_t first_width_;
};

}  // namespace

void run_accounts(const World& world, const Course& course) {
  Watch watch(world.accounts);
  Row row(Target::account);
  for (std::size_t i = 0; i < world.movements.size(); ++i) {
    const Movement& movement = world.movements[i];
    watch.take(movement);
    const std::array both{movement.payer, movement.payee};
    const std::size_t sides = movement.payer == movement.payee ? 1 : 2;
    for (const AccountId account : std::span(both).first(sides)) {
      if (!watch.is_due(account)) {
        continue;
      }
      Look look{account, i, false};
      watch.account_row(account, row.first());
      look.first = course.judge(look, row.first());
      watch.note(account, look.first);
      if (look.first >= course.bar) {
        watch.account_scores(account, row.scores());
        course.see(look, row.whole());
      }
    }
  }
  if (world.movements.empty()) {
    return;
  }
  watch.take_stock();
  const std::size_t latest = world.movements.size() - 1;
  for (const bool is_last : {false, true}) {
    for (std::uint32_t number = 0; number < world.accounts; ++number) {
      if (!watch.book().facts(number).is_known()) {
        continue;
      }
      const AccountId account{number};
      Look look{account, latest, is_last};
      watch.account_row(account, row.first());
      look.first = course.judge(look, row.first());
      if (!is_last) {
        watch.note(account, look.first);
        continue;
      }
      watch.account_scores(account, row.scores());
      course.see(look, row.whole());
    }
  }
}

void run_transfers(const World& world, const Course& course) {
  Watch watch(world.accounts);
  Row row(Target::transfer);
  for (std::size_t i = 0; i < world.movements.size(); ++i) {
    const Movement& movement = world.movements[i];
    watch.take(movement);
    Look look{movement.payer, i, false};
    watch.transfer_row(row.first());
    look.first = course.judge(look, row.first());
    watch.note(movement.payer, look.first);
    if (movement.payee != movement.payer) {
      watch.note(movement.payee, look.first);
    }
    watch.transfer_scores(row.scores());
    course.see(look, row.whole());
  }
}

}  // namespace holdfast::warn
