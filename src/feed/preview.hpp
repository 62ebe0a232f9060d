// What a file of transfers would be read as, from its beginning alone: format, encoding, what each
// column means and why, the first rows as they would be taken, and what would be refused. Nothing
// is taken. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "feed/reader.hpp"

namespace holdfast::feed {

struct PreviewColumn {
  std::string heading;
  Field field = Field::none;
  bool by_hand = false;              // the mapping names it; else its heading is known, or nothing
  std::vector<std::string> samples;  // its first values, cut to 60 bytes
};

/// A row with text of its own.
struct PreviewRow {
  std::uint64_t line = 0;
  std::string id;
  base::Instant time;
  std::string payer;
  std::string payer_name;
  std::string payee;
  std::string payee_name;
  base::Fen amount;
  fund::Kind kind = fund::Kind::transfer;
};

struct Preview {
  Format format = Format::csv;         // csv, canonical_csv, json_array or ndjson
  Encoding encoding = Encoding::utf8;  // never automatic
  std::uint64_t header_line = 0;       // of CSV; the likeliest where no line will do
  std::vector<PreviewColumn> columns;  // of CSV
  std::optional<Field> missing;        // what no column gives and every row needs
  std::optional<base::Error> problem;  // why the file as a whole cannot be read
  std::vector<PreviewRow> rows;        // the first good ones
  std::vector<RowError> refused;       // the first bad ones
  ReadSummary read;                    // of the beginning
};

enum class Beginning { whole_file, cut_off };
struct PreviewLimits {
  std::size_t rows = 20;
  std::size_t refused = 20;
  std::size_t samples = 3;
};

/// `bytes`: the file's beginning. Where it is cut off, the row in which that happened is left out.
[[nodiscard]] Preview preview(std::string_view bytes, Beginning beginning,
                              const ReadOptions& options, const PreviewLimits& limits = {});

}  // namespace holdfast::feed
