#include "text/corpus.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <fstream>
#include <iterator>

#include "base/fen.hpp"
#include "text/utf.hpp"

namespace holdfast::text {

namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const auto at = text.find(separator);
    if (at != 0) {
      parts.push_back(text.substr(0, at));
    }
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
  }
  return parts;
}

bool take(std::string_view word, std::string_view key, std::string& value) {
  if (!word.starts_with(key)) {
    return false;
  }
  value = word.substr(key.size());
  return true;
}

Result<Record> read_header(std::string_view line) {
  const auto words = split(line, ' ');
  if (words.size() < 4) {
    return Error{ErrorCode::bad_input, "a header is `@ ID KIND LABEL`"};
  }
  Record record;
  record.id = words[1];
  record.author = record.id.substr(0, record.id.find('-'));
  record.form = words[2];
  const auto type = type_of(words[3]);
  if (!type) {
    return Error{ErrorCode::bad_input, fmt::format("no type is called {}", words[3])};
  }
  record.type = *type;
  for (std::size_t i = 4; i < words.size(); ++i) {
    std::string swindler;
    if (take(words[i], "swindler=", swindler) && swindler.size() == 1) {
      record.swindler = swindler[0];
    } else {
      take(words[i], "report=", record.report);
    }
  }
  return record;
}

Result<GoldRow> read_row(std::string_view line) {
  const auto words = split(line, ' ');
  if (words.size() < 3 || (words[1] != "out" && words[1] != "back")) {
    return Error{ErrorCode::bad_input, "a row of the ledger is `> out|back AMOUNT ...`"};
  }
  GoldRow row;
  row.direction = words[1] == "out" ? Direction::out : Direction::back;
  const auto amount = base::parse_yuan(words[2]);
  if (!amount) {
    return amount.error();
  }
  row.amount_fen = amount->value();
  for (std::size_t i = 3; i < words.size(); ++i) {
    if (!take(words[i], "payee=", row.payee) && !take(words[i], "name=", row.name) &&
        !take(words[i], "bank=", row.bank)) {
      take(words[i], "at=", row.at);
    }
  }
  return row;
}

/// Takes the marks out of a line of text and notes them.
Result<void> read_text(std::string_view line, Record& record) {
  const std::u32string marked = decode(line);
  for (std::size_t i = 0; i < marked.size();) {
    if (marked[i] != U'[') {
      record.text.push_back(marked[i++]);
      continue;
    }
    const auto colon = marked.find(U':', i);
    const auto close = marked.find(U']', i);
    const auto kind =
        colon < close && close != std::u32string::npos
            ? kind_of(encode(std::u32string_view(marked).substr(i + 1, colon - i - 1)))
            : std::nullopt;
    if (!kind) {
      return Error{ErrorCode::bad_input, "a mark is [kind:text]"};
    }
    const auto begin = static_cast<std::uint32_t>(record.text.size());
    record.text.append(marked, colon + 1, close - colon - 1);
    record.spans.push_back({*kind, begin, static_cast<std::uint32_t>(record.text.size())});
    i = close + 1;
  }
  return {};
}

void close_text(std::vector<Record>& records) {
  if (!records.empty()) {
    auto& text = records.back().text;
    while (!text.empty() && text.back() == U'\n') {
      text.pop_back();
    }
  }
}

Result<std::string> read_whole(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    return Error{ErrorCode::io, "cannot be read", file.string()};
  }
  return std::string{std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace

Result<std::vector<Record>> read_records(std::string_view bytes, std::string_view where) {
  std::vector<Record> records;
  std::size_t number = 0;
  while (!bytes.empty()) {
    ++number;
    const auto end = bytes.find('\n');
    std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    const auto fail = [&](const Error& error) {
      return Error{error.code, error.message, fmt::format("{}:{}", where, number)};
    };
    if (line.starts_with("@ ")) {
      close_text(records);
      auto header = read_header(line);
      if (!header) {
        return fail(header.error());
      }
      records.push_back(*std::move(header));
    } else if (records.empty()) {
      if (!line.empty()) {
        return fail({ErrorCode::bad_input, "text before the first header"});
      }
    } else if (line.starts_with("> ")) {
      auto row = read_row(line);
      if (!row) {
        return fail(row.error());
      }
      records.back().ledger.push_back(*std::move(row));
    } else {
      if (auto read = read_text(line, records.back()); !read) {
        return fail(read.error());
      }
      records.back().text.push_back(U'\n');
    }
  }
  close_text(records);
  return records;
}

std::vector<Turn> turns_of(const Record& record) {
  std::vector<Turn> turns;
  std::u32string_view rest = record.text;
  while (!rest.empty()) {
    const auto end = rest.find(U'\n');
    const auto line = rest.substr(0, end);
    rest.remove_prefix(end == std::u32string_view::npos ? rest.size() : end + 1);
    if (line.size() > 2 && line[1] == U':') {
      const auto said = line.substr(line[2] == U' ' ? 3 : 2);
      turns.push_back({std::u32string(line.substr(0, 1)), std::u32string(said)});
    } else if (!turns.empty() && !line.empty()) {
      turns.back().text += U'\n';
      turns.back().text += line;
    }
  }
  return turns;
}

bool Corpus::is_held_out(const Record& record) const {
  return std::ranges::find(held_out, record.author) != held_out.end();
}

Result<Corpus> read_corpus(const std::filesystem::path& folder) {
  const auto authors = read_whole(folder / "split.txt");
  if (!authors) {
    return authors.error();
  }
  Corpus corpus;
  for (const auto line : split(*authors, '\n')) {
    if (!line.starts_with('#')) {
      corpus.held_out.emplace_back(line);
    }
  }
  std::vector<std::filesystem::path> files;
  std::error_code failed;
  for (std::filesystem::recursive_directory_iterator at(folder, failed), last; at != last;
       at.increment(failed)) {
    // Texts lie in folders of their authors; beside the folders lies what describes them.
    if (at.depth() == 1 && at->path().extension() == ".txt") {
      files.push_back(at->path());
    }
  }
  if (failed) {
    return Error{ErrorCode::io, failed.message(), folder.string()};
  }
  std::ranges::sort(files);
  for (const auto& file : files) {
    const auto bytes = read_whole(file);
    if (!bytes) {
      return bytes.error();
    }
    auto records = read_records(*bytes, file.string());
    if (!records) {
      return records.error();
    }
    std::ranges::move(*records, std::back_inserter(corpus.records));
  }
  return corpus;
}

}  // namespace holdfast::text
