// Writes the transfers of an invented city as CSV to standard output; see traffic.hpp.
//
// Usage: traffic [--transfers N] [--seed N] [--accounts N] [--days N] [--seeds FILE [--seeds-max
// N]]
// --seeds: also the seeds of a trace (`transfer_id,stolen_yuan`), the first N thefts.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fmt/core.h>

#include "traffic.hpp"

namespace {

using namespace holdfast;

bool write(std::FILE* out, std::string& text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), out) == text.size();
  text.clear();
  return written;
}

bool write_seeds(const std::string& path, const std::vector<bench::Theft>& thefts,
                 std::size_t seeds_max) {
  std::FILE* const file = std::fopen(path.c_str(), "w");
  if (file == nullptr) {
    return false;
  }
  std::string text = "transfer_id,stolen_yuan\n";
  for (std::size_t i = 0; i < std::min(seeds_max, thefts.size()); ++i) {
    text += bench::row_id(thefts[i].number) + ",\n";
  }
  const bool written = write(file, text);
  return std::fclose(file) == 0 && written;
}

}  // namespace

int main(int argc, char** argv) {
  bench::TrafficSpec spec;
  std::string seeds;
  std::size_t seeds_max = 3;
  CLI::App app{"Transfers of an invented city as CSV"};
  app.add_option("--transfers", spec.transfers, "Rows that are not a repetition");
  app.add_option("--seed", spec.seed, "The same seed, the same rows");
  app.add_option("--accounts", spec.accounts, "64 to 10,000,000; 0: by the number of transfers");
  app.add_option("--days", spec.days, "The rows are spread over so many days");
  app.add_option("--seeds", seeds, "Also writes the first thefts as seeds of a trace");
  app.add_option("--seeds-max", seeds_max, "At most so many of them");
  CLI11_PARSE(app, argc, argv);
  bench::Traffic traffic(spec);
  std::string text{bench::traffic_header()};
  for (bench::TrafficRow row; traffic.next(row);) {
    bench::append_row(text, row);
    if (text.size() > 1U << 16U && !write(stdout, text)) {
      break;
    }
  }
  const bool written = write(stdout, text) && std::fflush(stdout) == 0;
  if (!written || (!seeds.empty() && !write_seeds(seeds, traffic.thefts(), seeds_max))) {
    fmt::print(stderr, "traffic: the output could not be written\n");
    return 1;
  }
  return 0;
}
