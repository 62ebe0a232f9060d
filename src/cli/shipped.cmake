# Puts the rule pack, the models, the guides, the official sites and the web bundle into the cli library: an
# assembler file takes the bytes in with .incbin, a table names them. Both are written anew when a file comes, goes
# or changes.
set(SHIPPED_FILES "")
if(HOLDFAST_WEB)
  file(GLOB_RECURSE SHIPPED_FILES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/web/dist/*)
  if(NOT SHIPPED_FILES)
    message(FATAL_ERROR "web/dist is empty: run `./dev web` first, or configure with -DHOLDFAST_WEB=OFF")
  endif()
endif()
file(GLOB SHIPPED_DATA CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/data/guide/*.toml)
list(APPEND SHIPPED_DATA ${CMAKE_SOURCE_DIR}/rules/spine.toml ${CMAKE_SOURCE_DIR}/rules/warn.toml ${CMAKE_SOURCE_DIR}/data/model/text.hft
     ${CMAKE_SOURCE_DIR}/data/model/warn.hfw ${CMAKE_SOURCE_DIR}/data/official_sites.toml ${CMAKE_SOURCE_DIR}/data/quiz.toml)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${SHIPPED_FILES} ${SHIPPED_DATA})

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
set(DATA_TABLE "")
set(WEB_TABLE "")
set(number 0)
foreach(file IN LISTS SHIPPED_DATA SHIPPED_FILES)
  string(APPEND ASSEMBLER
         ".global shipped_${number}\n.global shipped_${number}_end\n.balign 16\n"
         "shipped_${number}: .incbin \"${file}\"\nshipped_${number}_end: .byte 0\n")
  string(APPEND DECLARATIONS "extern const char shipped_${number}[];\nextern const char shipped_${number}_end[];\n")
  file(SHA256 ${file} digest)
  string(SUBSTRING ${digest} 0 32 digest)
  shipped_type(${file} type)
  if(file IN_LIST SHIPPED_DATA)
    file(RELATIVE_PATH name ${CMAKE_SOURCE_DIR} ${file})
    set(table DATA_TABLE)
  else()
    file(RELATIVE_PATH name ${CMAKE_SOURCE_DIR}/web/dist ${file})
    set(name "/${name}")
    set(table WEB_TABLE)
  endif()
  string(APPEND ${table}
         "    {\"${name}\", bytes_of(shipped_${number}, shipped_${number}_end), \"${type}\", \"${digest}\"},\n")
  math(EXPR number "${number} + 1")
endforeach()
string(APPEND ASSEMBLER ".section .note.GNU-stack,\"\",@progbits\n")
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/shipped_bytes.S @ONLY CONTENT "@ASSEMBLER@")
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/shipped.cpp @ONLY CONTENT [[
#include "cli/shipped.hpp"

#include "base/check.hpp"

extern "C" {
@DECLARATIONS@}

namespace holdfast::cli {

namespace {

std::string_view bytes_of(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

const std::vector<ShippedFile>& data() {
  static const std::vector<ShippedFile> files{
@DATA_TABLE@};
  return files;
}

const std::vector<ShippedFile>& web() {
  static const std::vector<ShippedFile> files{
@WEB_TABLE@};
  return files;
}

std::string_view shipped_data(std::string_view path) {
  for (const auto& file : data()) {
    if (file.path == path) {
      return file.bytes;
    }
  }
  base::check(false, "a file that CMake put in");
  return {};
}

}  // namespace

std::string_view shipped_rules() { return shipped_data("rules/spine.toml"); }
std::string_view shipped_text_model() { return shipped_data("data/model/text.hft"); }
std::string_view shipped_warn_rules() { return shipped_data("rules/warn.toml"); }
std::string_view shipped_warn_model() { return shipped_data("data/model/warn.hfw"); }
std::string_view shipped_official_sites() { return shipped_data("data/official_sites.toml"); }
std::string_view shipped_quizzes() { return shipped_data("data/quiz.toml"); }

std::vector<ShippedFile> shipped_guides() {
  std::vector<ShippedFile> guides;
  for (const auto& file : data()) {
    if (file.path.starts_with("data/guide/")) {
      guides.push_back(file);
    }
  }
  return guides;
}

std::optional<ShippedFile> shipped_file(std::string_view path) {
  for (const auto& file : web()) {
    if (file.path == path) {
      return file;
    }
  }
  return std::nullopt;
}

}  // namespace holdfast::cli
]])
set_property(SOURCE ${CMAKE_BINARY_DIR}/shipped_bytes.S APPEND PROPERTY OBJECT_DEPENDS
             "${SHIPPED_DATA};${SHIPPED_FILES}")
target_sources(hf_cli PRIVATE ${CMAKE_BINARY_DIR}/shipped_bytes.S ${CMAKE_BINARY_DIR}/shipped.cpp)
