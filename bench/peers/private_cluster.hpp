// A PostgreSQL server of this program's own: a cluster in a directory of its own, reached through a
// socket in it and through nothing else. It ends with this program. One thread.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cli/child.hpp"

namespace holdfast::bench {

class PrivateCluster {
 public:
  /// Makes and starts one in `directory`, which is made, with these settings
  /// ("shared_buffers=2GB"). The caller asks the server until it answers. As root it runs as the
  /// user `postgres`, because the server refuses to run as root. Errors: unavailable when Debian's
  /// PostgreSQL 15 is not there; io with the server's own words.
  [[nodiscard]] static base::Result<PrivateCluster> start(const std::filesystem::path& directory,
                                                          const std::vector<std::string>& settings);

  /// A standby that follows this one under `name`, from a copy taken now. Errors as above.
  [[nodiscard]] base::Result<PrivateCluster> follow(const std::filesystem::path& directory,
                                                    const std::string& name,
                                                    const std::vector<std::string>& settings) const;

  /// For libpq, as the cluster's only user.
  [[nodiscard]] std::string connection() const;
  [[nodiscard]] bool is_running() { return server_.is_running(); }
  [[nodiscard]] std::string last_words() const { return server_.last_words(); }

 private:
  static base::Result<PrivateCluster> serve(const std::filesystem::path& directory,
                                            const std::vector<std::string>& settings);
  PrivateCluster(std::filesystem::path directory, cli::Child server)
      : directory_(std::move(directory)), server_(std::move(server)) {}

  std::filesystem::path directory_;
  cli::Child server_;
};

}  // namespace holdfast::bench
