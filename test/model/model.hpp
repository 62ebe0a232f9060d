// A slow and obvious model of TRACE.md, for tests only: it replays every transfer of the world in
// order with plain maps, knows nothing of hot accounts' logs, snapshots or heaps, and shares no
// code with the engine beyond the names of the policies and kinds.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace holdfast::model {

struct Move {
  std::int64_t time = 0;
  std::string payer;
  std::string payee;
  std::int64_t amount = 0;
  std::string kind = "transfer";  // or cash, merchant, overseas, crypto, balance, opening
};

struct Theft {
  std::size_t move = 0;
  std::int64_t stolen = 0;
};

struct Bounds {
  std::optional<std::int64_t> until = {};
  std::optional<int> hops = {};
  std::optional<std::size_t> accounts = {};
  std::int64_t min_amount = 0;
  std::optional<std::int64_t> still = {};
};

struct Line {
  int tier = 0;
  std::int64_t received = 0;
  std::int64_t moved = 0;
  std::int64_t remaining = 0;
  std::int64_t unfollowed = 0;
  std::vector<std::int64_t> by_source;
  bool exit = false;
  bool operator==(const Line&) const = default;
};

struct Carried {
  std::size_t move = 0;
  std::int64_t tainted = 0;
  std::vector<std::int64_t> by_source;
  bool operator==(const Carried&) const = default;
};

struct Answer {
  std::int64_t stolen = 0;
  std::map<std::string, Line> accounts;
  std::vector<Carried> transfers;
};

__extension__ using Wide = __int128;
using Bag = std::vector<std::pair<int, std::int64_t>>;  // source or -1 for clean, fen; in order

inline std::vector<std::int64_t> divide(std::int64_t amount, std::vector<std::int64_t> parts) {
  std::int64_t sum = 0;
  for (const auto part : parts) {
    sum += part;
  }
  std::vector<std::int64_t> share(parts.size(), 0);
  if (sum == 0) {
    return share;
  }
  std::int64_t given = 0;
  std::vector<Wide> rest(parts.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Wide product = static_cast<Wide>(parts[i]) * amount;
    share[i] = static_cast<std::int64_t>(product / sum);
    rest[i] = product % sum;
    given += share[i];
  }
  while (given < amount) {
    std::size_t best = parts.size();
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (share[i] < parts[i] && rest[i] >= 0 && (best == parts.size() || rest[i] > rest[best])) {
        best = i;
      }
    }
    ++share[best];
    rest[best] = -1;
    ++given;
  }
  return share;
}

class Replay {
 public:
  Replay(const std::vector<Move>& moves, const std::vector<Theft>& thefts, std::string policy,
         Bounds bounds = {})
      : moves_(moves), thefts_(thefts), policy_(std::move(policy)), bounds_(bounds) {}

  Answer run() {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < moves_.size(); ++i) {
      if (!bounds_.until || moves_[i].time <= *bounds_.until) {
        order.push_back(i);
      }
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return moves_[a].time < moves_[b].time; });
    for (const std::size_t i : order) {
      step(i);
    }
    for (auto& [name, bag] : hot_) {
      for (const auto& [source, fen] : bag) {
        if (source >= 0) {
          answer_.accounts[name].by_source[at(source)] += fen;
          answer_.accounts[name].remaining += fen;
        }
      }
    }
    return answer_;
  }

 private:
  static std::size_t at(int source) { return static_cast<std::size_t>(source); }

  static void push(Bag& bag, int source, std::int64_t fen) {
    if (fen == 0) {
      return;
    }
    if (!bag.empty() && bag.back().first == source) {
      bag.back().second += fen;
    } else {
      bag.emplace_back(source, fen);
    }
  }

  static std::int64_t sum(const Bag& bag) {
    std::int64_t all = 0;
    for (const auto& piece : bag) {
      all += piece.second;
    }
    return all;
  }

  bool by_lots() const { return policy_ == "fifo" || policy_ == "lifo"; }

  /// A bag as one amount a source, clean last.
  std::vector<std::int64_t> table(const Bag& bag) const {
    std::vector<std::int64_t> amounts(thefts_.size() + 1, 0);
    for (const auto& [source, fen] : bag) {
      amounts[source < 0 ? thefts_.size() : at(source)] += fen;
    }
    return amounts;
  }
  Bag bag_of(const std::vector<std::int64_t>& amounts) const {
    Bag bag;
    for (std::size_t i = 0; i < amounts.size(); ++i) {
      push(bag, i == thefts_.size() ? -1 : static_cast<int>(i), amounts[i]);
    }
    return bag;
  }

  Bag leave(Bag& bag, std::int64_t amount) const {
    Bag out;
    const std::int64_t known = std::min(amount, sum(bag));
    if (by_lots()) {
      Bag queue = bag;
      if (policy_ == "lifo") {
        std::reverse(queue.begin(), queue.end());
      }
      Bag rest;
      std::int64_t wanted = known;
      for (const auto& [source, fen] : queue) {
        const std::int64_t part = std::min(wanted, fen);
        push(out, source, part);
        push(rest, source, fen - part);
        wanted -= part;
      }
      if (policy_ == "lifo") {
        std::reverse(rest.begin(), rest.end());
      }
      bag = rest;
    } else {
      auto have = table(bag);
      const std::int64_t free = have.back();
      std::vector<std::int64_t> taint(have.begin(), have.end() - 1);
      std::int64_t dirty = 0;
      for (const auto fen : taint) {
        dirty += fen;
      }
      std::vector<std::int64_t> go;
      if (policy_ == "prorata") {
        go = divide(known, have);
      } else {
        const std::int64_t from_taint = policy_ == "taint_first"
                                            ? std::min(known, dirty)
                                            : std::max<std::int64_t>(0, known - free);
        go = divide(from_taint, taint);
        go.push_back(known - from_taint);
      }
      out = bag_of(go);
      for (std::size_t i = 0; i < have.size(); ++i) {
        have[i] -= go[i];
      }
      bag = bag_of(have);
    }
    push(out, -1, amount - known);
    return out;
  }

  void enter(Bag& bag, const Bag& pieces) const {
    for (const auto& [source, fen] : pieces) {
      push(bag, source, fen);
    }
    if (!by_lots()) {
      bag = bag_of(table(bag));
    }
  }

  Line& line(const std::string& name) {
    auto [it, is_new] = answer_.accounts.try_emplace(name);
    if (is_new) {
      it->second.tier = 1 << 20;
      it->second.by_source.assign(thefts_.size(), 0);
    }
    return it->second;
  }

  void park(const std::string& name, const Bag& pieces, bool as_exit) {
    for (const auto& [source, fen] : pieces) {
      if (source >= 0) {
        line(name).by_source[at(source)] += fen;
        line(name).remaining += fen;
        line(name).unfollowed += as_exit ? 0 : fen;
      }
    }
    line(name).exit = line(name).exit || as_exit;
  }

  void rest_too_long(const std::string& name, std::int64_t now) {
    if (!bounds_.still || !hot_.contains(name) || now - moved_at_[name] <= *bounds_.still) {
      return;
    }
    park(name, hot_[name], false);
    hot_.erase(name);
  }

  static std::int64_t taint_in(const Bag& bag) {
    std::int64_t all = 0;
    for (const auto& [source, fen] : bag) {
      all += source >= 0 ? fen : 0;
    }
    return all;
  }

  void note(std::size_t index, const Bag& pieces) {
    auto amounts = table(pieces);
    amounts.pop_back();
    answer_.transfers.push_back({index, taint_in(pieces), amounts});
  }

  void statement(std::size_t index, const Move& move) {
    if (hot_.contains(move.payer)) {
      Bag& bag = hot_[move.payer];
      const std::int64_t have = sum(bag);
      if (move.amount > have) {
        enter(bag, {{-1, move.amount - have}});
      } else if (move.amount < have) {
        const Bag out = leave(bag, have - move.amount);
        if (taint_in(out) > 0) {
          note(index, out);
          line(move.payer).moved += taint_in(out);
          line("unseen").tier = std::min(line("unseen").tier, line(move.payer).tier + 1);
          line("unseen").received += taint_in(out);
          park("unseen", out, true);
        }
      }
    }
    known_[move.payer] = move.amount;
  }

  void step(std::size_t index) {
    const Move& move = moves_[index];
    if (move.kind == "balance") {
      statement(index, move);
      return;
    }
    if (move.kind == "opening") {
      opened_.insert(move.payer);
      return;
    }
    const bool is_exit = move.kind != "transfer" && !opened_.contains(move.payee);
    rest_too_long(move.payer, move.time);
    if (!is_exit) {
      rest_too_long(move.payee, move.time);
    }
    // The debit.
    Bag pieces{{-1, move.amount}};
    int tier = 1 << 20;
    if (hot_.contains(move.payer)) {
      pieces = leave(hot_[move.payer], move.amount);
      line(move.payer).moved += taint_in(pieces);
      tier = line(move.payer).tier + 1;
      moved_at_[move.payer] = move.time;
    }
    known_[move.payer] = std::max<std::int64_t>(0, known_[move.payer] - move.amount);
    // The theft.
    for (std::size_t s = 0; s < thefts_.size(); ++s) {
      if (thefts_[s].move != index) {
        continue;
      }
      std::int64_t left = thefts_[s].stolen;
      Bag changed;
      for (const auto& [source, fen] : pieces) {
        const std::int64_t part = source < 0 ? std::min(left, fen) : 0;
        push(changed, static_cast<int>(s), part);
        push(changed, source, fen - part);
        left -= part;
      }
      answer_.stolen += thefts_[s].stolen - left;
      pieces = changed;
      tier = 1;
    }
    // The credit.
    const std::int64_t tainted = taint_in(pieces);
    if (tainted > 0) {
      note(index, pieces);
      line(move.payee).tier = std::min(line(move.payee).tier, tier);
      line(move.payee).received += tainted;
    }
    if (is_exit) {
      if (tainted > 0) {
        park(move.payee, pieces, true);
      }
      return;
    }
    const std::int64_t before = known_[move.payee];
    known_[move.payee] += move.amount;
    if (!hot_.contains(move.payee)) {
      if (tainted == 0) {
        return;
      }
      const bool follow = (!bounds_.hops || line(move.payee).tier <= *bounds_.hops) &&
                          tainted >= bounds_.min_amount &&
                          (!bounds_.accounts || followed_.contains(move.payee) ||
                           followed_.size() < *bounds_.accounts);
      if (!follow) {
        park(move.payee, pieces, false);
        return;
      }
      followed_.insert(move.payee);
      Bag start;
      push(start, -1, before);
      hot_[move.payee] = start;
    }
    enter(hot_[move.payee], pieces);
    moved_at_[move.payee] = move.time;
  }

  const std::vector<Move>& moves_;
  const std::vector<Theft>& thefts_;
  std::string policy_;
  Bounds bounds_;
  Answer answer_;
  std::map<std::string, std::int64_t> known_;
  std::map<std::string, std::int64_t> moved_at_;
  std::map<std::string, Bag> hot_;
  std::set<std::string> followed_;
  std::set<std::string> opened_;
};

}  // namespace holdfast::model
