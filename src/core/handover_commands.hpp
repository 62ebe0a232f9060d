// What can be asked about hand-overs. Part of core/command.hpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "desk/handover.hpp"

namespace holdfast::core {

/// What goes with the case to the next stage of the proceedings. Whoever acts is of the organ that
/// `kind` begins with. The answer names the hand-over.
struct DraftHandover {
  desk::CaseId case_id;
  desk::HandoverKind kind = desk::HandoverKind::prosecution;
  std::string document;
  std::string to;       // the receiving organ; of one that goes back to the police: empty
  std::string officer;  // who hands over, as they sign
  std::vector<order::OrderId> freezes;
  std::vector<order::OrderId> evidence;
  std::vector<order::PaperId> papers;
  std::optional<desk::HandoverId> supplements = {};
  std::string note = {};
};
/// Whose account a freeze is on, as the graph knows it.
struct HandoverAccount {
  order::OrderId order;
  std::string number;
  std::string holder;  // empty: not known
};
struct SendHandover {
  desk::HandoverId handover;
  std::vector<HandoverAccount> accounts = {};
};
/// Its package was made for the first time.
struct NotePackageMade {
  desk::HandoverId handover;
  std::string manifest_sha256;
};
struct WithdrawHandover {
  desk::HandoverId handover;
  std::string reason;
};
/// Signs for it. A freeze that lapses soon needs somebody named who renews it.
struct ReceiveHandover {
  desk::HandoverId handover;
  std::string document;
  std::string officer;
  std::vector<desk::Renewer> renewers;
};
struct ReturnHandover {
  desk::HandoverId handover;
  std::string reason;
};
/// Somebody else of the side that keeps the freeze renews it from now on.
struct NameRenewer {
  desk::HandoverId handover;
  desk::Renewer renewer;
};
struct AskHandover {
  desk::HandoverId handover;
  std::string text;
};
struct AnswerHandover {
  desk::HandoverId handover;
  std::uint64_t index = 0;
  std::string text;
};
/// Whoever keeps the freeze renewed it at the bank by a paper of their own.
struct KeepFreeze {
  desk::HandoverId handover;
  order::OrderId order;
  std::string document;
  base::Instant until;
};
/// What a judgment in force says becomes of what was handed over. Of an item's members the judgment
/// says `kind`, `freeze`, `amount`, `victim_of` and `loss`.
struct EnterDisposal {
  desk::HandoverId handover;
  std::string judgment;
  base::Instant effective_at;
  std::vector<desk::DisposalItem> items;
};
/// The treasury's receipt for a sum that was to be confiscated.
struct NoteTreasury {
  desk::HandoverId handover;
  std::uint64_t disposal = 0;
  std::uint64_t item = 0;
  std::string number;
  base::Instant paid_at;
};

}  // namespace holdfast::core
