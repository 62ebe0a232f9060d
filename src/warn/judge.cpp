#include "warn/judge.hpp"

#include <algorithm>
#include <limits>

#include "warn/course.hpp"

namespace holdfast::warn {

namespace {

std::vector<std::string> told(const std::vector<Reason>& reasons) {
  std::vector<std::string> texts;
  for (const Reason& reason : reasons) {
    texts.push_back(reason.code + " " + reason.words);
  }
  return texts;
}

}  // namespace

std::vector<Reason> reasons_of(const Model& model, std::span<const float> row) {
  const auto& features = features_of(model.target, Round::second);
  std::vector<float> shares(features.size(), 0);
  static_cast<void>(model.first.explain(row, shares));
  static_cast<void>(model.second.explain(row, shares));
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (shares[i] > 0.1F) {
      order.push_back(i);
    }
  }
  std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::size_t i) { return shares[i]; });
  std::vector<Reason> reasons;
  std::vector<std::string_view> words;
  for (const std::size_t i : order) {
    if (reasons.size() == reasons_max) {
      break;
    }
    if (std::ranges::find(words, features[i].words) != words.end()) {
      continue;
    }
    words.push_back(features[i].words);
    reasons.push_back({features[i].code, tell(features[i], row[i])});
  }
  return reasons;
}

std::vector<Verdict> judge(const Model& model, const World& world, std::size_t from) {
  const bool per_account = model.target == Target::account;
  std::vector<Verdict> verdicts(per_account ? world.accounts : world.movements.size());
  for (Verdict& verdict : verdicts) {
    verdict.margin = std::numeric_limits<float>::lowest();
  }
  const FlatForest first(model.first);
  const FlatForest second(model.second);
  const Course course{
      .judge = [&](const Look&, std::span<const float> row) { return first.margin(row); },
      .see =
          [&](const Look& look, std::span<const float> row) {
            Verdict& verdict = verdicts[per_account ? look.account.value() : look.movement];
            const float margin = combine(look.first, second.margin(row));
            if (look.is_last || !per_account) {
              verdict.margin = margin;
            }
            const bool is_flagged = margin >= model.threshold && look.movement >= from;
            if (is_flagged && !verdict.flagged_by) {
              verdict.flagged_by = look.movement;
            }
            if (is_flagged && (look.is_last || verdict.reasons.empty())) {
              verdict.reasons = told(reasons_of(model, row));
            }
          },
      .bar = model.bar,
  };
  run(model.target, world, course);
  return verdicts;
}

}  // namespace holdfast::warn
