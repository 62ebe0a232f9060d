#include "cli/mapping_options.hpp"

#include <CLI/CLI.hpp>

namespace holdfast::cli {

void add_mapping_options(CLI::App& command, MappingArguments& arguments) {
  command
      .add_option("--map", arguments.maps,
                  "COLUMN=FIELD: which column gives which field (repeatable). Fields: id, time, "
                  "payer, payee, amount, kind, serial, payer_name, payee_name, ...")
      ->type_name("COLUMN=FIELD");
  command.add_option("--set", arguments.sets, "FIELD=VALUE: the same value for every row")
      ->type_name("FIELD=VALUE");
  command
      .add_option("--time-base", arguments.time_base, "Instant of step 0, for times that are steps")
      ->type_name("TIME");
  command.add_option("--time-unit", arguments.time_unit, "Length of one step: 1d, 15m, 1s, 250ms")
      ->type_name("LENGTH");
  command.add_option("--encoding", arguments.encoding, "utf-8, gbk, gb18030 or utf-16")
      ->type_name("NAME");
}

base::Result<void> apply(const MappingArguments& arguments, feed::ReadOptions& read) {
  for (const auto& text : arguments.maps) {
    auto column = feed::parse_map(text);
    if (!column) {
      return column.error();
    }
    read.mapping.columns.push_back(*std::move(column));
  }
  for (const auto& text : arguments.sets) {
    auto constant = feed::parse_set(text);
    if (!constant) {
      return constant.error();
    }
    read.mapping.constants.push_back(*std::move(constant));
  }
  if (!arguments.time_base.empty() || !arguments.time_unit.empty()) {
    const auto base = base::parse_instant(arguments.time_base);
    if (!base) {
      return base::Error{base::ErrorCode::wrong_usage, base.error().message, "--time-base"};
    }
    const auto unit = feed::parse_unit(arguments.time_unit);
    if (!unit) {
      return base::Error{base::ErrorCode::wrong_usage, unit.error().message, "--time-unit"};
    }
    read.mapping.steps = feed::StepTime{*base, *unit};
  }
  if (!arguments.encoding.empty()) {
    const auto encoding = feed::parse_encoding(arguments.encoding);
    if (!encoding) {
      return encoding.error();
    }
    read.encoding = *encoding;
  }
  if (!arguments.empty()) {
    read.format = feed::Format::csv;
  }
  return {};
}

}  // namespace holdfast::cli
