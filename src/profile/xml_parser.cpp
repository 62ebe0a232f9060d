#include "profile/xml_parser.hpp"

#include <expat.h>
#include <fmt/core.h>
#include <utility>

#include "base/check.hpp"

namespace holdfast::profile {

namespace {

// Bytes are given to the parser in such pieces, so that what it refuses costs no more than one.
constexpr std::size_t piece_bytes = std::size_t{1} << 14;

}  // namespace

XmlParser::XmlParser(Told told, std::string_view what, std::optional<char> separator)
    : told_(std::move(told)),
      what_(what),
      parser_(separator ? XML_ParserCreateNS("UTF-8", *separator) : XML_ParserCreate("UTF-8")) {
  base::check(parser_ != nullptr, "the XML parser's memory");
  XML_SetUserData(parser_, this);
  XML_SetElementHandler(
      parser_,
      [](void* to, const char* name, const char** attributes) {
        if (!static_cast<XmlParser*>(to)->failure_) {
          static_cast<XmlParser*>(to)->told_.start(name, attributes);
        }
      },
      [](void* to, const char*) {
        if (!static_cast<XmlParser*>(to)->failure_) {
          static_cast<XmlParser*>(to)->told_.end();
        }
      });
  XML_SetCharacterDataHandler(parser_, [](void* to, const char* text, int bytes) {
    if (!static_cast<XmlParser*>(to)->failure_) {
      static_cast<XmlParser*>(to)->told_.text({text, static_cast<std::size_t>(bytes)});
    }
  });
  XML_SetXmlDeclHandler(parser_, [](void* to, const char*, const char* encoding, int) {
    static_cast<XmlParser*>(to)->declared(encoding);
  });
  // Entities can only be declared here: without a DOCTYPE there are none, neither inside nor out.
  XML_SetStartDoctypeDeclHandler(parser_, [](void* to, const char*, const char*, const char*, int) {
    static_cast<XmlParser*>(to)->give_up(fmt::format("a DOCTYPE is not taken: {} no document type",
                                                     static_cast<XmlParser*>(to)->what_));
  });
  XML_SetProcessingInstructionHandler(parser_, [](void* to, const char*, const char*) {
    static_cast<XmlParser*>(to)->give_up("processing instructions are not taken");
  });
}

XmlParser::~XmlParser() {
  XML_ParserFree(parser_);
}

base::Result<void> XmlParser::parse(std::string_view bytes) {
  for (std::size_t at = 0;;) {
    const auto piece = bytes.substr(at, piece_bytes);
    at += piece.size();
    const bool is_last = at == bytes.size();
    const auto status = XML_Parse(parser_, piece.data(), static_cast<int>(piece.size()),
                                  is_last ? XML_TRUE : XML_FALSE);
    if (failure_) {
      return *failure_;
    }
    if (status != XML_STATUS_OK) {
      return base::Error{
          base::ErrorCode::bad_input,
          fmt::format("not well-formed XML: {}", XML_ErrorString(XML_GetErrorCode(parser_))),
          place()};
    }
    if (is_last) {
      return {};
    }
  }
}

void XmlParser::give_up(std::string reason, base::ErrorCode code) {
  if (!failure_) {
    failure_ = base::Error{code, std::move(reason), place()};
    XML_StopParser(parser_, XML_FALSE);
  }
}

std::string XmlParser::place() const {
  return fmt::format("{}:{}", XML_GetCurrentLineNumber(parser_),
                     XML_GetCurrentColumnNumber(parser_) + 1);
}

void XmlParser::declared(const char* encoding) {
  const std::string_view said = encoding == nullptr ? "UTF-8" : encoding;
  if (said != "UTF-8" && said != "utf-8") {
    give_up(fmt::format("the message must be UTF-8, and says {}", said.substr(0, 32)));
  }
}

}  // namespace holdfast::profile
