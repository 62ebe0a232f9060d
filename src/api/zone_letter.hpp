// What a citizen handed in at the public zone, on its way to the centre: which route, with what.
// A value; it exists outside its envelope only where it is written and where it is carried out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "net/http.hpp"

namespace holdfast::api {

struct ZoneLetter {
  std::string id;                  // 32 hexadecimal digits: carried out once
  std::string route;               // a pattern of zone_letter_routes, or `whole_wanted`
  std::vector<net::Field> params;  // what the pattern names
  std::string code;                // that the zone gave out for it; empty: none
  std::string body;
};

/// The zone holds nothing, or lacks a batch between: everything is to be published anew.
inline constexpr std::string_view whole_wanted = "whole";

inline constexpr std::uint64_t letter_bytes_max = 64 * 1024;

[[nodiscard]] std::string write_letter(const ZoneLetter& letter);
/// Errors: bad_input.
[[nodiscard]] base::Result<ZoneLetter> read_letter(std::string_view text);

}  // namespace holdfast::api
