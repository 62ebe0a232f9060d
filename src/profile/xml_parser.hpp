// A message from outside on its way through Expat (internal to profile): what every form in XML
// refuses, told once, with the place.
//
// Refused whole: a DOCTYPE (so no entity is declared, inside or out), another encoding than UTF-8,
// processing instructions, what is not well-formed. What else a form does not take it refuses
// itself, by giving up. One document each; one thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

struct XML_ParserStruct;

namespace holdfast::profile {

class XmlParser {
 public:
  /// What is told of the document, in its order, until somebody gives up. Attributes are names and
  /// values in turns, a null pointer at the end.
  struct Told {
    std::function<void(std::string_view name, const char** attributes)> start;
    std::function<void(std::string_view more)> text;  // of one element in any number of pieces
    std::function<void()> end;
  };
  /// `what` has no document type, so the refusal of one ends: "the profile has", "the message
  /// needs". With a separator names are a namespace, the separator and the name.
  XmlParser(Told told, std::string_view what, std::optional<char> separator = {});
  ~XmlParser();
  XmlParser(const XmlParser&) = delete;
  XmlParser& operator=(const XmlParser&) = delete;

  /// Errors: bad_input, or what was given up with; `where` is "LINE:COLUMN".
  [[nodiscard]] base::Result<void> parse(std::string_view bytes);
  /// Ends the reading at this place, unless it has ended: the first reason counts.
  void give_up(std::string reason, base::ErrorCode code = base::ErrorCode::bad_input);

 private:
  [[nodiscard]] std::string place() const;
  void declared(const char* encoding);

  const Told told_;
  const std::string what_;
  XML_ParserStruct* parser_;
  std::optional<base::Error> failure_;
};

}  // namespace holdfast::profile
