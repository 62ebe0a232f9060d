#include "paper/page.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/core.h>
#include <optional>

#include "paper/canvas.hpp"

namespace holdfast::paper {

namespace {

// Points. The margins are those that official papers have, the lower ones a little less. They are
// part of layout 1: other ones come with another layout, or old papers would have other bytes.
constexpr double page_width = 210 * mm;
constexpr double page_height = 297 * mm;
constexpr double left = 26 * mm;
constexpr double right = page_width - 24 * mm;
constexpr double top = 26 * mm;
constexpr double bottom = page_height - 22 * mm;
constexpr double width = right - left;
constexpr double body_size = 11.5;
constexpr double cell_size = 10.5;
constexpr double cell_pad = 4.5;
constexpr double label_width = 74;
constexpr double qr_side = 23 * mm;
constexpr double seal_radius = 19 * mm;
constexpr double seal_gap = 8;

Look look_of(Style style) {
  switch (style) {
    case Style::unit:
      return {15, false, PANGO_ALIGN_CENTER, 0, 0, 4};
    case Style::title:
      return {22, true, PANGO_ALIGN_CENTER, 0, 0, 8, 1.0};
    case Style::heading:
      return {14, true, PANGO_ALIGN_CENTER, 0, 2, 3, 1.0};
    case Style::number:
      return {body_size, false, PANGO_ALIGN_RIGHT, 0, 0, 8};
    case Style::addressee:
      return {body_size, false, PANGO_ALIGN_LEFT, 0, 0, 2};
    case Style::body:
      return {body_size, false, PANGO_ALIGN_LEFT, 2 * body_size, 0, 2};
    case Style::closing:
      return {body_size, false, PANGO_ALIGN_RIGHT, 0, 0, 2};
    case Style::note:
      return {8.5, false, PANGO_ALIGN_LEFT, 0, 2, 0, 1.0};
  }
  return {};
}

/// One document under way: pages, and how far down the page the pen is.
class Pen {
 public:
  Pen(const Sheet& sheet, std::string& bytes)
      : sheet_(sheet), canvas_({sheet.title, sheet.subject, sheet.date}, bytes) {}

  [[nodiscard]] base::Result<void> need_font() const { return canvas_.need_font(serif); }

  void put(const Line& line) {
    const auto look = look_of(line.style);
    y_ += look.before;
    const auto text = layout(line.text, look, width);
    need(height_of(text));
    show(text, left, y_);
    y_ += height_of(text) + look.after;
  }

  void put(const Table& table) {
    y_ += 3;
    for (const auto& row : table.rows) {
      put_row(row);
    }
    y_ += 6;
  }

  void put(const Seal& seal) {
    const Look look{body_size, false, PANGO_ALIGN_CENTER};
    constexpr double column = 70 * mm;
    const auto unit = layout(seal.unit, look, column);
    const auto date = layout(seal.date, look, column);
    const double high = height_of(unit) + height_of(date);
    need(2 * seal_radius + seal_gap);
    const double x = right - column;
    const double middle = y_ + seal_gap / 2 + seal_radius;
    auto* cairo = canvas_.cairo();
    cairo_save(cairo);
    cairo_set_source_rgb(cairo, 0.72, 0.72, 0.72);
    constexpr std::array dashes{2.5, 2.5};
    cairo_set_dash(cairo, dashes.data(), static_cast<int>(dashes.size()), 0);
    cairo_new_path(cairo);  // the text left the pen where it ended
    cairo_arc(cairo, x + column / 2, middle, seal_radius, 0, 2 * M_PI);
    cairo_stroke(cairo);
    cairo_restore(cairo);
    show(unit, x, middle - high / 2);
    show(date, x, middle - high / 2 + height_of(unit));
    y_ = middle + seal_radius + seal_gap / 2;
  }

  /// The receipt stays whole: on this page where it fits, else on the next.
  void put(const Cut& /*cut*/, double following) {
    constexpr double gap = 14;
    if (y_ + gap + following > bottom) {
      turn();
      return;
    }
    y_ += gap / 2;
    auto* cairo = canvas_.cairo();
    cairo_save(cairo);
    constexpr std::array dashes{5.0, 3.0};
    cairo_set_dash(cairo, dashes.data(), static_cast<int>(dashes.size()), 0);
    cairo_move_to(cairo, left, y_);
    cairo_line_to(cairo, right, y_);
    cairo_stroke(cairo);
    cairo_restore(cairo);
    y_ += gap / 2;
  }

  [[nodiscard]] double height_of(const Block& block) const {
    if (const auto* line = std::get_if<Line>(&block)) {
      const auto look = look_of(line->style);
      return look.before + height_of(layout(line->text, look, width)) + look.after;
    }
    if (const auto* table = std::get_if<Table>(&block)) {
      double sum = 9;
      for (const auto& row : table->rows) {
        sum += height_of(cells_of(row));
      }
      return sum;
    }
    return std::holds_alternative<Seal>(block) ? 2 * seal_radius + seal_gap : 0;
  }

  /// The code by which anybody may check the paper, in the first page's upper left corner.
  void put_check(const QrSquares& squares) {
    const double quiet = 4;
    const double unit = qr_side / (squares.side + 2 * quiet);
    const double x0 = left - quiet * unit;
    const double y0 = top - 12 * mm;
    canvas_.draw(squares, x0, y0, qr_side);
    const double beside = left + qr_side + 2 * mm;
    double y = y0 + qr_side / 2 - 4 * mm;
    for (const auto& line : sheet_.check_lines) {
      const auto text = layout(line, {8.5, false, PANGO_ALIGN_LEFT, 0, 0, 0, 1.0}, 60 * mm);
      show(text, beside, y);
      y += height_of(text);
    }
    y_ = y0 + qr_side + 2 * mm;
  }

  base::Result<void> finish() {
    number_page();
    return canvas_.finish();
  }

 private:
  struct Cell {
    double x;
    double wide;
    Layout text;
    bool is_label;
  };
  using Cells = std::vector<Cell>;

  [[nodiscard]] Layout layout(const std::string& text, const Look& look, double wide) const {
    return canvas_.layout(text, look, wide);
  }
  [[nodiscard]] static double height_of(const Layout& text) { return Canvas::height_of(text); }
  void show(const Layout& text, double x, double y) { canvas_.show(text, x, y); }

  [[nodiscard]] Cells cells_of(const Row& row) const {
    const Look label{cell_size, false, PANGO_ALIGN_CENTER, 0, 0, 0, 1.05};
    const Look text{cell_size, false, PANGO_ALIGN_LEFT, 0, 0, 0, 1.05};
    const bool halves = !row.label2.empty();
    const double wide = halves ? width / 2 - label_width : width - label_width;
    Cells cells;
    const auto add = [&](double x, double w, const std::string& what, const Look& look, bool is) {
      cells.push_back({x, w, layout(what, look, w - 2 * cell_pad), is});
    };
    add(left, label_width, row.label, label, true);
    add(left + label_width, wide, row.text, text, false);
    if (halves) {
      add(left + width / 2, label_width, row.label2, label, true);
      add(left + width / 2 + label_width, wide, row.text2, text, false);
    }
    return cells;
  }

  [[nodiscard]] static double height_of(const Cells& cells) {
    double high = 0;
    for (const auto& cell : cells) {
      high = std::max(high, height_of(cell.text));
    }
    return std::max(high + 2 * cell_pad, 22.0);
  }

  void put_row(const Row& row) {
    const auto cells = cells_of(row);
    const double high = height_of(cells);
    need(high);
    for (const auto& cell : cells) {
      if (cell.is_label) {
        cairo_save(canvas_.cairo());
        cairo_set_source_rgb(canvas_.cairo(), 0.955, 0.955, 0.955);
        cairo_rectangle(canvas_.cairo(), cell.x, y_, cell.wide, high);
        cairo_fill(canvas_.cairo());
        cairo_restore(canvas_.cairo());
      }
      cairo_rectangle(canvas_.cairo(), cell.x, y_, cell.wide, high);
      cairo_stroke(canvas_.cairo());
      show(cell.text, cell.x + cell_pad, y_ + (high - height_of(cell.text)) / 2);
    }
    y_ += high;
  }

  void need(double high) {
    if (y_ + high > bottom) {
      turn();
    }
  }

  void turn() {
    number_page();
    canvas_.end_page();
    ++page_;
    y_ = top;
  }

  void number_page() {
    const Look look{9, false, PANGO_ALIGN_CENTER, 0, 0, 0, 1.0};
    const auto text = layout(fmt::format("{}　— {} —", sheet_.subject, page_), look, width);
    show(text, left, page_height - 15 * mm);
  }

  const Sheet& sheet_;
  Canvas canvas_;
  double y_ = top;
  int page_ = 1;
};

}  // namespace

base::Result<std::string> set(const Sheet& sheet) {
  std::optional<QrSquares> squares;
  if (!sheet.check_url.empty()) {
    auto drawn = qr_of(sheet.check_url);
    if (!drawn) {
      return drawn.error();
    }
    squares = std::move(*drawn);
  }
  std::string bytes;
  Pen pen{sheet, bytes};
  if (const auto ok = pen.need_font(); !ok) {
    return ok.error();
  }
  if (squares) {
    pen.put_check(*squares);
  }
  for (std::size_t i = 0; i < sheet.blocks.size(); ++i) {
    const auto& block = sheet.blocks[i];
    if (const auto* cut = std::get_if<Cut>(&block)) {
      double following = 0;
      for (std::size_t j = i + 1; j < sheet.blocks.size(); ++j) {
        following += pen.height_of(sheet.blocks[j]);
      }
      pen.put(*cut, following);
    } else if (const auto* line = std::get_if<Line>(&block)) {
      pen.put(*line);
    } else if (const auto* table = std::get_if<Table>(&block)) {
      pen.put(*table);
    } else {
      pen.put(std::get<Seal>(block));
    }
  }
  if (const auto ok = pen.finish(); !ok) {
    return ok.error();
  }
  return bytes;
}

base::Result<std::string> pdf_of(const order::Paper& paper) {
  const auto sheet = compose(paper);
  return sheet ? set(*sheet) : base::Result<std::string>{sheet.error()};
}

}  // namespace holdfast::paper
