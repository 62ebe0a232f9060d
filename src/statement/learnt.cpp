#include "statement/learnt.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "feed/aliases.hpp"
#include "feed/csv.hpp"
#include "feed/csv_cell.hpp"
#include "feed/utf8.hpp"

namespace holdfast::statement {

namespace {

constexpr std::string_view header = "bank,heading,column";

base::Error bad(feed::RowPosition at, std::string reason) {
  return {base::ErrorCode::bad_input, std::move(reason), fmt::format("{}:{}", at.line, at.column)};
}

base::Result<LearntHeading> read_row(const feed::CsvRecord& record) {
  if (record.fields.size() != 3) {
    return bad(record.position, "a row has a bank, a heading and a column");
  }
  const std::string_view name = record.fields[2].text;
  const auto column = name == "none" ? std::optional(Column::none) : parse_column(name);
  if (!column) {
    return bad(record.fields[2].position,
               fmt::format("there is no column \"{}\"", feed::cut_utf8(name, 48)));
  }
  LearntHeading learnt{std::string(record.fields[0].text),
                       feed::normal_heading(record.fields[1].text), *column};
  if (learnt.bank.empty() || learnt.heading.empty()) {
    return bad(record.position, "the bank or the heading is empty");
  }
  return learnt;
}

}  // namespace

base::Result<std::vector<LearntHeading>> read_learnt(std::string_view csv) {
  std::vector<LearntHeading> all;
  feed::CsvSplitter splitter;
  splitter.feed(csv);
  splitter.finish();
  for (bool is_first = true;; is_first = false) {
    const auto outcome = splitter.next();
    if (outcome == feed::CsvSplitter::Outcome::end) {
      return is_first && !csv.empty() ? base::Result<std::vector<LearntHeading>>{bad(
                                            {1, 1}, "the first line must be bank,heading,column")}
                                      : base::Result<std::vector<LearntHeading>>{std::move(all)};
    }
    if (outcome == feed::CsvSplitter::Outcome::fault) {
      return bad(splitter.fault().position, splitter.fault().reason);
    }
    const feed::CsvRecord& record = splitter.record();
    if (is_first) {
      if (record.raw != header) {
        return bad(record.position, "the first line must be bank,heading,column");
      }
      continue;
    }
    auto learnt = read_row(record);
    if (!learnt) {
      return learnt.error();
    }
    const bool is_there = std::ranges::any_of(all, [&](const LearntHeading& other) {
      return other.bank == learnt->bank && other.heading == learnt->heading;
    });
    if (is_there) {
      return bad(record.position,
                 fmt::format("{} has the heading {} twice", learnt->bank, learnt->heading));
    }
    all.push_back(*std::move(learnt));
  }
}

std::string write_learnt(const std::vector<LearntHeading>& all) {
  std::string csv = fmt::format("{}\n", header);
  for (const LearntHeading& learnt : all) {
    csv += fmt::format("{},{},{}\n", feed::quoted_cell(learnt.bank),
                       feed::quoted_cell(learnt.heading), to_text(learnt.column));
  }
  return csv;
}

std::map<std::string, Column> learnt_of(const std::vector<LearntHeading>& all,
                                        std::string_view bank) {
  std::map<std::string, Column> of_bank;
  for (const LearntHeading& learnt : all) {
    if (learnt.bank == bank) {
      of_bank[learnt.heading] = learnt.column;
    }
  }
  return of_bank;
}

void learn(std::vector<LearntHeading>& all, std::string_view bank,
           const std::map<std::string, Column>& by_hand) {
  for (const auto& [heading, column] : by_hand) {
    const auto found = std::ranges::find_if(all, [&, &name = heading](const LearntHeading& other) {
      return other.bank == bank && other.heading == name;
    });
    if (found == all.end()) {
      all.push_back({std::string(bank), heading, column});
    } else {
      found->column = column;
    }
  }
}

}  // namespace holdfast::statement
