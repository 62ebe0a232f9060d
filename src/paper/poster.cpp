#include "paper/poster.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/core.h>
#include <vector>

#include "paper/canvas.hpp"

namespace holdfast::paper {

namespace {

struct Colour {
  double red;
  double green;
  double blue;
};

// Dark enough to read when a copier makes them grey.
constexpr Colour ink{0.11, 0.13, 0.17};
constexpr Colour soft{0.36, 0.40, 0.46};
constexpr Colour white{1, 1, 1};
constexpr Colour navy{0.05, 0.18, 0.38};
constexpr Colour pale{0.94, 0.96, 0.985};
constexpr std::array<Colour, 3> accents{Colour{0.72, 0.11, 0.11}, Colour{0.72, 0.42, 0.02},
                                        Colour{0.06, 0.45, 0.27}};

// On A4; a larger sheet is the same drawing at its scale.
constexpr double page_width = 210 * mm;
constexpr double page_height = 297 * mm;
constexpr double margin = 15 * mm;
constexpr double inner = page_width - 2 * margin;
constexpr double column_gap = 9 * mm;
constexpr double column = (inner - column_gap) / 2;
constexpr double foot_height = 52 * mm;
constexpr double qr_side = 38 * mm;
constexpr double a3_scale = 1.4142135623730951;

/// Sizes to try for what is set between head and foot, the largest that fits is taken.
constexpr std::array scales{1.3, 1.24, 1.18, 1.12, 1.06, 1.0, 0.94, 0.88, 0.82, 0.76, 0.70};

Look sans_look(double size, bool bold, PangoAlignment align = PANGO_ALIGN_LEFT,
               double line = 1.12) {
  return {size, bold, align, 0, 0, 0, line, sans};
}

class Wall {
 public:
  Wall(Canvas& canvas, const Poster& poster) : canvas_(canvas), poster_(poster) {}

  double head() {
    const auto kind = canvas_.layout(poster_.kind, sans_look(13, false), inner);
    const auto title = canvas_.layout(poster_.title, sans_look(38, true), inner);
    const auto summary = canvas_.layout(poster_.summary, sans_look(15, false), inner);
    const double high = 11 * mm + Canvas::height_of(kind) + 3 * mm + Canvas::height_of(title) +
                        4 * mm + Canvas::height_of(summary) + 9 * mm;
    fill(navy, 0, 0, page_width, high);
    double y = 11 * mm;
    y = put(kind, white, margin, y) + 3 * mm;
    y = put(title, white, margin, y) + 4 * mm;
    put(summary, white, margin, y);
    return high;
  }

  /// Sets the middle at that scale from `y` on; only measures unless `draws`. Where it ends.
  double middle(double y, double scale, bool draws) {
    y += 8 * mm;
    for (std::size_t i = 0; i < poster_.lines.size(); ++i) {
      y = line(poster_.lines[i], accents[i], y, scale, draws) + 5 * mm * scale;
    }
    y += 2 * mm;
    double end = y;
    for (std::size_t i = 0; i < poster_.lists.size(); ++i) {
      const double x = margin + static_cast<double>(i) * (column + column_gap);
      end = std::max(end, list(poster_.lists[i], x, y, scale, draws));
    }
    return end;
  }

  void foot(const QrSquares& squares) {
    const double top = page_height - foot_height;
    fill(pale, 0, top, page_width, foot_height);
    fill(navy, 0, top, page_width, 1.2);
    constexpr double words = inner - qr_side - 8 * mm;
    double y = top + 5 * mm;
    y = put(canvas_.layout(poster_.before_number, sans_look(15, true), words), ink, margin, y);
    y = put(canvas_.layout(poster_.number, sans_look(50, true, PANGO_ALIGN_LEFT, 0.95), words),
            accents[0], margin, y);
    put(canvas_.layout(poster_.after_number, sans_look(12.5, true), words), ink, margin, y);
    const double x = page_width - margin - qr_side;
    fill(white, x, top + 4 * mm, qr_side, qr_side);
    use(ink);
    canvas_.draw(squares, x, top + 4 * mm, qr_side);
    put(canvas_.layout(poster_.url_line, sans_look(9.5, false, PANGO_ALIGN_CENTER), qr_side), soft,
        x, top + 4 * mm + qr_side + 1 * mm);
    put(canvas_.layout(poster_.footer, sans_look(7.5, false), words), soft, margin,
        page_height - 6 * mm);
  }

 private:
  void use(const Colour& colour) {
    cairo_set_source_rgb(canvas_.cairo(), colour.red, colour.green, colour.blue);
  }
  void fill(const Colour& colour, double x, double y, double wide, double high) {
    use(colour);
    cairo_rectangle(canvas_.cairo(), x, y, wide, high);
    cairo_fill(canvas_.cairo());
  }
  double put(const Layout& text, const Colour& colour, double x, double y) {
    use(colour);
    canvas_.show(text, x, y);
    return y + Canvas::height_of(text);
  }

  double line(const Poster::Line& line, const Colour& colour, double y, double scale, bool draws) {
    constexpr double beside = 6 * mm;
    const auto label = canvas_.layout(line.label, sans_look(11.5 * scale, true), inner - beside);
    const auto text = canvas_.layout(line.text, sans_look(24 * scale, true), inner - beside);
    const double end = y + Canvas::height_of(label) + Canvas::height_of(text);
    if (draws) {
      fill(colour, margin, y + 1, 4, end - y - 2);
      put(text, ink, margin + beside, put(label, colour, margin + beside, y));
    }
    return end;
  }

  double list(const Poster::List& list, double x, double y, double scale, bool draws) {
    const double indent = 13 * scale;
    const auto heading = canvas_.layout(list.heading, sans_look(14 * scale, true), column);
    if (draws) {
      put(heading, navy, x, y);
    }
    y += Canvas::height_of(heading) + 2 * mm;
    for (const auto& item : list.items) {
      const auto text = canvas_.layout(item, sans_look(11.5 * scale, false), column - indent);
      if (draws) {
        use(navy);
        cairo_new_path(canvas_.cairo());
        cairo_arc(canvas_.cairo(), x + 3, y + 8.6 * scale, 2.1 * scale, 0, 2 * M_PI);
        cairo_fill(canvas_.cairo());
        put(text, ink, x + indent, y);
      }
      y += Canvas::height_of(text) + 1.6 * mm * scale;
    }
    return y;
  }

  Canvas& canvas_;
  const Poster& poster_;
};

}  // namespace

base::Result<std::string> poster_pdf(const Poster& poster, PosterSize size) {
  const auto squares = qr_of(poster.url);
  if (!squares) {
    return squares.error();
  }
  const double scale = size == PosterSize::a3 ? a3_scale : 1.0;
  std::string bytes;
  Canvas canvas{{poster.title, poster.kind, poster.date, page_width * scale, page_height * scale},
                bytes};
  if (const auto ok = canvas.need_font(sans); !ok) {
    return ok.error();
  }
  cairo_scale(canvas.cairo(), scale, scale);
  Wall wall{canvas, poster};
  const double from = wall.head();
  constexpr double until = page_height - foot_height - 5 * mm;
  const auto* fits = std::ranges::find_if(
      scales, [&](double each) { return wall.middle(from, each, false) <= until; });
  if (fits == scales.end()) {
    return base::Error{base::ErrorCode::too_large,
                       fmt::format("the texts of \"{}\" do not fit a poster", poster.title)};
  }
  wall.middle(from, *fits, true);
  wall.foot(*squares);
  if (const auto ok = canvas.finish(); !ok) {
    return ok.error();
  }
  return bytes;
}

}  // namespace holdfast::paper
