// 串并案: what ties cases together, what officers made of it, and the work around a case that is
// not an order. Values; any thread.
//
// A trait is something that a case shows of whoever is behind it. Accounts that the money came to
// are no traits: the case names them by id, and the pursuit goes on finding them.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/personal.hpp"
#include "order/order.hpp"

namespace holdfast::desk {

using order::CaseId;
using LinkId = base::StrongId<struct LinkTag>;

enum class TraitKind {
  card,  // a card or account that the story names, paid or not
  phone,
  url,  // the host of an address
  app,
  wechat,
  qq,
  alipay,
  wallet,   // where coins went
  plate,    // of who fetched cash
  device,   // IMEI, MAC, …: only told by hand
  wording,  // how the swindlers spoke: see text/wording.hpp
};
BOOST_DESCRIBE_ENUM(TraitKind, card, phone, url, app, wechat, qq, alipay, wallet, plate, device,
                    wording)

/// `key` tells whether two traits of a kind are the same, and is a keyed digest: it says nothing of
/// what it stands for. All texts are the case's own and go with its key.
struct Trait {
  TraitKind kind = TraitKind::card;
  base::Personal key;
  base::Personal shown;  // masked; empty where there is nothing to show
  /// Under which anybody may ask for it (indicator/digest.hpp); empty: of no kind that is asked
  /// for, or noted before there were such questions.
  base::Personal digest = {};
  bool operator==(const Trait&) const = default;
};
BOOST_DESCRIBE_STRUCT(Trait, (), (kind, key, shown, digest))

/// What two cases have in common.
enum class TieKind {
  account,  // both paid it
  path,     // the money of both came to it
  card,
  phone,
  url,
  app,
  wechat,
  qq,
  alipay,
  wallet,
  plate,
  device,
  wording,
};
BOOST_DESCRIBE_ENUM(TieKind, account, path, card, phone, url, app, wechat, qq, alipay, wallet,
                    plate, device, wording)
[[nodiscard]] TieKind tie_of(TraitKind kind);

struct Undone {
  std::string by;
  base::Instant at;
  std::string reason;
  bool operator==(const Undone&) const = default;
};
BOOST_DESCRIBE_STRUCT(Undone, (), (by, at, reason))

/// An officer's word on two cases: that they belong together, or that they do not. Cases that links
/// lead to from one another are a series, named after its earliest case; so a link that is undone
/// leaves the cases as they were.
struct Link {
  LinkId id;
  CaseId one;
  CaseId other;  // the later one
  bool together = true;
  std::vector<TieKind> ties;  // what they had in common then, the heaviest first
  std::int64_t score = 0;     // of it
  std::string reason;
  std::string by;
  base::Instant at;
  std::optional<Undone> undone;
  bool operator==(const Link&) const = default;
};
BOOST_DESCRIBE_STRUCT(Link, (), (id, one, other, together, ties, score, reason, by, at, undone))

/// "L000001".
[[nodiscard]] std::string to_text(LinkId id);
/// "S000012": the series whose earliest case is C000012.
[[nodiscard]] std::string series_text(CaseId earliest);

}  // namespace holdfast::desk
