// POST /cases/{id}/files/{file}/statement: the rows of a bank's statement that lies with the case
// go into the fund graph. Each is known by the file's digest, its sheet and its row, so that an
// exhibit can say where it stands, and the same file again adds nothing.
#include <boost/json.hpp>
#include <fmt/core.h>

#include "api/case_files.hpp"
#include "api/desk_routes.hpp"
#include "engine/feed_row.hpp"
#include "statement/statement.hpp"
#include "statement/tables.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t rows_a_batch = 2000;
constexpr std::size_t notes_told = 50;

/// Reads one file and hands its rows on.
class StatementTaker {
 public:
  explicit StatementTaker(const Call& call) : call_(call) {}

  base::Result<void> take(std::string_view bytes, const std::string& name) {
    statement::StatementOptions options;
    options.now = call_.engine().now();
    options.limits.rows = std::min(options.limits.rows, std::uint64_t{1'000'000});
    statement::StatementReader reader(
        options, {.on_transfer = [this](const auto& row, const auto& source) { add(row, source); },
                  .on_account = [](const auto& /*row*/, const auto& /*source*/) {},
                  .on_note = [this](const auto& note, const auto& source) { add(note, source); }});
    const auto read = reader.read(bytes, name);
    flush();
    if (failed_) {
      return *failed_;
    }
    return read ? base::Result<void>{} : read.error();
  }

  [[nodiscard]] core::NoteFileTaken counts(desk::AttachmentId file) const {
    return {file, rows_, fresh_, duplicates_, refused_};
  }
  [[nodiscard]] json::array notes() && { return std::move(notes_); }

 private:
  void add(const statement::StatementRow& row, const statement::RowSource& source) {
    const auto id = statement::row_id(source);
    auto told = row.transfer;
    told.id = id;
    batch_.push_back(engine::RowView{told});
    ++rows_;
    if (batch_.size() == rows_a_batch) {
      flush();
    }
  }

  void add(const statement::RowNote& note, const statement::RowSource& source) {
    refused_ += note.kind == statement::RowNote::Kind::refused ? 1 : 0;
    if (note.kind == statement::RowNote::Kind::refused && notes_.size() < notes_told) {
      notes_.push_back(json::object{{"sheet", source.sheet},
                                    {"row", source.row},
                                    {"column", note.column},
                                    {"reason", note.reason}});
    }
  }

  void flush() {
    if (failed_ || batch_.empty()) {
      return;
    }
    engine::FeedBatch batch;
    batch.rows = std::exchange(batch_, {});
    const auto done = call_.engine().take_and_wait({call_.who.name}, std::move(batch));
    if (!done) {
      failed_ = done.error();
      return;
    }
    fresh_ += done->fresh;
    duplicates_ += done->duplicates + done->legs;
  }

  const Call& call_;
  engine::FeedRows batch_;
  std::optional<base::Error> failed_;
  json::array notes_;
  std::uint64_t rows_ = 0;
  std::uint64_t fresh_ = 0;
  std::uint64_t duplicates_ = 0;
  std::uint64_t refused_ = 0;
};

}  // namespace

Answer take_statement(const Call& call) {
  const auto file = file_of(call);
  if (!file) {
    return file.error();
  }
  if (file->scan == desk::Scan::infected) {
    return base::Error{base::ErrorCode::refused_by_rule, "该文件带病毒：" + file->scanned};
  }
  const Gate::Turn turn{call.service.readings};
  if (!turn.has_it()) {
    return base::Error{base::ErrorCode::too_many, "other files are being read; try again"};
  }
  const auto bytes = bytes_of(call, file->case_id, file->sha256);
  if (!bytes) {
    return bytes.error();
  }
  StatementTaker taker{call};
  if (const auto taken = taker.take(*bytes, file->name.text); !taken) {
    return taken.error();
  }
  const auto counts = taker.counts(file->id);
  const auto done = call.engine().submit_and_wait(call.caller(), counts);
  if (!done) {
    return done.error();
  }
  return with_seq(
      net::json_response(200, json::serialize(json::object{{"file", done->answer.id},
                                                           {"rows", counts.rows},
                                                           {"fresh", counts.fresh},
                                                           {"duplicates", counts.duplicates},
                                                           {"refused", counts.refused},
                                                           {"notes", std::move(taker).notes()},
                                                           {"seq", done->seq}})),
      done->seq);
}

}  // namespace holdfast::api
