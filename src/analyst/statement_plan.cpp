#include "analyst/statement_plan.hpp"

#include <algorithm>

namespace holdfast::analyst {

namespace {

constexpr std::size_t institution_bytes_max = 64;

std::string_view without_company(std::string_view name) {
  for (const std::string_view tail : {"股份有限公司", "有限责任公司", "有限公司"}) {
    if (name.ends_with(tail)) {
      return name.substr(0, name.size() - tail.size());
    }
  }
  return name;
}

std::string_view without_china(std::string_view name) {
  constexpr std::string_view china = "中国";
  const bool stays = name == "中国银行" || !name.starts_with(china);
  return stays ? name : name.substr(china.size());
}

std::string cut_text(std::string_view text) {
  std::size_t end = std::min(text.size(), institution_bytes_max);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return std::string(text.substr(0, end));
}

}  // namespace

statement::StatementOptions reader_options(const StatementPlan& plan) {
  statement::StatementOptions options;
  options.mapping.by_hand = plan.by_hand;
  options.mapping.learnt = plan.learnt;
  options.owner.account = plan.owner;
  options.sign = plan.sign;
  options.now = plan.now;
  return options;
}

BankCodes::BankCodes(const core::Routing& routing) {
  for (const auto& institution : routing.institutions) {
    names_.emplace_back(institution.code, institution.code);
    const auto name = without_china(without_company(institution.name));
    if (!name.empty()) {
      names_.emplace_back(std::string(name), institution.code);
    }
  }
  std::stable_sort(names_.begin(), names_.end(),
                   [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
}

const std::string& BankCodes::code_of(std::string_view bank) {
  if (const auto known = found_.find(bank); known != found_.end()) {
    return known->second;
  }
  const auto named = std::find_if(names_.begin(), names_.end(), [&](const auto& each) {
    return each.first == bank ||
           (each.first != each.second && bank.find(each.first) != std::string_view::npos);
  });
  constexpr std::size_t remembered_max = 10'000;
  if (found_.size() >= remembered_max) {
    found_.clear();
  }
  return found_.emplace(std::string(bank), named == names_.end() ? cut_text(bank) : named->second)
      .first->second;
}

bool BankCodes::is_known(std::string_view code) const {
  return std::any_of(names_.begin(), names_.end(),
                     [&](const auto& each) { return each.second == code; });
}

}  // namespace holdfast::analyst
