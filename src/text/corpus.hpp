// Reads the text corpus of data/text (its README tells the form): records with their label, marks
// and ledger. What the trainer learns from and the measures count.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "text/kinds.hpp"

namespace holdfast::text {

enum class Direction : std::uint8_t { out, back };

/// A row of the ledger as the corpus states it.
struct GoldRow {
  Direction direction = Direction::out;
  std::int64_t amount_fen = 0;
  std::string payee;  // card or Alipay account; empty where the text names none
  std::string name;
  std::string bank;
  std::string at;  // ISO 8601 to the day, minute or second; empty where the text ties none
};

struct Record {
  std::string id;
  std::string author;
  std::string form;  // narrative, sms, chat, call
  std::size_t type = ordinary;
  std::string report;  // when the text was taken down; may be empty
  std::optional<char> swindler;
  std::u32string text;  // without the marks; turns are lines and keep their "A: "
  std::vector<Span> spans;
  std::vector<GoldRow> ledger;

  [[nodiscard]] bool is_fraud() const { return type != ordinary; }
  [[nodiscard]] bool is_talk() const { return form == "chat" || form == "call"; }
};

struct Turn {
  std::u32string speaker;
  std::u32string text;
};
/// The turns of a chat or call.
[[nodiscard]] std::vector<Turn> turns_of(const Record& record);

struct Corpus {
  std::vector<Record> records;
  std::vector<std::string> held_out;  // authors never trained on

  [[nodiscard]] bool is_held_out(const Record& record) const;
};

/// Errors: io when the folder cannot be read; bad_input with file and line.
[[nodiscard]] base::Result<Corpus> read_corpus(const std::filesystem::path& folder);

/// The records of one file. `where` names it in errors.
[[nodiscard]] base::Result<std::vector<Record>> read_records(std::string_view bytes,
                                                             std::string_view where);

}  // namespace holdfast::text
