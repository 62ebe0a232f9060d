// A drawing as shapes: the same one goes onto a page of a report and into an SVG file. Values;
// pure.
#pragma once

#include <string>
#include <variant>
#include <vector>

namespace holdfast::paper {

struct Colour {
  double red = 0;
  double green = 0;
  double blue = 0;
  bool operator==(const Colour&) const = default;
};

/// A rectangle with round corners.
struct Box {
  double x = 0;
  double y = 0;
  double wide = 0;
  double high = 0;
  Colour fill{1, 1, 1};
  Colour line;
  bool operator==(const Box&) const = default;
};

/// From one point to another, leaving and arriving level.
struct Curve {
  double x1 = 0;
  double y1 = 0;
  double x2 = 0;
  double y2 = 0;
  double thick = 1;
  Colour colour{0.55, 0.6, 0.68};
  bool operator==(const Curve&) const = default;
};

/// One line of text whose baseline begins at (x, y).
struct Label {
  double x = 0;
  double y = 0;
  double size = 9;
  std::string text;
  Colour colour;
  bool bold = false;
  bool operator==(const Label&) const = default;
};

using Shape = std::variant<Box, Curve, Label>;

struct Drawing {
  double wide = 0;
  double high = 0;
  std::string title;          // what a screen reader says of it
  std::vector<Shape> shapes;  // the later ones over the earlier
};

/// An SVG 1.1 document, UTF-8; the same drawing gives the same bytes.
[[nodiscard]] std::string svg_of(const Drawing& drawing);

}  // namespace holdfast::paper
