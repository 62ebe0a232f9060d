// Reads that several handlers make (internal to api).
#pragma once

#include <boost/json/fwd.hpp>
#include <string>
#include <string_view>

#include "api/service.hpp"

namespace holdfast::api {

/// An account, phone or identity number without the blanks and hyphens that group it.
[[nodiscard]] std::string plain_number(std::string_view text);

/// What the projection finds `text` under: an id of ours as it is, anything else by its keyed hash.
[[nodiscard]] std::string search_term(const Call& call, std::string_view text);

/// [{"institution","name","state","watermark"}]: how far each feed has told.
[[nodiscard]] boost::json::array feed_marks(const Call& call);
/// Up to when every live feed has told everything; now, where there is none.
[[nodiscard]] base::Instant told_until(const Call& call);

/// {"ref","number","name","institution"}, masked.
[[nodiscard]] boost::json::object account_label(const engine::World& world,
                                                const core::Routing& routing,
                                                base::AccountId account);
[[nodiscard]] core::Routing routing_of(const Call& call);

/// A partner may speak for the order: it is addressed to its institution, or went by the channel
/// that its key is named after. Errors: not_found, forbidden (replies.cpp).
[[nodiscard]] base::Result<void> check_addressee(const Call& call,
                                                 const std::string& application_id);

}  // namespace holdfast::api
