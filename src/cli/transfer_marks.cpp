#include "cli/transfer_marks.hpp"

#include <fmt/core.h>
#include <map>

#include "cli/mapped_file.hpp"
#include "feed/csv.hpp"

namespace holdfast::cli {

namespace {

constexpr std::size_t piece_bytes = std::size_t{1} << 18;

class MarkReader {
 public:
  explicit MarkReader(const TransferFile& transfers) : transfers_(transfers) {}

  [[nodiscard]] bool has_header() const { return !places_.empty(); }
  [[nodiscard]] bool take_header(const feed::CsvRecord& record) {
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
      places_.try_emplace(std::string(record.fields[i].text), i);
    }
    return places_.contains("id");
  }
  void take(const feed::CsvRecord& record) {
    const auto sequence = transfers_.find(cell(record, "id"));
    if (!sequence) {
      return;
    }
    const fund::Transfer one = transfers_.graph().payment(*sequence);
    marks_.add_row(cell(record, "told_by") == "payee" ? one.payee : one.payer, one.time, *sequence,
                   {.place = cell(record, "place"),
                    .terminal = cell(record, "terminal"),
                    .ip = cell(record, "ip"),
                    .mac = cell(record, "mac"),
                    .device = cell(record, "device")});
  }
  [[nodiscard]] workbench::Marks finish() { return std::move(marks_); }

 private:
  [[nodiscard]] std::string_view cell(const feed::CsvRecord& record,
                                      std::string_view column) const {
    const auto place = places_.find(column);
    return place == places_.end() || place->second >= record.fields.size()
               ? std::string_view{}
               : record.fields[place->second].text;
  }

  const TransferFile& transfers_;
  std::map<std::string, std::size_t, std::less<>> places_;  // of columns
  workbench::Marks marks_;
};

}  // namespace

base::Result<workbench::Marks> read_marks(const std::string& path, const TransferFile& transfers) {
  const auto file = MappedFile::open(path);
  if (!file) {
    return file.error();
  }
  MarkReader reader{transfers};
  feed::CsvSplitter splitter;
  std::string_view rest = file->bytes();
  for (;;) {
    const auto outcome = splitter.next();
    if (outcome == feed::CsvSplitter::Outcome::end) {
      return reader.finish();
    }
    if (outcome == feed::CsvSplitter::Outcome::more) {
      splitter.feed(rest.substr(0, piece_bytes));
      rest.remove_prefix(std::min(rest.size(), piece_bytes));
      if (rest.empty()) {
        splitter.finish();
      }
      continue;
    }
    if (outcome == feed::CsvSplitter::Outcome::fault) {
      continue;  // the reading of the transfers has told of it
    }
    const feed::CsvRecord& record = splitter.record();
    if (reader.has_header()) {
      reader.take(record);
    } else if (!reader.take_header(record)) {
      return base::Error{base::ErrorCode::bad_input, "the first line must name the column id",
                         fmt::format("{}:{}", path, record.position.line)};
    }
  }
}

}  // namespace holdfast::cli
