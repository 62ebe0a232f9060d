// The profile's messages as XML, both ways.
//
//   <Root><Header><TransSerialNumber/><Code/><SendTime/><From/><To/></Header>
//         <Body> fields of the message </Body>
//         <Rows><Row> fields </Row>...</Rows>
//         <Attachments><Attachment><Kind/><Format/><Name/><Content>Base64</Content></Attachment>...
//   </Root>
//
// What comes from outside is read with Expat and refused whole when anything is wrong with it: a
// DOCTYPE (so no entity can be declared, inside or out), another encoding than UTF-8, attributes,
// elements that the profile does not know or that lie deeper than five, more than 16 MiB, a text
// among elements. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "profile/message.hpp"

namespace holdfast::profile {

inline constexpr std::size_t xml_bytes_max = std::size_t{16} << 20;

/// Reads and checks (vocabulary.hpp). Errors: bad_input, too_large; `where` is "LINE:COLUMN" or the
/// field's path.
[[nodiscard]] base::Result<Message> read_xml(std::string_view bytes);

/// Bytes that XML cannot hold (control characters) are left out.
[[nodiscard]] std::string write_xml(const Message& message);

}  // namespace holdfast::profile
