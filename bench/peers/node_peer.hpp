// An engine that comes as an npm package: a program of Node beside this one, asked through pipes.
// What it measures is its own: the pipe's time is not the engine's. One thread.
//
// A line is a question, a line is an answer (bench/peers/conversation.mjs has the other side):
//
//   hello                       -> about TEXT
//   load CSV ACCOUNTS           -> ms MILLISECONDS
//   ask ACCOUNT AT UNTIL HOPS   -> ms MILLISECONDS ACCOUNT... | over MILLISECONDS
//   anything                    -> failed TEXT
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <sys/types.h>

#include "peer.hpp"

namespace holdfast::bench {

class NodePeer : public Peer {
 public:
  /// Starts `script` of bench/peers. Errors: unavailable, with what Node says.
  [[nodiscard]] static PeerResult start(std::string name, const std::string& script,
                                        const PeerOptions& options);
  ~NodePeer() override;  // the program ends when nobody talks to it
  NodePeer(const NodePeer&) = delete;
  NodePeer& operator=(const NodePeer&) = delete;

  [[nodiscard]] std::string name() const override { return name_; }
  [[nodiscard]] std::string about() const override { return about_; }
  base::Result<double> load(const TransferSet& set) override;
  base::Result<Reply> ask(const Question& question) override;

 private:
  struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  using File = std::unique_ptr<std::FILE, CloseFile>;
  NodePeer(std::string name, pid_t program, File to, File from)
      : name_(std::move(name)), program_(program), to_(std::move(to)), from_(std::move(from)) {}
  /// The answer, without its line end. Errors: io.
  base::Result<std::string> converse(const std::string& question);

  std::string name_;
  std::string about_;
  pid_t program_;
  File to_;
  File from_;
};

}  // namespace holdfast::bench
