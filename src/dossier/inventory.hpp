// What a hand-over says of its freezes, payments, evidence and money, as tables and as papers: the
// parts of a package. Everything is drawn from what was kept when it was sent, so that the same
// hand-over gives the same bytes. Accounts stand there in full. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "desk/handover.hpp"
#include "order/order.hpp"
#include "paper/sheet.hpp"

namespace holdfast::dossier {

/// A file of the package, and what it is.
struct Part {
  std::string name;   // as in the archive: "papers/P000003.pdf"
  std::string title;  // for people: 协助冻结财产通知书 渝反诈冻财字〔2026〕3号
  std::string bytes;
};

/// Tables for spreadsheets: UTF-8 with a byte-order mark, CRLF; a text that a spreadsheet would
/// take for a formula is quoted with an apostrophe.
[[nodiscard]] std::string inventory_csv(const desk::HandoverFacts& facts);
[[nodiscard]] std::string losses_csv(const desk::HandoverFacts& facts);
[[nodiscard]] std::string custody_csv(const desk::HandoverFacts& facts);
/// `evidence`: requests that were answered.
[[nodiscard]] std::string evidence_csv(const std::vector<order::Order>& evidence);

/// 涉案财物清单. Of a hand-over that was sent.
[[nodiscard]] paper::Sheet inventory_sheet(const desk::Handover& handover);
/// 随案移送清单: what goes along, with a receipt for the other side to sign.
[[nodiscard]] paper::Sheet handover_sheet(const desk::Handover& handover,
                                          const std::vector<Part>& parts);

/// 已冻结 of "frozen"; the text itself where it is no place of the ledger.
[[nodiscard]] std::string_view place_in_words(std::string_view place);

}  // namespace holdfast::dossier
