#include "order/paper.hpp"

#include <algorithm>
#include <array>
#include <fmt/core.h>

namespace holdfast::order {

namespace {

constexpr std::string_view symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

constexpr std::array all_kinds{PaperKind::stop_application,   PaperKind::query_notice,
                               PaperKind::freeze_notice,      PaperKind::renewal_notice,
                               PaperKind::release_notice,     PaperKind::holder_notice,
                               PaperKind::evidence_notice,    PaperKind::return_notice,
                               PaperKind::restriction_notice, PaperKind::return_receipt};

bool fits(Family family, PaperKind kind) {
  switch (kind) {
    case PaperKind::stop_application:
      return family == Family::stop;
    case PaperKind::query_notice:
      return family == Family::subject_query || family == Family::transaction_query;
    case PaperKind::freeze_notice:
      return family == Family::freeze;
    case PaperKind::renewal_notice:
      return family == Family::freeze_renewal;
    case PaperKind::release_notice:
      return family == Family::freeze_release || family == Family::stop_release ||
             family == Family::protective_release || is_restoration(family);
    case PaperKind::holder_notice:
      return restrains(family) || family == Family::protective_stop || is_restriction(family);
    case PaperKind::evidence_notice:
      return family == Family::evidence_request;
    case PaperKind::return_notice:
    case PaperKind::return_receipt:
      return family == Family::fund_return;
    case PaperKind::restriction_notice:
      return is_restriction(family);
    case PaperKind::acceptance_form:
    case PaperKind::acceptance_receipt:
    case PaperKind::refusal_notice:
    case PaperKind::transfer_notice:
      return false;
  }
  return false;
}

std::string_view number_word(PaperKind kind) {
  switch (kind) {
    case PaperKind::stop_application:
      return "止付";
    case PaperKind::query_notice:
      return "查财";
    case PaperKind::freeze_notice:
      return "冻财";
    case PaperKind::renewal_notice:
      return "续冻";
    case PaperKind::release_notice:
      return "解冻";
    case PaperKind::holder_notice:
      return "告知";
    case PaperKind::evidence_notice:
      return "调证";
    case PaperKind::return_notice:
      return "返还";
    case PaperKind::restriction_notice:
      return "停控";
    case PaperKind::return_receipt:
      return "发还";
    case PaperKind::acceptance_form:
      return "受案";
    case PaperKind::acceptance_receipt:
      return "受回";
    case PaperKind::refusal_notice:
      return "不立";
    case PaperKind::transfer_notice:
      return "移管";
  }
  return {};
}

std::string_view release_title(Family family) {
  if (is_restoration(family)) {
    return "解除处置通知书";
  }
  if (family == Family::protective_release) {
    return "解除保护性止付通知书";
  }
  return family == Family::stop_release ? "解除紧急止付通知书" : "协助解除冻结财产通知书";
}

std::string_view notice_title(Family family) {
  if (is_restriction(family)) {
    return "处置措施告知书";
  }
  if (family == Family::protective_stop) {
    return "保护性止付告知书";
  }
  return family == Family::stop ? "账户紧急止付告知书" : "账户冻结告知书";
}

std::string_view restriction_title(Family family) {
  if (family == Family::number_suspension) {
    return "协助关停涉诈号码通知书";
  }
  return family == Family::url_block ? "协助封堵涉诈网址通知书" : "协助封停涉诈账号通知书";
}

/// Odd weights, so that one wrong symbol is always found, and different ones, so that two
/// neighbours that changed places are found unless they lie half the alphabet apart.
std::size_t check_symbol(std::string_view body) {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < body.size(); ++i) {
    sum += (2 * i + 3) * symbols.find(body[i]);
  }
  return sum % symbols.size();
}

char folded(char c) {
  const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  if (upper == 'O') return '0';
  return upper == 'I' || upper == 'L' ? '1' : upper;
}

}  // namespace

std::string to_text(PaperId id) {
  return fmt::format("P{:06}", id.value());
}

std::string_view title_of(PaperKind kind, Family family) {
  switch (kind) {
    case PaperKind::stop_application:
      return "紧急止付申请表";
    case PaperKind::query_notice:
      return "协助查询财产通知书";
    case PaperKind::freeze_notice:
      return "协助冻结财产通知书";
    case PaperKind::renewal_notice:
      return "协助继续冻结财产通知书";
    case PaperKind::release_notice:
      return release_title(family);
    case PaperKind::holder_notice:
      return notice_title(family);
    case PaperKind::evidence_notice:
      return "调取证据通知书";
    case PaperKind::return_notice:
      return "协助返还通知书";
    case PaperKind::restriction_notice:
      return restriction_title(family);
    case PaperKind::return_receipt:
      return "发还清单";
    case PaperKind::acceptance_form:
      return "受案登记表";
    case PaperKind::acceptance_receipt:
      return "受案回执";
    case PaperKind::refusal_notice:
      return "不予立案通知书";
    case PaperKind::transfer_notice:
      return "移送案件通知书";
  }
  return {};
}

std::string paper_number(std::string_view prefix, PaperKind kind, int year, std::uint64_t ordinal) {
  return fmt::format("{}{}字〔{}〕{}号", prefix, number_word(kind), year, ordinal);
}

bool is_of_case(PaperKind kind) {
  return kind == PaperKind::acceptance_form || kind == PaperKind::acceptance_receipt ||
         kind == PaperKind::refusal_notice || kind == PaperKind::transfer_notice;
}

std::optional<Obstacle> obstacle_to_paper(const Order& order, PaperKind kind) {
  if (!fits(order.family, kind)) {
    return Obstacle::wrong_family;
  }
  if (order.state == State::rejected) {
    return Obstacle::ended;
  }
  if (kind == PaperKind::stop_application) {
    return std::nullopt;  // it comes before the stop
  }
  if (kind == PaperKind::return_receipt) {
    const bool is_over = stage_of(order.state) == Stage::over && order.state != State::answered;
    return is_over                          ? std::optional{Obstacle::ended}
           : order.state != State::answered ? std::optional{Obstacle::too_early}
                                            : std::nullopt;
  }
  const bool far_enough = kind == PaperKind::holder_notice ? order.times.in_force.has_value()
                                                           : order.authority.has_value();
  return far_enough ? std::nullopt : std::optional{Obstacle::too_early};
}

std::vector<PaperKind> papers_for(const Order& order) {
  std::vector<PaperKind> kinds;
  std::copy_if(all_kinds.begin(), all_kinds.end(), std::back_inserter(kinds),
               [&](PaperKind kind) { return !obstacle_to_paper(order, kind); });
  return kinds;
}

std::string code_of(std::uint64_t random) {
  std::string code;
  for (std::size_t i = 0; i + 1 < code_symbols; ++i) {
    code.push_back(symbols[random % symbols.size()]);
    random /= symbols.size();
  }
  code.push_back(symbols[check_symbol(code)]);
  return code;
}

base::Result<std::string> read_code(std::string_view text) {
  std::string code;
  for (const char c : text) {
    if (c == ' ' || c == '-') {
      continue;
    }
    if (symbols.find(folded(c)) == std::string_view::npos || code.size() == code_symbols) {
      return base::Error{base::ErrorCode::bad_input, "核验码由 12 位数字和字母组成"};
    }
    code.push_back(folded(c));
  }
  if (code.size() != code_symbols) {
    return base::Error{base::ErrorCode::bad_input, "核验码由 12 位数字和字母组成"};
  }
  const auto body = std::string_view{code}.substr(0, code_symbols - 1);
  if (symbols[check_symbol(body)] != code.back()) {
    return base::Error{base::ErrorCode::bad_input, "核验码有误，请与文书逐位核对"};
  }
  return code;
}

std::string grouped_code(std::string_view code) {
  std::string text;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (i > 0 && i % 4 == 0) {
      text.push_back('-');
    }
    text.push_back(code[i]);
  }
  return text;
}

}  // namespace holdfast::order
