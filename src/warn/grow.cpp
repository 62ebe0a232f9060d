#include "warn/grow.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/check.hpp"
#include "base/rng.hpp"

namespace holdfast::warn {

namespace {

constexpr std::size_t bins_max = 64;
constexpr std::size_t edge_sample = 40'000;

/// What a bin, a node or a side of a split holds: first and second derivatives of the loss.
struct Slope {
  double gradient = 0;
  double curvature = 0;

  Slope& operator+=(const Slope& other) {
    gradient += other.gradient;
    curvature += other.curvature;
    return *this;
  }
  Slope operator-(const Slope& other) const {
    return {gradient - other.gradient, curvature - other.curvature};
  }
};

/// Upper bounds of the bins of each feature; the last bin has none.
std::vector<std::vector<float>> edges_of(const Examples& examples,
                                         std::span<const std::uint32_t> rows) {
  std::vector<std::vector<float>> edges(examples.width);
  const std::size_t stride = std::max<std::size_t>(1, rows.size() / edge_sample);
  std::vector<float> values;
  for (std::size_t f = 0; f < examples.width; ++f) {
    values.clear();
    for (std::size_t i = 0; i < rows.size(); i += stride) {
      values.push_back(examples.values[rows[i] * examples.width + f]);
    }
    // Bad rows are few: without them their part of the range would have one bin.
    for (const std::uint32_t row : rows) {
      if (examples.bad[row] != 0) {
        values.insert(values.end(), 4, examples.values[row * examples.width + f]);
      }
    }
    std::ranges::sort(values);
    auto& bounds = edges[f];
    for (std::size_t b = 1; b < bins_max; ++b) {
      const float bound = values[b * (values.size() - 1) / bins_max];
      if (bound < values.back() && (bounds.empty() || bound > bounds.back())) {
        bounds.push_back(bound);
      }
    }
  }
  return edges;
}

struct Open {
  std::uint32_t node = 0;
  std::uint32_t begin = 0;  // its rows in `order`
  std::uint32_t end = 0;
  Slope total = {};
  std::vector<Slope> bins = {};  // bins_max for each feature in use
};

struct Split {
  double gain = 0;
  std::size_t feature = 0;  // place among the features in use
  std::uint8_t bin = 0;     // the last one that goes left
  Slope left;
};

class Grower {
 public:
  Grower(const Examples& examples, const GrowOptions& options, std::uint8_t fold_out)
      : examples_(examples), options_(options), rng_(options.seed) {
    for (std::uint32_t i = 0; i < examples.size(); ++i) {
      if (examples.fold[i] != fold_out && examples.weight[i] > 0) {
        rows_.push_back(i);
      }
    }
    base::check(!rows_.empty(), "rows to learn from");
    edges_ = edges_of(examples, rows_);
    bin_rows();
  }

  Forest run(const Forest& begun) {
    double good = 0;
    double bad = 0;
    for (const std::uint32_t row : rows_) {
      const auto weight = static_cast<double>(examples_.weight[row]);
      (examples_.bad[row] != 0 ? bad : good) += weight;
    }
    base::check(good > 0 && bad > 0, "good and bad rows to learn from");
    Forest forest = begun;
    if (begun.roots.empty()) {
      forest.base = static_cast<float>(std::log(bad / good));
      margins_.assign(rows_.size(), forest.base);
    } else {
      for (const std::uint32_t row : rows_) {
        margins_.push_back(begun.margin(examples_.row(row)));
      }
    }
    for (std::size_t t = 0; t < options_.trees; ++t) {
      add_tree(forest);
    }
    return forest;
  }

 private:
  void bin_rows() {
    bins_.resize(rows_.size() * examples_.width);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const auto row = examples_.row(rows_[i]);
      for (std::size_t f = 0; f < examples_.width; ++f) {
        const auto& bounds = edges_[f];
        bins_[i * examples_.width + f] =
            static_cast<std::uint8_t>(std::ranges::lower_bound(bounds, row[f]) - bounds.begin());
      }
    }
  }

  void sample() {
    order_.clear();
    const auto per_million = static_cast<std::uint64_t>(options_.rows * 1e6);
    for (std::uint32_t i = 0; i < rows_.size(); ++i) {
      if (rng_.chance(per_million)) {
        order_.push_back(i);
      }
    }
    slopes_.resize(rows_.size());
    for (const std::uint32_t i : order_) {
      const double p = 1 / (1 + std::exp(-static_cast<double>(margins_[i])));
      const auto weight = static_cast<double>(examples_.weight[rows_[i]]);
      slopes_[i] = {weight * (p - (examples_.bad[rows_[i]] != 0 ? 1 : 0)), weight * p * (1 - p)};
    }
    features_.resize(examples_.width);
    std::iota(features_.begin(), features_.end(), 0U);
    const auto kept = std::max<std::size_t>(
        1, static_cast<std::size_t>(options_.features * static_cast<double>(features_.size())));
    for (std::size_t i = 0; i < kept; ++i) {
      std::swap(features_[i], features_[i + rng_.below(features_.size() - i)]);
    }
    features_.resize(kept);
    std::ranges::sort(features_);
  }

  void fill(Open& open) const {
    open.bins.assign(features_.size() * bins_max, {});
    for (std::uint32_t at = open.begin; at < open.end; ++at) {
      const std::uint32_t i = order_[at];
      const Slope slope = slopes_[i];
      const std::uint8_t* const bins = bins_.data() + i * examples_.width;
      for (std::size_t f = 0; f < features_.size(); ++f) {
        open.bins[f * bins_max + bins[features_[f]]] += slope;
      }
    }
  }

  [[nodiscard]] double worth(const Slope& slope) const {
    return slope.gradient * slope.gradient / (slope.curvature + options_.lambda);
  }

  [[nodiscard]] Split best(const Open& open) const {
    Split found;
    const double whole = worth(open.total);
    for (std::size_t f = 0; f < features_.size(); ++f) {
      Slope left;
      const std::size_t bounds = edges_[features_[f]].size();
      for (std::size_t b = 0; b < bounds; ++b) {
        left += open.bins[f * bins_max + b];
        const Slope right = open.total - left;
        if (left.curvature < options_.curvature_least) {
          continue;
        }
        if (right.curvature < options_.curvature_least) {
          break;
        }
        const double gain = worth(left) + worth(right) - whole;
        if (gain > found.gain + 1e-9) {
          found = {gain, f, static_cast<std::uint8_t>(b), left};
        }
      }
    }
    return found;
  }

  [[nodiscard]] float leaf(const Slope& slope) const {
    return static_cast<float>(-options_.rate * slope.gradient /
                              (slope.curvature + options_.lambda));
  }

  void add_tree(Forest& forest) {
    sample();
    const auto root = static_cast<std::uint32_t>(forest.nodes.size());
    forest.roots.push_back(root);
    forest.nodes.push_back({});
    Open first{.node = root, .begin = 0, .end = static_cast<std::uint32_t>(order_.size())};
    for (const std::uint32_t i : order_) {
      first.total += slopes_[i];
    }
    fill(first);
    std::vector<Open> level;
    level.push_back(std::move(first));
    for (std::size_t depth = 0; depth < options_.depth && !level.empty(); ++depth) {
      std::vector<Open> next;
      for (Open& open : level) {
        split(forest, open, next, depth + 1 < options_.depth);
      }
      level = std::move(next);
    }
    settle(forest, root);
    const std::size_t width = examples_.width;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      std::uint32_t at = root;
      while (forest.nodes[at].feature >= 0) {
        const Node& node = forest.nodes[at];
        const auto bin = bins_[i * width + static_cast<std::size_t>(node.feature)];
        at = bin <= cut_[at - root] ? node.next : node.next + 1;
      }
      margins_[i] += forest.nodes[at].value;
    }
  }

  void split(Forest& forest, Open& open, std::vector<Open>& next, bool goes_on) {
    forest.nodes[open.node].value = leaf(open.total);
    const Split found = best(open);
    if (found.gain <= 0) {
      return;
    }
    const std::uint32_t feature = features_[found.feature];
    const auto child = static_cast<std::uint32_t>(forest.nodes.size());
    const std::uint32_t root = forest.roots.back();
    forest.nodes[open.node].feature = static_cast<std::int32_t>(feature);
    forest.nodes[open.node].threshold = edges_[feature][found.bin];
    forest.nodes[open.node].next = child;
    forest.nodes.push_back({.value = leaf(found.left)});
    forest.nodes.push_back({.value = leaf(open.total - found.left)});
    cut_.resize(forest.nodes.size() - root);
    weights_.resize(forest.nodes.size() - root);
    cut_[open.node - root] = found.bin;
    weights_[child - root] = found.left.curvature;
    weights_[child + 1 - root] = (open.total - found.left).curvature;
    if (!goes_on) {
      return;
    }
    const auto middle = std::stable_partition(
        order_.begin() + open.begin, order_.begin() + open.end,
        [&](std::uint32_t i) { return bins_[i * examples_.width + feature] <= found.bin; });
    const auto at = static_cast<std::uint32_t>(middle - order_.begin());
    Open left{.node = child, .begin = open.begin, .end = at, .total = found.left};
    Open right{.node = child + 1, .begin = at, .end = open.end, .total = open.total - found.left};
    // The smaller side is counted, the larger is what is left of the whole.
    Open& small = left.end - left.begin <= right.end - right.begin ? left : right;
    Open& large = &small == &left ? right : left;
    fill(small);
    large.bins = std::move(open.bins);
    for (std::size_t i = 0; i < large.bins.size(); ++i) {
      large.bins[i] = large.bins[i] - small.bins[i];
    }
    next.push_back(std::move(left));
    next.push_back(std::move(right));
  }

  /// Inner nodes tell the mean of their leaves, so that what a step changes can be told. Children
  /// stand after their parents.
  void settle(Forest& forest, std::uint32_t root) {
    weights_.resize(forest.nodes.size() - root);
    for (std::size_t n = forest.nodes.size(); n-- > root;) {
      Node& node = forest.nodes[n];
      if (node.feature < 0) {
        continue;
      }
      const double left = weights_[node.next - root];
      const double right = weights_[node.next + 1 - root];
      node.value =
          static_cast<float>((left * static_cast<double>(forest.nodes[node.next].value) +
                              right * static_cast<double>(forest.nodes[node.next + 1].value)) /
                             (left + right));
    }
  }

  const Examples& examples_;
  const GrowOptions options_;
  base::Rng rng_;
  std::vector<std::uint32_t> rows_;  // of `examples_`; all below count in these
  std::vector<std::vector<float>> edges_;
  std::vector<std::uint8_t> bins_;
  std::vector<float> margins_;
  std::vector<Slope> slopes_;
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> features_;
  // Of the nodes of the tree that grows, from its root on.
  std::vector<std::uint8_t> cut_;
  std::vector<double> weights_;
};

}  // namespace

Forest grow(const Examples& examples, const GrowOptions& options, std::uint8_t fold_out,
            const Forest& begun) {
  return Grower(examples, options, fold_out).run(begun);
}

}  // namespace holdfast::warn
