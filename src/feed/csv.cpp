#include "feed/csv.hpp"

#include <algorithm>
#include <cstring>
#include <fmt/core.h>

#include "feed/utf8.hpp"

namespace holdfast::feed {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Offset of the first `wanted` in [from, to) of `text`; `to` when there is none.
std::size_t find_byte(std::string_view text, char wanted, std::size_t from, std::size_t to) {
  if (from >= to) {
    return to;
  }
  const void* hit = std::memchr(text.data() + from, wanted, to - from);
  return hit == nullptr ? to
                        : static_cast<std::size_t>(static_cast<const char*>(hit) - text.data());
}

}  // namespace

CsvSplitter::CsvSplitter(char separator, CsvLimits limits)
    : separator_(separator), limits_(limits) {
  fields_.reserve(32);
}

void CsvSplitter::feed(std::string_view bytes) {
  if (begin_ > 0) {
    buffer_.erase(0, begin_);
    scanned_ -= std::min(scanned_, begin_);
    first_line_ -= std::min(first_line_, begin_);
    begin_ = 0;
  }
  buffer_.append(bytes);
}

CsvSplitter::Outcome CsvSplitter::next() {
  if (at_start_) {
    if (buffer_.size() < byte_order_mark.size() && !finished_) {
      return Outcome::more;
    }
    begin_ = buffer_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    at_start_ = false;
  }
  if (passing_over_ && !pass_over()) {
    return finished_ ? Outcome::end : Outcome::more;
  }
  for (;;) {
    Extent extent;
    switch (find_record(extent)) {
      case Find::none:
        return Outcome::end;
      case Find::more:
        return Outcome::more;
      case Find::overlong:
        return refuse_overlong();
      case Find::found:
        break;
    }
    const std::string_view text(buffer_.data() + begin_, extent.end - begin_);
    if (!text.empty() && text != "\r") {
      return take(extent);
    }
    advance(extent.next, extent.lines);
  }
}

// Quotes toggle between inside and outside whatever they mean (a doubled one toggles twice), so a
// record ends at the first line end outside. What was scanned stays scanned when bytes run out.
CsvSplitter::Find CsvSplitter::find_record(Extent& extent) {
  const std::size_t size = buffer_.size();
  std::size_t at = std::max(scanned_, begin_);
  std::size_t line_end = find_byte(buffer_, '\n', at, size);
  while (at < size) {
    if (at > line_end) {
      line_end = find_byte(buffer_, '\n', at, size);
    }
    if (in_quotes_) {
      const std::size_t quote = find_byte(buffer_, '"', at, size);
      while (line_end < quote) {
        ++newlines_;
        first_line_ = newlines_ == 1 ? line_end + 1 : first_line_;
        line_end = find_byte(buffer_, '\n', line_end + 1, size);
      }
      in_quotes_ = quote == size;
      at = std::min(quote + 1, size);
      continue;
    }
    const std::size_t quote = find_byte(buffer_, '"', at, line_end);
    if (quote < line_end) {
      in_quotes_ = has_quotes_ = true;
      at = quote + 1;
      continue;
    }
    at = line_end;
    if (line_end < size) {
      break;
    }
  }
  scanned_ = at;
  const bool ended = !in_quotes_ && at < size;
  if (at - begin_ > limits_.record_bytes) {
    return Find::overlong;
  }
  if (!ended && !finished_) {
    return Find::more;
  }
  if (begin_ == size) {
    return Find::none;
  }
  extent.end = at;
  extent.next = ended ? at + 1 : size;
  extent.first_line_next = newlines_ > 0 ? first_line_ : extent.next;
  extent.lines = newlines_ + 1;
  return Find::found;
}

bool CsvSplitter::pass_over() {
  const std::size_t line_end = find_byte(buffer_, '\n', begin_, buffer_.size());
  if (line_end == buffer_.size()) {
    begin_ = scanned_ = line_end;
    return false;
  }
  passing_over_ = false;
  advance(line_end + 1, 1);
  return true;
}

CsvSplitter::Outcome CsvSplitter::refuse_overlong() {
  record_.fields = {};
  record_.position = {line_, 1};
  if (newlines_ > 0) {
    const std::string_view first_line(buffer_.data() + begin_, first_line_ - 1 - begin_);
    record_.raw = cut_utf8(first_line, RowError::raw_bytes_max);
    fail({line_, 1},
         fmt::format("a quoted field that begins in this line does not end within {} bytes",
                     limits_.record_bytes));
    advance(first_line_, 1);
    return Outcome::fault;
  }
  record_.raw = std::string_view(buffer_).substr(begin_, RowError::raw_bytes_max);
  fail({line_, limits_.record_bytes + 1},
       fmt::format("the line is longer than {} bytes", limits_.record_bytes));
  passing_over_ = true;
  return Outcome::fault;
}

CsvSplitter::Outcome CsvSplitter::take(const Extent& extent) {
  std::string_view text(buffer_.data() + begin_, extent.end - begin_);
  if (text.ends_with('\r')) {
    text.remove_suffix(1);
  }
  record_.raw = text;
  record_.position = {line_, 1};
  fields_.clear();
  const bool good = check_text(text) && (has_quotes_ ? split_quoted(text) : split_plain(text));
  if (good) {
    record_.fields = fields_;
    advance(extent.next, extent.lines);
    return Outcome::record;
  }
  record_.fields = {};
  const std::string_view first_line(buffer_.data() + begin_, extent.first_line_next - begin_);
  record_.raw = cut_utf8(trim(first_line), RowError::raw_bytes_max);
  advance(extent.first_line_next, 1);
  return Outcome::fault;
}

bool CsvSplitter::check_text(std::string_view text) {
  const std::size_t bad = find_invalid_utf8(text);
  if (bad == std::string_view::npos) {
    return true;
  }
  const std::string_view before = text.substr(0, bad);
  const auto lines = static_cast<std::uint64_t>(std::ranges::count(before, '\n'));
  const std::size_t line_start = lines == 0 ? 0 : before.rfind('\n') + 1;
  return fail({line_ + lines, bad - line_start + 1}, "bytes that are not valid UTF-8");
}

bool CsvSplitter::split_plain(std::string_view text) {
  for (std::size_t at = 0;;) {
    const std::size_t end = find_byte(text, separator_, at, text.size());
    if (!add(text.substr(at, end - at), {line_, at + 1})) {
      return false;
    }
    if (end == text.size()) {
      return true;
    }
    at = end + 1;
  }
}

bool CsvSplitter::split_quoted(std::string_view text) {
  unquoted_.clear();
  unquoted_.reserve(text.size());  // fields view into it: it must not move
  Cursor cursor{.at = 0, .line = line_, .line_start = 0};
  for (;; ++cursor.at) {
    if (cursor.at < text.size() && text[cursor.at] == '"') {
      if (!take_quoted(text, cursor)) {
        return false;
      }
    } else {
      const std::size_t end = find_byte(text, separator_, cursor.at, text.size());
      const std::size_t quote = find_byte(text, '"', cursor.at, end);
      if (quote < end) {
        return fail({cursor.line, quote - cursor.line_start + 1},
                    "a quote inside a field that does not begin with one");
      }
      if (!add(text.substr(cursor.at, end - cursor.at),
               {cursor.line, cursor.at - cursor.line_start + 1})) {
        return false;
      }
      cursor.at = end;
    }
    if (cursor.at >= text.size()) {
      return true;
    }
  }
}

bool CsvSplitter::take_quoted(std::string_view text, Cursor& cursor) {
  const RowPosition opening{cursor.line, cursor.at - cursor.line_start + 1};
  const std::size_t unquoted_from = unquoted_.size();
  const std::size_t first = cursor.at + 1;
  std::size_t from = first;
  std::size_t quote = find_byte(text, '"', from, text.size());
  for (; quote + 1 < text.size() && text[quote + 1] == '"';
       quote = find_byte(text, '"', from, text.size())) {
    unquoted_.append(text.substr(from, quote + 1 - from));
    from = quote + 2;
  }
  if (quote == text.size()) {
    return fail(opening, "the quote that opens this field is never closed");
  }
  std::string_view content = text.substr(first, quote - first);
  for (std::size_t i = find_byte(text, '\n', first, quote); i < quote;
       i = find_byte(text, '\n', i + 1, quote)) {
    ++cursor.line;
    cursor.line_start = i + 1;
  }
  if (from != first) {
    unquoted_.append(text.substr(from, quote - from));
    content = std::string_view(unquoted_).substr(unquoted_from);
  }
  cursor.at = quote + 1;
  if (cursor.at < text.size() && text[cursor.at] != separator_) {
    return fail({cursor.line, cursor.at - cursor.line_start + 1}, "text after a closing quote");
  }
  return add(content, opening);
}

bool CsvSplitter::add(std::string_view text, RowPosition position) {
  if (fields_.size() == limits_.columns) [[unlikely]] {
    return fail(position, fmt::format("the row has more than {} columns", limits_.columns));
  }
  if (text.size() > limits_.field_bytes) [[unlikely]] {
    return fail(position, fmt::format("the field is longer than {} bytes", limits_.field_bytes));
  }
  fields_.push_back({text, position});
  return true;
}

bool CsvSplitter::fail(RowPosition position, std::string reason) {
  fault_ = {.position = position, .field = {}, .reason = std::move(reason)};
  return false;
}

void CsvSplitter::advance(std::size_t to, std::uint64_t lines) {
  begin_ = scanned_ = to;
  first_line_ = 0;
  newlines_ = 0;
  in_quotes_ = has_quotes_ = false;
  line_ += lines;
}

}  // namespace holdfast::feed
