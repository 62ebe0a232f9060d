// 团伙与关键账户: which accounts hang together, and on whom. Pure.
//
// Two accounts are neighbours when they moved enough money between them, in either direction. What
// hangs together is a group. Betweenness (Brandes 2001) says how many shortest ways between two
// others lead over an account: who is the joint. It ranks and pays nobody.
#pragma once

#include <vector>

#include "workbench/payments.hpp"

namespace holdfast::workbench {

struct GroupsQuestion {
  Fen between_min = {};        // two accounts are neighbours from so much between them on
  std::uint32_t size_min = 3;  // smaller groups are left out
  /// Betweenness from so many accounts in all; in a larger world from those with most neighbours.
  std::uint32_t sources_max = 2000;
  flow::Effort effort = {};  // accounts: told
};

struct Member {
  AccountId account;
  std::uint32_t group = 0;  // from 1, the largest first
  std::uint32_t neighbours = 0;
  Fen in = {};
  Fen out = {};
  double betweenness = 0;  // pairs of others, each counted once; of sampled sources scaled up
  bool is_joint = false;   // without it the group falls apart
};

struct GroupsAnswer {
  std::vector<Member> members;  // by group, then betweenness, then neighbours, then id
  std::uint32_t groups = 0;
  bool is_sampled = false;  // betweenness is an estimate
  std::optional<flow::Truncated> truncated;
};

/// Exit payments join nobody: a shop's customers are no group. O(n log n + s (v + e)).
[[nodiscard]] GroupsAnswer groups(const Payments& payments, const GroupsQuestion& question);

}  // namespace holdfast::workbench
