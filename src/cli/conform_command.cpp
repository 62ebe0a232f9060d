// `holdfast conform`: does a partner's endpoint do what it must before it gets real orders.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>
#include <memory>

#include "base/digest.hpp"
#include "cli/commands.hpp"
#include "cli/conform_cases.hpp"
#include "port/clock.hpp"
#include "store/file.hpp"

namespace holdfast::cli {

namespace json = boost::json;

namespace {

constexpr const char* help =
    R"(Sends a set of drill orders to a partner's endpoint and looks at what it does with each. What the
file says and what the cases mean: doc/guide/onboarding.md.

Examples:
  holdfast conform --partner yz01.toml
  holdfast conform --partner yz01.toml --report yz01.json    its SHA-256 is what a proposal to go
                                                             live names
Ends with 0 when every case passed (or was skipped), with 1 when one did not.)";

constexpr int exit_not_conformant = 1;

std::string_view word_of(CaseOutcome outcome) {
  switch (outcome) {
    case CaseOutcome::passed:
      return "passed";
    case CaseOutcome::failed:
      return "failed";
    case CaseOutcome::skipped:
      return "skipped";
  }
  return {};
}

std::string_view mark_of(CaseOutcome outcome) {
  switch (outcome) {
    case CaseOutcome::passed:
      return "通过";
    case CaseOutcome::failed:
      return "不通过";
    case CaseOutcome::skipped:
      return "未测";
  }
  return {};
}

std::int64_t count_of(const std::vector<CaseResult>& results, CaseOutcome outcome) {
  return std::count_if(results.begin(), results.end(),
                       [&](const CaseResult& each) { return each.outcome == outcome; });
}

std::string report_of(const ConformPlan& plan, const std::string& run, base::Instant begun,
                      const std::vector<CaseResult>& results) {
  json::array cases;
  for (const auto& each : results) {
    cases.push_back(json::object{{"name", each.name},
                                 {"title", each.title},
                                 {"outcome", word_of(each.outcome)},
                                 {"detail", each.detail},
                                 {"ms", each.ms}});
  }
  return json::serialize(json::object{{"format", "holdfast-conformance-1"},
                                      {"partner", plan.name},
                                      {"url", plan.url},
                                      {"form", plan.form},
                                      {"signed", plan.signing.has_value()},
                                      {"run", run},
                                      {"begun", base::format_instant(begun)},
                                      {"passed", count_of(results, CaseOutcome::passed)},
                                      {"failed", count_of(results, CaseOutcome::failed)},
                                      {"skipped", count_of(results, CaseOutcome::skipped)},
                                      {"cases", std::move(cases)}}) +
         "\n";
}

void print_table(const Console& console, const std::vector<CaseResult>& results) {
  for (const auto& each : results) {
    fmt::print(console.out, "{:<9} {:>6} ms  {:<10} {}\n", mark_of(each.outcome), each.ms,
               each.name, each.title);
    if (!each.detail.empty()) {
      fmt::print(console.out, "{:>30}{}\n", "", each.detail);
    }
  }
}

int conform(const Console& console, const std::string& file, const std::string& report_file) {
  const auto text = store::read_whole(file);
  if (!text) {
    return report_error(console, text.error());
  }
  const auto plan = parse_conform_plan(*text, file);
  if (!plan) {
    return report_error(console, plan.error());
  }
  auto line = ConformLine::open(*plan);
  if (!line) {
    return report_error(console, line.error());
  }
  if ((*line)->port() > 0) {
    fmt::print(console.out, "结果地址 results: POST /api/v1/partner/replies, port {}\n",
               (*line)->port());
  }
  const auto begun = port::SystemClock{}.now();
  // Seconds since 1970 in hex: no earlier run had it.
  const auto run = fmt::format("cf{:x}", base::to_unix_ms(begun) / 1000);
  const auto results = run_conform_cases(*plan, **line, run);
  print_table(console, results);
  const auto failures = count_of(results, CaseOutcome::failed);
  fmt::print(console.out, "{} 项通过，{} 项不通过，{} 项未测 · {} passed, {} failed, {} skipped\n",
             count_of(results, CaseOutcome::passed), failures,
             count_of(results, CaseOutcome::skipped), count_of(results, CaseOutcome::passed),
             failures, count_of(results, CaseOutcome::skipped));
  if (!report_file.empty()) {
    const auto report = report_of(*plan, run, begun, results);
    if (const auto written = store::write_durably(report_file, {report}); !written) {
      return report_error(console, written.error());
    }
    fmt::print(console.out, "{}  SHA-256 {}\n", report_file, base::to_hex(base::sha256(report)));
  }
  return failures == 0 ? 0 : exit_not_conformant;
}

}  // namespace

void add_conform_command(CLI::App& app, Console console, Action& chosen) {
  auto* command = app.add_subcommand(
      "conform", "Test a partner's endpoint with drill orders before it gets real ones");
  command->footer(help);
  auto partner = std::make_shared<std::string>();
  auto report = std::make_shared<std::string>();
  command->add_option("--partner", *partner, "What is tested and with what (TOML)")
      ->required()
      ->type_name("FILE");
  command->add_option("--report", *report, "Write the report (JSON) here")->type_name("FILE");
  command->callback([partner, report, console, &chosen] {
    chosen = [partner, report, console] { return conform(console, *partner, *report); };
  });
}

}  // namespace holdfast::cli
