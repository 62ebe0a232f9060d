#include "node_peer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fmt/core.h>
#include <optional>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace holdfast::bench {

namespace fs = std::filesystem;

namespace {

/// What follows `word` and a blank; nothing where the line begins otherwise.
std::optional<std::string_view> after(std::string_view line, std::string_view word) {
  if (!line.starts_with(word) || line.size() <= word.size() || line[word.size()] != ' ') {
    return {};
  }
  return line.substr(word.size() + 1);
}

/// Takes a number and the blank behind it off the front.
template <typename Number>
std::optional<Number> take(std::string_view& rest) {
  Number value{};
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
  if (error != std::errc{}) {
    return {};
  }
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  rest.remove_prefix(rest.starts_with(' ') ? 1 : 0);
  return value;
}

struct Pipe {
  int read = -1;
  int write = -1;
};

std::optional<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    return {};
  }
  return Pipe{ends[0], ends[1]};
}

/// Runs `node` with `words` between the two pipes; -1 when it cannot be started.
pid_t spawn(std::vector<std::string> words, const Pipe& to, const Pipe& from) {
  std::vector<char*> arguments;
  for (auto& word : words) {
    arguments.push_back(word.data());
  }
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, to.read, STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, from.write, STDOUT_FILENO);
  pid_t child = -1;
  const int failed =
      ::posix_spawnp(&child, words[0].c_str(), &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  return failed == 0 ? child : -1;
}

}  // namespace

PeerResult NodePeer::start(std::string name, const std::string& script,
                           const PeerOptions& options) {
  const fs::path packages = HOLDFAST_PEERS_DIR;
  if (!fs::exists(packages / "node_modules")) {
    return base::Error{base::ErrorCode::unavailable,
                       "its npm package is not installed; ./dev bench peers does that"};
  }
  const auto to = make_pipe();
  const auto from = make_pipe();
  if (!to || !from) {
    return base::Error{base::ErrorCode::io, "no pipes"};
  }
  ::signal(SIGPIPE, SIG_IGN);  // a program that ended is told by its missing answer
  const auto source = fs::path{HOLDFAST_SOURCE_DIR} / "bench" / "peers" / script;
  const pid_t program =
      spawn({"node", "--max-old-space-size=4096", source.string(), packages.string(),
             options.scratch.string(), std::to_string(options.limit.count())},
            *to, *from);
  ::close(to->read);
  ::close(from->write);
  std::unique_ptr<NodePeer> peer{new NodePeer(
      std::move(name), program, File{::fdopen(to->write, "w")}, File{::fdopen(from->read, "r")})};
  const auto told = peer->converse("hello");
  const auto about = told ? after(*told, "about") : std::nullopt;
  if (!about) {
    return base::Error{base::ErrorCode::unavailable, told ? *told : told.error().message};
  }
  peer->about_ = *about;
  return std::unique_ptr<Peer>{std::move(peer)};
}

NodePeer::~NodePeer() {
  to_.reset();
  if (program_ > 0) {
    ::waitpid(program_, nullptr, 0);
  }
}

base::Result<std::string> NodePeer::converse(const std::string& question) {
  const auto line = question + "\n";
  std::string answer;
  if (std::fwrite(line.data(), 1, line.size(), to_.get()) == line.size() &&
      std::fflush(to_.get()) == 0) {
    for (int c = std::fgetc(from_.get()); c != EOF && c != '\n'; c = std::fgetc(from_.get())) {
      answer.push_back(static_cast<char>(c));
    }
  }
  if (const auto why = after(answer, "failed"); why || answer.empty()) {
    return base::Error{base::ErrorCode::io,
                       why ? std::string{*why} : std::string{"its program ended"}};
  }
  return answer;
}

base::Result<double> NodePeer::load(const TransferSet& set) {
  const auto answer = converse(fmt::format("load {} {}", set.csv.string(), set.accounts));
  if (!answer) {
    return answer.error();
  }
  auto rest = after(*answer, "ms");
  const auto ms = rest ? take<double>(*rest) : std::nullopt;
  if (!ms) {
    return base::Error{base::ErrorCode::io, fmt::format("{} answers: {}", name_, *answer)};
  }
  return *ms;
}

base::Result<Reply> NodePeer::ask(const Question& question) {
  const auto answer = converse(fmt::format("ask {} {} {} {}", question.account.value(),
                                           base::to_unix_ms(question.at),
                                           base::to_unix_ms(question.until), question.hops));
  if (!answer) {
    return answer.error();
  }
  auto over = after(*answer, "over");
  auto rest = over ? over : after(*answer, "ms");
  const auto ms = rest ? take<double>(*rest) : std::nullopt;
  if (!ms) {
    return base::Error{base::ErrorCode::io, fmt::format("{} answers: {}", name_, *answer)};
  }
  Reply reply{.ms = *ms, .is_over = over.has_value()};
  while (!rest->empty()) {
    const auto account = take<std::uint32_t>(*rest);
    if (!account) {
      return base::Error{base::ErrorCode::io, fmt::format("{} answers no account", name_)};
    }
    reply.accounts.push_back(*account);
  }
  std::ranges::sort(reply.accounts);
  return reply;
}

PeerResult make_duckdb(const PeerOptions& options) {
  return NodePeer::start("DuckDB", "duckdb.mjs", options);
}

PeerResult make_kuzu(const PeerOptions& options) {
  return NodePeer::start("Kuzu", "kuzu.mjs", options);
}

}  // namespace holdfast::bench
