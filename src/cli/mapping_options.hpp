// The options by which a command reads a CSV that is not the canonical one.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "feed/reader.hpp"

namespace CLI {
class App;
}

namespace holdfast::cli {

struct MappingArguments {
  std::vector<std::string> maps;
  std::vector<std::string> sets;
  std::string time_base;
  std::string time_unit;
  std::string encoding;

  [[nodiscard]] bool empty() const {
    return maps.empty() && sets.empty() && time_base.empty() && time_unit.empty() &&
           encoding.empty();
  }
};

/// `arguments` must live as long as `command`.
void add_mapping_options(CLI::App& command, MappingArguments& arguments);
/// Errors: wrong_usage naming the option.
[[nodiscard]] base::Result<void> apply(const MappingArguments& arguments, feed::ReadOptions& read);

}  // namespace holdfast::cli
