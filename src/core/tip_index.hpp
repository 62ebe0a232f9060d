// What is derived of tips and of quizzes by link, so that they are found. Part of core/state.hpp.
#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "outreach/quiz_link.hpp"
#include "tip/tip.hpp"

namespace holdfast::core {

struct TipIndex {
  std::unordered_map<std::string, tip::TipId> by_code;
  std::set<tip::TipId> waiting;  // from the public page, and nobody took them on
  std::map<base::Instant, std::set<tip::TipId>> rings;
  std::unordered_map<tip::TipId, base::Instant> next_ring;
  std::unordered_map<std::string, std::set<tip::TipId>> naming;  // by Named::digest
  std::unordered_map<std::string, tip::TipId> receipts;          // by a payment's receipt
  std::unordered_map<std::string, outreach::QuizLinkId> link_by_code;
  std::set<outreach::QuizLinkId> open_links;
};

}  // namespace holdfast::core
