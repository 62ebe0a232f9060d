// The fund graph itself, as the others are asked.
#include <algorithm>

#include "figure.hpp"
#include "flow/reach.hpp"
#include "peer.hpp"
#include "traffic.hpp"

namespace holdfast::bench {

namespace {

class FundGraphPeer : public Peer {
 public:
  [[nodiscard]] std::string name() const override { return "Holdfast"; }
  [[nodiscard]] std::string about() const override {
    return "the fund graph in this process; loading takes rows that are in memory, by account "
           "number, without the duplicate check (the suite `ingest` has it)";
  }
  base::Result<double> load(const TransferSet& set) override {
    const double begin = wall_ms();
    for (std::uint32_t i = 0; i < set.accounts; ++i) {
      graph_.intern(account_text(fund::AccountId{i}));
    }
    graph_.append(set.transfers);
    return wall_ms() - begin;
  }
  base::Result<Reply> ask(const Question& question) override {
    const double begin = wall_ms();
    const auto answer = flow::reach(
        graph_, graph_.snapshot(), question.account,
        {.at = question.at, .window = question.until - question.at, .hops = question.hops});
    Reply reply{.ms = wall_ms() - begin};
    if (!answer) {
      return answer.error();
    }
    for (const auto& one : answer->accounts) {
      reply.accounts.push_back(one.account.value());
    }
    std::ranges::sort(reply.accounts);
    return reply;
  }

 private:
  fund::Graph graph_;
};

}  // namespace

PeerResult make_fund_graph(const PeerOptions& /*options*/) {
  return std::unique_ptr<Peer>{std::make_unique<FundGraphPeer>()};
}

}  // namespace holdfast::bench
