#include "engine/feed_row.hpp"

#include <limits>

#include "base/check.hpp"

namespace holdfast::engine {

namespace {

/// The texts of a row in the order in which they lie in the buffer.
constexpr std::array texts_of_row{&RowView::id,
                                  &RowView::serial,
                                  &RowView::clearing,
                                  &RowView::payer,
                                  &RowView::payee,
                                  &RowView::payer_name,
                                  &RowView::payee_name,
                                  &RowView::payer_institution,
                                  &RowView::payee_institution};

}  // namespace

RowView::RowView(const FeedRow& row)
    : id(row.id),
      serial(row.serial),
      clearing(row.clearing),
      payer(row.payer),
      payee(row.payee),
      payer_name(row.payer_name),
      payee_name(row.payee_name),
      payer_institution(row.payer_institution),
      payee_institution(row.payee_institution),
      time(row.time),
      amount(row.amount),
      kind(row.kind) {}

RowView::RowView(const feed::TransferRow& row)
    : id(row.id),
      serial(row.serial),
      clearing(row.clearing),
      payer(row.payer),
      payee(row.payee),
      payer_name(row.payer_name),
      payee_name(row.payee_name),
      payer_institution(row.payer_institution),
      payee_institution(row.payee_institution),
      time(row.time),
      amount(row.amount),
      kind(row.kind) {}

FeedRows::FeedRows(std::initializer_list<FeedRow> rows) {
  for (const auto& row : rows) {
    push_back(row);
  }
}

FeedRows::FeedRows(const std::vector<FeedRow>& rows) {
  for (const auto& row : rows) {
    push_back(row);
  }
}

void FeedRows::reserve(std::size_t rows, std::size_t text_bytes) {
  fixed_.reserve(rows);
  texts_.reserve(text_bytes);
}

void FeedRows::push_back(const RowView& row) {
  static_assert(texts_of_row.size() == text_count);
  base::check(texts_.size() <= std::numeric_limits<std::uint32_t>::max(),
              "the texts of a batch are too many");
  Fixed fixed;
  fixed.time = row.time;
  fixed.amount = row.amount;
  fixed.kind = row.kind;
  fixed.text_at = static_cast<std::uint32_t>(texts_.size());
  for (std::size_t i = 0; i < text_count; ++i) {
    const auto text = row.*texts_of_row[i];
    base::check(text.size() <= std::numeric_limits<std::uint16_t>::max(),
                "a row's text is too long");
    fixed.text_bytes[i] = static_cast<std::uint16_t>(text.size());
    texts_.append(text);
  }
  fixed_.push_back(fixed);
}

RowView FeedRows::operator[](std::size_t at) const {
  const Fixed& fixed = fixed_[at];
  RowView row;
  const char* text = texts_.data() + fixed.text_at;
  for (std::size_t i = 0; i < text_count; ++i) {
    row.*texts_of_row[i] = {text, fixed.text_bytes[i]};
    text += fixed.text_bytes[i];
  }
  row.time = fixed.time;
  row.amount = fixed.amount;
  row.kind = fixed.kind;
  return row;
}

}  // namespace holdfast::engine
