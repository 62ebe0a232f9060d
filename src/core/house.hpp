// What the centre itself is made of: its users, the institutions and channels it reaches, the feeds
// it hears, its alarms. Values; any thread.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/strong_id.hpp"
#include "order/approval.hpp"

namespace holdfast::core {

enum class Role {
  officer,
  investigator,
  bank,
  admin,
  procurator,  // sees what was handed over to their procuratorate
  court,       // sees what was handed over to their court
};
BOOST_DESCRIBE_ENUM(Role, officer, investigator, bank, admin, procurator, court)
/// Of prosecution or of a court: outside of the centre.
[[nodiscard]] constexpr bool is_of_justice(Role role) {
  return role == Role::procurator || role == Role::court;
}

struct User {
  std::string name;  // login, unique
  std::string display;
  Role role = Role::officer;
  std::string institution;    // of a bank's user: its code; of justice: the organ's name
  std::string password_hash;  // argon2id, as libsodium writes it
  bool disabled = false;
  order::Duty duty = order::Duty::none;  // the office they hold
  std::string unit = {};                 // where they serve; empty: at the centre
  bool operator==(const User&) const = default;
};
BOOST_DESCRIBE_STRUCT(User, (),
                      (name, display, role, institution, password_hash, disabled, duty, unit))

using DelegationId = base::StrongId<struct DelegationTag>;

/// 代行: the holder of an office lets somebody stand in for a while.
struct Delegation {
  DelegationId id;
  std::string from;
  std::string to;
  order::Duty duty = order::Duty::none;
  base::Instant begins;
  base::Instant until;  // exclusive
  std::string reason;
  std::optional<base::Instant> ended;  // taken back before its time
  std::string ended_by;
  bool operator==(const Delegation&) const = default;
};
BOOST_DESCRIBE_STRUCT(Delegation, (), (id, from, to, duty, begins, until, reason, ended, ended_by))

[[nodiscard]] std::string to_text(DelegationId id);

struct ApiKey {
  std::string name;
  Role role = Role::bank;
  std::string institution;
  std::string key_hash;         // SHA-256 of a 256-bit random key, hex
  std::string public_key = {};  // PEM; where there is one, what comes with this key is signed by it
  bool operator==(const ApiKey&) const = default;
};
BOOST_DESCRIBE_STRUCT(ApiKey, (), (name, role, institution, key_hash, public_key))

/// Somebody of an institution who can be rung.
struct DutyPost {
  std::string post;  // what they answer for: 反诈专班, 系统值班
  std::string phone;
  std::string hours;  // when; empty: at any time
  bool operator==(const DutyPost&) const = default;
};
BOOST_DESCRIBE_STRUCT(DutyPost, (), (post, phone, hours))

/// What an institution does: which orders it can be sent.
enum class InstitutionKind {
  bank,      // banks and payment institutions: accounts
  telecom,   // telephone numbers
  internet,  // addresses and profiles
};
BOOST_DESCRIBE_ENUM(InstitutionKind, bank, telecom, internet)

/// What becomes of a payment that nobody could judge in time.
enum class FailPolicy {
  open,    // it goes: trade comes first
  closed,  // it is delayed: safety comes first
};
BOOST_DESCRIBE_ENUM(FailPolicy, open, closed)

/// How long an institution's payments can wait for their screening, and what happens then. What is
/// not said here the rule pack says.
struct ScreeningTerms {
  std::optional<FailPolicy> fail;
  std::optional<std::int64_t> deadline_ms;
  bool operator==(const ScreeningTerms&) const = default;
};
BOOST_DESCRIBE_STRUCT(ScreeningTerms, (), (fail, deadline_ms))

/// A partner of the centre, and the channel that reaches it.
struct Institution {
  std::string code;
  std::string name;
  std::string channel;
  std::string hotline;
  std::vector<std::string> bins;    // card number prefixes
  bool feed_expected = true;        // a feed that stays silent is an alarm
  std::string backup = {};          // the channel to hand an order over to when that one fails
  std::vector<DutyPost> duty = {};  // beside the hotline, which is there day and night
  InstitutionKind kind = InstitutionKind::bank;
  ScreeningTerms screening = {};
  bool trial = false;  // its orders go by the backup until two people say that its channel works
  bool operator==(const Institution&) const = default;
};
BOOST_DESCRIBE_STRUCT(Institution, (),
                      (code, name, channel, hotline, bins, feed_expected, backup, duty, kind,
                       screening, trial))

/// How orders travel on a channel.
enum class ChannelKind {
  json,      // we send (doc/formats/bank-messages.md)
  xml,       // we send, in the 100xxx-compatible profile (doc/formats/xml-profile.md)
  assisted,  // an officer enters them at another system's terminal and brings the results back
  pull,      // the partner fetches them; told by a webhook that there are some, where it has one
  iso20022,  // we send what ISO 20022 has a message for in it (doc/formats/iso20022.md)
  files,     // we lay them in a directory, and find the replies in another
};
BOOST_DESCRIBE_ENUM(ChannelKind, json, xml, assisted, pull, iso20022, files)
/// What orders look like where the kind of channel does not say it: of `files` all of them, of
/// `iso20022` those that ISO 20022 has no message for.
enum class ChannelForm { json, xml };
BOOST_DESCRIBE_ENUM(ChannelForm, json, xml)
/// The outbox sends by itself.
[[nodiscard]] bool is_pushed(ChannelKind kind);

/// A way to reach institutions; many may share one (a national platform is one hub).
struct Channel {
  std::string name;
  std::string url;  // of `pull`: its webhook, or empty; of `files`: the directory
  bool is_hub = false;
  ChannelKind kind = ChannelKind::json;
  bool practice = false;  // leads to a practice partner: for drills, and for nothing else
  ChannelForm form = ChannelForm::json;
  bool operator==(const Channel&) const = default;
};
BOOST_DESCRIBE_STRUCT(Channel, (), (name, url, is_hub, kind, practice, form))

/// A police unit that warnings are pushed to. Who answers for whom is told by `parent` alone: a
/// house may have two tiers, or four.
struct Unit {
  std::string code;
  std::string name;
  std::string tier;    // as this house calls it: city, district, station
  std::string parent;  // empty: there is nobody above
  bool operator==(const Unit&) const = default;
};
BOOST_DESCRIBE_STRUCT(Unit, (), (code, name, tier, parent))

struct Routing {
  std::vector<Institution> institutions;
  std::vector<Channel> channels;
  std::vector<Unit> units = {};
  bool operator==(const Routing&) const = default;
};
BOOST_DESCRIBE_STRUCT(Routing, (), (institutions, channels, units))

[[nodiscard]] const Unit* find_unit(const Routing& routing, std::string_view code);
/// The unit above; empty where there is none.
[[nodiscard]] std::string parent_of(const Routing& routing, std::string_view unit);
/// The unit and all above it, itself first. Ends where a unit is met twice.
[[nodiscard]] std::vector<std::string> chain_of(const Routing& routing, std::string_view unit);
/// The first unit that has nobody above; empty where there are no units.
[[nodiscard]] std::string root_unit(const Routing& routing);

/// Null when there is none of that name.
[[nodiscard]] const Channel* find_channel(const Routing& routing, std::string_view name);
[[nodiscard]] const Institution* find_institution(const Routing& routing, std::string_view code);
/// There is an institution of that code, and a channel reaches it.
[[nodiscard]] bool has_channel(const Routing& routing, std::string_view institution);
/// The institution whose longest card prefix the number begins with; null when none.
[[nodiscard]] const Institution* institution_of_card(const Routing& routing,
                                                     std::string_view number);

/// What we have heard from one institution's feed.
struct Feed {
  std::string institution;
  std::optional<base::Instant> watermark;   // everything up to here has been told
  std::optional<base::Instant> last_heard;  // when it last said anything
  bool silent = false;
  std::uint64_t rows = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t legs = 0;
  std::uint64_t refused = 0;
  bool operator==(const Feed&) const = default;
};
BOOST_DESCRIBE_STRUCT(Feed, (),
                      (institution, watermark, last_heard, silent, rows, duplicates, legs, refused))

using AlarmId = base::StrongId<struct AlarmTag>;
enum class AlarmKind { feed_silent, channel_down, pursuit_quarantined, screening_late };
BOOST_DESCRIBE_ENUM(AlarmKind, feed_silent, channel_down, pursuit_quarantined, screening_late)

struct Alarm {
  AlarmId id;
  AlarmKind kind = AlarmKind::feed_silent;
  std::string subject;  // the institution, channel or case it is about
  std::string detail;
  base::Instant since;
  std::optional<base::Instant> cleared;
  std::string acknowledged_by;
  bool operator==(const Alarm&) const = default;
};
BOOST_DESCRIBE_STRUCT(Alarm, (), (id, kind, subject, detail, since, cleared, acknowledged_by))

[[nodiscard]] std::string to_text(AlarmId id);

}  // namespace holdfast::core
