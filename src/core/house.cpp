#include "core/house.hpp"

#include <algorithm>
#include <fmt/core.h>

namespace holdfast::core {

bool is_pushed(ChannelKind kind) {
  switch (kind) {
    case ChannelKind::json:
    case ChannelKind::xml:
    case ChannelKind::iso20022:
    case ChannelKind::files:
      return true;
    case ChannelKind::assisted:
    case ChannelKind::pull:
      return false;
  }
  return false;
}

const Channel* find_channel(const Routing& routing, std::string_view name) {
  const auto found = std::find_if(routing.channels.begin(), routing.channels.end(),
                                  [&](const Channel& each) { return each.name == name; });
  return found == routing.channels.end() ? nullptr : &*found;
}

const Institution* find_institution(const Routing& routing, std::string_view code) {
  const auto found =
      std::find_if(routing.institutions.begin(), routing.institutions.end(),
                   [&](const Institution& institution) { return institution.code == code; });
  return found == routing.institutions.end() ? nullptr : &*found;
}

bool has_channel(const Routing& routing, std::string_view institution) {
  const auto* found = find_institution(routing, institution);
  return found != nullptr && !found->channel.empty();
}

const Unit* find_unit(const Routing& routing, std::string_view code) {
  const auto found = std::find_if(routing.units.begin(), routing.units.end(),
                                  [&](const Unit& unit) { return unit.code == code; });
  return found == routing.units.end() ? nullptr : &*found;
}

std::string parent_of(const Routing& routing, std::string_view unit) {
  const auto* found = find_unit(routing, unit);
  return found == nullptr ? std::string{} : found->parent;
}

std::vector<std::string> chain_of(const Routing& routing, std::string_view unit) {
  std::vector<std::string> chain;
  for (const auto* each = find_unit(routing, unit); each != nullptr;
       each = find_unit(routing, each->parent)) {
    if (std::find(chain.begin(), chain.end(), each->code) != chain.end()) {
      break;
    }
    chain.push_back(each->code);
  }
  return chain;
}

std::string root_unit(const Routing& routing) {
  const auto found = std::find_if(routing.units.begin(), routing.units.end(),
                                  [](const Unit& unit) { return unit.parent.empty(); });
  return found == routing.units.end() ? std::string{} : found->code;
}

const Institution* institution_of_card(const Routing& routing, std::string_view number) {
  const Institution* best = nullptr;
  std::size_t longest = 0;
  for (const auto& institution : routing.institutions) {
    for (const auto& bin : institution.bins) {
      if (bin.size() > longest && number.starts_with(bin)) {
        best = &institution;
        longest = bin.size();
      }
    }
  }
  return best;
}

std::string to_text(AlarmId id) {
  return fmt::format("W{:06}", id.value());
}

std::string to_text(DelegationId id) {
  return fmt::format("D{:06}", id.value());
}

}  // namespace holdfast::core
