// What the forms of tips have in common, whoever fills them in (internal to api).
#pragma once

#include <boost/json/fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "api/body.hpp"
#include "api/public_house.hpp"
#include "api/service.hpp"
#include "tip/tip.hpp"

namespace holdfast::api {

inline constexpr std::size_t tip_text_bytes_max = 6'000;
inline constexpr std::size_t phrase_bytes_max = 64;

/// "TP000001" of the path. Errors: not_found.
[[nodiscard]] base::Result<tip::TipId> tip_in_path(const Call& call);

/// Code, kind, text, place, street, time, what is named, reporter and pass phrase; the text is read
/// for what it names. Faults are kept in `fields`.
[[nodiscard]] tip::Tip read_tip(const Call& call, const Fields& fields);
/// {"named": [{"kind", "value"}]}. Faults are kept in `fields`.
[[nodiscard]] std::vector<tip::Named> read_named(const Fields& fields);

/// Whether `read_tip` will be able to read it, as far as that can be told without a centre. Errors:
/// bad_input with the member.
[[nodiscard]] base::Result<void> check_tip(std::string_view body);
/// The same of a claim to a reward.
[[nodiscard]] base::Result<void> check_claim(std::string_view body);
/// What its code tells of one that has not reached the centre yet.
[[nodiscard]] std::string received_tip(std::string_view kind, const House& house,
                                       base::Instant taken);

/// What is kept of a pass phrase: a digest under the installation's key, bound to the code. At
/// least six characters; empty for an empty one.
[[nodiscard]] std::string phrase_digest(const Call& call, std::string_view code,
                                        std::string_view phrase);

/// [{"code","name"}] of a rule like "cash=到本中心领取现金,…"; empty where there is none.
[[nodiscard]] boost::json::array coded_json(const core::State& state, std::string_view key,
                                            base::Instant now);
/// [{"code","name","district"}]: the streets of the ledger of education.
[[nodiscard]] boost::json::array streets_json(const core::State& state);

}  // namespace holdfast::api
