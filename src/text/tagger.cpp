#include "text/tagger.hpp"

#include "text/tag_path.hpp"
#include "text/tag_view.hpp"

namespace holdfast::text {

std::vector<Tag> tags_of(const TagModel& model, std::u32string_view folded) {
  if (folded.empty()) {
    return {};
  }
  const TagView view = look(folded);
  TagFeatures features{};
  return best_tags(folded.size(), model.moves, [&](std::size_t i) {
    features_at(view, i, features);
    Row sums{};
    for (const std::uint32_t feature : features) {
      model.weights.add(feature, 1, sums);
    }
    model.weights.apply_scale(sums);
    return sums;
  });
}

}  // namespace holdfast::text
