// An application for return (返还申请): a victim asks online for their money and follows what
// becomes of it under a code that only they have. Values; any thread.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "base/fen.hpp"
#include "base/instant.hpp"
#include "base/personal.hpp"
#include "order/order.hpp"

namespace holdfast::desk {

using ApplicationId = base::StrongId<struct ApplicationTag>;

struct ApplicationRuling {
  std::optional<order::CaseId> case_id;  // it belongs to this case; none: refused
  std::string by;
  base::Instant at;
  std::string reason;  // told to the applicant
  bool operator==(const ApplicationRuling&) const = default;
};
BOOST_DESCRIBE_STRUCT(ApplicationRuling, (), (case_id, by, at, reason))

struct ReturnApplication {
  ApplicationId id;
  std::string code;  // twelve symbols, order::read_code
  base::Personal name;
  base::Personal phone;
  base::Personal id_no;
  base::Personal payer_account;
  base::Personal payee_account;  // empty: not known
  base::Personal text;
  base::Fen amount;
  base::Instant paid_at;
  bool hardship = false;  // 生活困难: looked at first
  base::Instant filed_at;
  std::optional<ApplicationRuling> ruling;
  bool operator==(const ReturnApplication&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReturnApplication, (),
                      (id, code, name, phone, id_no, payer_account, payee_account, text, amount,
                       paid_at, hardship, filed_at, ruling))

/// "Q000001".
[[nodiscard]] std::string to_text(ApplicationId id);

}  // namespace holdfast::desk
