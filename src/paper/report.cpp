#include "paper/report.hpp"

#include <algorithm>
#include <fmt/core.h>

#include "base/check.hpp"
#include "paper/canvas.hpp"

namespace holdfast::paper {

namespace {

constexpr double page_width = 210 * mm;
constexpr double page_height = 297 * mm;
constexpr double left = 18 * mm;
constexpr double right = page_width - 18 * mm;
constexpr double top = 18 * mm;
constexpr double bottom = page_height - 20 * mm;
constexpr double width = right - left;
constexpr double frame_pad = 8;
constexpr double cell_pad = 2.5;
constexpr double cell_size = 7.5;

Look look_of(Words::Rank rank) {
  using Rank = Words::Rank;
  switch (rank) {
    case Rank::title:
      return {20, true, PANGO_ALIGN_CENTER, 0, 0, 2, 1.0};
    case Rank::subtitle:
      return {10.5, false, PANGO_ALIGN_CENTER, 0, 0, 8, 1.1};
    case Rank::heading:
      return {12.5, true, PANGO_ALIGN_LEFT, 0, 8, 3, 1.0, sans};
    case Rank::body:
      return {10, false, PANGO_ALIGN_LEFT, 0, 0, 3, 1.15};
    case Rank::item:
      return {9.5, false, PANGO_ALIGN_LEFT, -10, 0, 2.5, 1.1};
    case Rank::small:
      return {8, false, PANGO_ALIGN_LEFT, 0, 1, 2, 1.05};
  }
  return {};
}

Look cell_look(const Column& column, bool is_heading) {
  return {cell_size, is_heading, column.is_number ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT, 0, 0, 0,
          1.0,       sans};
}

/// A report under way: how far down the page the pen is.
class Pen {
 public:
  Pen(const Report& report, std::string& bytes)
      : report_(report), canvas_({report.title, report.subject, report.date}, bytes) {}

  [[nodiscard]] base::Result<void> need_fonts() const {
    const auto ok = canvas_.need_font(serif);
    return ok ? canvas_.need_font(sans) : ok;
  }

  void operator()(const Words& words) {
    const auto look = look_of(words.rank);
    y_ += y_ > top ? look.before : 0;
    const auto text = canvas_.layout(words.text, look, width);
    // A heading stays with what it stands over.
    need(Canvas::height_of(text) + (words.rank == Words::Rank::heading ? 40 : 0));
    canvas_.show(text, left, y_);
    y_ += Canvas::height_of(text) + look.after;
  }

  void operator()(const Framed& framed) {
    const double inner = width - 2 * frame_pad;
    std::vector<Layout> texts;
    texts.push_back(
        canvas_.layout(framed.heading, {11.5, true, PANGO_ALIGN_LEFT, 0, 0, 0, 1.0, sans}, inner));
    for (const auto& item : framed.items) {
      texts.push_back(canvas_.layout(item, look_of(Words::Rank::item), inner));
    }
    double high = 2 * frame_pad;
    for (const auto& text : texts) {
      high += Canvas::height_of(text) + 3;
    }
    need(high);
    rectangle(left, y_, width, high, 0.96);
    double y = y_ + frame_pad;
    for (const auto& text : texts) {
      canvas_.show(text, left + frame_pad, y);
      y += Canvas::height_of(text) + 3;
    }
    y_ += high + 6;
  }

  void operator()(const Grid& grid) {
    double shares = 0;
    for (const auto& column : grid.columns) {
      shares += column.share;
    }
    std::vector<std::string> headings;
    for (const auto& column : grid.columns) {
      headings.push_back(column.heading);
    }
    need(60);
    row(grid, headings, shares, true);
    for (const auto& cells : grid.rows) {
      base::check(cells.size() == grid.columns.size(), "a row of another length than its heading");
      if (y_ + height_of(grid, cells, shares, false) > bottom) {
        turn();
        row(grid, headings, shares, true);
      }
      row(grid, cells, shares, false);
    }
    y_ += 6;
  }

  void operator()(const Picture& picture) {
    const auto& drawing = picture.drawing;
    const double scale = std::min(width / drawing.wide, (bottom - top) / drawing.high);
    need(drawing.high * scale);
    auto* cairo = canvas_.cairo();
    cairo_save(cairo);
    cairo_translate(cairo, left, y_);
    cairo_scale(cairo, scale, scale);
    for (const Shape& shape : drawing.shapes) {
      std::visit([this](const auto& each) { draw(each); }, shape);
    }
    cairo_restore(cairo);
    y_ += drawing.high * scale + 6;
  }

  void operator()(const NewPage& /*block*/) {
    if (y_ > top) {
      turn();
    }
  }

  [[nodiscard]] base::Result<void> finish() {
    foot();
    return canvas_.finish();
  }

 private:
  void need(double high) {
    if (y_ > top && y_ + high > bottom) {
      turn();
    }
  }
  void turn() {
    foot();
    canvas_.end_page();
    ++page_;
    y_ = top;
  }
  void foot() {
    const Look small{8, false, PANGO_ALIGN_LEFT, 0, 0, 0, 1.0, sans};
    Look number = small;
    number.align = PANGO_ALIGN_RIGHT;
    canvas_.show(canvas_.layout(report_.footer, small, width - 60), left, bottom + 10);
    canvas_.show(canvas_.layout(fmt::format("— {} —", page_), number, width), left, bottom + 10);
  }

  std::vector<Layout> layouts(const Grid& grid, const std::vector<std::string>& cells,
                              double shares, bool is_heading) const {
    std::vector<Layout> texts;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto& column = grid.columns[i];
      texts.push_back(canvas_.layout(cells[i], cell_look(column, is_heading),
                                     width * column.share / shares - 2 * cell_pad));
    }
    return texts;
  }
  static double height_of(const std::vector<Layout>& texts) {
    double high = 0;
    for (const auto& text : texts) {
      high = std::max(high, Canvas::height_of(text));
    }
    return high + 2 * cell_pad;
  }
  [[nodiscard]] double height_of(const Grid& grid, const std::vector<std::string>& cells,
                                 double shares, bool is_heading) const {
    return height_of(layouts(grid, cells, shares, is_heading));
  }

  void row(const Grid& grid, const std::vector<std::string>& cells, double shares,
           bool is_heading) {
    const auto texts = layouts(grid, cells, shares, is_heading);
    const double high = height_of(texts);
    double x = left;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const double wide = width * grid.columns[i].share / shares;
      rectangle(x, y_, wide, high, is_heading ? 0.92 : 1);
      canvas_.show(texts[i], x + cell_pad, y_ + cell_pad);
      x += wide;
    }
    y_ += high;
  }

  void rectangle(double x, double y, double wide, double high, double grey) {
    auto* cairo = canvas_.cairo();
    cairo_save(cairo);
    cairo_new_path(cairo);  // a text left the pen where it ended
    cairo_rectangle(cairo, x, y, wide, high);
    cairo_set_source_rgb(cairo, grey, grey, grey);
    cairo_fill_preserve(cairo);
    cairo_set_source_rgb(cairo, 0.55, 0.55, 0.55);
    cairo_set_line_width(cairo, 0.4);
    cairo_stroke(cairo);
    cairo_restore(cairo);
  }

  void paint(const Colour& colour, double opacity = 1) {
    cairo_set_source_rgba(canvas_.cairo(), colour.red, colour.green, colour.blue, opacity);
  }
  void draw(const Box& box) {
    auto* cairo = canvas_.cairo();
    cairo_new_path(cairo);
    cairo_rectangle(cairo, box.x, box.y, box.wide, box.high);
    paint(box.fill);
    cairo_fill_preserve(cairo);
    paint(box.line);
    cairo_set_line_width(cairo, 0.8);
    cairo_stroke(cairo);
  }
  void draw(const Curve& curve) {
    auto* cairo = canvas_.cairo();
    const double middle = (curve.x1 + curve.x2) / 2;
    cairo_new_path(cairo);
    cairo_move_to(cairo, curve.x1, curve.y1);
    cairo_curve_to(cairo, middle, curve.y1, middle, curve.y2, curve.x2, curve.y2);
    paint(curve.colour, 0.6);
    cairo_set_line_width(cairo, curve.thick);
    cairo_stroke(cairo);
  }
  void draw(const Label& label) {
    const Look look{label.size, label.bold, PANGO_ALIGN_LEFT, 0, 0, 0, 1.0, sans};
    const auto text = canvas_.layout(label.text, look, width * 4);
    const double baseline =
        static_cast<double>(pango_layout_get_baseline(text.get())) / PANGO_SCALE;
    paint(label.colour);
    canvas_.show(text, label.x, label.y - baseline);
  }

  const Report& report_;
  Canvas canvas_;
  double y_ = top;
  int page_ = 1;
};

}  // namespace

base::Result<std::string> report_pdf(const Report& report) {
  std::string bytes;
  Pen pen(report, bytes);
  if (const auto ok = pen.need_fonts(); !ok) {
    return ok.error();
  }
  for (const auto& block : report.blocks) {
    std::visit(pen, block);
  }
  if (const auto ok = pen.finish(); !ok) {
    return ok.error();
  }
  return bytes;
}

}  // namespace holdfast::paper
