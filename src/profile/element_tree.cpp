#include "profile/element_tree.hpp"

#include <algorithm>
#include <fmt/core.h>

#include "profile/xml_parser.hpp"

namespace holdfast::profile {

namespace {

constexpr char name_separator = '\x1f';  // between an element's namespace and its name
constexpr std::string_view blanks = " \t\r\n";

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) {
    return {};
  }
  return std::string{text.substr(first, text.find_last_not_of(blanks) - first + 1)};
}

class TreeReader {
 public:
  base::Result<ElementTree> read(std::string_view bytes) {
    if (const auto read = parser_.parse(bytes); !read) {
      return read.error();
    }
    return std::move(tree_);
  }

 private:
  void start(std::string_view full, const char** attributes) {
    if (text_.find_first_not_of(blanks) != std::string::npos) {
      return parser_.give_up("text stands among elements");
    }
    if (open_.size() == tree_depth_max) {
      return parser_.give_up(fmt::format("elements nest deeper than {}", tree_depth_max));
    }
    if (++elements_ > tree_elements_max) {
      return parser_.give_up(
          fmt::format("the message has more than {} elements", tree_elements_max),
          base::ErrorCode::too_large);
    }
    const auto separator = full.find(name_separator);
    const auto name = separator == std::string_view::npos ? full : full.substr(separator + 1);
    Element fresh;
    fresh.name = name;
    for (const char** each = attributes; *each != nullptr; each += 2) {
      if (std::string_view{each[0]} == "Ccy") {
        fresh.currency = std::string_view{each[1]}.substr(0, 3);
      }
    }
    text_.clear();
    if (open_.empty()) {
      tree_.space = separator == std::string_view::npos ? std::string{}
                                                        : std::string{full.substr(0, separator)};
      tree_.root = std::move(fresh);
      open_.push_back(&tree_.root);
      return;
    }
    // Only the last child of each is open: a parent's list grows while none of it is pointed into.
    auto& siblings = open_.back()->children;
    siblings.push_back(std::move(fresh));
    open_.push_back(&siblings.back());
  }

  void add_text(std::string_view more) {
    if (text_.size() + more.size() > tree_text_bytes_max) {
      return parser_.give_up(fmt::format("a text is longer than {} bytes", tree_text_bytes_max));
    }
    text_ += more;
  }

  void end() {
    if (open_.empty()) {
      return;
    }
    auto& closed = *open_.back();
    if (closed.children.empty()) {
      closed.text = trimmed(text_);
    } else if (text_.find_first_not_of(blanks) != std::string::npos) {
      return parser_.give_up("text stands among elements");
    }
    text_.clear();
    open_.pop_back();
  }

  XmlParser parser_{{.start = [this](auto name, auto** attributes) { start(name, attributes); },
                     .text = [this](auto more) { add_text(more); },
                     .end = [this] { end(); }},
                    "the message needs",
                    name_separator};
  std::vector<Element*> open_;
  std::size_t elements_ = 0;
  std::string text_;
  ElementTree tree_;
};

}  // namespace

const Element* Element::child(std::string_view wanted) const {
  const auto found = std::find_if(children.begin(), children.end(),
                                  [&](const Element& each) { return each.name == wanted; });
  return found == children.end() ? nullptr : &*found;
}

const Element* Element::at(std::string_view path) const {
  const auto* place = this;
  while (place != nullptr && !path.empty()) {
    const auto slash = path.find('/');
    place = place->child(path.substr(0, slash));
    path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
  }
  return place;
}

std::string_view Element::text_at(std::string_view path) const {
  const auto* place = at(path);
  return place == nullptr ? std::string_view{} : std::string_view{place->text};
}

base::Result<ElementTree> read_tree(std::string_view bytes) {
  if (bytes.size() > tree_bytes_max) {
    return base::Error{base::ErrorCode::too_large,
                       fmt::format("the message is larger than {} MiB", tree_bytes_max >> 20)};
  }
  return TreeReader{}.read(bytes);
}

void append_leaf(std::string& to, std::string_view name, std::string_view text) {
  if (text.empty()) {
    return;
  }
  to += fmt::format("<{}>", name);
  for (const char c : text) {
    switch (c) {
      case '&':
        to += "&amp;";
        break;
      case '<':
        to += "&lt;";
        break;
      case '>':
        to += "&gt;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20) {
          to += c;
        }
    }
  }
  to += fmt::format("</{}>", name);
}

}  // namespace holdfast::profile
