// Indicators as documents that other houses read and write: STIX 2.1 bundles and MISP events. Which
// member means what, and what is passed over, says doc/formats/indicators.md. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "indicator/indicator.hpp"

namespace holdfast::indicator {

enum class Format { stix, misp };
BOOST_DESCRIBE_ENUM(Format, stix, misp)

/// What a document is told of by.
struct Producer {
  std::string name;  // the house
  std::string root;  // under which it is reached; what ids are made of
};

/// One of ours to be told.
struct Shared {
  Kind kind = Kind::phone;
  std::string value;  // canonical; empty: by its digest alone
  std::string digest;
  std::string type;  // of fraud; empty: not known
  int confidence = 0;
  std::uint64_t cases = 0;
  base::Instant since;
  base::Instant last;
  base::Instant until;
};

/// Ids depend on the producer and the digest alone: told again it is the same indicator.
[[nodiscard]] std::string write_indicators(Format format, const Producer& producer, Tlp tlp,
                                           const std::vector<Shared>& shared, base::Instant now);

/// An entry that was not taken, and why.
struct PassedOver {
  std::string pointer;  // JSON pointer of the entry
  std::string why;
};
struct Told {
  std::vector<Indicator> indicators;  // what the document says of each; value and digest set
  std::vector<PassedOver> passed_over;
};

inline constexpr std::size_t document_bytes_max = 4 << 20;
inline constexpr std::size_t entries_max = 1'000;  // of a document, those passed over included
inline constexpr std::size_t depth_max = 12;

/// STIX bundle or MISP event, told apart by their members. An entry that we have no use for is
/// passed over with its reason; one that breaks its format makes the whole document fail. Errors:
/// bad_input, too_large, with the JSON pointer.
[[nodiscard]] base::Result<Told> read_indicators(std::string_view text, base::Instant now);

}  // namespace holdfast::indicator
