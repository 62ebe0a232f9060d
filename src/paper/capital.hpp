// Amounts in the capital characters that a legal paper states them in, so that no digit can be
// added or changed.
#pragma once

#include <string>

#include "base/fen.hpp"

namespace holdfast::paper {

/// 5,000,000 fen -> "人民币伍万元整"; 10,050 -> "人民币壹佰元伍角整"; 1 -> "人民币壹分".
/// From 0 up to Fen::limit().
[[nodiscard]] std::string capital_yuan(base::Fen amount);

}  // namespace holdfast::paper
