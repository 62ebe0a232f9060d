// Who owns an address: the sites that swindlers imitate, and how an address pretends to be one.
//
// The list is data (data/official_sites.toml). An address that is neither on it nor like one of it
// says nothing: most sites of the world are unknown here, harmless ones too.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "link/host.hpp"

namespace holdfast::link {

struct Site {
  std::string domain;  // "icbc.com.cn": it and everything under it is theirs
  std::string zh;
  std::string en;
  std::string kind;      // bank, payment, platform, telecom, courier, government, airline, media
  bool is_word = false;  // an ordinary word ("china"): others may have it in their names
};

/// How an address pretends; the first that fits, in this order.
enum class Guise : std::uint8_t {
  none,
  front,         // www.icbc.com.cn.verify.top: the real name stands in front of another's
  looks,         // 1cbc.com: other letters that look the same (Unicode TS 39 skeletons)
  other_ending,  // icbc.top: the same name where another may have registered it
  near_miss,     // taoboa.com: one letter more, less, other, or two changed about
  wears_name,    // icbc-verify.com, taobaokefu.net, icbc.safe.top: the name dressed up with a lure
};

enum class Standing : std::uint8_t { official, imitates, number, unknown };

/// As JSON names them.
[[nodiscard]] std::string_view name_of(Standing standing);
[[nodiscard]] std::string_view name_of(Guise guise);

struct Judgement {
  Standing standing = Standing::unknown;
  Guise guise = Guise::none;
  const Site* of = nullptr;  // whose it is, or whom it imitates; lives as long as the list
  std::string host;
};

class OfficialSites {
 public:
  /// Errors: bad_input with the table and key that does not fit.
  [[nodiscard]] static base::Result<OfficialSites> parse(std::string_view toml);

  /// What an address is; unknown for what is no address. Linear in the list.
  [[nodiscard]] Judgement judge(std::string_view address) const;
  [[nodiscard]] const std::vector<Site>& sites() const { return sites_; }

 private:
  struct Mark {
    std::string label;     // that the site's owner registered; empty for a shared ending (gov.cn)
    std::string skeleton;  // of the label
  };
  /// What an address is compared by, with every site.
  struct Looks {
    const Host& host;
    std::string skeleton;  // of its own label
    std::string dotted;    // the host with a dot before it
    std::string parted;    // the same with hyphens as dots
  };
  [[nodiscard]] Guise guise_of(const Looks& looks, std::size_t site) const;

  std::vector<Site> sites_;
  std::vector<Mark> marks_;  // of each site
  std::set<std::string, std::less<>> lures_;
};

}  // namespace holdfast::link
