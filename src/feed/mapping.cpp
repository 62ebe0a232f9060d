#include "feed/mapping.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/core.h>

#include "feed/utf8.hpp"

namespace holdfast::feed {

namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

Result<std::int64_t> read_whole(std::string_view what, std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) {
    return Error{ErrorCode::bad_input,
                 fmt::format("{} \"{}\" is not a whole number", what, cut_utf8(text, 48))};
  }
  return value;
}

Result<base::Instant> step_instant(const StepTime& steps, std::string_view text) {
  const auto count = read_whole("time step", plain_text(text));
  if (!count) {
    return count.error();
  }
  std::int64_t ms = 0;
  if (__builtin_mul_overflow(*count, steps.unit.count(), &ms) ||
      __builtin_add_overflow(ms, base::to_unix_ms(steps.base), &ms) ||
      !base::is_plausible(base::from_unix_ms(ms))) {
    return Error{ErrorCode::bad_input, "the time step lies outside the years 1970 to 2999"};
  }
  return base::from_unix_ms(ms);
}

/// An amount that is read but not yet held to the limits; empty text is zero.
Result<base::Fen> amount_or_zero(std::string_view text) {
  return plain_text(text).empty() ? Result<base::Fen>(base::Fen{}) : read_usual_amount(text);
}

}  // namespace

MappedCsv::Cell MappedCsv::cell(const CsvRecord& record, Field field) const {
  Cell first{.text = {}, .position = record.position, .heading = to_text(field)};
  if (const auto& constant = constants_[index_of(field)]) {
    first.text = *constant;
    return first;
  }
  bool is_first = true;
  for (const std::size_t column : columns_[index_of(field)]) {
    if (column >= record.fields.size()) {
      continue;
    }
    const CsvField& source = record.fields[column];
    const Cell here{source.text, source.position, headings_[column]};
    if (!trim(source.text).empty()) {
      return here;
    }
    first = is_first ? here : first;
    is_first = false;
  }
  return first;
}

RowOutcome MappedCsv::read(const CsvRecord& record) {
  for (std::size_t i = headings_.size(); i < record.fields.size(); ++i) {
    if (!trim(record.fields[i].text).empty()) {
      return RowFault{record.fields[i].position,
                      {},
                      fmt::format("the row has {} columns where the header has {}",
                                  record.fields.size(), headings_.size())};
    }
  }
  TransferRow row;
  row.position = record.position;
  Flow flow = Flow::out;
  if (auto fault = take_conditions(record)) {
    return *std::move(fault);
  }
  if (auto fault = take_time(record, row)) {
    return *std::move(fault);
  }
  if (auto fault = take_amount(record, row, flow)) {
    return *std::move(fault);
  }
  if (auto fault = take_texts(record, row, flow)) {
    return *std::move(fault);
  }
  return row;
}

std::optional<RowFault> MappedCsv::take_conditions(const CsvRecord& record) const {
  const Cell currency = cell(record, Field::currency);
  if (!is_yuan(currency.text)) {
    return RowFault{currency.position, std::string(currency.heading),
                    fmt::format("currency \"{}\" is not the yuan", cut_utf8(currency.text, 48))};
  }
  const Cell success = cell(record, Field::success);
  if (trim(success.text).empty()) {
    return std::nullopt;
  }
  const auto done = read_success(success.text);
  if (done == true) {
    return std::nullopt;
  }
  return RowFault{success.position, std::string(success.heading),
                  done
                      ? "the transfer did not succeed"
                      : fmt::format("\"{}\" does not say whether the transfer succeeded; leave the "
                                    "column out with --map {}=",
                                    cut_utf8(success.text, 48), success.heading)};
}

Result<base::Instant> MappedCsv::read_time(const CsvRecord& record) const {
  const Cell time = cell(record, Field::time);
  if (steps_) {
    return step_instant(*steps_, time.text);
  }
  if (!has(Field::date)) {
    return read_usual_time(time.text);
  }
  const Cell date = cell(record, Field::date);
  const Cell clock = has(Field::clock) ? cell(record, Field::clock) : time;
  if (is_clock(clock.text)) {
    return read_day_and_clock(date.text, clock.text);
  }
  return trim(clock.text).empty() ? read_day(date.text) : read_usual_time(clock.text);
}

std::optional<RowFault> MappedCsv::take_time(const CsvRecord& record, TransferRow& row) const {
  const auto time = read_time(record);
  auto reason = time ? refuse_future(*time, now_) : std::optional(time.error().message);
  if (!reason) {
    row.time = *time;
    return std::nullopt;
  }
  const Cell at = cell(record, has(Field::time) ? Field::time : Field::date);
  return RowFault{at.position, std::string(at.heading), *std::move(reason)};
}

std::optional<RowFault> MappedCsv::take_amount(const CsvRecord& record, TransferRow& row,
                                               Flow& flow) const {
  const auto fault = [](const Cell& at, std::string reason) {
    return RowFault{at.position, std::string(at.heading), std::move(reason)};
  };
  const bool is_directed = !two_sided_ && has(Field::direction);
  if (is_directed) {
    const Cell sign = cell(record, Field::direction);
    const auto read = read_direction(sign.text);
    if (!read) {
      return fault(sign, fmt::format("direction \"{}\" is not known (借/贷, D/C, 出/进, -/+, 0/1)",
                                     cut_utf8(sign.text, 48)));
    }
    flow = *read;
  }
  const bool is_whole = has(Field::amount) || has(Field::amount_fen);
  if (!has(Field::signed_amount) && (!is_whole || !(two_sided_ || is_directed))) {
    return take_debit_credit(record, row, flow);
  }
  const Field field = has(Field::signed_amount) ? Field::signed_amount
                      : has(Field::amount)      ? Field::amount
                                                : Field::amount_fen;
  const Cell source = cell(record, field);
  Result<base::Fen> amount = base::Fen{};
  if (field == Field::amount_fen) {
    const auto fen = read_whole("amount", plain_text(source.text));
    amount = fen ? Result<base::Fen>(base::Fen{*fen}) : Result<base::Fen>(fen.error());
  } else {
    amount = read_usual_amount(source.text);
  }
  if (amount && field == Field::signed_amount) {
    flow = amount->is_negative() ? Flow::out : Flow::in;
    amount = amount->is_negative() ? base::Fen{} - *amount : *amount;
  }
  amount = amount ? bounded(*amount) : amount;
  if (!amount) {
    return fault(source, amount.error().message);
  }
  row.amount = *amount;
  return std::nullopt;
}

std::optional<RowFault> MappedCsv::take_debit_credit(const CsvRecord& record, TransferRow& row,
                                                     Flow& flow) const {
  const Cell debit = cell(record, Field::debit);
  const Cell credit = cell(record, Field::credit);
  const auto out = amount_or_zero(debit.text);
  const auto in = amount_or_zero(credit.text);
  const Cell& used = !out || (in && in->is_zero()) ? debit : credit;
  const auto fault = [&used](std::string reason) {
    return RowFault{used.position, std::string(used.heading), std::move(reason)};
  };
  if (!out || !in) {
    return fault(out ? in.error().message : out.error().message);
  }
  if (!out->is_zero() && !in->is_zero()) {
    return fault("the row has both a debit and a credit");
  }
  const auto amount = bounded(*out + *in);
  if (!amount) {
    return fault(amount.error().message);
  }
  flow = out->is_zero() ? Flow::in : Flow::out;
  row.amount = *amount;
  return std::nullopt;
}

std::optional<RowFault> MappedCsv::take_side(const CsvRecord& record, TransferRow& row, Field from,
                                             Field to) {
  const Cell source = cell(record, from);
  const bool is_account = to == Field::payer || to == Field::payee;
  std::string& kept = texts_[index_of(to)];
  std::optional<std::string> reason;
  if (is_account) {
    auto account = read_account(source.text);
    if (account) {
      kept = *std::move(account);
    } else {
      reason = account.error().message;
    }
  } else {
    kept = plain_text(source.text);
  }
  if (!reason) {
    reason = refuse_text(to, kept);
  }
  if (reason) {
    return RowFault{source.position, std::string(source.heading), *std::move(reason)};
  }
  put_text(row, to, kept);
  return std::nullopt;
}

std::optional<RowFault> MappedCsv::take_texts(const CsvRecord& record, TransferRow& row,
                                              Flow flow) {
  using enum Field;
  struct Pair {
    Field from;
    Field to;
  };
  const bool out = flow == Flow::out;
  const std::array sides =
      two_sided_
          ? std::array<Pair, 6>{{{payer, payer},
                                 {payee, payee},
                                 {payer_name, payer_name},
                                 {payee_name, payee_name},
                                 {payer_institution, payer_institution},
                                 {payee_institution, payee_institution}}}
          : std::array<Pair, 6>{{{own_account, out ? payer : payee},
                                 {other_account, out ? payee : payer},
                                 {own_name, out ? payer_name : payee_name},
                                 {other_name, out ? payee_name : payer_name},
                                 {own_institution, out ? payer_institution : payee_institution},
                                 {other_institution, out ? payee_institution : payer_institution}}};
  for (const auto& [from, to] : sides) {
    if (auto fault = take_side(record, row, from, to)) {
      return fault;
    }
  }
  for (const Field field : {institution, serial, clearing, original, note}) {
    if (auto fault = take_side(record, row, field, field)) {
      return fault;
    }
  }
  if (has(id)) {
    if (auto fault = take_side(record, row, id, id)) {
      return fault;
    }
  } else {
    row.id = row.serial;
  }
  if (has(kind)) {
    const Cell source = cell(record, kind);
    const auto read = read_usual_kind(source.text);
    if (!read) {
      return RowFault{
          source.position, std::string(source.heading),
          fmt::format("kind \"{}\" is none of transfer, cash, merchant, overseas, crypto",
                      cut_utf8(source.text, 48))};
    }
    row.kind = *read;
  }
  return std::nullopt;
}

}  // namespace holdfast::feed
