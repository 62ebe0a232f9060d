#include "statement/header_search.hpp"

#include <algorithm>

#include "statement/cell_text.hpp"

namespace holdfast::statement {

namespace {

constexpr std::size_t columns_needed = 3;
constexpr std::size_t columns_needed_of_accounts = 2;
constexpr std::size_t heading_bytes_max = 256;

/// No cell is a number or begins as one: it may be a line of headings.
bool is_words(const SheetRow& row) {
  bool any = false;
  for (const Cell& cell : row.cells) {
    const std::string text = clean(cell.text.substr(0, heading_bytes_max));
    if (text.empty()) {
      continue;
    }
    any = true;
    const char first = text.front();
    if (cell.kind != CellKind::text || (first >= '0' && first <= '9') || first == '-' ||
        first == '+') {
      return false;
    }
  }
  return any;
}

std::vector<std::string> texts_of(const SheetRow& row) {
  std::vector<std::string> texts;
  for (const Cell& cell : row.cells) {
    texts.emplace_back(cell.text.substr(0, heading_bytes_max));
  }
  return texts;
}

}  // namespace

KeptRow::KeptRow(const SheetRow& row) : number(row.number) {
  for (const Cell& cell : row.cells) {
    cells.push_back({std::string(cell.text), cell.kind});
  }
}

SheetRow KeptRow::view(std::vector<Cell>& room) const {
  room.clear();
  for (const KeptCell& cell : cells) {
    room.push_back({cell.text, cell.kind});
  }
  return {.number = number, .cells = room};
}

bool HeaderSearch::will_do(const Layout& layout) const {
  if (wanted_ == Wanted::accounts) {
    return layout.meanings() >= columns_needed_of_accounts;
  }
  return layout.meanings() >= columns_needed && !layout.missing(true);
}

HeaderSearch::State HeaderSearch::settle(Header header, bool last_is_data) {
  found_ = std::move(header);
  last_is_data_ = last_is_data;
  return State::found;
}

// A line that will do alone waits for the next: two lines together may say more, and then the
// headings were merged cells.
HeaderSearch::State HeaderSearch::take(const SheetRow& row) {
  const bool words = is_words(row);
  std::vector<std::string> texts = texts_of(row);
  std::optional<Header> both;
  if (words && previous_is_words_) {
    both = Header{layout_of(previous_, texts, mapping_), previous_row_, 2, texts};
    if (!will_do(both->layout)) {
      both.reset();
    }
  }
  if (candidate_) {
    return both && both->layout.meanings() > candidate_->layout.meanings()
               ? settle(*std::move(both), false)
               : settle(*std::move(candidate_), true);
  }
  Header alone{layout_of(texts, {}, mapping_), row.number, 1, texts};
  const bool alone_will_do = words && will_do(alone.layout);
  if (both && (!alone_will_do || both->layout.meanings() > alone.layout.meanings())) {
    return settle(*std::move(both), false);
  }
  if (words && alone.layout.meanings() > (nearest_ ? nearest_->layout.meanings() : 0)) {
    nearest_ = alone;
  }
  if (alone_will_do) {
    candidate_ = std::move(alone);
  }
  previous_ = std::move(texts);
  previous_is_words_ = words;
  previous_row_ = row.number;
  return !candidate_ && ++taken_ >= rows_max ? State::given_up : State::searching;
}

HeaderSearch::State HeaderSearch::finish() {
  return candidate_ ? settle(*std::move(candidate_), false) : State::given_up;
}

}  // namespace holdfast::statement
