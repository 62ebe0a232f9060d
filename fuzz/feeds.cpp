// Rows of transfers: CSV of any form, the canonical form, NDJSON and arrays, pacs.008 messages,
// binary batches.
#include <algorithm>
#include <fmt/core.h>
#include <string>
#include <vector>

#include "base/check.hpp"
#include "feed/batch.hpp"
#include "feed/canonical.hpp"
#include "feed/reader.hpp"
#include "targets.hpp"

namespace holdfast::fuzz {

namespace {

using feed::Format;

/// What a reader made of the bytes, in words.
struct Reading {
  std::vector<std::string> rows;  // each as a canonical line
  std::vector<std::string> errors;
  std::string failure;
  bool operator==(const Reading&) const = default;
};

void check_row(const feed::TransferRow& row) {
  base::check(row.amount.is_positive() && row.amount <= base::Fen::limit(), "an amount is bounded");
  base::check(!row.payer.empty() && !row.payee.empty(), "a row has its accounts");
  base::check(base::is_plausible(row.time), "a time is plausible");
}

Reading read(std::string_view bytes, Format format, std::size_t piece) {
  Reading reading;
  feed::RowParser parser({.file = "body", .format = format},
                         {.on_row =
                              [&](const feed::TransferRow& row) {
                                check_row(row);
                                feed::append_canonical(reading.rows.emplace_back(), row);
                              },
                          .on_error =
                              [&](const feed::RowError& error) {
                                base::check(!error.reason.empty(), "a refused row has its reason");
                                reading.errors.push_back(feed::to_text(error));
                              }});
  base::Result<void> fed;
  for (std::size_t from = 0; from < bytes.size() && fed; from += piece) {
    fed = parser.feed(bytes.substr(from, piece));
  }
  const auto summary = parser.finish();
  if (!summary) {
    base::check(!summary.error().message.empty(), "a refused input has its reason");
    reading.failure = summary.error().where + ": " + summary.error().message;
    if (format == Format::pacs008) {
      // Of bytes that are no XML at all the parser says one thing or another, by what it has seen.
      reading.failure = "refused";
    }
    return reading;
  }
  base::check(summary->good == reading.rows.size() && summary->bad == reading.errors.size() &&
                  summary->rows == summary->good + summary->bad,
              "every row is counted");
  return reading;
}

/// The same however the bytes arrive; and what was read reads the same when it is written.
void run(std::string_view bytes, Format format) {
  const auto whole = read(bytes, format, std::max<std::size_t>(bytes.size(), 1));
  base::check(whole == read(bytes, format, 1), "a byte at a time reads the same");
  base::check(whole == read(bytes, format, 7), "seven bytes at a time read the same");
  std::string again = feed::canonical_header();
  for (const auto& row : whole.rows) {
    again += row;
  }
  // A row may come without an id, which the canonical form asks for.
  const bool has_ids =
      std::ranges::none_of(whole.rows, [](const std::string& row) { return row.starts_with(','); });
  if (has_ids) {
    const auto copy = read(again, Format::canonical_csv, 4096);
    base::check(copy.rows == whole.rows && copy.errors.empty(), "a written row reads the same");
  }
}

}  // namespace

void run_feed_csv(std::string_view bytes) {
  run(bytes, Format::csv);
}
void run_feed_canonical(std::string_view bytes) {
  run(bytes, Format::canonical_csv);
}
/// A batch with whatever the fuzzer put in it, as it came and under a digest that fits: read whole
/// and written the same, or refused with a place.
void run_feed_batch(std::string_view bytes) {
  std::string sealed{bytes};
  feed::seal_batch(sealed);
  for (const std::string_view batch : {bytes, std::string_view{sealed}}) {
    feed::BatchWriter writer;
    std::string rows;
    bool all_fit = true;
    const auto head = feed::read_batch(batch, std::nullopt, [&](const feed::TransferRow& row) {
      check_row(row);
      all_fit = all_fit && writer.add(row);
      feed::append_canonical(rows, row);
    });
    if (!head) {
      base::check(!head.error().message.empty() && !head.error().where.empty(),
                  "a refused batch has its reason and place");
      continue;
    }
    if (!all_fit || head->institution.size() > 255) {
      continue;
    }
    std::string again;
    const auto read =
        feed::read_batch(writer.finish(*head), std::nullopt,
                         [&](const feed::TransferRow& row) { feed::append_canonical(again, row); });
    base::check(read && read->number == head->number && read->stream == head->stream &&
                    read->as_of == head->as_of && again == rows,
                "a written batch reads the same");
  }
}
void run_feed_pacs008(std::string_view bytes) {
  run(bytes, Format::pacs008);
}
void run_feed_json(std::string_view bytes) {
  run(bytes, bytes.starts_with('[') ? Format::json_array : Format::ndjson);
}

}  // namespace holdfast::fuzz
