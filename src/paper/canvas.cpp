#include "paper/canvas.hpp"

#include <cairo-pdf.h>
#include <fmt/core.h>
#include <string_view>

namespace holdfast::paper {

namespace {

using Font = std::unique_ptr<PangoFontDescription, Freed<pango_font_description_free>>;

cairo_status_t keep(void* to, const unsigned char* bytes, unsigned length) {
  static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), length);
  return CAIRO_STATUS_SUCCESS;
}

Font font_of(const char* family, double size, bool bold) {
  Font font{pango_font_description_new()};
  pango_font_description_set_family_static(font.get(), family);
  pango_font_description_set_absolute_size(font.get(), size * PANGO_SCALE);
  pango_font_description_set_weight(font.get(), bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  return font;
}

}  // namespace

Canvas::Canvas(const Facts& facts, std::string& bytes)
    : surface_(cairo_pdf_surface_create_for_stream(keep, &bytes, facts.width, facts.height)),
      cairo_(cairo_create(surface_.get())),
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
  cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_TITLE, facts.title.c_str());
  cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_SUBJECT, facts.subject.c_str());
  cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATE_DATE,
                                 base::format_instant(facts.date).substr(0, 19).c_str());
  cairo_set_line_width(cairo_.get(), 0.6);
}

base::Result<void> Canvas::need_font(const char* family) const {
  const auto font = font_of(family, 11.5, false);
  auto* loaded = pango_context_load_font(context_.get(), font.get());
  bool fits = false;
  if (loaded != nullptr) {
    const Font found{pango_font_describe(loaded)};
    const auto* name = pango_font_description_get_family(found.get());
    fits = name != nullptr && std::string_view{name} == family;
    g_object_unref(loaded);
  }
  if (!fits) {
    return base::Error{base::ErrorCode::unavailable,
                       fmt::format("the font {} is not installed (package fonts-noto-cjk): no "
                                   "paper can be made",
                                   family)};
  }
  return {};
}

Layout Canvas::layout(const std::string& text, const Look& look, double wide) const {
  Layout out{pango_layout_new(context_.get())};
  const auto font = font_of(look.family, look.size, look.bold);
  pango_layout_set_font_description(out.get(), font.get());
  pango_layout_set_width(out.get(), static_cast<int>(wide * PANGO_SCALE));
  pango_layout_set_wrap(out.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment(out.get(), look.align);
  pango_layout_set_indent(out.get(), static_cast<int>(look.indent * PANGO_SCALE));
  pango_layout_set_line_spacing(out.get(), static_cast<float>(look.line));
  pango_layout_set_text(out.get(), text.data(), static_cast<int>(text.size()));
  return out;
}

double Canvas::height_of(const Layout& text) {
  int high = 0;
  pango_layout_get_size(text.get(), nullptr, &high);
  return static_cast<double>(high) / PANGO_SCALE;
}

void Canvas::show(const Layout& text, double x, double y) {
  cairo_move_to(cairo_.get(), x, y);
  pango_cairo_show_layout(cairo_.get(), text.get());
}

void Canvas::draw(const QrSquares& squares, double x, double y, double wide) {
  constexpr double quiet = 4;
  const double unit = wide / (squares.side + 2 * quiet);
  for (int row = 0; row < squares.side; ++row) {
    for (int column = 0; column < squares.side; ++column) {
      if (squares.is_dark(column, row)) {
        cairo_rectangle(cairo_.get(), x + (column + quiet) * unit, y + (row + quiet) * unit, unit,
                        unit);
      }
    }
  }
  cairo_fill(cairo_.get());
}

base::Result<void> Canvas::finish() {
  end_page();
  cairo_surface_finish(surface_.get());
  const auto status = cairo_surface_status(surface_.get());
  if (status != CAIRO_STATUS_SUCCESS) {
    return base::Error{base::ErrorCode::unavailable, fmt::format("the PDF could not be made: {}",
                                                                 cairo_status_to_string(status))};
  }
  return {};
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
