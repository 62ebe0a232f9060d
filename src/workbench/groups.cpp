#include "workbench/groups.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

namespace holdfast::workbench {

namespace {

/// Accounts by dense numbers, in the order of their ids; each list of neighbours ascending.
struct Net {
  std::vector<AccountId> accounts;
  std::vector<std::vector<std::uint32_t>> neighbours;
};

struct Money {
  Fen in;
  Fen out;
};

Net net_of(const Payments& payments, Fen between_min, std::map<AccountId, Money>& money) {
  std::map<std::pair<AccountId, AccountId>, Fen> between;
  for (const Payment& payment : payments.rows) {
    if (fund::is_exit(payment.kind) || payment.payer == payment.payee) {
      continue;
    }
    money[payment.payer].out += payment.amount;
    money[payment.payee].in += payment.amount;
    between[std::minmax(payment.payer, payment.payee)] += payment.amount;
  }
  Net net;
  std::map<AccountId, std::uint32_t> numbers;
  for (const auto& [account, both] : money) {
    numbers[account] = static_cast<std::uint32_t>(net.accounts.size());
    net.accounts.push_back(account);
  }
  net.neighbours.resize(net.accounts.size());
  for (const auto& [pair, amount] : between) {
    if (amount >= between_min) {
      net.neighbours[numbers[pair.first]].push_back(numbers[pair.second]);
      net.neighbours[numbers[pair.second]].push_back(numbers[pair.first]);
    }
  }
  for (auto& list : net.neighbours) {
    std::ranges::sort(list);
  }
  return net;
}

/// The smallest number in each account's group.
std::vector<std::uint32_t> roots_of(const Net& net) {
  constexpr std::uint32_t unseen = 0xFFFF'FFFF;
  std::vector<std::uint32_t> root(net.accounts.size(), unseen);
  std::vector<std::uint32_t> stack;
  for (std::uint32_t start = 0; start < root.size(); ++start) {
    if (root[start] != unseen) {
      continue;
    }
    root[start] = start;
    stack.push_back(start);
    while (!stack.empty()) {
      const std::uint32_t at = stack.back();
      stack.pop_back();
      for (const std::uint32_t next : net.neighbours[at]) {
        if (root[next] == unseen) {
          root[next] = start;
          stack.push_back(next);
        }
      }
    }
  }
  return root;
}

/// Joints by depth first search (Hopcroft and Tarjan), with a stack of its own: a chain of a
/// million accounts must not use up the machine's.
std::vector<bool> joints_of(const Net& net) {
  struct Frame {
    std::uint32_t at = 0;
    std::uint32_t parent = 0;
    std::size_t next = 0;
    std::uint32_t children = 0;
  };
  const std::size_t count = net.accounts.size();
  std::vector<bool> is_joint(count, false);
  std::vector<std::uint32_t> depth(count, 0);
  std::vector<std::uint32_t> low(count, 0);
  std::uint32_t clock = 0;
  for (std::uint32_t start = 0; start < count; ++start) {
    if (depth[start] != 0) {
      continue;
    }
    std::vector<Frame> stack{{start, start}};
    depth[start] = low[start] = ++clock;
    while (!stack.empty()) {
      Frame& frame = stack.back();
      if (frame.next < net.neighbours[frame.at].size()) {
        const std::uint32_t to = net.neighbours[frame.at][frame.next++];
        if (depth[to] != 0) {
          low[frame.at] = to == frame.parent ? low[frame.at] : std::min(low[frame.at], depth[to]);
          continue;
        }
        ++frame.children;
        depth[to] = low[to] = ++clock;
        const std::uint32_t from = frame.at;
        stack.push_back({to, from});
        continue;
      }
      const Frame done = frame;
      stack.pop_back();
      if (stack.empty()) {
        is_joint[done.at] = done.children > 1;
        continue;
      }
      const std::uint32_t above = stack.back().at;
      low[above] = std::min(low[above], low[done.at]);
      if (stack.size() > 1 && low[done.at] >= depth[above]) {
        is_joint[above] = true;
      }
    }
  }
  return is_joint;
}

/// Adds what the shortest ways from one source say of every other account.
class Brandes {
 public:
  explicit Brandes(const Net& net)
      : net_(net),
        ways_(net.accounts.size()),
        distance_(net.accounts.size()),
        share_(net.accounts.size()) {}

  void add(std::uint32_t source, std::vector<double>& betweenness) {
    std::ranges::fill(ways_, 0);
    std::ranges::fill(distance_, -1);
    std::ranges::fill(share_, 0);
    order_.assign(1, source);
    ways_[source] = 1;
    distance_[source] = 0;
    for (std::size_t i = 0; i < order_.size(); ++i) {
      const std::uint32_t at = order_[i];
      for (const std::uint32_t next : net_.neighbours[at]) {
        if (distance_[next] < 0) {
          distance_[next] = distance_[at] + 1;
          order_.push_back(next);
        }
        if (distance_[next] == distance_[at] + 1) {
          ways_[next] += ways_[at];
        }
      }
    }
    for (auto at = order_.rbegin(); at != order_.rend(); ++at) {
      for (const std::uint32_t before : net_.neighbours[*at]) {
        if (distance_[before] + 1 == distance_[*at]) {
          share_[before] += ways_[before] / ways_[*at] * (1 + share_[*at]);
        }
      }
      if (*at != source) {
        betweenness[*at] += share_[*at];
      }
    }
  }

 private:
  const Net& net_;
  std::vector<double> ways_;
  std::vector<int> distance_;
  std::vector<double> share_;
  std::vector<std::uint32_t> order_;
};

std::vector<double> betweenness_of(const Net& net, std::uint32_t sources_max) {
  std::vector<std::uint32_t> sources(net.accounts.size());
  std::iota(sources.begin(), sources.end(), 0U);
  std::ranges::stable_sort(sources, std::greater{},
                           [&](std::uint32_t i) { return net.neighbours[i].size(); });
  const std::size_t used = std::min<std::size_t>(sources.size(), sources_max);
  std::vector<double> betweenness(net.accounts.size(), 0);
  Brandes brandes(net);
  for (std::size_t i = 0; i < used; ++i) {
    brandes.add(sources[i], betweenness);
  }
  // Each pair was counted from both ends.
  const double scale =
      used == 0 ? 0 : static_cast<double>(sources.size()) / static_cast<double>(used) / 2;
  for (double& one : betweenness) {
    one *= scale;
  }
  return betweenness;
}

}  // namespace

GroupsAnswer groups(const Payments& payments, const GroupsQuestion& question) {
  GroupsAnswer answer{.members = {}, .truncated = payments.truncated};
  std::map<AccountId, Money> money;
  const Net net = net_of(payments, question.between_min, money);
  const std::vector<std::uint32_t> root = roots_of(net);
  const std::vector<bool> is_joint = joints_of(net);
  answer.is_sampled = net.accounts.size() > question.sources_max;
  const std::vector<double> betweenness = betweenness_of(net, question.sources_max);
  std::vector<std::uint32_t> size(net.accounts.size(), 0);
  for (const std::uint32_t one : root) {
    ++size[one];
  }
  std::vector<std::uint32_t> roots;
  for (std::uint32_t i = 0; i < size.size(); ++i) {
    if (size[i] >= question.size_min) {
      roots.push_back(i);
    }
  }
  std::ranges::stable_sort(roots, std::greater{}, [&](std::uint32_t i) { return size[i]; });
  answer.groups = static_cast<std::uint32_t>(roots.size());
  std::vector<std::uint32_t> number(size.size(), 0);
  for (std::uint32_t i = 0; i < roots.size(); ++i) {
    number[roots[i]] = i + 1;
  }
  for (std::uint32_t i = 0; i < net.accounts.size(); ++i) {
    if (number[root[i]] > 0) {
      const Money& both = money[net.accounts[i]];
      answer.members.push_back({.account = net.accounts[i],
                                .group = number[root[i]],
                                .neighbours = static_cast<std::uint32_t>(net.neighbours[i].size()),
                                .in = both.in,
                                .out = both.out,
                                .betweenness = betweenness[i],
                                .is_joint = is_joint[i]});
    }
  }
  std::ranges::sort(answer.members, {}, [](const Member& one) {
    return std::tuple(one.group, -one.betweenness, -static_cast<std::int64_t>(one.neighbours),
                      one.account);
  });
  cut(answer.members, question.effort, answer.truncated);
  return answer;
}

}  // namespace holdfast::workbench
