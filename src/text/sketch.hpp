// A text as the ledger reads it: each entity one character that tells its kind, digits alike, and
// sentences counted.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/kinds.hpp"

namespace holdfast::text {

[[nodiscard]] bool ends_sentence(char32_t c);

class Sketch {
 public:
  /// `spans` lie in `folded`, in order and apart.
  Sketch(std::u32string_view folded, std::span<const Span> spans);

  [[nodiscard]] std::u32string_view text() const { return text_; }
  /// Where the character of a span stands.
  [[nodiscard]] std::size_t place(std::size_t span) const { return places_[span]; }
  /// The character so many steps from the span's; 1 beyond either end.
  [[nodiscard]] std::uint64_t near(std::size_t span, std::ptrdiff_t offset) const;
  /// The kind that a character of a sketch stands for; nothing where it is one of the text.
  [[nodiscard]] static std::optional<Kind> kind_at(char32_t c) {
    const char32_t number = c - kind_mark;
    return c >= kind_mark && number < kind_names.size() ? std::optional(static_cast<Kind>(number))
                                                        : std::nullopt;
  }

 private:
  static constexpr char32_t kind_mark = 0xF000;

  std::u32string text_;
  std::vector<std::size_t> places_;
};

/// Which sentence each character of a folded text is in.
class Sentences {
 public:
  explicit Sentences(std::u32string_view folded);
  /// How many end between two places; 0 where the first is not before the second.
  [[nodiscard]] std::size_t between(std::size_t begin, std::size_t end) const {
    return begin < end ? ended_[end] - ended_[begin] : 0;
  }
  /// Between two spans, whichever comes first.
  [[nodiscard]] std::size_t apart(const Span& one, const Span& other) const {
    return one.end <= other.begin ? between(one.end, other.begin) : between(other.end, one.begin);
  }

 private:
  std::vector<std::uint32_t> ended_;  // before each character
};

}  // namespace holdfast::text
