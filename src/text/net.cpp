#include "text/net.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/rng.hpp"

namespace holdfast::text {

namespace {

constexpr float first_step = 0.2F;
constexpr float first_square = 1e-3F;  // keeps the first steps short

/// From -1 to 1.
float random_weight(base::Rng& rng) {
  return static_cast<float>(rng.below(1U << 24U)) / static_cast<float>(1U << 23U) - 1;
}

/// What a row weighs where so many hold: the more there are, the less each.
float share_of(std::size_t count) {
  return 1 / std::sqrt(static_cast<float>(count) + 1);
}

/// Sums of rows to probabilities; hidden sums become what the units say.
Net::Answer answer_of(Row& sums, const std::array<Net::Answer, hidden>& heads) {
  Net::Answer answer{};
  std::copy_n(sums.begin(), answers, answer.begin());
  for (std::size_t h = 0; h < hidden; ++h) {
    float& said = sums[answers + h];
    said = std::max(said, 0.0F);
    for (std::size_t k = 0; k < answers; ++k) {
      answer[k] += said * heads[h][k];
    }
  }
  const float most = *std::ranges::max_element(answer);
  float all = 0;
  for (float& value : answer) {
    value = std::exp(value - most);
    all += value;
  }
  for (float& value : answer) {
    value /= all;
  }
  return answer;
}

/// A net while it learns, with the sums of squared slopes that shorten its steps.
struct Learner {
  explicit Learner(std::size_t buckets)
      : rows(buckets), answer_square(buckets, first_square), hidden_square(buckets, first_square) {
    base_square.fill(first_square);
    for (auto& squares : head_square) {
      squares.fill(first_square);
    }
  }

  FloatTable rows;
  Row base{};
  std::array<Net::Answer, hidden> heads{};
  // One number for a row's answers and one for its hidden units.
  std::vector<float> answer_square;
  std::vector<float> hidden_square;
  Row base_square{};
  std::array<Net::Answer, hidden> head_square{};

  void learn(std::span<const std::uint32_t> kept, const NetSample& sample, float step) {
    const float share = share_of(kept.size());
    Row sums = base;
    for (const std::uint32_t bucket : kept) {
      for (std::size_t c = 0; c < columns; ++c) {
        sums[c] += share * rows.rows[bucket][c];
      }
    }
    const Net::Answer answer = answer_of(sums, heads);
    Row slope{};
    for (std::size_t k = 0; k < answers; ++k) {
      slope[k] = (answer[k] - (k == sample.answer ? 1.0F : 0.0F)) * sample.importance;
    }
    for (std::size_t h = 0; h < hidden; ++h) {
      for (std::size_t k = 0; k < answers && sums[answers + h] > 0; ++k) {
        slope[answers + h] += slope[k] * heads[h][k];
      }
    }
    for (std::size_t h = 0; h < hidden; ++h) {
      for (std::size_t k = 0; k < answers; ++k) {
        const float by = slope[k] * sums[answers + h];
        head_square[h][k] += by * by;
        heads[h][k] -= step * by / std::sqrt(head_square[h][k]);
      }
    }
    for (std::size_t c = 0; c < columns; ++c) {
      base_square[c] += slope[c] * slope[c];
      base[c] -= step * slope[c] / std::sqrt(base_square[c]);
    }
    const auto square = [&](std::size_t begin, std::size_t end) {
      float sum = 0;
      for (std::size_t c = begin; c < end; ++c) {
        sum += slope[c] * slope[c];
      }
      return sum * share * share / static_cast<float>(end - begin);
    };
    const float of_answers = square(0, answers);
    const float of_hidden = square(answers, columns);
    for (const std::uint32_t bucket : kept) {
      answer_square[bucket] += of_answers;
      hidden_square[bucket] += of_hidden;
      const float by_answers = step * share / std::sqrt(answer_square[bucket]);
      const float by_hidden = step * share / std::sqrt(hidden_square[bucket]);
      Row& row = rows.rows[bucket];
      for (std::size_t c = 0; c < columns; ++c) {
        row[c] -= (c < answers ? by_answers : by_hidden) * slope[c];
      }
    }
  }
};

}  // namespace

Net::Answer Net::read(std::span<const std::uint32_t> buckets) const {
  Row sums{};
  for (const std::uint32_t bucket : buckets) {
    inputs.add(bucket, 1, sums);
  }
  inputs.apply_scale(sums);
  const float share = share_of(buckets.size());
  for (std::size_t c = 0; c < columns; ++c) {
    sums[c] = base[c] + share * sums[c];
  }
  return answer_of(sums, heads);
}

Net train_net(std::span<const NetSample> samples, std::size_t buckets, int passes) {
  base::Rng rng(3);
  Learner learner(buckets);
  for (Row& row : learner.rows.rows) {
    for (std::size_t c = answers; c < columns; ++c) {
      row[c] = random_weight(rng) / 2;
    }
  }
  for (Net::Answer& head : learner.heads) {
    for (float& weight : head) {
      weight = random_weight(rng) / 2;
    }
  }
  std::vector<std::size_t> order(samples.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<std::uint32_t> kept;
  for (int pass = 0; pass < passes; ++pass) {
    for (std::size_t i = order.size(); i > 1; --i) {
      std::swap(order[i - 1], order[rng.below(i)]);
    }
    const float step = first_step * (1 - static_cast<float>(pass) / static_cast<float>(passes));
    for (const std::size_t i : order) {
      kept.clear();
      std::uint64_t coins = 0;
      for (std::size_t k = 0; k < samples[i].buckets.size(); ++k) {
        coins = k % 64 == 0 ? rng.next() : coins >> 1U;
        if ((coins & 1U) != 0) {
          kept.push_back(samples[i].buckets[k]);
        }
      }
      learner.learn(kept, samples[i], step);
    }
  }
  for (std::size_t b = 0; b < buckets; ++b) {
    if (learner.answer_square[b] == first_square) {
      learner.rows.rows[b] = {};  // never met: it must not say what chance gave it
    }
  }
  return {Table(learner.rows), learner.base, learner.heads};
}

}  // namespace holdfast::text
