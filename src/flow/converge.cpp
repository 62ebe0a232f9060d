#include "flow/converge.hpp"

#include <algorithm>
#include <map>

#include "flow/reach.hpp"

namespace holdfast::flow {

namespace {

/// The second of the arrivals: from then on there are two.
base::Instant second_arrival(const std::vector<SourceArrival>& sources, Direction direction) {
  std::vector<base::Instant> arrivals;
  for (const SourceArrival& one : sources) {
    arrivals.push_back(one.arrival);
  }
  if (direction == Direction::forward) {
    std::ranges::nth_element(arrivals, arrivals.begin() + 1);
  } else {
    std::ranges::nth_element(arrivals, arrivals.begin() + 1, std::ranges::greater{});
  }
  return arrivals[1];
}

}  // namespace

base::Result<ChainMeetings> converge(const fund::Graph& graph, fund::Snapshot snapshot,
                                     std::span<const fund::AccountId> sources,
                                     const Chains& chains) {
  ChainMeetings answer;
  std::map<fund::AccountId, std::vector<SourceArrival>> reached;
  std::size_t different = 0;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (std::ranges::find(sources.first(i), sources[i]) != sources.first(i).end()) {
      continue;
    }
    ++different;
    const auto one = reach(graph, snapshot, sources[i], chains);
    if (!one) {
      return one.error();
    }
    answer.truncated = answer.truncated ? answer.truncated : one->truncated;
    answer.visited += one->visited;
    for (const ReachedAccount& account : one->accounts) {
      reached[account.account].push_back({i, account.hops, account.arrival});
    }
  }
  if (different < 2) {
    return base::Error{base::ErrorCode::bad_input, "chains meet only if there are two sources"};
  }
  for (auto& [account, arrivals] : reached) {
    if (arrivals.size() >= 2) {
      const base::Instant met = second_arrival(arrivals, chains.direction);
      answer.accounts.push_back({account, std::move(arrivals), met});
    }
  }
  const bool forward = chains.direction == Direction::forward;
  std::ranges::stable_sort(answer.accounts, [&](const ChainMeeting& a, const ChainMeeting& b) {
    if (a.sources.size() != b.sources.size()) {
      return a.sources.size() > b.sources.size();
    }
    return forward ? a.met < b.met : a.met > b.met;
  });
  return answer;
}

std::vector<TaintMeeting> converge(const fund::Graph& graph, const trace::TraceResult& result) {
  std::map<fund::AccountId, TaintMeeting> received;
  for (const trace::AccountTaint& one : result.accounts) {
    if (one.account != trace::unseen_account) {
      received[one.account] = {.account = one.account,
                               .tier = one.tier,
                               .received = one.received,
                               .by_source = {},
                               .exit = one.exit};
    }
  }
  for (const trace::TransferTaint& one : result.transfers) {
    const fund::Transfer transfer = graph.payment(one.transfer);
    if (!fund::is_payment(transfer.kind)) {
      continue;  // what left unseen came to no account
    }
    TaintMeeting& payee = received.at(transfer.payee);
    for (const trace::Piece& share : result.by_source(one)) {
      trace::add_share(payee.by_source, share);
    }
  }
  std::vector<TaintMeeting> meetings;
  for (auto& [account, meeting] : received) {
    if (meeting.by_source.size() >= 2) {
      meetings.push_back(std::move(meeting));
    }
  }
  std::ranges::stable_sort(meetings, [](const TaintMeeting& a, const TaintMeeting& b) {
    return a.by_source.size() != b.by_source.size() ? a.by_source.size() > b.by_source.size()
                                                    : a.received > b.received;
  });
  return meetings;
}

}  // namespace holdfast::flow
