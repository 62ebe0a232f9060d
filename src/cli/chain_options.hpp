// The options of the commands that ask about chains of transfers: reach, path, converge.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "cli/text_writer.hpp"
#include "flow/chains.hpp"

namespace CLI {
class App;
}

namespace holdfast::cli {

struct ChainArguments {
  std::string at;
  std::string window;
  std::optional<std::uint32_t> hops;
  std::string min_amount;
  std::optional<std::uint64_t> accounts;
  std::optional<std::uint64_t> transfers;

  [[nodiscard]] bool is_limited() const { return accounts || transfers; }
};

/// What a question cannot do without.
enum class Needed : std::uint8_t { start_and_hops, start, nothing };
/// `arguments` must live as long as `command`.
void add_chain_options(CLI::App& command, ChainArguments& arguments, Needed needed);
/// No bound on hops where none was given. Errors: wrong_usage naming the option.
[[nodiscard]] base::Result<flow::Chains> chains_of(const ChainArguments& arguments,
                                                   flow::Direction direction);

/// `,"truncated":...`, where the caller asked for limits: null when none was hit.
void add_truncated_json(TextWriter& writer, const ChainArguments& arguments,
                        const std::optional<flow::Truncated>& truncated);
/// One line that says which limit was hit; nothing when none was.
void add_truncated_line(TextWriter& writer, const std::optional<flow::Truncated>& truncated);
/// `within 48h after TIME, at most 3 transfers, each of at least X yuan`.
[[nodiscard]] std::string describe(const ChainArguments& arguments, const flow::Chains& chains);

}  // namespace holdfast::cli
