#include "statement/xml_part.hpp"

#include <expat.h>
#include <fmt/core.h>
#include <memory>

#include "base/check.hpp"

namespace holdfast::statement {

namespace {

struct Free {
  void operator()(XML_ParserStruct* parser) const { XML_ParserFree(parser); }
};

std::string_view local(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

struct Reading {
  XML_Parser parser;
  XmlTaker& taker;
  std::size_t depth_max;
  std::size_t depth = 0;
  std::string refused = {};

  void refuse(std::string reason) {
    refused = std::move(reason);
    XML_StopParser(parser, XML_FALSE);
  }
};

void on_start(void* to, const char* name, const char** attributes) {
  auto& reading = *static_cast<Reading*>(to);
  if (++reading.depth > reading.depth_max) {
    reading.refuse(fmt::format("elements are nested deeper than {}", reading.depth_max));
    return;
  }
  reading.taker.start(local(name), Attributes(attributes));
  if (reading.taker.failure()) {
    XML_StopParser(reading.parser, XML_FALSE);
  }
}

void on_end(void* to, const char* name) {
  auto& reading = *static_cast<Reading*>(to);
  --reading.depth;
  reading.taker.end(local(name));
  if (reading.taker.failure()) {
    XML_StopParser(reading.parser, XML_FALSE);
  }
}

void on_text(void* to, const char* text, int length) {
  static_cast<Reading*>(to)->taker.text({text, static_cast<std::size_t>(length)});
}

void on_doctype(void* to, const char*, const char*, const char*, int) {
  static_cast<Reading*>(to)->refuse("it declares a document type, which no workbook does");
}

}  // namespace

std::string_view Attributes::at(std::string_view name) const {
  for (const char* const* pair = pairs_; *pair != nullptr; pair += 2) {
    if (local(*pair) == name) {
      return pair[1];
    }
  }
  return {};
}

base::Result<void> read_xml(ZipFile& zip, const std::string& part, const Limits& limits,
                            XmlTaker& taker) {
  const std::unique_ptr<XML_ParserStruct, Free> parser(XML_ParserCreate(nullptr));
  base::check(parser != nullptr, "memory for a parser");
  Reading reading{.parser = parser.get(), .taker = taker, .depth_max = limits.depth};
  XML_SetUserData(parser.get(), &reading);
  XML_SetElementHandler(parser.get(), on_start, on_end);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
  const auto parse = [&](std::string_view piece, int is_last) -> base::Result<void> {
    const auto status =
        XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()), is_last);
    if (taker.failure()) {
      return *taker.failure();
    }
    if (status == XML_STATUS_OK) {
      return {};
    }
    const std::string reason =
        reading.refused.empty() ? XML_ErrorString(XML_GetErrorCode(parser.get())) : reading.refused;
    return bad_file(fmt::format("{} line {} column {}: {}", part,
                                XML_GetCurrentLineNumber(parser.get()),
                                XML_GetCurrentColumnNumber(parser.get()) + 1, reason));
  };
  if (auto read = zip.read(part, [&](std::string_view piece) { return parse(piece, 0); }); !read) {
    return read;
  }
  return parse({}, 1);
}

}  // namespace holdfast::statement
