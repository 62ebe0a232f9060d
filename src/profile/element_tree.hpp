// XML from outside as a tree of named elements, bounded in everything: for messages of which some
// fields are read and the rest is passed over.
//
// Refused whole: a DOCTYPE (so no entity is declared, inside or out), another encoding than UTF-8,
// processing instructions, more bytes, elements or depth than stated, a text that is too long.
// Namespaces are looked at in the root alone; of attributes only `Ccy` is kept. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace holdfast::profile {

inline constexpr std::size_t tree_bytes_max = std::size_t{16} << 20;
inline constexpr std::size_t tree_elements_max = 200'000;
inline constexpr std::size_t tree_depth_max = 32;
inline constexpr std::size_t tree_text_bytes_max = 4'096;  // of one element

struct Element {
  std::string name;  // without its namespace
  std::string text;  // of a leaf, without blanks at its ends
  std::string currency;
  std::vector<Element> children;

  /// The first child of that name; null where there is none.
  [[nodiscard]] const Element* child(std::string_view name) const;
  /// Down a path of first children, "Assgnmt/Assgnr/Agt"; null where it breaks off.
  [[nodiscard]] const Element* at(std::string_view path) const;
  /// The text there; empty where there is none.
  [[nodiscard]] std::string_view text_at(std::string_view path) const;
};

struct ElementTree {
  std::string space;  // the namespace of the root
  Element root;
};

/// Errors: bad_input, too_large; `where` is "LINE:COLUMN".
[[nodiscard]] base::Result<ElementTree> read_tree(std::string_view bytes);

/// Appends `<name>text</name>`, escaped; nothing for an empty text.
void append_leaf(std::string& to, std::string_view name, std::string_view text);

}  // namespace holdfast::profile
