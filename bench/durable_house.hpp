// The engine over a real data directory on disk, in this process, with the API beside it where a
// suite speaks TCP; and producers that keep a few batches under way. One thread asks.
#pragma once

#include <memory>
#include <vector>

#include "api/server.hpp"
#include "durable_rows.hpp"
#include "engine/engine.hpp"
#include "net/client.hpp"

namespace holdfast::bench {

class DurableHouse {
 public:
  /// In a directory of its own under $TMPDIR, gone at the end; ends the program when it cannot.
  DurableHouse();
  ~DurableHouse();
  DurableHouse(const DurableHouse&) = delete;
  DurableHouse& operator=(const DurableHouse&) = delete;

  /// Milliseconds from handing a batch over, or from its moment, to its durable answer.
  struct Run {
    std::vector<double> answer_ms;
    double wall_s = 0;
    double cpu_s = 0;           // of this process, the producer among it
    std::uint64_t rows = 0;     // acknowledged as new
    std::uint64_t refused = 0;  // answers that did not take the whole batch
  };
  /// As fast as it goes, `window` batches under way.
  [[nodiscard]] Run run(std::vector<ReadyBatch> batches, Form form, std::size_t window);
  /// A batch each 1/`rate` seconds, whether or not the ones before are answered.
  [[nodiscard]] Run run_open_loop(std::vector<ReadyBatch> batches, Form form, double rate);

  /// Ends engine and server; the data directory stays.
  void close();
  [[nodiscard]] const std::filesystem::path& data() const { return data_; }

 private:
  struct Progress;
  void hand_over(ReadyBatch batch, Form form, double due_ms, Progress& progress);

  std::filesystem::path data_;
  std::unique_ptr<engine::Engine> engine_;
  std::unique_ptr<api::ApiServer> server_;
  std::unique_ptr<net::HttpClient> client_;
};

}  // namespace holdfast::bench
