#include "profile/xml.hpp"

#include <algorithm>
#include <array>
#include <fmt/core.h>
#include <optional>
#include <vector>

#include "base/digest.hpp"
#include "profile/vocabulary.hpp"
#include "profile/xml_parser.hpp"

namespace holdfast::profile {

namespace {

constexpr std::size_t field_bytes_max = 8 << 20;  // of an attachment's Base64, the longest there is
constexpr std::size_t fields_max = 64;            // of one body or row
constexpr std::size_t lists_max = 1'000;          // rows, and attachments
/// Where the reader is. A leaf holds text, anything else elements.
enum class Place {
  outside,
  root,
  header,
  body,
  rows,
  row,
  attachments,
  attachment,
  leaf,
};

std::string* header_field(Message& message, std::string_view name) {
  if (name == "TransSerialNumber") return &message.serial;
  if (name == "Code") return &message.code;
  if (name == "SendTime") return &message.sent;
  if (name == "From") return &message.from;
  if (name == "To") return &message.to;
  return nullptr;
}

std::string* attachment_field(Attachment& attachment, std::string_view name) {
  if (name == "Kind") return &attachment.kind;
  if (name == "Format") return &attachment.format;
  if (name == "Name") return &attachment.name;
  if (name == "Content") return &attachment.bytes;
  return nullptr;
}

class XmlReader {
 public:
  base::Result<Message> read(std::string_view bytes) {
    if (const auto read = parser_.parse(bytes); !read) {
      return read.error();
    }
    return std::move(message_);
  }

 private:
  void start(std::string_view name, const char** attributes) {
    if (attributes[0] != nullptr) {
      return parser_.give_up(
          fmt::format("<{}> has attributes; the profile has none", name.substr(0, 64)));
    }
    const auto parent = path_.empty() ? Place::outside : path_.back();
    const auto found = inside(parent, name);
    if (!found) {
      return parser_.give_up(fmt::format("<{}> is not known here", name.substr(0, 64)));
    }
    path_.push_back(*found);
    text_.clear();
  }

  /// The place of an element; nothing when it does not belong there.
  std::optional<Place> inside(Place parent, std::string_view name) {
    switch (parent) {
      case Place::outside:
        return name == "Root" ? std::optional{Place::root} : std::nullopt;
      case Place::root:
        return section(name);
      case Place::header:
        return leaf(header_field(message_, name));
      case Place::body:
        return row_field(message_.body, name);
      case Place::rows:
        if (name != "Row" || message_.rows.size() == lists_max) {
          return std::nullopt;
        }
        message_.rows.emplace_back();
        return Place::row;
      case Place::row:
        return row_field(message_.rows.back(), name);
      case Place::attachments:
        if (name != "Attachment" || message_.attachments.size() == lists_max) {
          return std::nullopt;
        }
        message_.attachments.emplace_back();
        return Place::attachment;
      case Place::attachment:
        return leaf(attachment_field(message_.attachments.back(), name));
      case Place::leaf:
        return std::nullopt;
    }
    return std::nullopt;
  }

  /// Each section once.
  std::optional<Place> section(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, Place>, 4> sections{
        {{"Header", Place::header},
         {"Body", Place::body},
         {"Rows", Place::rows},
         {"Attachments", Place::attachments}}};
    for (std::size_t i = 0; i < sections.size(); ++i) {
      if (sections[i].first == name && !seen_.at(i)) {
        seen_.at(i) = true;
        return sections[i].second;
      }
    }
    return std::nullopt;
  }
  /// A place whose text `to` takes, once.
  std::optional<Place> leaf(std::string* to) {
    if (to == nullptr || !to->empty()) {
      return std::nullopt;
    }
    taker_ = to;
    return Place::leaf;
  }
  /// Which fields there may be the vocabulary says, once it knows the message.
  std::optional<Place> row_field(Row& row, std::string_view name) {
    if (row.size() == fields_max) {
      return std::nullopt;
    }
    row.push_back({std::string{name}, {}});
    taker_ = &row.back().value;
    return Place::leaf;
  }

  void add_text(std::string_view more) {
    if (path_.empty() || path_.back() != Place::leaf) {
      if (more.find_first_not_of(" \t\r\n") != std::string_view::npos) {
        parser_.give_up("text stands among elements");
      }
      return;
    }
    if (text_.size() + more.size() > field_bytes_max) {
      return parser_.give_up(fmt::format("a field is longer than {} MiB", field_bytes_max >> 20));
    }
    text_ += more;
  }

  void end() {
    if (path_.empty()) {
      return;
    }
    const auto closed = path_.back();
    path_.pop_back();
    if (closed != Place::leaf) {
      return;
    }
    const bool is_content = !message_.attachments.empty() && path_.back() == Place::attachment &&
                            taker_ == &message_.attachments.back().bytes;
    if (!is_content) {
      *taker_ = std::move(text_);
      text_ = {};
      return;
    }
    std::erase_if(text_, [](char c) { return c == '\n' || c == '\r' || c == ' ' || c == '\t'; });
    auto bytes = base::from_base64(text_);
    if (!bytes) {
      return parser_.give_up("an attachment's Content is not Base64");
    }
    *taker_ = std::move(*bytes);
    text_.clear();
  }

  XmlParser parser_{{.start = [this](auto name, auto** attributes) { start(name, attributes); },
                     .text = [this](auto more) { add_text(more); },
                     .end = [this] { end(); }},
                    "the profile has"};
  std::vector<Place> path_;
  std::array<bool, 4> seen_{};
  std::string text_;
  std::string* taker_ = nullptr;  // of the leaf's text; alive while the leaf is open
  Message message_;
};

// ---- writing ----------------------------------------------------------------------------------

void append_escaped(std::string& to, std::string_view text) {
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
      case '\r':
        to += "&#13;";
        break;
      case '\n':
      case '\t':
        to += c;
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20) {
          to += c;
        }
    }
  }
}

void append_element(std::string& to, std::string_view name, std::string_view text) {
  to += fmt::format("<{}>", name);
  append_escaped(to, text);
  to += fmt::format("</{}>", name);
}

void append_row(std::string& to, std::string_view name, const Row& row) {
  to += fmt::format("<{}>", name);
  for (const auto& field : row) {
    append_element(to, field.name, field.value);
  }
  to += fmt::format("</{}>", name);
}

}  // namespace

base::Result<Message> read_xml(std::string_view bytes) {
  if (bytes.size() > xml_bytes_max) {
    return base::Error{base::ErrorCode::too_large,
                       fmt::format("the message is larger than {} MiB", xml_bytes_max >> 20)};
  }
  auto message = XmlReader{}.read(bytes);
  if (!message) {
    return message.error();
  }
  if (const auto ok = check(*message); !ok) {
    return ok.error();
  }
  return message;
}

std::string write_xml(const Message& message) {
  std::string xml = R"(<?xml version="1.0" encoding="UTF-8"?><Root>)";
  append_row(xml, "Header",
             {{"TransSerialNumber", message.serial},
              {"Code", message.code},
              {"SendTime", message.sent},
              {"From", message.from},
              {"To", message.to}});
  append_row(xml, "Body", message.body);
  if (!message.rows.empty()) {
    xml += "<Rows>";
    for (const auto& row : message.rows) {
      append_row(xml, "Row", row);
    }
    xml += "</Rows>";
  }
  if (!message.attachments.empty()) {
    xml += "<Attachments>";
    for (const auto& each : message.attachments) {
      append_row(xml, "Attachment",
                 {{"Kind", each.kind},
                  {"Format", each.format},
                  {"Name", each.name},
                  {"Content", base::to_base64(each.bytes)}});
    }
    xml += "</Attachments>";
  }
  return xml + "</Root>";
}

}  // namespace holdfast::profile
