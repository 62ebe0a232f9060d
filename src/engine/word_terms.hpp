// The words of a text as the lists may hold them: keyed digests of its pairs of characters, so that
// a word is found and the text cannot be read from what is kept. What it still gives away, and why
// that is borne, says doc/decisions/0097. A value; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::engine {

class WordTerms {
 public:
  /// The key is derived by the keyed hash of search terms.
  explicit WordTerms(const std::function<std::string(std::string_view)>& search_hash);

  /// Each once, in ascending order; 32 bits, so that now and then two pairs are one. Empty for a
  /// text without two neighbouring characters.
  [[nodiscard]] std::vector<std::uint32_t> of(std::string_view utf8) const;

 private:
  std::array<unsigned char, 16> key_{};
};

}  // namespace holdfast::engine
