// The questions about what rows say beside their transfers.
#include <algorithm>
#include <fmt/format.h>

#include "workbench/asked.hpp"

namespace holdfast::workbench {

namespace {

using Form = Cell::Form;

Payments payments_in(const Asked& asked) {
  return asked.sources.payments(
      {.range = asked.range, .amount_min = {}, .effort = asked.asking.effort});
}

bool is_within(const fund::TimeRange& range, base::Instant at) {
  return at >= range.first && at <= range.last;
}

void remark_no_marks(AnswerTable& table, const Marks& marks) {
  if (marks.empty()) {
    table.remarks.push_back({"no_marks", {}});
  }
}

}  // namespace

base::Result<Answered> answer_together(const Asked& asked) {
  const auto marks = asked.sources.marks();
  if (!marks) {
    return marks.error();
  }
  Answered done{.table = {}, .payments = payments_in(asked)};
  std::vector<Use> uses = marks->uses();
  std::erase_if(uses, [&](const Use& use) { return !is_within(asked.range, use.at); });
  const auto users_max = asked.options.count("users_max");
  const auto answer = used_together(uses, {.apart_max = asked.options.length("apart"),
                                           .users_max = users_max,
                                           .effort = asked.asking.effort});
  done.table.columns = {{"account", Form::accounts}, {"other", Form::accounts},
                        {"times", Form::number},     {"handovers", Form::number},
                        {"shared", Form::text},      {"first", Form::moment},
                        {"last", Form::moment}};
  for (const auto& pair : answer.pairs) {
    std::string shared;
    for (const auto kind : all_mark_kinds) {
      if (const auto count = pair.by_kind[static_cast<std::size_t>(kind)]; count > 0) {
        shared += fmt::format("{}{} {}", shared.empty() ? "" : ", ", to_text(kind), count);
      }
    }
    done.table.rows.push_back({Cell(pair.one), Cell(pair.other), Cell(std::uint64_t{pair.times}),
                               Cell(std::uint64_t{pair.handovers}), Cell(shared), Cell(pair.first),
                               Cell(pair.last)});
    done.table.accounts.push_back(pair.one);
    done.table.accounts.push_back(pair.other);
  }
  done.table.remarks.push_back(
      {"uses",
       {fmt::format("{}", uses.size()), fmt::format("{}", answer.groups),
        fmt::format("{}", answer.too_common), fmt::format("{}", users_max)}});
  remark_no_marks(done.table, *marks);
  done.table.truncated = answer.truncated;
  return done;
}

base::Result<Answered> answer_shared(const Asked& asked) {
  const auto marks = asked.sources.marks();
  if (!marks) {
    return marks.error();
  }
  Answered done{.table = {}, .payments = payments_in(asked)};
  std::vector<Bond> bonds = marks->bonds();
  std::erase_if(bonds,
                [&](const Bond& bond) { return bond.at && !is_within(asked.range, *bond.at); });
  const auto users_max = asked.options.count("users_max");
  const auto answer = shared_values(bonds, {.users_max = users_max, .effort = asked.asking.effort});
  done.table.columns = {{"kind", Form::text},         {"value", Form::text},
                        {"accounts", Form::accounts}, {"times", Form::number},
                        {"first", Form::moment},      {"last", Form::moment}};
  for (const auto& one : answer.values) {
    done.table.rows.push_back({Cell(to_text(one.kind)), Cell(marks->text(one.value)),
                               Cell(one.accounts), Cell(std::uint64_t{one.times}), Cell(one.first),
                               Cell(one.last)});
    done.table.accounts.insert(done.table.accounts.end(), one.accounts.begin(), one.accounts.end());
  }
  done.table.remarks.push_back(
      {"shared",
       {fmt::format("{}", answer.values.size()), fmt::format("{}", answer.too_common),
        fmt::format("{}", users_max)}});
  remark_no_marks(done.table, *marks);
  done.table.truncated = answer.truncated;
  return done;
}

base::Result<Answered> answer_cash(const Asked& asked) {
  const auto marks = asked.sources.marks();
  if (!marks) {
    return marks.error();
  }
  Answered done{.table = {}, .payments = asked.payments()};
  const auto answer =
      cashing(done.payments, marks->spots_of(done.payments),
              {asked.asking.now, asked.options.length("kept"), asked.asking.effort});
  done.table.columns = {{"place", Form::text},           {"terminal", Form::text},
                        {"draws", Form::number},         {"drawn_yuan", Form::yuan},
                        {"accounts", Form::number},      {"by", Form::accounts},
                        {"busiest", Form::text},         {"first", Form::moment},
                        {"last", Form::moment},          {"still_recorded", Form::number},
                        {"recorded_until", Form::moment}};
  for (const auto& one : answer.spots) {
    const auto busiest = std::ranges::max_element(one.hours) - one.hours.begin();
    done.table.rows.push_back(
        {Cell(marks->text(one.spot.place)), Cell(marks->text(one.spot.terminal)),
         Cell(std::uint64_t{one.times}), Cell(one.drawn), Cell(std::uint64_t{one.accounts.size()}),
         Cell(one.accounts), Cell(fmt::format("{:02}:00", busiest)), Cell(one.first),
         Cell(one.last), Cell(std::uint64_t{one.on_record}), Cell(one.first_lost)});
    done.table.accounts.insert(done.table.accounts.end(), one.accounts.begin(), one.accounts.end());
  }
  done.table.truncated = answer.truncated;
  return done;
}

}  // namespace holdfast::workbench
