// Is a text fraud, of which type, and what in it says so. A linear model over runs of characters;
// the score is calibrated so that 0.5 is the threshold that was frozen on the authors trained on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/features.hpp"
#include "text/kinds.hpp"
#include "text/weights.hpp"

namespace holdfast::text {

/// Column 0 to 13: the types of kinds.hpp; this one: fraud of any type.
inline constexpr std::size_t fraud_column = 14;

struct ClassModel {
  Table weights;
  std::vector<float> rarity;  // of each bucket: what one occurrence counts; 0 where it is not used
  float slope = 1;            // score = 1 / (1 + exp(-slope * (margin - threshold)))
  float threshold = 0;
};

struct Verdict {
  bool fraud = false;
  double score = 0;  // 0 to 1
  std::size_t type = ordinary;
};

/// A text that is read piece by piece, such as a call turn by turn; after each the verdict on what
/// was read so far. Time is linear in the text.
class Reader {
 public:
  explicit Reader(const ClassModel& model) : model_(&model) {}
  void read(std::u32string_view piece);
  [[nodiscard]] Verdict verdict() const;
  /// Margin of the fraud column before calibration.
  [[nodiscard]] float margin() const;

 private:
  const ClassModel* model_;
  Seen seen_;
  Row sums_{};
  float square_ = 0;
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
