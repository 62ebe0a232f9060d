#include "feed/reader.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>
#include <variant>

#include "feed/csv_rows.hpp"
#include "feed/json_rows.hpp"
#include "feed/pacs008.hpp"
#include "feed/utf8.hpp"

namespace holdfast::feed {

namespace {

constexpr std::size_t guess_bytes = std::size_t{1} << 16;
constexpr std::size_t piece_bytes = std::size_t{1} << 18;

base::Error with_file(const base::Error& error, const std::string& file) {
  base::Error named = error;
  named.where = error.where.empty() ? file : fmt::format("{}:{}", file, error.where);
  return named;
}

base::Error cannot_read(const std::string& path) {
  return base::Error{base::ErrorCode::bad_input,
                     fmt::format("cannot read the file: {}", std::strerror(errno)), path};
}

struct Descriptor {
  explicit Descriptor(int handle) : fd(handle) {}
  ~Descriptor() {
    if (fd > STDIN_FILENO) {
      ::close(fd);
    }
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int fd;
};

}  // namespace

Format guess_format(std::string_view beginning) {
  if (beginning.starts_with("\xEF\xBB\xBF")) {
    beginning.remove_prefix(3);
  }
  const std::string_view text = trim(beginning);
  if (text.starts_with('[')) {
    return Format::json_array;
  }
  if (text.starts_with('<')) {
    return Format::pacs008;
  }
  return text.starts_with('{') ? Format::ndjson : Format::csv;
}

// Bytes are held back until the format and the encoding are known (64 KiB at most), then go through
// the transcoder to the reader of their format.
struct RowParser::State final : RowTaker {
  State(ReadOptions its_options, RowSink its_sink)
      : options(std::move(its_options)), sink(std::move(its_sink)) {
    decide_known();
  }

  void row(const TransferRow& row) override {
    ++summary.rows;
    ++summary.good;
    sink.on_row(row);
  }
  void fault(const RowFault& fault, std::string_view raw) override {
    ++summary.rows;
    ++summary.bad;
    sink.on_error(RowError{.file = options.file,
                           .position = fault.position,
                           .field = fault.field,
                           .reason = fault.reason,
                           .raw = std::string(cut_utf8(raw, RowError::raw_bytes_max))});
  }

  [[nodiscard]] bool is_decided() const { return !std::holds_alternative<std::monostate>(rows); }
  void decide_known() {
    const bool knows_encoding =
        options.format != Format::csv || options.encoding != Encoding::automatic;
    if (options.format != Format::automatic && knows_encoding) {
      decide({});
    }
  }
  void decide(std::string_view beginning);
  base::Result<void> pass(std::string_view utf8);
  base::Result<void> end();

  ReadOptions options;
  RowSink sink;
  ReadSummary summary;
  std::string held_back;
  Transcoder transcoder{Encoding::utf8};
  std::variant<std::monostate, CsvRows, JsonRows, Pacs008Rows> rows;
  std::optional<base::Error> failure;
};

void RowParser::State::decide(std::string_view beginning) {
  Format format = options.format == Format::automatic ? guess_format(beginning) : options.format;
  if (format == Format::csv) {
    transcoder = Transcoder(options.encoding == Encoding::automatic ? guess_encoding(beginning)
                                                                    : options.encoding);
  }
  if (format == Format::json_array || format == Format::ndjson) {
    const auto form = format == Format::ndjson ? JsonForm::lines : JsonForm::array;
    rows.emplace<JsonRows>(form, options.now);
    return;
  }
  if (format == Format::pacs008) {
    rows.emplace<Pacs008Rows>(options.now);
    return;
  }
  rows.emplace<CsvRows>(format == Format::canonical_csv ? CsvForm::canonical : CsvForm::any,
                        options.mapping, options.now);
}

base::Result<void> RowParser::State::pass(std::string_view utf8) {
  if (auto* const csv = std::get_if<CsvRows>(&rows)) {
    return csv->feed(utf8, *this);
  }
  if (auto* const message = std::get_if<Pacs008Rows>(&rows)) {
    return message->feed(utf8, *this);
  }
  return std::get<JsonRows>(rows).feed(utf8, *this);
}

base::Result<void> RowParser::State::end() {
  if (!is_decided()) {
    decide(held_back);
    if (auto passed = pass(transcoder.convert(held_back)); !passed) {
      return passed;
    }
  }
  if (auto passed = pass(transcoder.finish()); !passed) {
    return passed;
  }
  if (auto* const csv = std::get_if<CsvRows>(&rows)) {
    return csv->finish(*this);
  }
  if (auto* const message = std::get_if<Pacs008Rows>(&rows)) {
    return message->finish(*this);
  }
  return std::get<JsonRows>(rows).finish(*this);
}

RowParser::RowParser(ReadOptions options, RowSink sink)
    : state_(std::make_unique<State>(std::move(options), std::move(sink))) {}
RowParser::~RowParser() = default;
RowParser::RowParser(RowParser&&) noexcept = default;
RowParser& RowParser::operator=(RowParser&&) noexcept = default;

base::Result<void> RowParser::feed(std::string_view bytes) {
  State& state = *state_;
  if (state.failure) {
    return *state.failure;
  }
  state.summary.bytes += bytes.size();
  base::Result<void> passed;
  if (state.is_decided()) {
    passed = state.pass(state.transcoder.convert(bytes));
  } else {
    state.held_back.append(bytes);
    if (state.held_back.size() < guess_bytes) {
      return {};
    }
    state.decide(state.held_back);
    passed = state.pass(state.transcoder.convert(state.held_back));
    state.held_back = {};
  }
  if (!passed) {
    state.failure = with_file(passed.error(), state.options.file);
    return *state.failure;
  }
  return {};
}

base::Result<ReadSummary> RowParser::finish() {
  if (!state_->failure) {
    if (const auto ended = state_->end(); !ended) {
      state_->failure = with_file(ended.error(), state_->options.file);
    }
  }
  if (state_->failure) {
    return *state_->failure;
  }
  return state_->summary;
}

const ReadSummary& RowParser::so_far() const {
  return state_->summary;
}

base::Result<ReadSummary> read_rows(const std::string& path, ReadOptions options, RowSink sink,
                                    const Progress& progress) {
  const Descriptor file(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.fd < 0) {
    return cannot_read(path);
  }
  struct stat about {};
  const bool is_sized = ::fstat(file.fd, &about) == 0 && S_ISREG(about.st_mode);
  const std::uint64_t total = is_sized ? static_cast<std::uint64_t>(about.st_size) : 0;
  options.file = path;
  RowParser parser(std::move(options), std::move(sink));
  std::string piece(piece_bytes, '\0');
  for (;;) {
    const ssize_t got = ::read(file.fd, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got < 0) {
      return cannot_read(path);
    }
    if (got == 0) {
      return parser.finish();
    }
    if (auto fed = parser.feed({piece.data(), static_cast<std::size_t>(got)}); !fed) {
      return fed.error();
    }
    if (progress) {
      progress(parser.so_far().bytes, total);
    }
  }
}

}  // namespace holdfast::feed
