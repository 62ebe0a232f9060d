#include "exhibit/picture.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/core.h>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

namespace holdfast::exhibit {

namespace {

using base::Fen;

constexpr std::size_t drawn_a_tier = 9;
constexpr std::uint32_t tiers_drawn = 8;  // those beyond stand in the last column
constexpr double box_wide = 118;
constexpr double box_high = 38;
constexpr double gap_across = 70;
constexpr double gap_down = 12;
constexpr double margin = 16;
constexpr double head = 34;
constexpr double thickest = 14;

constexpr paper::Colour ink{0.12, 0.16, 0.22};
constexpr paper::Colour faint{0.42, 0.47, 0.55};
constexpr paper::Colour victim_fill{0.88, 0.93, 1};
constexpr paper::Colour account_fill{1, 1, 1};
constexpr paper::Colour resting_fill{1, 0.93, 0.86};
constexpr paper::Colour exit_fill{0.93, 0.93, 0.95};

struct Node {
  std::uint32_t column = 0;
  std::string title = {};
  std::string line = {};
  Fen weight = {};
  Fen resting = {};
  bool is_victim = false;
  bool is_exit = false;
  double x = 0;
  double y = 0;
};

/// "甲银行 …0017": enough to find it in the table.
std::string short_name(const Account& account) {
  const auto& number = account.number.empty() ? account.key : account.number;
  const bool is_plain = std::ranges::all_of(number, [](char each) {
    return (each >= '0' && each <= '9') || (each >= 'A' && each <= 'Z') ||
           (each >= 'a' && each <= 'z');
  });
  const auto tail = is_plain && number.size() > 8 ? "…" + number.substr(number.size() - 4) : number;
  return account.institution.empty() ? tail : fmt::format("{} {}", account.institution, tail);
}

class Layout {
 public:
  Layout(const Dossier& dossier, const Findings& findings)
      : dossier_(dossier), findings_(findings) {
    add_victims();
    add_accounts();
    place();
  }

  [[nodiscard]] paper::Drawing draw() const {
    paper::Drawing drawing;
    drawing.title = "资金流向图：按层级自左向右，线宽为涉案金额";
    drawing.wide = 2 * margin + columns_ * box_wide + (columns_ - 1) * gap_across;
    drawing.high = height_;
    for (std::uint32_t column = 0; column < columns_; ++column) {
      drawing.shapes.push_back(
          paper::Label{x_of(column), margin + 10, 10, heading_of(column), faint, true});
    }
    add_lines(drawing);
    for (const Node& node : nodes_) {
      add_box(drawing, node);
    }
    return drawing;
  }

 private:
  static double x_of(std::uint32_t column) { return margin + column * (box_wide + gap_across); }

  [[nodiscard]] std::string heading_of(std::uint32_t column) const {
    if (column == 0) {
      return "被害人 victims";
    }
    const bool has_more = column == tiers_drawn && deepest_ > tiers_drawn;
    return fmt::format("第 {}{} 层 tier", column, has_more ? fmt::format("–{}", deepest_) : "");
  }

  void add_victims() {
    std::map<std::uint32_t, Fen> stolen;
    for (const Seed& seed : dossier_.seeds) {
      stolen[dossier_.rows[seed.row].payer] += seed.stolen;
    }
    std::vector<std::pair<std::uint32_t, Fen>> victims{stolen.begin(), stolen.end()};
    std::ranges::stable_sort(victims, std::greater{}, [](const auto& each) { return each.second; });
    Node rest{.column = 0, .is_victim = true};
    std::size_t more = 0;
    for (std::size_t i = 0; i < victims.size(); ++i) {
      const auto [account, amount] = victims[i];
      if (i < drawn_a_tier) {
        payer_node_[account] = nodes_.size();
        nodes_.push_back({.column = 0,
                          .title = short_name(dossier_.accounts[account]),
                          .line = "被骗 " + base::display_yuan(amount),
                          .weight = amount,
                          .is_victim = true});
      } else {
        rest.weight += amount;
        ++more;
        payer_node_[account] = nodes_.size();  // the box that follows
      }
    }
    add_rest(std::move(rest), more);
  }

  void add_accounts() {
    std::map<std::uint32_t, std::vector<const trace::AccountTaint*>> tiers;
    for (const auto& one : findings_.main.accounts) {
      deepest_ = std::max(deepest_, one.tier);
      tiers[std::clamp(one.tier, 1U, tiers_drawn)].push_back(&one);
    }
    for (auto& [tier, accounts] : tiers) {
      std::ranges::stable_sort(accounts, std::greater{},
                               [](const auto* one) { return one->received; });
      Node rest{.column = tier};
      std::size_t more = 0;
      for (std::size_t i = 0; i < accounts.size(); ++i) {
        const auto& one = *accounts[i];
        node_[one.account.value()] = nodes_.size();
        if (i < drawn_a_tier) {
          nodes_.push_back(node_of(one, tier));
        } else {
          rest.weight += one.received;
          rest.resting += one.remaining;
          ++more;
        }
      }
      add_rest(std::move(rest), more);
    }
    columns_ = tiers.empty() ? 1 : tiers.rbegin()->first + 1;
  }

  [[nodiscard]] Node node_of(const trace::AccountTaint& one, std::uint32_t column) const {
    const bool unseen = one.account == trace::unseen_account;
    const bool is_exit = unseen || one.exited.is_positive();
    return {
        .column = column,
        .title = unseen ? "去向不明 unseen" : short_name(dossier_.accounts[one.account.value()]),
        .line = fmt::format("收 {} 余 {}", base::format_yuan(one.received),
                            base::format_yuan(one.remaining)),
        .weight = one.received,
        .resting = one.remaining,
        .is_exit = is_exit};
  }

  void add_rest(Node rest, std::size_t more) {
    if (more == 0) {
      return;
    }
    rest.title = fmt::format("其余 {} 户 others", more);
    rest.line = "共 " + base::display_yuan(rest.weight);
    nodes_.push_back(std::move(rest));
  }

  void place() {
    std::map<std::uint32_t, double> next;
    for (Node& node : nodes_) {
      double& y = next.try_emplace(node.column, margin + head).first->second;
      node.x = x_of(node.column);
      node.y = y;
      y += box_high + gap_down;
      height_ = std::max(height_, y + margin);
    }
  }

  void add_lines(paper::Drawing& drawing) const {
    std::map<std::pair<std::size_t, std::size_t>, Fen> flows;
    std::set<std::uint32_t> stolen;
    for (const Seed& seed : dossier_.seeds) {
      stolen.insert(seed.row);
    }
    for (const auto& one : findings_.main.transfers) {
      const auto at = static_cast<std::uint32_t>(one.transfer.value());
      const Row& row = dossier_.rows[at];
      const auto from = box_of(stolen.contains(at) ? payer_node_ : node_, row.payer);
      const auto to = box_of(node_, row.payee);
      if (from && to && *from != *to) {
        flows[{*from, *to}] += one.tainted;
      }
    }
    Fen most;
    for (const auto& [ends, amount] : flows) {
      most = std::max(most, amount);
    }
    for (const auto& [ends, amount] : flows) {
      const Node& from = nodes_[ends.first];
      const Node& to = nodes_[ends.second];
      const double part = static_cast<double>(amount.value()) / static_cast<double>(most.value());
      const bool is_back = to.column <= from.column;
      drawing.shapes.push_back(paper::Curve{.x1 = is_back ? from.x : from.x + box_wide,
                                            .y1 = from.y + box_high / 2,
                                            .x2 = is_back ? to.x + box_wide : to.x,
                                            .y2 = to.y + box_high / 2,
                                            .thick = std::max(0.8, thickest * std::sqrt(part))});
    }
  }

  using Boxes = std::unordered_map<std::uint32_t, std::size_t>;
  static std::optional<std::size_t> box_of(const Boxes& boxes, std::uint32_t account) {
    const auto found = boxes.find(account);
    return found == boxes.end() ? std::nullopt : std::optional{found->second};
  }

  static void add_box(paper::Drawing& drawing, const Node& node) {
    const auto fill = node.is_victim               ? victim_fill
                      : node.is_exit               ? exit_fill
                      : node.resting.is_positive() ? resting_fill
                                                   : account_fill;
    drawing.shapes.push_back(paper::Box{node.x, node.y, box_wide, box_high, fill, faint});
    drawing.shapes.push_back(paper::Label{node.x + 6, node.y + 15, 9, node.title, ink, true});
    drawing.shapes.push_back(paper::Label{node.x + 6, node.y + 29, 7, node.line, faint});
  }

  const Dossier& dossier_;
  const Findings& findings_;
  std::vector<Node> nodes_;
  Boxes payer_node_;  // victims' boxes, by account
  Boxes node_;        // the boxes of those reached
  std::uint32_t deepest_ = 0;
  std::uint32_t columns_ = 1;
  double height_ = 0;
};

}  // namespace

paper::Drawing picture_of(const Dossier& dossier, const Findings& findings) {
  return Layout(dossier, findings).draw();
}

}  // namespace holdfast::exhibit
