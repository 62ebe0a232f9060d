#include <fstream>
#include <iterator>

#include "peer.hpp"

namespace holdfast::bench {

std::string reach_sql() {
  std::ifstream file{std::filesystem::path{HOLDFAST_SOURCE_DIR} / "bench" / "peers" / "reach.sql"};
  std::string text{std::istreambuf_iterator<char>{file}, {}};
  base::check(!text.empty(), "bench/peers/reach.sql can be read");
  return text;
}

}  // namespace holdfast::bench
