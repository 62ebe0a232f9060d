// Is a text fraud, of which type, and what in it says so. A linear model over runs of characters;
// the score is calibrated so that 0.5 is the threshold that was frozen on the authors trained on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/features.hpp"
#include "text/kinds.hpp"

namespace holdfast::text {

/// Column 0 to 13: the types of kinds.hpp; this one: fraud of any type.
inline constexpr std::size_t fraud_column = 14;

/// From a margin to a score. A short text says less than a long one at the same margin, so the
/// length takes part: score = 1 / (1 + exp(-(base + margin * slope + l * (by_length + margin *
/// slope_by_length)))) with l = ln(1 + length in characters of the normal form).
struct Calibration {
  float base = 0;
  float slope = 1;
  float by_length = 0;
  float slope_by_length = 0;
  /// Taken off in talks, which are judged anew after every turn: an ordinary one has many chances
  /// to look like a fraud.
  float talk = 0;

  /// The exponent above: 0 or more is an alarm.
  [[nodiscard]] double logit(float margin, std::size_t length) const;
};

struct ClassModel {
  Vocabulary runs;
  Table weights;              // a row for each run
  std::vector<float> rarity;  // of each run: what one occurrence counts
  Calibration calibration;
};

struct Verdict {
  bool fraud = false;
  double score = 0;  // 0 to 1
  std::size_t type = ordinary;
};

enum class Form : std::uint8_t { text, talk };

/// A text that is read piece by piece, such as a call turn by turn; after each the verdict on what
/// was read so far. Time is linear in the text.
class Reader {
 public:
  explicit Reader(const ClassModel& model, Form form = Form::text) : model_(&model), form_(form) {}
  void read(std::u32string_view piece);
  [[nodiscard]] Verdict verdict() const;
  /// Margin of the fraud column before calibration.
  [[nodiscard]] float margin() const;
  /// Characters of the normal form read so far.
  [[nodiscard]] std::size_t length() const { return size_; }

 private:
  /// What the runs read add up to.
  struct Sums {
    Row weights{};
    float square = 0;

    void add(const ClassModel& model, std::uint32_t run);
    [[nodiscard]] float margin(const ClassModel& model) const;
  };
  /// With the runs near the present end.
  [[nodiscard]] Sums all() const;

  const ClassModel* model_;
  Form form_;
  Seen seen_;
  Sums sums_;
  std::u32string tail_;  // the last characters of the normal form, at most `end_window`
  std::size_t size_ = 0;
};

[[nodiscard]] Verdict classify(const ClassModel& model, std::u32string_view text);

/// Code points [begin, end) that weighed for the verdict, the heaviest first; at most `most`.
struct Reason {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  float weight = 0;
};
[[nodiscard]] std::vector<Reason> reasons_of(const ClassModel& model, std::u32string_view text,
                                             const Verdict& verdict, std::size_t most);

}  // namespace holdfast::text
