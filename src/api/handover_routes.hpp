// The handlers of hand-overs (internal to api; routes.hpp has the others), and what they share.
#pragma once

#include "api/service.hpp"
#include "desk/handover.hpp"

namespace holdfast::api {

// handovers.cpp
Answer draft_handover(const Call& call);
Answer send_handover(const Call& call);
Answer withdraw_handover(const Call& call);
Answer receive_handover(const Call& call);
Answer return_handover(const Call& call);
Answer name_renewer(const Call& call);
Answer ask_handover(const Call& call);
Answer answer_handover(const Call& call);
Answer keep_freeze(const Call& call);
Answer enter_disposal(const Call& call);
Answer note_treasury(const Call& call);
// handover_reads.cpp
Answer list_handovers(const Call& call);
Answer case_handovers(const Call& call);
Answer one_handover(const Call& call);
// handover_package.cpp
Answer handover_package(const Call& call);

/// "H000001". Errors: not_found.
[[nodiscard]] base::Result<desk::HandoverId> read_handover(std::string_view text);
/// The centre sees every hand-over; prosecution and courts see what they sent, and what was sent to
/// them since it was.
[[nodiscard]] bool may_see(const Identity& who, const desk::Handover& handover);

}  // namespace holdfast::api
