// What helps while somebody types: is the number plausible, whose is it, has its transfer been
// seen.
#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <fmt/core.h>

#include "api/body.hpp"
#include "api/reads.hpp"
#include "api/routes.hpp"
#include "engine/json_values.hpp"
#include "engine/views.hpp"

namespace holdfast::api {

using engine::text_or_null;
using engine::time_or_null;

namespace json = boost::json;

namespace {

constexpr std::size_t transfers_looked_at_max = 20'000;
constexpr std::size_t matches_max = 5;
constexpr auto match_window = std::chrono::hours{24};

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// ISO/IEC 7812-1 annex B: the check digit of a card number.
bool has_valid_check_digit(std::string_view number) {
  if (!is_digits(number) || number.size() < 12 || number.size() > 19) {
    return false;
  }
  int sum = 0;
  bool doubled = false;
  for (auto digit = number.rbegin(); digit != number.rend(); ++digit, doubled = !doubled) {
    const int value = (*digit - '0') * (doubled ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 == 0;
}

/// The first run of 12 to 19 digits in running text, blanks and hyphens inside it passed over.
std::string first_number(std::string_view text) {
  std::string run;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : '.';
    if (c >= '0' && c <= '9') {
      run.push_back(c);
    } else if ((c != ' ' && c != '-') || run.empty()) {
      if (run.size() >= 12 && run.size() <= 19) {
        return run;
      }
      run.clear();
    }
  }
  return {};
}

std::string institution_code(const core::Routing& routing, const std::string& number) {
  const auto* institution = core::institution_of_card(routing, number);
  return institution == nullptr ? std::string{} : institution->code;
}

std::optional<base::AccountId> known_account(const Call& call, const core::Routing& routing,
                                             const std::string& number) {
  return call.engine().world().find(number, institution_code(routing, number));
}

json::object account_check(const Call& call, const core::Routing& routing,
                           const std::string& number) {
  json::object check{{"valid_check_digit", has_valid_check_digit(number)},
                     {"grouped", base::group_number(number)}};
  if (const auto* institution = core::institution_of_card(routing, number)) {
    check["institution"] = json::object{{"code", institution->code},
                                        {"name", institution->name},
                                        {"hotline", text_or_null(institution->hotline)}};
  } else {
    check["institution"] = nullptr;
  }
  const auto account = known_account(call, routing, number);
  std::size_t seen = 0;
  std::size_t cases = 0;
  if (account) {
    call.engine().world().graph().for_each_of(*account, call.engine().durable(),
                                              [&](base::Sequence) { ++seen; });
    call.engine().read([&](const core::State& state) {
      const auto found = state.cases_of.find(*account);
      if (found != state.cases_of.end()) {
        cases = static_cast<std::size_t>(
            std::count_if(found->second.begin(), found->second.end(),
                          [&](desk::CaseId id) { return !state.cases.at(id).closed; }));
      }
    });
  }
  check["known"] = account.has_value();
  check["seen_transfers"] = seen;
  check["open_cases"] = cases;
  return check;
}

struct Wanted {
  std::optional<base::AccountId> payer;
  std::optional<base::AccountId> payee;
  std::optional<base::Fen> amount;
  std::optional<base::Instant> time;
};

/// The newest transfers that fit, or those nearest in time where a time is given.
std::vector<base::Sequence> find_matches(const fund::Graph& graph, fund::Snapshot snapshot,
                                         const Wanted& wanted) {
  std::vector<std::pair<base::Milliseconds, base::Sequence>> found;
  std::size_t looked_at = 0;
  graph.for_each_of(
      *(wanted.payee ? wanted.payee : wanted.payer), snapshot, [&](base::Sequence sequence) {
        if (++looked_at > transfers_looked_at_max) {
          return;
        }
        const auto one = graph.transfer(sequence);
        if (!fund::is_payment(one.kind) || (wanted.payer && one.payer != *wanted.payer) ||
            (wanted.payee && one.payee != *wanted.payee) ||
            (wanted.amount && one.amount != *wanted.amount)) {
          return;
        }
        const auto distance = wanted.time ? std::chrono::abs(one.time - *wanted.time)
                                          : base::Milliseconds{-base::to_unix_ms(one.time)};
        if (!wanted.time || distance <= match_window) {
          found.emplace_back(distance, sequence);
        }
      });
  std::sort(found.begin(), found.end());
  std::vector<base::Sequence> matches;
  for (const auto& [distance, sequence] : found) {
    if (matches.size() < matches_max) {
      matches.push_back(sequence);
    }
  }
  return matches;
}

json::array matches(const Call& call, const core::Routing& routing, const Fields& fields) {
  const auto payer = plain_number(fields.text("payer", 96));
  const auto payee = plain_number(fields.text("payee", 96));
  Wanted wanted;
  wanted.amount = fields.amount("amount_fen");
  wanted.time = fields.time("time");
  json::array list;
  if (!payer.empty()) {
    wanted.payer = known_account(call, routing, payer);
  }
  if (!payee.empty()) {
    wanted.payee = known_account(call, routing, payee);
  }
  const bool unknown = (!payer.empty() && !wanted.payer) || (!payee.empty() && !wanted.payee);
  if (unknown || (!wanted.payer && !wanted.payee)) {
    return list;
  }
  const auto& world = call.engine().world();
  for (const auto sequence : find_matches(world.graph(), call.engine().durable(), wanted)) {
    const auto one = world.graph().transfer(sequence);
    list.push_back(json::object{{"transfer", engine::to_text(sequence)},
                                {"time", base::format_instant(one.time)},
                                {"amount_fen", one.amount.value()},
                                {"payer", base::mask_number(world.facts(one.payer).number)},
                                {"payee", base::mask_number(world.facts(one.payee).number)}});
  }
  return list;
}

}  // namespace

Answer check_intake(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  auto number = plain_number(fields->text("account", 96));
  if (number.empty()) {
    number = first_number(fields->text("text", 20'000));
  }
  const auto routing = routing_of(call);
  json::object body;
  body["account"] =
      number.empty() ? json::value(nullptr) : json::value(account_check(call, routing, number));
  body["matches"] = matches(call, routing, *fields);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return net::json_response(200, json::serialize(body));
}

}  // namespace holdfast::api
