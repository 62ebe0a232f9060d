// What a partner tells of an order, however it reached us: over HTTP or as a file (internal to api;
// replies.cpp).
#pragma once

#include <string>
#include <string_view>

#include "api/service.hpp"
#include "engine/engine.hpp"

namespace holdfast::api {

enum class ReplyForm {
  json,
  xml,  // the XML profile or ISO 20022, as its root says
};

struct ToldResult {
  engine::PartnerReply reply;  // of a pending one its application id alone
  bool is_pending = false;     // the partner looks into it still
};

/// Errors: bad_input, too_large, saying where.
[[nodiscard]] base::Result<ToldResult> read_result(std::string_view body, ReplyForm form,
                                                   base::Instant now);

/// The caller may speak for the order: it is addressed to its institution, or went by the channel
/// that it is named after. Errors: not_found, forbidden.
[[nodiscard]] base::Result<void> check_addressee(const engine::Engine& engine, const Identity& who,
                                                 const std::string& application_id);

/// Told twice it changes nothing. Waits until it is durable; not on the engine thread. Errors: as
/// Engine::answer_order.
[[nodiscard]] base::Result<port::BatchSeq> take_result(engine::Engine& engine,
                                                       engine::Caller caller, ToldResult told);

}  // namespace holdfast::api
