// The partner port: how an order reaches an institution through its channel. Delivery is at least
// once under one application id; the partner executes it once.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/fen.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"

namespace holdfast::port {

/// How a message reaches a channel.
enum class Way {
  http,      // posted to its URL
  iso20022,  // the same, in ISO 20022 where that has a message for it
  files,     // laid in a directory
};

/// A channel as an address: the shell keeps the secret that opens it.
struct ChannelAddress {
  std::string name;
  std::string url;
  bool is_hub = false;
  bool speaks_xml = false;  // the 100xxx-compatible profile; else JSON
  Way way = Way::http;
};

/// An order with the plain facts that the partner needs to check it. Exists only on its way out.
struct PartnerMessage {
  /// 100101 stop, 100103 release, 100105 extension, 100201 freeze, 100203 its release, 100205 its
  /// renewal, 100301 transactions, 100303 subject; of our own: 300101 protective stop, 300103 its
  /// release, 300201 evidence, 300301 return, 300401 recall, 400101, 400201 and 400301 a number, an
  /// address, a profile off, 400103, 400203 and 400303 on again.
  std::string code;
  std::string application_id;           // the idempotency key, at most 36 characters
  std::string original_application_id;  // of a release
  std::string case_number;
  std::string institution;
  std::string account;
  std::string account_name;  // empty: not known, and the order says so
  std::optional<base::Fen> amount;
  struct Justification {
    std::string payer;
    std::string payer_name;
    base::Fen amount;
    base::Instant time;
    std::string serial;
  };
  std::optional<Justification> justification;
  std::string reason;
  std::string article;
  std::int64_t term_hours = 0;
  std::string officer;
  std::string second_officer;
  std::string organisation;  // the unit that filed the case
  std::string document;      // number of the legal paper
  bool papers_later = false;
  std::string freeze_type;  // 01 limited, 02 in only, 03 neither in nor out
  int term_months = 0;
  bool queue = false;                 // a place behind an earlier freeze is wanted
  bool fruits = false;                // 孳息 included
  std::vector<std::string> replaces;  // application ids of stops that the freeze takes over
  std::string telephone = {};         // of the centre, day and night
  std::string may_be_told = {};       // the sentence that the bank may tell its customer
  base::Instant approved_at = {};
  std::optional<base::Instant> from = {};   // of evidence: the span that is asked about
  std::optional<base::Instant> until = {};  // with it; of a freeze: it ends no later
  struct Consent {
    std::string way;
    std::string reference;
    base::Instant given_at;
  };
  std::optional<Consent> consent = {};  // of a protective stop
  struct Evidence {
    std::string kind;
    std::string place;
    std::vector<std::string> serials;
    std::optional<base::Instant> overwrites_at;
  };
  std::optional<Evidence> evidence = {};
  struct Payee {
    std::string account;
    std::string name;
    std::string institution;
  };
  std::optional<Payee> payee = {};  // of a return; of a recall: who was paid
  std::string mark = {};            // the number, address or profile; `account` is empty then
  std::string platform = {};        // of a profile
  bool drill = false;               // practice: nothing real may follow
};

/// What the channel answered at once. Whether that means that the partner has the order, its code
/// says: the rule pack knows the codes (law::RuleBook::transport_code).
struct PartnerAck {
  std::string partner_number;
  std::string platform_number;
  std::string code = "100000";
  std::string message = {};
  bool heard = true;  // false: it lies where the partner comes for it, who has not come yet
};

class Partner {
 public:
  virtual ~Partner() = default;
  /// Sends one message. `done` is called once, on any thread, with the channel's answer or why
  /// there was none that could be read: `unavailable` and `too_many` are worth trying again,
  /// `bad_input` and `forbidden` are not.
  virtual void send(const ChannelAddress& channel, const PartnerMessage& message,
                    std::function<void(base::Result<PartnerAck>)> done) = 0;
};

}  // namespace holdfast::port
