#include "engine/word_terms.hpp"

#include <algorithm>
#include <sodium.h>

#include "text/pairs.hpp"
#include "text/utf.hpp"

namespace holdfast::engine {

WordTerms::WordTerms(const std::function<std::string(std::string_view)>& search_hash) {
  static_assert(crypto_shorthash_siphash24_KEYBYTES == 16);
  if (search_hash) {
    const auto text = search_hash("word index");
    for (std::size_t i = 0; i < key_.size() && i < text.size(); ++i) {
      key_[i] = static_cast<unsigned char>(text[i]);
    }
  }
}

std::vector<std::uint32_t> WordTerms::of(std::string_view utf8) const {
  std::vector<std::uint32_t> terms;
  for (const auto pair : text::pairs_of(text::decode(utf8))) {
    std::uint64_t digest = 0;
    crypto_shorthash_siphash24(reinterpret_cast<unsigned char*>(&digest),
                               reinterpret_cast<const unsigned char*>(&pair), sizeof pair,
                               key_.data());
    terms.push_back(static_cast<std::uint32_t>(digest));
  }
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

}  // namespace holdfast::engine
