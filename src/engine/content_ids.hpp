// Ids for rows that came without any: neither an id nor a serial of the institution's.
//
// Such a row gets an id made of what it says and of how many equal rows came before it in the same
// file, request or reply. Told again, it has the same id and stops at the door; two equal payments
// in one file have two. What that means for requests that overlap: doc/formats/transfers.md. The id
// is no serial: no bank would know it, so none is told of it. One thread, one object a request.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <unordered_map>

#include "engine/feed_row.hpp"

namespace holdfast::engine {

class ContentIds {
 public:
  /// Leaves a row with an id or a serial as it is. Else: "~", 32 hexadecimal digits, "-", 0, 1, ...
  /// Names and remarks do not count: they are spelled one way today and another tomorrow.
  /// The id is good until the next row is named.
  void name(RowView& row);

 private:
  using Digest = std::array<std::uint8_t, 16>;
  struct Hash {
    std::size_t operator()(const Digest& digest) const {
      std::size_t hash = 0;
      std::memcpy(&hash, digest.data(), sizeof hash);
      return hash;
    }
  };
  std::string given_;
  std::unordered_map<Digest, std::uint32_t, Hash> seen_;  // what a row says -> how many came
};

}  // namespace holdfast::engine
