// `holdfast feed send`: a file of transfers to a running centre, batch after batch.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <fmt/core.h>
#include <fstream>
#include <memory>
#include <thread>
#include <unistd.h>

#include "base/digest.hpp"
#include "cli/commands.hpp"
#include "cli/feed_sender.hpp"
#include "cli/mapping_options.hpp"
#include "feed/batch.hpp"
#include "feed/reader.hpp"
#include "port/clock.hpp"

namespace holdfast::cli {

namespace {

constexpr std::uint64_t errors_shown_max = 20;
constexpr std::size_t institution_bytes_max = 64;

constexpr const char* help =
    R"(Send a file of transfers to a running centre: CSV, JSON, NDJSON or pacs.008, as
`holdfast import transfers` reads them. Batches are numbered: whatever is interrupted, by the network,
the centre or this program, run the same command again; it goes on where it was, and no transfer is
taken twice. A centre that is behind is waited for.

Rows that cannot be read are told and left out; the exit code is then 3, and all others were sent.

Example:
  holdfast feed send --file june.csv --to http://127.0.0.1:8096 --key KEY --batch 2000 --rate 50000)";

struct FeedArguments {
  std::string file;
  std::string to;
  std::string key;
  std::string key_file;
  std::string institution;
  std::string stream;
  std::string format = "binary";
  std::size_t batch = 2000;
  std::size_t window = 4;
  double rate = 0;
  std::uint32_t patience_s = 300;
  bool json = false;
  MappingArguments mapping;
};

base::Error wrong(std::string message) {
  return {base::ErrorCode::wrong_usage, std::move(message)};
}

base::Result<std::string> key_of(const FeedArguments& arguments) {
  if (arguments.key_file.empty()) {
    return arguments.key.empty()
               ? base::Result<std::string>{wrong("--key or --key-file is missing")}
               : arguments.key;
  }
  std::ifstream in{arguments.key_file};
  std::string key;
  if (!(in >> key)) {
    return base::Error{base::ErrorCode::bad_input,
                       fmt::format("cannot read a key from {}", arguments.key_file),
                       arguments.key_file};
  }
  return key;
}

/// The same for the same rows in the same batches, so that running a command again goes on with it.
base::Result<std::string> stream_of(const FeedArguments& arguments) {
  if (!arguments.stream.empty()) {
    return feed::is_stream_name(arguments.stream)
               ? base::Result<std::string>{arguments.stream}
               : wrong("--stream has 1 to 64 letters, digits, - _ . or :");
  }
  if (arguments.file == "-") {
    return wrong("standard input needs a --stream: a name to go on under when it is interrupted");
  }
  std::ifstream in{arguments.file, std::ios::binary};
  if (!in) {
    return base::Error{base::ErrorCode::bad_input, "cannot read the file", arguments.file};
  }
  base::Sha256 content;
  for (std::string piece(std::size_t{1} << 18, '\0'); in;) {
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    content.add(std::string_view{piece}.substr(0, static_cast<std::size_t>(in.gcount())));
  }
  for (const auto* list : {&arguments.mapping.maps, &arguments.mapping.sets}) {
    for (const auto& word : *list) {
      content.add(word.size());
      content.add(word);
    }
  }
  return fmt::format("file-{}-{}-{}", base::to_hex(content.finish()).substr(0, 24), arguments.batch,
                     arguments.format);
}

/// Rows put together to the body of a batch.
class BodyMaker {
 public:
  BodyMaker(BatchForm form, std::string institution, std::string stream)
      : form_(form), institution_(std::move(institution)), stream_(std::move(stream)) {}

  /// False when the row has no room in this batch any more.
  bool add(const feed::TransferRow& row) {
    if (form_ == BatchForm::binary) {
      const bool added = writer_.add(row);
      rows_ += added ? 1 : 0;
      return added;
    }
    ++rows_;
    json_ += rows_ == 1 ? "[" : ",\n";
    boost::json::object object{{"time", base::format_instant(row.time)},
                               {"payer", row.payer},
                               {"payee", row.payee},
                               {"amount_fen", row.amount.value()},
                               {"kind", fund::to_text(row.kind)}};
    // The form needs an id; one without has its serial for one, as in the rows of a file.
    object["id"] = row.id.empty() ? row.serial : row.id;
    for (const auto& [name, text] : {std::pair{"serial", row.serial},
                                     {"clearing", row.clearing},
                                     {"payer_name", row.payer_name},
                                     {"payee_name", row.payee_name},
                                     {"payer_institution", row.payer_institution},
                                     {"payee_institution", row.payee_institution}}) {
      if (!text.empty()) {
        object[name] = text;
      }
    }
    json_ += boost::json::serialize(object);
    return true;
  }
  [[nodiscard]] std::size_t rows() const { return rows_; }
  /// Body and digest of the batch; the next one begins.
  std::pair<std::string, std::string> finish(std::uint64_t number) {
    rows_ = 0;
    if (form_ == BatchForm::json) {
      auto body = std::exchange(json_, {}) + "]";
      auto digest = base::to_hex(base::sha256(body));
      return {std::move(body), std::move(digest)};
    }
    feed::BatchHead head;
    head.institution = institution_;
    head.stream = stream_;
    head.number = number;
    auto body = writer_.finish(head);
    auto digest = base::to_hex(feed::digest_of(body));
    return {std::move(body), std::move(digest)};
  }

 private:
  const BatchForm form_;
  const std::string institution_;
  const std::string stream_;
  feed::BatchWriter writer_;
  std::string json_;
  std::size_t rows_ = 0;
};

/// One line that is written over while the file goes; nothing into a pipe.
class ProgressLine {
 public:
  explicit ProgressLine(const Console& console)
      : console_(console), is_shown_(::isatty(::fileno(console.err)) == 1) {}
  ~ProgressLine() {
    if (has_written_) {
      fmt::print(console_.err, "\n");
    }
  }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  void show(const SendTotals& totals, std::uint64_t skipped, std::size_t under_way) {
    const auto now = monotonic_ms();
    if (!is_shown_ || now < next_ms_) {
      return;
    }
    next_ms_ = now + 250;
    has_written_ = true;
    fmt::print(console_.err,
               "\r{} batches answered, {} rows, {} under way, told to wait {} times{}",
               totals.batches + skipped, totals.rows, under_way, totals.told_to_wait,
               skipped > 0 ? fmt::format(" ({} were there already)", skipped) : "");
    std::fflush(console_.err);
  }

 private:
  const Console& console_;
  const bool is_shown_;
  bool has_written_ = false;
  double next_ms_ = 0;
};

class Sending {
 public:
  Sending(const FeedArguments& arguments, const Console& console)
      : arguments_(arguments), console_(console), progress_(console) {}

  base::Result<int> run() {
    auto options = options_of();
    if (!options) {
      return options.error();
    }
    rows_a_batch_ = arguments_.batch;
    body_.emplace(options->form, options->institution, options->stream);
    auto sender = FeedSender::create(*std::move(options));
    if (!sender) {
      return sender.error();
    }
    sender_ = std::move(*sender);
    auto state = sender_->ask_stream();
    if (!state) {
      return state.error();
    }
    at_centre_ = *std::move(state);
    begin_ms_ = monotonic_ms();
    if (const auto sent = send_file(); !sent) {
      return sent.error();
    }
    report((monotonic_ms() - begin_ms_) / 1000);
    return refused_ > 0 ? 3 : 0;
  }

 private:
  [[nodiscard]] base::Result<SenderOptions> options_of() const {
    SenderOptions options;
    auto key = key_of(arguments_);
    auto stream = stream_of(arguments_);
    auto url = net::parse_url(arguments_.to);
    if (!key || !stream || !url) {
      return !key ? key.error() : !stream ? stream.error() : url.error();
    }
    if (arguments_.institution.size() > institution_bytes_max) {
      return wrong("--institution is longer than 64 bytes");
    }
    options.url = *std::move(url);
    options.key = *std::move(key);
    options.institution = arguments_.institution;
    options.stream = *std::move(stream);
    options.form = arguments_.format == "json" ? BatchForm::json : BatchForm::binary;
    options.window = arguments_.window;
    options.patience = std::chrono::seconds{arguments_.patience_s};
    options.jitter_seed =
        static_cast<std::uint64_t>(::getpid()) * 1'000'003 +
        static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
    return options;
  }

  base::Result<void> send_file() {
    feed::ReadOptions read;
    read.now = port::SystemClock{}.now();
    if (const auto applied = apply(arguments_.mapping, read); !applied) {
      return applied.error();
    }
    std::optional<base::Error> failed;
    const auto flush = [&] {
      if (!failed && body_->rows() > 0) {
        if (const auto sent = send_batch(); !sent) {
          failed = sent.error();
        }
      }
    };
    const auto done = feed::read_rows(
        arguments_.file, read,
        {[&](const feed::TransferRow& row) {
           if (failed) {
             return;
           }
           if (arguments_.format == "json" && row.id.empty() && row.serial.empty()) {
             failed = wrong(
                 "--format json needs rows with an id or "
                 "a serial; send this file as binary");
             return;
           }
           if (!body_->add(row)) {
             flush();
             (void)body_->add(row);
           }
           if (body_->rows() == rows_a_batch_) {
             flush();
           }
         },
         [this](const feed::RowError& error) { refuse(error); }});
    flush();
    if (failed) {
      return *failed;
    }
    if (!done) {
      return done.error();
    }
    if (number_ < at_centre_.newest) {
      return not_this_file();
    }
    return sender_->finish();
  }

  void refuse(const feed::RowError& error) {
    if (++refused_ <= errors_shown_max) {
      fmt::print(console_.err, "{}\n", feed::to_text(error));
    } else if (refused_ == errors_shown_max + 1) {
      fmt::print(console_.err, "… further refused rows are counted\n");
    }
  }

  [[nodiscard]] base::Error not_this_file() const {
    return {base::ErrorCode::conflict,
            "the stream at the centre holds other batches: is it another file, or another --batch? "
            "Give it a --stream of its own"};
  }

  base::Result<void> send_batch() {
    const auto rows = body_->rows();
    auto [body, digest] = body_->finish(++number_);
    if (number_ == at_centre_.newest && digest != at_centre_.digest) {
      return not_this_file();
    }
    if (at_centre_.has(number_)) {
      ++skipped_;
      return {};
    }
    OutgoingBatch batch{number_, std::move(body), rows, monotonic_ms()};
    if (arguments_.rate > 0) {
      // Each batch has its moment; a late answer does not move the ones behind it.
      batch.due_ms = begin_ms_ + static_cast<double>(rows_sent_) * 1000 / arguments_.rate;
      const auto left = batch.due_ms - monotonic_ms();
      if (left > 0) {
        std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(left));
      }
    }
    rows_sent_ += rows;
    const auto sent = sender_->send(std::move(batch));
    progress_.show(sender_->totals(), skipped_, sender_->under_way());
    return sent;
  }

  void report(double seconds) {
    auto totals = sender_->totals();
    auto& took = totals.answer_ms;
    std::sort(took.begin(), took.end());
    const auto at = [&took](std::size_t per_mille) {
      return took.empty() ? 0.0 : took[(took.size() - 1) * per_mille / 1000];
    };
    const auto rate = seconds > 0 ? static_cast<double>(totals.rows) / seconds : 0;
    if (arguments_.json) {
      fmt::print(console_.out,
                 R"({{"batches":{},"skipped":{},"repeated":{},"rows":{},"new":{},"duplicates":{},)"
                 R"("legs":{},"refused":{},"told_to_wait":{},"unanswered":{},"seconds":{:.3f},)"
                 R"("rows_per_s":{:.0f},"answer_ms_p50":{:.3f},"answer_ms_p99":{:.3f}}})"
                 "\n",
                 totals.batches, skipped_, totals.repeated, totals.rows, totals.fresh,
                 totals.duplicates, totals.legs, refused_, totals.told_to_wait, totals.unanswered,
                 seconds, rate, at(500), at(990));
      return;
    }
    fmt::print(console_.out,
               "{} batches sent, {} were there already; {} rows: {} new, {} duplicates, {} second "
               "legs; {} refused here\n"
               "{:.1f} s, {:.0f} rows/s; answers p50 {:.1f} ms, p99 {:.1f} ms; told to wait {} "
               "times, {} tries without an answer\n",
               totals.batches, skipped_, totals.rows, totals.fresh, totals.duplicates, totals.legs,
               refused_, seconds, rate, at(500), at(990), totals.told_to_wait, totals.unanswered);
  }

  const FeedArguments& arguments_;
  const Console& console_;
  ProgressLine progress_;
  std::size_t rows_a_batch_ = 0;
  std::optional<BodyMaker> body_;
  std::unique_ptr<FeedSender> sender_;
  StreamState at_centre_;
  std::uint64_t number_ = 0;   // of the last batch made
  std::uint64_t skipped_ = 0;  // that the centre had
  std::uint64_t rows_sent_ = 0;
  std::uint64_t refused_ = 0;
  double begin_ms_ = 0;
};

}  // namespace

void add_feed_command(CLI::App& app, Console console, Action& chosen) {
  auto* feed = app.add_subcommand("feed", "Feed a running centre.");
  feed->require_subcommand(1);
  auto* command = feed->add_subcommand("send", help);
  auto arguments = std::make_shared<FeedArguments>();
  command->add_option("--file", arguments->file, "The file; - is standard input")
      ->type_name("FILE")
      ->required();
  command->add_option("--to", arguments->to, "The centre, http://HOST:PORT")
      ->type_name("URL")
      ->required();
  command->add_option("--key", arguments->key, "API key; others see it in the list of processes");
  command->add_option("--key-file", arguments->key_file, "A file that holds it")->type_name("FILE");
  command->add_option("--institution", arguments->institution,
                      "Whose transfers, where the key does not say");
  command->add_option("--stream", arguments->stream,
                      "Name of the numbered batches; made of the file's content by default");
  command->add_option("--format", arguments->format, "binary or json")
      ->check(CLI::IsMember({"binary", "json"}));
  command->add_option("--batch", arguments->batch, "Rows a batch")
      ->type_name("N")
      ->check(CLI::Range(std::size_t{1}, feed::batch_rows_max));
  command->add_option("--in-flight", arguments->window, "Batches under way at a time")
      ->type_name("N")
      ->check(CLI::Range(std::size_t{1}, SenderOptions::window_max));
  command->add_option("--rate", arguments->rate, "Rows a second, at most; 0: as fast as it goes")
      ->type_name("R")
      ->check(CLI::NonNegativeNumber);
  command
      ->add_option("--patience", arguments->patience_s,
                   "Seconds without any progress before giving up")
      ->type_name("SECONDS");
  command->add_flag("--json", arguments->json, "Print the summary as JSON");
  add_mapping_options(*command, arguments->mapping);
  command->callback([arguments, console, &chosen] {
    chosen = [arguments, console] {
      const auto done = Sending{*arguments, console}.run();
      return done ? *done : report_error(console, done.error());
    };
  });
}

}  // namespace holdfast::cli
