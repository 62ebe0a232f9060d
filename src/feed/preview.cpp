#include "feed/preview.hpp"

#include <algorithm>

#include "feed/aliases.hpp"
#include "feed/csv_rows.hpp"
#include "feed/utf8.hpp"

namespace holdfast::feed {

namespace {

constexpr std::size_t sample_bytes_max = 60;
constexpr std::size_t separator_bytes_max = 4096;

std::string_view without_last_line(std::string_view text) {
  const auto end = text.rfind('\n');
  return end == std::string_view::npos ? text : text.substr(0, end + 1);
}

/// One record taken as the header.
struct Header {
  std::vector<PreviewColumn> columns;
  std::optional<Field> missing;
};

Header read_header(const CsvRecord& record, const MappingOptions& mapping) {
  Header header;
  const auto reading = MappedCsv::reading_of(record, mapping);
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    PreviewColumn column;
    column.heading = std::string(trim(record.fields[i].text));
    column.field = reading ? reading->fields[i] : Field::none;
    column.by_hand = std::ranges::any_of(mapping.columns, [&](const auto& named) {
      return named.first == column.heading ||
             normal_heading(named.first) == normal_heading(column.heading);
    });
    header.columns.push_back(std::move(column));
  }
  header.missing = reading ? reading->missing : std::nullopt;
  return header;
}

std::size_t known_columns(const std::vector<PreviewColumn>& columns) {
  return static_cast<std::size_t>(std::ranges::count_if(
      columns, [](const auto& column) { return column.field != Field::none || column.by_hand; }));
}

bool is_canonical(const CsvRecord& record, const MappingOptions& mapping) {
  return mapping.empty() && CanonicalCsv::fits(record);
}

void add_samples(Preview& shown, const CsvRecord& record, std::size_t samples_max) {
  for (std::size_t i = 0; i < shown.columns.size() && i < record.fields.size(); ++i) {
    const auto text = trim(record.fields[i].text);
    if (!text.empty() && shown.columns[i].samples.size() < samples_max) {
      shown.columns[i].samples.emplace_back(cut_utf8(text, sample_bytes_max));
    }
  }
}

/// Finds the header as CsvRows does; where no line will do, the one with the most known columns,
/// so that a person can say what the others mean.
void find_columns(Preview& shown, std::string_view utf8, const ReadOptions& options,
                  const PreviewLimits& limits) {
  CsvSplitter splitter{separator_of(utf8.substr(0, separator_bytes_max))};
  splitter.feed(utf8);
  splitter.finish();
  bool is_found = false;
  std::size_t samples_left = limits.samples;
  for (int tried = 0; is_found ? samples_left > 0 : tried < header_lines_max; ++tried) {
    const auto outcome = splitter.next();
    if (outcome == CsvSplitter::Outcome::end || outcome == CsvSplitter::Outcome::more) {
      return;
    }
    if (outcome == CsvSplitter::Outcome::fault) {
      continue;
    }
    const CsvRecord& record = splitter.record();
    if (is_found) {
      add_samples(shown, record, limits.samples);
      --samples_left;
      continue;
    }
    auto header = read_header(record, options.mapping);
    is_found = is_canonical(record, options.mapping) ||
               MappedCsv::open(record, options.mapping, options.now).ok();
    if (is_found || shown.columns.empty() ||
        known_columns(header.columns) > known_columns(shown.columns)) {
      shown.columns = std::move(header.columns);
      shown.missing = header.missing;
      shown.header_line = record.position.line;
      shown.format = is_canonical(record, options.mapping) ? Format::canonical_csv : Format::csv;
    } else {
      add_samples(shown, record, limits.samples);
    }
  }
}

PreviewRow copy_of(const TransferRow& row) {
  PreviewRow copy;
  copy.line = row.position.line;
  copy.id = row.id;
  copy.time = row.time;
  copy.payer = row.payer;
  copy.payer_name = row.payer_name;
  copy.payee = row.payee;
  copy.payee_name = row.payee_name;
  copy.amount = row.amount;
  copy.kind = row.kind;
  return copy;
}

void read_rows_of(Preview& shown, std::string_view bytes, Beginning beginning,
                  const ReadOptions& options, const PreviewLimits& limits) {
  RowParser parser{options,
                   {[&](const TransferRow& row) {
                      if (shown.rows.size() < limits.rows) {
                        shown.rows.push_back(copy_of(row));
                      }
                    },
                    [&](const RowError& error) {
                      if (shown.refused.size() < limits.refused) {
                        shown.refused.push_back(error);
                      }
                    }}};
  auto done = parser.feed(bytes);
  // What was cut off within an array or a message has no end; its rows have been read all the same.
  const bool has_end = beginning == Beginning::whole_file ||
                       (options.format != Format::json_array && options.format != Format::pacs008);
  if (done && has_end) {
    const auto finished = parser.finish();
    done = finished ? base::Result<void>{} : base::Result<void>{finished.error()};
  }
  shown.read = parser.so_far();
  if (!done) {
    shown.problem = done.error();
  }
}

}  // namespace

Preview preview(std::string_view bytes, Beginning beginning, const ReadOptions& options,
                const PreviewLimits& limits) {
  Preview shown;
  auto read = options;
  shown.format = read.format =
      options.format == Format::automatic ? guess_format(bytes) : options.format;
  const bool is_csv = read.format == Format::csv || read.format == Format::canonical_csv;
  if (read.format == Format::csv) {
    read.encoding =
        options.encoding == Encoding::automatic ? guess_encoding(bytes) : options.encoding;
    shown.encoding = read.encoding;
  }
  // A byte order mark of UTF-16 aside, a line end is a byte of its own in every encoding but that.
  if (beginning == Beginning::cut_off && shown.encoding != Encoding::utf16 &&
      read.format != Format::json_array) {
    bytes = without_last_line(bytes);
  }
  if (is_csv) {
    Transcoder transcoder{shown.encoding};
    std::string utf8{transcoder.convert(bytes)};
    utf8 += transcoder.finish();
    if (beginning == Beginning::cut_off) {
      utf8.resize(without_last_line(utf8).size());
    }
    find_columns(shown, utf8, read, limits);
    read.encoding = Encoding::utf8;  // it is by now
    read_rows_of(shown, utf8, beginning, read, limits);
    return shown;
  }
  read_rows_of(shown, bytes, beginning, read, limits);
  return shown;
}

}  // namespace holdfast::feed
