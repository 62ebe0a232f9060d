// The wording of each kind of paper, as data, by the layout that it was issued with. A layout that
// has been used is never changed: papers are drawn again by it. A new wording is a new layout.
//
// `{name}` stands for a fact (compose.cpp names them). Not for use outside paper.
#pragma once

#include <span>
#include <string_view>

#include "order/paper.hpp"

namespace holdfast::paper {

/// What a receipt asks the partner to fill in: heading, and what is printed for them to tick.
struct Asked {
  std::string_view label;
  std::string_view choices;
};

struct Form {
  order::PaperKind kind;
  order::Family family;                     // of papers whose wording depends on it; else any
  std::string_view addressee;               // empty: none
  std::string_view lead;                    // before the particulars
  std::span<const std::string_view> after;  // behind them, one paragraph each
  std::span<const Asked> receipt;           // empty: none
};

/// Those of layout 1 for the rarer families (layout_1_special.cpp).
[[nodiscard]] std::span<const Form> special_forms_1();
/// Those of layout 1 that belong to a case and to no order (layout_1_case.cpp).
[[nodiscard]] std::span<const Form> case_forms_1();

/// Null, where the layout is not known.
[[nodiscard]] const Form* form_of(int layout, order::PaperKind kind, order::Family family);

}  // namespace holdfast::paper
