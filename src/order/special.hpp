// What the rarer families add to an order: a holder's consent, evidence that is asked for, whom
// money goes back to, and marks that are no bank account. Values.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "base/instant.hpp"
#include "base/personal.hpp"
#include "order/approval.hpp"

namespace holdfast::order {

using CaseId = base::StrongId<struct CaseTag>;

/// How a holder said yes to the protective stop of an account of their own.
enum class ConsentWay {
  in_person,  // 当面签字
  telephone,  // 电话录音
  written,    // 书面
  online,     // 网上确认
};
BOOST_DESCRIBE_ENUM(ConsentWay, in_person, telephone, written, online)

struct Consent {
  base::Personal by;  // the holder's name, as they gave it
  ConsentWay way = ConsentWay::telephone;
  std::string reference;  // of the recording, the form or the confirmation
  base::Instant given_at;
  std::optional<Signature> revoked;  // who recorded that the holder took it back
  bool operator==(const Consent&) const = default;
};
BOOST_DESCRIBE_STRUCT(Consent, (), (by, way, reference, given_at, revoked))

/// What an institution is asked to hand over.
enum class EvidenceKind {
  opening_file,  // 开户资料
  device_log,    // IP、设备登录日志
  camera,        // 监控录像: overwritten after a while
  vouchers,      // 交易凭证
};
BOOST_DESCRIBE_ENUM(EvidenceKind, opening_file, device_log, camera, vouchers)

struct EvidenceAsk {
  EvidenceKind kind = EvidenceKind::opening_file;
  std::optional<base::Instant> from;  // of a log or a recording
  std::optional<base::Instant> until;
  std::string place;                           // of a camera: the branch and the machine
  std::vector<std::string> serials;            // of the transactions whose vouchers are wanted
  std::optional<base::Instant> overwrites_at;  // the recording is gone then
  bool operator==(const EvidenceAsk&) const = default;
};
BOOST_DESCRIBE_STRUCT(EvidenceAsk, (), (kind, from, until, place, serials, overwrites_at))

/// What came: the name that the institution gave its file, and what its bytes hash to.
struct EvidenceGiven {
  std::string reference;
  std::string sha256;  // hex
  std::string note;
  bool operator==(const EvidenceGiven&) const = default;
};
BOOST_DESCRIBE_STRUCT(EvidenceGiven, (), (reference, sha256, note))

/// Where returned money goes: an account that the victim paid from.
struct Payback {
  base::AccountId to;
  std::string institution;
  std::optional<CaseId> victim_of;  // whose victim it is, where not of the order's own case
  bool operator==(const Payback&) const = default;
};
BOOST_DESCRIBE_STRUCT(Payback, (), (to, institution, victim_of))

/// What a telecom or internet company is asked to switch off.
enum class MarkKind { phone, url, profile };
BOOST_DESCRIBE_ENUM(MarkKind, phone, url, profile)

struct Mark {
  MarkKind kind = MarkKind::phone;
  base::Personal value;
  std::string platform;  // of a profile: where it is
  bool operator==(const Mark&) const = default;
};
BOOST_DESCRIBE_STRUCT(Mark, (), (kind, value, platform))

/// An order handed over by voice or by fax while the wire was down.
enum class SpokenWay { telephone, fax };
BOOST_DESCRIBE_ENUM(SpokenWay, telephone, fax)

struct Spoken {
  SpokenWay way = SpokenWay::telephone;
  std::string person;  // who took it at the institution, and at which number
  base::Instant at;
  std::string note;
  std::string by;
  bool operator==(const Spoken&) const = default;
};
BOOST_DESCRIBE_STRUCT(Spoken, (), (way, person, at, note, by))

}  // namespace holdfast::order
