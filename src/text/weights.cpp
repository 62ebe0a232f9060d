#include "text/weights.hpp"

#include <algorithm>
#include <cmath>

namespace holdfast::text {

Table::Table(const FloatTable& real) : rows_(real.rows.size()) {
  for (const Row& row : real.rows) {
    for (std::size_t c = 0; c < columns; ++c) {
      scale_[c] = std::max(scale_[c], std::abs(row[c]));
    }
  }
  for (float& scale : scale_) {
    scale = scale > 0 ? scale / 127 : 1;
  }
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    for (std::size_t c = 0; c < columns; ++c) {
      rows_[i][c] = static_cast<std::int8_t>(std::lround(real.rows[i][c] / scale_[c]));
    }
  }
}

}  // namespace holdfast::text
