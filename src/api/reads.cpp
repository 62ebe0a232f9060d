#include "api/reads.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>

#include "base/personal.hpp"
#include "engine/json_values.hpp"
#include "engine/views.hpp"

namespace holdfast::api {

using engine::text_or_null;
using engine::time_or_null;

namespace json = boost::json;

std::string plain_number(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c != ' ' && c != '-' && c != '\t') {
      plain.push_back(c);
    }
  }
  return plain;
}

std::string search_term(const Call& call, std::string_view text) {
  auto plain = plain_number(text);
  for (const char letter : {'C', 'O', 'S', 'K', 'P', 'R', 'G'}) {
    if (const auto number = read_number(plain, letter)) {
      return fmt::format("{}{:06}", letter, *number);
    }
  }
  return call.engine().search_term(plain);
}

json::array feed_marks(const Call& call) {
  json::array list;
  call.engine().read([&](const core::State& state) {
    for (const auto& [code, feed] : state.feeds) {
      const auto* known = core::find_institution(state.routing, code);
      if (known != nullptr && known->kind != core::InstitutionKind::bank) {
        continue;  // of numbers and addresses no money is told
      }
      list.push_back(json::object{{"institution", code},
                                  {"name", known == nullptr ? code : known->name},
                                  {"state", engine::feed_state(feed)},
                                  {"watermark", time_or_null(feed.watermark)}});
    }
  });
  return list;
}

base::Instant told_until(const Call& call) {
  std::optional<base::Instant> earliest;
  call.engine().read([&](const core::State& state) {
    for (const auto& [code, feed] : state.feeds) {
      if (!feed.silent && feed.watermark && (!earliest || *feed.watermark < *earliest)) {
        earliest = feed.watermark;
      }
    }
  });
  return earliest.value_or(call.engine().now());
}

core::Routing routing_of(const Call& call) {
  core::Routing routing;
  call.engine().read([&](const core::State& state) { routing = state.routing; });
  return routing;
}

json::object account_label(const engine::World& world, const core::Routing& routing,
                           base::AccountId account) {
  const auto facts = world.facts(account);
  json::object label{{"ref", engine::to_text(account)},
                     {"number", base::mask_number(facts.number)},
                     {"name", base::mask_name(facts.name)}};
  if (facts.institution.empty()) {
    label["institution"] = nullptr;
  } else {
    const auto* known = core::find_institution(routing, facts.institution);
    label["institution"] = json::object{
        {"code", facts.institution}, {"name", known == nullptr ? facts.institution : known->name}};
  }
  return label;
}

}  // namespace holdfast::api
