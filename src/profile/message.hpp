// A message of the 100xxx-compatible profile as plain fields: what the XML holds, nothing more.
//
// The profile is put together from public sources. It is unofficial: no standard, and nobody but us
// is bound by it (doc/formats/xml-profile.md). Values; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::profile {

struct Field {
  std::string name;
  std::string value;
  bool operator==(const Field&) const = default;
};
using Row = std::vector<Field>;

/// A paper that goes with an order: 01 police ID, 02 freeze document, 03 stop application form,
/// 04 identity card, 05 query document; format 0 JPEG, 1 PDF.
struct Attachment {
  std::string kind;
  std::string format;
  std::string name;
  std::string bytes;
  bool operator==(const Attachment&) const = default;
};

struct Message {
  std::string code;    // six characters
  std::string serial;  // transSerialNumber, at most 53
  std::string sent;    // yyyyMMddHHmmss, Beijing
  std::string from;    // organisation
  std::string to;
  Row body;
  std::vector<Row> rows;  // of answers that list something
  std::vector<Attachment> attachments;
  bool operator==(const Message&) const = default;

  /// Empty when the body lacks it.
  [[nodiscard]] std::string_view text(std::string_view name) const;
  /// Adds a field unless its value is empty.
  void add(std::string_view name, std::string value);
};

[[nodiscard]] std::string_view text_of(const Row& row, std::string_view name);

}  // namespace holdfast::profile
