#include "cli/chain_options.hpp"

#include <CLI/CLI.hpp>
#include <limits>

#include "cli/file_query.hpp"

namespace holdfast::cli {

void add_chain_options(CLI::App& command, ChainArguments& arguments, Needed needed) {
  constexpr const char* limits = "Limits (an answer that hit one says so)";
  command.add_option("--at", arguments.at, "The moment to start from, ISO 8601 with an offset")
      ->required(needed != Needed::nothing);
  command.add_option("--window", arguments.window, "How long from there: 90s, 15m, 48h, 7d")
      ->required(needed != Needed::nothing);
  command.add_option("--hops", arguments.hops, "At most so many transfers")
      ->required(needed == Needed::start_and_hops);
  command.add_option("--min-amount-yuan", arguments.min_amount, "Pass over transfers of less");
  command.add_option("--accounts-limit", arguments.accounts, "Answer at most so many accounts")
      ->group(limits);
  command.add_option("--transfers-limit", arguments.transfers, "Look at most at so many transfers")
      ->group(limits);
}

base::Result<flow::Chains> chains_of(const ChainArguments& arguments, flow::Direction direction) {
  const auto at = instant_option(arguments.at, "--at");
  if (!at) {
    return at.error();
  }
  const auto window = length_option(arguments.window, "--window");
  if (!window) {
    return window.error();
  }
  if (*window > flow::window_max) {
    return base::Error{base::ErrorCode::wrong_usage, "a window is at most a thousand years",
                       "--window"};
  }
  const auto least = yuan_option(arguments.min_amount, "--min-amount-yuan");
  if (!least) {
    return least.error();
  }
  if (arguments.hops == 0U) {
    return base::Error{base::ErrorCode::wrong_usage, "a chain has at least one transfer", "--hops"};
  }
  return flow::Chains{.at = *at,
                      .window = *window,
                      .hops = arguments.hops.value_or(std::numeric_limits<std::uint32_t>::max()),
                      .direction = direction,
                      .amount_min = *least,
                      .effort = {.accounts = arguments.accounts, .transfers = arguments.transfers}};
}

void add_truncated_json(TextWriter& writer, const ChainArguments& arguments,
                        const std::optional<flow::Truncated>& truncated) {
  if (!arguments.is_limited()) {
    return;
  }
  if (truncated) {
    writer.add(",\"truncated\":{{\"limit\":\"{}\",\"value\":{}}}", flow::to_text(truncated->limit),
               truncated->value);
  } else {
    writer.add(",\"truncated\":null");
  }
}

void add_truncated_line(TextWriter& writer, const std::optional<flow::Truncated>& truncated) {
  if (truncated) {
    writer.add("limit hit: {} {}; there may be more, or earlier, than shown\n", truncated->value,
               flow::to_text(truncated->limit));
  }
}

std::string describe(const ChainArguments& arguments, const flow::Chains& chains) {
  const bool forward = chains.direction == flow::Direction::forward;
  std::string text = fmt::format("within {} {} {}", arguments.window, forward ? "after" : "before",
                                 base::format_instant(chains.at));
  if (arguments.hops) {
    text += fmt::format(", at most {} transfer{}", chains.hops, chains.hops == 1 ? "" : "s");
  }
  if (chains.amount_min.is_positive()) {
    text += fmt::format(", each of at least {} yuan", base::format_yuan(chains.amount_min));
  }
  return text;
}

}  // namespace holdfast::cli
