// The payment that an institution asks about, as JSON or as a pacs.008 message of one transfer
// (internal to api).
#pragma once

#include <string>

#include "api/service.hpp"
#include "fund/transfer.hpp"

namespace holdfast::api {

struct AskedPayment {
  std::string payment_id;
  base::Instant time;
  std::string payer;
  std::string payer_institution;
  std::string payee;
  std::string payee_institution;
  base::Fen amount;
  fund::Kind kind = fund::Kind::transfer;
  std::string channel;  // how it was entered: mobile, online, counter, ...; empty: not told

  /// A keyed hash of all but the time: the same whichever way it was told and however often.
  [[nodiscard]] std::string digest(const engine::Engine& engine) const;
};

/// Of the caller's own institution: the payer's, where it is not told. Errors: bad_input with the
/// field; forbidden, when neither account is the caller's.
[[nodiscard]] base::Result<AskedPayment> read_question(const Call& call);

}  // namespace holdfast::api
