#include "engine/memory_watch.hpp"

#include <charconv>
#include <fstream>
#include <string>

namespace holdfast::engine {

std::string_view name_of(MemoryState state) {
  switch (state) {
    case MemoryState::ample:
      return "ample";
    case MemoryState::tight:
      return "tight";
    case MemoryState::full:
      return "full";
  }
  return "";
}

std::uint64_t own_memory() {
  constexpr std::string_view wanted = "RssAnon:";
  std::ifstream status{"/proc/self/status"};
  for (std::string line; std::getline(status, line);) {
    if (!line.starts_with(wanted)) {
      continue;
    }
    const auto digits = line.find_first_of("0123456789");
    std::uint64_t kilobytes = 0;
    if (digits != std::string::npos) {
      std::from_chars(line.data() + digits, line.data() + line.size(), kilobytes);
    }
    return kilobytes * 1024;
  }
  return 0;
}

MemoryState judge_memory(std::uint64_t used, std::uint64_t limit) {
  if (limit == 0 || used < limit / 5 * 4) {
    return MemoryState::ample;
  }
  return used < limit ? MemoryState::tight : MemoryState::full;
}

}  // namespace holdfast::engine
