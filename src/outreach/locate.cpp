#include "outreach/locate.hpp"

#include <algorithm>
#include <initializer_list>

namespace holdfast::outreach {

namespace {

constexpr std::size_t name_bytes_min = 6;  // two characters: one alone is in half of all addresses
constexpr std::size_t code_digits = 9;

/// Without the first of these endings that it has, as long as enough of it is left.
std::string_view without_ending(std::string_view name,
                                std::initializer_list<std::string_view> endings) {
  for (const auto ending : endings) {
    if (name.ends_with(ending) && name.size() >= ending.size() + name_bytes_min) {
      return name.substr(0, name.size() - ending.size());
    }
  }
  return name;
}

std::string_view bare_street(const Street& street) {
  return without_ending(street.name, {"街道", "镇", "乡", "地区"});
}

bool names_district(std::string_view text, const Street& street) {
  const auto bare = without_ending(street.district, {"区", "县", "市"});
  return bare.size() >= name_bytes_min && text.find(bare) != std::string_view::npos;
}

struct Hit {
  const Street* street;
  std::string_view name;  // as it was found
};

template <typename NameOf>
std::vector<Hit> hits_by(const std::map<std::string, Street>& streets, std::string_view text,
                         NameOf name_of) {
  std::vector<Hit> hits;
  for (const auto& [code, street] : streets) {
    const std::string_view name = name_of(street);
    if (name.size() >= name_bytes_min && text.find(name) != std::string_view::npos) {
      hits.push_back({&street, name});
    }
  }
  const auto is_part = [&](const Hit& hit) {
    return std::any_of(hits.begin(), hits.end(), [&](const Hit& other) {
      return other.name.size() > hit.name.size() &&
             other.name.find(hit.name) != std::string_view::npos;
    });
  };
  std::vector<Hit> whole;
  std::copy_if(hits.begin(), hits.end(), std::back_inserter(whole),
               [&](const Hit& hit) { return !is_part(hit); });
  return whole;
}

/// The leading digits of a text that is a division code, else nothing.
std::string_view code_in(std::string_view text) {
  const bool is_code = text.size() >= code_digits && text.size() <= 12 &&
                       text.find_first_not_of("0123456789") == std::string_view::npos;
  return is_code ? text.substr(0, code_digits) : std::string_view{};
}

}  // namespace

std::vector<std::string> streets_named(const std::map<std::string, Street>& streets,
                                       std::string_view text) {
  if (const auto code = code_in(text); !code.empty()) {
    const auto found = streets.find(std::string{code});
    return found == streets.end() ? std::vector<std::string>{} : std::vector{found->first};
  }
  auto hits =
      hits_by(streets, text, [](const Street& street) -> std::string_view { return street.name; });
  if (hits.empty()) {
    hits = hits_by(streets, text, bare_street);
  }
  if (hits.empty()) {
    for (const auto& [code, street] : streets) {
      if (names_district(text, street)) {
        hits.push_back({&street, street.district});
      }
    }
  }
  const bool is_told = std::any_of(
      hits.begin(), hits.end(), [&](const Hit& hit) { return names_district(text, *hit.street); });
  std::vector<std::string> codes;
  for (const auto& hit : hits) {
    if (!is_told || names_district(text, *hit.street)) {
      codes.push_back(hit.street->code);
    }
  }
  return codes;
}

}  // namespace holdfast::outreach
