#include "paper/drawing.hpp"

#include <cmath>
#include <fmt/core.h>
#include <iterator>

#include "base/xml_text.hpp"

namespace holdfast::paper {

namespace {

std::string hex_of(const Colour& colour) {
  const auto level = [](double part) { return std::lround(part * 255); };
  return fmt::format("#{:02x}{:02x}{:02x}", level(colour.red), level(colour.green),
                     level(colour.blue));
}

struct Svg {
  std::string& out;

  void operator()(const Box& box) const {
    fmt::format_to(std::back_inserter(out),
                   "<rect x=\"{:.2f}\" y=\"{:.2f}\" width=\"{:.2f}\" height=\"{:.2f}\" rx=\"3\" "
                   "fill=\"{}\" stroke=\"{}\" stroke-width=\"0.8\"/>\n",
                   box.x, box.y, box.wide, box.high, hex_of(box.fill), hex_of(box.line));
  }
  void operator()(const Curve& curve) const {
    const double middle = (curve.x1 + curve.x2) / 2;
    fmt::format_to(std::back_inserter(out),
                   "<path d=\"M{:.2f} {:.2f}C{:.2f} {:.2f} {:.2f} {:.2f} {:.2f} {:.2f}\" "
                   "fill=\"none\" stroke=\"{}\" stroke-width=\"{:.2f}\" stroke-opacity=\"0.6\"/>\n",
                   curve.x1, curve.y1, middle, curve.y1, middle, curve.y2, curve.x2, curve.y2,
                   hex_of(curve.colour), curve.thick);
  }
  void operator()(const Label& label) const {
    fmt::format_to(std::back_inserter(out),
                   "<text x=\"{:.2f}\" y=\"{:.2f}\" font-size=\"{:.1f}\" fill=\"{}\"{}>{}</text>\n",
                   label.x, label.y, label.size, hex_of(label.colour),
                   label.bold ? " font-weight=\"bold\"" : "", base::xml_text(label.text));
  }
};

}  // namespace

std::string svg_of(const Drawing& drawing) {
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" "
      "viewBox=\"0 0 {0:.0f} {1:.0f}\" role=\"img\" font-family=\"'Noto Sans CJK SC','Microsoft "
      "YaHei',sans-serif\">\n<title>{2}</title>\n<rect width=\"100%\" height=\"100%\" "
      "fill=\"#ffffff\"/>\n",
      std::ceil(drawing.wide), std::ceil(drawing.high), base::xml_text(drawing.title));
  for (const Shape& shape : drawing.shapes) {
    std::visit(Svg{out}, shape);
  }
  out += "</svg>\n";
  return out;
}

}  // namespace holdfast::paper
