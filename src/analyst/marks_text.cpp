#include "analyst/marks_text.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace holdfast::analyst {

namespace {

constexpr std::uint32_t tellers = 3;
constexpr std::size_t rows_full = 80'000;
constexpr std::size_t spots_bytes_full = std::size_t{900} << 10;
constexpr std::size_t texts = 5;

std::array<std::string_view, texts> split(std::string_view line) {
  std::array<std::string_view, texts> cells;
  for (auto& cell : cells) {
    const auto tab = line.find('\t');
    cell = line.substr(0, tab);
    line.remove_prefix(tab == std::string_view::npos ? line.size() : tab + 1);
  }
  return cells;
}

/// Cut between two characters.
std::string_view cut_text(std::string_view text) {
  if (text.size() <= MarksWriter::text_bytes_max) {
    return text;
  }
  std::size_t end = MarksWriter::text_bytes_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return text.substr(0, end);
}

void add_text(std::string& line, std::string_view text) {
  for (const char c : cut_text(text)) {
    line.push_back(static_cast<unsigned char>(c) < 0x20 ? ' ' : c);
  }
}

}  // namespace

void for_each_mark(const desk::StatementMarks& marks,
                   const std::function<void(const MarkedRow&)>& fn) {
  std::vector<std::array<std::string_view, texts>> spots;
  for (std::string_view rest = marks.spots.text; !rest.empty();) {
    const auto end = rest.find('\n');
    spots.push_back(split(rest.substr(0, end)));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  std::uint64_t transfer = 0;
  for (std::size_t i = 0; i + 1 < marks.rows.size(); i += 2) {
    transfer += marks.rows[i];
    const auto spot = marks.rows[i + 1] / tellers;
    if (spot >= spots.size()) {
      continue;
    }
    const auto& [place, terminal, ip, mac, device] = spots[spot];
    fn({base::Sequence{transfer},
        static_cast<Teller>(marks.rows[i + 1] % tellers),
        {place, terminal, ip, mac, device}});
  }
}

void MarksWriter::add(base::Sequence transfer, Teller teller, const workbench::RowMarks& marks) {
  std::string line;
  add_text(line, marks.place);
  for (const auto text : {marks.terminal, marks.ip, marks.mac, marks.device}) {
    line.push_back('\t');
    add_text(line, text);
  }
  const auto [known, is_new] =
      numbers_.try_emplace(line, static_cast<std::uint32_t>(numbers_.size()));
  if (is_new) {
    spots_ += line;
    spots_.push_back('\n');
  }
  rows_.push_back({transfer.value(), known->second * tellers + static_cast<std::uint32_t>(teller)});
}

bool MarksWriter::is_full() const {
  return rows_.size() >= rows_full || spots_.size() >= spots_bytes_full;
}

desk::StatementMarks MarksWriter::take() {
  desk::StatementMarks marks;
  std::stable_sort(rows_.begin(), rows_.end(),
                   [](const Row& a, const Row& b) { return a.transfer < b.transfer; });
  std::uint64_t before = 0;
  for (const auto& row : rows_) {
    marks.rows.push_back(static_cast<std::uint32_t>(row.transfer - before));
    marks.rows.push_back(row.spot_and_teller);
    before = row.transfer;
  }
  marks.spots.text = std::move(spots_);
  rows_.clear();
  numbers_.clear();
  spots_.clear();
  return marks;
}

}  // namespace holdfast::analyst
