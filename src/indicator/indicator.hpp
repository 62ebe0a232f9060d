// What is known of numbers, accounts and addresses that swindlers use, as it is shared with others:
// indicators that partners told us, who may be told ours in full, and what was cleared. Values; any
// thread.
#pragma once

#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/personal.hpp"
#include "base/strong_id.hpp"

namespace holdfast::indicator {

using IndicatorId = base::StrongId<struct IndicatorTag>;

/// What can be looked up.
enum class Kind {
  account,  // card or account number
  phone,
  host,  // of an address; an address is known by its host alone
  ip,
  wechat,
  qq,
  alipay,
};
BOOST_DESCRIBE_ENUM(Kind, account, phone, host, ip, wechat, qq, alipay)

/// How far a partner may pass it on: the Traffic Light Protocol, version 2.
enum class Tlp { clear, green, amber, amber_strict, red };
BOOST_DESCRIBE_ENUM(Tlp, clear, green, amber, amber_strict, red)

/// What a partner says of one number, account or address.
struct Indicator {
  IndicatorId id;
  Kind kind = Kind::phone;
  base::Personal value;  // empty where only its digest was told
  std::string digest;    // digest_of (digest.hpp), hex
  std::string type;      // of fraud, as our own types are called; empty: not told
  int told = 0;          // the partner's confidence, 0 to 100
  int confidence = 0;    // what we make of it: at most the rule's cap
  Tlp tlp = Tlp::amber;
  std::string source;     // key or user who brought it
  std::string producer;   // who says it, as the document names them
  std::string reference;  // its id there: a later one of the same source takes its place
  base::Instant from;
  base::Instant until;
  base::Instant at;
  std::optional<base::Instant> revoked;
  bool operator==(const Indicator&) const = default;
};
BOOST_DESCRIBE_STRUCT(Indicator, (),
                      (id, kind, value, digest, type, told, confidence, tlp, source, producer,
                       reference, from, until, at, revoked))

/// What a partner may be told, by a document that somebody can look up.
struct Agreement {
  std::string partner;   // the name of their key
  std::string document;  // its number
  bool full = false;     // numbers and accounts in the clear; else as digests
  Tlp tlp = Tlp::amber;  // what they are given is marked with it
  base::Instant from;
  base::Instant until;
  std::string by;
  base::Instant at;
  std::optional<base::Instant> ended;
  bool operator==(const Agreement&) const = default;
};
BOOST_DESCRIBE_STRUCT(Agreement, (), (partner, document, full, tlp, from, until, by, at, ended))

/// An officer's word that nothing is to be held against it from then on.
struct Clearing {
  Kind kind = Kind::phone;
  std::string reason;
  std::string by;
  base::Instant at;
  bool operator==(const Clearing&) const = default;
};
BOOST_DESCRIBE_STRUCT(Clearing, (), (kind, reason, by, at))

struct Desk {
  std::map<IndicatorId, Indicator> indicators;
  std::map<std::string, Agreement> agreements;  // by partner: the latest
  std::map<std::string, Clearing> clearings;    // by digest: the latest
  bool operator==(const Desk&) const = default;
};
BOOST_DESCRIBE_STRUCT(Desk, (), (indicators, agreements, clearings))

/// In force at `at`.
[[nodiscard]] bool is_in_force(const Agreement& agreement, base::Instant at);
/// Neither revoked nor over at `at`.
[[nodiscard]] bool is_valid(const Indicator& indicator, base::Instant at);
/// "I000001".
[[nodiscard]] std::string to_text(IndicatorId id);

}  // namespace holdfast::indicator
