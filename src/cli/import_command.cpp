// `holdfast import transfers`: files of transfers into a centre, with progress and a reject file.
#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <memory>
#include <unistd.h>

#include "base/error_table.hpp"
#include "base/log.hpp"
#include "cli/commands.hpp"
#include "cli/data_dir.hpp"
#include "cli/mapping_options.hpp"
#include "engine/content_ids.hpp"
#include "engine/feed_row.hpp"
#include "feed/reader.hpp"
#include "feed/reject.hpp"

namespace holdfast::cli {

namespace {

constexpr std::size_t rows_a_batch = 4000;
constexpr std::uint64_t errors_shown_max = 20;

constexpr const char* help =
    R"(Take files of transfers into a data directory: CSV (the canonical header, known Chinese and
English headings, or --map), JSON array or NDJSON; UTF-8 or GBK. Rows seen before are dropped and
counted, so a file may be imported twice. Rows that cannot be read go to the reject file.

The centre must not be running on the directory; a running one takes the same files in its console
(数据与通道 → 导入流水文件) and over HTTP:
  curl -H "Authorization: Bearer KEY" -H "Content-Type: text/csv" --data-binary @june.csv \
       http://127.0.0.1:8096/api/v1/transfers

Examples:
  holdfast import transfers june.csv --data var/holdfast --reject june.rejected.csv
  holdfast import transfers sim.csv --data var/sim --map sourceNodeId=payer --map targetNodeId=payee \
      --map value=amount --map time=time --time-base 2021-01-01T00:00:00+08:00 --time-unit 1h)";

struct ImportArguments {
  std::vector<std::string> files;
  std::string config;
  std::string data;
  std::string institution;
  std::string reject;
  bool strict = false;
  MappingArguments mapping;
};

struct Totals {
  std::uint64_t rows = 0;
  std::uint64_t fresh = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t legs = 0;
  std::uint64_t refused = 0;
};

/// A bar on a terminal; nothing into a pipe.
class Bar {
 public:
  Bar(const Console& console, const std::string& file)
      : console_(console), file_(file), is_shown_(::isatty(::fileno(console.err)) == 1) {}
  ~Bar() {
    if (is_shown_ && last_ >= 0) {
      fmt::print(console_.err, "\n");
    }
  }
  Bar(const Bar&) = delete;
  Bar& operator=(const Bar&) = delete;
  void show(std::uint64_t done, std::uint64_t total) {
    const int percent = total == 0 ? 0 : static_cast<int>(done * 100 / total);
    if (!is_shown_ || percent == last_) {
      return;
    }
    last_ = percent;
    fmt::print(console_.err, "\r{} [{:<40}] {:>3} % {:.1f} MB", file_,
               std::string(static_cast<std::size_t>(percent) * 40 / 100, '#'), percent,
               static_cast<double>(done) / 1e6);
    std::fflush(console_.err);
  }

 private:
  const Console& console_;
  const std::string& file_;
  bool is_shown_;
  int last_ = -1;
};

class Import {
 public:
  Import(const ImportArguments& arguments, const Console& console)
      : arguments_(arguments), console_(console) {}

  base::Result<Totals> run() {
    auto config =
        arguments_.config.empty() ? base::Result<Config>{Config{}} : read_config(arguments_.config);
    if (!config) {
      return config.error();
    }
    if (!arguments_.data.empty()) {
      config->data = arguments_.data;
    }
    if (!arguments_.reject.empty()) {
      auto made = feed::RejectFile::create(arguments_.reject);
      if (!made) {
        return made.error();
      }
      reject_.emplace(std::move(*made));
    }
    if (arguments_.strict) {
      if (const auto judged = judge(); !judged) {
        return judged.error();
      }
    }
    auto engine = open_engine(*config, Outside::none);
    if (!engine) {
      return engine.error();
    }
    for (const auto& file : arguments_.files) {
      if (const auto taken = take(**engine, file); !taken) {
        return taken.error();
      }
    }
    if (reject_) {
      if (const auto closed = reject_->close(); !closed) {
        return closed.error();
      }
    }
    return totals_;
  }

 private:
  [[nodiscard]] base::Result<feed::ReadOptions> options_for(const std::string& file) const {
    feed::ReadOptions read;
    read.file = file;
    read.now = port::SystemClock{}.now();
    if (const auto applied = apply(arguments_.mapping, read); !applied) {
      return applied.error();
    }
    return read;
  }

  void refuse(const feed::RowError& error) {
    if (++refused_shown_ <= errors_shown_max) {
      fmt::print(console_.err, "{}\n", feed::to_text(error));
    } else if (refused_shown_ == errors_shown_max + 1) {
      fmt::print(
          console_.err, "… further refused rows are counted{}\n",
          reject_ ? " and written to the reject file" : "; name a file with --reject to see them");
    }
    if (reject_) {
      reject_->add(error);
    }
  }

  /// --strict: every row of every file must be readable before anything is taken.
  base::Result<void> judge() {
    for (const auto& file : arguments_.files) {
      const auto options = options_for(file);
      if (!options) {
        return options.error();
      }
      const auto read = feed::read_rows(file, *options,
                                        {[](const feed::TransferRow&) {},
                                         [this](const feed::RowError& error) { refuse(error); }});
      if (!read) {
        return read.error();
      }
      totals_.refused += read->bad;
    }
    if (totals_.refused > 0) {
      if (reject_) {
        (void)reject_->close();
      }
      return base::Error{
          base::ErrorCode::bad_input,
          fmt::format("{} rows cannot be read; with --strict nothing was taken", totals_.refused)};
    }
    return {};
  }

  base::Result<void> take(engine::Engine& engine, const std::string& file) {
    const auto options = options_for(file);
    if (!options) {
      return options.error();
    }
    Bar bar{console_, file};
    std::optional<base::Error> failed;
    engine::FeedRows rows;
    engine::ContentIds ids;  // equal rows are counted in each file by itself
    const auto flush = [&](std::uint64_t refused) {
      if (failed || (rows.empty() && refused == 0)) {
        return;
      }
      engine::FeedBatch batch;
      batch.institution = arguments_.institution;
      batch.rows = std::move(rows);
      batch.refused = refused;
      rows = {};
      const auto done = engine.take_and_wait({"import"}, std::move(batch));
      if (!done) {
        failed = done.error();
        return;
      }
      totals_.rows += done->rows;
      totals_.fresh += done->fresh;
      totals_.duplicates += done->duplicates;
      totals_.legs += done->legs;
    };
    const auto read =
        feed::read_rows(file, *options,
                        {[&](const feed::TransferRow& row) {
                           engine::RowView told{row};
                           ids.name(told);
                           rows.push_back(told);
                           if (rows.size() == rows_a_batch) {
                             flush(0);
                           }
                         },
                         [this](const feed::RowError& error) { refuse(error); }},
                        [&](std::uint64_t done, std::uint64_t total) { bar.show(done, total); });
    flush(read ? read->bad : 0);
    if (!read) {
      return read.error();
    }
    totals_.refused += read->bad;
    return failed ? base::Result<void>{*failed} : base::Result<void>{};
  }

  const ImportArguments& arguments_;
  const Console& console_;
  std::optional<feed::RejectFile> reject_;
  std::uint64_t refused_shown_ = 0;
  Totals totals_;
};

}  // namespace

void add_import_command(CLI::App& app, Console console, Action& chosen) {
  auto* import = app.add_subcommand("import", "Take data in from files.");
  import->require_subcommand(1);
  auto* command = import->add_subcommand("transfers", help);
  auto arguments = std::make_shared<ImportArguments>();
  command->add_option("files", arguments->files, "Files; - is standard input")
      ->type_name("FILE...")
      ->required();
  command->add_option("--data", arguments->data, "Data directory")->type_name("DIR");
  command->add_option("--config", arguments->config, "Configuration file")->type_name("FILE");
  command->add_option("--institution", arguments->institution, "Whose feed the files are");
  command->add_option("--reject", arguments->reject, "Write refused rows here, as CSV")
      ->type_name("FILE");
  command->add_flag("--strict", arguments->strict,
                    "Refuse everything when one row cannot be read; nothing is changed");
  add_mapping_options(*command, arguments->mapping);
  command->callback([arguments, console, &chosen] {
    chosen = [arguments, console] {
      base::set_log_level(base::LogLevel::warn);
      const auto done = Import{*arguments, console}.run();
      if (!done) {
        return report_error(console, done.error());
      }
      fmt::print(console.out, "{} rows: {} new, {} duplicates, {} second legs; {} refused\n",
                 done->rows, done->fresh, done->duplicates, done->legs, done->refused);
      return 0;
    };
  });
}

}  // namespace holdfast::cli
