// The elements of a pacs.008 message that are read, and where they stand (internal to feed). All
// others are passed over with what they hold.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace holdfast::feed::pacs008 {

enum class Element : std::uint8_t {
  outside,
  passed_over,
  document,
  message,
  // Of the group header.
  header,
  message_id,
  created,
  count,
  sum,
  // Of one transfer.
  transfer,
  payment_id,
  instruction_id,
  end_to_end_id,
  transaction_id,
  uetr,
  clearing_reference,
  amount,
  accepted,
  settlement_time,
  debited,
  purpose,
  own_purpose,
  remittance,
  remittance_text,
  // Of its debtor and its creditor.
  party,
  party_name,
  account,
  account_id,
  iban,
  other_account,
  other_account_id,
  account_name,
  agent,
  institution,
  bic,
  clearing_member,
  clearing_member_id,
  other_institution,
  other_institution_id,
};
inline constexpr std::size_t element_count =
    static_cast<std::size_t>(Element::other_institution_id) + 1;

/// Whom an element below a transfer is about.
enum class Side : std::uint8_t { none, debtor, creditor };

struct Place {
  Element parent;
  std::string_view name;
  Element element;
  Side side = Side::none;  // said by this element, for all below it
};

inline constexpr std::array places{
    Place{Element::outside, "Document", Element::document},
    Place{Element::document, "FIToFICstmrCdtTrf", Element::message},
    Place{Element::message, "GrpHdr", Element::header},
    Place{Element::message, "CdtTrfTxInf", Element::transfer},
    Place{Element::header, "MsgId", Element::message_id},
    Place{Element::header, "CreDtTm", Element::created},
    Place{Element::header, "NbOfTxs", Element::count},
    Place{Element::header, "CtrlSum", Element::sum},
    Place{Element::transfer, "PmtId", Element::payment_id},
    Place{Element::transfer, "IntrBkSttlmAmt", Element::amount},
    Place{Element::transfer, "SttlmTmIndctn", Element::settlement_time},
    Place{Element::transfer, "AccptncDtTm", Element::accepted},
    Place{Element::transfer, "Dbtr", Element::party, Side::debtor},
    Place{Element::transfer, "DbtrAcct", Element::account, Side::debtor},
    Place{Element::transfer, "DbtrAgt", Element::agent, Side::debtor},
    Place{Element::transfer, "CdtrAgt", Element::agent, Side::creditor},
    Place{Element::transfer, "Cdtr", Element::party, Side::creditor},
    Place{Element::transfer, "CdtrAcct", Element::account, Side::creditor},
    Place{Element::transfer, "Purp", Element::purpose},
    Place{Element::transfer, "RmtInf", Element::remittance},
    Place{Element::payment_id, "InstrId", Element::instruction_id},
    Place{Element::payment_id, "EndToEndId", Element::end_to_end_id},
    Place{Element::payment_id, "TxId", Element::transaction_id},
    Place{Element::payment_id, "UETR", Element::uetr},
    Place{Element::payment_id, "ClrSysRef", Element::clearing_reference},
    Place{Element::settlement_time, "DbtDtTm", Element::debited},
    Place{Element::purpose, "Prtry", Element::own_purpose},
    Place{Element::remittance, "Ustrd", Element::remittance_text},
    Place{Element::party, "Nm", Element::party_name},
    Place{Element::account, "Id", Element::account_id},
    Place{Element::account, "Nm", Element::account_name},
    Place{Element::account_id, "IBAN", Element::iban},
    Place{Element::account_id, "Othr", Element::other_account},
    Place{Element::other_account, "Id", Element::other_account_id},
    Place{Element::agent, "FinInstnId", Element::institution},
    Place{Element::institution, "BICFI", Element::bic},
    Place{Element::institution, "ClrSysMmbId", Element::clearing_member},
    Place{Element::institution, "Othr", Element::other_institution},
    Place{Element::clearing_member, "MmbId", Element::clearing_member_id},
    Place{Element::other_institution, "Id", Element::other_institution_id},
};

struct Children {
  std::uint8_t begin = 0;
  std::uint8_t end = 0;
};
/// Which of `places` stand below an element; they stand together.
inline constexpr auto children = [] {
  std::array<Children, element_count> all{};
  for (std::size_t i = 0; i < places.size(); ++i) {
    auto& own = all[static_cast<std::size_t>(places[i].parent)];
    own.begin = own.end == 0 ? static_cast<std::uint8_t>(i) : own.begin;
    own.end = static_cast<std::uint8_t>(i + 1);
  }
  return all;
}();

/// Null where the element is passed over.
[[nodiscard]] constexpr const Place* place_of(Element parent, std::string_view name) {
  const auto own = children[static_cast<std::size_t>(parent)];
  for (std::size_t i = own.begin; i < own.end; ++i) {
    if (places[i].name == name) {
      return &places[i];
    }
  }
  return nullptr;
}

/// True for an element that holds a text and not elements.
[[nodiscard]] constexpr bool holds_text(Element element) {
  return element > Element::passed_over && children[static_cast<std::size_t>(element)].end == 0;
}

}  // namespace holdfast::feed::pacs008
