// A file with a case: what a victim handed in, what a bank sent, what officers collected. Its bytes
// lie beside the journal, sealed under the case's key; the journal has their digest. Values.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "base/personal.hpp"
#include "order/order.hpp"

namespace holdfast::desk {

using AttachmentId = base::StrongId<struct AttachmentTag>;

/// What a file is by its bytes, whatever it is called. Nothing else is taken.
enum class FileKind { pdf, ofd, jpeg, png, xlsx, xls, docx, doc, text, mp4, mp3, wav };
BOOST_DESCRIBE_ENUM(FileKind, pdf, ofd, jpeg, png, xlsx, xls, docx, doc, text, mp4, mp3, wav)

/// What a virus scanner said. One that is not set up or did not answer says nothing.
enum class Scan { not_scanned, clean, infected };
BOOST_DESCRIBE_ENUM(Scan, not_scanned, clean, infected)

enum class FileOrigin {
  handed_in,  // by the victim or a witness
  order,      // the answer to an order of the case
  collected,  // by officers, under a legal paper
};
BOOST_DESCRIBE_ENUM(FileOrigin, handed_in, order, collected)

/// What obtained it.
struct Obtained {
  FileOrigin origin = FileOrigin::handed_in;
  std::optional<order::OrderId> order;
  std::string document;  // the legal paper's number
  bool operator==(const Obtained&) const = default;
};
BOOST_DESCRIBE_STRUCT(Obtained, (), (origin, order, document))

/// Its rows were taken into the fund graph.
struct StatementTaken {
  std::string by;
  base::Instant at;
  std::uint64_t rows = 0;
  std::uint64_t fresh = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t refused = 0;
  bool operator==(const StatementTaken&) const = default;
};
BOOST_DESCRIBE_STRUCT(StatementTaken, (), (by, at, rows, fresh, duplicates, refused))

struct Attachment {
  AttachmentId id;
  order::CaseId case_id;
  base::Personal name;
  base::Personal note;
  FileKind kind = FileKind::pdf;
  std::uint64_t bytes = 0;
  std::string sha256;  // of the original, hex
  Scan scan = Scan::not_scanned;
  std::string scanned;  // what was found, or why it was not scanned
  Obtained obtained;
  std::string added_by;
  base::Instant added_at;
  std::optional<StatementTaken> taken;
  bool operator==(const Attachment&) const = default;
};
BOOST_DESCRIBE_STRUCT(Attachment, (),
                      (id, case_id, name, note, kind, bytes, sha256, scan, scanned, obtained,
                       added_by, added_at, taken))

/// "U000001".
[[nodiscard]] std::string to_text(AttachmentId id);
/// "application/pdf" and so on.
[[nodiscard]] std::string_view media_type(FileKind kind);

/// What a file is, by its beginning and its end (of a short file the two overlap or are the same).
/// Nothing where it is none of the kinds: programs, web pages, packed files among them.
[[nodiscard]] std::optional<FileKind> kind_of_bytes(std::string_view begin, std::string_view end);
inline constexpr std::size_t looked_at_begin = std::size_t{4} << 10;
inline constexpr std::size_t looked_at_end = std::size_t{64} << 10;

}  // namespace holdfast::desk
