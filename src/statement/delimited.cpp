#include "statement/delimited.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "feed/csv.hpp"

namespace holdfast::statement {

namespace {

constexpr std::size_t beginning_bytes = std::size_t{1} << 16;
constexpr std::size_t piece_bytes = std::size_t{1} << 18;
constexpr std::size_t lines_looked_at = 40;
constexpr std::string_view little_endian_mark = "\xFF\xFE";
constexpr std::string_view big_endian_mark = "\xFE\xFF";

/// UTF-16 without a mark: nearly half of the bytes are zero, all on one side.
std::string_view missing_mark(std::string_view beginning) {
  std::array<std::size_t, 2> zeros{};
  const std::size_t looked = std::min<std::size_t>(beginning.size(), 4096);
  for (std::size_t i = 0; i < looked; ++i) {
    zeros[i % 2] += beginning[i] == '\0' ? 1 : 0;
  }
  if (beginning.starts_with(little_endian_mark) || beginning.starts_with(big_endian_mark) ||
      zeros[0] + zeros[1] < looked / 8) {
    return {};
  }
  return zeros[1] > zeros[0] ? little_endian_mark : big_endian_mark;
}

class Lines {
 public:
  Lines(char separator, const Limits& limits, SheetTaker& taker)
      : splitter_(separator, {.record_bytes = limits.row_bytes,
                              .field_bytes = std::size_t{1} << 16,
                              .columns = limits.columns}),
        limits_(limits),
        taker_(taker) {}

  base::Result<void> feed(std::string_view text) {
    splitter_.feed(text);
    return drain();
  }
  base::Result<void> finish() {
    splitter_.finish();
    return drain();
  }

 private:
  base::Result<void> drain() {
    using Outcome = feed::CsvSplitter::Outcome;
    for (;;) {
      const Outcome outcome = splitter_.next();
      if (outcome == Outcome::more || outcome == Outcome::end) {
        return {};
      }
      const auto done = outcome == Outcome::record ? take_record() : take_fault();
      if (!done) {
        return done;
      }
    }
  }

  base::Result<void> take_record() {
    const feed::CsvRecord& record = splitter_.record();
    cells_.clear();
    for (const feed::CsvField& field : record.fields) {
      cells_.push_back({.text = field.text});
    }
    if (auto counted = count_row(budget_, limits_, record.position.line, cells_); !counted) {
      return counted;
    }
    return taker_.row({.number = record.position.line, .cells = cells_});
  }

  base::Result<void> take_fault() {
    const feed::RowFault& fault = splitter_.fault();
    if (auto counted = count_row(budget_, limits_, fault.position.line, {}); !counted) {
      return counted;
    }
    return taker_.fault({.row = fault.position.line,
                         .column = 0,
                         .reason = fault.reason,
                         .raw = splitter_.fault_raw()});
  }

  feed::CsvSplitter splitter_;
  const Limits& limits_;
  SheetTaker& taker_;
  Budget budget_;
  std::vector<Cell> cells_;
};

}  // namespace

char guess_separator(std::string_view beginning) {
  char best = ',';
  std::size_t best_score = 0;
  for (const char separator : {',', '\t', ';', '|'}) {
    std::map<std::size_t, std::size_t> lines_by_count;
    std::string_view rest = beginning;
    for (std::size_t i = 0; i < lines_looked_at && !rest.empty(); ++i) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(rest.size(), line.size() + 1));
      const auto count = static_cast<std::size_t>(std::ranges::count(line, separator));
      if (count > 0) {
        ++lines_by_count[count];
      }
    }
    // Many lines that agree, and among equals the one that makes more columns.
    std::size_t score = 0;
    for (const auto& [count, lines] : lines_by_count) {
      score = std::max(score, lines * 64 + std::min<std::size_t>(count, 63));
    }
    if (score > best_score) {
      best_score = score;
      best = separator;
    }
  }
  return best;
}

base::Result<void> read_delimited(std::string_view bytes, std::string_view sheet,
                                  const DelimitedForm& form, const Limits& limits,
                                  SheetTaker& taker, const Progress& progress) {
  const std::string_view beginning = bytes.substr(0, beginning_bytes);
  auto encoding = form.encoding;
  const bool guesses = encoding == feed::Encoding::automatic;
  const std::string_view mark =
      guesses || encoding == feed::Encoding::utf16 ? missing_mark(beginning) : std::string_view{};
  if (guesses) {
    encoding = mark.empty() ? feed::guess_encoding(beginning) : feed::Encoding::utf16;
  }
  char separator = form.separator;
  if (separator == '\0') {
    feed::Transcoder trial(encoding);
    std::string text(trial.convert(mark));
    text += trial.convert(beginning);
    separator = guess_separator(text);
  }
  if (auto begun = taker.begin(sheet, Visibility::shown); !begun) {
    return begun;
  }
  feed::Transcoder transcoder(encoding);
  static_cast<void>(transcoder.convert(mark));  // says which byte comes first, and is no text
  Lines lines(separator, limits, taker);
  for (std::size_t at = 0; at < bytes.size(); at += piece_bytes) {
    const std::string_view piece = bytes.substr(at, piece_bytes);
    if (auto fed = lines.feed(transcoder.convert(piece)); !fed) {
      return fed;
    }
    if (progress) {
      progress(at + piece.size(), bytes.size());
    }
  }
  if (auto fed = lines.feed(transcoder.finish()); !fed) {
    return fed;
  }
  if (auto ended = lines.finish(); !ended) {
    return ended;
  }
  return taker.end();
}

}  // namespace holdfast::statement
