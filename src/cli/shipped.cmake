# Puts the rule pack, the text model and the web bundle into the cli library: an assembler file takes the bytes in
# with .incbin, a table names them. Both are written anew when a file comes, goes or changes.
set(SHIPPED_FILES "")
if(HOLDFAST_WEB)
  file(GLOB_RECURSE SHIPPED_FILES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/web/dist/*)
  if(NOT SHIPPED_FILES)
    message(FATAL_ERROR "web/dist is empty: run `./dev web` first, or configure with -DHOLDFAST_WEB=OFF")
  endif()
endif()
set(SHIPPED_RULES ${CMAKE_SOURCE_DIR}/rules/spine.toml)
set(SHIPPED_MODEL ${CMAKE_SOURCE_DIR}/data/model/text.hft)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${SHIPPED_FILES} ${SHIPPED_RULES}
             ${SHIPPED_MODEL})

function(shipped_type path result)
  get_filename_component(extension ${path} LAST_EXT)
  set(types .html "text/html; charset=utf-8" .js "text/javascript; charset=utf-8"
            .css "text/css; charset=utf-8" .svg "image/svg+xml" .json "application/json"
            .png "image/png" .ico "image/x-icon" .woff2 "font/woff2")
  list(FIND types "${extension}" at)
  if(at EQUAL -1)
    set(${result} "application/octet-stream" PARENT_SCOPE)
  else()
    math(EXPR at "${at} + 1")
    list(GET types ${at} type)
    set(${result} "${type}" PARENT_SCOPE)
  endif()
endfunction()

set(ASSEMBLER ".section .rodata\n")
set(DECLARATIONS "")
set(TABLE "")
set(number 0)
foreach(file IN LISTS SHIPPED_RULES SHIPPED_MODEL SHIPPED_FILES)
  string(APPEND ASSEMBLER
         ".global shipped_${number}\n.global shipped_${number}_end\n.balign 16\n"
         "shipped_${number}: .incbin \"${file}\"\nshipped_${number}_end: .byte 0\n")
  string(APPEND DECLARATIONS "extern const char shipped_${number}[];\nextern const char shipped_${number}_end[];\n")
  file(SHA256 ${file} digest)
  string(SUBSTRING ${digest} 0 32 digest)
  shipped_type(${file} type)
  file(RELATIVE_PATH name ${CMAKE_SOURCE_DIR}/web/dist ${file})
  string(APPEND TABLE "    {\"/${name}\", shipped_${number}, shipped_${number}_end, \"${type}\", \"${digest}\"},\n")
  math(EXPR number "${number} + 1")
endforeach()
string(APPEND ASSEMBLER ".section .note.GNU-stack,\"\",@progbits\n")
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/shipped_bytes.S @ONLY CONTENT "@ASSEMBLER@")
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/shipped.cpp @ONLY CONTENT [[
#include "cli/shipped.hpp"

extern "C" {
@DECLARATIONS@}

namespace holdfast::cli {

namespace {

struct Entry {
  std::string_view path;
  const char* begin;
  const char* end;
  std::string_view content_type;
  std::string_view etag;
};

/// The first is the rule pack, the second the text model, the rest is the web bundle.
const Entry entries[] = {
@TABLE@};

std::string_view bytes_of(const Entry& entry) {
  return {entry.begin, static_cast<std::size_t>(entry.end - entry.begin)};
}

}  // namespace

std::string_view shipped_rules() { return bytes_of(entries[0]); }
std::string_view shipped_text_model() { return bytes_of(entries[1]); }

std::optional<ShippedFile> shipped_file(std::string_view path) {
  for (const auto& entry : entries) {
    if (&entry - entries >= 2 && entry.path == path) {
      return ShippedFile{bytes_of(entry), entry.content_type, entry.etag};
    }
  }
  return std::nullopt;
}

}  // namespace holdfast::cli
]])
set_property(SOURCE ${CMAKE_BINARY_DIR}/shipped_bytes.S APPEND PROPERTY OBJECT_DEPENDS
             "${SHIPPED_RULES};${SHIPPED_MODEL};${SHIPPED_FILES}")
target_sources(hf_cli PRIVATE ${CMAKE_BINARY_DIR}/shipped_bytes.S ${CMAKE_BINARY_DIR}/shipped.cpp)
