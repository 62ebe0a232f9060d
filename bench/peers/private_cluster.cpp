#include "private_cluster.hpp"

#include <fmt/core.h>
#include <pwd.h>
#include <unistd.h>

namespace holdfast::bench {

namespace fs = std::filesystem;

namespace {

const fs::path programs = "/usr/lib/postgresql/15/bin";
constexpr const char* setpriv = "/usr/bin/setpriv";
constexpr const char* user = "bench";

/// A program of PostgreSQL's, as somebody it agrees to run as. The signal is a fast shutdown.
cli::Child::Options command(const std::string& program, std::vector<std::string> words,
                            const fs::path& log) {
  cli::Child::Options options{.program = setpriv, .words = {}, .log = log.string()};
  options.words = {"--pdeathsig", "INT"};
  if (::geteuid() == 0) {
    options.words.insert(options.words.end(),
                         {"--reuid=postgres", "--regid=postgres", "--clear-groups"});
  }
  options.words.push_back((programs / program).string());
  options.words.insert(options.words.end(), words.begin(), words.end());
  return options;
}

std::string data_of(const fs::path& directory) {
  return (directory / "data").string();
}

fs::path log_of(const fs::path& directory) {
  return fs::path{directory}.concat(".log");
}

/// The directory, made and given to whom the server runs as.
base::Result<void> make_directory(const fs::path& directory) {
  const passwd* const owner = ::geteuid() == 0 ? ::getpwnam("postgres") : nullptr;
  if (!fs::exists(programs / "postgres") || !fs::exists(setpriv) ||
      (::geteuid() == 0 && owner == nullptr)) {
    return base::Error{base::ErrorCode::unavailable,
                       "the Debian package postgresql-15 is not installed"};
  }
  fs::create_directories(directory);
  if (owner != nullptr && ::chown(directory.c_str(), owner->pw_uid, owner->pw_gid) != 0) {
    return base::Error{base::ErrorCode::io, "the cluster's directory cannot be given away",
                       directory.string()};
  }
  return {};
}

base::Result<void> run(const std::string& program, std::vector<std::string> words,
                       const fs::path& log) {
  auto child = cli::Child::start(command(program, std::move(words), log));
  if (!child) {
    return child.error();
  }
  if (child->wait() != 0) {
    return base::Error{base::ErrorCode::io, program + ": " + child->last_words()};
  }
  return {};
}

}  // namespace

base::Result<PrivateCluster> PrivateCluster::start(const fs::path& directory,
                                                   const std::vector<std::string>& settings) {
  if (auto made = make_directory(directory); !made) {
    return made.error();
  }
  const auto initialised = run("initdb",
                               {"-D", data_of(directory), "-A", "trust", "-U", user, "-E", "UTF8",
                                "--no-locale", "--no-sync"},
                               log_of(directory));
  return initialised ? serve(directory, settings) : initialised.error();
}

base::Result<PrivateCluster> PrivateCluster::follow(
    const fs::path& directory, const std::string& name,
    const std::vector<std::string>& settings) const {
  if (auto made = make_directory(directory); !made) {
    return made.error();
  }
  const auto copied =
      run("pg_basebackup",
          {"-D", data_of(directory), "-R", "-X", "stream", "-c", "fast", "--no-sync", "-d",
           fmt::format("host={} user={} application_name={}", directory_.string(), user, name)},
          log_of(directory));
  return copied ? serve(directory, settings) : copied.error();
}

base::Result<PrivateCluster> PrivateCluster::serve(const fs::path& directory,
                                                   const std::vector<std::string>& settings) {
  std::vector<std::string> words{"-D", data_of(directory), "-k", directory.string(),
                                 "-c", "listen_addresses="};
  for (const auto& setting : settings) {
    words.insert(words.end(), {"-c", setting});
  }
  auto server = cli::Child::start(command("postgres", words, log_of(directory)));
  if (!server) {
    return server.error();
  }
  return PrivateCluster{directory, std::move(*server)};
}

std::string PrivateCluster::connection() const {
  return fmt::format("host={} user={} dbname=postgres", directory_.string(), user);
}

}  // namespace holdfast::bench
