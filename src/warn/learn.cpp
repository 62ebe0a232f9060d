#include "warn/learn.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/core.h>
#include <initializer_list>
#include <limits>

#include "warn/course.hpp"
#include "warn/folds.hpp"
#include "warn/measure.hpp"

namespace holdfast::warn {

namespace {

/// Rows of good ones that are learned from, of all worlds together; more would only take longer.
constexpr std::size_t good_rows_max = 100'000;
/// A look at a moment in the middle of a history says less than the last one: a bad account may not
/// have begun yet.
constexpr float moment_weight = 0.3F;
/// How far below what was ever flagged the second round is still asked.
constexpr float bar_margin = 0.5F;

std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 33U)) * 0xFF51AFD7ED558CCDULL;
  x = (x ^ (x >> 33U)) * 0xC4CEB9FE1A85EC53ULL;
  return x ^ (x >> 33U);
}

/// Chooses the same rows in every run: by number, not by chance.
bool is_chosen(std::uint64_t number, double share) {
  return static_cast<double>(mix(number + 1) >> 11U) * 0x1p-53 < share;
}

Label label_of(const LabelledWorld& world, Target target, const Look& look) {
  return world.labels[target == Target::account ? look.account.value() : look.movement];
}

struct Shares {
  double good_last = 1;    // of accounts, at the last look; of transfers
  double good_moment = 0;  // of looks in the middle
  double bad_moment = 0;
};

Shares shares_of(const std::vector<LabelledWorld>& worlds, Target target) {
  double good = 0;
  double looks = 0;
  for (const LabelledWorld& world : worlds) {
    good += static_cast<double>(std::ranges::count(world.labels, Label::good));
    looks += 2 * static_cast<double>(world.world.movements.size());
  }
  Shares shares;
  const double wanted = target == Target::account ? good_rows_max * 0.6 : good_rows_max;
  shares.good_last = std::min(1.0, wanted / std::max(good, 1.0));
  if (target == Target::account) {
    shares.good_moment = std::min(0.2, good_rows_max * 0.4 / std::max(looks, 1.0));
    shares.bad_moment = 0.2;
  }
  return shares;
}

class Learner {
 public:
  Learner(const std::vector<LabelledWorld>& worlds, const LearnOptions& options, const Tell& tell)
      : worlds_(worlds),
        options_(options),
        tell_(tell),
        folds_(fold(worlds, options.target)),
        shares_(shares_of(worlds, options.target)) {}

  Model run() {
    Model model{.target = options_.target};
    Examples examples = collect(Round::first, {});
    tell_(fmt::format("first round: {} rows of {} features", examples.size(), examples.width));
    const Forest nothing;
    const Forest& first = options_.begun != nullptr ? options_.begun->first : nothing;
    const Forest& second_begun = options_.begun != nullptr ? options_.begun->second : nothing;
    const std::vector<Forest> left_out = grow_folds(examples, options_.first, first);
    static_cast<void>(tell_quality("first round, left out", examples, {&left_out}));
    model.first = grow(examples, options_.first, no_fold, first);
    examples = collect(Round::second, left_out);
    tell_(fmt::format("second round: {} rows of {} features", examples.size(), examples.width));
    const std::vector<Forest> second = grow_folds(examples, options_.second, second_begun);
    static_cast<void>(tell_quality("second round, left out", examples, {&second}));
    const auto judged = tell_quality("both together, left out", examples, {&left_out, &second});
    const Calibration calibration = calibrate(judged);
    model.slope = calibration.slope;
    model.offset = calibration.offset;
    model.second = grow(examples, options_.second, no_fold, second_begun);
    set_threshold(model, left_out, second);
    return model;
  }

 private:
  std::vector<Forest> grow_folds(const Examples& examples, const GrowOptions& options,
                                 const Forest& begun) const {
    std::vector<Forest> forests;
    for (std::uint8_t f = 0; f < folds_.count; ++f) {
      forests.push_back(grow(examples, options, has_both(examples, f) ? f : no_fold, begun));
    }
    return forests;
  }

  /// Whether good and bad rows remain when a fold is left out: a world may have all the bad ones.
  static bool has_both(const Examples& examples, std::uint8_t fold_out) {
    bool good = false;
    bool bad = false;
    for (std::size_t i = 0; i < examples.size(); ++i) {
      if (examples.fold[i] != fold_out) {
        (examples.bad[i] != 0 ? bad : good) = true;
      }
    }
    return good && bad;
  }

  static std::vector<FlatForest> flat(const std::vector<Forest>& forests) {
    return {forests.begin(), forests.end()};
  }

  Examples collect(Round round, const std::vector<Forest>& left_out) const {
    const std::vector<FlatForest> quick = flat(left_out);
    Examples examples;
    examples.width = features_of(options_.target, round).size();
    for (std::size_t w = 0; w < worlds_.size(); ++w) {
      const auto take = [&](const Look& look, std::span<const float> row) {
        offer(examples, w, look, row);
      };
      const auto fold_of = [&](const Look& look) {
        return folds_.of_account[w][look.account.value()];
      };
      Course course;
      if (round == Round::first) {
        course.judge = [&](const Look& look, std::span<const float> row) {
          take(look, row);
          return 0.0F;
        };
        course.see = [](const Look&, std::span<const float>) {};
      } else {
        course.judge = [&](const Look& look, std::span<const float> row) {
          return quick[fold_of(look)].margin(row);
        };
        course.see = take;
      }
      warn::run(options_.target, worlds_[w].world, course);
    }
    weigh(examples);
    return examples;
  }

  void offer(Examples& examples, std::size_t w, const Look& look,
             std::span<const float> row) const {
    const Label label = label_of(worlds_[w], options_.target, look);
    if (label == Label::unknown) {
      return;
    }
    const bool is_bad = label == Label::bad;
    const bool stands = look.is_last || options_.target == Target::transfer;
    const double share = stands ? (is_bad ? 1 : shares_.good_last)
                                : (is_bad ? shares_.bad_moment : shares_.good_moment);
    const std::uint64_t number = (std::uint64_t{w} << 56U) ^
                                 (std::uint64_t{look.account.value()} << 28U) ^
                                 (look.is_last ? 0 : look.movement);
    if (!is_chosen(number, share)) {
      return;
    }
    examples.values.insert(examples.values.end(), row.begin(), row.end());
    examples.bad.push_back(is_bad ? 1 : 0);
    examples.weight.push_back(stands ? (is_bad ? 1.0F : static_cast<float>(1 / shares_.good_last))
                                     : moment_weight);
    examples.fold.push_back(folds_.of_account[w][look.account.value()]);
    examples.last.push_back(stands ? 1 : 0);
  }

  /// Bad ones are rare: they weigh as much more as the root of how rare they are.
  static void weigh(Examples& examples) {
    double good = 0;
    double bad = 0;
    for (std::size_t i = 0; i < examples.size(); ++i) {
      (examples.bad[i] != 0 ? bad : good) += static_cast<double>(examples.weight[i]);
    }
    const auto factor =
        static_cast<float>(bad > 0 ? std::clamp(std::sqrt(good / bad), 1.0, 30.0) : 1);
    for (std::size_t i = 0; i < examples.size(); ++i) {
      examples.weight[i] *= examples.bad[i] != 0 ? factor : 1;
    }
  }

  /// By forests that had not learned from the rows that they judge.
  std::vector<Judged> tell_quality(std::string_view name, const Examples& examples,
                                   std::initializer_list<const std::vector<Forest>*> rounds) const {
    std::vector<Judged> judged;
    for (std::size_t i = 0; i < examples.size(); ++i) {
      if (examples.last[i] == 0) {
        continue;
      }
      float margin = 0;
      for (const std::vector<Forest>* const forests : rounds) {
        margin += (*forests)[examples.fold[i]].margin(examples.row(i));
      }
      const float weight = examples.bad[i] != 0 ? 1.0F : static_cast<float>(1 / shares_.good_last);
      margin /= static_cast<float>(rounds.size());
      judged.push_back({margin, examples.bad[i] != 0, weight});
    }
    const Quality quality = measure(judged, options_.budget);
    tell_(fmt::format("{}: AUPRC {:.4f}, recall {:.4f} at {:.2f} % flagged", name, quality.auprc,
                      quality.recall, 100 * options_.budget));
    return judged;
  }

  /// The margin from which, had it been watched from the beginning, the budget would have been
  /// flagged: an account counts by its highest margin at any look. The bar lies under the lowest
  /// margin of the first round with which anybody would have been.
  void set_threshold(Model& model, const std::vector<Forest>& left_out,
                     const std::vector<Forest>& second) const {
    struct Both {
      float first;
      float both;
    };
    const std::vector<FlatForest> quick_first = flat(left_out);
    const std::vector<FlatForest> quick_second = flat(second);
    std::vector<Judged> judged;
    std::vector<Both> looks;
    for (std::size_t w = 0; w < worlds_.size(); ++w) {
      const World& world = worlds_[w].world;
      const bool per_account = options_.target == Target::account;
      std::vector<float> highest(per_account ? world.accounts : world.movements.size(),
                                 std::numeric_limits<float>::lowest());
      const auto fold_of = [&](const Look& look) {
        return folds_.of_account[w][look.account.value()];
      };
      Course course;
      course.judge = [&](const Look& look, std::span<const float> row) {
        return quick_first[fold_of(look)].margin(row);
      };
      course.see = [&](const Look& look, std::span<const float> row) {
        float& most = highest[per_account ? look.account.value() : look.movement];
        const float both = combine(look.first, quick_second[fold_of(look)].margin(row));
        looks.push_back({look.first, both});
        most = std::max(most, both);
      };
      warn::run(options_.target, world, course);
      for (std::size_t i = 0; i < highest.size(); ++i) {
        if (highest[i] > std::numeric_limits<float>::lowest()) {
          judged.push_back({highest[i], worlds_[w].labels[i] == Label::bad});
        }
      }
    }
    const Quality quality = measure(judged, options_.budget);
    model.threshold = quality.threshold;
    model.bar = quality.threshold;
    std::size_t above = 0;
    for (const Both& look : looks) {
      model.bar = look.both >= model.threshold ? std::min(model.bar, look.first) : model.bar;
    }
    model.bar -= bar_margin;
    for (const Both& look : looks) {
      above += look.first >= model.bar ? 1U : 0U;
    }
    tell_(fmt::format(
        "flags at any time, left out: recall {:.4f}, precision {:.4f} at {:.2f} % flagged",
        quality.recall, quality.precision, 100 * options_.budget));
    tell_(fmt::format("the second round is asked at {:.1f} % of the looks",
                      100.0 * static_cast<double>(above) / static_cast<double>(looks.size())));
  }

  const std::vector<LabelledWorld>& worlds_;
  const LearnOptions& options_;
  const Tell& tell_;
  const Folds folds_;
  const Shares shares_;
};

}  // namespace

base::Result<Model> learn(const std::vector<LabelledWorld>& worlds, const LearnOptions& options,
                          const Tell& tell) {
  for (const Label wanted : {Label::good, Label::bad}) {
    const bool any = std::ranges::any_of(worlds, [&](const LabelledWorld& world) {
      return std::ranges::find(world.labels, wanted) != world.labels.end();
    });
    if (!any) {
      return base::Error{base::ErrorCode::bad_input,
                         wanted == Label::bad ? "the labels name nothing bad to learn from"
                                              : "the labels leave nothing good to learn from"};
    }
  }
  return Learner(worlds, options, tell).run();
}

}  // namespace holdfast::warn
