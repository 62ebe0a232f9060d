# Puts openapi.json into the api library, byte for byte: CMake writes it out as an array whenever it
# changed.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
             ${CMAKE_SOURCE_DIR}/src/api/openapi.json)
file(READ ${CMAKE_SOURCE_DIR}/src/api/openapi.json OPENAPI_HEX HEX)
string(REGEX REPLACE "(..)" "0x\\1," OPENAPI_BYTES "${OPENAPI_HEX}")
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/openapi_document.cpp @ONLY CONTENT [[
#include "api/server.hpp"

namespace holdfast::api {

namespace {
constexpr unsigned char bytes[] = {@OPENAPI_BYTES@};
}

std::string_view openapi_document() {
  return {reinterpret_cast<const char*>(bytes), sizeof bytes};
}

}  // namespace holdfast::api
]])
target_sources(hf_api PRIVATE ${CMAKE_BINARY_DIR}/openapi_document.cpp)
