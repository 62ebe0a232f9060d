#include "paper/page.hpp"

#include <algorithm>
#include <array>
#include <cairo-pdf.h>
#include <cmath>
#include <fmt/core.h>
#include <memory>
#include <pango/pangocairo.h>

#include "paper/qr.hpp"

namespace holdfast::paper {

namespace {

constexpr const char* family_name = "Noto Serif CJK SC";

// Points. The margins are those that official papers have, the lower ones a little less. They are
// part of layout 1: other ones come with another layout, or old papers would have other bytes.
constexpr double mm = 72 / 25.4;
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

struct Look {
  double size = body_size;
  bool bold = false;
  PangoAlignment align = PANGO_ALIGN_LEFT;
  double indent = 0;
  double before = 0;
  double after = 0;
  double line = 1.25;  // times the font's own
};

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

template <auto free_it>
struct Freed {
  template <typename T>
  void operator()(T* it) const {
    free_it(it);
  }
};
using Surface = std::unique_ptr<cairo_surface_t, Freed<cairo_surface_destroy>>;
using Context = std::unique_ptr<cairo_t, Freed<cairo_destroy>>;
using Layout = std::unique_ptr<PangoLayout, Freed<g_object_unref>>;
using FontMap = std::unique_ptr<PangoFontMap, Freed<g_object_unref>>;
using TextContext = std::unique_ptr<PangoContext, Freed<g_object_unref>>;
using Font = std::unique_ptr<PangoFontDescription, Freed<pango_font_description_free>>;

cairo_status_t keep(void* to, const unsigned char* bytes, unsigned length) {
  static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), length);
  return CAIRO_STATUS_SUCCESS;
}

Font font_of(double size, bool bold) {
  Font font{pango_font_description_new()};
  pango_font_description_set_family_static(font.get(), family_name);
  pango_font_description_set_absolute_size(font.get(), size * PANGO_SCALE);
  pango_font_description_set_weight(font.get(), bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  return font;
}

/// One document under way: pages, and how far down the page the pen is.
class Pen {
 public:
  Pen(const Sheet& sheet, std::string& bytes)
      : sheet_(sheet),
        surface_(cairo_pdf_surface_create_for_stream(keep, &bytes, page_width, page_height)),
        cairo_(cairo_create(surface_.get())),
        // A font map of its own: no state of another document or thread comes into this one.
        fonts_(pango_cairo_font_map_new()),
        context_(pango_font_map_create_context(fonts_.get())) {
    auto* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context_.get(), options);
    cairo_font_options_destroy(options);
    pango_cairo_context_set_resolution(context_.get(), 72);
    pango_context_set_language(context_.get(), pango_language_from_string("zh-cn"));
    pango_context_set_round_glyph_positions(context_.get(), FALSE);
    auto* pdf = surface_.get();
    cairo_pdf_surface_restrict_to_version(pdf, CAIRO_PDF_VERSION_1_5);
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_TITLE, sheet.title.c_str());
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_SUBJECT, sheet.subject.c_str());
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATE_DATE,
                                   base::format_instant(sheet.date).substr(0, 19).c_str());
    cairo_set_line_width(cairo_.get(), 0.6);
  }

  [[nodiscard]] bool has_font() const {
    const auto font = font_of(body_size, false);
    auto* loaded = pango_context_load_font(context_.get(), font.get());
    if (loaded == nullptr) {
      return false;
    }
    const Font found{pango_font_describe(loaded)};
    const auto* name = pango_font_description_get_family(found.get());
    const bool fits = name != nullptr && std::string_view{name} == family_name;
    g_object_unref(loaded);
    return fits;
  }

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
    auto* cairo = cairo_.get();
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
    auto* cairo = cairo_.get();
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
    auto* cairo = cairo_.get();
    for (int y = 0; y < squares.side; ++y) {
      for (int x = 0; x < squares.side; ++x) {
        if (squares.is_dark(x, y)) {
          cairo_rectangle(cairo, x0 + (x + quiet) * unit, y0 + (y + quiet) * unit, unit, unit);
        }
      }
    }
    cairo_fill(cairo);
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
    cairo_show_page(cairo_.get());
    cairo_surface_finish(surface_.get());
    const auto status = cairo_surface_status(surface_.get());
    if (status != CAIRO_STATUS_SUCCESS) {
      return base::Error{base::ErrorCode::unavailable, fmt::format("the PDF could not be made: {}",
                                                                   cairo_status_to_string(status))};
    }
    return {};
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
    Layout out{pango_layout_new(context_.get())};
    const auto font = font_of(look.size, look.bold);
    pango_layout_set_font_description(out.get(), font.get());
    pango_layout_set_width(out.get(), static_cast<int>(wide * PANGO_SCALE));
    pango_layout_set_wrap(out.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(out.get(), look.align);
    pango_layout_set_indent(out.get(), static_cast<int>(look.indent * PANGO_SCALE));
    pango_layout_set_line_spacing(out.get(), static_cast<float>(look.line));
    pango_layout_set_text(out.get(), text.data(), static_cast<int>(text.size()));
    return out;
  }

  [[nodiscard]] static double height_of(const Layout& text) {
    int high = 0;
    pango_layout_get_size(text.get(), nullptr, &high);
    return static_cast<double>(high) / PANGO_SCALE;
  }

  void show(const Layout& text, double x, double y) {
    cairo_move_to(cairo_.get(), x, y);
    pango_cairo_show_layout(cairo_.get(), text.get());
  }

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
        cairo_save(cairo_.get());
        cairo_set_source_rgb(cairo_.get(), 0.955, 0.955, 0.955);
        cairo_rectangle(cairo_.get(), cell.x, y_, cell.wide, high);
        cairo_fill(cairo_.get());
        cairo_restore(cairo_.get());
      }
      cairo_rectangle(cairo_.get(), cell.x, y_, cell.wide, high);
      cairo_stroke(cairo_.get());
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
    cairo_show_page(cairo_.get());
    ++page_;
    y_ = top;
  }

  void number_page() {
    const Look look{9, false, PANGO_ALIGN_CENTER, 0, 0, 0, 1.0};
    const auto text = layout(fmt::format("{}　— {} —", sheet_.subject, page_), look, width);
    show(text, left, page_height - 15 * mm);
  }

  const Sheet& sheet_;
  Surface surface_;
  Context cairo_;
  FontMap fonts_;
  TextContext context_;
  double y_ = top;
  int page_ = 1;
};

}  // namespace

base::Result<std::string> set(const Sheet& sheet) {
  const auto squares = qr_of(sheet.check_url);
  if (!squares) {
    return squares.error();
  }
  std::string bytes;
  Pen pen{sheet, bytes};
  if (!pen.has_font()) {
    return base::Error{base::ErrorCode::unavailable,
                       fmt::format("the font {} is not installed (package fonts-noto-cjk): no "
                                   "paper can be made",
                                   family_name)};
  }
  pen.put_check(*squares);
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

#ifdef __SANITIZE_ADDRESS__
// Cairo 1.16 loses 768 bytes a font of a document, and fontconfig keeps its tables to the end: both
// seen in a program of twenty lines that uses nothing of ours.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libcairo.so\nleak:libfontconfig.so\n";
}
#endif
