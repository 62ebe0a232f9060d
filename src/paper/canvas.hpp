// A PDF under way: a surface that keeps its bytes, and text set by Pango.
//
// The same calls give the same bytes on every run: the document's only date is the one given, no id
// is drawn, fonts are not hinted. Not for use outside paper.
#pragma once

#include <cairo.h>
#include <memory>
#include <pango/pangocairo.h>
#include <string>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "paper/qr.hpp"

namespace holdfast::paper {

inline constexpr double mm = 72 / 25.4;  // in points, as all lengths here

inline constexpr const char* serif = "Noto Serif CJK SC";
inline constexpr const char* sans = "Noto Sans CJK SC";

struct Look {
  double size = 11.5;
  bool bold = false;
  PangoAlignment align = PANGO_ALIGN_LEFT;
  double indent = 0;
  double before = 0;
  double after = 0;
  double line = 1.25;  // times the font's own
  const char* family = serif;
};

template <auto free_it>
struct Freed {
  template <typename T>
  void operator()(T* it) const {
    free_it(it);
  }
};
using Layout = std::unique_ptr<PangoLayout, Freed<g_object_unref>>;

class Canvas {
 public:
  struct Facts {
    std::string title;
    std::string subject;
    base::Instant date;
    double width = 210 * mm;
    double height = 297 * mm;
  };
  /// `bytes` outlives the canvas and holds the file after finish().
  Canvas(const Facts& facts, std::string& bytes);

  /// Errors: unavailable, where the font is not installed.
  [[nodiscard]] base::Result<void> need_font(const char* family) const;
  [[nodiscard]] cairo_t* cairo() { return cairo_.get(); }
  [[nodiscard]] Layout layout(const std::string& text, const Look& look, double wide) const;
  [[nodiscard]] static double height_of(const Layout& text);
  void show(const Layout& text, double x, double y);
  /// `wide` with the quiet border of four squares around it, whose corner is (x, y).
  void draw(const QrSquares& squares, double x, double y, double wide);
  void end_page() { cairo_show_page(cairo_.get()); }
  /// Errors: unavailable, with what Cairo says.
  [[nodiscard]] base::Result<void> finish();

 private:
  std::unique_ptr<cairo_surface_t, Freed<cairo_surface_destroy>> surface_;
  std::unique_ptr<cairo_t, Freed<cairo_destroy>> cairo_;
  // A font map of its own: no state of another document or thread comes into this one.
  std::unique_ptr<PangoFontMap, Freed<g_object_unref>> fonts_;
  std::unique_ptr<PangoContext, Freed<g_object_unref>> context_;
};

}  // namespace holdfast::paper
