// Text as an XML document holds it: SVG, GraphML, workbooks. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace holdfast::base {

/// Escaped for elements and for attributes in double quotes; characters that no document may hold
/// are left out. UTF-8 in, UTF-8 out.
[[nodiscard]] std::string xml_text(std::string_view text);

}  // namespace holdfast::base
