// The line to a partner under test: orders go out as the centre sends them, results come in as the
// centre takes them (doc/guide/onboarding.md). One thread sends; results come on others.
#pragma once

#include <boost/json/fwd.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "net/client.hpp"
#include "port/partner.hpp"
#include "sign/key.hpp"

namespace holdfast::cli {

/// What is tested and with what: a TOML file, see doc/guide/onboarding.md.
struct ConformPlan {
  std::string name;  // of the institution
  std::string url;
  std::string key;
  std::string form = "json";  // json, xml, iso20022
  std::string reply_listen;   // where results are told; empty: they are polled
  std::string reply_key;
  std::optional<sign::PrivateKey> signing;
  std::optional<sign::PublicKey> public_key;  // the partner's: its results must be signed
  std::chrono::seconds patience{30};
  struct Account {
    std::string number;
    std::string name;
  };
  Account account;  // in the partner's test system, with the payment below booked on it
  port::PartnerMessage::Justification payment;
  std::string payer_institution;  // where the payer has its account; the tested one by default
};

/// Errors: bad_input; `where` is "FILE:LINE" or the file.
[[nodiscard]] base::Result<ConformPlan> parse_conform_plan(std::string_view toml,
                                                           const std::string& file);

enum class Seal { signed_anew, unsigned_one, as_before };
/// How an order is sent otherwise than the centre would.
struct ConformSending {
  std::optional<std::string> key = {};   // in place of the plan's
  std::optional<std::string> body = {};  // in place of the order's
  Seal seal = Seal::signed_anew;
};

/// The text under a name of a result; empty, where there is none.
[[nodiscard]] std::string text_in(const boost::json::object& object, std::string_view name);

class ConformLine {
 public:
  /// Listening on return. Errors: bad_input, io.
  [[nodiscard]] static base::Result<std::unique_ptr<ConformLine>> open(const ConformPlan& plan);
  ~ConformLine();

  struct Taken {
    int status = 0;
    base::Result<port::PartnerAck> ack;
  };
  /// Errors: unavailable, when nobody answers; bad_input, for what the form cannot say.
  [[nodiscard]] base::Result<Taken> send(const port::PartnerMessage& order,
                                         const ConformSending& how = {});

  /// The first result told of the order, waited for. Errors: unavailable, when none comes in time.
  [[nodiscard]] base::Result<boost::json::object> result_of(const std::string& application_id);
  /// All results told of it so far.
  [[nodiscard]] std::vector<boost::json::object> results_of(const std::string& application_id);

  struct Seals {
    int good = 0;
    int bad = 0;
    std::string why = {};  // of the first bad one
  };
  /// How the results that were told so far were signed.
  [[nodiscard]] Seals seals() const;

  [[nodiscard]] std::uint16_t port() const;  // 0 where results are polled

 private:
  struct State;
  explicit ConformLine(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace holdfast::cli
