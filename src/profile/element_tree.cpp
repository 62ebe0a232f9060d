#include "profile/element_tree.hpp"

#include <algorithm>
#include <expat.h>
#include <fmt/core.h>
#include <memory>
#include <optional>

#include "base/check.hpp"

namespace holdfast::profile {

namespace {

constexpr char name_separator = '\x1f';  // between an element's namespace and its name
// Bytes are given to the parser in such pieces, so that what it refuses costs no more than one.
constexpr std::size_t piece_bytes = std::size_t{1} << 14;
constexpr std::string_view blanks = " \t\r\n";

struct ParserFree {
  void operator()(XML_ParserStruct* parser) const { XML_ParserFree(parser); }
};

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) {
    return {};
  }
  return std::string{text.substr(first, text.find_last_not_of(blanks) - first + 1)};
}

class TreeReader {
 public:
  TreeReader() : parser_(XML_ParserCreateNS("UTF-8", name_separator)) {
    base::check(parser_ != nullptr, "the XML parser's memory");
    auto* const own = parser_.get();
    XML_SetUserData(own, this);
    XML_SetElementHandler(
        own,
        [](void* to, const char* name, const char** attributes) {
          self(to).start(name, attributes);
        },
        [](void* to, const char*) { self(to).end(); });
    XML_SetCharacterDataHandler(own, [](void* to, const char* text, int bytes) {
      self(to).add_text({text, static_cast<std::size_t>(bytes)});
    });
    XML_SetXmlDeclHandler(
        own, [](void* to, const char*, const char* encoding, int) { self(to).declared(encoding); });
    // Entities can only be declared here: without a DOCTYPE there are none, neither inside nor out.
    XML_SetStartDoctypeDeclHandler(own, [](void* to, const char*, const char*, const char*, int) {
      self(to).give_up("a DOCTYPE is not taken: the message needs no document type");
    });
    XML_SetProcessingInstructionHandler(own, [](void* to, const char*, const char*) {
      self(to).give_up("processing instructions are not taken");
    });
  }

  base::Result<ElementTree> read(std::string_view bytes) {
    for (std::size_t at = 0;;) {
      const auto piece = bytes.substr(at, piece_bytes);
      at += piece.size();
      const bool is_last = at == bytes.size();
      const auto status = XML_Parse(parser_.get(), piece.data(), static_cast<int>(piece.size()),
                                    is_last ? XML_TRUE : XML_FALSE);
      if (failure_) {
        return *failure_;
      }
      if (status != XML_STATUS_OK) {
        return base::Error{base::ErrorCode::bad_input,
                           fmt::format("not well-formed XML: {}",
                                       XML_ErrorString(XML_GetErrorCode(parser_.get()))),
                           place()};
      }
      if (is_last) {
        return std::move(tree_);
      }
    }
  }

 private:
  static TreeReader& self(void* to) { return *static_cast<TreeReader*>(to); }

  [[nodiscard]] std::string place() const {
    return fmt::format("{}:{}", XML_GetCurrentLineNumber(parser_.get()),
                       XML_GetCurrentColumnNumber(parser_.get()) + 1);
  }
  /// The first reason ends the reading.
  void give_up(std::string reason, base::ErrorCode code = base::ErrorCode::bad_input) {
    if (!failure_) {
      failure_ = base::Error{code, std::move(reason), place()};
      XML_StopParser(parser_.get(), XML_FALSE);
    }
  }
  void declared(const char* encoding) {
    const std::string_view said = encoding == nullptr ? "UTF-8" : encoding;
    if (said != "UTF-8" && said != "utf-8") {
      give_up(fmt::format("the message must be UTF-8, and says {}", said.substr(0, 32)));
    }
  }

  void start(std::string_view full, const char** attributes) {
    if (failure_) {
      return;
    }
    if (text_.find_first_not_of(blanks) != std::string::npos) {
      return give_up("text stands among elements");
    }
    if (open_.size() == tree_depth_max) {
      return give_up(fmt::format("elements nest deeper than {}", tree_depth_max));
    }
    if (++elements_ > tree_elements_max) {
      return give_up(fmt::format("the message has more than {} elements", tree_elements_max),
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
    if (failure_) {
      return;
    }
    if (text_.size() + more.size() > tree_text_bytes_max) {
      return give_up(fmt::format("a text is longer than {} bytes", tree_text_bytes_max));
    }
    text_ += more;
  }

  void end() {
    if (failure_ || open_.empty()) {
      return;
    }
    auto& closed = *open_.back();
    if (closed.children.empty()) {
      closed.text = trimmed(text_);
    } else if (text_.find_first_not_of(blanks) != std::string::npos) {
      return give_up("text stands among elements");
    }
    text_.clear();
    open_.pop_back();
  }

  std::unique_ptr<XML_ParserStruct, ParserFree> parser_;
  std::optional<base::Error> failure_;
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
