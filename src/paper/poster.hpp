// A poster of one scam for a wall: what they say, what gives it away, what to do, whom to call.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"

namespace holdfast::paper {

enum class PosterSize { a4, a3 };

struct Poster {
  std::string kind;     // small, above the title
  std::string title;    // the largest
  std::string summary;  // one sentence
  struct Line {
    std::string label;  // 他会说
    std::string text;
  };
  std::array<Line, 3> lines;
  struct List {
    std::string heading;
    std::vector<std::string> items;
  };
  std::array<List, 2> lists;  // side by side
  std::string before_number;  // 拿不准，先打
  std::string number;         // 96110
  std::string after_number;   // already paid: what now
  std::string url;            // what the QR code opens
  std::string url_line;       // beneath it
  std::string footer;         // who made it, and when
  base::Instant date;         // its only date: the bytes depend on no clock
};

/// One page as PDF; the same poster gives the same bytes. Errors: unavailable, where the fonts are
/// not installed; too_large, where the texts do not fit the page or the address no QR code.
[[nodiscard]] base::Result<std::string> poster_pdf(const Poster& poster, PosterSize size);

}  // namespace holdfast::paper
